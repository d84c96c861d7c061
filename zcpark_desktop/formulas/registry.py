"""What a formula is: a small pure function whose name is its result and whose parameters name what it needs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Amounts = Mapping[str, Decimal]
"""One number for each energy kind (or product), by its id."""

Value = Decimal | Amounts


@dataclass(frozen=True, slots=True)
class Formula:
    """One named result.

    Attributes:
        name: the id of the result, the same in rules, traces and tests.
        title: the Chinese term.
        unit: the unit of the result; empty for a share, which is a fraction.
        equation: how it is computed, with parameter names in braces.
        reference: the clause that it follows, an id of the rules' references.
        parameters: the facts, factors or formulas that it needs.
    """

    name: str
    title: str
    unit: str
    equation: str
    reference: str
    parameters: tuple[str, ...]
    function: Callable[..., Value]


FORMULAS: dict[str, Formula] = {}


def formula(
    title: str, *, unit: str, equation: str, reference: str
) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register the decorated function as the formula of its own name."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        name = function.__name__
        if name in FORMULAS:
            raise ValueError(f"formula {name} is defined twice")
        FORMULAS[name] = Formula(
            name, title, unit, equation, reference, tuple(inspect.signature(function).parameters), function
        )
        return function

    return register


def quotient(part: Decimal, whole: Decimal) -> Decimal:
    """`part` for each unit of `whole`.

    Raises:
        ZeroDivisionError: the whole is nothing, or negative (as value added can be): a share or an intensity of that
            has no meaning, and would look as if it stayed below every limit.
    """
    if whole <= 0:
        raise ZeroDivisionError("no share of a whole that is not positive")
    return part / whole


def sum_product(amounts: Amounts, coefficients: Amounts) -> Decimal:
    """Σ amount × coefficient over the kinds that occur; a kind of amount zero needs no coefficient."""
    return sum((amount * coefficients[kind] for kind, amount in amounts.items() if amount), Decimal(0))
