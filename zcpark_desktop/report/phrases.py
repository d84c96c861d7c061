"""How sentences made from data are put together: lists, spans of years, and what moved how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from .. import wording


def listed(items: Iterable[str]) -> str:
    """“甲、乙、丙”."""
    return "、".join(items)


def clauses(items: Iterable[str]) -> str:
    """“甲；乙；丙。”; empty for none."""
    text = "；".join(item for item in items if item)
    return f"{text}。" if text else ""


def span(first: int | None, last: int | None) -> str:
    """“2026—2028年”, “2026年起”, “2028年底前”; empty where both years are blank."""
    if first is None and last is None:
        return ""
    if first is None:
        return f"{last}年底前"
    if last is None:
        return f"{first}年起"
    return f"{first}年" if first == last else f"{first}—{last}年"


def year_span(years: Sequence[int]) -> str:
    """Years as a span where they follow each other, one by one otherwise."""
    if len(years) > 1 and list(years) == list(range(years[0], years[-1] + 1)):
        return span(years[0], years[-1])
    return listed(f"{year}年" for year in years)


def runs(numbers: Iterable[int]) -> str:
    """“1—5、7、9”: whole numbers in order, three or more in a row as a span."""
    made: list[list[int]] = []
    for number in sorted(set(numbers)):
        if made and number == made[-1][-1] + 1:
            made[-1].append(number)
        else:
            made.append([number])
    return listed(f"{run[0]}—{run[-1]}" if len(run) > 2 else listed(map(str, run)) for run in made)


def compared(year: int, old: Decimal, new: Decimal) -> str:
    """“比2024年增长3.20%”, “与2024年持平”."""
    return f"与{year}年持平" if old == new else f"比{year}年{wording.change(old, new)}"


def with_change(what: str, unit: str, years: Sequence[int], values: Sequence[Decimal | None],
                decimals: int | None = None) -> str:
    """“综合能源消费量为12.30吨标准煤，比2024年增长3.20%”: the last year's value and how it moved; empty without one.

    `decimals` is None for an entered number, which keeps its own digits.
    """
    new = values[-1]
    if new is None:
        return ""
    shown = wording.entered(new) if decimals is None else wording.number(new, decimals)
    old = values[-2] if len(values) > 1 else None
    return f"{what}为{shown}{unit}" + ("" if old is None else f"，{compared(years[-2], old, new)}")


def yes_no(value: bool | None) -> str:
    """“是”, “否”, or a dash where nothing is said."""
    return wording.BLANK if value is None else "是" if value else "否"
