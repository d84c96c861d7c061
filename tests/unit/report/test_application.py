"""申报书: what stands in it, what must not, and that nothing in it is empty or made up."""

from __future__ import annotations

from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given

from tests.strategies import projects
from tests.unit.report.parks import (
    SAMPLES,
    document,
    document_of,
    evaluation,
    power_only,
    rows,
    sample,
    small,
    table,
    text_of,
    titles,
    under,
    words,
)
from zcpark_desktop.evaluate import HorizonName
from zcpark_desktop.project import Project, with_value
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.phrases import tells

PENDING = "附件　待补充内容"


def exempted(project: Project, scheme: str, indicator: str) -> Project:
    """The project with one more exemption, proved by a paper of its own."""
    data = project.model_dump(mode="json")
    data["evidence"] += [{"id": "paper", "number": "9-99", "title": "说明"}]
    data["exemptions"] += [{"scheme": scheme, "indicator": indicator, "reason": "园区没有该类设施。", "evidence": ["paper"]}]
    return Project.model_validate(data)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_heading_is_followed_by_content(name: str) -> None:
    blocks = [block for block in document("application", name).walk() if not isinstance(block, b.Landscape)]
    assert isinstance(blocks[-1], b.Table | b.Paragraph | b.SignaturePage)
    for block, after in pairwise(blocks):
        if isinstance(block, b.Heading):
            deeper = isinstance(after, b.Heading) and after.level > block.level
            assert deeper or not isinstance(after, b.Heading | b.PageBreak), block.text


@pytest.mark.parametrize("name", SAMPLES)
def test_no_table_is_without_rows_and_no_text_is_blank(name: str) -> None:
    for block in document("application", name).walk():
        if isinstance(block, b.Table):
            assert block.rows, block.caption
        if isinstance(block, b.Paragraph):
            assert "".join(words(block)).strip()


def test_the_six_chapters_of_the_national_outline_stand_in_order() -> None:
    chapters = [block.text for block in document().walk()
                if isinstance(block, b.Heading) and block.level == 1 and block.numbered]
    assert chapters == ["建设基础", "可行性分析", "建设目标", "重点任务", "经济性分析", "保障措施"]


# --------------------------------------------------------------------------- indicators


def test_exempt_rows_stand_in_no_table_or_figure_and_are_not_asked_for() -> None:
    made = document_of(exempted(sample(), "wuxi-2025", "water_reuse_share"))
    names = {row.row.name for scheme in evaluation().schemes.values() for row in scheme.rows
             if row.exemption is not None}
    names.add("工业用水重复利用率")
    assert len(names) >= 3
    shown = {text for block in made.walk() if isinstance(block, b.Table | b.Figure) for text in words(block)}
    assert not names & shown


def test_an_exemption_without_evidence_leaves_the_row_where_it_is() -> None:
    data = sample().model_dump(mode="json")
    data["exemptions"] = [{"scheme": "wuxi-2025", "indicator": "water_reuse_share", "reason": "没有条件。", "evidence": []}]
    assert "工业用水重复利用率" in text_of(document_of(Project.model_validate(data)))


def test_exempt_rows_are_counted_and_not_named() -> None:
    found = next(text for block in under(document(), "目标可达性分析") for text in words(block) if "免列说明" in text)
    assert found.startswith("另有2项指标因客观条件不具备")


def test_what_is_exempt_for_the_nation_only_stays_in_the_citys_table() -> None:
    made = document_of(exempted(sample(), "national-2025", "water_reuse_share"))
    assert rows(table(made, "无锡市重要参考指标现状与要求"))["14"][0] == "工业用水重复利用率"
    assert "6" not in rows(table(made, "国家引导指标现状与要求"))


def test_row_19_shows_both_of_its_readings() -> None:
    energy = evaluation().number("renewable_energy_share")
    assert energy is not None
    note = table(document(), "无锡市重要参考指标现状与要求").note
    assert f"第19项另按“可再生能源 ÷ 能源消费量”计算为{energy * 100:.2f}%。" in note


def test_unclaimed_incentive_rows_stand_in_no_table_of_the_city() -> None:
    scheme = evaluation().schemes["wuxi-2025"]
    unclaimed = [row.row for row in scheme.rows if row.row.row_class.value == "incentive" and row.claim is None]
    claimed = [row.row for row in scheme.rows if row.claim is not None]
    assert len(unclaimed) == 7 and len(claimed) == 3
    for caption in ("无锡市激励性指标现状与要求", "无锡市激励性指标建设目标"):
        assert list(rows(table(document(), caption))) == [str(row.number) for row in claimed]


