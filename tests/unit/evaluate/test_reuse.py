"""What an evaluation takes over from the one before it: never anything that would come out otherwise now."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.case import park
from zcpark_desktop.evaluate import Evaluation, as_json, evaluate, evaluation, resolve
from zcpark_desktop.facts import FACTS, View
from zcpark_desktop.project import How, Origin, Project, ProjectError, with_origins, with_value, with_values

from .parks import rules
from .test_any_project import ADDRESSES, ODD


def from_scratch(project: Project) -> Evaluation:
    """The evaluation of a program that has evaluated nothing before."""
    resolve._last = {}
    return evaluate(project, rules())


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(ADDRESSES), ODD), min_size=1, max_size=5))
def test_after_any_entries_the_answer_is_that_of_a_program_just_started(entries: list[tuple[str, Any]]) -> None:
    project = park()
    from_scratch(project)
    for address, value in entries:
        try:
            project = with_value(project, address, value)
        except ProjectError:
            continue  # a field says what it cannot hold
        after = as_json(evaluate(project, rules()))
        last = resolve._last
        assert after == as_json(from_scratch(project))
        resolve._last = last


@pytest.mark.parametrize(
    "edits",
    [
        [("enterprises", ())],
        [("declared_empty", ("buildings",)), ("buildings", ())],
        [("period/base_year", 2024)],
        [("conventions", ({"convention": "fuel_factor_set", "choice": sorted(rules().fuel_sets)[-1]},))],
        [("years", ())],
        [("targets", ())],
        [("certificates", ({"id": "1", "number": "G1", "used_for": 2025, "pieces": 90},))],
    ],
)
def test_after_lists_and_choices_changed_too(edits: list[tuple[str, Any]]) -> None:
    project = park()
    from_scratch(project)
    changed = with_values(project, edits)
    after = as_json(evaluate(changed, rules()))
    assert after == as_json(from_scratch(changed))


def test_a_figure_of_one_year_leaves_the_numbers_of_the_others_as_they_are() -> None:
    project = park()
    before, base = from_scratch(project), project.period.base_year
    after = evaluate(with_value(project, f"years/{base}/economy/gdp_10k_yuan", "77"), rules())
    again = {year for year in after.resolvers if after.resolvers[year] is before.resolvers[year]}
    assert again == set(after.resolvers) - {base}


@pytest.mark.parametrize("name", resolve._BESIDE_THE_YEARS)
def test_a_fact_of_a_list_beside_the_years_reads_no_record_of_a_year(name: str) -> None:
    project = park()
    base = project.period.base_year
    view, bare = (View(each, rules(), base, "default") for each in (project, with_values(project, [("years", ())])))
    assert FACTS[name].read(view) == FACTS[name].read(bare)


def test_where_a_value_comes_from_is_no_reason_to_read_other_years_again() -> None:
    project = park()
    from_scratch(project)
    before, base = dict(resolve._last), project.period.base_year
    typed = with_value(project, f"years/{base}/economy/gdp_10k_yuan", "123456")
    stamped = with_origins(project, typed, Origin(How.TYPED, datetime(2026, 3, 1, tzinfo=UTC)))
    assert stamped.origins is not project.origins
    evaluate(stamped, rules())
    assert {year for year, read in resolve._last.items() if read is not before[year]} == {base}


def test_a_scheme_is_judged_once_and_only_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    whole = evaluation._Evaluator.scheme
    monkeypatch.setattr(evaluation._Evaluator, "scheme", lambda self, scheme: judged.append(scheme.id)
                        or whole(self, scheme))
    answer = evaluate(park(), rules())
    assert judged == []
    city = answer.at_level("city")
    assert city is not None and judged == [city.scheme.id]
    assert answer.schemes[city.scheme.id] is city
    assert [each.scheme.level for each in answer.schemes.values()] == ["city", "province", "nation"]
    assert len(judged) == len(set(judged)) == len(answer.schemes)


def test_a_level_without_a_scheme_has_none() -> None:
    assert evaluate(park(), rules()).at_level("world") is None


def test_a_number_is_as_exact_whoever_asks_first() -> None:
    quotient = from_scratch(park()).base.result("carbon_per_unit_energy")
    assert isinstance(quotient, Decimal) and len(quotient.as_tuple().digits) == 34
