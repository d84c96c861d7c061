"""The traps that spreadsheets set, one by one; the numbers follow the list of expectations on Excel."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from zcpark_desktop.excel import reading_xlsx
from zcpark_desktop.excel.cells import UnreadableFile, cell_name, shows_percent
from zcpark_desktop.excel.collecting import files_in
from zcpark_desktop.excel.proposal import edits
from zcpark_desktop.excel.reading import read_content, read_file
from zcpark_desktop.excel.templates import park_template
from zcpark_desktop.project import Project, with_values
from zcpark_desktop.rules import Rules

from .conftest import CODE, Collect, Listed, clock, rewritten, sentences

CORPUS = Path(__file__).parents[2] / "corpus"
SHEET = "xl/worksheets/sheet1.xml"
HEADS = ("企业名称", "统一社会信用代码", "行业代码", "行业名称", "备注")
ROOFS = ("屋顶名称", "可利用屋顶面积", "光伏覆盖面积", "并网年份")
FIRM = "无锡乙电子有限公司"


# 1 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [913202145385231022, 913202145385231000.0])
def test_1_a_credit_code_typed_as_a_number_is_an_error(listed: Listed, taken: Collect, code: float) -> None:
    found = taken(listed([HEADS, (FIRM, code, "", "电子")]))
    assert "“清单.xlsx”“Sheet1”B2：统一社会信用代码被存成了数字" in sentences(found.refused)
    assert [change.new for change in found.changes] == ["电子"]


def test_1_codes_are_text_in_templates(park: Project, rules: Rules, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(park_template(park, rules, tmp_path, clock))["企业清单"]
    assert page["C3"].value == "统一社会信用代码"
    assert (page["C7"].value, page["C7"].data_type, page["C7"].number_format) == (CODE, "s", "@")


# 2 ------------------------------------------------------------------------------------------------------------------


def test_2_what_was_pasted_over_a_drop_down_is_checked_again(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    path = park_template(park, rules, tmp_path, clock)
    book = openpyxl.load_workbook(path)
    page = book["企业清单"]
    assert page["G3"].value == "是否规上"
    page["G7"] = "规模以上"
    book.save(path)
    assert "“企业清单”G7：应填写“是”或“否”，现为“规模以上”" in sentences(taken(path).refused)


# 3 ------------------------------------------------------------------------------------------------------------------


def test_3_a_users_file_is_left_as_it_is(listed: Listed, taken: Collect) -> None:
    path = listed([HEADS, (FIRM, "", "3971", "电子")])
    before = path.read_bytes()
    taken(path)
    assert path.read_bytes() == before


# 4 ------------------------------------------------------------------------------------------------------------------


def test_4_a_formula_without_a_result_is_named_with_its_cell(listed: Listed, taken: Collect) -> None:
    found = taken(listed([ROOFS, ("一号厂房", "=1+1", 5, 2024)]))
    assert "“Sheet1”B2：公式没有保存计算结果" in sentences(found.refused)
    assert {change.address for change in found.changes} == {"roofs/1/covered_m2", "roofs/1/connected_in"}


@pytest.mark.parametrize(("cell", "result"), [
    (b'<c r="B2"><f>1+1</f><v>7000</v></c>', Decimal(7000)),
    (b'<c r="B2"><f t="shared" ref="B2:B3" si="0">1+1</f><v>7000.5</v></c>', Decimal("7000.5")),
    (b'<c r="B2" t="str"><f>"7"&amp;"000"</f><v>7000</v></c>', Decimal(7000)),
    (b'<c r="B2"><f t="shared" si="0"/></c>', None),
    (b'<c r="B2"><f>1+1</f><v/></c>', None),
])  # fmt: skip
def test_4_a_formula_with_a_result_is_its_result(
    listed: Listed, taken: Collect, cell: bytes, result: Decimal | None
) -> None:
    path = listed([ROOFS, ("一号厂房", "=1+1")])
    plain = b'<c r="B2"><f>1+1</f><v/></c>'
    if cell != plain:
        rewritten(path, {SHEET: lambda xml: xml.replace(b"<v></v>", b"<v/>").replace(plain, cell)})
    found = taken(path)
    assert [change.new for change in found.changes] == ([result] if result else [])
    assert len(found.refused) == (0 if result else 1)


# 5 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_5_an_error_is_an_error_and_not_a_blank(listed: Listed, taken: Collect, error: str) -> None:
    def spoil(sheet: Any) -> None:
        for cell in (sheet["A3"], sheet["B2"]):
            cell.value, cell.data_type = error, "e"

    found = taken(listed([ROOFS, ("一号厂房", 1, 2, 2024), ("二号厂房", 3, 4, 2024)], change=spoil))
    assert f"B2：“{error}”是表格软件的出错标记" in sentences(found.refused)
    assert f"第3行：“{error}”是表格软件的出错标记" in sentences(found.refused)
    assert "roofs/1/usable_m2" not in {change.address for change in found.changes}


# 6: test_numbers.py ---------------------------------------------------------------------------------------------------


def test_6_a_number_shown_as_a_percentage_is_no_quantity(listed: Listed, taken: Collect) -> None:
    def percent(sheet: Any) -> None:
        sheet["B2"].number_format = "0.00%"

    assert "不能填写百分数“12.5%”" in sentences(taken(listed([ROOFS, ("一号厂房", 0.125)], change=percent)).refused)


# 7 ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dimension", [b"A1", b"A1:XFD1048576"])
def test_7_a_wrong_dimension_hides_nothing(listed: Listed, taken: Collect, dimension: bytes) -> None:
    path = listed([HEADS, (FIRM, "", "3971", "电子")])
    rewritten(path, {SHEET: lambda xml: xml.replace(b'<dimension ref="A1:E2"', b'<dimension ref="' + dimension + b'"')})
    assert [change.new for change in taken(path).changes] == ["3971", "电子"]


# 8 ------------------------------------------------------------------------------------------------------------------


def test_8_styles_that_openpyxl_refuses_do_not_matter(listed: Listed, taken: Collect) -> None:
    def dated(sheet: Any) -> None:
        sheet["B2"] = datetime(2025, 3, 1)

    path = listed([("编号", "日期", "名称"), ("Z-01", "", "统计报表")], change=dated)
    rewritten(path, {"xl/styles.xml": lambda xml: xml.replace(b"<fill>", b"<fill/><fill>", 1)})
    with pytest.raises(TypeError):
        openpyxl.load_workbook(path)
    assert [change.new_text for change in taken(path).changes] == ["2025-03-01"]


def test_8_an_old_workbook_is_read_with_its_errors_percentages_and_merged_cells(taken: Collect) -> None:
    found = taken(CORPUS / "old_excel.xls")
    refused = sentences(found.refused)
    assert "“能源”C2：此项单位是万立方米，不能填写百分数“12.5%”" in refused
    assert "“能源”D2：“#DIV/0!”是表格软件的出错标记" in refused
    assert "“能源”F2：单元格中是日期" in refused
    assert "“能源”D3：单元格是合并的" in refused
    assert "“企业”B3：统一社会信用代码被存成了数字" in refused
    assert len(found.refused) == 5
    assert [(change.address, change.new) for change in found.changes] == [
        ("years/2025/energy/natural_gas/recovered", Decimal("12.5")),
        ("years/2025/energy/diesel/purchased", Decimal(30)), ("years/2025/energy/diesel/fuel_industry", Decimal(7)),
        ("enterprises/a/industry_code", "3562"), ("enterprises/b/industry_code", "3971"),
    ]
    assert "工作表“底稿”是隐藏的" in sentences(found.notes)


@pytest.mark.parametrize(("content", "name", "why"), [
    (b"", "空.xlsx", "文件是空的"),
    (b"<html><table><tr><td>1</td></tr></table></html>", "导出.xls", "网页"),
    (b"PK\x03\x04 this is no workbook", "坏.xlsx", "损坏"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000, "坏.xls", "另存为xlsx"),
    (b"%PDF-1.7", "说明.xlsx", "不是工作簿"),
    (b"\xff\xff\x00\x01", "坏.csv", "编码"),
])  # fmt: skip
def test_8_what_is_no_workbook_is_refused_with_a_way_out(content: bytes, name: str, why: str) -> None:
    with pytest.raises(UnreadableFile, match=why):
        read_content(content, name)


# 9 ------------------------------------------------------------------------------------------------------------------


def test_8_the_strict_variant_of_the_format_is_read_with_its_dates(listed: Listed, taken: Collect) -> None:
    path = listed([["编号", "名称", "日期"], ["Z-01", "统计报表", date(2025, 3, 1)]])

    def strict(data: bytes) -> bytes:
        return re.sub(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/", rb"http://purl.oclc.org/ooxml/\1/", data)

    def iso(data: bytes) -> bytes:
        return re.sub(rb't="n"><v>45717</v>', rb't="d"><v>2025-03-01</v>', strict(data))

    rewritten(path, {"xl/worksheets/sheet1.xml": iso, "xl/workbook.xml": strict, "xl/styles.xml": strict,
                     "xl/_rels/workbook.xml.rels": strict, "_rels/.rels": strict})
    assert [change.new for change in taken(path).changes] == [date(2025, 3, 1)]


def test_9_leading_blank_rows_and_columns_do_not_shift_addresses(listed: Listed, taken: Collect) -> None:
    rows: list[tuple[Any, ...]] = [(), (), (None, None, *HEADS), (None, None, FIRM, "", "3971", "电子")]
    found = taken(listed(rows))
    assert [change.source.cell for change in found.changes] == ["E4", "F4"]


def test_9_a_csv_file_keeps_its_blank_rows_too(tmp_path: Path, taken: Collect) -> None:
    path = tmp_path / "清单.csv"
    path.write_bytes(f"\r\n\r\n{','.join(HEADS)}\r\n{FIRM},,3971,电子,\r\n".encode("gb18030"))
    assert [change.source.cell for change in taken(path).changes] == ["C4", "D4"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_9_a_csv_file_is_read_in_its_encoding(tmp_path: Path, taken: Collect, encoding: str, separator: str) -> None:
    path = tmp_path / "清单.csv"
    rows = [HEADS, (FIRM, '="91320200MA0000000A"', "3971", "电子", '"a\nb"')]
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    found = taken(path)
    assert [change.new for change in found.changes] == ["91320200MA0000000A", "3971", "电子", "a\nb"]


# 10 -----------------------------------------------------------------------------------------------------------------


def test_10_hidden_sheets_are_left_aside_by_name(listed: Listed, taken: Collect) -> None:
    def hide(sheet: Any) -> None:
        copy = sheet.parent.copy_worksheet(sheet)
        copy.title = "底稿"
        copy.sheet_state = "hidden"
        copy["D2"] = "不应读取"

    found = taken(listed([HEADS, (FIRM, "", "", "电子")], change=hide))
    assert [change.new for change in found.changes] == ["电子"]
    assert "“清单.xlsx”：工作表“底稿”是隐藏的，未读取。" in found.notes


def test_10_merged_cells_in_the_data_are_refused_with_their_place(listed: Listed, taken: Collect) -> None:
    rows = [("企业一览", "", ""), ("企业名称", "行业代码", "行业名称"), ("无锡甲机械有限公司", "3562", "电子"),
            (FIRM, "3971", "")]

    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("C3:C4")

    found = taken(listed(rows, change=merge))
    assert sentences(found.refused).startswith("“清单.xlsx”“Sheet1”C3：单元格C3:C4是合并的")
    assert [change.new for change in found.changes] == ["3562", "3971"]


# 11 -----------------------------------------------------------------------------------------------------------------

FORMULAS = ("=1+1", "+86 510", "-甲", "@甲", "=HYPERLINK(\"x\")", "{=1}")


def test_11_text_that_looks_like_a_formula_is_written_as_text(
    park: Project, rules: Rules, tmp_path: Path, taken: Collect
) -> None:
    rows = [{"id": str(n), "name": text} for n, text in enumerate(FORMULAS)]
    odd = Project.model_validate({**park.model_dump(), "roofs": rows})
    path = park_template(odd, rules, tmp_path, clock)
    page = openpyxl.load_workbook(path)["屋顶光伏"]
    assert [(page.cell(7 + n, 2).value, page.cell(7 + n, 2).data_type) for n in range(len(FORMULAS))] == [
        (text, "s") for text in FORMULAS]
    assert taken(path, into=odd).changes == ()
    bare = odd.model_copy(update={"roofs": ()})
    assert [row.name for row in with_values(bare, edits(taken(path, into=bare))).roofs] == list(FORMULAS)


# 13 -----------------------------------------------------------------------------------------------------------------


def test_13_a_workbook_that_swells_is_refused(
    listed: Listed, taken: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = listed([HEADS, (FIRM, "", "", "电子")])
    monkeypatch.setattr(reading_xlsx, "LARGEST_PART", 100_000)
    rewritten(path, {}, {"xl/media/image1.bin": b"\0" * 100_001})
    assert "展开后过大" in sentences(taken(path).refused)


def test_13_a_sheet_that_reaches_to_the_last_cell_is_refused_at_once(listed: Listed, taken: Collect) -> None:
    def far(sheet: Any) -> None:
        sheet["XFD1048576"] = 1

    assert "范围过大" in sentences(taken(listed([HEADS], change=far)).refused)


def test_13_macros_and_links_to_other_files_are_left_aside_and_named(listed: Listed, taken: Collect) -> None:
    path = listed([HEADS, (FIRM, "", "", "电子")])
    rewritten(path, {}, {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    found = taken(path)
    assert [change.new for change in found.changes] == ["电子"]
    assert "宏未运行" in sentences(found.notes) and "引用了其他文件" in sentences(found.notes)


def test_13_declarations_of_entities_are_refused(listed: Listed, taken: Collect) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]>'
    path = rewritten(listed([HEADS]), {SHEET: lambda xml: bomb + xml})
    assert "XML声明" in sentences(taken(path).refused)


def test_13_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    locked = bytearray(content.getvalue())
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFile, match="密码"):
        read_content(bytes(locked), "锁.xlsx")


# Beside the list ----------------------------------------------------------------------------------------------------


def test_escaped_characters_of_excel_are_read_as_characters(listed: Listed, taken: Collect) -> None:
    found = taken(listed([HEADS, (FIRM, "", "", "电子_x000D_\n元件")]))
    assert [change.new for change in found.changes] == ["电子\n元件"]


def test_temporary_files_of_office_are_no_tables(tmp_path: Path, listed: Listed) -> None:
    listed([HEADS])
    for name in ("~$清单.xlsx", ".~清单.xlsx", "说明.docx"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in files_in(tmp_path)] == ["清单.xlsx"]


@pytest.mark.parametrize(
    ("position", "name"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((0, 16383), "XFD1")]
)
def test_cells_are_named_as_spreadsheets_name_them(position: tuple[int, int], name: str) -> None:
    assert cell_name(*position) == name


def _flip(data: bytearray, at: int, to: int) -> None:
    data[at % len(data)] = to


@pytest.mark.parametrize("seed", range(4))
def test_damaged_workbooks_are_refused_or_read_and_never_crash(
    park: Project, rules: Rules, tmp_path: Path, seed: int, taken: Collect, listed: Listed
) -> None:
    import random

    chance = random.Random(seed)
    path = listed([HEADS, (FIRM, CODE, "3971", "电子"), ("无锡丙材料有限公司", "", 2661, "=1+1")])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(40):
        content = io.BytesIO()
        spoilt = chance.choice(sorted(parts))
        with zipfile.ZipFile(content, "w") as archive:
            for name, data in parts.items():
                changed = bytearray(data)
                if name == spoilt:
                    for _ in range(chance.randint(1, 6)):
                        _flip(changed, chance.randrange(10**6), chance.randrange(256))
                archive.writestr(name, bytes(changed))
        whole = bytearray(content.getvalue())
        if number % 4 == 0:
            _flip(whole, chance.randrange(10**6), chance.randrange(256))
        target = tmp_path / f"{number}.xlsx"
        target.write_bytes(bytes(whole))
        found = taken(target)
        with_values(park, edits(found))


def test_reading_is_told_apart_by_content_and_not_by_name(listed: Listed) -> None:
    path = listed([HEADS], name="清单.csv")
    assert read_file(path).sheets[0].title == "Sheet1"




def test_10_every_row_that_a_merged_cell_reaches_into_is_refused_with_its_place(listed: Listed, taken: Collect) -> None:
    heads = ["企业名称", "年份", "产值（万元）"]
    found = taken(listed([heads, ["无锡甲机械有限公司", 2025, 12], [None, 2024, 11]],
                         change=lambda sheet: sheet.merge_cells("A2:A3")))
    assert [(str(each.source), each.sentence[:12]) for each in found.refused] == [
        ("“清单.xlsx”“Sheet1”第2行", "单元格A2:A3是合并的"), ("“清单.xlsx”“Sheet1”第3行", "单元格A2:A3是合并的")]
    assert not found.changes


def test_10_hidden_rows_of_a_foreign_list_are_read_and_told_of(listed: Listed, taken: Collect) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = sheet.row_dimensions[9].hidden = True

    found = taken(listed([["企业名称", "2025年产值（万元）"], ["无锡甲机械有限公司", 12], ["无锡乙电子有限公司", 3]], change=hide))
    assert len(found.changes) == 2 and "有1行是隐藏的，也已读取" in sentences(found.notes)


@pytest.mark.parametrize(("number_format", "shown"), [
    ("0.0%", True), ('0.0"%"', False), (r"0.0\%", False), ("General", False), ('"%"0%', True)])
def test_6_only_a_format_of_percentages_makes_a_percentage(number_format: str, shown: bool) -> None:
    assert shows_percent(number_format) is shown


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_9_a_title_above_the_table_does_not_hide_what_stands_between_its_cells(
        tmp_path: Path, taken: Collect, separator: str) -> None:
    rows = ["某园区企业清单", separator.join(["企业名称", "年份", "产值（万元）"]), separator.join(["无锡甲机械有限公司", "2025", "12"])]
    path = tmp_path / "清单.csv"
    path.write_bytes("\r\n".join(rows).encode("gb18030"))
    assert [change.new for change in taken(path).changes] == [12]


@pytest.mark.parametrize("typed", ["９１３２０２１４ＭＡ１Ｘ２Ｙ３Ｚ４Ｐ", "91320214 ma1x2y3z4p", CODE])
def test_6_a_code_is_the_same_in_full_width_small_letters_or_groups(listed: Listed, taken: Collect, typed: str) -> None:
    found = taken(listed([["企业名称", "统一社会信用代码"], ["无锡丙材料有限公司", typed]]), into=Project())
    assert [change.new for change in found.changes] == ["无锡丙材料有限公司", CODE]
