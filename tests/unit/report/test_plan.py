"""建设方案: stages, directions, accompanying actions, timetable and duties."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.unit.report.parks import (
    cell_words,
    document,
    document_of,
    rows,
    sample,
    small,
    table,
    text_of,
    titles,
    under,
)
from zcpark_desktop.project import Project
from zcpark_desktop.report import blocks as b


def park(**fields: Any) -> Project:
    """A park of these fields and nothing else; the base year has 1,000 t of waste, of which `used` are used."""
    return Project.model_validate(
        {
            **small(
                y2025={
                    "resources": {
                        "solid_waste_generated_t": 1000,
                        "solid_waste_utilized_t": 900,
                        "prior_stock_utilized_t": 0,
                    }
                }
            ).model_dump(),
            **fields,
        }
    )


def target(year: int, value: str, indicator: str = "nonfossil_energy_share") -> dict[str, Any]:
    return {"indicator": indicator, "year": year, "value": value, "owner": "能源部"}


def stages(project: Project) -> tuple[str, str]:
    """What the two stages say."""
    made = document_of(project, "plan")
    found = [title for title in titles(made) if title.startswith(("近期", "远期"))]
    texts = [
        "\n".join(str(block.content) for block in under(made, title) if isinstance(block, b.Paragraph))
        for title in found
    ]
    return texts[0], texts[1]


def test_a_target_without_a_present_value_is_reached() -> None:
    near, _ = stages(park(targets=[target(2027, "25"), target(2030, "82.5")]))
    assert near == "到2027年，无锡市约束性指标：非化石能源消费占比达到25%，符合≥20%的要求。"


def test_the_long_term_starts_from_the_near_term() -> None:
    _, long = stages(park(targets=[target(2027, "25"), target(2030, "75.5")]))
    assert long == "到2030年，无锡市约束性指标：非化石能源消费占比由25%提高至75.5%，与≥80%的要求还差4.50个百分点。"


@pytest.mark.parametrize(("later", "words"), [("25", "保持25%"), ("24.9", "由25%降至24.9%")])
def test_equal_and_falling_values_have_words_of_their_own(later: str, words: str) -> None:
    _, long = stages(park(targets=[target(2027, "25"), target(2030, later)]))
    assert f"非化石能源消费占比{words}" in long


def project_row(name: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"name": name, "start_year": start, "end_year": end, **more}


def test_a_stage_names_the_projects_that_it_finishes() -> None:
    near, long = stages(
        park(
            key_projects=[
                project_row("甲", 2026, 2027, investment_10k_yuan=100, savings_tce=5),
                project_row("乙", 2026, 2026, investment_10k_yuan="50.5"),
                project_row("丙", 2027, 2029),
            ]
        )
    )
    assert near == "本阶段建成重点项目2个，投资150.5万元，年节能5吨标准煤（1个项目合计）：甲、乙。"
    assert long == "本阶段建成重点项目1个：丙。"


def test_the_timetable_says_what_begins_and_ends_in_each_year() -> None:
    made = document_of(
        park(
            key_projects=[project_row("甲", 2026, 2027), project_row("乙", 2026, 2026), {"name": "丙"}],
            actions=[{"kind": "service", "name": "服务站", "year": 2028}],
        ),
        "plan",
    )
    found = rows(table(made, "分年度安排"))
    assert found == {"2026年": ["甲；乙", "乙", "—"], "2027年": ["—", "甲", "—"], "2028年": ["—", "—", "服务站"]}
    chart = next(block for block in made.walk() if isinstance(block, b.Figure) and isinstance(block.content, b.Gantt))
    assert chart.note == "另有1个项目的开工年份或建成年份待补充，未画出。"


@pytest.mark.parametrize("kind", ["plan", "application", "calculation"])
def test_rows_without_a_name_leave_no_hole_in_sentences_and_tables(kind: str) -> None:
    data = sample().model_dump(mode="json") | {"narratives": []}
    for rows_of in ("key_projects", "actions", "enterprises", "storages", "demand_responses"):
        for row in data[rows_of][::2]:
            row["name"] = ""
    made = document_of(Project.model_validate(data), kind)
    text = re.sub(r"见[、和]+。", "", text_of(made))  # references get their numbers when they are written
    assert re.findall(r".{0,9}(?:[；、：（]{2}|[；、：][）。]).{0,9}", text) == []
    named = [block for block in made.walk() if isinstance(block, b.Table)
             and any(column.title.endswith("名称") for column in block.columns)]
    for block in named:
        at = next(i for i, column in enumerate(block.columns) if column.title.endswith("名称"))
        assert all(cell_words(row[at]) for row in block.rows if len(row) == len(block.columns)), block.caption


def test_accompanying_actions_are_counted_by_year_with_their_capacity() -> None:
    made = document_of(
        park(
            actions=[
                {"kind": "virtual_power_plant", "name": "甲", "year": 2026, "capacity_mw": "12.5"},
                {"kind": "virtual_power_plant", "name": "乙", "year": 2027, "capacity_mw": "7.5"},
                {"kind": "virtual_power_plant", "name": "丙"},
            ]
        ),
        "plan",
    )
    text = text_of(made)
    assert "安排虚拟电厂3家，其中2026年建成1家、2027年建成1家，可调能力20.0兆瓦（2家合计）。" in text
    assert "配套行动“丙”的可调能力或装机" in text  # in the list of what is lacking
    assert "零碳工厂" not in titles(made)


def test_directions_without_projects_are_named_as_lacking() -> None:
    text = text_of(document_of(park(key_projects=[project_row("甲", 2026, 2027, direction="supply")]), "plan"))
    assert "“能效水平标杆化”方向的重点项目（不涉及的，可不填）" in text
    assert "“能源供给零碳化”方向的重点项目" not in text


def test_duties_gather_the_rows_and_projects_of_each_body() -> None:
    made = document_of(
        park(
            targets=[target(2027, "25"), target(2030, "80"), target(2027, "96", "solid_waste_utilization_share")],
            key_projects=[project_row("甲", 2026, 2027, owner="能源部"), project_row("乙", 2026, 2027, owner="规划部")],
        ),
        "plan",
    )
    assert rows(table(made, "责任分工")) == {"能源部": ["第5、13项", "甲"], "规划部": ["—", "乙"]}


def test_the_sample_plan_has_its_chapters_and_no_list_of_gaps_for_what_is_there() -> None:
    found = titles(document("plan"))
    assert [
        title
        for title in found
        if title in ("建设基础", "可行性与趋势", "建设目标", "重点任务", "经济性分析", "保障措施")
    ] == ["建设基础", "可行性与趋势", "建设目标", "重点任务", "经济性分析", "保障措施"]
    assert [title for title in found if title in ("零碳工厂", "源网荷储一体化项目", "虚拟电厂", "零碳服务机构")] == [
        "零碳工厂",
        "源网荷储一体化项目",
        "虚拟电厂",
        "零碳服务机构",
    ]


def test_the_nearly_empty_plan_names_what_it_lacks_at_its_end() -> None:
    made = document("plan", "nearly_empty")
    assert titles(made)[-1] == "附件　待补充内容"
    assert "重点任务" not in titles(made)
    assert "重点项目清单" in text_of(made)
