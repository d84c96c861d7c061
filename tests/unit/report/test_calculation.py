"""指标计算过程: numbers that a reader can compute again, conventions, factors, papers, and what cannot be computed.

The small park of these tests uses 1,000 (10,000 kWh) of grid power and 100 (10,000 m³) of gas in industry, and has a
value added of 50,000 (10,000 yuan). By hand, with the shipped coefficients:

    等价值  1000 × 3.024 + 100 × 13.3 = 3024 + 1330 = 4354 tce
    当量值  1000 × 1.229 + 100 × 13.3 = 1229 + 1330 = 2559 tce
    CO2     1000 × 10 × 0.8325 + 100 × 21.6219 = 8325 + 2162.19 = 10487.19 t
    row 2   10487.19 ÷ 4354 = 2.408633 (2.4 × 4354 = 10449.6, rest 37.59 ÷ 4354 = 0.008633)
    row 3   2559 ÷ 50000 = 0.05118
    row 4   10487.19 ÷ 50000 = 0.2097438; with Jiangsu's factor of 2023 (2162.19 + 5827) ÷ 50000 = 0.1597838
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.unit.report.parks import document, document_of, power_only, rows, sample, small, table, titles, under
from zcpark_desktop.project import Project
from zcpark_desktop.report import blocks as b


@cache
def small_park() -> Project:
    year: dict[str, Any] = power_only(1000)
    year["energy"] = [
        {"energy": "electricity", "fuel_industry": 1000, "evidence": ["e1"]},
        {"energy": "natural_gas", "fuel_industry": 100},
    ]
    year["electricity"]["evidence"] = ["e2", "e3"]
    year["economy"] = {"industrial_value_added_current_10k_yuan": 50000}
    return small(y2025=year).model_copy(
        update={
            "evidence": Project.model_validate(
                {
                    "evidence": [
                        {"id": "e1", "number": "2-01", "title": "能源统计表", "indicators": ["carbon_per_unit_energy"]},
                        {"id": "e2", "number": "2-10", "title": "电费单", "indicators": ["carbon_per_unit_energy"]},
                        {"id": "e3", "number": "5-01", "title": "绿电凭证", "indicators": ["nonfossil_energy_share"]},
                    ]
                }
            ).evidence
        }
    )


@cache
def calculated() -> b.Document:
    return document_of(small_park(), "calculation")


def equations(found: b.Document) -> list[str]:
    """All lines of all equations."""

    def said(line: object) -> str:
        pieces = [line] if isinstance(line, str) else line
        return "".join(
            piece if isinstance(piece, str) else f"({piece.numerator})/({piece.denominator})" for piece in pieces
        )  # type: ignore[attr-defined]

    return [said(line) for block in found.walk() if isinstance(block, b.Equation) for line in block.lines]


def test_a_quotient_stands_in_words_and_in_numbers() -> None:
    assert "单位能耗碳排放 = (园区二氧化碳排放量)/(综合能源消费量（等价值，不含原料用能）)" in equations(calculated())
    assert "= (10,487.19)/(4,354) = 2.408633吨/吨标准煤" in equations(calculated())


def test_a_sum_of_products_shows_what_each_energy_kind_adds() -> None:
    found = rows(table(calculated(), "综合能源消费量（等价值，不含原料用能）分品种计算（2025年）"))
    assert found["电力"] == ["万千瓦时", "1,000", "3.0240", "3,024"]
    assert found["天然气"] == ["万立方米", "100", "13.300", "1,330"]
    assert found["合计"] == ["", "", "", "4,354"]


def test_power_emissions_are_computed_in_numbers() -> None:
    assert "= 1,000 × 10 × 0.8325 = 8,325吨二氧化碳" in equations(calculated())


def test_a_quotient_that_does_not_end_has_six_decimals_and_one_that_ends_all_its_digits() -> None:
    assert "= (2,559)/(50,000) = 0.05118吨标准煤/万元" in equations(calculated())
    assert "= (10,487.19)/(50,000) = 0.2097438吨二氧化碳/万元" in equations(calculated())


def test_a_share_is_also_shown_as_a_percentage() -> None:
    # terminal electricity: 1229 ÷ 2559 = 0.480266 (2559 × 0.480266 = 1229.0007)
    assert "= (1,000 × 1.229)/(2,559) = 0.480266，即48.03%" in equations(calculated())


def test_other_readings_are_shown_beside_the_chosen_one() -> None:
    made = table(calculated(), "单位工业增加值二氧化碳排放量在其他口径下的结果")
    found = {str(row[1]): str(row[2]) for row in made.rows}
    assert found["0.5827 吨二氧化碳/兆瓦时（2023 年江苏省平均）"] == "0.160"
    assert "0.8325 吨二氧化碳/兆瓦时（910 号文规定值）" not in found


def test_an_input_quotes_the_papers_of_its_indicators_only() -> None:
    # the year's electricity has two papers: one names row 2, the other row 5
    grid = [block for block in under(calculated(), _step_title("普通电量")) if isinstance(block, b.Table)]
    assert rows(grid[0])["网购电量（不含绿电交易、绿电直供）"][2] == "园区填报，佐证2-10"
    green = [
        block for block in under(calculated(), _step_title("非化石电量（不含绿证）")) if isinstance(block, b.Table)
    ]
    assert rows(green[0])["绿电直供电量"][2] == "园区填报，佐证5-01"


def test_an_input_that_was_computed_quotes_its_step() -> None:
    made = [block for block in under(calculated(), _step_title("电力间接排放量")) if isinstance(block, b.Table)]
    assert rows(made[0])["净受入普通电量"][2] == _step_title("净受入普通电量").split("　")[0]


def _step_title(step: str) -> str:
    return next(title for title in titles(calculated()) if title.startswith("式") and title.endswith(f"　{step}"))


def test_an_input_without_papers_says_so() -> None:
    quotient = [
        block
        for block in under(calculated(), _step_title("单位工业增加值综合能耗（当量值）"))
        if isinstance(block, b.Table)
    ]
    assert rows(quotient[0])["工业增加值（现价）"] == ["50,000", "万元", "园区填报，佐证待补充"]


@pytest.mark.parametrize("name", ["sample", "nearly_empty"])
def test_every_step_that_is_quoted_is_shown_once(name: str) -> None:
    found = document("calculation", name)
    shown = [block.bookmark for block in found.walk() if isinstance(block, b.Heading) and block.bookmark]
    quoted = {
        run.bookmark
        for block in found.walk()
        if isinstance(block, b.Table)
        for row in block.rows
        for cell in row
        if isinstance(cell, b.Cell) and not isinstance(cell.content, str)
        for run in cell.content
        if isinstance(run, b.Link) and not run.kind
    }
    assert len(shown) == len(set(shown))
    assert quoted <= set(shown)


def test_steps_are_numbered_in_the_order_in_which_they_stand() -> None:
    steps = [title for title in titles(document("calculation")) if title.startswith("式")]
    assert [int(title.split("　")[0].removeprefix("式")) for title in steps] == list(range(1, len(steps) + 1))


def test_a_choice_of_the_park_is_marked_with_its_reason() -> None:
    found = rows(table(document("calculation"), "采用的口径"))
    assert found["能效标杆的企业基数"] == [
        "第 7 行",
        "所在行业有标杆水平的企业（园区选定）",
        "假定",
        "选择理由：园区多数企业所属行业没有发布能效标杆水平，以有标杆值的企业为分母。",
    ]
    assert found["碳足迹核算认证的企业基数"][1] == "纳入统计的全部企业（默认）"


def test_conventions_of_exempt_rows_are_left_out() -> None:
    found = rows(table(document("calculation"), "采用的口径"))
    assert "计为清洁运输的方式" not in found  # row 18
    assert "工业余热回收利用率的算法" not in found  # row 15
    assert "工业用水重复利用率的算法" in found  # row 14, which binds no name either


def test_factors_say_how_well_they_are_known() -> None:
    found = rows(table(calculated(), "折标准煤系数（2025年）"))
    assert found["天然气"][-1] == "二手引用"
    power = rows(table(calculated(), "电力和热力因子"))
    assert power["化石能源热力排放因子（2025年）"][0] == "0.11"
    assert power["化石能源热力排放因子（2025年）"][-1] == "官方文本"


def test_a_fuel_factor_is_shown_with_what_it_is_the_product_of() -> None:
    found = rows(table(calculated(), "化石燃料排放因子（2025年）"))
    # 389.31 × 0.0153 × 0.99 × 44 ÷ 12 = 21.6219; with all carbon oxidised 389.31 × 0.0153 × 44 ÷ 12 = 21.840291
    assert found["天然气"][1:6] == ["389.31", "0.01530", "0.99", "21.6219", "21.840291"]


def test_a_row_that_cannot_be_computed_is_named_with_what_it_lacks() -> None:
    found = rows(table(calculated(), "未能计算的指标及所缺数据"))
    assert found["无锡市第13项"][0] == "一般工业固体废物综合利用率"
    assert "2025年一般工业固体废物产生量" in found["无锡市第13项"][1]
    assert "无锡市第3项" not in found


def test_a_scheme_without_a_limit_for_the_size_says_so() -> None:
    # 4,354 tce lie far below the 200,000 from which on the nation states a limit
    form = next(block for block in under(calculated(), "无锡市第2项　单位能耗碳排放") if isinstance(block, b.Table))
    assert rows(form)["现状"] == [
        "2025年为2.409吨/吨标准煤；无锡市要求≤1，未达标，还差1.409吨/吨标准煤；"
        "国家：年综合能源消费量低于该指标体系的分档下限，未规定限值"
    ]


def test_a_list_that_answers_a_row_is_printed_in_full() -> None:
    found = table(document("calculation"), "屋顶光伏清单")
    assert len(found.rows) == len(sample().roofs)


def test_the_statements_of_the_enterprises_add_up_to_what_is_divided() -> None:
    total = rows(table(document("calculation"), "纳入统计的企业及其声明事项"))[""]
    counted = [each for each in sample().enterprises if each.counted_in]
    assert total[3] == str(sum(each.diagnosed.value is True for each in counted))
