"""Coordinate tables: rows of cells with point numbers, columns in any order, several rings and holes.

A new ring begins after a blank row, at a row that holds only a name, where the plot or ring column changes, and where
the first point number comes again. The text format in which land offices file plots (a block of attributes, lines that
begin plots, points with ring number, northing and easting) is such a table too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..angles import folded, parse_coordinate, unpacked
from ..guessing import CHINA, guess, inside_box, named_in
from ..rings import FEWEST_CORNERS, BoundaryError, PlainRing, Position, Vertex
from ..systems import Datum, ReferenceSystem, zone_system
from .columns import Columns, columns_of, header_of
from .nesting import with_holes
from .shapes import LayerSummary, OpenedBoundary, Progress, ReadBoundary, read_result

_HOLE_WORDS = ("是", "内环", "内", "孔", "洞", "扣除", "岛", "1", "true", "hole", "inner")
_PLAIN_WORDS = ("否", "外环", "外", "0", "false", "outer")
_NAMED = 3
"""Complaints that are told one by one; the rest is counted."""


@dataclass
class _Ring:
    name: str
    mark: str
    hole: bool | None = None
    points: list[Vertex] = field(default_factory=list)
    closed: bool = False


@dataclass
class _Table:
    """What a table says, gathered row by row."""

    rings: list[_Ring] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    stated: dict[str, str] = field(default_factory=dict)
    name: str = ""
    fresh: bool = True


def open_rows(rows: Sequence[Sequence[str]], name: str) -> OpenedBoundary:
    """A table of coordinates, opened; it is one layer.

    Raises:
        BoundaryError: there are no two columns of coordinates in it, or cells that are no coordinates.
    """
    read = _read(rows, name)
    counts = {"地块": len(read.rings), "拐点": read.corner_count}
    layer = LayerSummary(read.layer, counts)

    def reader(_layer: str, _progress: Progress) -> ReadBoundary:
        return read

    return OpenedBoundary("坐标表", (layer,), reader)


def _read(rows: Sequence[Sequence[str]], name: str) -> ReadBoundary:
    cleaned = [[" ".join(str(cell).split()) for cell in row] for row in rows]
    header_row, header = header_of(cleaned)
    columns = columns_of(cleaned, header_row, header)
    if columns is None:
        raise BoundaryError(
            "没有找到两列坐标；每行应有点号和两个坐标，如“J1 120.448316 31.617842”，或带“经度、纬度”“X、Y”表头的表格。"
        )
    table = _Table()
    for at, row in enumerate(cleaned):
        if at > header_row:  # what stands above the headings is the title of the table
            _take(table, row, at, columns)
    if table.problems:
        more = f"（另有{len(table.problems) - _NAMED}处）" if len(table.problems) > _NAMED else ""
        raise BoundaryError(f"{'；'.join(table.problems[:_NAMED])}{more}；请更正后重新读取。")
    found, notes = _unpacked([ring for ring in table.rings if ring.points])
    small = [ring for ring in found if len(ring.points) < FEWEST_CORNERS]
    if small:
        raise BoundaryError(
            f"{_called(small[0], found)}只有{len(small[0].points)}个拐点，至少要三个才能围成地块；请补全，或删除这些行。"
        )
    made = [PlainRing(ring.name, bool(ring.hole), tuple(ring.points)) for ring in found]
    if all(ring.hole is None for ring in found):
        made = list(with_holes(made))
        holes = sum(ring.hole for ring in made)
        if holes:
            notes.append(f"有{holes}个环位于其他环之内，按扣除的内环处理。")
    return read_result(made, name or "坐标表", _stated_system(table.stated), notes)


def _called(ring: _Ring, rings: Sequence[_Ring]) -> str:
    return f"地块“{ring.name}”" if ring.name else f"第{rings.index(ring) + 1}个地块"


def _take(table: _Table, row: Sequence[str], at: int, columns: Columns) -> None:
    """Take one row into the table."""
    texts = [cell for cell in row if cell]
    if not texts:
        table.fresh, table.name = True, ""
        return
    key, equals, value = texts[0].partition("=")
    if equals and len(texts) == 1:
        table.stated[key.strip()] = value.strip()
        return
    pair = (columns.cell(row, columns.x), columns.cell(row, columns.y))
    values = tuple(parse_coordinate(text) if text else None for text in pair)
    if texts[-1] == "@":  # a plot of the land offices' format: points, area, number, name, ...
        table.fresh, table.name = True, texts[3] if len(texts) > 4 else ""
        return
    if values[0] is None or values[1] is None:
        _take_words(table, row, at, columns, pair, values)
        return
    number = columns.cell(row, columns.number)
    _take_point(table, Vertex(number, values[0], values[1]), row, columns)


def _take_words(
    table: _Table, row: Sequence[str], at: int, columns: Columns, pair: Sequence[str], values: Sequence[Decimal | None]
) -> None:
    """A row without two coordinates: a plot's name, or a slip."""
    texts = [cell for cell in row if cell]
    if not any(pair) and all(parse_coordinate(text) is not None for text in texts):
        return  # the length of a side, printed between its two corners
    if not any(pair) or (len(texts) == 1 and parse_coordinate(texts[0]) is None):
        if not any(character.isdigit() for text in pair for character in text) or len(texts) == 1:
            table.fresh, table.name = True, texts[0].strip("[]【】:： ")[:60]
            return
    if values == (None, None) and not any(c.isdigit() for c in "".join(pair)):
        return  # a heading, or a line of a caption
    bad = next((text for text, value in zip(pair, values, strict=True) if value is None), "")
    point = columns.cell(row, columns.number)
    where = f"第{at + 1}行" + (f"（{point}）" if point else "")
    table.problems.append(f"{where}的“{bad[:30]}”不是坐标" if bad else f"{where}缺少一个坐标")


