"""Exporting as staff do it: choose, see what must be fixed, export off the GUI thread, open what was written."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from zcpark_desktop.forms import step
from zcpark_desktop.report import KINDS, file_name
from zcpark_desktop.report.docx_writer import FileInUse
from zcpark_desktop.ui.all_pages import page_of
from zcpark_desktop.ui.documents import job
from zcpark_desktop.ui.documents.asking import Asking

GDP = "years/2025/economy/gdp_10k_yuan"
QUICK = ("self_assessment", "evidence")


class Said(Asking):
    """Answers in advance, and remembers what was asked and told."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.asked: list[str] = []
        self.told: list[str] = []

    def tell(self, sentence: str, title: str = "提示") -> None:
        self.told.append(sentence)

    def choose(self, title: str, sentence: str, answers: dict[str, str], default: str, *, danger: str = "") -> str:
        self.asked.append(sentence)
        answer = self.answers[title]
        if isinstance(answer, list):
            answer = answer.pop(0)
        assert answer in answers
        return str(answer)

    def folder(self, suggestion: str) -> Path | None:
        return self.answers["folder"]


class Writer:
    """Stands in for the report: writes a small file, or finds it in use."""

    def __init__(self) -> None:
        self.in_use: set[str] = set()
        self.not_needed: set[str] = set()
        self.calls: list[tuple[str, str]] = []
        self.threads: set[threading.Thread] = set()
        self.before = lambda kind: None

    def __call__(self, project, rules, out_dir, only, clock, template=None, suffix="") -> list[Path]:
        self.calls.append((only, suffix))
        self.threads.add(threading.current_thread())
        self.before(only)
        target = out_dir / file_name(only, suffix)
        if target.name in self.in_use:
            raise FileInUse(f"无法写入“{target.name}”：文件可能正在 Word 或 WPS 中打开。")
        if only in self.not_needed:
            return []
        out_dir.mkdir(exist_ok=True)
        target.write_text(project.title, encoding="utf-8")
        return [target]


@pytest.fixture
def writer(monkeypatch) -> Writer:
    writer = Writer()
    monkeypatch.setattr(job, "export", writer)
    return writer


@pytest.fixture
def page(window, qtbot, tmp_path):
    for name in ("export", "economy", "boundary"):
        window.workspace.register_page(name, page_of(step(name)))
    window.files.new("city")
    page = window.workspace.open_step("export")
    page.asking = page.choice._asking = Said()
    page.choice.folder.setText(str(tmp_path / "out"))
    choose(page, *QUICK)
    with qtbot.waitSignal(window.session.checked):
        window.session.set_value("title", "甲")
    return page


def choose(page, *kinds):
    for kind, check in page.choice.kinds.items():
        check.setChecked(kind in kinds)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_chosen_is_written_as_real_word_files_and_listed(page, qtbot, tmp_path):
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    assert names(tmp_path / "out") == ["03 指标自评表.docx", "05 佐证材料清单.docx"]
    assert all(path.read_bytes().startswith(b"PK") for path in (tmp_path / "out").iterdir())
    assert page.status.done.heading.text() == "✓ 已导出2个文件"
    assert "03 指标自评表.docx" in page.status.done.lines.text()


def test_the_export_takes_the_project_as_it_was_and_leaves_the_gui_thread(page, qtbot, writer, tmp_path):
    page.run()
    assert [kind for kind, _ in writer.calls] == list(QUICK)
    assert threading.main_thread() not in writer.threads
    assert (tmp_path / "out" / "03 指标自评表.docx").read_text(encoding="utf-8") == "甲"


def test_what_must_be_fixed_is_shown_before_and_a_draft_can_be_exported_anyway(page, qtbot, writer, window):
    assert page.export.text() == "仍要导出草稿"
    assert page.status.must_fix.heading.text().startswith("✗ 导出前必须修改（")
    assert "“东至”未填写" in page.status.must_fix.lines.text()
    assert "只能作为草稿" in page._reason.text()
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    assert len(writer.calls) == 2
    page.status.must_fix.lines.linkActivated.emit("jump:boundary/east")
    assert window.workspace.pages.current == "boundary"


def test_without_anything_to_fix_the_button_says_export(page, qtbot):
    page._session._findings = ()
    page._session.checked.emit()
    assert page.export.text() == "导出"
    assert page.status.must_fix.heading.text() == "✓ 没有必须修改的问题"


def test_what_is_lacking_is_listed_with_a_way_to_it(page, qtbot, window):
    qtbot.waitUntil(lambda: "待补充（" in page.status.lacks.heading.text(), timeout=5000)
    assert "地区生产总值" in page.status.lacks.lines.text()
    page.status.lacks.lines.linkActivated.emit("jump:years/2025/economy")
    assert window.workspace.pages.current == "economy"


def test_the_list_of_what_is_lacking_follows_the_data(page, qtbot):
    qtbot.waitUntil(lambda: "地区生产总值" in page.status.lacks.lines.text(), timeout=5000)
    for year in range(2022, 2026):
        page._session.set_value(f"years/{year}/economy/gdp_10k_yuan", Decimal(1))
    qtbot.waitUntil(lambda: "地区生产总值" not in page.status.lacks.lines.text(), timeout=5000)


