"""Chips on the rows of the schemes: values, limits, verdicts and gaps, as the tables print them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from .. import wording
from ..evaluate import Evaluation, HorizonName, HorizonResult, RowResult, Verdict
from ..rules import IndicatorClass, IndicatorKind
from .reading import Family, Reading

_NOW, _NEAR, _FAR = HorizonName.CURRENT, HorizonName.NEAR_TERM, HorizonName.LONG_TERM
_IN_WORDS = (IndicatorKind.LIST, IndicatorKind.CONDITION)
_JUDGED = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)


def _with_unit(row: RowResult, shown: str) -> str:
    """A number and its unit; percentages and answers in words have none to add."""
    return shown + wording.unit_after(row.row)


def _value(row: RowResult, horizon: HorizonName) -> str | None:
    result = row.horizons[horizon]
    if result.value is None and (result.gaps or not result.text):
        return None
    return _with_unit(row, wording.row_value(row.row, row.indicator, result))


def _limit(row: RowResult, horizon: HorizonName) -> str | None:
    limit = row.horizons[horizon].limit
    if limit is None:
        return None
    return wording.limit(limit) if limit.printed is None else _with_unit(row, wording.limit(limit))


def _verdict(row: RowResult, horizon: HorizonName) -> str | None:
    verdict = row.horizons[horizon].verdict
    return wording.VERDICTS[verdict][1] if verdict in _JUDGED else None


def _gap(row: RowResult, horizon: HorizonName) -> str | None:
    return wording.gap(row.row, row.indicator, row.horizons[horizon]) or None


def _move(row: RowResult, horizon: HorizonName) -> str | None:
    """“由1.941吨/吨标准煤降至0.990吨/吨标准煤”, “保持3.00%”: from the base year to a plan year."""
    old, new = row.horizons[_NOW].value, row.horizons[horizon].value
    first, last = _value(row, _NOW), _value(row, horizon)
    if old is None or new is None or first is None or last is None or row.indicator.kind in _IN_WORDS:
        return None
    return f"保持{last}" if old == new else f"由{first}{'提高到' if new > old else '降至'}{last}"


FIELDS: dict[str, tuple[str, HorizonName, Callable[[RowResult, HorizonName], str | None]]] = {
    "现状": ("现状值", _NOW, _value),
    "近期": ("近期规划值", _NEAR, _value),
    "远期": ("远期规划值", _FAR, _value),
    "近期限值": ("近期要求", _NEAR, _limit),
    "远期限值": ("远期要求", _FAR, _limit),
    "结论": ("现状是否达标", _NOW, _verdict),
    "差距": ("现状与近期要求的差距", _NOW, _gap),
    "近期结论": ("近期规划值是否达标", _NEAR, _verdict),
    "远期结论": ("远期规划值是否达标", _FAR, _verdict),
    "近期变化": ("从现状到近期的变化", _NEAR, _move),
    "远期变化": ("从现状到远期的变化", _FAR, _move),
}
"""Last word of the name → what it is called, the horizon it is of, and how it is read."""


def is_left_out(row: RowResult) -> bool:
    """Whether application and plan show nothing of the row: it is exempt, or an incentive that is not claimed."""
    return row.exemption is not None or (row.row.row_class is IndicatorClass.INCENTIVE and row.claim is None)


def _why_not(row: RowResult, result: HorizonResult) -> str:
    if result.gaps:
        return ""
    if row.exemption is not None:
        return "该指标已列入免列说明。"
    return result.reason or "该指标在这一年没有可以引用的内容。"


def _read(level: str, evaluation: Evaluation, words: tuple[str, ...]) -> Reading | None:
    scheme = evaluation.at_level(level)
    if scheme is None or len(words) != 2 or words[1] not in FIELDS:
        return None
    row = next((each for each in scheme.rows if str(each.row.number) == words[0]), None)
    if row is None:
        return None
    said, horizon, read = FIELDS[words[1]]
    result = row.horizons[horizon]
    title = f"{result.year}年{row.row.name}：{said}"
    text = read(row, horizon)
    if text is not None:
        return Reading(title, text, left_out=is_left_out(row))
    lacking = result if result.gaps else row.current
    return Reading(title, None, lacking.gaps, _why_not(row, lacking), is_left_out(row))


def _offered(level: str, evaluation: Evaluation) -> Iterator[str]:
    scheme = evaluation.at_level(level)
    for row in scheme.rows if scheme else ():
        for name in FIELDS:
            if row.indicator.kind not in _IN_WORDS or name not in ("近期变化", "远期变化"):
                yield f"{row.row.number}.{name}"


def _family(head: str, level: str, group: str) -> Family:
    grammar = f"{head}.<序号>.<{'|'.join(FIELDS)}>"
    return Family(head, group, grammar, partial(_read, level), partial(_offered, level))


FAMILIES = (
    _family("指标", "city", "无锡市指标"),
    _family("省指标", "province", "江苏省指标"),
    _family("国指标", "nation", "国家指标"),
)
