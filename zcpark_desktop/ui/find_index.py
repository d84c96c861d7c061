"""What can be found in a project: steps, fields with their values, indicators, enterprises, papers, projects and rows.

Built once for a state of the project, and only where it changed: ten thousand enterprises are read again only when the
list of them is another one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zcpark_desktop.forms import STEPS, Ask, Balance, Step, Table, Yearly
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.narrative import SECTIONS
from zcpark_desktop.project import Address, Project, row_title, value_at
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.entry import shown
from zcpark_desktop.project.years import ParkYear
from zcpark_desktop.rules import Rules

GROUPS = STEPS_GROUP, FIELDS, INDICATORS, ENTERPRISES, PAPERS, PROJECTS, ROWS, TEXTS = (
    "步骤",
    "填报内容",
    "指标",
    "企业",
    "佐证材料",
    "重点项目",
    "清单",
    "文稿",
)
LISTS = (
    "buildings",
    "roofs",
    "storages",
    "demand_responses",
    "platforms",
    "products",
    "devices",
    "actions",
    "certificates",
)


class Entry(NamedTuple):
    """Something that can be found.

    Attributes:
        group: the heading that it is listed under.
        title: what it is called.
        detail: its value, or where it stands.
        address: where a jump leads; a step's id, after `step:`, for a step itself.
        words: what is searched, folded.
    """

    group: str
    title: str
    detail: str
    address: Address
    words: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best entries of a group, and how many there are in all."""

    group: str
    entries: tuple[Entry, ...]
    count: int


def folded(text: str) -> str:
    """`text` as it is compared: half-width, without regard to case."""
    return unicodedata.normalize("NFKC", text).casefold()


def _entry(group: str, title: str, detail: str, address: Address, *more: str) -> Entry:
    return Entry(group, title, detail, address, folded(" ".join((title, detail, *more))))