def test_files_that_are_there_already_are_not_replaced_without_asking(page, qtbot, writer, tmp_path):
    page.run()
    edited = tmp_path / "out" / "03 指标自评表.docx"
    edited.write_text("在 Word 中改过", encoding="utf-8")
    page.asking.answers["文件已存在"] = "cancel"
    page.run()
    assert "“03 指标自评表.docx”、“05 佐证材料清单.docx”" in page.asking.asked[-1]
    assert len(writer.calls) == 2
    page.asking.answers["文件已存在"] = "rename"
    page.run()
    assert edited.read_text(encoding="utf-8") == "在 Word 中改过"
    assert names(tmp_path / "out") == [
        "03 指标自评表.docx",
        "03 指标自评表（2）.docx",
        "05 佐证材料清单.docx",
        "05 佐证材料清单（2）.docx",
    ]
    page.run()
    assert "03 指标自评表（3）.docx" in names(tmp_path / "out")
    page.asking.answers["文件已存在"] = "replace"
    page.run()
    assert edited.read_text(encoding="utf-8") == "甲"


def in_use(page, writer, tmp_path, name):
    page.asking.answers["文件已存在"] = "replace"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text("打开着", encoding="utf-8")
    writer.in_use.add(name)


def test_a_file_open_in_word_can_be_written_under_another_name(page, qtbot, writer, tmp_path):
    in_use(page, writer, tmp_path, "03 指标自评表.docx")
    page.asking.answers["文件正在使用"] = "rename"
    page.run()
    assert "正在 Word 或 WPS 中打开" in page.asking.asked[-1]
    assert "03 指标自评表（2）.docx" in page.asking.asked[-1]
    assert names(tmp_path / "out") == ["03 指标自评表.docx", "03 指标自评表（2）.docx", "05 佐证材料清单.docx"]
    assert page.status.done.heading.text() == "✓ 已导出2个文件"


def test_a_file_closed_in_word_is_written_on_the_next_try_and_others_only_once(page, qtbot, writer, tmp_path):
    in_use(page, writer, tmp_path, "05 佐证材料清单.docx")
    page.asking.answers["文件正在使用"] = "retry"
    writer.before = lambda kind: writer.in_use.clear() if len(writer.calls) == 3 else None
    page.run()
    assert [kind for kind, _ in writer.calls] == ["self_assessment", "evidence", "evidence"]
    assert (tmp_path / "out" / "05 佐证材料清单.docx").read_text(encoding="utf-8") == "甲"


def test_giving_up_at_a_file_in_use_says_what_was_not_exported(page, qtbot, writer, tmp_path):
    in_use(page, writer, tmp_path, "05 佐证材料清单.docx")
    page.asking.answers["文件正在使用"] = "cancel"
    page.run()
    assert page.status.done.heading.text() == "✓ 已导出1个文件"
    assert "未导出：《佐证材料清单》" in page.status.done.lines.text()


def test_a_folder_that_may_not_be_written_is_told_without_offering_names(page, qtbot, writer, tmp_path):
    writer.in_use.add("03 指标自评表.docx")  # nothing of that name is there
    page.run()
    assert page.asking.asked == []
    assert len(page.asking.told) == 1


def test_a_full_disk_is_told_in_a_sentence(page, qtbot, writer, tmp_path):
    def fail(kind: str) -> None:
        raise OSError(28, "No space left on device")

    writer.before = fail
    page.run()
    assert page.asking.told == [f"无法写入“{tmp_path / 'out'}”：磁盘空间不足；请换一个文件夹后重试。"]
    assert page.status.done.heading.text() == "没有导出文件"


def test_cancelling_keeps_what_was_written_and_names_the_rest(page, qtbot, writer, monkeypatch, tmp_path):
    progresses = []
    report = job.Progress.report

    def remembering(progress, share, words=""):
        progresses.append(progress)
        report(progress, share, words)

    monkeypatch.setattr(job.Progress, "report", remembering)
    writer.before = lambda kind: progresses[-1].cancel()
    page.run()
    assert names(tmp_path / "out") == ["03 指标自评表.docx"]
    assert "已取消：《佐证材料清单》" in page.status.done.lines.text()


def test_a_document_that_the_park_does_not_need_is_said_to_be_so(page, qtbot, tmp_path):
    choose(page, "exemptions")
    page.run()
    assert "《免列说明》无需生成" in page.status.done.lines.text()
    assert page.status.done.heading.text() == "没有导出文件"
    assert page.status.open_folder.isHidden()


def test_nothing_chosen_or_no_folder_cannot_be_exported_and_says_why(page, qtbot, tmp_path):
    choose(page)
    assert not page.export.isEnabled()
    assert page._reason.text() == "请至少选择一个文件。"
    choose(page, "evidence")
    page.choice.folder.setText(" ")
    assert not page.export.isEnabled()
    assert page._reason.text() == "请选择导出文件夹。"
    page.asking.answers["folder"] = tmp_path / "anders"
    next(b for b in page.choice.findChildren(QPushButton) if b.text() == "选择…").click()
    assert page.export.isEnabled()


def test_the_choice_and_the_folder_are_remembered(page, qtbot, writer, window, tmp_path):
    page.run()
    again = page_of(step("export"))(window.session, step("export"))
    qtbot.addWidget(again)
    assert again.choice.chosen == list(QUICK)
    assert again.choice.folder.text() == str(tmp_path / "out")


def test_what_was_written_opens_in_the_systems_program(page, qtbot, writer, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(
        "zcpark_desktop.ui.outside.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()) or True,
    )
    page.run()
    path = tmp_path / "out" / "03 指标自评表.docx"
    page.status.done.lines.linkActivated.emit(f"open:{path}")
    qtbot.mouseClick(page.status.open_folder, Qt.MouseButton.LeftButton)
    assert [Path(name) for name in opened] == [path, tmp_path / "out"]
    path.unlink()
    page.status.done.lines.linkActivated.emit(f"open:{path}")
    assert "可能已被移动或改名" in page.asking.told[-1]


def test_every_kind_of_document_is_offered_and_described(page):
    assert list(page.choice.kinds) == list(KINDS)
