"""How sentences made from data are put together: lists, spans of years, and what moved how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from .. import wording
from ..project.plan import KeyProject
from .blocks import Note


def listed(items: Iterable[str]) -> str:
    """“甲、乙、丙”."""
    return "、".join(items)


def project_name(row: KeyProject) -> str:
    """A key project's name as sentences and figures tell it; one that has none yet is said to have none."""
    return row.name.strip() or "未命名项目"


MOST_NAMED = 20
"""So many names make a list that is still read; of more, the first stand for all."""


def some(items: Iterable[str], counter: str = "个", between: str = "、", most: int = MOST_NAMED) -> str:
    """“甲、乙、丙”, or “甲、乙等30个” where there are too many to be read."""
    names = list(items)
    shown = between.join(names[:most])
    return shown if len(names) <= most else f"{shown}等{len(names)}{counter}"


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


def tells(text: str, amount: str) -> bool:
    """Whether the text tells the amount, all its digits and its unit: “41.89万吨” does not tell “1.89万吨”."""
    return bool(amount) and re.search(rf"(?<![\d.,]){re.escape(amount)}", text) is not None


def with_change(what: str, unit: str, years: Sequence[int], values: Sequence[Decimal | None],
                decimals: int | None = None, told: str = "") -> str:
    """“综合能源消费量为12.30吨标准煤，比2024年增长3.20%”: the last year's value, and how it moved; empty without one.

    It is held against the last earlier year that has a value. `decimals` is None for an entered number, which keeps its
    own digits. Empty too where `told`, what staff wrote above, tells the value already.
    """
    new = values[-1]
    if new is None:
        return ""
    shown = wording.entered(new) if decimals is None else wording.number(new, decimals)
    if tells(told, f"{shown}{unit}"):
        return ""
    before = [(year, value) for year, value in zip(years[:-1], values[:-1], strict=True) if value is not None]
    return f"{what}为{shown}{unit}" + (f"，{wording.compared(before[-1][0], before[-1][1], new)}" if before else "")


def main_part(old: Mapping[str, Decimal], new: Mapping[str, Decimal], unit: str) -> str:
    """“电力增加12.00吨标准煤，是总量上升的主要部分。”: the part that makes most of a change of the whole.

    Empty where the whole did not move, or no part makes half of its change: then the numbers name no main part.
    """
    moves = {name: new.get(name, Decimal(0)) - old.get(name, Decimal(0)) for name in {**old, **new}}
    whole = sum(moves.values(), Decimal(0))
    if not whole:
        return ""
    name, move = max(moves.items(), key=lambda each: each[1] / whole)
    if len(moves) < 2 or move / whole < Decimal("0.5"):
        return ""
    verb, course = ("增加", "上升") if whole > 0 else ("减少", "下降")
    return f"{name}{verb}{wording.number(abs(move))}{unit}，是总量{course}的主要部分。"


def source_note(source: str, certainty: str) -> Note:
    """The footnote that names a source, and how well it is known where it is no official text of the park's own."""
    known = "" if certainty in ("", "official", "measured") else f"（{wording.certainty_aside(certainty)}）"
    return Note(f"{source.rstrip('。')}{known}。")


def yes_no(value: bool | None) -> str:
    """“是”, “否”, or a dash where nothing is said."""
    return wording.BLANK if value is None else "是" if value else "否"
