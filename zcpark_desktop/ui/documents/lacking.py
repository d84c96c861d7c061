"""What the documents still lack, as the list at their end says it, with where to enter it."""

from __future__ import annotations

from dataclasses import dataclass

from zcpark_desktop.evaluate import Evaluation
from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.years import ParkYear
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import compose

CAPTION = "待补充内容"


@dataclass(frozen=True)
class Lack:
    """One line of the list: the form, the years (empty for none), what is lacking there, and the form's address."""

    form: str
    years: str
    items: str
    address: Address


def lacking(kind: str, evaluation: Evaluation) -> list[Lack]:
    """The lines of the list in the document of that kind; none where nothing is lacking."""
    document = compose(kind, evaluation)
    base = evaluation.project.period.base_year
    places = {info.title: name for name, info in Project.model_fields.items()}
    places |= {info.title: f"years/{base}/{name}" for name, info in ParkYear.model_fields.items()}
    return [
        Lack(form, years, items, places.get(form, ""))
        for table in (document.blocks if document else ())
        if isinstance(table, b.Table) and table.caption == CAPTION
        for form, years, items in ((_words(row[1]), _words(row[2]), _words(row[3])) for row in table.rows)
    ]


def _words(cell: object) -> str:
    return cell if isinstance(cell, str) else str(getattr(cell, "content", cell))
