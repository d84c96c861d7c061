"""Rules packs in the window: dropped, looked at, taken, taken back; a reopened project says that its rules changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from zcpark_desktop.paths import resources, user_data
from zcpark_desktop.rules.packs import pack_folder
from zcpark_desktop.ui.rules import usable_rules
from zcpark_desktop.ui.rules.packs import PacksDialog
from zcpark_desktop.ui.rules.proposal import ProposalDialog

from .conftest import Answers
from .opened import opened, settled

SCHEME = (resources() / "rules/schemes/jiangsu-2024.toml").read_text(encoding="utf-8")
HEAD = 'id = "jiangsu"\ntitle = "江苏省指标更新"\ndate = 2026-03-01\nissuer = "省发展改革委"\nprogram = "0.1.0"\n'


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "src"
    (folder / "schemes").mkdir(parents=True)
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    tighter = SCHEME.replace("target = { limit = 0.35 }", "target = { limit = 0.15 }")
    (folder / "schemes/jiangsu-2024.toml").write_text(tighter, encoding="utf-8")
    file = tmp_path / "江苏.zcrules"
    file.write_bytes(pack_folder(folder))
    return file


def limit(window, qtbot) -> str:
    settled(window, qtbot)
    return str(window.session.evaluation.schemes["jiangsu-2024"].rows[0].current.limit.printed)


def in_proposal(window, act) -> None:
    """Let `act(dialog)` answer the next proposal, which comes up once the pack has been read."""
    timer = QTimer(window, interval=10)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ProposalDialog):
            return
        timer.stop()
        try:
            act(dialog)
        except BaseException:
            dialog.close()
            raise

    timer.timeout.connect(look)
    timer.start()


def drop(window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)


def taken(window, qtbot, pack: Path) -> None:
    """Take the pack through the menu's action."""
    window.questions.said["rules"] = pack
    in_proposal(window, lambda dialog: dialog.yes.click())
    window.menus.actions["take_rules"].trigger()
    qtbot.waitUntil(lambda: limit(window, qtbot) == "0.15")


def test_a_dropped_pack_shows_old_and_new_and_is_left_alone_on_cancel(window, qtbot, pack: Path) -> None:
    opened(window, qtbot)
    seen: list[object] = []

    def look(dialog) -> None:
        rows = [dialog.changes.topLevelItem(at) for at in range(dialog.changes.topLevelItemCount())]
        seen.extend([dialog.summary.text(), [[row.text(column) for column in range(6)] for row in rows],
                     dialog.checksum.text().replace(" ", "")])
        dialog.no.click()

    drop(window, pack)
    in_proposal(window, look)
    qtbot.waitUntil(lambda: bool(seen))
    summary, rows, checksum = seen
    assert summary == "当前项目将有3处变化，其中3处结论改变"
    assert rows[0][2:] == ["现状", "0.314 吨标准煤/万元", "≤0.35 → ≤0.15", "✓ 达标 → ✗ 未达标"]
    assert len(checksum) == 64
    assert limit(window, qtbot) == "0.35"
    assert window.questions.told == []


def test_a_taken_pack_counts_on_the_page_on_show_and_is_taken_back(window, qtbot, pack: Path) -> None:
    opened(window, qtbot)
    window.workspace.open_step("indicators")
    taken(window, qtbot, pack)
    assert window.workspace.pages.current == "indicators"
    dialog = PacksDialog(window)
    assert dialog.list.topLevelItemCount() == 1 and dialog.change.text() == "停用…"
    in_proposal(window, lambda proposal: proposal.yes.click())
    dialog.change.click()
    qtbot.waitUntil(lambda: limit(window, qtbot) == "0.35")
    assert dialog.change.text() == "恢复使用…"
    in_proposal(window, lambda proposal: proposal.yes.click())
    dialog.change.click()
    qtbot.waitUntil(lambda: limit(window, qtbot) == "0.15")
    dialog.close()


def test_without_a_project_the_pack_is_shown_as_well(window, qtbot, pack: Path) -> None:
    window.questions.said["rules"] = pack
    seen: list[str] = []

    def look(dialog) -> None:
        seen.append(dialog.summary.text())
        dialog.no.click()

    in_proposal(window, look)
    window.menus.actions["take_rules"].trigger()
    assert seen == ["没有打开项目；以后打开的项目都按改变后的规则计算。"]


def test_a_bad_pack_is_one_sentence_and_changes_nothing(window, qtbot, tmp_path: Path) -> None:
    opened(window, qtbot)
    bad = tmp_path / "坏.zcrules"
    bad.write_bytes(b"PK\x03\x04 nothing")
    window.questions.said["rules"] = bad
    window.menus.actions["take_rules"].trigger()
    assert window.questions.told == ["“坏.zcrules”不是规则包，或已损坏，请重新获取。"]


def test_a_reopened_project_says_that_its_rules_have_changed_since(window, qtbot, pack: Path, tmp_path: Path) -> None:
    opened(window, qtbot)
    window.questions.said["save"] = tmp_path / "示例.zcpark"
    assert window.files.save()
    window.files.close()
    window.files.open(tmp_path / "示例.zcpark")
    assert window.questions.told == []
    taken(window, qtbot, pack)
    window.files.close()
    window.questions.told.clear()
    window.files.open(tmp_path / "示例.zcpark")
    (told,) = window.questions.told
    assert "江苏省（近）零碳产业园区建设指标”自上次保存后有变化" in told and "无锡" not in told


def test_a_changed_factor_is_told_as_well(window, qtbot, tmp_path: Path) -> None:
    opened(window, qtbot)
    window.questions.said["save"] = tmp_path / "示例.zcpark"
    assert window.files.save()
    window.files.close()
    folder = tmp_path / "own"
    (folder / "factors").mkdir(parents=True)
    (folder / "pack.toml").write_text(HEAD, encoding="utf-8")
    (folder / "factors/heat.csv").write_text(
        "id,title,value,unit,reference,certainty\nheat_fossil_default,热力,0.2,吨二氧化碳/吉焦,ndrc_910,assumption\n",
        encoding="utf-8")
    from zcpark_desktop.evaluate import load_rules

    window.take_rules(load_rules(packs=[folder]))
    window.files.open(tmp_path / "示例.zcpark")
    (told,) = window.questions.told
    assert told.startswith("能源品种、因子或口径自上次保存后有变化；")


def test_wrong_rule_files_of_the_user_do_not_keep_the_window_from_opening() -> None:
    own = user_data() / "rules" / "schemes"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('id = "mine"\ntitel = "x"\n', encoding="utf-8")
    answers = Answers()
    assert "wuxi-2025" in usable_rules(answers).schemes
    (told,) = answers.told
    assert told.startswith("schemes/mine.toml 第 2 行：未知字段“titel”") and told.endswith("只按程序自带的规则计算。")


@pytest.mark.parametrize(("answer", "expected"), [("shipped", "0.35"), ("packs", "0.15")])
def test_after_an_upgrade_the_user_says_which_rules_count(
    window, qtbot, pack: Path, monkeypatch, answer: str, expected: str
) -> None:
    opened(window, qtbot)
    taken(window, qtbot, pack)
    monkeypatch.setattr("zcpark_desktop.storage.rule_packs.__version__", "9.0.0")
    questions = Answers()
    questions.said["程序已升级"] = answer
    rules = usable_rules(questions)
    assert str(rules.schemes["jiangsu-2024"].rows[0].target.limit) == expected
    assert "江苏省指标更新" in questions.asked[0]
    assert usable_rules(Answers()).schemes == rules.schemes  # settled: nobody is asked again
