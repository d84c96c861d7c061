"""Numbers that were typed into the text beside an indicator's name, held against the indicator's own values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ..evaluate import Evaluation
from ..narrative import section, section_title
from .registry import Noticed, Severity, rule

CHANGES = ("下降", "降低", "减少", "提高", "提升", "增长", "上升", "增加", "较", "比")
"""Words before a number that tells by how much a value changes, not what it is."""
ARRIVES = ("至", "到", "为", "达")
"""Unless the words end so: “下降至0.99” tells a value again."""


@lru_cache(maxsize=4)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """A name, up to twelve signs of the same clause (years among them), and a number that is no year."""
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf"({either})((?:[^\d{{}}。；，、\n]|\d{{4}}年){{0,12}}?)(?<!第)(\d[\d,]*(?:\.\d+)?)(?![\d,.]*[\d年月日项])"
    )


def _names(evaluation: Evaluation) -> dict[str, str]:
    """Every name under which a scheme prints an indicator."""
    found = {row.row.name: row.row.indicator for scheme in evaluation.schemes.values() for row in scheme.rows}
    return {row.indicator.name: row.row.indicator for s in evaluation.schemes.values() for row in s.rows} | found


def _values(evaluation: Evaluation, indicator: str) -> Iterator[Decimal]:
    """All that the indicator is, was, shall be and must be, in the unit that it is printed in."""
    for scheme in evaluation.schemes.values():
        row = scheme.row_of(indicator)
        if row is None:
            continue
        for result in row.horizons.values():
            if result.value is not None:
                yield result.value
            if result.limit is not None and result.limit.printed is not None:
                yield result.limit.printed
            for year in evaluation.resolvers if result.measure else ():
                value = evaluation.number(result.measure, year)
                if value is not None:
                    yield value * 100 if row.row.unit == "%" else value
    yield from (row.value for row in evaluation.project.targets if row.indicator == indicator and row.value is not None)


def _agrees(typed: str, value: Decimal) -> bool:
    """Whether `value` can be written as `typed`, with so many digits."""
    number = Decimal(typed.replace(",", ""))
    return abs(value - number) <= Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)


@rule(
    "narrative.typed_number",
    Severity.EXPLAIN,
    "文稿中手写的指标数值与数据一致",
    reads=("narratives/*/body", "years", "targets"),
)
def typed_numbers_are_those_of_the_data(evaluation: Evaluation) -> Noticed:
    """A number beside an indicator's name is one of its values: of any year, planned, or demanded."""
    names = _names(evaluation)
    for row in evaluation.project.narratives:
        if section(row.section) is None:
            continue
        for name, between, typed in _pattern(tuple(names)).findall(row.body):
            if any(word in between for word in CHANGES) and not between.rstrip().endswith(ARRIVES):
                continue
            values = list(_values(evaluation, names[name]))
            if values and not any(_agrees(typed, value) for value in values):
                yield (
                    f"“{section_title(row.section)}”中“{name}{between}{typed}”与数据不符：该指标各年现状值、规划值和要求中"
                    "没有这个数；请改为引用数据，或说明来源。",
                    (f"narratives/{row.key}/body",),
                )
