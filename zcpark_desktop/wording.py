"""Numbers, units, dates, limits and verdicts as they are written, the same in the window and in Word.

This is the one place where numbers are rounded (half up), and where a share becomes a percentage.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Protocol

from .evaluate import HorizonName, HorizonResult, RowResult, Verdict
from .project import How, Origin
from .rules import Certainty, Indicator, IndicatorKind, Limit, Row

BLANK = "—"
"""What stands in a table cell that has no value."""

VERDICTS = {
    Verdict.MET: ("✓", "达标"),
    Verdict.NOT_MET: ("✗", "未达标"),
    Verdict.MISSING: ("…", "待补充"),
    Verdict.EXEMPT: ("○", "免列"),
    Verdict.NOT_CLAIMED: ("–", "未申请"),
    Verdict.NOT_APPLICABLE: ("○", "不适用"),
    Verdict.UNDEFINED: ("?", "无法计算"),
}
HORIZONS = {HorizonName.CURRENT: "现状", HorizonName.NEAR_TERM: "近期", HorizonName.LONG_TERM: "远期"}

_UNITS = {"tce/万元": "吨标准煤/万元", "tCO₂/万元": "吨二氧化碳/万元", "—": "", "——": ""}
"""Units as schemes print them, and as Chinese text writes them."""
_WIDE = Context(prec=60)


class Named(Protocol):
    """A row of a list that has a name, which may be blank."""

    @property
    def name(self) -> str: ...


def named(row: Named, rows: Sequence[Named]) -> str:
    """“甲”, or 第3行 where the row has no name: how a row of a list is told from the others."""
    return f"“{row.name}”" if row.name else f"第{next(at for at, each in enumerate(rows, 1) if each is row)}行"


def number(value: Decimal | None, decimals: int = 2) -> str:
    """`value` rounded half up to `decimals` places, with thousands separators; a dash where there is none."""
    if value is None:
        return BLANK
    shown = rounded(value, decimals)
    return f"{shown if shown else abs(shown):,f}"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded half up to `decimals` places."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)


def telling(value: Decimal, *others: Decimal, decimals: int = 2) -> str:
    """`value` with as many decimals, or more, as show on which side of the others it lies: 100.002%, not 100.00%."""
    sides, places = [value.compare(each) for each in others], decimals
    while [rounded(value, places).compare(each) for each in others] != sides:
        places += 1
    return number(value, places)


def entered(value: Decimal | int | None) -> str:
    """A number with exactly the digits that were entered, and thousands separators."""
    return BLANK if value is None else f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def factor(value: Decimal | None) -> str:
    """A coefficient or factor: as printed, at most six places, without trailing zeros beyond what was printed."""
    if value is None:
        return BLANK
    exponent = value.as_tuple().exponent
    return number(value, min(6, max(0, -int(exponent))))


def distance(metres: Decimal) -> str:
    """“104米”, or “1,026.1公里” from ten kilometres on."""
    return f"{number(metres, 0)}米" if metres < 10_000 else f"{number(metres / 1000, 1)}公里"


def percent(share: Decimal | None, decimals: int = 2) -> str:
    """A fraction as a percentage."""
    return BLANK if share is None else f"{number(share * 100, decimals)}%"


def unit(text: str) -> str:
    """A unit as Chinese text writes it."""
    return _UNITS.get(text, text)


def unit_after(row: Row) -> str:
    """The unit that follows a row's value in a sentence: none for a percentage, which has its sign, or a list."""
    return "" if row.unit == "%" else unit(row.unit)


def day(value: date | None) -> str:
    """2026年1月5日."""
    return BLANK if value is None else f"{value.year}年{value.month}月{value.day}日"


def certainty(tag: str) -> str:
    """How well a value is sourced, in Chinese."""
    return {"measured": "园区实测或填报"}.get(tag) or (Certainty(tag).label if tag else "")


def certainty_aside(tag: str) -> str:
    """The same within parentheses, which do not stand in each other."""
    return certainty(tag).replace("（", "，").replace("）", "")


def verdict(value: Verdict) -> str:
    """Sign and word: “✓ 达标”."""
    sign, word = VERDICTS[value]
    return f"{sign} {word}"


def limit(value: Limit | None) -> str:
    """“≤0.35” or “≥20%”; the demand in words for others; a dash where the policy prints none."""
    if value is None:
        return BLANK
    if value.printed is None:
        return value.text or BLANK
    sign = "≥" if value.comparison == ">=" else "≤"
    return f"{sign}{value.printed:,f}{'%' if value.unit == '%' else ''}"


def row_value(row: Row, indicator: Indicator, result: HorizonResult) -> str:
    """A row's value with its percent sign, or in words."""
    if indicator.kind is IndicatorKind.LIST and result.planned and result.value is not None:
        return f"达到要求的占{entered(result.value)}%"
    if result.value is None or indicator.kind is IndicatorKind.LIST:
        return result.text or BLANK
    shown = entered(result.value) if result.planned else number(result.value, indicator.decimals)
    return shown + ("%" if row.unit == "%" else "")


def gap(row: Row, indicator: Indicator, result: HorizonResult) -> str:
    """How far a value falls short, in the row's own unit; empty where there is nothing to say."""
    if result.gap is None or result.verdict not in (Verdict.MET, Verdict.NOT_MET):
        return ""
    if indicator.kind is IndicatorKind.LIST:
        return f"还差{entered(result.gap)}{'%' if result.planned else '项'}" if result.gap > 0 else "无差距"
    if result.gap == 0:
        return "恰好达到"
    places = max(indicator.decimals, 0)
    size = abs(result.gap)
    shown = number(size, places)
    while not Decimal(shown.replace(",", "")):
        places += 1  # a hair's breadth is still a breadth
        shown = number(size, places)
    of = "个百分点" if row.unit == "%" else unit(row.unit)
    return f"{'还差' if result.gap > 0 else '优于目标'}{shown}{of}"


def row_title(result: RowResult) -> str:
    """“2　单位能耗碳排放”."""
    return f"{result.row.number}　{result.row.name}"


def compared(year: int, old: Decimal, new: Decimal) -> str:
    """How a quantity stands against that year's: “比2024年增长3.20%”, “与2024年持平”, “2024年为零”.

    A change too small to be shown in percent is “与2024年基本持平”; from a negative value there is no percentage.
    """
    if new == old:
        return f"与{year}年持平"
    if not old:
        return f"{year}年为零"
    if old < 0:
        return f"比{year}年{'增加' if new > old else '减少'}"
    moved = percent(abs(new - old) / old)
    if moved == percent(Decimal(0)):
        return f"与{year}年基本持平"
    return f"比{year}年{'增长' if new > old else '下降'}{moved}"


def origin(known: Origin, zone: tzinfo | None = None) -> str:
    """Where a value comes from, in a sentence; times as the clock on the wall shows them, or in `zone`.

    “取自‘供电公司.xlsx’‘电力’表 C12，2026年11月25日 10:42 导入（张三）”.
    """
    there = known.when.astimezone(zone)
    when = f"{there.year}年{there.month}月{there.day}日 {there:%H:%M}"
    if known.how is not How.IMPORTED:
        return f"{known.who or '用户'}于{when} {'粘贴' if known.how is How.PASTED else '键入'}"
    file = f"取自‘{known.file}’" if known.file else ""
    sheet = f"‘{known.sheet}’表" if known.sheet else ""
    cell = f" {known.cell}" if known.cell else ""
    who = f"（{known.who}）" if known.who else ""
    return f"{file}{sheet}{cell}，{when} 导入{who}".removeprefix("，")
