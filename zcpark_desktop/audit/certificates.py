"""Green certificates: each one is used once, for one year, for power that was made before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..evaluate import Evaluation
from ..project.facilities import Certificate
from ..wording import entered, number
from .registry import Noticed, Severity, rule

_MONTH = re.compile(r"(\d{4})[-年./](\d{1,2})月?")
_RANGE = re.compile(r"(.*?)(\d+)\s*(?:至|到|~|～|—+|–)\s*(.*?)(\d+)")


def _month(text: str) -> tuple[int, int] | None:
    """Year and month of “2025-01” or “2025年1月”."""
    found = _MONTH.fullmatch(text.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]), int(found[2])


def _called(row: Certificate) -> str:
    return row.number.strip() or f"未编号-{row.key}"


def number_range(text: str) -> tuple[str, int, int] | None:
    """What stands before the running number, and the first and last number; None where it is no range."""
    found = _RANGE.fullmatch(text.strip())
    if not found:
        return None
    before, first, again, last = found.groups()
    if again and not before.endswith(again):
        return None
    return before, int(first), int(last)


@rule(
    "certificate.months",
    Severity.MUST_FIX,
    "绿证电量生产年月正确",
    reads=("certificates/*/generated_from", "certificates/*/generated_to"),
)
def months_are_in_order(evaluation: Evaluation) -> Noticed:
    """The months of generation are months, and go forward."""
    for row in evaluation.project.certificates:
        place = (f"certificates/{row.key}/generated_from", f"certificates/{row.key}/generated_to")
        texts = [text for text in (row.generated_from, row.generated_to) if text.strip()]
        wrong = [text for text in texts if _month(text) is None]
        first, last = _month(row.generated_from), _month(row.generated_to)
        if wrong:
            yield (
                f"绿证“{_called(row)}”的电量生产年月“{wrong[0][:20]}”不是年月；请按“2025-01”的格式填写。",
                place,
            )
        elif first and last and first > last:
            yield (
                f"绿证“{_called(row)}”的电量生产起始年月{row.generated_from}晚于截止年月{row.generated_to}；请更正。",
                place,
            )


@rule(
    "certificate.generated_later",
    Severity.MUST_FIX,
    "绿证用于电量生产当年或以后",
    reads=("certificates/*/generated_from", "certificates/*/generated_to", "certificates/*/used_for"),
)
def power_is_made_before_it_is_claimed(evaluation: Evaluation) -> Noticed:
    """No certificate proves the use of power that was not made yet."""
    for row in evaluation.project.certificates:
        last = _month(row.generated_to) or _month(row.generated_from)
        if last and row.used_for is not None and last[0] > row.used_for:
            yield (
                f"绿证“{_called(row)}”的电量生产于{last[0]}年，却用于{row.used_for}年；请核对用于年份。",
                (f"certificates/{row.key}/used_for",),
            )


LIFE_MONTHS = 24
"""A certificate is valid for two years from the month in which its power was made, that month included (rules of issue
and trade of green certificates, 国能发新能规〔2024〕67号)."""
TRANSITION = (2023, 2025)
"""Power made by the end of the first year: its certificates are valid until the end of the second (there as well)."""


@rule(
    "certificate.expired",
    Severity.EXPLAIN,
    "绿证在有效期内使用",
    reads=("certificates/*/generated_from", "certificates/*/generated_to", "certificates/*/used_for"),
)
def certificates_are_used_while_they_are_valid(evaluation: Evaluation) -> Noticed:
    """No certificate is used for a year in which it was not valid any more."""
    for row in evaluation.project.certificates:
        made = _month(row.generated_from) or _month(row.generated_to)
        if made is None or row.used_for is None:
            continue
        years, month = divmod(made[1] - 1 + LIFE_MONTHS - 1, 12)
        last = (made[0] + years, month + 1)
        if made[0] <= TRANSITION[0]:
            last = max(last, (TRANSITION[1], 12))
        if row.used_for > last[0]:
            yield (
                f"绿证“{_called(row)}”的电量生产于{made[0]}年{made[1]}月，有效期至{last[0]}年{last[1]}月，却用于{row.used_for}年；"
                "请核对年月和用于年份，或说明原因。",
                (f"certificates/{row.key}/used_for", f"certificates/{row.key}/generated_from"),
            )


@rule("certificate.other_year", Severity.EXPLAIN, "绿证用于项目年份", reads=("certificates/*/used_for",))
def certificates_are_used_in_the_projects_years(evaluation: Evaluation) -> Noticed:
    """A certificate is used for one of the years that the project has figures of; said once for each other year."""
    years = {record.year for record in evaluation.project.years}
    strange: dict[int, list[Certificate]] = {}
    for row in evaluation.project.certificates:
        last = _month(row.generated_to) or _month(row.generated_from)
        if row.used_for is None or row.used_for in years or (last and last[0] > row.used_for):
            continue  # the last is said by certificate.generated_later
        strange.setdefault(row.used_for, []).append(row)
    for year, rows in sorted(strange.items()):
        which = f"绿证“{_called(rows[0])}”" + (f"等{len(rows)}条绿证" if len(rows) > 1 else "")
        yield (
            f"{which}用于{year}年，而项目没有该年数据，未计入任何一年；请核对，或说明原因。",
            tuple(f"certificates/{row.key}/used_for" for row in rows),
        )


def _ranges(evaluation: Evaluation) -> Iterator[tuple[Certificate, str, int, int]]:
    for row in evaluation.project.certificates:
        found = number_range(row.number)
        if found:
            yield row, *found


@rule("certificate.ranges_overlap", Severity.MUST_FIX, "绿证编号区间不重叠", reads=("certificates/*/number",))
def no_ranges_overlap(evaluation: Evaluation) -> Noticed:
    """No number lies in two ranges: one certificate counts once."""
    seen: dict[str, list[tuple[Certificate, int, int]]] = {}
    for row, before, first, last in _ranges(evaluation):
        for other, low, high in seen.setdefault(before, []):
            if first <= high and low <= last and row.number.strip() != other.number.strip():
                twice = min(last, high) - max(first, low) + 1
                yield (
                    f"绿证“{row.number}”与“{other.number}”的编号重叠{twice:,}张，同一绿证只能使用一次；请更正编号和张数。",
                    (f"certificates/{row.key}/number", f"certificates/{other.key}/number"),
                )
        seen[before].append((row, first, last))


@rule(
    "certificate.pieces",
    Severity.EXPLAIN,
    "绿证张数与编号区间相符",
    reads=("certificates/*/number", "certificates/*/pieces"),
)
def pieces_fit_the_range(evaluation: Evaluation) -> Noticed:
    """A range of numbers holds as many certificates as are stated."""
    for row, _, first, last in _ranges(evaluation):
        if row.pieces is not None and last - first + 1 != row.pieces:
            yield (
                f"绿证“{row.number}”编号共{last - first + 1:,}个，填报{entered(row.pieces)}张；请核对，或说明原因。",
                (f"certificates/{row.key}/pieces",),
            )


@rule(
    "certificate.with_power",
    Severity.MUST_FIX,
    "随绿电交易取得的绿证不超过交易电量",
    reads=("certificates/*/with_power", "certificates/*/pieces", "years/*/electricity/traded_green_10k_kwh"),
)
def certificates_with_power_fit_the_trade(evaluation: Evaluation) -> Noticed:
    """Certificates that came with traded power are no more than that power."""
    for record in evaluation.project.years:
        pieces = sum(
            row.pieces or 0 for row in evaluation.project.certificates if row.with_power and row.used_for == record.year
        )
        traded = record.electricity.traded_green_10k_kwh
        if pieces and traded is not None and Decimal(pieces) / 10 > traded:
            yield (
                f"{record.year}年随绿电交易取得的绿证{pieces:,}张，折{number(Decimal(pieces) / 10)}万千瓦时，大于绿电交易电量"
                f"{entered(traded)}万千瓦时；请核对。",
                (f"years/{record.year}/electricity/traded_green_10k_kwh", "certificates"),
            )


@rule(
    "certificate.evidence",
    Severity.EXPLAIN,
    "绿证有编号和佐证",
    reads=("certificates/*/number", "certificates/*/evidence", "certificates/*/with_power"),
)
def certificates_are_proved(evaluation: Evaluation) -> Noticed:
    """A certificate has its number and a paper, or came with traded power: else nobody sees that it counts once."""
    for row in evaluation.project.certificates:
        if row.with_power:
            continue
        missing = [what for what, there in (("编号", row.number.strip()), ("佐证材料", row.evidence)) if not there]
        if missing and row.pieces:
            yield (
                f"绿证“{_called(row)}”{entered(row.pieces)}张缺少{'和'.join(missing)}；请补充，或说明原因。",
                (f"certificates/{row.key}/{'evidence' if row.number.strip() else 'number'}",),
            )
