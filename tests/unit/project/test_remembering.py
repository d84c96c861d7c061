"""Results remembered for immutable parts, by identity."""

from __future__ import annotations

from zcpark_desktop.project.remembering import remembered


class Part:
    """Equal to every other: only its identity tells it apart."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part)

    def __hash__(self) -> int:
        return 0


def test_each_part_is_read_once_asked_for_alone_or_with_others() -> None:
    read: list[Part] = []

    @remembered(most=10)
    def number(part: Part) -> int:
        read.append(part)
        return len(read)

    first, second, third = Part(), Part(), Part()
    assert number(second) == 1
    assert number.each([first, second, third, first]) == [2, 1, 3, 2]
    assert number.each(()) == []
    assert [number(part) for part in (first, second, third)] == [2, 1, 3]
    assert len(read) == 3


def test_beyond_what_is_remembered_all_is_read_again_and_comes_out_the_same() -> None:
    read = []

    @remembered(most=2)
    def seen(part: str) -> str:
        read.append(part)
        return part.upper()

    parts = ["a", "b", "c"]
    assert seen.each(parts) == ["A", "B", "C"]
    assert seen.each(parts) == ["A", "B", "C"]
    assert read[:3] == parts and len(read) > 3
