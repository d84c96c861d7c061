"""What has to be written so that a target, a convention, an exemption or a claim says what the user means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from zcpark_desktop.evaluate import HorizonResult, RowResult
from zcpark_desktop.project import Address, Project
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.entry import EntryError, parse
from zcpark_desktop.project.plan import Target
from zcpark_desktop.project.statements import Claim, ConventionChoice, Exemption
from zcpark_desktop.rules import Convention, IndicatorKind

Edit = tuple[Address, Any]


def target_of(project: Project, indicator: str, year: int) -> Target | None:
    """The planned value of `indicator` in `year` as the park entered it."""
    return next((row for row in project.targets if (row.indicator, row.year) == (indicator, year)), None)


def planned_value(result: RowResult, text: str) -> Decimal | None:
    """The planned value that `text` stands for, in the row's own unit; None for blank.

    Raises:
        EntryError: one Chinese sentence.
    """
    unit = "%" if result.row.unit == "%" or result.indicator.kind is IndicatorKind.LIST else result.row.unit
    value = parse(text, replace(declared("targets/*/value"), unit=unit))
    if value is not None and unit == "%" and value > 100:
        raise EntryError(f"占比不能大于100%，现为“{text.strip()[:40]}”。")
    return None if value is None else Decimal(value)


def target_edits(project: Project, indicator: str, horizon: HorizonResult, value: Decimal | None) -> list[Edit]:
    """The edits that plan `value` for `indicator` in the horizon's year.

    A value taken away leaves the row where it still says who is responsible, or why.
    """
    row = target_of(project, indicator, horizon.year)
    if row is None:
        if value is None:
            return []
        return [("targets", (*project.targets, Target(indicator=indicator, year=horizon.year, value=value)))]
    if value is None and not row.owner and not row.note:
        return [("targets", tuple(kept for kept in project.targets if kept is not row))]
    return [(f"targets/{row.key}/value", value)]


def convention_edits(project: Project, convention: Convention, choice: str, note: str) -> list[Edit]:
    """The edits that choose a reading, with the reason; the default without a reason needs no row."""
    note = note.strip()
    row = next((each for each in project.conventions if each.convention == convention.id), None)
    if choice == convention.default and not note:
        return [] if row is None else [("conventions", tuple(each for each in project.conventions if each is not row))]
    if row is None:
        chosen = ConventionChoice(convention=convention.id, choice=choice, note=note)
        return [("conventions", (*project.conventions, chosen))]
    return [(f"conventions/{row.key}/choice", choice), (f"conventions/{row.key}/note", note)]


def exemption_of(project: Project, result: RowResult, scheme: str) -> Exemption | None:
    """The row's exemption in the scheme, whether it counts or not."""
    return _of(project.exemptions, scheme, result.row.indicator)


def claim_row_of(project: Project, result: RowResult, scheme: str) -> Claim | None:
    """The row's claim in the scheme."""
    return _of(project.claims, scheme, result.row.indicator)


def _of(rows: Sequence[Any], scheme: str, indicator: str) -> Any:
    return next((row for row in rows if (row.scheme, row.indicator) == (scheme, indicator)), None)


def exemption_edits(project: Project, scheme: str, indicator: str, reason: str,
                    evidence: tuple[str, ...]) -> list[Edit]:
    """The edits that state why the indicator is left out."""
    values = {"reason": reason, "evidence": evidence}
    return _statement_edits("exemptions", project.exemptions, scheme, indicator, values,
                            lambda: Exemption(scheme=scheme, indicator=indicator, reason=reason, evidence=evidence))


def claim_edits(project: Project, scheme: str, indicator: str, note: str, evidence: tuple[str, ...]) -> list[Edit]:
    """The edits that claim extra points for the indicator."""
    return _statement_edits("claims", project.claims, scheme, indicator, {"note": note, "evidence": evidence},
                            lambda: Claim(scheme=scheme, indicator=indicator, note=note, evidence=evidence))


def _statement_edits(address: Address, rows: Sequence[Any], scheme: str, indicator: str, values: dict[str, Any],
                     make: Callable[[], Any]) -> list[Edit]:
    row = _of(rows, scheme, indicator)
    if row is None:
        return [(address, (*rows, make()))]
    return [(f"{address}/{row.key}/{name}", value) for name, value in values.items()]
