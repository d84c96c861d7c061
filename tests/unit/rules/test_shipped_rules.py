"""The shipped rules say what the policies print. The numbers here were typed from the policies, not from the files."""

from __future__ import annotations

import time
from decimal import Decimal as D

import pytest

from zcpark_desktop import rules
from zcpark_desktop.rules import Certainty, IndicatorClass, IndicatorKind, Rules

WUXI = {  # number: (near term, long term) as printed; words and tiers have tests of their own
    3: ("0.35", "0.25"), 4: ("0.6", "0.1"), 5: ("20", "80"), 6: ("20", "50"), 7: ("50", "100"), 8: ("10", "50"),
    9: ("50", "80"), 10: ("10", "30"), 11: ("10", "50"), 12: ("1", "2"), 13: ("96", "99"), 14: ("85", "90"),
    15: ("95", "95"), 16: ("50", "100"), 17: ("80", "100"), 18: ("80", "100"), 19: ("30", "70"), 20: ("50", "70"),
    21: ("3.5", "4"), 22: ("50", "100"), 23: ("8", "10"), 24: ("8", "10"), 25: ("50", "75"), 26: ("50", "90"),
    27: ("10000", "30000"), 28: ("3", "5"),
}  # fmt: skip
JIANGSU = ["0.35", "0.6", "50", "50", "50", "100", "20", "30", "50", "50", "80", "80", "96", "85", "95", "10", "10",
           "50", "3.5", "1"]  # fmt: skip
AT_MOST = {"carbon_per_unit_energy", "energy_per_value_added", "carbon_per_value_added"}


def test_the_schemes_have_31_and_20_and_6_rows_numbered_in_order(shipped: Rules) -> None:
    numbers = {key: [row.number for row in scheme.rows] for key, scheme in shipped.schemes.items()}
    assert numbers == {
        "wuxi-2025": [*range(1, 32)],
        "jiangsu-2024": [*range(1, 21)],
        "national-2025": [*range(1, 7)],
    }


@pytest.mark.parametrize("number", WUXI)
def test_wuxi_limits_are_those_of_the_printed_table(shipped: Rules, number: int) -> None:
    row = shipped.scheme("wuxi-2025").row(number)
    assert row is not None
    printed = [row.limit_for(horizon, None).printed for horizon in ("near_term", "long_term")]
    assert printed == [D(each) for each in WUXI[number]]


def test_wuxi_carbon_per_unit_energy_is_1_in_the_near_term_and_by_size_in_the_long_term(shipped: Rules) -> None:
    row = shipped.scheme("wuxi-2025").row(2)
    assert row.limit_for("near_term", None).printed == D(1)
    assert row.limit_for("long_term", D("0.01")).printed == D("0.2")
    assert row.limit_for("long_term", D("999999.99")).printed == D("0.2")
    assert row.limit_for("long_term", D(1000000)).printed == D("0.3")
    assert row.goal("long_term").tier_by == "energy_equivalent_tce"


def test_the_nation_prints_no_limit_below_200000_tce(shipped: Rules) -> None:
    row = shipped.scheme("national-2025").row(1)
    assert row.limit_for("long_term", D("199999.99")) is None
    assert row.limit_for("long_term", D(200000)).printed == D("0.2")
    assert row.limit_for("long_term", D("999999.99")).printed == D("0.2")
    assert row.limit_for("long_term", D(1000000)).printed == D("0.3")


def test_a_limit_by_size_is_not_known_while_the_size_is_not(shipped: Rules) -> None:
    assert shipped.scheme("wuxi-2025").row(2).limit_for("long_term", None) is None


def test_jiangsu_has_one_limit_for_both_horizons(shipped: Rules) -> None:
    for row, printed in zip(shipped.scheme("jiangsu-2024").rows, JIANGSU, strict=True):
        assert [row.limit_for(each, None).printed for each in ("near_term", "long_term")] == [D(printed)] * 2


