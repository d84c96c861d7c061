"""Which papers prove what: by the place where a number was entered, by the row of a scheme, by the paper itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, get_args

from ..evaluate import RowResult
from ..project import NoSuchAddress, Project, value_at
from ..project.fields import Model
from ..project.statements import Evidence
from .blocks import Link, Run
from .material import Material, number_of

_STATEMENTS = {
    "diagnosed": ("diagnosed",),
    "benchmark": ("benchmark",),
    "footprint": ("footprint",),
    "verified": ("verified",),
    "cleaner_production": ("cleaner_production",),
    "on_platform": ("on_platform",),
    "disclosed": ("disclosed",),
    "green_industrial": ("green_factory", "green_supply_chain"),
}
"""The beginning of a fact counted over the enterprise list, and the statements whose papers prove it."""


def _stated(material: Material, fact: str) -> Iterator[str]:
    fields = next((names for start, names in _STATEMENTS.items() if fact.startswith(start)), ())
    for statements in zip(*map(material.statements, fields), strict=True):
        for each in statements:
            yield from each.evidence


def papers_at(material: Material, address: str, fact: str = "") -> tuple[Evidence, ...]:
    """The papers beside the value at `address`; those of all rows for a list; those of its statements for a count.

    The nearest part that carries papers decides: a year's electricity for one of its quantities.
    """
    project = material.project
    if address == "enterprises":
        return material.evidence(_stated(material, fact))
    ids: tuple[str, ...] = ()
    names = [name for name in address.split("/") if name]
    for depth in range(1, len(names) + 1):
        try:
            node = value_at(project, "/".join(names[:depth]))
        except NoSuchAddress:
            break
        ids = getattr(node, "evidence", ()) or ids
        if depth == len(names) and isinstance(node, tuple):
            ids = tuple(key for row in node for key in getattr(row, "evidence", ())) or ids
    return material.evidence(ids)


def papers_of(material: Material, row: RowResult) -> tuple[Evidence, ...]:
    """The papers that name the row's indicator, and those of the claim for it."""
    claimed = material.evidence(row.claim.evidence) if row.claim else ()
    return tuple(dict.fromkeys((*material.evidence_of(row.row.indicator), *claimed)))


def quoted(papers: Iterable[Evidence], most: int = 8) -> str:
    """“2-01、2-03”; of more than `most`, the first ones and how many there are; empty without papers."""
    numbers = [number_of(paper) for paper in papers]
    if len(numbers) <= most:
        return "、".join(numbers)
    return f"{'、'.join(numbers[:most])}等{len(numbers)}份"


def linked(papers: Sequence[Evidence], most: int = 8, between: str = "、") -> tuple[Run | str, ...]:
    """The same as `quoted`, each number a link to its line in the evidence list."""
    made: list[Run | str] = []
    for at, paper in enumerate(papers[:most]):
        made += [between] if at else []
        made.append(Link(number_of(paper), f"evidence.{paper.id}", kind="evidence"))
    return (*made, *([f"等{len(papers)}份"] if len(papers) > most else []))


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts 2-01 before 10-01."""
    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in re.findall(r"\d+|\D+", text))


def citations(project: Project) -> dict[str, tuple[str, ...]]:
    """For each paper that is quoted anywhere: the titles of the tables that quote it, in the project's order."""
    found: dict[str, dict[str, None]] = {}
    for name, info in Project.model_fields.items():
        if name not in ("evidence", "exemptions"):
            for key in _cited(getattr(project, name)):
                found.setdefault(key, {}).setdefault(info.title or name)
    return {key: tuple(titles) for key, titles in found.items()}


def _cited(part: Any) -> set[str]:
    """The papers that a part of the project names anywhere in it."""
    found: set[str] = set()
    waiting: list[Sequence[Any]] = [part if type(part) is tuple else (part,)]
    while waiting:
        rows = waiting.pop()  # all of one kind: field by field is quicker than row by row
        if rows and isinstance(rows[0], Model):
            values = [row.__dict__ for row in rows]
            found.update(*filter(None, (row.get("evidence") for row in values)))
            for name in _with_papers(type(rows[0])):
                held = [value for row in values if (value := row[name])]
                waiting.append([row for rows in held for row in rows] if held and type(held[0]) is tuple else held)
    return found


@cache
def _with_papers(kind: type[Model]) -> tuple[str, ...]:
    """The fields of a model below which papers may be named: a large park has many thousands that name none."""
    def reach(annotation: Any) -> bool:
        if isinstance(annotation, type) and issubclass(annotation, Model):
            return "evidence" in annotation.model_fields or bool(_with_papers(annotation))
        return any(reach(part) for part in get_args(annotation))

    return tuple(name for name, info in kind.model_fields.items() if name != "evidence" and reach(info.annotation))
