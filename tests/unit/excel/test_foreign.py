"""Lists that others made: their titles, their units, their rows of totals, and what is guessed of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.excel.cells import SheetCells
from zcpark_desktop.excel.foreign import ColumnMapping, guess, target_lists, targets
from zcpark_desktop.excel.matching import mappings_from_json, mappings_to_json, with_mapping
from zcpark_desktop.excel.titles import known_titles
from zcpark_desktop.forms.units import factor, is_unit, split_title

from .conftest import CODE, sentences

OUTPUT = "enterprises/a/annual/2025/output_10k_yuan"


def values(found):
    return {change.address: change.new for change in found.changes}


@pytest.mark.parametrize(("title", "cell", "value"), [
    ("产值（万元）", 12, "12"),
    ("产值（亿元）", 1.2, "12000.0"),
    ("产值(元)", 123456, "12.3456"),
    ("产值\n（千元）", 5, "0.5"),
    ("产值/亿元", "0.5", "5000.0"),
    ("产值", 12, "12"),
])
def test_a_number_comes_in_in_the_fields_own_unit(listed, taken, title, cell, value):
    found = taken(listed([["年份", "企业名称", title], [2025, "无锡甲机械有限公司", cell]]))
    assert values(found) == {OUTPUT: Decimal(value)}


def test_the_proposal_says_what_was_converted(listed, taken):
    found = taken(listed([["年份", "企业名称", "产值（亿元）"], [2025, "无锡甲机械有限公司", 1.2]]))
    assert "列“产值（亿元）”按1亿元=10000万元换算" in sentences(found.notes)
    assert "500 → 12,000万元，原表为1.2亿元（“清单.xlsx”“Sheet1”C2）" in sentences(found.changes)


def test_a_unit_that_does_not_lead_to_the_fields_is_not_read(listed, taken):
    found = taken(listed([["年份", "企业名称", "产值（万美元）", "用电量（吨）"], [2025, "无锡甲机械有限公司", 1, 2]]))
    assert found.changes == () and "“吨”不能换算为“万千瓦时”，该列未读取" in sentences(found.notes)


@pytest.mark.parametrize(("written", "wanted", "times"), [
    ("亿元", "万元", "10000"), ("元", "万元", "0.0001"), ("吨标煤", "吨标准煤", "1"), ("万tce", "吨标准煤", "10000"),
    ("万吨", "吨标准煤", "10000"), ("kWh", "万千瓦时", "0.0001"), ("度", "万千瓦时", "0.0001"), ("MWh", "万千瓦时", "0.1"),
    ("万吨CO2", "吨二氧化碳", "10000"), ("公顷", "平方米", "10000"), ("百万千焦", "吉焦", "1"), ("单位：万元", "万元", "1"),
])
def test_units_lead_to_units_by_powers_of_ten(written, wanted, times):
    assert factor(written, wanted) == Decimal(times)


@pytest.mark.parametrize(("written", "wanted"), [("元", "吨"), ("亩", "平方米"), ("吨标煤", "吨二氧化碳"), ("美元", "万元")])
def test_what_measures_something_else_leads_nowhere(written, wanted):
    assert factor(written, wanted) is None


@pytest.mark.parametrize(("title", "parts"), [
    ("综合能耗（等价值）（万吨标准煤）", ("综合能耗(等价值)", "万吨标准煤")),
    ("综合能耗（等价值，tce）", ("综合能耗(等价值)", "tce")),
    ("用电量 / 万kWh", ("用电量", "万kWh")), ("企业 名称（全称）", ("企业名称", "")),
    ("统一社会信用代码（18位）（必填）", ("统一社会信用代码", "")), ("用电量（含外购）", ("用电量(含外购)", "")),
])
def test_a_title_is_told_from_its_unit(title, parts):
    assert split_title(title) == parts


def test_titles_over_two_rows_a_row_of_units_and_totals(listed, taken):
    found = taken(listed([
        ["2025年企业用能情况表"],
        ["序号", "基本情况", None, "能耗情况", None],
        [None, "单位名称", "年度", "用电量", "综合能耗（等价值）"],
        [None, None, None, "kWh", "tce"],
        [1, "无锡甲机械有限公司", 2025, 880000, 12.5],
        ["合计", None, None, 880000, 12.5],
    ]))
    assert values(found) == {"enterprises/a/annual/2025/electricity_10k_kwh": Decimal("88.0000"),
                             "enterprises/a/annual/2025/energy_equivalent_tce": Decimal("12.5")}
    assert "第6行是合计，未读取" in sentences(found.notes) and found.refused == ()


def test_a_company_that_is_called_after_a_total_is_no_total(listed, taken):
    found = taken(listed([["企业名称", "行业名称"], ["合计量仪有限公司", "仪表"]]))
    assert [change.new for change in found.changes] == ["合计量仪有限公司", "仪表"] or len(found.changes) == 1


def sheet(*rows):
    return SheetCells("Sheet1", [list(row) for row in rows])


def test_a_guess_gives_columns_with_samples_and_reasons():
    found = guess(sheet(["园区企业2024年度清单"], ["厂家", "登记号", "全年用电（万kWh）", "门类", "产值合计（亿元）"],
                        ["无锡甲机械有限公司", CODE, 3.5, "制造业", 1.5], ["乙", CODE, 4, "制造业", 2]))
    by_title = {column.title: column for column in found.columns}
    assert found.address == "enterprises" and found.first_row == 2
    assert by_title["登记号"].path == "credit_code" and "18位" in by_title["登记号"].reason
    assert by_title["登记号"].samples == (CODE, CODE)
    assert by_title["全年用电（万kWh）"].path == "annual/{year}/electricity_10k_kwh"
    assert "相近" in by_title["全年用电（万kWh）"].reason
    assert by_title["全年用电（万kWh）"].unit == "万kWh"
    assert by_title["厂家"].path == ""


def test_a_guess_of_the_year_needs_one_year_alone():
    one = guess(sheet(["2024年企业情况"], ["企业名称", "用电量"], ["甲", 3]))
    assert one.year == 2024
    two = guess(sheet(["2023年至2024年企业情况"], ["企业名称", "用电量"], ["甲", 3]))
    assert two.year is None


def test_a_settled_guess_is_read_and_remembered_by_its_titles(listed, taken):
    path = listed([["2025年"], ["厂家", "用电（度）"], ["无锡甲机械有限公司", 12345]])
    assert "看不出是哪张表" in sentences(taken(path).refused)
    settled = ColumnMapping("enterprises", {"厂家": "name", "用电（度）": "annual/{year}/electricity_10k_kwh"}, 2025)
    (kept,) = mappings_from_json(mappings_to_json([settled]))
    assert values(taken(path, mappings=[kept])) == {"enterprises/a/annual/2025/electricity_10k_kwh": Decimal("1.2345")}
    other = ColumnMapping("enterprises", {"用电(度)": "name", "厂 家": "name"})
    assert with_mapping([settled], other) == (other,)


def test_a_unit_that_the_title_does_not_name_can_be_settled(listed, taken):
    path = listed([["单位", "金额"], ["无锡甲机械有限公司", 3]])
    settled = ColumnMapping("enterprises", {"单位": "name", "金额": "annual/{year}/output_10k_yuan"}, 2025, {"金额": "亿元"})
    assert values(taken(path, mappings=[settled])) == {OUTPUT: Decimal(30000)}


def test_every_list_and_field_can_be_chosen():
    lists = dict(target_lists())
    assert lists["enterprises"] == "企业清单" and "years/{year}/energy" in lists
    chosen = {target.path: target for target in targets("enterprises")}
    assert chosen["annual/{year}/output_10k_yuan"].unit == "万元" and chosen["#year"].title == "年份"
    for address, titles in known_titles().items():
        assert set(titles.values()) - {""} <= {target.path for target in targets(address)}


@given(st.lists(st.lists(st.none() | st.text(max_size=8) | st.floats(-10, 3000) | st.integers(1980, 2030), max_size=6),
                max_size=8))
def test_a_guess_never_fails(rows):
    found = guess(SheetCells("表", rows))
    assert found is None or found.mapping().address == found.address


def test_a_unit_is_a_whole_word():
    assert is_unit("万元") and is_unit(" 吨 标煤") and not is_unit("万元产值")


YEARS = {"enterprises/a/annual/2024/output_10k_yuan": Decimal(10),
         "enterprises/a/annual/2024/electricity_10k_kwh": Decimal(2),
         OUTPUT: Decimal(12), "enterprises/a/annual/2025/electricity_10k_kwh": Decimal(3)}


@pytest.mark.parametrize("heads", [
    [["序号", "企业名称", "2024年产值", "2024年用电量", "2025年产值（万元）", "2025年度用电量"]],
    [["序号", "企业名称", "2024年", None, "2025年", None], [None, None, "产值", "用电量", "产值", "用电量"]],
    [["序号", "企业名称", 2024, None, 2025, None], [None, None, "产值", "用电量", "产值", "用电量"]],
])
def test_years_side_by_side_are_told_by_their_titles(listed, taken, heads):
    found = taken(listed([*heads, [1, "无锡甲机械有限公司", 10, 2, 12, 3]]))
    assert values(found) == YEARS
    assert "企业清单 无锡甲机械有限公司 2024年 产值：10（" in sentences(found.changes)


def test_a_year_outside_the_project_is_not_read_and_named(listed, taken):
    found = taken(listed([["企业名称", "1999年产值", "2025年产值"], ["无锡甲机械有限公司", 10, 12]]))
    assert values(found) == {OUTPUT: Decimal(12)} and "1999年不在项目年份" in sentences(found.notes)


def test_yearly_figures_without_a_year_are_left_aside_and_named(listed, taken):
    found = taken(listed([["企业名称", "产值", "行业名称"], ["无锡甲机械有限公司", 10, "机械"]]))
    assert [change.new for change in found.changes] == ["机械"]
    assert "“产值”是分年度的数据，表中看不出年份，未读取" in sentences(found.notes)


# -- what stands around the data ---------------------------------------------------------------------------------------

ROW = ["无锡甲机械有限公司", 2025, 12.5, 30]
HEADS = ["企业名称", "年份", "产值", "用电量"]
POWER = "enterprises/a/annual/2025/electricity_10k_kwh"


@pytest.mark.parametrize(("corner", "output", "power"), [
    (["", "", "", "单位：亿元"], "125000.0", "30"),
    (["产值和用电量（单位：亿元、千瓦时）"], "125000.0", "0.0030"),
    (["计量单位:千元，万度"], "1.25", "30"),
    (["单位：元、亿元"], "12.5", "30"),  # which of them is not said
    (["填报单位：无锡望荻园区"], "12.5", "30"),
    (["单位：吨"], "12.5", "30"),
])
def test_a_unit_in_the_corner_counts_for_the_columns_that_it_can_measure(listed, taken, corner, output, power):
    found = taken(listed([["某表"], corner, HEADS, ROW]))
    assert values(found) == {OUTPUT: Decimal(output), POWER: Decimal(power)}


def test_a_columns_own_unit_goes_before_that_of_the_corner(listed, taken):
    found = taken(listed([["单位：亿元"], ["企业名称", "年份", "产值（千元）"], ["无锡甲机械有限公司", 2025, 5]]))
    assert values(found) == {OUTPUT: Decimal("0.5")}


def test_the_corner_counts_for_settled_lists_too_unless_the_user_says_otherwise(listed, taken):
    rows = [["单位：亿元"], ["甲方", "时间", "数"], ["无锡甲机械有限公司", 2025, 1.2]]
    columns = {"甲方": "name", "时间": "#year", "数": "annual/{year}/output_10k_yuan"}
    settled = ColumnMapping("enterprises", columns)
    said = ColumnMapping("enterprises", columns, None, {"数": "万元"})
    assert values(taken(listed(rows), mappings=(settled,))) == {OUTPUT: Decimal("12000.0")}
    assert values(taken(listed(rows), mappings=(said,))) == {OUTPUT: Decimal("1.2")}


def test_a_number_whose_unit_is_said_nowhere_is_told_of(listed, taken):
    told = sentences(taken(listed([["企业名称", "年份", "产值", "用电量（度）"], ROW])).notes)
    assert "列名中没有写明单位，“产值”按万元读取" in told and "“用电量" not in told.split("没有写明单位")[1]
    assert "没有写明单位" not in sentences(taken(listed([["单位：万元、度"], HEADS, ROW])).notes)


@pytest.mark.parametrize("first", ["全园区合计", "制造业小计", "合计（万元）", "合 计：", "平均", "填表人：张三", "审核：李四", "联系电话：0510",
                                   "注：以上为快报数", "备注1：不含分公司", "资料来源：统计局", "单位负责人："])
def test_sums_and_what_stands_beneath_a_table_bring_no_enterprise(listed, taken, first):
    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡甲机械有限公司", 12], [first, 99]]))
    assert set(values(found)) == {OUTPUT} and not found.added and not found.refused
    assert "第3行是" in sentences(found.notes)


@pytest.mark.parametrize("name", ["合计科技有限公司", "无锡注册代理有限公司", "总计与小计事务所", "备注文化传媒有限公司"])
def test_a_company_with_such_a_word_in_its_name_is_a_company(listed, taken, name):
    found = taken(listed([["企业名称", "2025年产值（万元）"], [name, 12]]))
    assert [row.key for row in found.added["enterprises"]]


def test_heads_that_are_repeated_on_each_page_are_left_aside(listed, taken):
    heads = ["序号", "企业名称", "2025年产值（万元）"]
    found = taken(listed([heads, [1, "无锡甲机械有限公司", 12], heads, [2, "无锡乙电子有限公司", 3]]))
    assert values(found) == {OUTPUT: Decimal(12), "enterprises/b/annual/2025/output_10k_yuan": Decimal(3)}
    assert "第3行是重复的表头" in sentences(found.notes)


@pytest.mark.parametrize("heads", [["企业名称", "2024年产值（万元）"], ["企业名称", "2025年产值（亿元）"], ["企业名称", "2025年用电量"]])
def test_a_second_table_below_the_first_is_not_read_under_the_firsts_heads(listed, taken, heads):
    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡甲机械有限公司", 12], [], heads,
                          ["无锡乙电子有限公司", 3, 4]]))
    assert values(found) == {OUTPUT: Decimal(12)}
    assert "第4行：从这一行起是另一张表" in sentences(found.refused)


def test_a_name_that_differs_in_space_or_brackets_only_is_no_change(listed, taken):
    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡　甲机械有限公司 ", 12]]))
    assert set(values(found)) == {OUTPUT}


def test_the_year_of_a_row_is_told_only_of_what_is_yearly(listed, taken):
    found = taken(listed([["企业名称", "年份", "统一社会信用代码", "产值（万元）"], ["无锡乙电子有限公司", 2025, CODE[:-1] + "0", 12]]))
    assert [change.place for change in found.changes] == [
        "企业清单 无锡乙电子有限公司 统一社会信用代码", "企业清单 无锡乙电子有限公司 2025年 产值"]


def test_a_smaller_table_above_is_told_of_when_it_is_not_read(listed, taken):
    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡甲机械有限公司", 12], [],
                          ["企业名称", "2025年产值（万元）", "2025年用电量（度）"], ["无锡乙电子有限公司", 3, 4]]))
    assert OUTPUT not in values(found) and "第1行至第3行在表头之上，未读取" in sentences(found.notes)


# -- amounts of energy, of which each kind has its own unit ------------------------------------------------------------

GAS = "years/2025/energy/natural_gas/purchased"


@pytest.mark.parametrize(("above", "heads", "row"), [
    ([], ["能源品种", "计量单位", "年份", "购入量"], ["天然气", "立方米", 2025, 1250000]),
    ([], ["能源品种", "年份", "购入量（立方米）"], ["天然气", 2025, "1,250,000"]),
    ([["单位：吨、立方米"]], ["能源品种", "年份", "购入量"], ["天然气", 2025, 1250000]),
    ([], ["能源品种", "计量单位", "年份", "购入量"], ["天然气", "万立方米", 2025, 125]),
])
def test_amounts_of_energy_come_in_in_the_unit_of_their_kind(listed, taken, above, heads, row):
    found = taken(listed([*above, heads, row]))
    assert values(found) == {GAS: Decimal(125)} and found.changes[0].new_text == "125"
    if row[-1] != 125:
        assert "→ 125万立方米，原表为" in sentences(found.changes)


@pytest.mark.parametrize(("above", "unit"), [([], "吨"), ([], "千克标准煤"), ([["单位：吨"]], "")])
def test_an_amount_in_what_measures_something_else_is_refused_with_its_cell(listed, taken, above, unit):
    found = taken(listed([*above, ["能源品种", "计量单位", "年份", "购入量"], ["天然气", unit, 2025, 5]]))
    assert found.changes == () and "不能换算为该品种的单位“万立方米”" in sentences(found.refused)
    assert f"D{len(above) + 2}：" in sentences(found.refused)


def test_amounts_whose_units_are_said_nowhere_are_told_of(listed, taken):
    found = taken(listed([["能源品种", "年份", "购入量"], ["天然气", 2025, 125]]))
    assert values(found) == {GAS: Decimal(125)} and "“购入量”按各品种自己的单位" in sentences(found.notes)


# -- years -------------------------------------------------------------------------------------------------------------

EARLIER = OUTPUT.replace("2025", "2024")


@pytest.mark.parametrize("years", [[2024, 2025], ["2024年", "2025年"], ["2024年度", "2025"]])
@pytest.mark.parametrize("merged", [False, True])
def test_years_that_stand_beneath_their_title_are_read(listed, taken, years, merged):
    def merge(sheet):
        if merged:
            for place in ("A1:A2", "B1:C1", "D1:E1"):
                sheet.merge_cells(place)

    found = taken(listed([["企业名称", "产值（亿元）", None, "用电量（万千瓦时）", None], [None, *years, *years],
                          ["无锡甲机械有限公司", 1, 2, 3, 4]], change=merge))
    assert values(found) == {EARLIER: 10000, OUTPUT: 20000, POWER.replace("2025", "2024"): 3, POWER: 4}
    assert not found.refused


@pytest.mark.parametrize(("title", "is_read"), [
    ("2025年园区企业产值情况表", True), ("园区企业产值情况表（2025年度）", True), ("２０２５年产值", True),
    ("2025年1-6月产值", False), ("2025年上半年产值", False), ("2025年第三季度产值", False), ("2025年6月产值", False),
    ("2023—2025年产值", False), ("2024年和2025年产值", False), ("填表日期：2025年1月5日", False), ("锡高管发〔2025〕12号", False),
    ("园区企业产值情况表", False),
])
def test_the_one_year_in_the_title_above_counts_and_the_proposal_says_so(listed, taken, title, is_read):
    found = taken(listed([[title], ["企业名称", "产值（万元）"], ["无锡甲机械有限公司", 12]]))
    assert values(found) == ({OUTPUT: Decimal(12)} if is_read else {})
    assert ("按表题中的2025年读取" in sentences(found.notes)) is is_read


def test_the_summary_asks_to_read_what_was_assumed(listed, taken):
    found = taken(listed([["企业名称", "2025年产值"], ["无锡甲机械有限公司", 12]]))
    assert found.summary().endswith("来源冲突0处；另有1条说明，请先查看。")
    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡甲机械有限公司", 12]]))
    assert found.summary().endswith("来源冲突0处。")
