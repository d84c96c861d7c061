"""The enterprise list in figures: exact sums, shares, quartiles, and who has answered what."""

from __future__ import annotations

from decimal import Decimal, localcontext

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.excel.live_workbook import write_live_workbook
from zcpark_desktop.excel.statistics import answers, by_industry, by_size, told
from zcpark_desktop.project import Project, new_project

from .conftest import clock


def listed(*rows) -> Project:
    return Project.model_validate({"project_id": "p", "years": [{"year": 2025}], "enterprises": list(rows)})


def firm(key, code, above, output=None, energy=None, **more):
    figures = {"year": 2025, "output_10k_yuan": output, "energy_equivalent_tce": energy}
    return {"id": key, "name": f"{key}公司", "industry_code": code, "industry": "电子" if code.startswith("39") else "机械",
            "above_scale": above, "annual": [figures], **more}


FIVE = listed(
    firm("甲", "39", True, "0.1", "0.01"), firm("乙", "3971", True, "0.2", "0.04"), firm("丙", "C3562", False, "0.7"),
    firm("丁", "", None), firm("戊", "39", True, "99", "99", counted_in=False),
)


def test_enterprises_are_grouped_by_division_and_sums_are_exact():
    groups = {group.title: group for group in by_industry(FIVE, 2025)}
    assert list(groups) == ["35 机械", "39 电子", "未填"]
    electronics = groups["39 电子"]
    output = electronics.sums["output_10k_yuan"]
    assert (electronics.number, electronics.answered) == (2, 2)
    assert (output.number, output.total, output.share) == (2, Decimal("0.3"), Decimal("0.3"))
    assert groups["35 机械"].sums["energy_equivalent_tce"].total is None
    assert (groups["未填"].number, groups["未填"].answered) == (1, 0)
    # 0.1 and 0.2 tce per 10,000 yuan: a quarter of the way, the middle, three quarters
    assert electronics.intensity == (Decimal("0.125"), Decimal("0.15"), Decimal("0.175"))
    assert groups["35 机械"].intensity == ()


def test_sizes_are_above_below_and_unknown():
    found = {group.title: (group.number, group.sums["output_10k_yuan"].total) for group in by_size(FIVE, 2025)}
    assert found == {"规上": (2, Decimal("0.3")), "规下": (1, Decimal("0.7")), "未填": (1, None)}


def test_who_has_answered_and_what_is_blank():
    found = {answer.name: answer for answer in answers(FIVE, 2025)}
    assert list(found) == ["甲公司", "乙公司", "丙公司", "丁公司"]
    assert found["甲公司"].answered and not found["丁公司"].answered
    assert "产值" not in found["丙公司"].blank and "综合能源消费量（等价值）" in found["丙公司"].blank
    said = told(FIVE, 2025)
    assert said[0] == "2025年企业数据：纳入统计4家，已填报3家，未填报1家。" and said[1] == "未填报：丁公司。"
    assert told(new_project(), 2025) == [] and told(FIVE, 2024)[0].endswith("未填报4家。")


@given(st.lists(st.decimals(0, 10**14, places=9), min_size=1, max_size=12))
def test_a_sum_is_exact_whatever_the_digits(values):
    project = listed(*(firm(f"企{at}", "39", True, str(value)) for at, value in enumerate(values)))
    (group,) = by_size(project, 2025)
    with localcontext() as context:
        context.prec = 60
        assert group.sums["output_10k_yuan"].total == sum(values, Decimal(0))


def test_the_calculation_workbook_shows_them(tmp_path, rules):
    sheet = openpyxl.load_workbook(write_live_workbook(evaluate(FIVE, rules), tmp_path / "a.xlsx", clock))["统计"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[0][0] == "2025年按行业大类" and lines[0][3] == "产值（万元）"
    assert next(line for line in lines if str(line[0]).startswith("39"))[1:4] == [2, 2, 0.3]
    assert [line[:2] for line in lines if line[0] == "丁公司"] == [["丁公司", "否"]]


def test_a_long_list_of_names_is_cut_short():
    project = listed(*({"id": f"n{at}", "name": f"{at}号公司"} for at in range(51)))
    said = told(project, 2025)[1]
    assert "49号公司等51家" in said and "50号公司" not in said
