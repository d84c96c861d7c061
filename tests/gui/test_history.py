"""Earlier versions: kept at each save, restored as a step that can be undone."""

from __future__ import annotations

import pytest

from zcpark_desktop.storage import versions
from zcpark_desktop.ui.history import HistoryDialog


@pytest.fixture
def saved_twice(window, tmp_path):
    window.files.new("city")
    window.questions.said["save"] = tmp_path / "a.zcpark"
    window.session.set_value("title", "第一稿")
    evidence = tmp_path / "批复.txt"
    evidence.write_text("同意")
    stored = window.session.evidence.add(evidence)
    window.session.add_row("evidence", {"number": "1-01", "title": "批复", "file": stored})
    assert window.files.save()
    window.session.remove_rows("evidence", ["1"])
    window.session.set_value("title", "第二稿")
    assert window.files.save()
    return window


def test_each_save_keeps_a_version(saved_twice):
    kept = versions.versions(saved_twice.session.project.project_id)
    assert {version.title for version in kept} == {"第一稿", "第二稿"}


def test_a_restored_version_is_one_step_that_can_be_undone(saved_twice):
    window = saved_twice
    dialog = HistoryDialog(window)
    item = next(dialog.list.topLevelItem(row) for row in range(2) if dialog.list.topLevelItem(row).text(1) == "第一稿")
    dialog.list.setCurrentItem(item)
    dialog.back.click()
    assert window.session.project.title == "第一稿"
    assert window.session.dirty
    sha256 = window.session.project.evidence[0].file.sha256
    with window.session.evidence.open(sha256) as body:
        assert body.read().decode() == "同意"
    window.session.undo()
    assert window.session.project.title == "第二稿"
    assert not window.session.dirty


def test_a_version_kept_by_hand_has_its_comment(saved_twice):
    dialog = HistoryDialog(saved_twice)
    dialog.comment.setText("报送稿")
    dialog.keep.click()
    assert "报送稿" in [version.comment for version in versions.versions(saved_twice.session.project.project_id)]


def test_an_unsaved_project_is_not_kept(saved_twice):
    saved_twice.session.set_value("title", "改")
    assert not HistoryDialog(saved_twice).keep.isEnabled()
