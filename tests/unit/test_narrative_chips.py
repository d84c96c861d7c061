"""Live numbers in a text: what each kind says, in words that fit a sentence."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from zcpark_desktop import paths
from zcpark_desktop.evaluate import Evaluation, evaluate, load_rules
from zcpark_desktop.narrative import MISSING, chips, read_chip, resolve
from zcpark_desktop.narrative.indicator_chips import FIELDS
from zcpark_desktop.project import Project, new_project, with_values
from zcpark_desktop.rules import Rules

GDP = "years/{}/economy/gdp_10k_yuan"
REVENUE, GREEN = "years/2025/economy/revenue_10k_yuan", "years/2025/economy/green_rnd_10k_yuan"


@cache
def rules() -> Rules:
    return load_rules()


def evaluated(*edits: tuple[str, object], project: Project | None = None) -> Evaluation:
    return evaluate(with_values(project or new_project("试验", "p"), edits), rules())


def said(text: str, *edits: tuple[str, object]) -> str:
    return resolve(text, evaluated(*edits)).text


def target(value: str, year: int = 2027, indicator: str = "green_rnd_intensity") -> tuple[str, object]:
    return "targets", ({"indicator": indicator, "year": year, "value": value},)


# Row 21 is green R&D by revenue; its near-term limit is 3.5 %.
THREE_PERCENT = ((REVENUE, Decimal(100)), (GREEN, Decimal(3)))


@pytest.mark.parametrize(
    ("chip", "text"),
    [
        ("{指标.21.现状}", "3.00%"),
        ("{指标.21.近期限值}", "≥3.5%"),
        ("{指标.21.结论}", "未达标"),
        ("{指标.21.差距}", "还差0.50个百分点"),
        ("{指标.21.近期}", "4%"),
        ("{指标.21.近期结论}", "达标"),
        ("{指标.21.近期变化}", "由3.00%提高到4%"),
    ],
)
def test_a_row_says_value_limit_verdict_and_gap_as_the_tables_print_them(chip: str, text: str) -> None:
    assert said(chip, *THREE_PERCENT, target("4")) == text


@pytest.mark.parametrize(
    ("planned", "text"), [("4", "由3.00%提高到4%"), ("2", "由3.00%降至2%"), ("3", "保持3%"), ("0", "由3.00%降至0%")]
)
def test_the_way_to_a_target_is_said_rising_falling_and_equal(planned: str, text: str) -> None:
    assert said("{指标.21.近期变化}", *THREE_PERCENT, target(planned)) == text


def test_a_number_carries_its_unit() -> None:
    edits = (target("0.99", indicator="carbon_per_unit_energy"),)
    assert said("降至{指标.2.近期}（要求{指标.2.近期限值}）", *edits) == "降至0.99吨/吨标准煤（要求≤1吨/吨标准煤）"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("100", "103.2", "比2024年增长3.20%"),
        ("100", "95", "比2024年下降5.00%"),
        ("100", "100.0", "与2024年持平"),
        ("0", "5", "2024年为零"),
        ("5", "0", "比2024年下降100.00%"),
        ("0", "0", "与2024年持平"),
    ],
)
def test_a_quantity_against_an_earlier_year_is_said_rising_falling_equal_and_from_zero(
    old: str, new: str, text: str
) -> None:
    edits = ((GDP.format(2024), Decimal(old)), (GDP.format(2025), Decimal(new)))
    assert said("{生产总值.2025.较2024}", *edits) == text


def test_shares_move_by_percentage_points() -> None:
    electricity = {"energy": "electricity", "fuel_industry": "1000"}
    edits = []
    for year, direct in ((2024, "100"), (2025, "150")):
        edits += [
            (f"years/{year}/energy", (electricity,)),
            (f"years/{year}/energy_blanks_are_zero", True),
            (f"years/{year}/electricity/direct_green_10k_kwh", Decimal(direct)),
        ]
    assert said("{绿电直供.2025.占比}，{绿电直供.2025.占比.较2024}", *edits) == "15.00%，比2024年提高5.00个百分点"


def test_an_entered_number_keeps_its_own_digits() -> None:
    assert said("{生产总值.2025}", (GDP.format(2025), Decimal("1234.50"))) == "1,234.50万元"


def test_the_park_is_said_by_its_fields() -> None:
    edits = (("basics/name", "望荻园"), ("boundary/area_km2", Decimal("16.22")), ("basics/level_applied", "province"))
    assert (
        said("{园区.名称}面积{园区.申报面积}，申报{园区.申报级别}，以{年份.基准年}为基准年", *edits)
        == "望荻园面积16.22平方公里，申报省级，以2025年为基准年"
    )


def test_enterprises_and_projects_are_counted_and_summed() -> None:
    edits = (
        (
            "enterprises",
            ({"name": "甲", "above_scale": True, "industry_code": "3562"}, {"name": "乙", "above_scale": False}),
        ),
        (
            "key_projects",
            (
                {"name": "子", "direction": "supply", "investment_10k_yuan": "100"},
                {"name": "丑", "direction": "efficiency", "investment_10k_yuan": "20.5"},
            ),
        ),
    )
    assert (
        said("{企业.数量}、{企业.规上}；{项目.数量}、{项目.总投资}、{项目.能源供给零碳化.总投资}", *edits)
        == "2家、1家；2个、120.5万元、100万元"
    )


def test_a_sum_that_not_all_projects_state_is_missing_and_names_the_first_blank() -> None:
    rows = ({"id": "1", "name": "子", "investment_10k_yuan": "100"}, {"id": "2", "name": "丑"})
    chip = read_chip("项目.总投资", evaluated(("key_projects", rows)))
    assert chip is not None and chip.text is None
    assert [(gap.sentence, gap.address) for gap in chip.gaps] == [
        ("1个重点项目的总投资（如“丑”）", "key_projects/2/investment_10k_yuan")
    ]


def test_payback_and_rate_of_return_are_those_of_all_projects_together() -> None:
    row = {
        "name": "子",
        "investment_10k_yuan": "100",
        "income_10k_yuan": "30",
        "running_cost_10k_yuan": "10",
        "lifetime_years": 1,
    }
    # 100 now for 20 a year later: payback 100 / 20 = 5 years; 20 / 1.r = 100 at r = -80 %
    assert (
        said("{项目.年净收益}，{项目.静态投资回收期}，{项目.内部收益率}", ("key_projects", (row,)))
        == "20万元，5.00年，-80.00%"
    )


def test_a_missing_value_is_marked_in_the_text_and_says_what_is_lacking() -> None:
    resolved = resolve("产值{生产总值.2025}。", evaluated())
    assert resolved.text == f"产值{MISSING.format('2025年地区生产总值')}。"
    assert [gap.address for chip in resolved.missing for gap in chip.gaps] == [GDP.format(2025)]


def test_zero_is_a_value() -> None:
    assert said("{生产总值.2025}", (GDP.format(2025), Decimal(0))) == "0万元"


@pytest.mark.parametrize(
    "typed",
    [
        "{指标.99.现状}",
        "{指标.2.将来}",
        "{指标.2}",
        "{能耗.2025}",
        "{能耗.2050.等价值}",
        "{能耗.2025.等价值.较2025}",
        "{较2022}",
        "{园区.国名}",
        "{无.此}",
        "{生产总值}",
        "{生产总值.二〇二五}",
    ],
)
def test_names_of_no_chip_stand_as_they_were_typed(typed: str) -> None:
    resolved = resolve(f"前{typed}后", evaluated())
    assert resolved.text == f"前{typed}后"
    assert resolved.unknown == (typed,)
    assert resolved.chips == ()


@pytest.mark.parametrize("typed", ["{生产总值.2025}", "｛生产总值．２０２５｝", "{ 生产总值 . 2025 }"])
def test_full_width_braces_and_digits_mean_the_same(typed: str) -> None:
    assert said(typed, (GDP.format(2025), Decimal(7))) == "7万元"


def test_a_row_that_is_exempt_or_not_claimed_is_known_as_left_out_and_not_offered() -> None:
    evaluation = evaluated()
    chip = read_chip("指标.22.近期限值", evaluation)  # an incentive that nobody claimed
    assert chip is not None and chip.left_out
    assert not any(each.name.startswith("指标.22.") for each in chips(evaluation))


def test_every_chip_that_is_offered_can_be_read_and_has_a_title() -> None:
    offered = list(chips(evaluated()))
    assert len(offered) > 300
    assert all(chip.title and read_chip(chip.name, evaluated()) for chip in offered[::25])
    assert len({chip.name for chip in offered}) == len(offered)


def test_a_chip_of_the_province_and_the_nation_reads_their_rows() -> None:
    evaluation = evaluated()
    for level, head in (("province", "省指标"), ("nation", "国指标")):
        scheme = next(each for each in evaluation.schemes.values() if each.scheme.level == level)
        chip = read_chip(f"{head}.1.近期限值", evaluation)
        assert chip is not None and scheme.rows[0].row.name in chip.title


def test_the_manual_shows_names_that_there_are() -> None:
    page = (paths.resources() / "manual" / "narrative.md").read_text(encoding="utf-8")
    shown = re.findall(r"\{[^}]+\}", page)
    assert len(shown) >= 10
    assert [name for name in shown if resolve(name, evaluated()).unknown] == []
    assert [field for field in FIELDS if field not in page] == []
