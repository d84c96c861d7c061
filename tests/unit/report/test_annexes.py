"""自评表, 免列说明, 佐证材料清单: every row in its place, exempt ones only in their own document."""

from __future__ import annotations

import subprocess
from collections import Counter
from itertools import zip_longest
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given

from tests.docx_checks.pages import pdf_of, require_program
from tests.strategies import projects
from tests.unit.report.parks import (
    SAMPLES,
    cell_words,
    clock,
    document,
    document_of,
    documents_of,
    evaluation,
    material_of,
    rows,
    rules,
    sample,
    small,
    table,
    text_of,
    titles,
)
from zcpark_desktop.audit import check, with_explanation
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.project import Project, with_value
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import compose, export
from zcpark_desktop.report.docx_writer.layout import LANDSCAPE_WIDTH, fitted
from zcpark_desktop.report.docx_writer.plan import plan
from zcpark_desktop.report.proofs import natural, papers_at, quoted

MINE = ("plan", "self_assessment", "exemptions", "evidence", "calculation")


def park(**fields: Any) -> Project:
    """A park of these fields and nothing else."""
    return Project.model_validate({**small(y2025={}).model_dump(), **fields})


def blank_headings(document: b.Document) -> list[str]:
    """The headings that nothing stands under."""
    blocks = [block for block in document.walk() if not isinstance(block, b.Landscape)]
    return [
        block.text
        for block, after in zip_longest(blocks, blocks[1:])
        if isinstance(block, b.Heading)
        and (after is None or (isinstance(after, b.Heading) and after.level <= block.level))
    ]


def test_a_blank_heading_would_be_found() -> None:
    blocks = (b.Heading(1, "甲"), b.Heading(2, "乙"), b.Heading(2, "丙"), b.Paragraph("文"), b.Heading(1, "丁"))
    assert blank_headings(b.Document("plan", "", blocks)) == ["乙", "丁"]


# --------------------------------------------------------------------------- all of them


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", MINE)
def test_no_heading_stands_without_content(kind: str, name: str) -> None:
    made = compose(kind, evaluation(name), clock)
    assert made is None or blank_headings(made) == []


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", MINE)
def test_no_word_of_the_program_reaches_the_reader(kind: str, name: str) -> None:
    made = compose(kind, evaluation(name), clock)
    text = text_of(made) if made else ""
    for word in ("None", "Decimal", "{", "}", "_10k_", "tce/"):
        assert word not in text


@pytest.mark.parametrize("kind", ("plan", "self_assessment", "evidence", "calculation"))
def test_exempt_rows_stand_in_no_other_document(kind: str) -> None:
    text = text_of(document(kind))
    assert "工业余热回收利用率" not in text
    assert "货物清洁运输比例" not in text
    assert "余热/余冷/余压综合利用率" not in text


@given(projects())
def test_every_project_that_can_be_entered_makes_every_document(project: Project) -> None:
    found = evaluate(project, rules())
    for kind in MINE:
        made = compose(kind, found, clock)
        if made is not None:
            assert blank_headings(made) == []
            plan(made)  # refuses bookmarks that are twice there, and references without a target


# --------------------------------------------------------------------------- self-assessment


def test_the_self_assessment_lists_every_row_that_is_not_exempt() -> None:
    made = document("self_assessment")
    numbers = [
        str(row[1])
        for caption in ("约束性", "重要参考", "激励性")
        for row in table(made, f"无锡市{caption}指标自评").rows
    ]
    assert numbers == [str(number) for number in range(1, 32) if number not in (15, 18)]


def test_an_unclaimed_incentive_row_keeps_its_value_and_has_no_verdict() -> None:
    made = {str(row[1]): row for row in table(document("self_assessment"), "无锡市激励性指标自评").rows}
    assert cell_words(made["22"][9]) == "– 未申请"
    assert cell_words(made["24"][9]) == "✓ 达标"