def test_the_guiding_limits_of_the_nation_are_90_80_50_80_percent(shipped: Rules) -> None:
    rows = shipped.scheme("national-2025").rows
    assert [row.limit_for("long_term", None).threshold for row in rows[1:] if row.unit == "%"] == [
        D("0.9"), D("0.8"), D("0.5"), D("0.8"),
    ]  # fmt: skip
    assert rows[2].limit_for("long_term", None).text == "达到或优于二级能耗限额标准"


def test_classes_are_binding_to_5_reference_to_21_incentive_to_31(shipped: Rules) -> None:
    classes = [row.row_class for row in shipped.scheme("wuxi-2025").rows]
    assert classes == [IndicatorClass.BINDING] * 5 + [IndicatorClass.REFERENCE] * 16 + [IndicatorClass.INCENTIVE] * 10
    nation = [row.row_class for row in shipped.scheme("national-2025").rows]
    assert nation == [IndicatorClass.CORE] + [IndicatorClass.GUIDING] * 5


def test_only_reference_rows_of_wuxi_and_guiding_rows_of_the_nation_may_be_left_out(shipped: Rules) -> None:
    assert {key: scheme.exemptable_classes for key, scheme in shipped.schemes.items()} == {
        "wuxi-2025": (IndicatorClass.REFERENCE,),
        "jiangsu-2024": (IndicatorClass.REFERENCE,),
        "national-2025": (IndicatorClass.GUIDING,),
    }


def test_only_intensities_are_met_from_below(shipped: Rules) -> None:
    for scheme in shipped.schemes.values():
        for row in scheme.rows:
            assert row.comparison == ("<=" if row.indicator in AT_MOST else ">="), (scheme.id, row.number)


def test_a_percentage_is_compared_as_a_fraction(shipped: Rules) -> None:
    limit = shipped.scheme("wuxi-2025").row(21).limit_for("near_term", None)
    assert (limit.printed, limit.threshold, limit.unit) == (D("3.5"), D("0.035"), "%")


def test_demand_response_is_measured_on_two_bases(shipped: Rules) -> None:
    row = shipped.scheme("wuxi-2025").row(23)
    assert shipped.measure(row, "near_term") == "demand_response_energy_share"
    assert shipped.measure(row, "long_term") == "demand_response_load_share"
    assert [row.limit_for(each, None).basis for each in ("near_term", "long_term")] == ["日均用电量", "最大用电负荷"]


def test_jiangsu_measures_diagnosis_and_renewables_in_its_own_way(shipped: Rules) -> None:
    rows = {row.number: shipped.measure(row, "near_term") for row in shipped.scheme("jiangsu-2024").rows}
    assert rows[6] == "digital_diagnosis_share_of_above_scale"
    assert rows[8] == "renewable_electricity_share"
    assert rows[1] == "energy_per_value_added"


def test_every_indicator_is_used_by_a_scheme_and_tells_its_proofs(shipped: Rules) -> None:
    used = {row.indicator for scheme in shipped.schemes.values() for row in scheme.rows}
    assert used == set(shipped.indicators)
    assert all(indicator.proofs for indicator in shipped.indicators.values())


def test_levels_ask_for_the_conditions_of_wuxi_row_1(shipped: Rules) -> None:
    scheme = shipped.scheme("wuxi-2025")
    asked = {level: [each.judged_by for each in scheme.conditions_for(level)] for level in rules.Level}
    assert asked == {
        "city": ["boundary_complete"],
        "province": ["listed_in_catalogue"],
        "nation": ["boundary_complete", "listed_in_catalogue", "energy_floor"],
    }
    assert {each.row for each in scheme.conditions} == {1}


def test_the_nation_has_four_conditions_and_the_floor_of_200000_tce(shipped: Rules) -> None:
    conditions = shipped.scheme("national-2025").conditions_for("nation")
    assert [each.judged_by for each in conditions] == [
        "listed_in_catalogue", "boundary_complete", "accounting_foundation", "no_major_accident", "energy_floor",
    ]  # fmt: skip
    assert conditions[-1].limit == D(200000)


