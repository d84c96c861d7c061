"""Files come in: recognised by what they hold, shown before anything changes, and taken in one step."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from zcpark_desktop.excel.matching import ColumnMapping, mappings_from_json, mappings_to_json
from zcpark_desktop.excel.proposal import edits
from zcpark_desktop.excel.templates import (
    NoSuchOffice,
    enterprise_templates,
    layouts_of,
    office_template,
    park_template,
)
from zcpark_desktop.project import Project, value_at, with_values
from zcpark_desktop.rules import Rules

from .conftest import CODE, Collect, Listed, clock, sentences

NAMES = ("企业名称", "统一社会信用代码", "是否规上", "行业名称")


def cell_of(path: Path, sheet: str, line: str, column: str) -> tuple[openpyxl.Workbook, openpyxl.cell.Cell]:
    """The workbook, and its cell in the row and column with these keys."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == line)
    return book, page.cell(row, next(c for c in range(1, 60) if str(page.cell(1, c).value) == column))


def fill(path: Path, sheet: str, line: str, column: str, value: object) -> Path:
    book, cell = cell_of(path, sheet, line, column)
    cell.value = value
    book.save(path)
    return path


def test_a_template_sent_back_untouched_changes_nothing(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    files = [park_template(park, rules, tmp_path, clock), office_template(park, rules, tmp_path, "供电", clock),
             *enterprise_templates(park, rules, tmp_path, clock)]
    found = taken(*files)
    assert (found.changes, found.conflicts, found.refused) == ((), (), ())
    assert found.same > 20 and found.files == 4


def test_what_was_filled_in_is_shown_with_old_and_new_value_and_its_cell(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = fill(park_template(park, rules, tmp_path, clock), "屋顶光伏", "1", "usable_m2", 9000.5)
    found = taken(path)
    assert sentences(found.changed) == "屋顶光伏 一号厂房 可利用屋顶面积：8,000 → 9,000.5（“望荻园区_数据采集表.xlsx”“屋顶光伏”D7）"
    after = with_values(park, edits(found))
    assert value_at(after, "roofs/1/usable_m2") == Decimal("9000.5")


def test_the_same_file_twice_changes_nothing(park: Project, rules: Rules, listed: Listed, taken: Collect) -> None:
    path = listed([NAMES, ("无锡丙材料有限公司", "", "否", "化工"), ("无锡乙电子有限公司", "", "是", "电子")])
    first = taken(path)
    assert len(first.new) == 3 + 2
    after = with_values(park, edits(first))
    assert [row.name for row in after.enterprises] == ["无锡甲机械有限公司", "无锡乙电子有限公司", "无锡丙材料有限公司"]
    again = taken(path, into=after)
    assert (again.changes, again.conflicts, again.refused) == ((), (), ())


def test_an_enterprise_fills_in_its_own_workbook(park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = next(enterprise_templates(park, rules, tmp_path, clock))
    assert path.name == f"无锡甲机械有限公司_{CODE}.xlsx"
    fill(path, "企业信息", "footprint/value", "#value", "是")
    fill(path, "年度数据", "annual/{year}/electricity_10k_kwh", "2024", "1,200.5")
    renamed = path.rename(tmp_path / "回复.xlsx")
    found = taken(renamed)
    assert sentences(found.refused) == ""
    after = with_values(park, edits(found))
    assert value_at(after, "enterprises/a/footprint/value") is True
    assert value_at(after, "enterprises/a/annual/2024/electricity_10k_kwh") == Decimal("1200.5")


@pytest.mark.parametrize(("name", "code", "is_taken"), [
    ("无锡乙电子有限公司", "", False),  # another one of the list
    ("无锡丁纺织有限公司", "91320214MA00000000", False),  # one that nobody knows: neither name nor code is as before
    ("无锡甲智能机械有限公司", "", True),  # a new name
    ("", "91320214MA00000000", True),  # a code set right
])
def test_a_workbook_in_which_another_enterprise_wrote_is_not_read_as_its_own(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect, name: str, code: str, is_taken: bool) -> None:
    path = next(enterprise_templates(park, rules, tmp_path, clock))
    fill(path, "年度数据", "annual/{year}/electricity_10k_kwh", "2024", 7)
    for line, value in (("name", name), ("credit_code", code)):
        if value:
            fill(path, "企业信息", line, "#value", value)
    found = taken(path)
    assert any(change.new == 7 for change in found.changes) is is_taken
    if not is_taken:
        assert found.changes == () and f"这是“无锡甲机械有限公司”的收集表，填的却是“{name}”" in sentences(found.refused)


def test_a_short_name_may_be_completed_where_no_code_was_known(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = list(enterprise_templates(park, rules, tmp_path, clock))[1]
    fill(path, "企业信息", "name", "#value", "无锡乙电子科技有限公司")
    fill(path, "企业信息", "credit_code", "#value", "91320214MA00000000")
    assert len(taken(path).changes) == 2


def test_rows_that_were_sorted_without_their_hidden_keys_go_to_whom_they_name(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = book["企业清单"]
    keys = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    one, other = keys["a"], keys["b"]
    for column in range(2, page.max_column + 1):
        first, second = page.cell(one, column), page.cell(other, column)
        first.value, second.value = second.value, first.value
    column = next(c for c in range(2, page.max_column + 1) if page.cell(1, c).value == "industry")
    page.cell(one, column).value = "电子"
    book.save(path)
    found = taken(path)
    assert [(change.address, change.new) for change in found.changes] == [("enterprises/b/industry", "电子")]
    assert not found.refused


def test_codes_that_stood_in_each_others_place_can_be_put_right(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = park_template(park, rules, tmp_path, clock)
    fill(path, "企业清单", "b", "credit_code", CODE)
    assert [change.address for change in taken(path).changes] == ["enterprises/b/credit_code"]


@pytest.mark.parametrize("sheet", ["企业清单", "能源平衡表", "车辆", "屋顶光伏"])
def test_help_and_example_are_no_data_where_a_sheet_was_copied_without_its_keys(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect, sheet: str) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    for other in book.sheetnames:
        if other != sheet:
            del book[other]
    book[sheet].delete_cols(1)
    book.save(path)
    found = taken(path)
    assert found.changes == () and not found.added
    assert "是填写说明或示例，未读取" in sentences(found.notes)


def test_a_row_of_first_choices_with_a_real_number_is_data(taken: Collect, listed: Listed) -> None:
    found = taken(listed([("所属单位", "车辆用途", "动力类型", "年份", "数量"), ("机关", "乘用车", "纯电动", 2025, 7)]))
    assert 7 in [change.new for change in found.changes], sentences(found.refused)


@pytest.mark.parametrize("above", [True, False])
def test_a_row_that_was_copied_with_its_hidden_key_becomes_a_new_one(
        park: Project, rules: Rules, tmp_path: Path, taken: Collect, above: bool) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = book["企业清单"]
    row = next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == "a")
    copied = [page.cell(row, column).value for column in range(1, page.max_column + 1)]
    new = row if above else page.max_row + 1
    if above:
        page.insert_rows(row)
    for column, value in enumerate(copied, start=1):
        page.cell(new, column).value = value
    page.cell(new, copied.index("无锡甲机械有限公司") + 1).value = "无锡丁纺织有限公司"
    page.cell(new, copied.index(CODE) + 1).value = "91320214MA1X2Y3Z5M"
    book.save(path)
    found = taken(path)
    assert [change.new for change in found.changes][:2] == ["无锡丁纺织有限公司", "91320214MA1X2Y3Z5M"]
    assert len(found.added["enterprises"]) == 1 and not found.refused
    assert not any(change.address.startswith("enterprises/a/") for change in found.changes)


def test_an_office_gets_just_the_fields_that_it_has(park: Project, rules: Rules, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(office_template(park, rules, tmp_path, "水务", clock))
    assert book.sheetnames == ["填写说明", "资源利用", "_zcpark"]
    titles = [row[1].value for row in book["资源利用"].iter_rows(min_row=4) if row[1].value]
    assert titles == ["工业新水量", "工业重复用水量"]


def test_an_office_that_has_nothing_is_refused(park: Project, rules: Rules, tmp_path: Path) -> None:
    with pytest.raises(NoSuchOffice, match="没有来源为“邮政”的数据；可选：园区管委会、"):
        office_template(park, rules, tmp_path, "邮政", clock)


def test_every_field_of_the_forms_stands_in_the_park_workbook(park: Project) -> None:
    from zcpark_desktop.excel.layouts import Corners, FieldsDown
    from zcpark_desktop.forms import STEPS

    asked = {pattern for step in STEPS for pattern in step.patterns() if not pattern.startswith("boundary/rings")}
    held = set()
    for layout in layouts_of(park):
        if isinstance(layout, Corners):
            continue
        names = layout.lines if isinstance(layout, FieldsDown) else layout.paths
        held |= {layout.field(name).pattern for name in names}
    assert asked - held == set()


def test_columns_are_known_by_their_keys_and_not_by_their_position(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = book["屋顶光伏"]
    page.insert_cols(3)
    page.insert_rows(1, 4)
    page.title = "改了名"
    page.cell(row=11, column=5).value = 7000
    book.save(path)
    found = taken(path)
    assert [(change.address, change.new) for change in found.changes] == [("roofs/1/usable_m2", Decimal(7000))]


def test_two_files_that_differ_are_a_conflict_for_the_user(park: Project, listed: Listed, taken: Collect) -> None:
    one = listed([NAMES[::3], ("无锡乙电子有限公司", "电子")], name="统计局.xlsx")
    two = listed([NAMES[::3], ("无锡乙电子有限公司", "通信")], name="市场监管.xlsx")
    found = taken(one, two)
    assert found.changes == () and len(found.conflicts) == 1
    assert "电子（“统计局.xlsx”" in str(found.conflicts[0]) and "通信（“市场监管.xlsx”" in str(found.conflicts[0])
    assert with_values(park, edits(found)) == park
    decided = with_values(park, edits(found, {found.conflicts[0].address: 1}))
    assert decided.enterprises[1].industry == "通信"


def test_two_files_that_agree_are_no_conflict(listed: Listed, taken: Collect) -> None:
    rows = [NAMES[::3], ("无锡乙电子有限公司", "电子")]
    found = taken(listed(rows, name="甲.xlsx"), listed(rows, name="乙.xlsx"))
    assert len(found.changes) == 1 and found.conflicts == ()


def test_a_file_that_repeats_the_old_value_contradicts_nobody(listed: Listed, taken: Collect) -> None:
    old = listed([NAMES[::2], ("无锡甲机械有限公司", "是")], name="旧.xlsx")
    new = listed([NAMES[::2], ("无锡甲机械有限公司", "否")], name="新.xlsx")
    found = taken(old, new)
    assert [change.new for change in found.changes] == [False] and found.conflicts == ()


def test_two_files_may_bring_the_same_new_enterprise(park: Project, listed: Listed, taken: Collect) -> None:
    one = listed([NAMES[::3], ("无锡丙材料有限公司", "化工")], name="一.xlsx")
    two = listed([NAMES[::2], ("无锡 丙材料 有限公司", "是")], name="二.xlsx")
    after = with_values(park, edits(taken(one)))
    both = with_values(after, edits(taken(two, into=after)))
    assert len(both.enterprises) == 3 and both.enterprises[2].industry == "化工" and both.enterprises[2].above_scale


def test_a_row_is_known_by_its_code_before_its_name(park: Project, listed: Listed, taken: Collect) -> None:
    found = taken(listed([NAMES[:2], ("无锡甲智能机械有限公司", CODE)]))
    assert [(change.address, change.old) for change in found.changes] == [("enterprises/a/name", "无锡甲机械有限公司")]


def test_a_row_without_a_name_is_refused(listed: Listed, taken: Collect) -> None:
    found = taken(listed([NAMES, ("", "", "是", "化工")]))
    assert "没有填写“统一社会信用代码”或“企业名称”" in sentences(found.refused) and found.changes == ()


def test_a_row_that_comes_twice_is_refused(listed: Listed, taken: Collect) -> None:
    found = taken(listed([NAMES, ("无锡乙电子有限公司", "", "是", ""), ("无锡乙电子有限公司", "", "否", "")]))
    assert [change.new for change in found.changes] == [True]
    assert "第3行：与上面的某一行是同一项" in sentences(found.refused)


def test_a_blank_cell_takes_nothing_away(park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = fill(park_template(park, rules, tmp_path, clock), "屋顶光伏", "1", "usable_m2", None)
    assert taken(path).changes == ()


def test_a_file_of_another_project_is_refused(park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = park_template(park.model_copy(update={"project_id": "f" * 32}), rules, tmp_path, clock)
    assert "属于另一个项目" in sentences(taken(path).refused)


def test_a_template_of_a_newer_program_is_refused(park: Project, rules: Rules, tmp_path: Path, taken: Collect) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = next(row for row in book["_zcpark"].iter_rows() if row[0].value == "version")
    page[1].value = "2"
    book.save(path)
    assert "更新版本的程序" in sentences(taken(path).refused)


def test_years_outside_the_project_are_refused(listed: Listed, taken: Collect) -> None:
    found = taken(listed([("年份", "所属单位", "车辆用途", "数量"), (2031, "公交公司", "客车", 12)]))
    assert "2031年不在项目年份（2022—2030年）内" in sentences(found.refused)


def test_rows_of_a_year_that_is_not_there_yet_bring_the_year_along(
    park: Project, listed: Listed, taken: Collect
) -> None:
    found = taken(listed([("年份", "能源品种", "购入量"), ("2026年", "柴油", "1,050.5"), (2024, "天然气", 7)]))
    after = with_values(park, edits(found))
    assert [record.year for record in after.years] == [2024, 2025, 2026]
    assert value_at(after, "years/2026/energy/diesel/purchased") == Decimal("1050.5")
    assert value_at(after, "years/2024/energy/natural_gas/purchased") == 7


def test_the_supply_of_power_is_not_taken_from_the_balance(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = fill(park_template(park, rules, tmp_path, clock), "能源平衡表", "electricity", "purchased", 5)
    assert "取自“电力来源”" in sentences(taken(path).refused)


def test_what_the_project_itself_refuses_is_refused_here_and_the_rest_is_kept(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = park_template(park, rules, tmp_path, clock)
    fill(path, "项目信息", "period/near_term_year", "#value", 2035)
    fill(path, "项目信息", "basics/address", "#value", "无锡市新吴区")
    found = taken(path)
    assert "年份应依次为" in sentences(found.refused)
    assert [change.new for change in found.changes] == ["无锡市新吴区"]


def test_new_evidence_may_be_referred_to_in_the_same_file(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = book["佐证材料"]
    page["B8"], page["C8"] = "Z-02", "绿电交易凭证"
    book.save(path)
    fill(path, "屋顶光伏", "1", "evidence", "Z-01、Z-02")
    found = taken(path)
    assert sentences(found.refused) == ""
    after = with_values(park, edits(found))
    assert after.roofs[0].evidence == ("e1", after.evidence[1].key)


def test_a_foreign_list_is_read_by_a_mapping_that_is_remembered(park: Project, listed: Listed, taken: Collect) -> None:
    path = listed([("2025年规上企业一览",), (), ("单位全称", "产值(万元)", "备注"), ("无锡甲机械有限公司", "6,500", "x"),
                   ("合计", "6,500", "")])
    assert "看不出是哪张表" in sentences(taken(path).refused)
    mapping = ColumnMapping("enterprises", {"单位全称": "name", "产值": "annual/{year}/output_10k_yuan"}, 2025)
    kept = mappings_from_json(mappings_to_json([mapping]))
    found = taken(path, mappings=kept)
    assert [(change.address, change.new) for change in found.changes] == [
        ("enterprises/a/annual/2025/output_10k_yuan", Decimal(6500))]
    assert "“备注”1列不认识" in sentences(found.notes)


def test_mappings_that_are_none_are_refused() -> None:
    for text in ("", "[]", '{"mappings": [{"address": "narratives", "columns": {}}]}',
                 '{"mappings": [{"address": "enterprises", "columns": {"a": "id"}}]}'):
        with pytest.raises(ValueError, match="列对应关系文件"):
            mappings_from_json(text)
