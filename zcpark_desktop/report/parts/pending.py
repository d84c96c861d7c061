"""待补充: the one list, at the end of a document, of what is still to be entered, by the form that asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ... import wording
from ...facts import Gap
from ...project import Project
from ...project.years import ParkYear
from ..blocks import Column, Paragraph, Table
from ..outline import Section, lacking
from ..phrases import listed, year_span

TITLE = "待补充内容"


def pending(sections: Iterable[Section]) -> Section:
    """The list of what the sections lack; not written where they lack nothing."""
    entries = _entries(lacking(sections))
    if not entries:
        return Section(TITLE)
    columns = (Column("序号", align="center", weight=0.8), Column("数据表", weight=1.8),
               Column("年份", align="center", weight=1.6),
               Column("待补充内容", weight=5), Column("用于", weight=3))
    rows = tuple((str(position), form, year_span(years) or wording.BLANK, "；".join(items), _some(places))
                 for position, ((form, years), (items, places)) in enumerate(entries.items(), 1))
    lead = Paragraph("以下内容尚未填写，正文中与之有关的部分暂未列出或以“—”表示；补充后重新导出即可。")
    return Section(TITLE, (lead, Table(columns, rows, TITLE, dense=True)))


def _some(places: list[str]) -> str:
    return listed(places[:3]) + (f"等{len(places)}处" if len(places) > 3 else "")


def _entries(gaps: Mapping[Gap, tuple[str, ...]]) -> dict[tuple[str, tuple[int, ...]], tuple[list[str], list[str]]]:
    """(form, years) -> what is lacking there, and the sections that need it; in the order of the project's forms."""
    years: dict[tuple[str, str], set[int]] = {}
    places: dict[tuple[str, str], dict[str, None]] = {}
    for gap, titles in gaps.items():
        form, year, what = _where(gap)
        years.setdefault((form, what), set()).update([year] if year else [])
        places.setdefault((form, what), {}).update(dict.fromkeys(titles))
    made: dict[tuple[str, tuple[int, ...]], tuple[list[str], list[str]]] = {}
    for (form, what), found in years.items():
        items, used = made.setdefault((form, tuple(sorted(found))), ([], []))
        items.append(what)
        used += [title for title in places[form, what] if title not in used]
    order = [info.title for model in (Project, ParkYear) for info in model.model_fields.values()]
    return dict(sorted(made.items(), key=lambda each: order.index(each[0][0])))


def in_short(gaps: Iterable[Gap]) -> str:
    """What is lacking as one phrase: the blank cells of an energy balance are told kind by kind, not cell by cell."""
    kinds: dict[str, dict[str, None]] = {}
    said: dict[str, None] = {}
    for gap in gaps:
        form, year, _ = _where(gap)
        parts = gap.address.split("/")
        if year is not None and parts[3:] and parts[2] == "energy":
            sheet = f"{year}年{form}"
            kind = gap.sentence.split("：")[0].removeprefix(sheet).strip()
            kinds.setdefault(sheet, {}).update({kind: None} if kind else {})
            said[sheet] = None
        else:
            said[gap.sentence] = None
    return "；".join(f"{text}中{listed(kinds[text])}的空格" if kinds.get(text) else text for text in said)


def _where(gap: Gap) -> tuple[str, int | None, str]:
    """The form, the year (where it has one) and the words of a gap."""
    head, *rest = gap.address.split("/")
    if head != "years":
        return Project.model_fields[head].title or head, None, gap.sentence
    form = ParkYear.model_fields[rest[1]].title or rest[1]
    what = gap.sentence.removeprefix(f"{rest[0]}年")
    if rest[1] == "energy" and len(rest) > 2:  # a kind's blank cells are one thing to see to
        what = f"{what.split('：')[0].removeprefix(form).strip()}的空格（核对无遗漏的，可勾选“空格均为零”）"
    return form, int(rest[0]), what