@pytest.mark.parametrize(
    ("factor", "value", "certainty"),
    [
        ("power_fossil_910", "0.8325", "official"), ("power_fossil_2023", "0.8273", "secondary"),
        ("power_jiangsu_2021", "0.6451", "secondary"), ("power_jiangsu_2022", "0.5978", "secondary"),
        ("power_jiangsu_2023", "0.5827", "secondary"), ("power_east_china_2023", "0.5500", "secondary"),
        ("power_national_2023", "0.5306", "secondary"), ("power_national_excluding_market_2023", "0.6096", "secondary"),
        ("heat_fossil_default", "0.11", "official"), ("heat_nonfossil", "0", "official"),
        ("power_green", "0", "official"), ("electricity_equivalent_default", "0.3024", "secondary"),
        ("electricity_calorific", "0.1229", "secondary"), ("certificate_mwh", "1", "secondary"),
    ],
)  # fmt: skip
def test_single_factors_have_the_printed_value_and_tag(
    shipped: Rules, factor: str, value: str, certainty: str
) -> None:
    assert str(shipped.factor(factor).value) == value
    assert shipped.factor(factor).certainty == certainty


@pytest.mark.parametrize(
    ("energy", "tce"),
    [
        ("bituminous", "0.7143"), ("washed_coal", "0.9"), ("coke", "0.9714"), ("coke_oven_gas", "5.714"),
        ("blast_furnace_gas", "1.286"), ("gasoline", "1.4714"), ("diesel", "1.4571"), ("fuel_oil", "1.4286"),
        ("lpg", "1.7143"), ("natural_gas", "13.3"), ("lng", "1.7572"), ("electricity", "1.229"), ("heat", "0.03412"),
        ("hydrogen", "3.329"), ("biogas", "7.143"),
    ],
)  # fmt: skip
def test_standard_coal_coefficients_are_per_unit_of_the_energy_table(shipped: Rules, energy: str, tce: str) -> None:
    assert shipped.energy_type(energy).calorific_tce_per_unit == D(tce)


def test_a_coefficient_that_was_not_found_is_blank_and_says_so(shipped: Rules) -> None:
    for energy in shipped.energy_types.values():
        assert (energy.calorific_tce_per_unit is None) == (energy.certainty is Certainty.UNKNOWN), energy.id
    for product in shipped.process_factors.values():
        assert (product.tco2_per_unit is None) == (product.certainty is Certainty.UNKNOWN), product.id


def test_only_electricity_has_an_equivalent_value_by_year(shipped: Rules) -> None:
    assert [each.id for each in shipped.energy_types.values() if each.equivalent == "by_year"] == ["electricity"]


def test_every_fossil_kind_of_the_910_method_is_an_energy_type(shipped: Rules) -> None:
    names = {each.name for each in shipped.energy_types.values() if each.nature == "fossil"}
    assert names >= {
        "无烟煤", "炼焦烟煤", "一般烟煤", "褐煤", "洗精煤", "其他洗煤", "煤制品", "煤矸石", "焦炭", "焦炉煤气", "高炉煤气",
        "转炉煤气", "其他煤气", "其他焦化产品", "原油", "汽油", "煤油", "柴油", "燃料油", "石脑油", "润滑油", "石蜡", "溶剂油",
        "石油沥青", "石油焦", "液化石油气", "炼厂干气", "其他石油制品", "天然气", "液化天然气",
    }  # fmt: skip


def test_every_product_of_the_910_method_has_a_row(shipped: Rules) -> None:
    names = {each.name for each in shipped.process_factors.values()}
    assert names >= {"水泥熟料", "石灰", "合成氨", "甲醇", "原铝", "粗钢", "铁合金", "工业硅", "电石"}


def test_the_fuel_sets_have_27_and_7_fuels(shipped: Rules) -> None:
    assert {key: len(fuels.rows) for key, fuels in shipped.fuel_sets.items()} == {
        "guide_24_sectors": 27,
        "newer_defaults": 7,
    }
    assert shipped.fuel_set("guide_24_sectors").factor("natural_gas").tco2_per_unit == D("21.6219")
    assert shipped.fuel_set("newer_defaults").factor("natural_gas").tco2_per_unit == D("21.6502")
    assert shipped.fuel_set("newer_defaults").factor("coke") is None