def test_a_row_shows_value_limits_gap_and_verdict() -> None:
    row = evaluation().schemes["wuxi-2025"].row_of("nonfossil_energy_share")
    assert row is not None and row.current.value is not None
    value = f"{row.current.value:.2f}"  # in per cent; the limit is 20
    shown = rows(table(document(), "无锡市约束性指标现状与要求"))["5"]
    assert shown == ["非化石能源消费占比", "%", f"{value}%", "≥20%", "≥80%", f"还差{D(20) - D(value)}个百分点", "✗ 未达标"]


def test_goals_show_the_targets_of_each_year() -> None:
    targets = {t.year: t.value for t in sample().targets if t.indicator == "nonfossil_energy_share"}
    goals = table(document(), "无锡市约束性指标建设目标")
    at = {column.title[:5]: i - 1 for i, column in enumerate(goals.columns)}
    assert {year: rows(goals)["5"][at[f"{year}年"]] for year in targets} == {y: f"{v}%" for y, v in targets.items()}


def test_certainty_below_official_is_told_under_the_table() -> None:
    note = table(document(), "无锡市约束性指标现状与要求").note
    assert "第3项采用通行算法；第4、5项文件未作规定，按所选口径计算" in note


def test_the_comparison_with_province_and_nation_is_attached() -> None:
    assert [title for title in titles(document()) if title.endswith("对照")] == [
        "附件1　江苏省（近）零碳产业园区建设指标对照", "附件2　国家级零碳园区建设指标体系（试行）对照"]
    assert "（指标表转引自公开资料）" in text_of(document())


def test_the_title_and_the_conditions_follow_the_level_applied_for() -> None:
    nation = document_of(with_value(sample(), "basics/level_applied", "nation"))
    assert document().title == "无锡市零碳园区申报书" and nation.title == "国家级零碳园区申报书"
    assert {row for row in rows(table(document(), "申报条件对照"))} == {"无锡市"}
    found = [text for block in under(nation, "申报条件符合情况") for text in words(block)]
    assert "年综合能源消费量（等价值）不低于200,000吨标准煤" in found
    assert "国家核心指标" in titles(nation) and "国家核心指标" not in titles(document())
    assert rows(table(nation, "国家核心指标建设目标"))["1"][0] == "单位能耗碳排放"
    assert [title for title in titles(nation) if title.endswith("对照")] == ["附件1　江苏省（近）零碳产业园区建设指标对照"]


def test_who_is_not_in_the_citys_list_is_told_that_higher_levels_are_closed() -> None:
    project = with_value(with_value(sample(), "basics/level_applied", "province"), "basics/in_city_list", False)
    assert "原则上不得申报省级、国家级" in text_of(document_of(project))
    assert "原则上不得申报省级、国家级" not in text_of(document_of(with_value(project, "basics/level_applied", "city")))


# --------------------------------------------------------------------------- missing data


def test_a_complete_park_has_no_list_of_what_is_lacking() -> None:
    assert not [title for title in titles(document()) if title.endswith("待补充内容")]


def test_what_a_nearly_empty_park_lacks_stands_in_one_list_at_the_end() -> None:
    made = document("application", "nearly_empty")
    assert titles(made)[-1] == PENDING and titles(made).count(PENDING) == 1
    listed = "\n".join(text for block in under(made, PENDING) for text in words(block))
    for what in ("企业清单", "重点项目清单", "四至边界：西至", "地区生产总值", "“保障措施”的文字说明", "无锡市指标第2—21项的2030年规划值"):
        assert what in listed, what


def test_chapters_without_data_are_left_out() -> None:
    made = titles(document("application", "nearly_empty"))
    assert not {"碳排放情况", "可行性分析", "重点任务", "经济性分析", "保障措施"} & set(made)


def test_a_missing_project_field_is_named_with_an_example() -> None:
    project = with_value(sample(), f"key_projects/{sample().key_projects[3].key}/schedule", "")
    listed = "\n".join(text for block in under(document_of(project), "附件4　待补充内容") for text in words(block))
    assert f"1个重点项目的实施计划（如“{sample().key_projects[3].name}”）" in listed


def test_an_example_without_a_name_is_told_by_its_row() -> None:
    data = sample().model_dump(mode="json")
    data["key_projects"][3] |= {"name": "", "schedule": ""}
    made = document_of(Project.model_validate(data))
    listed = "\n".join(text for block in under(made, "附件4　待补充内容") for text in words(block))
    assert "1个重点项目的项目名称（如第4行）；1个重点项目的实施计划（如第4行）" in listed


