"""What needs an explanation gets one in the side panel, and loses it when its numbers change."""

from __future__ import annotations

from zcpark_desktop.audit import Severity
from zcpark_desktop.paths import resources
from zcpark_desktop.project import parse_json
from zcpark_desktop.ui.side_panel import _ConcernRow
from zcpark_desktop.ui.window import MainWindow


def _open_findings(window: MainWindow) -> list[str]:
    return [each.sentence for each in window.session.findings
            if each.severity is Severity.EXPLAIN and not each.explanation]


def test_an_explanation_settles_a_finding_as_one_step_until_the_numbers_change(window: MainWindow, qtbot) -> None:
    sample = (resources() / "samples" / "sample.json").read_bytes()
    window.files.new("city")
    window.session.replace(parse_json(sample), "导入示例")
    window.workspace.open_step("targets")
    target = next(row for row in window.session.project.targets
                  if row.indicator == "carbon_per_unit_energy" and row.year == 2027)
    window.session.set_value(f"targets/{target.key}/value", "1.5")
    qtbot.waitUntil(lambda: any("2027年规划值未达到要求" in each for each in _open_findings(window)))
    row = next(row for row in window.workspace.side.findChildren(_ConcernRow)
               if row.isVisibleTo(window) and "2027年规划值未达到要求" in row.shown.sentence)
    window.questions.said["填写说明"] = "绿电直连一期推迟到2028年投运。"
    row.explain.click()
    assert window.session.undo_label == "填写问题说明"
    qtbot.waitUntil(lambda: not any("2027年规划值未达到要求" in each for each in _open_findings(window)))
    window.session.set_value(f"targets/{target.key}/value", "1.6")
    qtbot.waitUntil(lambda: any("2027年规划值未达到要求" in each for each in _open_findings(window)))
