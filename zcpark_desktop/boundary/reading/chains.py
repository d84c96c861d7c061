"""Loose lines joined end to end into closed ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .dxf_lines import Line, Place

NEAR = 0.002
"""Ends within this distance (metres, or units of the drawing) meet: drawings snap, but through rounding."""


def joined(lines: Sequence[Line]) -> tuple[list[tuple[Place, ...]], list[Line], int]:
    """Closed lines, lines that stay open, and how many pieces were joined into closed ones.

    Pieces are joined where exactly two ends meet; where three or more do, it is not told which belongs to the boundary.
    """
    closed = [line.points for line in lines if _is_closed(line)]
    loose = [line for line in lines if not _is_closed(line) and line.points and line.points[0] != line.points[-1]]
    nodes = _Nodes()
    ends = [(nodes.at(line.points[0]), nodes.at(line.points[-1])) for line in loose]
    meeting: dict[int, list[int]] = defaultdict(list)
    for number, (first, last) in enumerate(ends):
        meeting[first].append(number)
        meeting[last].append(number)
    used: set[int] = set()
    open_lines: list[Line] = []
    pieces = 0
    for number in range(len(loose)):
        if number in used:
            continue
        chain = _chain(number, ends, meeting, used)
        points = _points(chain, loose, ends)
        if chain[-1][1] == chain[0][0] and len(points) > 3:
            closed.append(tuple(points[:-1]))
            pieces += len(chain)
        else:
            open_lines.append(Line(tuple(points)))
    return closed, open_lines, pieces


def _is_closed(line: Line) -> bool:
    return len(line.points) > 2 and (line.closed or line.points[0] == line.points[-1])


class _Nodes:
    """Places that are the same within `NEAR`, by number."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[Place, int]]] = defaultdict(list)
        self._count = 0

    def at(self, place: Place) -> int:
        column, row = int(place[0] // NEAR), int(place[1] // NEAR)
        for x in (column - 1, column, column + 1):
            for y in (row - 1, row, row + 1):
                for other, number in self._cells.get((x, y), ()):
                    if (other[0] - place[0]) ** 2 + (other[1] - place[1]) ** 2 <= NEAR * NEAR:
                        return number
        self._count += 1
        self._cells[column, row].append((place, self._count))
        return self._count


def _chain(
    start: int, ends: Sequence[tuple[int, int]], meeting: dict[int, list[int]], used: set[int]
) -> list[tuple[int, int, int]]:
    """The pieces that follow each other through `start`: node from, node to, number."""
    used.add(start)
    chain = [(ends[start][0], ends[start][1], start)]
    for forward in (True, False):
        while chain[0][0] != chain[-1][1]:
            node = chain[-1][1] if forward else chain[0][0]
            after = [number for number in meeting[node] if number not in used]
            if len(meeting[node]) != 2 or not after:
                break
            number = after[0]
            used.add(number)
            first, last = ends[number]
            other = last if first == node else first
            if forward:
                chain.append((node, other, number))
            else:
                chain.insert(0, (other, node, number))
    return chain


def _points(
    chain: Sequence[tuple[int, int, int]], lines: Sequence[Line], ends: Sequence[tuple[int, int]]
) -> list[Place]:
    result: list[Place] = []
    for first, _last, number in chain:
        points = lines[number].points
        forward = ends[number][0] == first
        result += (points if forward else points[::-1])[1 if result else 0 :]
    return result