class Index:
    """Finds what stands in a project; `update` tells it of another state."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._project: Project | None = None
        self._enterprises: tuple[Enterprise, ...] = ()
        self._words: list[str] = []
        self._steps = tuple(_entry(STEPS_GROUP, step.title, step.hint, f"step:{step.id}") for step in STEPS)
        self._indicators = tuple(_indicators(rules))
        self._entries: tuple[Entry, ...] = ()

    def update(self, project: Project) -> None:
        """Look for what this project holds from now on."""
        if project is self._project:
            return
        self._project = project
        if project.enterprises is not self._enterprises:
            # plain words, and no entry of its own for each: ten thousand small objects take longer than the search
            self._enterprises, self._words = project.enterprises, [_words_of(row) for row in project.enterprises]
        self._entries = (
            *self._steps,
            *_fields(project, self._rules),
            *self._indicators,
            *_rows(project, PAPERS, "evidence"),
            *_rows(project, PROJECTS, "key_projects"),
            *(entry for name in LISTS for entry in _rows(project, ROWS, name)),
            *_texts(project),
        )

    def find(self, text: str, most: int) -> list[Found]:
        """The entries that hold every word of `text`, at most `most` of a group; fitting titles come first."""
        words = folded(text).split()
        if not words:
            return []
        hits: dict[str, list[Entry]] = {group: [] for group in GROUPS}
        for entry in self._entries:
            if all(word in entry.words for word in words):
                hits[entry.group].append(entry)
        made = {
            group: Found(group, tuple(sorted(found, key=lambda entry: _rank(entry, words))[:most]), len(found))
            for group, found in hits.items()
        }
        made[ENTERPRISES] = self._find_enterprises(words, most)
        return [found for found in made.values() if found.count]

    def _find_enterprises(self, words: list[str], most: int) -> Found:
        first, *rest = words
        at = [
            position
            for position, text in enumerate(self._words)
            if first in text and all(word in text for word in rest)
        ]
        at.sort(key=lambda position: not self._words[position].startswith(first))
        return Found(
            ENTERPRISES, tuple(_enterprise(self._enterprises[each], self._words[each]) for each in at[:most]), len(at)
        )


def _rank(entry: Entry, words: list[str]) -> int:
    title = folded(entry.title)
    if title.startswith(words[0]):
        return 0
    return 1 if all(word in title for word in words) else 2


# --------------------------------------------------------------------------- what there is


def _words_of(row: Enterprise) -> str:
    return folded(f"{row.name} {row.credit_code} {row.industry} {row.industry_code} {row.address}")


def _enterprise(row: Enterprise, words: str) -> Entry:
    detail = "　".join(filter(None, (row.credit_code, row.industry)))
    return Entry(ENTERPRISES, row.name or row.key, detail, f"enterprises/{row.key}/name", words)


def _rows(project: Project, group: str, name: str) -> Iterator[Entry]:
    title = Project.model_fields[name].title or name
    for row in getattr(project, name):
        told = [getattr(row, each, "") for each in ("number", "title", "builder", "owner", "issuer", "content", "kind")]
        words = [str(getattr(word, "label", word)) for word in told if word]
        named = getattr(row, "title", "") or row_title(row)
        detail = (
            getattr(row, "number", "") if group == PAPERS else title if group == ROWS else getattr(row, "builder", "")
        )
        yield _entry(group, str(named), str(detail or ""), f"{name}/{row.key}", *words)


def _texts(project: Project) -> Iterator[Entry]:
    bodies = {row.section: row.body for row in project.narratives}
    for section in SECTIONS:
        body = bodies.get(section.key, "")
        yield _entry(TEXTS, section.full_title, body[:60].replace("\n", " "), f"narratives/{section.key}/body", body)


def _indicators(rules: Rules) -> Iterator[Entry]:
    """Each indicator once, with its number in every scheme."""
    places: dict[str, list[str]] = {}
    for scheme in rules.schemes.values():
        for row in scheme.rows:
            places.setdefault(row.indicator, []).append(f"{scheme.short_title}第{row.number}项")
    for key, where in places.items():
        yield _entry(INDICATORS, rules.indicators[key].name, "　".join(where), f"indicators/{key}")


def _fields(project: Project, rules: Rules) -> Iterator[Entry]:
    offers = Offers(project, rules)
    for step in STEPS:
        for item in step.items:
            if isinstance(item, Ask) and "{year}" not in item.address:
                yield _field(project, offers, step, item.address)
            elif isinstance(item, Yearly):
                yield from _yearly(project, offers, step, item)
            elif isinstance(item, Ask):
                yield from (
                    _field(project, offers, step, item.address.replace("{year}", record.key), record.key)
                    for record in _years(project)
                )
            elif isinstance(item, Table):
                yield from _columns(project, step, item)
            elif isinstance(item, Balance):
                yield from _balance(project, rules, step)


def _years(project: Project) -> list[ParkYear]:
    """The base year first, then the latest: what is sought most."""
    return sorted(project.years, key=lambda record: (record.year != project.period.base_year, -record.year))


def _field(project: Project, offers: Offers, step: Step, address: Address, year: str = "") -> Entry:
    field = declared(address)
    offered = offers.of(field.offered_by) if field.offered_by else {}
    value = shown(value_at(project, address), field, offered)
    detail = f"{value}{f' {field.unit}' if field.unit and value else ''}" or "未填"
    return _entry(
        FIELDS,
        f"{field.title}{f'　{year}年' if year else ''}",
        f"{step.title}　{detail}",
        address,
        field.help,
        field.office,
    )


def _yearly(project: Project, offers: Offers, step: Step, item: Yearly) -> Iterator[Entry]:
    for record in _years(project):
        for name in item.fields:
            address = f"{item.address.replace('{year}', record.key)}/{name}"
            yield _field(project, offers, step, address, record.key)


def _columns(project: Project, step: Step, item: Table) -> Iterator[Entry]:
    """What a list asks of each row; the jump leads to its first row."""
    base = str(project.period.base_year)
    list_address = item.address.replace("{year}", base)
    rows = (
        value_at(project, list_address)
        if project.year(project.period.base_year) or "{year}" not in item.address
        else ()
    )
    for column in item.columns:
        field = declared(f"{item.address}/*/{column.path}".replace("{year}", "*"))
        path = column.path.replace("{year}", base)
        address = f"{list_address}/{rows[0].key}/{path}" if rows else list_address
        yield _entry(
            FIELDS,
            field.title,
            f"{step.title}　每{'家' if item.row_word == '企业' else '行'}填写",
            address,
            field.help,
            field.office,
        )


def _balance(project: Project, rules: Rules, step: Step) -> Iterator[Entry]:
    """The cells of the energy balance that hold a number."""
    for record in _years(project):
        for row in record.energy:
            kind = rules.energy_types.get(row.energy)
            name, unit = (kind.name, kind.unit) if kind else (row.energy, "")
            for flow, info in type(row).model_fields.items():
                value = getattr(row, flow)
                if value is not None and flow not in ("id", "energy", "evidence"):
                    yield _entry(
                        FIELDS,
                        f"{name} {info.title}　{record.key}年",
                        f"{step.title}　{value:,f} {unit}".rstrip(),
                        f"years/{record.key}/energy/{row.key}/{flow}",
                        info.description or "",
                    )
