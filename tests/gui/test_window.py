"""The real window: new, edit, undo, save, close, reopen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from zcpark_desktop.project import value_at, with_values
from zcpark_desktop.storage import archive, versions
from zcpark_desktop.ui.recent import recent
from zcpark_desktop.ui.steps import StepState

GDP = "years/2025/economy/gdp_10k_yuan"


def saved(window, path):
    window.questions.said["save"] = path
    assert window.files.save()
    return path


def test_a_project_made_edited_saved_and_reopened_is_the_same(make_window, tmp_path):
    window = make_window()
    window.files.new("province")
    session = window.session
    session.set_value("title", "试验园区")
    session.set_value(GDP, Decimal("123.40"))
    session.add_row("enterprises", {"name": "甲厂"})
    session.undo()
    session.redo()
    path = saved(window, tmp_path / "a.zcpark")
    assert not session.dirty
    before = session.project
    window.files.close()
    assert not window.has_project

    other = make_window()
    other.files.open(path)
    assert other.session.project == before
    assert other.session.project.basics.level_applied.value == "province"
    assert not other.session.dirty


def test_the_start_page_begins_a_project_of_the_level_chosen(window, qtbot):
    button = next(b for b in window.start_page.findChildren(QPushButton) if b.accessibleName() == "国家级零碳园区")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.has_project
    assert window.session.project.basics.level_applied.value == "nation"


def test_ctrl_s_takes_what_is_still_in_the_focused_field(window, qtbot, tmp_path):
    window.files.new("city")
    window.questions.said["save"] = tmp_path / "a.zcpark"
    field = window.workspace.pages.page.field
    field.setFocus()
    qtbot.keyClicks(field, "Park A")
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.session.project.title == "Park A"
    assert not window.session.dirty
    assert (tmp_path / "a.zcpark").exists()


def test_ctrl_z_reaches_the_project_when_the_field_has_nothing_of_its_own_to_take_back(window, qtbot):
    window.files.new("city")
    window.session.set_value("title", "甲")
    field = window.workspace.pages.page.field
    field.setText("甲")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.session.project.title == ""


def test_ctrl_z_in_a_field_being_typed_in_takes_back_the_typing_only(window, qtbot):
    window.files.new("city")
    window.session.set_value("basics/name", "甲")
    field = window.workspace.pages.page.field
    field.setFocus()
    qtbot.keyClicks(field, "B")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert window.session.project.basics.name == "甲"


@pytest.mark.parametrize(("answer", "closes", "exists"),
                         [("save", True, True), ("discard", True, False), ("cancel", False, False)])
def test_closing_with_unsaved_changes_asks(window, tmp_path, answer, closes, exists):
    window.files.new("city")
    window.session.set_value("title", "甲")
    window.questions.said = {"保存修改": answer, "save": tmp_path / "a.zcpark"}
    event = QCloseEvent()
    window.closeEvent(event)
    assert len([q for q in window.questions.asked if "未保存" in q]) == 1
    assert event.isAccepted() == closes
    assert (tmp_path / "a.zcpark").exists() == exists


def test_closing_an_unchanged_project_asks_nothing(window):
    window.files.new("city")
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted()
    assert window.questions.asked == []


def test_a_save_that_is_given_up_leaves_the_window_open(window):
    window.files.new("city")
    window.session.set_value("title", "甲")
    window.questions.said = {"保存修改": "save", "save": None}
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert window.session.dirty


def test_a_file_that_cannot_be_written_is_told_in_one_sentence_and_nothing_is_lost(window, tmp_path):
    window.files.new("city")
    window.session.set_value("title", "甲")
    (tmp_path / "占用").write_text("")
    window.questions.said["save"] = tmp_path / "占用" / "a.zcpark"
    assert not window.files.save()
    assert len(window.questions.told) == 1
    assert "占用" in window.questions.told[0]
    assert window.session.dirty


def test_a_file_that_is_no_project_is_refused_with_a_sentence(window, tmp_path):
    path = tmp_path / "a.zcpark"
    path.write_bytes(b"no zip")
    window.files.open(path)
    assert not window.has_project
    assert "a.zcpark" in window.questions.told[0]


def test_a_project_open_in_another_window_is_offered_for_reading_only(make_window, tmp_path):
    first, second = make_window(), make_window()
    first.files.new("city")
    path = saved(first, tmp_path / "a.zcpark")
    second.questions.said["项目正在使用"] = "read_only"
    second.files.open(path)
    assert second.session.read_only
    assert second.headline.state == "只读"
    assert not second.menus.actions["undo"].isEnabled()
    second.questions.said["save"] = tmp_path / "b.zcpark"
    assert second.files.save()
    assert not second.session.read_only
    second.session.set_value("title", "乙")
    second.files.recording.settle()
    assert second.files.recording.trouble == ""


def test_a_read_only_project_that_is_declined_does_not_open(make_window, tmp_path):
    first, second = make_window(), make_window()
    first.files.new("city")
    path = saved(first, tmp_path / "a.zcpark")
    second.questions.said["项目正在使用"] = "cancel"
    second.files.open(path)
    assert not second.has_project


def test_saving_over_a_project_open_elsewhere_is_refused(make_window, tmp_path):
    first, second = make_window(), make_window()
    first.files.new("city")
    path = saved(first, tmp_path / "a.zcpark")
    content = path.read_bytes()
    second.files.new("nation")
    second.questions.said["save"] = path
    assert not second.files.save()
    assert path.read_bytes() == content


@pytest.mark.parametrize("answer", ["cancel", "replace", "save_as"])
def test_a_file_that_was_changed_meanwhile_is_not_covered_silently(make_window, tmp_path, answer):
    """As a sync client does it with a colleague's work."""
    path, other = tmp_path / "园区.zcpark", tmp_path / "同事.zcpark"
    window = make_window()
    window.questions.said = {"save": path, "文件已被改动": answer}
    window.files.new("city")
    window.session.set_value("title", "我的")
    assert window.files.save() and window.questions.asked[-1:] != ["文件已被改动"]
    theirs = archive.open_project(path).project
    archive.save(with_values(theirs, [("title", "同事的")]), other)
    other.replace(path)
    window.session.set_value("title", "我的新稿")
    window.questions.said["save"] = tmp_path / "另存.zcpark"
    saved = window.files.save()
    assert "在打开之后被改动过" in "".join(window.questions.asked)
    kept = versions.versions(theirs.project_id)
    titles = {archive.open_project(each.path).project.title for each in kept}
    if answer == "replace":
        assert saved and archive.open_project(path).project.title == "我的新稿" and "同事的" in titles
        window.session.set_value("title", "再改")
        asked = len(window.questions.asked)
        assert window.files.save() and len(window.questions.asked) == asked
    else:
        assert saved is (answer == "save_as") and archive.open_project(path).project.title == "同事的"
        assert (tmp_path / "另存.zcpark").exists() is (answer == "save_as")
        assert window.session.dirty is (answer == "cancel")


