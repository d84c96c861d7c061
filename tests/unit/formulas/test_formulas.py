"""What every formula keeps: a name of its own, an equation in its parameters, a clause; and the sums they share."""

from __future__ import annotations

import string
from decimal import Decimal

import pytest

from tests.unit.evaluate.parks import rules
from zcpark_desktop.facts import FACTS
from zcpark_desktop.formulas import FORMULAS, Formula
from zcpark_desktop.formulas.registry import formula, quotient, sum_product


@pytest.mark.parametrize("each", FORMULAS.values(), ids=lambda each: each.name)
def test_an_equation_names_the_parameters_and_nothing_else(each: Formula) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(each.equation) if name}
    assert named == set(each.parameters)


@pytest.mark.parametrize("each", FORMULAS.values(), ids=lambda each: each.name)
def test_every_parameter_is_known_and_every_clause_is_listed(each: Formula) -> None:
    known = {*FACTS, *FORMULAS, *rules().factors, *rules().bound_names}
    assert set(each.parameters) <= known
    assert each.title and rules().reference(each.reference)


@pytest.mark.parametrize("each", FORMULAS.values(), ids=lambda each: each.name)
def test_no_title_of_a_parameter_is_the_title_of_another(each: Formula) -> None:
    bindings = rules().bindings({})

    def title(name: str) -> str:
        while name in bindings:
            name = bindings[name]
        found = FORMULAS.get(name) or FACTS.get(name)
        return found.title if found else rules().factor(name).title

    titles = [title(name) for name in each.parameters]
    assert len(set(titles)) == len(titles)


def test_facts_and_formulas_share_no_name() -> None:
    assert set(FACTS) & set(FORMULAS) == set()
    assert (set(FACTS) | set(FORMULAS)) & set(rules().bound_names) == set()


def test_no_formula_needs_itself() -> None:
    choices = [{}, *({convention.id: alternative.id} for convention in rules().conventions.values()
                     for alternative in convention.alternatives)]
    for chosen in choices:
        bindings = rules().bindings(chosen)

        def visit(name: str, above: tuple[str, ...], bindings: dict[str, str] = bindings) -> None:
            while name in bindings:
                name = bindings[name]
            assert name not in above, " → ".join((*above, name))
            for parameter in FORMULAS[name].parameters if name in FORMULAS else ():
                visit(parameter, (*above, name), bindings)

        for name in FORMULAS:
            visit(name, ())


def test_a_name_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="emissions_tco2 is defined twice"):
        @formula("排放", unit="", reference="ndrc_910:annex4", equation="")
        def emissions_tco2() -> Decimal:
            return Decimal(0)


def test_a_sum_over_kinds_asks_no_coefficient_of_a_kind_that_is_not_used() -> None:
    amounts = {"coke": Decimal(2), "naphtha": Decimal(0)}
    assert sum_product(amounts, {"coke": Decimal("0.9714")}) == Decimal("1.9428")
    assert sum_product({}, {}) == 0


@pytest.mark.parametrize("whole", ["0", "-0", "-5", "-0.000001"])
@pytest.mark.parametrize("part", ["0", "3", "-3"])
def test_there_is_no_share_of_nothing_or_less(part: str, whole: str) -> None:
    with pytest.raises(ZeroDivisionError):
        quotient(Decimal(part), Decimal(whole))


def test_a_quotient_is_not_rounded_to_a_few_places() -> None:
    assert quotient(Decimal(1), Decimal(8)) == Decimal("0.125")
    assert quotient(Decimal(-1), Decimal(4)) == Decimal("-0.25")
    assert quotient(Decimal("0.5"), Decimal("0.25")) == 2
