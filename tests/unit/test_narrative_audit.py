"""What the audit finds in the written text, and what the documents make of it."""

from __future__ import annotations

from decimal import Decimal

from zcpark_desktop.audit import Finding, Severity, check
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.project import Project, new_project, with_values
from zcpark_desktop.report import compose
from zcpark_desktop.report.blocks import Paragraph, Table

GDP = "years/2025/economy/gdp_10k_yuan"


def park(body: str, *edits: tuple[str, object], section: str = "application.1.1") -> Project:
    return with_values(new_project(), [("narratives", ({"section": section, "body": body},)), *edits])


def findings(project: Project) -> list[Finding]:
    return [finding for finding in check(project, load_rules()) if finding.id.startswith("narrative.")]


def test_a_live_number_without_value_must_be_fixed_and_jumps_to_text_and_field() -> None:
    [finding] = findings(park("生产总值{生产总值.2025}。"))
    assert finding.id == "narrative.chip_missing"
    assert finding.severity is Severity.MUST_FIX
    assert (
        finding.sentence
        == "“申报书　建设基础：园区基本情况”中的数据“2025年地区生产总值”没有值：缺2025年地区生产总值；请补充数据，或删去引用。"
    )
    assert finding.addresses == ("narratives/application.1.1/body", GDP)


def test_numbers_of_one_text_that_lack_the_same_are_said_together() -> None:
    (finding,) = findings(park("生产总值{生产总值.2025}，即{生产总值.2025}。"))
    assert finding.sentence.count("“2025年地区生产总值”") == 1


def test_the_finding_goes_when_the_value_comes() -> None:
    assert findings(park("生产总值{生产总值.2025}。", (GDP, Decimal(5)))) == []


def test_a_name_that_is_no_live_number_must_be_fixed() -> None:
    [finding] = findings(park("见{附表一}。"))
    assert finding.id == "narrative.chip_unknown"
    assert "“{附表一}”不是可以引用的数据" in finding.sentence


def test_quoting_a_row_that_the_application_leaves_out_has_to_be_explained() -> None:
    [finding] = findings(park("要求{指标.22.近期限值}。"))
    assert (finding.id, finding.severity) == ("narrative.chip_left_out", Severity.EXPLAIN)


def test_a_text_of_no_section_is_noticed() -> None:
    [finding] = findings(park("正文", section="application.9.9"))
    assert finding.id == "narrative.section_unknown"


def _paragraphs(project: Project) -> list[str]:
    document = compose("application", evaluate(project, load_rules()))
    assert document is not None
    return [str(block.content) for block in document.blocks if isinstance(block, Paragraph)]


def test_documents_print_the_value_of_the_moment() -> None:
    body = "全年生产总值{生产总值.2025}。"
    assert "全年生产总值5万元。" in _paragraphs(park(body, (GDP, Decimal(5))))
    assert "全年生产总值6.5万元。" in _paragraphs(park(body, (GDP, Decimal("6.5"))))


def test_documents_mark_a_missing_value_and_list_what_it_lacks() -> None:
    project = park("用热{用热.2030}。")
    assert "用热【待补充：2030年用热量】。" in _paragraphs(project)
    document = compose("application", evaluate(project, load_rules()))
    assert document is not None
    [pending] = [block for block in document.blocks if isinstance(block, Table) and block.caption == "待补充内容"]
    assert any("文稿" in str(cell) for row in pending.rows for cell in row)