def test_the_file_is_free_again_once_its_project_is_closed(make_window, tmp_path):
    first, second = make_window(), make_window()
    first.files.new("city")
    path = saved(first, tmp_path / "a.zcpark")
    first.files.close()
    second.files.open(path)
    assert not second.session.read_only


def test_the_headline_says_how_safe_the_work_is(window, qtbot, tmp_path):
    window.files.new("city")
    assert window.headline.state == ""
    window.session.set_value("title", "甲")
    qtbot.waitUntil(lambda: window.headline.state.startswith("● 已自动暂存"))
    saved(window, tmp_path / "a.zcpark")
    assert window.headline.state.startswith("已保存")


def test_an_opened_project_is_remembered_with_name_and_progress(window, tmp_path):
    window.files.new("city")
    window.session.set_value("title", "甲园区")
    path = saved(window, tmp_path / "a.zcpark")
    window.files.close()
    assert [(entry.path, entry.title) for entry in recent()] == [(str(path), "甲园区")]
    path.unlink()
    assert recent() == []


def test_a_project_dropped_on_the_window_opens(window, qtbot, tmp_path):
    window.files.new("city")
    path = saved(window, tmp_path / "a.zcpark")
    window.files.close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDropEvent(*how, QEvent.Type.DragEnter)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(*how))
    qtbot.waitUntil(lambda: window.has_project)
    assert window.session.path == path


