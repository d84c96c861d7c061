"""Each indicator in the document, found by its bookmark, against the engine's unrounded value.

This does not go by the words that the chapters made: the number in the cell is read, and has to be the value of the
evaluation rounded half up to as many places as are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

from ... import wording
from ...evaluate import Evaluation, HorizonName, HorizonResult, RowResult, SchemeResult
from ...rules import IndicatorKind, Limit
from ..docx_writer.plan import word_name
from ..parts.indicators import mark_of
from .difference import Kind
from .expected import plainly

_WIDE = Context(prec=60)
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def wrong_indicators(bookmarks: Mapping[str, str], evaluation: Evaluation) -> Iterator[tuple[str, Kind, str]]:
    """For each bookmark whose words are not the engine's: its name, what it is about, and the sentence."""
    for scheme in evaluation.schemes.values():
        for row in scheme.rows:
            for part, (kind, wanted) in _parts(row).items():
                name = word_name(mark_of(scheme.scheme.id, row.row.indicator, part))
                if name in bookmarks and not _says(bookmarks[name], part, row):
                    yield name, kind, f"{_titled(scheme, row)}的{wanted}与计算结果不符，文件中是“{bookmarks[name]}”。"


def _parts(row: RowResult) -> dict[str, tuple[Kind, str]]:
    made: dict[str, tuple[Kind, str]] = {}
    for horizon, word in wording.HORIZONS.items():
        result = row.horizons[horizon]
        made[horizon.value] = Kind.NUMBER, f"{word}值（应为{_engine(result)}）"
        if horizon is not HorizonName.CURRENT:
            made[f"{horizon.value}_limit"] = Kind.NUMBER, f"{word}要求（应为{wording.limit(result.limit)}）"
    made["verdict"] = Kind.VERDICT, f"结论（应为“{wording.VERDICTS[row.current.verdict][1]}”）"
    made["gap"] = Kind.NUMBER, f"差距（应为{wording.gap(row.row, row.indicator, row.current) or wording.BLANK}）"
    return made


def _engine(result: HorizonResult) -> str:
    if result.value is None:
        return result.text or wording.VERDICTS[result.verdict][1]
    return wording.factor(result.value)


def _titled(scheme: SchemeResult, row: RowResult) -> str:
    return f"{scheme.scheme.short_title}第{row.row.number}项“{row.row.name}”"


def _says(words: str, part: str, row: RowResult) -> bool:
    if part == "verdict":
        return words.endswith(wording.VERDICTS[row.current.verdict][1])
    if part == "gap":
        return _says_gap(words, row)
    if part.endswith("_limit"):
        return _says_limit(words, row.horizons[HorizonName(part.removesuffix("_limit"))].limit)
    return _says_value(words, row, row.horizons[HorizonName(part)])


def _says_value(words: str, row: RowResult, result: HorizonResult) -> bool:
    words = words.rstrip("✓✗")
    if row.indicator.kind in (IndicatorKind.LIST, IndicatorKind.CONDITION):
        if row.indicator.kind is IndicatorKind.LIST and result.planned and result.value is not None:
            return _is(words, result.value)
        verdict = wording.VERDICTS[result.verdict][1]
        # Conditions are told in words, or as met and not met.
        met = {"达标": "符合", "未达标": "不符合"}.get(verdict, verdict)
        return words in (plainly(result.text), verdict, met, wording.BLANK)
    if result.value is None:
        return words in (wording.BLANK, wording.VERDICTS[result.verdict][1], plainly(result.text))
    return words.endswith("%") == (row.row.unit == "%") and _is(words, result.value)


def _says_limit(words: str, limit: Limit | None) -> bool:
    if limit is None:
        return words == wording.BLANK
    if limit.printed is None:
        return words.startswith(plainly(limit.text or "") or wording.BLANK)
    return words.startswith("≥" if limit.comparison == ">=" else "≤") and _is(words, limit.printed)


def _says_gap(words: str, row: RowResult) -> bool:
    gap = row.current.gap
    wanted = wording.gap(row.row, row.indicator, row.current)
    if gap is None or not wanted or gap == 0 or row.indicator.kind is IndicatorKind.LIST:
        return words == (plainly(wanted) or wording.BLANK)
    return words.startswith("还差" if gap > 0 else "优于") and _is(words, abs(gap))


def _is(words: str, value: Decimal) -> bool:
    """Whether the first number of the words is the value, rounded half up to as many places as are shown."""
    found = _NUMBER.search(words.replace("−", "-"))
    if found is None:
        return False
    shown = Decimal(found[0].replace(",", ""))
    places = -int(shown.as_tuple().exponent)
    return shown == value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