def test_what_staff_wrote_stands_first_in_its_section() -> None:
    row = next(each for each in sample().narratives if each.section == "application.1.4")
    first = under(document(), "碳排放情况")[0]
    written = row.body.splitlines()[0].strip()
    for chip, value in {"{排放.2025}": "813,156.73吨", "{排放.2025.较2022}": "比2022年下降11.34%",
                        "{指标.2.现状}": "1.941吨/吨标准煤"}.items():
        assert chip in written
        written = written.replace(chip, value)
    assert list(words(first)) == [written]


# --------------------------------------------------------------------------- numbers worked out by hand


def test_energy_and_carbon_sentences_tell_totals_and_changes() -> None:
    made = text_of(document_of(small(y2024=power_only(1000), y2025=power_only(1100))))
    # 1,100 x 3.024 tce (0.3024 kgce/kWh) and 1,100 x 1.229 tce; 1,100 x 10 MWh x 0.8325 tCO2; 9157.5/3326.4
    assert "园区综合能源消费量（等价值）为3,326.40吨标准煤，比2024年增长10.00%" in made
    assert "综合能源消费量（当量值）为1,351.90吨标准煤，比2024年增长10.00%" in made
    assert "二氧化碳排放量为9,157.50吨，比2024年增长10.00%；单位能耗碳排放为2.753吨/吨标准煤，与2024年持平" in made
    assert "2025年排放构成：净受入电力9,157.50吨（100.00%）。" in made
    assert "电力等价值折标系数取3.0240吨标准煤/万千瓦时。" in made


def test_sources_of_factors_stand_in_footnotes() -> None:
    made = document_of(small(y2024=power_only(1000), y2025=power_only(1100)))
    notes = [run.text for block in made.walk() if isinstance(block, b.Paragraph) and not isinstance(block.content, str)
             for run in block.content if isinstance(run, b.Note)]
    assert notes == ["中国电力企业联合会 2025 年度报告（所引 2024 年全国供电标准煤耗）（二手引用）。",
                     "发改环资〔2025〕910号 附件4 零碳园区碳排放核算方法（试行）。", "24 个行业核算指南缺省值（二手引用）。"]


def test_a_number_that_staff_tell_is_not_told_again() -> None:
    project = small(y2024=power_only(1000), y2025=power_only(1100))
    texts = [{"id": "1", "section": "application.1.3", "body": "2025年综合能源消费量（等价值）为{能耗.2025.等价值}。"},
             {"id": "2", "section": "application.1.4", "body": "排放约0.9万吨，单位能耗碳排放为{单位能耗碳排放.2025}。"}]
    made = document_of(Project.model_validate({**project.model_dump(), "narratives": texts}))
    energy, carbon = ("".join(text for block in under(made, title) for text in words(block))
                      for title in ("能源供应及消费情况", "碳排放情况"))
    assert energy.count("3,326.40吨标准煤") == 1
    assert "2025年，园区综合能源消费量（当量值）为1,351.90吨标准煤" in energy
    # 9,157.50 t is told in other digits, which may be out of date: it is told anew.
    assert "2025年园区二氧化碳排放量为9,157.50吨，比2024年增长10.00%。" in carbon and carbon.count("2.753吨/吨标准煤") == 1


def test_only_the_whole_number_with_its_unit_counts_as_told() -> None:
    assert tells("为1.89万吨。", "1.89万吨") and tells("1.89万吨", "1.89万吨")
    assert not tells("为41.89万吨", "1.89万吨") and not tells("为2,001.89万吨", "001.89万吨") and not tells("1.89吨", "1.89万吨")


def test_years_without_any_value_have_no_column_but_in_the_form_of_basic_data() -> None:
    made = document_of(small(y2025=power_only(1100)))
    assert [column.title for column in table(made, "外购能源量").columns] == ["品种", "单位", "2025年"]
    form = small(y2025={**power_only(1100), "economy": {"gdp_10k_yuan": 5}})
    titles = [column.title for column in table(document_of(form), "近三年及基准年经济、能源和碳排放数据").columns]
    assert titles == ["项目", "单位", "2022年", "2023年", "2024年", "2025年"]


def test_a_missing_year_is_a_dash_and_not_a_zero() -> None:
    made = document_of(small(y2024=power_only(1000), y2025=power_only(1100)))
    assert rows(table(made, "二氧化碳排放量"))["二氧化碳排放总量"] == ["吨二氧化碳", "8,325.00", "9,157.50"]


