"""No project, however odd, stops the evaluation; and an answer never contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.cases.case import park
from tests.strategies import projects
from zcpark_desktop import wording
from zcpark_desktop.audit import check
from zcpark_desktop.evaluate import Evaluation, Verdict, as_json, convention_text
from zcpark_desktop.pathway import total_economics, trend
from zcpark_desktop.project import Project, ProjectError, value_at, with_value

from .parks import evaluated, rules


def quantities(node: Any, address: str = "") -> Iterator[str]:
    """The addresses of all numbers below `node`, filled in or not."""
    if isinstance(node, BaseModel):
        for name, info in type(node).model_fields.items():
            below = f"{address}/{name}".lstrip("/")
            if info.json_schema_extra and "unit" in info.json_schema_extra:
                yield below
            else:
                yield from quantities(getattr(node, name), below)
    elif isinstance(node, tuple):
        for row in node:
            yield from quantities(row, f"{address}/{getattr(row, 'key', '')}")


ADDRESSES = sorted(quantities(park()))
ODD = st.one_of(
    st.none(),
    st.sampled_from(["0", "1", "-1", "1e14", "0.00000000000000000001", "100"]),
    st.decimals(0, 10**9, places=3),
)


@st.composite
def odd_parks(draw: st.DrawFn) -> Project:
    """The cases' park with some of its numbers, and of its conventions, replaced by odd ones."""
    conventions = {
        convention.id: draw(st.sampled_from([alternative.id for alternative in convention.alternatives]))
        for convention in draw(st.lists(st.sampled_from(list(rules().conventions.values())), max_size=4))
        if convention.alternatives
    }
    project = park({"conventions": conventions})
    for address in draw(st.lists(st.sampled_from(ADDRESSES), max_size=12)):
        value = draw(ODD)
        try:
            project = with_value(project, address, value)
        except ProjectError:
            continue  # a field says what it cannot hold
    return project


def consistent(evaluation: Evaluation) -> None:
    for scheme in evaluation.schemes.values():
        for row in scheme.rows:
            for result in row.horizons.values():
                judged = result.verdict in (Verdict.MET, Verdict.NOT_MET)
                if judged and result.gap is not None:
                    assert (result.gap <= 0) == (result.verdict is Verdict.MET)
                if result.verdict is Verdict.MISSING:
                    assert result.gaps and result.gap is None
                if result.verdict is Verdict.UNDEFINED:
                    assert result.reason and result.gap is None
                if result.value is not None:
                    assert result.value.is_finite()
                wording.row_value(row.row, row.indicator, result)
                wording.gap(row.row, row.indicator, result)
                wording.limit(result.limit)
            convention_text(evaluation, row)


@given(odd_parks() | projects())
def test_any_project_is_evaluated_audited_and_told(project: Project) -> None:
    evaluation = evaluated(project)
    consistent(evaluation)
    as_json(evaluation)
    trend(evaluation)
    total_economics(project)
    for finding in check(project, rules(), evaluation):
        assert finding.sentence


def test_the_odd_parks_reach_every_number_of_the_year() -> None:
    base = [address for address in ADDRESSES if address.startswith("years/2025/")]
    assert len(base) > 150
    assert isinstance(value_at(park(), "years/2025/energy/electricity/fuel_industry"), Decimal)
    assert "years/2025/electricity/grid_10k_kwh" in base
