"""Grids as data: what stands in a cell, where it is stored, and what a pasted block does."""

from decimal import Decimal

import pytest

from zcpark_desktop import rules
from zcpark_desktop.forms import Balance, Table, Yearly, step
from zcpark_desktop.forms.arranging import Arrangement, arranged
from zcpark_desktop.forms.balance import difference, supply
from zcpark_desktop.forms.edits import copied_from_year, fresh_keys, with_missing_years
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.pasting import paste, tiled, without_heads
from zcpark_desktop.forms.points_sheet import PointsSheet
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.sheet import Tone
from zcpark_desktop.forms.year_sheets import BalanceSheet, YearlySheet, year_added, years_shown, years_to_add
from zcpark_desktop.project import new_project, value_at
from zcpark_desktop.project.basics import Point, Ring
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.project.years import Electricity, EnergyRow, ParkYear


@pytest.fixture(scope="module")
def loaded():
    return rules.load()


def item(step_id, kind, position=0):
    return [each for each in step(step_id).items if isinstance(each, kind)][position]


@pytest.fixture
def project():
    empty = new_project("样例", project_id="1")
    return with_values(empty, [
        ("evidence", (Evidence(id="e1", number="2-01", title="能源统计报表"),)),
        ("enterprises", (Enterprise(id="a", name="甲厂"), Enterprise(id="b", name="乙厂"))),
        ("years/2025/energy", (EnergyRow(energy="natural_gas"), EnergyRow(energy="electricity"))),
    ])


def enterprises_sheet(project, loaded, year=2025):
    return RowsSheet(project, item("enterprises", Table), Offers(project, loaded), year)


def done(project, pasted):
    return with_values(project, pasted.edits)