def test_the_default_of_a_convention_is_its_first_alternative(shipped: Rules) -> None:
    for convention in shipped.conventions.values():
        assert convention.default == convention.alternatives[0].id


def test_the_alternatives_of_the_fuel_factors_are_the_installed_sets(shipped: Rules) -> None:
    convention = shipped.convention("fuel_factor_set")
    assert [each.id for each in convention.alternatives] == ["guide_24_sectors", "newer_defaults"]


def test_bound_names_follow_the_choices_of_the_project(shipped: Rules) -> None:
    default = shipped.bindings({})
    assert set(default) == set(shipped.bound_names)
    assert default["ordinary_power_factor"] == "power_fossil_910"
    assert default["industrial_ordinary_power_factor"] == "ordinary_power_factor"
    assert default["energy_equivalent_tce"] == "energy_equivalent_without_feedstock_tce"
    assert default["renewable_share"] == "renewable_electricity_share"
    chosen = shipped.bindings({"industrial_power_factor": "power_jiangsu_2023", "feedstock": "with_feedstock"})
    assert chosen["industrial_ordinary_power_factor"] == "power_jiangsu_2023"
    assert chosen["industrial_energy_calorific_tce"] == "industrial_energy_calorific_with_feedstock_tce"
    assert chosen["ordinary_power_factor"] == "power_fossil_910"


def test_a_choice_that_does_not_exist_is_refused_with_those_that_do(shipped: Rules) -> None:
    with pytest.raises(rules.RulesError, match="口径“可再生能源消费占比的计量”没有选项“both”，可选 electricity、energy。"):
        shipped.bindings({"renewable_view": "both"})
    with pytest.raises(rules.RulesError, match="没有编号为“taste”的口径"):
        shipped.bindings({"taste": "sweet"})


def test_a_look_up_that_fails_says_what_there_is(shipped: Rules) -> None:
    with pytest.raises(rules.RulesError, match="没有编号为“wuxi-2030”的评价体系，可用的有 .*wuxi-2025"):
        shipped.scheme("wuxi-2030")


def test_a_measure_or_target_that_cannot_be_evaluated_is_named_with_its_line(shipped: Rules) -> None:
    targets = {t for c in shipped.conventions.values() for a in c.alternatives for t in a.targets.values()}
    measures = {shipped.measure(row, h) for s in shipped.schemes.values() for row in s.rows for h in rules.Horizon}
    known = targets | measures | {each.measure for each in shipped.indicators.values()}
    shipped.check_names(known)
    with pytest.raises(rules.RulesError, match=r"wuxi-2025.toml 第 \d+ 行：没有名为“demand_response_load_share”的"):
        shipped.check_names(known - {"demand_response_load_share"})
    with pytest.raises(rules.RulesError, match=r"conventions.toml 第 \d+ 行：没有名为“green_rnd_per_revenue”的"):
        shipped.check_names(known - {"green_rnd_per_revenue"})


def test_kinds_of_indicator_agree_with_their_units(shipped: Rules) -> None:
    for indicator in shipped.indicators.values():
        assert (indicator.unit == "%") == (indicator.kind is IndicatorKind.SHARE), indicator.id


def test_certainty_is_shown_in_chinese() -> None:
    assert [each.label for each in Certainty] == [
        "官方文本", "二手引用", "由名称直接得出", "通行取值（未核对原文）", "假定", "未找到",
    ]  # fmt: skip


def test_loading_is_quick_enough_for_the_start_of_the_program() -> None:
    def seconds() -> float:
        start = time.process_time()
        rules.load()
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.1  # about 0.02 s on a quiet machine


def test_an_incomplete_installation_is_refused(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr("zcpark_desktop.rules.loading.resources", lambda: tmp_path)
    with pytest.raises(rules.RulesError, match="程序文件不完整：缺少规则文件 references.toml，请重新安装。"):
        rules.load()
