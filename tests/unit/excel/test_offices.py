"""Each office gets a workbook that holds just what it has."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest

from zcpark_desktop.excel.layouts import Corners, FieldsDown, office_layouts, offices, park_layouts
from zcpark_desktop.excel.proposal import edits
from zcpark_desktop.excel.templates import office_template
from zcpark_desktop.project import value_at, with_values

from .conftest import clock, sentences

HELD = {  # the offices of the list of data that practitioners ask for, and one thing that each has
    "园区管委会": "covered_m2", "自然资源": "boundary/area_km2", "市场监管": "credit_code",
    "发改/统计": "years/{year}/economy/gdp_10k_yuan", "供电": "years/{year}/electricity/grid_10k_kwh",
    "燃气": "purchased", "供热企业": "years/{year}/heat/purchased_fossil_gj",
    "水务": "years/{year}/resources/fresh_water_10k_m3", "生态环境": "years/{year}/resources/solid_waste_generated_t",
    "住建": "area_m2", "交通": "number", "项目业主": "investment_10k_yuan",
}


def names_of(office):
    layouts = [each for each in office_layouts(office, park_layouts((2025,), (2025,))) if not isinstance(each, Corners)]
    return {name for each in layouts for name in (each.lines if isinstance(each, FieldsDown) else each.paths)}


@pytest.mark.parametrize("office", HELD)
def test_each_office_has_its_own(office):
    assert office in offices()
    assert HELD[office] in names_of(office)


def test_the_gas_supplier_is_asked_for_its_gases_only_and_its_answer_comes_in(park, rules, taken, tmp_path):
    path = office_template(park, rules, tmp_path, "燃气", clock)
    book = openpyxl.load_workbook(path)
    sheet = book["燃气用量"]
    lines = {(row[1].value, row[0].value): row for row in sheet.iter_rows(min_row=7) if row[0].value}
    assert {kind for _, kind in lines} == {"natural_gas", "lng", "lpg", "other_gas"}
    assert [cell.value for cell in lines[2025, "natural_gas"]][2:5] == ["天然气", 20.5, None]
    assert taken(path).changes == ()  # kinds that nobody has filled in are no rows
    lines[2025, "lpg"][3].value = 12
    book.save(path)
    found = taken(path)
    assert sentences(found.changes).startswith("能源平衡表 液化石油气 2025年 购入量：12（")
    accepted = with_values(park, edits(found))
    assert value_at(accepted, "years/2025/energy/lpg/purchased") == Decimal(12)
    assert len(accepted.year(2025).energy) == len(park.year(2025).energy) + 1
