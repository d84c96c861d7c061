"""What other rules make of the same project: the rows that would stand otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..rules import Scheme
from .evaluation import Evaluation, RowResult
from .verdict import HorizonName


@dataclass(frozen=True)
class Difference:
    """A row at one horizon, whose value, limit or verdict differs; None on the side that does not have the row."""

    scheme: Scheme
    horizon: HorizonName
    before: RowResult | None
    after: RowResult | None

    @property
    def row(self) -> RowResult:
        """The row as it will be, or was."""
        found = self.after or self.before
        assert found is not None, "one side has it"
        return found


def differences(before: Evaluation, after: Evaluation) -> Iterator[Difference]:
    """Every row and horizon that differs between two evaluations of one project, in the order of the schemes."""
    for scheme_id in (*after.schemes, *(each for each in before.schemes if each not in after.schemes)):
        old, new = before.schemes.get(scheme_id), after.schemes.get(scheme_id)
        scheme = (new or old).scheme  # type: ignore[union-attr]  # one of them has it
        old_rows = {row.row.indicator: row for row in old.rows} if old else {}
        new_rows = {row.row.indicator: row for row in new.rows} if new else {}
        for indicator in (*new_rows, *(each for each in old_rows if each not in new_rows)):
            was, will = old_rows.get(indicator), new_rows.get(indicator)
            for horizon in HorizonName:
                if _seen(was, horizon) != _seen(will, horizon):
                    yield Difference(scheme, horizon, was, will)


def _seen(row: RowResult | None, horizon: HorizonName) -> object:
    """What of a row a reader would call another result."""
    if row is None:
        return None
    result = row.horizons[horizon]
    return result.value, result.text, result.limit, result.verdict, result.gaps
