"""Parks beyond measure: very long names, dozens of projects, thousands of enterprises. Documents stay sound."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.docx_checks import structure_faults, validate_docx
from tests.strategies import projects
from tests.unit.report.parks import clock, document_of, documents_of, overlong, rules
from tests.unit.report.parks import rows as found_rows
from tests.unit.report.parks import table as found_table
from zcpark_desktop import report
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.project import Project
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.charts import WIDTH_MM, height_mm
from zcpark_desktop.report.docx_writer import write_docx
from zcpark_desktop.report.docx_writer.layout import PORTRAIT_HEIGHT, Fits, fitted
from zcpark_desktop.report.docx_writer.pages import cover
from zcpark_desktop.report.docx_writer.styles import STYLES, TEXT_WIDTH

SMALL = {"enterprises": 30, "projects": 50, "letters": 200}
STYLE_IDS = {style.key: style.id for style in STYLES}


def test_documents_of_an_overlong_park_are_valid(tmp_path: Path) -> None:
    # The application has every kind of block; the validator takes long over all six documents.
    written = [path for kind in ("application", "exemptions")
               for path in report.export(documents_of(overlong(**SMALL)), tmp_path, kind)]
    assert [fault for path in written for fault in validate_docx(path)] == []


def test_the_timetable_of_many_projects_is_cut_into_figures_that_fit_on_a_page() -> None:
    made = document_of(overlong(**SMALL), "application")
    figures = [block for block in made.walk() if isinstance(block, b.Figure) and isinstance(block.content, b.Gantt)]
    charts = [figure.content for figure in figures if isinstance(figure.content, b.Gantt)]
    assert [len(chart.tasks) for chart in charts] == [17, 17, 16]
    assert [figure.caption for figure in figures][0] == "重点项目进度安排（1/3）"
    assert len({chart.years for chart in charts}) == 1
    assert all(height_mm(chart) < PORTRAIT_HEIGHT * 25.4 / 1440 for chart in charts) and WIDTH_MM == 156


def test_a_sentence_does_not_list_dozens_of_projects() -> None:
    made = document_of(overlong(**SMALL), "application")
    told = next(block.content for block in made.walk() if isinstance(block, b.Paragraph)
                and isinstance(block.content, str) and block.content.startswith("能源供给方面安排重点项目"))
    assert "，投资较大的8个为" in told and told.count("项目第") < 8 * 6


def table(*rows: tuple[str, ...]) -> b.Table:
    columns = (b.Column("名称", weight=1), b.Column("说明", weight=1), b.Column("数值", align="right", weight=4))
    return b.Table(columns, rows)


def test_columns_keep_their_weights_while_rows_are_of_usual_height() -> None:
    widths, _ = fitted(table(("甲", "乙", "1")), 6000)
    assert widths == [1000, 1000, 4000]


def test_columns_with_very_long_texts_get_what_the_others_can_spare() -> None:
    widths, heights = fitted(table(("名" * 150, "说" * 150, "1.00")), 6000)
    assert sum(widths) == 6000 and abs(widths[0] - widths[1]) <= 1 and min(widths[:2]) > 2500
    # 150 characters of 10.5 pt: 3 a line in 1,000 twips were 50 lines; in 2,800 twips 12 a line make 13.
    assert max(heights) < 15 * 21 * 13.5


def test_a_long_text_gets_room_though_many_columns_want_some() -> None:
    columns = tuple(b.Column("限值", align="right", weight=2) for _ in range(12)) + (b.Column("说明", weight=1),)
    row = ("达到或优于二级能耗限额标准",) * 12 + ("说" * 400,)
    widths, heights = fitted(b.Table(columns, (row,), dense=True), 12000)
    # 小五: half of a character is 90 twips. 400 characters in its share of 12,000 / 25 were 267 lines.
    assert widths[-1] > 4800 and max(heights) < 20 * 18 * 13.5


def test_one_long_text_among_many_short_rows_does_not_squeeze_them() -> None:
    rows = [("企业名称有限公司", "很短", "1.00")] * 200
    spread = b.Table((b.Column("名称", weight=3), b.Column("说明", weight=2), b.Column("数值", weight=2)),
                     (*rows, ("名", "说" * 150, "1.00")))
    assert fitted(spread, 7000)[0] == [3000, 2000, 2000]


def test_a_table_is_measured_once_though_it_is_planned_and_written() -> None:
    fits, made = Fits(), table(("甲", "乙", "1"))
    assert fits.of(made, 6000) is fits.of(made, 6000)


@pytest.mark.parametrize(("letters", "size"), [(8, ""), (36, '<w:sz w:val="24"/>'), (200, '<w:sz w:val="21"/>')])
def test_a_long_name_on_the_cover_stands_in_smaller_letters(letters: int, size: str) -> None:
    made = cover(b.Cover(("申报书",), (("园区名称", "园" * letters),)), STYLE_IDS, TEXT_WIDTH, PORTRAIT_HEIGHT)
    assert (size in made) if size else ("<w:sz " not in made)


def test_lines_of_a_long_name_on_the_cover_stand_closer_than_the_grid_of_the_page() -> None:
    made = cover(b.Cover(("园" * 200, "建设方案"), (("建设单位", "园" * 200),)), STYLE_IDS, TEXT_WIDTH, PORTRAIT_HEIGHT)
    assert made.count('<w:snapToGrid w:val="0"/><w:spacing ') == 2  # else each line takes one of the grid's 29 points


@settings(max_examples=15, deadline=None)
@given(project=projects())
def test_documents_of_any_project_are_well_formed_and_sound(project: Project) -> None:
    evaluation = evaluate(project, rules())
    for kind in report.KINDS:
        document = report.compose(kind, evaluation, clock)
        if document is None:
            continue
        buffer = io.BytesIO()
        write_docx(document, buffer, clock=clock())
        assert structure_faults(buffer) == []


def number(shown: str) -> int:
    return int(shown.replace(",", ""))


def test_a_list_of_enterprises_for_hundreds_of_pages_is_summed_up_by_industry() -> None:
    # 1,500 names of 200 characters take more than 12,000 lines of 20, though some enterprises are not counted.
    made = document_of(overlong(enterprises=1500, projects=4), "calculation")
    found = found_table(made, "纳入统计的企业及其声明事项")
    told = found_rows(found)
    assert found.columns[0].title == "行业" and len(found.rows) < 60
    assert "逐家清单见申报包中《计算底稿》工作簿的“企业”表" in found.note
    assert number(told["合计"][0]) == sum(number(row[0]) for name, row in told.items() if name != "合计") > 1300
    short = found_table(document_of(overlong(enterprises=200, projects=4), "calculation"), "纳入统计的企业及其声明事项")
    assert short.columns[1].title == "企业名称"