def test_the_sample_opens_whole_and_is_evaluated(window, qtbot):
    window.files.open_sample()
    assert window.session.path is None
    qtbot.waitUntil(lambda: window.session.evaluation is not None)
    assert value_at(window.session.project, "basics/name")
    assert window.workspace.share_done > 0.8


def test_every_step_can_be_reached_at_any_time(window):
    window.files.new("city")
    for step in window.workspace.steps:
        window.workspace.open_step(step.id)
        assert window.workspace.pages.current == step.id
    assert not window.workspace.pages.on.isVisible()
    window.menus.actions["previous"].trigger()
    assert window.workspace.pages.current == window.workspace.steps[-2].id


def test_a_step_shows_how_far_it_is(window, qtbot):
    window.files.new("city")
    assert window.workspace.step_list.state_of("boundary") is StepState.EMPTY
    window.session.set_value("boundary/east", "锡东大道")
    qtbot.waitUntil(lambda: window.workspace.step_list.state_of("boundary") is StepState.IN_PROGRESS)


def test_a_jump_opens_the_page_and_puts_the_caret_there(window):
    window.files.new("city")
    window.workspace.side.jump.emit(GDP)
    assert window.workspace.pages.current == "economy"
    assert window.workspace.pages.page.focused == [GDP]


def test_every_action_stands_in_a_menu_and_has_a_shortcut_of_its_own(window):
    shortcuts = []
    for name, action in window.menus.actions.items():
        assert action.shortcuts(), name
        assert any(action in menu.actions() for menu in window.menus.menus.values()), name
        shortcuts += [key.toString() for key in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))


def test_f1_opens_the_manual_at_this_step(window):
    window.files.new("city")
    window.workspace.open_step("energy")
    window.menus.actions["help"].trigger()
    assert "能源平衡" in window._help.browser.toPlainText()
    window._help.close()


def test_a_page_of_the_manual_with_a_picture_has_room_for_it(window):
    window.workspace.open_step("export")
    window.menus.actions["help"].trigger()
    assert window._help.browser.horizontalScrollBar().maximum() == 0
    window._help.close()


def test_a_project_saved_under_other_rules_says_so_when_it_is_opened(make_window, tmp_path):
    window = make_window()
    window.files.new("city")
    path = saved(window, tmp_path / "a.zcpark")
    assert window.session.undo_label is None
    window.files.close()
    window.files.open(path)
    assert window.questions.told == []
    window.session.set_value("schemes/wuxi-2025/digest", "an older one")
    from zcpark_desktop.storage import archive

    archive.save(window.session.project, tmp_path / "b.zcpark")
    other = make_window()
    other.files.open(tmp_path / "b.zcpark")
    assert any("自上次保存后有变化" in sentence for sentence in other.questions.told)


def test_the_list_of_shortcuts_names_every_action(window):
    page = window.menus.shortcuts()
    for action in window.menus.actions.values():
        assert action.shortcut().toString() in page


def test_the_manual_follows_links_and_its_chapter_on_accounting_is_shown(window):
    from PySide6.QtCore import QUrl

    window.menus.actions["manual_quick_start"].trigger()
    assert window._help.windowTitle() == "说明：快速入门"
    window._help.browser.anchorClicked.emit(QUrl("accounting.md"))
    assert window._help.windowTitle() == "说明：核算方法与依据"
    assert "单位能耗碳排放" in window._help.browser.toPlainText()


def test_the_manual_is_written_as_a_web_page_and_as_a_word_file(window, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    for name in ("手册.html", "手册.docx"):
        window.questions.said["manual"] = tmp_path / name
        window.menus.actions["manual"].trigger()
        assert (tmp_path / name).stat().st_size > 100_000
    assert opened == [str(tmp_path / "手册.html"), str(tmp_path / "手册.docx")]


def test_about_shows_the_version_the_rules_with_their_dates_and_every_licence(window):
    from zcpark_desktop import __version__
    from zcpark_desktop.ui.about import AboutDialog

    dialog = AboutDialog(window)
    assert __version__ in dialog.version.text()
    rows = [dialog.rules.topLevelItem(at) for at in range(dialog.rules.topLevelItemCount())]
    assert [row.text(2) for row in rows if "无锡" in row.text(0)] == ["2025年3月19日"]
    dialog.parts.setCurrentRow(dialog.parts.count() - 1)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    dialog.close()
