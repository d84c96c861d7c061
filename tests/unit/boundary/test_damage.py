"""No damaged file crashes the reading; a longer run is in tests/benchmarks."""

from __future__ import annotations

import pytest

from tests.unit.boundary.damage import attempts, sound, survives


@pytest.mark.parametrize(("name", "content"), sorted(sound().items()), ids=sorted(sound()))
def test_the_sound_files_are_read(name: str, content: bytes) -> None:
    assert survives(name, content) == "read" or name == "a.dxf"  # its layers of points and numbers hold no line


def test_damaged_files_are_read_or_refused_with_a_sentence() -> None:
    ends = {survives(name, content) == "read" for name, content in attempts(400, seed=5)}
    assert ends == {True, False}
