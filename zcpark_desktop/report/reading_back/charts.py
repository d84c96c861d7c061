"""Charts in the document: what they show, the workbook that Word opens for editing them, and the figure's data.

A native chart says its numbers twice: cached in the chart, and in a workbook within the document. Both have to agree,
and to be the data of the figure. Pictures that staff chose have to be the very files.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import Any

from lxml import etree

from .. import blocks as b
from .difference import Kind
from .expected import plainly
from .word_file import WordFile

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_GAP_SERIES = {True: "达标", False: "未达标", None: "未判定"}
_CLOSE = Decimal("1e-9")
"""Charts hold floating-point numbers: differences below this share of the value are none."""


@dataclass(frozen=True, slots=True)
class Cached:
    """What a chart shows of one series, and the cells of its workbook that it says it comes from."""

    name: str
    values: tuple[str | None, ...]
    categories: tuple[str | None, ...]
    name_from: str
    values_from: str
    categories_from: str


def wrong_charts(file: WordFile, figures: Sequence[b.Figure]) -> Iterator[tuple[int, Kind, str]]:
    """Where a chart is not its data: position, what it is about, the sentence."""
    places = [(at, piece) for at, piece in enumerate(file.pieces) if piece.kind == "figure"]
    if len(places) != len(figures):
        return  # a missing or added figure is told by the comparison of the text
    for (at, piece), figure in zip(places, figures, strict=True):
        parts = [file.relations.get(relation, "") for relation in piece.relations]
        for part in parts:
            if part not in file.parts:
                yield at, Kind.CHART, f"图“{figure.caption}”的内容不见了。"
            elif "/charts/" in part:
                yield from ((at, Kind.CHART, words) for words in _chart(file, part, figure))
        if isinstance(figure.content, b.Picture) and figure.content.data not in [
            file.parts.get(part) for part in parts
        ]:
            yield at, Kind.CHART, f"图“{figure.caption}”不是园区选定的图片。"


def _chart(file: WordFile, part: str, figure: b.Figure) -> Iterator[str]:
    shown = [_series(each) for each in etree.fromstring(file.parts[part]).iter(f"{_C}ser")]
    sheets = _workbook(file, part)
    if sheets is None:
        yield f"图“{figure.caption}”没有可编辑的数据表。"
    else:
        yield from (words for series in shown for words in _against_sheet(figure.caption, series, sheets))
        yield from _hidden_columns(figure, sheets)
    yield from _against_data(figure, shown)
    yield from _against_categories(figure, shown)


def _against_categories(figure: b.Figure, shown: Sequence[Cached]) -> Iterator[str]:
    match figure.content:
        case b.StackedBars() | b.LineTrend():
            wanted = list(figure.content.categories)
        case b.GapBars():
            wanted = [row.name for row in figure.content.rows]
        case _:
            return
    for series in shown:
        for position, (mine, due) in enumerate(zip_longest(series.categories, wanted), 1):
            if not plainly(mine or "").startswith(plainly(due or "-")):
                yield f"图“{figure.caption}”的第{position}个类别应为“{due or '空'}”，文件中是“{mine or '空'}”。"


def _against_sheet(caption: str, series: Cached, sheets: dict[str, str]) -> Iterator[str]:
    """What the chart shows and its workbook does not hold."""
    for what, cached, cells in (
        ("值", series.values, series.values_from),
        ("类别", series.categories, series.categories_from),
    ):
        held = [sheets.get(cell) for cell in _cells(cells)]
        for position, (shown, cell) in enumerate(zip(cached, held, strict=False), 1):
            if not _same(shown, cell):
                yield (
                    f"图“{caption}”的系列“{series.name}”第{position}个{what}，图中是{shown or '空'}，"
                    f"所附数据表中是{cell or '空'}。"
                )
    named = [sheets.get(cell) for cell in _cells(series.name_from)]
    if named and (named[0] or "") != series.name:
        yield f"图“{caption}”的系列“{series.name}”在所附数据表中叫“{named[0] or ''}”。"


def _hidden_columns(figure: b.Figure, sheets: dict[str, str]) -> Iterator[str]:
    """Columns of the workbook that the bars of a chart of gaps are computed from."""
    if not isinstance(figure.content, b.GapBars):
        return
    for title, values in (
        ("现状值", [row.value for row in figure.content.rows]),
        ("要求值", [row.limit for row in figure.content.rows]),
    ):
        head = next((cell for cell, text in sheets.items() if text == title and re.search(r"![A-Z]+1$", cell)), "")
        for position, value in enumerate(values, 2):
            held = sheets.get(f"{head[:-1]}{position}")
            if not _same(held, None if value is None else str(value)):
                yield f"图“{figure.caption}”所附数据表第{position}行的{title}应为{value}，文件中是{held or '空'}。"


def _against_data(figure: b.Figure, shown: Sequence[Cached]) -> Iterator[str]:
    for name, values in _data(figure.content).items():
        due = [None if value is None else str(value) for value in values]
        named = [each for each in shown if plainly(each.name) == plainly(name)] if name else list(shown)
        if not named:
            yield f"图“{figure.caption}”缺少系列“{name}”。"
            continue
        if not any(len(each.values) == len(due) and all(map(_same, each.values, due)) for each in named):
            at = next(
                (i for i, (one, other) in enumerate(zip(named[0].values, due, strict=False)) if not _same(one, other)),
                min(len(named[0].values), len(due)),
            )
            mine = named[0].values[at] if at < len(named[0].values) else None
            yield (
                f"图“{figure.caption}”的系列“{name or named[0].name}”第{at + 1}个值应为{due[at] if at < len(due) else '空'}，"
                f"文件中是{mine or '空'}。"
            )


def _data(chart: b.Chart | b.Picture) -> dict[str, Sequence[Decimal | None]]:
    """The series that a chart has to show, by name; the one of a ring has none."""
    match chart:
        case b.StackedBars():
            return {each.name: each.values for each in chart.series}
        case b.LineTrend():
            return {each.name: each.values for each in (*chart.actual, *chart.target)}
        case b.Ring():
            return {"": [value for _, value in chart.parts]}
        case b.GapBars():
            bars = {
                title: [row.reached * 100 if row.met is met and row.reached is not None else None for row in chart.rows]
                for met, title in _GAP_SERIES.items()
            }
            return {title: values for title, values in bars.items() if any(value is not None for value in values)}
        case _:
            return {}


def _same(one: str | None, other: str | None) -> bool:
    if one is None or other is None or not one or not other:
        return (one or None) == (other or None)
    try:
        a, b_ = Decimal(one), Decimal(other)
    except InvalidOperation:
        return one == other
    return abs(a - b_) <= _CLOSE * max(abs(a), abs(b_))


def _series(element: Any) -> Cached:
    name = element.find(f"{_C}tx")
    values = element.find(f"{_C}val")
    if values is None:
        values = element.find(f"{_C}yVal")
    categories = element.find(f"{_C}cat")
    title = next(iter(_points(name)), None) or ""
    return Cached(title, _points(values), _points(categories), _formula(name), _formula(values), _formula(categories))


def _formula(element: Any) -> str:
    return next((each.text or "" for each in element.iter(f"{_C}f")), "") if element is not None else ""


def _points(element: Any) -> tuple[str | None, ...]:
    if element is None:
        return ()
    count = next((int(each.get("val")) for each in element.iter(f"{_C}ptCount")), 0)
    found = {int(each.get("idx")): each.findtext(f"{_C}v") for each in element.iter(f"{_C}pt")}
    return tuple(found.get(index) for index in range(count))


# --------------------------------------------------------------------------- the workbook within


def _workbook(file: WordFile, chart: str) -> dict[str, str] | None:
    """The cells of the workbook that a chart embeds, as “Sheet1!B2”; None where there is none."""
    target = next((part for part in file.relations_of(chart).values() if part.endswith(".xlsx")), None)
    if target is None or target not in file.parts:
        return None
    with zipfile.ZipFile(io.BytesIO(file.parts[target])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shared = []
    if "xl/sharedStrings.xml" in parts:
        shared = [
            "".join(t.text or "" for t in each.iter(f"{_S}t"))
            for each in etree.fromstring(parts["xl/sharedStrings.xml"]).iter(f"{_S}si")
        ]
    relations = {
        each.get("Id"): posixpath.normpath(posixpath.join("xl", each.get("Target"))).removeprefix("/")
        for each in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    cells: dict[str, str] = {}
    for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter(f"{_S}sheet"):
        part = relations[sheet.get(f"{_R}id")]
        for cell in etree.fromstring(parts[part.replace("xl/xl/", "xl/")]).iter(f"{_S}c"):
            cells[f"{sheet.get('name')}!{cell.get('r')}"] = _value(cell, shared)
    return cells


def _value(cell: Any, shared: Sequence[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_S}t"))
    value = cell.findtext(f"{_S}v") or ""
    return shared[int(value)] if cell.get("t") == "s" and value else value


def _cells(reference: str) -> list[str]:
    """“'Sheet1'!$B$2:$B$4” → Sheet1!B2, Sheet1!B3, Sheet1!B4; along a row likewise."""
    found = re.fullmatch(r"'?(.+?)'?!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?", reference)
    if found is None:
        return []
    sheet, first, top, last, bottom = found.groups()
    columns = range(_column(first), _column(last or first) + 1)
    rows = range(int(top), int(bottom or top) + 1)
    return [f"{sheet}!{_letters(column)}{row}" for row in rows for column in columns]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made