def test_a_balance_without_rows_is_missing_even_where_its_blanks_are_said_to_be_zero() -> None:
    coal = {**power_only(1100), "energy": [{"energy": "coke", "purchased": 5}]}
    made = document_of(small(y2024={**power_only(1000), "energy": []}, y2025=coal))
    assert rows(table(made, "外购能源量"))["焦炭"] == ["吨", "—", "5"]


def test_own_power_whose_certificates_were_sold_is_not_told_as_green() -> None:
    year = power_only(1100)
    year["electricity"] = {**year["electricity"], "grid_10k_kwh": 1000, "own_pv_used_10k_kwh": 100,
                           "own_certificates_sold_10k_kwh": 100}
    assert "2025年，园区用电量1,100万千瓦时，没有使用非化石电力。" in text_of(document_of(small(y2025=year)))


def test_supply_is_split_into_bought_and_own() -> None:
    year = power_only(1100)
    year["electricity"] = {**year["electricity"], "grid_10k_kwh": 1000, "own_pv_used_10k_kwh": 100}
    made = document_of(small(y2025=year))
    assert rows(table(made, "外购能源量"))["电力"] == ["万千瓦时", "1,000"]
    assert rows(table(made, "自供能源量"))["电力"] == ["万千瓦时", "100"]


def test_the_trend_takes_plan_years_from_their_own_figures_and_projects_the_others() -> None:
    saving = {"name": "甲", "end_year": 2026, "savings_tce": 100, "reduction_tco2": 1000}
    project = small(y2025=power_only(1100), y2028=power_only(900)).model_dump(mode="json") | {"key_projects": [saving]}
    shown = rows(table(document_of(Project.model_validate(project)), "能源消费和碳排放趋势"))
    # 3,326.4 tce and 9,157.5 t in 2025, less 100 and 1,000 from 2027 on; 900 x 3.024 and 900 x 8.325 in 2028
    assert shown["2026年"] == ["3,326.40", "9,157.50", "2.753", "预测"]
    assert shown["2027年"] == ["3,226.40", "8,157.50", "2.528", "预测"]
    assert shown["2028年"] == ["2,721.60", "7,492.50", "2.753", "规划"]


def test_projects_are_summed_by_direction() -> None:
    project = Project.model_validate({"key_projects": [
        {"name": "甲", "direction": "supply", "investment_10k_yuan": 300, "income_10k_yuan": 70,
         "running_cost_10k_yuan": 10, "lifetime_years": 10},
        {"name": "乙", "direction": "supply", "investment_10k_yuan": 100, "income_10k_yuan": 30,
         "running_cost_10k_yuan": 10, "lifetime_years": 10},
        {"name": "丙", "direction": "recycling", "investment_10k_yuan": 100}]})
    made = document_of(project)
    # of 500: 400 is 80 %; payback of 甲 and 乙 together (400 by 80 a year) is 5 years
    shown = rows(table(made, "投资、收益和成本构成"))
    assert shown["能源供给零碳化"] == ["2", "400", "80.00%", "100", "100.00%", "20"]
    assert shown["资源利用循环化"] == ["1", "100", "20.00%", "—", "—", "—"]
    assert "投资、收益、运维成本和运营年限齐全的2个重点项目总投资400万元，年净收益80万元，静态投资回收期5.00年" in text_of(made)


def test_sums_over_projects_that_not_all_state_say_so() -> None:
    project = Project.model_validate({"key_projects": [{"name": "甲", "direction": "supply", "investment_10k_yuan": 300},
                                                       {"name": "乙", "direction": "supply"}]})
    assert "安排重点项目2个，总投资300万元（1个项目合计）：" in text_of(document_of(project))


# --------------------------------------------------------------------------- whatever is entered


@given(projects())
def test_every_project_that_can_be_entered_makes_an_application(project: Project) -> None:
    made = document_of(project)
    assert made.title.endswith("申报书")
    assert {block.text for block in made.walk() if isinstance(block, b.Heading)}


def test_horizons_are_shown_in_their_own_years() -> None:
    row = evaluation().schemes["wuxi-2025"].rows[1]
    assert [row.horizons[name].year for name in HorizonName] == [2025, 2027, 2030]
    heads = [column.title for column in table(document(), "无锡市激励性指标建设目标").columns]
    assert heads[3:6] == ["2025年", "2027年（近期）", "2030年（远期）"]