def test_a_list_shows_its_rows_and_says_where_each_cell_is_stored(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    assert sheet.row_count == 2
    assert sheet.text(0, 0) == "甲厂"
    revenue = sheet.column_of("annual/{year}/revenue_10k_yuan")
    assert sheet.address(1, revenue) == "enterprises/b/annual/2025/revenue_10k_yuan"
    assert sheet.heads[revenue].unit == "万元" and sheet.heads[revenue].group == "2025年"
    assert sheet.text(1, revenue) == ""
    assert sheet.cell_at("enterprises/b/annual/2025/revenue_10k_yuan") == (1, revenue)
    assert sheet.cell_at("enterprises/b") == (1, 0)
    assert sheet.cell_at("enterprises/b/footprint") == (1, sheet.column_of("footprint/value"))
    assert sheet.cell_at("buildings/1/name") is None
    assert sheet.cell_at("enterprises") == (0, 0) and sheet.cell_at("buildings") is None


def test_a_yearly_figure_of_an_enterprise_gets_its_year_when_it_is_written(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    revenue = sheet.column_of("annual/{year}/revenue_10k_yuan")
    pasted = paste(sheet, [["1,200.50"], ["３00"]], rows=[0, 1], columns=[revenue])
    after = done(project, pasted)
    assert value_at(after, "enterprises/a/annual/2025/revenue_10k_yuan") == Decimal("1200.50")
    assert value_at(after, "enterprises/b/annual/2025/revenue_10k_yuan") == Decimal(300)
    assert pasted.cells == 2 and not pasted.refused


def test_lines_beyond_the_end_become_rows(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    output = sheet.column_of("annual/{year}/output_10k_yuan")
    pasted = paste(sheet, [["丙厂", "5"], ["丁厂", ""]], rows=[2, 3], columns=[0, output])
    after = done(project, pasted)
    assert [row.name for row in after.enterprises] == ["甲厂", "乙厂", "丙厂", "丁厂"]
    assert after.enterprises[2].annual[0].output_10k_yuan == 5
    assert pasted.added == 2


def test_cells_that_do_not_fit_are_named_and_left_out(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    scale = sheet.column_of("above_scale")
    pasted = paste(sheet, [["是"], ["也许"]], rows=[0, 1], columns=[scale])
    assert [each.sentence for each in pasted.refused] == ["第2行（乙厂）“是否规上”：应填写“是”或“否”，现为“也许”。"]
    assert done(project, pasted).enterprises[0].above_scale is True


def test_a_blank_leaves_alone_what_always_has_a_value(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    counted = sheet.column_of("counted_in")
    pasted = paste(sheet, [[""]], rows=[0], columns=[counted])
    assert pasted.edits == () and pasted.refused == ()


def test_evidence_cells_show_numbers_and_store_ids(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    column = sheet.column_of("footprint/evidence")
    after = done(project, paste(sheet, [["2-01"]], rows=[0], columns=[column]))
    assert after.enterprises[0].footprint.evidence == ("e1",)
    shown = enterprises_sheet(after, loaded)
    assert shown.text(0, column) == "2-01" and shown.tip(0, column) == "2-01 能源统计报表"


def test_a_repeated_heading_line_is_not_data(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    block = [["企业名称", "统一社会信用代码"], ["丙厂", "9"]]
    assert without_heads(block, sheet, [0, 1]) == [["丙厂", "9"]]
    assert without_heads([["丙厂", "9"], ["丁厂", "8"]], sheet, [0, 1]) == [["丙厂", "9"], ["丁厂", "8"]]


def test_a_block_fills_a_selection_that_is_a_multiple_of_it():
    assert tiled([["1"]], 2, 2) == [["1", "1"], ["1", "1"]]
    assert tiled([["1", "2"]], 2, 2) == [["1", "2"], ["1", "2"]]
    assert tiled([["1", "2"]], 1, 3) == [["1", "2"]]


def test_yearly_figures_stand_with_years_across(project, loaded):
    sheet = YearlySheet(project, item("economy", Yearly), Offers(project, loaded))
    assert [head.title for head in sheet.heads] == ["项目", "单位", "2022", "2023", "2024", "2025", "2027", "2030", "说明与来源"]
    assert sheet.heads[5].group == "基准年"
    assert sheet.text(0, 0) == "地区生产总值" and sheet.text(0, 1) == "万元"
    assert sheet.address(0, 5) == "years/2025/economy/gdp_10k_yuan" and sheet.address(0, 0) is None
    assert sheet.cell_at("years/2024/economy/employees") == (8, 4)
    pasted = paste(sheet, [["1", "2"]], rows=[0], columns=[2, 3])
    after = done(project, pasted)
    assert value_at(after, "years/2023/economy/gdp_10k_yuan") == 2


def test_a_year_that_is_missing_is_added_when_it_is_written(project, loaded):
    later = with_values(project, [("period/long_term_year", 2035)])
    sheet = YearlySheet(later, item("economy", Yearly), Offers(later, loaded))
    assert years_shown(later) == (2022, 2023, 2024, 2025, 2027, 2030, 2035)
    after = done(later, paste(sheet, [["7"]], rows=[0], columns=[8]))
    assert value_at(after, "years/2035/economy/gdp_10k_yuan") == 7
    assert [record.year for record in after.years] == [2022, 2023, 2024, 2025, 2027, 2030, 2035]


def test_a_blank_adds_no_year_to_a_park_or_an_enterprise(project, loaded):
    later = with_values(project, [("period/long_term_year", 2035)])
    sheet = YearlySheet(later, item("economy", Yearly), Offers(later, loaded))
    assert done(later, paste(sheet, [["", "7"]], rows=[0], columns=[8, 7])).years[-1].year == 2030
    sheet = enterprises_sheet(project, loaded)
    revenue = sheet.column_of("annual/{year}/revenue_10k_yuan")
    after = done(project, paste(sheet, [["", ""], ["3", ""]], rows=[0, 1], columns=[revenue, revenue + 1]))
    assert after.enterprises[0].annual == ()
    assert [row.year for row in after.enterprises[1].annual] == [2025]


def test_years_of_the_plan_can_be_added_until_every_year_is_there(project):
    assert years_to_add(project) == (2026, 2028, 2029)
    for year in years_to_add(project):
        project = with_values(project, [year_added(project, year)])
    assert years_shown(project) == tuple(range(2022, 2031)) == tuple(record.year for record in project.years)
    assert years_to_add(project) == ()


def test_the_balance_has_kinds_across_and_closed_cells_for_power(project, loaded):
    sheet = BalanceSheet(project, item("energy", Balance), Offers(project, loaded), 2025)
    assert [(head.title, head.unit) for head in sheet.heads[2:]] == [("天然气", "万立方米"), ("电力", "万千瓦时")]
    row = next(at for at in range(sheet.row_count) if sheet.row_key(at) == "purchased")
    assert sheet.tone(row, 2) is Tone.ENTRY and sheet.tone(row, 3) is Tone.CLOSED
    assert sheet.address(row, 2) == "years/2025/energy/natural_gas/purchased"
    assert sheet.address(row, 3) is None
    pasted = paste(sheet, [["1250", "999"]], rows=[row], columns=[2, 3])
    assert pasted.skipped == 1
    assert value_at(done(project, pasted), "years/2025/energy/natural_gas/purchased") == 1250
    assert sheet.cell_at("years/2025/energy/electricity/fuel_industry")[1] == 3
    assert sheet.cell_at("years/2025/energy") == (0, sheet.LABELS) and sheet.cell_at("years/2024/energy") is None


def balance_year(**energy):
    return ParkYear(
        year=2025,
        energy=(EnergyRow(energy="natural_gas", **energy),
                EnergyRow(energy="electricity", fuel_industry="930", losses="20")),
        electricity=Electricity(grid_10k_kwh="700", direct_green_10k_kwh="0", traded_green_10k_kwh="100",
                                own_pv_used_10k_kwh="150", own_pv_sold_10k_kwh="40", own_other_used_10k_kwh="0",
                                own_other_sold_10k_kwh="0", sent_out_10k_kwh="0"),
        energy_blanks_are_zero=True,
    )


def test_power_in_the_balance_comes_from_its_origins():
    year = balance_year()
    # 700 + 0 + 100; 150 + 40 + 0 + 0; 40 + 0 + 0
    assert supply(year, "electricity", "purchased") == 800
    assert supply(year, "electricity", "own_production") == 190
    assert supply(year, "electricity", "sent_out") == 40
    assert supply(year, "electricity", "closing_stock") is None


def test_the_balance_difference_is_supply_less_use():
    year = balance_year(opening_stock="10", purchased="1250", closing_stock="8", fuel_industry="1200", losses="2",
                        conversion_in_heating="62", international_transport="5")
    # 10 + 1250 − (8 + 1200 + 2 + 62) = −12; transport fuel is not counted twice
    assert difference(year, year.energy[0]) == -12
    # 800 + 190 − 40 − 930 − 20 = 0
    assert difference(year, year.energy[1]) == 0


def test_the_difference_is_unknown_while_blanks_are_unknown():
    year = balance_year(purchased="5").model_copy(update={"energy_blanks_are_zero": False})
    assert difference(year, year.energy[0]) is None


def test_power_without_its_origins_has_no_difference():
    year = balance_year().model_copy(update={"electricity": Electricity()})
    assert difference(year, year.energy[1]) is None


def test_copying_a_year_takes_energy_kinds_and_not_amounts(project):
    filled = with_values(project, [("years/2025/energy/natural_gas/purchased", 5)])
    rows = copied_from_year(filled, "years/2027/energy", 2025)
    assert [row.energy for row in rows] == ["natural_gas", "electricity"]
    assert rows[0].purchased is None


def test_fresh_keys_are_not_taken(project):
    assert not set(fresh_keys(project.enterprises, 3)) & {"a", "b"}
    assert len(set(fresh_keys(project.enterprises, 3))) == 3


def test_edits_that_need_no_year_stay_as_they_are(project):
    edits = [("years/2025/economy/gdp_10k_yuan", 1), ("basics/name", "园区")]
    assert with_missing_years(project, edits) == edits


def test_rows_are_inserted_removed_and_moved(project, loaded):
    sheet = enterprises_sheet(project, loaded)
    names = [row.name for row in with_values(project, sheet.inserting(1, 1)).enterprises]
    assert names == ["甲厂", "", "乙厂"]
    assert [row.name for row in with_values(project, sheet.removing([0])).enterprises] == ["乙厂"]
    assert [row.name for row in with_values(project, sheet.moving([0], 2)).enterprises] == ["乙厂", "甲厂"]
    assert [row.name for row in with_values(project, sheet.moving([1], 0)).enterprises] == ["乙厂", "甲厂"]


def test_rows_are_found_by_words_and_by_flag_and_sorted(project, loaded):
    more = with_values(project, [("enterprises/a/above_scale", True), ("enterprises/a/industry", "光伏设备制造")])
    sheet = enterprises_sheet(more, loaded)
    scale, name = sheet.column_of("above_scale"), sheet.column_of("name")
    assert arranged(sheet, Arrangement(search="光伏 甲")) == [0]
    assert arranged(sheet, Arrangement(only={scale: frozenset({"是"})})) == [0]
    assert arranged(sheet, Arrangement(only={scale: frozenset({""})})) == [1]
    assert arranged(sheet, Arrangement(sort_by=name, descending=True)) == [1, 0]
    assert arranged(sheet, Arrangement(sort_by=scale)) == [0, 1]
    assert Arrangement().is_plain and not Arrangement(search="甲").is_plain


def test_rows_without_a_value_come_last_either_way(project, loaded):
    more = with_values(project, [("enterprises/b/longitude", 120)])
    sheet = enterprises_sheet(more, loaded)
    column = sheet.column_of("longitude")
    assert arranged(sheet, Arrangement(sort_by=column)) == [1, 0]
    assert arranged(sheet, Arrangement(sort_by=column, descending=True)) == [1, 0]


def test_corners_are_pasted_and_written_as_a_whole(project, loaded):
    ring = Ring(id="1", points=(Point(number="J1", x="120.4", y="31.5"),))
    outlined = with_values(project, [("boundary/rings", (ring,))])
    sheet = PointsSheet(outlined, ring, Offers(outlined, loaded))
    pasted = paste(sheet, [["J1", "120.41", "31.5"], ["J2", "120.42", "31.6"]], rows=[0, 1], columns=[0, 1, 2])
    after = done(outlined, pasted).boundary.rings[0].points
    assert [(point.number, point.x, point.y) for point in after] == [
        ("J1", Decimal("120.41"), Decimal("31.5")), ("J2", Decimal("120.42"), Decimal("31.6"))]
    assert sheet.text(0, 1) == "120.4"
    assert with_values(outlined, sheet.removing([0])).boundary.rings[0].points == ()