def _take_point(table: _Table, point: Vertex, row: Sequence[str], columns: Columns) -> None:
    mark = columns.cell(row, columns.ring)
    plot = columns.cell(row, columns.plot)
    current = table.rings[-1] if table.rings else None
    begins = current is None or table.fresh or current.closed or current.mark != f"{plot}\n{mark}"
    if current is not None and not begins:
        first = current.points[0]
        again = bool(point.number) and point.number == first.number and len(current.points) >= FEWEST_CORNERS
        if (point.x, point.y) == (first.x, first.y) and len(current.points) >= FEWEST_CORNERS:
            current.closed = True
            return
        begins = again
    if begins:
        name = plot or table.name or (current.name if current is not None and not table.fresh else "")
        current = _Ring(name, f"{plot}\n{mark}")
        table.rings.append(current)
        table.fresh = False
    assert current is not None
    hole = columns.cell(row, columns.hole).lower()
    if hole in _HOLE_WORDS or hole in _PLAIN_WORDS:
        current.hole = hole in _HOLE_WORDS
    current.points.append(point)


def _unpacked(rings: list[_Ring]) -> tuple[list[_Ring], list[str]]:
    """Numbers such as 1201830.5 as degrees, where every number of the table is such and lies in China."""
    points: list[Position] = [(point.x, point.y) for ring in rings for point in ring.points]
    if not points or guess(points) and not all(_may_be_packed(point) for point in points):
        return rings, []
    if not all(_may_be_packed(point) for point in points):
        return rings, []
    for ring in rings:
        ring.points = [
            Vertex(point.number, unpacked(point.x) or point.x, unpacked(point.y) or point.y) for point in ring.points
        ]
    return rings, ["坐标形如1201830.5，已按度分秒（120°18′30.5″）读取。"]


def _may_be_packed(point: Position) -> bool:
    x, y = unpacked(point[0]), unpacked(point[1])
    return x is not None and y is not None and (inside_box((x, y), CHINA) or inside_box((y, x), CHINA))


def _stated_system(stated: dict[str, str]) -> ReferenceSystem | None:
    """The system that the attributes of the land offices' format name."""
    plain = {folded(key): folded(value) for key, value in stated.items()}
    datum_named = named_in(plain.get("坐标系", ""))
    width, zone = plain.get("几度分带", ""), plain.get("带号", "")
    if datum_named is None or not (width.rstrip("度") in ("3", "6") and zone.isdigit()):
        return None
    number, wide = int(zone), int(width.rstrip("度"))
    datum: Datum = datum_named.datum
    return zone_system(datum, wide, 3 * number if wide == 3 else 6 * number - 3, numbered=True)