def test_a_planned_value_shows_whether_it_meets_its_limit() -> None:
    made = {str(row[1]): row for row in table(document("self_assessment"), "江苏省重要参考指标自评").rows}
    # row 5, cleaner production: 48 % planned for 2027 and 76 % for 2030 against 50 %
    assert [cell_words(cell) for cell in made["5"][5:9]] == ["≥50%", "48%✗", "≥50%", "76%✓"]


def test_the_summary_counts_the_rows_of_each_class() -> None:
    assert "约束性指标5项，达标2项，未达标3项" in text_of(document("self_assessment"))
    assert "除按规定免列的2项（见《免列说明》）外，按现状自评：约束性指标5项" in text_of(document("self_assessment"))


def test_what_a_missing_row_lacks_stands_in_its_remark() -> None:
    made = {
        str(row[1]): row for row in table(document("self_assessment", "nearly_empty"), "无锡市重要参考指标自评").rows
    }
    assert cell_words(made["6"][9]) == "… 待补充"
    assert made["6"][13] == "待补充：企业清单"


@pytest.mark.parametrize("caption", ["无锡市重要参考指标自评", "江苏省重要参考指标自评"])
def test_names_and_remarks_of_the_self_assessment_have_columns_to_be_read_in(caption: str) -> None:
    found = table(document("self_assessment"), caption)
    widths, _ = fitted(found, LANDSCAPE_WIDTH)
    titles = [column.title for column in found.columns]
    # 小五: half of a character is 90 twips. Nine halves are four characters a line, and more.
    for title, halves in (("二级指标", 9), ("口径", 9), ("说明", 8), ("一级指标", 6)):
        assert widths[titles.index(title)] >= halves * 90 + 114, title


def test_the_signing_body_stays_on_the_page_of_the_date(tmp_path: Path) -> None:
    path = export(documents_of(sample()), tmp_path, only="self_assessment")[0]
    style = docx.Document(str(path)).styles["Signature"]
    assert style.paragraph_format.keep_with_next


@pytest.mark.parametrize(("letters", "cell", "below"), [
    (60, "说" * 60, []), (61, "见表后说明", [f"第6、7项说明：{'说' * 61}。"])])
def test_long_remarks_stand_below_the_table_of_the_self_assessment(letters: int, cell: str, below: list[str]) -> None:
    data = sample().model_dump(mode="json")
    ids = {row.row.number: row.row.indicator for row in evaluation().schemes["wuxi-2025"].rows}
    data["targets"] = [{"id": str(number), "indicator": ids[number], "year": 2027, "value": 90, "note": "说" * letters}
                       for number in (6, 7)]
    made = document_of(Project.model_validate(data), "self_assessment")
    found = {str(row[1]): cell_words(row[13]) for row in table(made, "无锡市重要参考指标自评").rows}
    assert (found["6"], found["7"], found["8"]) == (cell, cell, "—")
    assert [block.content for block in made.walk() if isinstance(block, b.Paragraph) and block.style == "note"] == below


