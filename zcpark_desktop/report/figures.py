"""Charts drawn by matplotlib."""


def render(chart):
    """PNG bytes of a chart."""
    raise NotImplementedError
