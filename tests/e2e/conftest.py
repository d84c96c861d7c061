"""The real window, as the tests of the window have it."""

from tests.gui.conftest import make_window, settings_of_its_own

__all__ = ["make_window", "settings_of_its_own"]