def test_every_row_of_the_self_assessment_is_seen_on_the_pages(tmp_path: Path) -> None:
    pdf = pdf_of(export(documents_of(sample()), tmp_path, only="self_assessment")[0], tmp_path)
    seen = subprocess.run(
        [require_program("pdftotext"), "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    made = [block for block in document("self_assessment").walk() if isinstance(block, b.Table)]
    shown = [cell_words(row[4]) for block in made for row in block.rows if len(row) > 5]
    shares = Counter(text for text in shown if text.endswith("%"))
    assert sum(shares.values()) == 19 + 15 + 3  # of city, province and nation, without exempt rows
    assert [share for share, count in shares.items() if seen.count(share) < count] == []


# --------------------------------------------------------------------------- exemptions


def exempting(**changes: Any) -> Project:
    row = {"scheme": "wuxi-2025", "indicator": "clean_freight_share", "reason": "没有铁路和水路。", "evidence": ["e"]}
    return park(
        exemptions=[{**row, **changes}],
        evidence=[{"id": "e", "number": "18-01", "title": "交通条件说明", "issuer": "园区规划部"}],
    )


def test_a_park_without_exemptions_needs_no_statement() -> None:
    assert compose("exemptions", evaluation("nearly_empty"), clock) is None


def test_an_exemption_states_demand_reason_and_proof() -> None:
    made = document_of(exempting(), "exemptions")
    form = next(block for block in made.walk() if isinstance(block, b.Table))
    assert rows(form)["指标要求"] == ["近期≥80%，远期≥100%"]
    assert rows(form)["不具备条件的原因"] == ["没有铁路和水路。"]
    assert rows(form)["佐证材料"] == ["18-01 交通条件说明（园区规划部）"]


@pytest.mark.parametrize("lack", [{"reason": " "}, {"evidence": []}, {"indicator": "carbon_per_unit_energy"}])
def test_an_exemption_that_does_not_count_makes_no_statement_and_leaves_the_row_in_place(lack: Any) -> None:
    project = exempting(**lack)
    assert not material_of(project).exempt_indicators
    assert "货物清洁运输比例" in text_of(document_of(project, "self_assessment"))


def test_an_incomplete_exemption_beside_a_good_one_is_named() -> None:
    project = exempting()
    more = with_value(project, "exemptions", [*project.model_dump()["exemptions"], {"indicator": "water_reuse_share"}])
    assert "第14项“工业用水重复利用率”的免列说明缺少原因" in text_of(document_of(more, "exemptions"))
    assert titles(document_of(more, "exemptions"))[-1] == "待补充"


# --------------------------------------------------------------------------- list of evidence


def test_papers_are_sorted_as_people_count() -> None:
    assert sorted(["10-01", "2-10", "2-9"], key=natural) == ["2-9", "2-10", "10-01"]


def test_a_paper_of_an_exempt_row_proves_the_exemption() -> None:
    made = rows(table(document("evidence"), "佐证材料清单"))
    row = next(cells for cells in made.values() if cells[0] == "18-01")
    assert row[3] == "免列说明"


def test_a_paper_that_names_no_row_is_told_by_the_table_that_quotes_it() -> None:
    project = park(evidence=[{"id": "e", "title": "边界图"}], boundary={"evidence": ["e"]})
    made = rows(table(document_of(project, "evidence"), "佐证材料清单"))
    assert made["1"][:4] == ["待编号", "边界图", "—", "园区边界"]


def test_rows_of_one_paper_are_told_in_runs() -> None:
    project = park(
        evidence=[
            {
                "id": "e",
                "title": "报表",
                "indicators": [
                    "carbon_per_unit_energy",
                    "energy_per_value_added",
                    "carbon_per_value_added",
                    "clean_energy_share",
                ],
            }
        ]
    )
    assert rows(table(document_of(project, "evidence"), "佐证材料清单"))["1"][3] == "无锡市第2—4项；国家第2项"


def test_rows_without_papers_are_listed_with_what_usually_proves_them() -> None:
    made = rows(table(document("evidence", "nearly_empty"), "尚缺佐证的指标"))
    assert made["无锡市第8项"] == ["开展碳足迹核算认证企业占比", "产品碳足迹报告；认证证书（编号、机构、日期）"]
    assert "无锡市第22项" not in made  # an incentive row that is not claimed needs no proof


def test_statements_of_enterprises_without_papers_are_counted_and_named() -> None:
    said = {"value": True}
    project = park(
        enterprises=[
            {"name": "甲", "diagnosed": {**said, "evidence": ["e"]}, "verified": {**said, "evidence": ["e"]}},
            {"name": "乙", "diagnosed": said, "benchmark": {"value": "reached"}},
            {"name": "丙", "diagnosed": said, "counted_in": False},
            {"name": "丁", "diagnosed": {"value": False}, "benchmark": {"value": "no_value"}},
        ],
        evidence=[{"id": "e", "number": "6-01"}],
    )
    made = rows(table(document_of(project, "evidence"), "尚缺佐证的企业声明事项"))
    assert made == {"参与“智改数转网联”诊断": ["2", "1", "乙"], "能效达到行业标杆": ["1", "1", "乙"]}


def test_blanks_of_the_register_are_counted() -> None:
    project = park(
        evidence=[
            {"id": "a", "number": "1", "title": "甲"},
            {"id": "b", "number": "2", "title": "乙", "issuer": "某局"},
        ]
    )
    made = rows(table(document_of(project, "evidence"), "登记不完整的佐证材料"))
    assert made["出具单位"] == ["1", "1"]
    assert made["文件"] == ["2", "1、2"]


# --------------------------------------------------------------------------- which paper proves what


def test_the_nearest_part_with_papers_decides() -> None:
    project = park(
        years=[
            {
                "year": 2025,
                "electricity": {"evidence": ["a"]},
                "vehicles": [{"evidence": ["b"]}, {"evidence": ["a", "b"]}],
            }
        ],
        evidence=[{"id": "a", "number": "1"}, {"id": "b", "number": "2"}],
    )
    found = material_of(project)
    assert quoted(papers_at(found, "years/2025/electricity/grid_10k_kwh")) == "1"
    assert quoted(papers_at(found, "years/2025/vehicles")) == "2、1"
    assert papers_at(found, "years/2025/heat/purchased_fossil_gj") == ()
    assert papers_at(found, "years/1999/heat") == ()


def test_a_count_over_the_enterprises_is_proved_by_its_own_statements() -> None:
    project = park(
        enterprises=[
            {"name": "甲", "diagnosed": {"value": True, "evidence": ["a"]}},
            {"name": "乙", "verified": {"value": True, "evidence": ["b"]}},
            {"name": "丙", "counted_in": False, "diagnosed": {"value": True, "evidence": ["b"]}},
        ],
        evidence=[{"id": "a", "number": "1"}, {"id": "b", "number": "2"}],
    )
    assert quoted(papers_at(material_of(project), "enterprises", "diagnosed_all_enterprises")) == "1"
    assert papers_at(material_of(project), "enterprises", "counted_all_enterprises") == ()


def test_many_papers_are_quoted_in_short() -> None:
    project = park(evidence=[{"id": str(n), "number": str(n)} for n in range(1, 6)])
    assert quoted(project.evidence, 3) == "1、2、3等5份"
    assert quoted(project.evidence[:3], 3) == "1、2、3"


def explained_park(reason: str, **changes: Any) -> Project:
    """A park whose area is above the catalogue's, with an explanation of that, and then changed."""
    project = park(basics={"name": "某园区"}, boundary={"area_km2": "4.01", "catalogue_area_km2": 4})
    finding = next(each for each in check(project, rules()) if each.id == "level.area")
    project = with_value(project, "explanations", with_explanation(project, finding, reason))
    for address, value in changes.items():
        project = with_value(project, address.replace("__", "/"), value)
    return project


@pytest.mark.parametrize("kind", ["application", "self_assessment"])
def test_what_was_explained_is_printed_with_its_explanation(kind: str) -> None:
    found = table(document_of(explained_park("2024年经批准扩区。"), kind), "数据情况说明")
    (line,) = found.rows
    assert line == ("1", "申报面积4.01平方公里，大于目录核准面积4平方公里。", "2024年经批准扩区。")


@pytest.mark.parametrize("kind", ["application", "self_assessment"])
def test_an_explanation_that_has_fallen_is_not_printed(kind: str) -> None:
    assert "数据情况说明" not in text_of(document_of(explained_park("扩区。", boundary__area_km2="4.02"), kind))
