"""Numbers, gaps and verdicts as they are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.case import park
from tests.unit.evaluate.parks import evaluated, rules
from zcpark_desktop import wording
from zcpark_desktop.evaluate import HorizonName, HorizonResult, RowResult, Verdict
from zcpark_desktop.project import How, Origin
from zcpark_desktop.rules import Certainty


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("0.125", 2, "0.13"),  # half up, and not to the even digit
        ("0.135", 2, "0.14"),
        ("0.1249999", 2, "0.12"),
        ("-0.125", 2, "-0.13"),  # away from zero on both sides
        ("2.5", 0, "3"),
        ("-0.004", 2, "0.00"),  # no negative zero
        ("-0.005", 2, "-0.01"),
        ("-0", 2, "0.00"),
        ("1234567.891", 2, "1,234,567.89"),
        ("999.995", 2, "1,000.00"),
        ("1E+3", 0, "1,000"),
        ("1E-30", 2, "0.00"),
        ("0.30006314057899", 4, "0.3001"),
        ("99999999999999999999999999999999.994", 2, "99,999,999,999,999,999,999,999,999,999,999.99"),
    ],
)
def test_a_number_is_rounded_half_up_with_thousands_apart(value: str, decimals: int, written: str) -> None:
    assert wording.number(Decimal(value), decimals) == written


def test_no_value_is_a_dash_and_never_a_zero() -> None:
    for written in (wording.number(None), wording.percent(None), wording.entered(None), wording.factor(None),
                    wording.day(None), wording.limit(None)):
        assert written == "—"


@given(st.decimals(-(10**9), 10**9, places=6), st.integers(0, 5))
def test_rounding_is_off_by_half_a_unit_at_most(value: Decimal, decimals: int) -> None:
    written = Decimal(wording.number(value, decimals).replace(",", ""))
    assert abs(written - value) * 2 <= Decimal(1).scaleb(-decimals)


@given(st.decimals(0, 10**12, places=4))
def test_what_was_entered_is_written_digit_by_digit(value: Decimal) -> None:
    assert Decimal(wording.entered(value).replace(",", "")) == value


def test_trailing_zeros_that_were_entered_stay() -> None:
    assert wording.entered(Decimal("1200.50")) == "1,200.50"
    assert wording.entered(1200) == "1,200"


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.8325", "0.8325"), ("0.5500", "0.5500"), ("21.840291", "21.840291"), ("85.06996666666666", "85.069967"),
     ("3", "3"), ("1E+1", "10"), ("0.0000004", "0.000000")],
)
def test_a_factor_keeps_the_digits_that_its_source_prints(value: str, written: str) -> None:
    assert wording.factor(Decimal(value)) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [("0.2", "20.00%"), ("0.300631", "30.06%"), ("0.99995", "100.00%"), ("0.999949", "99.99%"), ("0", "0.00%"),
     ("1.5", "150.00%"), ("-0.00001", "0.00%")],
)
def test_a_share_becomes_a_percentage(share: str, written: str) -> None:
    assert wording.percent(Decimal(share)) == written


def test_a_date_has_no_leading_zeros() -> None:
    assert wording.day(date(2026, 1, 5)) == "2026年1月5日"


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [("100", "103.2", "比2024年增长3.20%"), ("100", "98.95", "比2024年下降1.05%"), ("100", "100.000", "与2024年持平"),
     ("100", "100.005", "比2024年增长0.01%"), ("100", "100.0049", "与2024年基本持平"), ("0", "5", "2024年为零"),
     ("0", "0", "与2024年持平"), ("5", "0", "比2024年下降100.00%"), ("-5", "-8", "比2024年减少"), ("-5", "5", "比2024年增加")],
)
def test_a_change_is_told_in_percent_where_that_means_something(old: str, new: str, written: str) -> None:
    assert wording.compared(2024, Decimal(old), Decimal(new)) == written


def test_every_verdict_has_a_sign_and_a_word() -> None:
    assert {each: wording.verdict(each) for each in Verdict} == {
        Verdict.MET: "✓ 达标", Verdict.NOT_MET: "✗ 未达标", Verdict.MISSING: "… 待补充", Verdict.EXEMPT: "○ 免列",
        Verdict.NOT_CLAIMED: "– 未申请", Verdict.NOT_APPLICABLE: "○ 不适用", Verdict.UNDEFINED: "? 无法计算",
    }


def test_every_horizon_has_a_name() -> None:
    assert [wording.HORIZONS[each] for each in HorizonName] == ["现状", "近期", "远期"]


def test_every_certainty_has_words_of_its_own() -> None:
    words = [wording.certainty(each.value) for each in Certainty]
    assert len(set(words)) == len(words) and all(words)
    assert wording.certainty("measured") == "园区实测或填报"
    assert wording.certainty("") == ""


def test_a_certainty_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError):
        wording.certainty("rumoured")


def row(indicator: str, case: dict[str, object] | None = None) -> RowResult:
    found = evaluated(park(case, "wuxi-2025", indicator)).schemes["wuxi-2025"].row_of(indicator)
    assert found is not None
    return found


def shown(indicator: str, horizon: str, case: dict[str, object] | None = None) -> tuple[str, str, str]:
    """Value, limit and gap of a row as they are written."""
    found = row(indicator, case)
    result: HorizonResult = found.horizons[HorizonName(horizon)]
    return (wording.row_value(found.row, found.indicator, result), wording.limit(result.limit),
            wording.gap(found.row, found.indicator, result))


def test_a_value_a_limit_and_a_gap_are_written_in_the_rows_unit() -> None:
    assert shown("carbon_per_unit_energy", "current") == ("1.696", "≤1", "还差0.696吨/吨标准煤")
    assert shown("energy_per_value_added", "current") == ("0.269", "≤0.35", "优于目标0.081吨标准煤/万元")
    assert shown("nonfossil_energy_share", "current") == ("30.06%", "≥20%", "优于目标10.06个百分点")
    assert shown("low_energy_building_area", "current") == ("72,000", "≥10,000", "优于目标62,000平方米")


def test_exactly_at_the_limit_is_said_so() -> None:
    at = {"targets": {2030: Decimal("80.00")}}
    assert shown("nonfossil_energy_share", "long_term", at) == ("80.00%", "≥80%", "恰好达到")


@pytest.mark.parametrize(
    ("value", "gap"),
    [("79.99", "还差0.01个百分点"), ("79.999", "还差0.001个百分点"), ("79.9951", "还差0.005个百分点"),
     ("79.995", "还差0.01个百分点"), ("80.0000000000001", "优于目标0.0000000000001个百分点")],
)
def test_a_hairs_breadth_is_never_written_as_nothing(value: str, gap: str) -> None:
    assert shown("nonfossil_energy_share", "long_term", {"targets": {2030: Decimal(value)}})[2] == gap


def test_a_planned_value_is_written_as_it_was_entered() -> None:
    assert shown("carbon_per_unit_energy", "near_term", {"targets": {2027: Decimal("0.90")}})[0] == "0.90"


def test_a_list_is_told_in_words() -> None:
    assert shown("product_energy_level", "current") == ("1项中1项达到", "达到或优于二级能耗限额标准", "无差距")
    over = {"set": {"products/glass/unit_energy": 111}}
    assert shown("product_energy_level", "current", over) == (
        "1项中0项达到；未达到：玻璃", "达到或优于二级能耗限额标准", "还差1项")


def test_the_plan_for_a_list_is_a_percentage_to_the_last_digit() -> None:
    planned = {"targets": {2027: Decimal("99.99")}}
    assert shown("product_energy_level", "near_term", planned) == (
        "达到要求的占99.99%", "达到或优于二级能耗限额标准", "还差0.01%")


def test_a_row_without_a_verdict_has_no_gap() -> None:
    assert shown("water_reuse_share", "near_term") == ("—", "≥85%", "")
    assert shown("water_reuse_share", "current", {"exempt": {"reason": "无", "evidence": ["proof"]}})[2] == ""


def test_a_row_title_carries_its_number() -> None:
    assert wording.row_title(row("carbon_per_unit_energy")) == "2　单位能耗碳排放"


def test_the_units_that_schemes_print_are_written_in_chinese() -> None:
    units = {row.unit for scheme in rules().schemes.values() for row in scheme.rows}
    written = {unit: wording.unit(unit) for unit in units}
    assert written["tce/万元"] == "吨标准煤/万元"
    assert [text for text in written.values() if any(letter.isascii() and letter.isalpha() for letter in text)] == []


AT = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)
WUXI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(("known", "said"), [
    (Origin(How.TYPED, AT, "张三"), "张三于2026年11月25日 10:42 键入"),
    (Origin(How.PASTED, AT), "用户于2026年11月25日 10:42 粘贴"),
    (Origin(How.IMPORTED, AT, "张三", "供电公司.xlsx", "电力", "C12"),
     "取自‘供电公司.xlsx’‘电力’表 C12，2026年11月25日 10:42 导入（张三）"),
    (Origin(How.IMPORTED, AT, "", "企业.csv", "", "B3"), "取自‘企业.csv’ B3，2026年11月25日 10:42 导入"),
    (Origin(How.IMPORTED, AT, "张三"), "2026年11月25日 10:42 导入（张三）"),
])
def test_where_a_value_comes_from_is_a_sentence(known, said):
    assert wording.origin(known, WUXI) == said


@pytest.mark.parametrize(("value", "limits", "decimals", "written"), [
    ("100.002", ["100"], 2, "100.002"),
    ("100.02", ["100"], 2, "100.02"),
    ("100", ["100"], 2, "100.00"),
    ("49.99998", ["50"], 2, "49.99998"),
    ("0.0495", ["0.05", "0.3"], 2, "0.0495"),
    ("0.3001", ["0.05", "0.3"], 2, "0.3001"),
    ("12", ["0.05", "0.3"], 0, "12"),
    ("-0.00005", ["0"], 3, "-0.0001"),
])
def test_a_number_that_breaks_a_limit_is_seen_to_break_it(value, limits, decimals, written):
    assert wording.telling(Decimal(value), *map(Decimal, limits), decimals=decimals) == written


@given(st.decimals("-1e6", "1e6", places=9), st.decimals("-1e6", "1e6", places=9))
def test_what_tells_a_number_lies_on_its_side_of_the_limit(value, limit):
    shown = Decimal(wording.telling(value, limit).replace(",", ""))
    assert shown.compare(limit) == value.compare(limit)


@pytest.mark.parametrize(("metres", "written"), [
    ("103.6", "104米"), ("9999.4", "9,999米"), ("10000", "10.0公里"), ("10260618", "10,260.6公里"),
])
def test_far_distances_are_written_in_kilometres(metres, written):
    assert wording.distance(Decimal(metres)) == written
