"""Exporting as staff do it: choose, see what must be fixed, export off the GUI thread, open what was written."""

from __future__ import annotations

import threading
import zipfile
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.unit.report.parks import documents_of, sample
from zcpark_desktop.forms import step
from zcpark_desktop.report import KINDS, file_name
from zcpark_desktop.report.docx_writer import FileInUse
from zcpark_desktop.ui.all_pages import page_of
from zcpark_desktop.ui.documents import job
from zcpark_desktop.ui.documents.asking import Asking
from zcpark_desktop.ui.documents.packing import PackageDialog
from zcpark_desktop.ui.work import Progress

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

    def keep(self, edited):
        self.asked.append(edited)
        return self.answers["keep"](edited)

    def form(self):
        return self.answers["form"]

    def filled_place(self, suggestion):
        return self.answers["filled"]

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

    def __call__(self, documents, out_dir, only, template=None, suffixes=(), **_hand) -> list[Path]:
        suffix = dict(suffixes).get(only, "")
        self.calls.append((only, suffix))
        self.threads.add(threading.current_thread())
        self.before(only)
        target = out_dir / file_name(only, suffix)
        if target.name in self.in_use:
            raise FileInUse(f"无法写入“{target.name}”：文件可能正在 Word 或 WPS 中打开。")
        if only in self.not_needed:
            return []
        out_dir.mkdir(exist_ok=True)
        target.write_text(documents.evaluation.project.title, encoding="utf-8")
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
    assert "按 Ctrl+A 再按 F9 更新页码" in page.status.done.lines.text()
    assert page.status.differs.heading.text() == "✓ 已回读核对：没有不一致"


def test_numbers_of_papers_lead_into_the_list_that_is_written_later_under_another_name(tmp_path):
    order = job.Order(documents_of(sample()), tmp_path, suffixes={"evidence": "（2）"})
    job.write(order, job.Outcome(["exemptions", "evidence"]), Progress())
    with zipfile.ZipFile(tmp_path / file_name("exemptions")) as word:
        relations = word.read("word/_rels/document.xml.rels").decode()
    assert quote(file_name("evidence", "（2）")) + "#" in relations


def test_what_differs_from_the_project_is_told_after_the_export(page, qtbot, monkeypatch):
    from zcpark_desktop.report import reading_back

    told = [reading_back.Difference("申报书", "一、建设基础", reading_back.Kind.NUMBER, f"第{i}处") for i in range(25)]
    monkeypatch.setattr(reading_back, "read_back", lambda paths, evaluation: told)
    page.run()
    assert page.status.differs.heading.text() == "✗ 已回读核对：发现50处不一致"
    assert "《申报书》“一、建设基础”：第0处" in page.status.differs.lines.text()
    assert "另有10处" in page.status.differs.lines.text()


def test_a_file_that_cannot_be_read_back_is_told(page, qtbot, writer):
    page.run()
    assert page.status.differs.heading.text() == "✗ 已回读核对：发现2处不一致"
    assert "“03 指标自评表.docx”不是可用的 Word 文档" in page.status.differs.lines.text()


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


def test_without_anything_to_fix_the_button_says_export(page, window):
    window.session._findings = ()
    window.session.checked.emit()
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


# --------------------------------------------------------------------------- the package


def answered(monkeypatch, act, accepted=True):
    """Let `act(dialog)` fill in the dialog, and close it."""
    from PySide6.QtWidgets import QDialog

    from zcpark_desktop.ui.documents.packing import PackageDialog

    def answer(dialog):
        act(dialog)
        if accepted:
            dialog.accept()
            return QDialog.DialogCode.Accepted
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(PackageDialog, "exec", answer)


def test_a_package_is_made_of_what_is_chosen_and_can_be_opened(page, qtbot, monkeypatch, tmp_path):
    answered(monkeypatch, lambda dialog: dialog.workbooks.setChecked(False))
    qtbot.mouseClick(page.package, Qt.MouseButton.LeftButton)
    made = tmp_path / "out 申报包.zip"
    assert page.status.done.heading.text() == "✓ 已生成申报包"
    assert "共3个文件" in page.status.done.lines.text()
    assert zipfile.ZipFile(made).namelist() == [
        "1 申报文件/03 指标自评表.docx", "1 申报文件/05 佐证材料清单.docx", "校验清单.txt"]
    opened = []
    monkeypatch.setattr("zcpark_desktop.ui.outside.QDesktopServices.openUrl",
                        lambda url: opened.append(Path(url.toLocalFile())) or True)
    page.status.done.lines.linkActivated.emit(f"open:{made}")
    qtbot.mouseClick(page.status.open_folder, Qt.MouseButton.LeftButton)
    assert opened == [made, tmp_path]


def test_the_dialog_of_a_package_is_high_enough_for_its_wrapped_words(qtbot, tmp_path):
    dialog = PackageDialog(tuple(KINDS), None, tmp_path / "包", 5, Said())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())


def test_the_next_package_gets_a_name_of_its_own_and_the_answers_are_remembered(page, qtbot, monkeypatch, tmp_path):
    def choose_folder(dialog):
        dialog.workbooks.setChecked(False)
        dialog.folder.setChecked(True)

    answered(monkeypatch, choose_folder)
    page.make_package()
    seen = []
    answered(monkeypatch, seen.append, accepted=False)
    page.make_package()
    assert (tmp_path / "out 申报包").is_dir()
    assert seen[0].line.text() == str(tmp_path / "out 申报包（2）")
    assert seen[0].folder.isChecked()
    assert not seen[0].workbooks.isChecked()
    seen[0].archive.setChecked(True)
    assert seen[0].line.text().endswith("申报包（2）.zip")


def test_an_archive_that_is_there_is_replaced_only_when_the_user_says_so(page, qtbot, monkeypatch, tmp_path):
    made = tmp_path / "a.zip"
    made.write_bytes(b"old")

    def at(dialog):
        dialog.workbooks.setChecked(False)
        dialog.line.setText(str(made))

    answered(monkeypatch, at)
    page.asking.answers["替换申报包"] = "cancel"
    page.make_package()
    assert made.read_bytes() == b"old"
    page.asking.answers["替换申报包"] = "yes"
    page.make_package()
    assert zipfile.is_zipfile(made)


def test_a_package_that_cannot_be_written_is_told_in_a_sentence(page, qtbot, monkeypatch, tmp_path):
    (tmp_path / "voll").mkdir()
    (tmp_path / "voll" / "brief.txt").write_text("x", encoding="utf-8")

    def at(dialog):
        dialog.folder.setChecked(True)
        dialog.line.setText(str(tmp_path / "voll"))

    answered(monkeypatch, at)
    page.make_package()
    assert page.asking.told == [f"“{tmp_path / 'voll'}”已存在，未改动；请换一个名称。"]


def test_with_nothing_to_pack_the_button_is_off(page, qtbot):
    from zcpark_desktop.ui.documents.packing import PackageDialog

    dialog = PackageDialog([], None, Path("x"), 0, page.asking)
    qtbot.addWidget(dialog)
    dialog.workbooks.setChecked(False)
    dialog.papers.setChecked(False)
    assert not dialog.make.isEnabled()
    dialog.papers.setChecked(True)
    assert dialog.make.isEnabled()


def test_the_menu_leads_to_the_package(page, window, monkeypatch):
    seen = []
    monkeypatch.setattr(type(page), "make_package", lambda self: seen.append(self))
    window.menus.actions["package"].trigger()
    assert seen == [page]


# --------------------------------------------------------------------------- what was changed by hand


def edit_by_hand(path):
    import docx

    opened = docx.Document(str(path))
    next(each for each in opened.paragraphs if each.text.startswith("现状为")).add_run("另见附件。")
    opened.save(str(path))


def words(path):
    import docx

    return "\n".join(each.text for each in docx.Document(str(path)).paragraphs)


@pytest.fixture
def edited(page, qtbot, tmp_path):
    choose(page, "self_assessment")
    page.run()
    path = tmp_path / "out" / "03 指标自评表.docx"
    edit_by_hand(path)
    return path


def test_sections_changed_in_word_are_shown_and_kept(page, qtbot, edited):
    page.asking.answers["keep"] = lambda found: {kind: [each.id for each in each_of] for kind, each_of in found.items()}
    page.run()
    assert [each.title for each in page.asking.asked[-1]["self_assessment"]] == ["首页和目录"]
    assert "另见附件。" in words(edited)
    assert "另见附件。" in words(edited.with_name("03 指标自评表 改前.docx"))
    assert "已保留手工改过的“首页和目录”" in page.status.done.lines.text()


def test_sections_that_are_not_kept_are_replaced_and_the_old_file_stays(page, qtbot, edited):
    page.asking.answers["keep"] = lambda found: {kind: [] for kind in found}
    page.run()
    assert "另见附件。" not in words(edited)
    assert "另见附件。" in words(edited.with_name("03 指标自评表 改前.docx"))
    assert "原来的文件另存为“03 指标自评表 改前.docx”。" in page.status.done.lines.text()
    assert page.status.differs.heading.text() == "✓ 已回读核对：没有不一致"


@pytest.mark.parametrize(("answer", "files"), [
    ("cancel", ["03 指标自评表.docx"]), ("rename", ["03 指标自评表.docx", "03 指标自评表（2）.docx"])])
def test_an_edited_file_is_left_alone_when_the_user_wants_that(page, qtbot, edited, tmp_path, answer, files):
    before = edited.read_bytes()
    page.asking.answers["keep"] = lambda found: answer
    page.run()
    assert names(tmp_path / "out") == files
    assert edited.read_bytes() == before


def test_the_list_of_changed_sections_can_be_ticked(qtbot):
    from PySide6.QtWidgets import QDialog

    from zcpark_desktop.report.handwork import Edited
    from zcpark_desktop.ui.documents.keeping import KeepDialog

    plan = [Edited("a", "园区概况"), Edited("b", "保障措施", removed=True)]
    dialog = KeepDialog({"plan": plan, "application": [Edited("c", "x")]})
    qtbot.addWidget(dialog)
    assert dialog.kept == {"plan": ["a", "b"], "application": ["c"]}
    assert dialog.tree.topLevelItem(0).child(1).text(0) == "保障措施（整节已删除）"
    dialog.tree.topLevelItem(0).child(0).setCheckState(0, Qt.CheckState.Unchecked)
    dialog.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.kept == {"plan": ["b"], "application": []}
    qtbot.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)
    assert dialog.renames
    assert dialog.result() == QDialog.DialogCode.Accepted


# --------------------------------------------------------------------------- an office's own form


@pytest.fixture
def form(tmp_path):
    import docx

    made = docx.Document()
    made.add_paragraph("园区：{{园区.申报级别}}；单位：{{填报单位}}；{{填报单位}}")
    table = made.add_table(2, 1)
    table.cell(1, 0).text = "{{企业.名称}}"
    made.save(str(tmp_path / "表式.docx"))
    return tmp_path / "表式.docx"


def in_fill_dialog(monkeypatch, act, accepted=True):
    from PySide6.QtWidgets import QDialog

    from zcpark_desktop.ui.documents.filling import FillDialog

    def answer(dialog):
        act(dialog)
        return QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected

    monkeypatch.setattr(FillDialog, "exec", answer)


def test_a_form_is_filled_with_what_is_chosen_and_knows_it_the_next_time(page, qtbot, monkeypatch, tmp_path, form):
    target = tmp_path / "填好.docx"
    page.asking.answers |= {"form": form, "filled": target}
    seen = []

    def choose_data(dialog):
        seen.append((dialog.unknown, dialog.state.text(), dialog.table.item(1, 0).text()))
        dialog.combos["填报单位"].lineEdit().setText("园区.申报级别")
        dialog.combos["填报单位"].lineEdit().editingFinished.emit()
        seen.append((dialog.unknown, dialog.state.text(), dialog.table.item(1, 3).text()))

    in_fill_dialog(monkeypatch, choose_data)
    page.fill_form()
    assert seen == [
        (["填报单位"], "! 共3个字段，1个未识别；未识别的原样留在文件中。", "第1段等2处"),
        ([], "✓ 共3个字段，都有对应的数据。", "市级"),
    ]
    assert words(target).splitlines()[0] == "园区：市级；单位：市级；市级"
    assert page.status.done.heading.text() == "✓ 已填写表式"
    in_fill_dialog(monkeypatch, lambda dialog: seen.append(dialog.unknown))
    page.fill_form()
    assert seen[-1] == []


def test_a_name_that_does_not_exist_is_not_taken_and_nothing_can_be_chosen(page, qtbot, monkeypatch, form):
    page.asking.answers |= {"form": form}
    seen = []

    def type_nonsense(dialog):
        combo = dialog.combos["园区.申报级别"]
        combo.lineEdit().setText("没有.这个")
        combo.lineEdit().editingFinished.emit()
        seen.append((combo.currentText(), dialog.mapping))
        combo.lineEdit().setText("不填写")
        combo.lineEdit().editingFinished.emit()
        seen.append((combo.currentText(), dialog.mapping))

    in_fill_dialog(monkeypatch, type_nonsense, accepted=False)
    page.fill_form()
    assert seen == [("园区.申报级别", {}), ("", {"园区.申报级别": ""})]


def test_unknown_fields_of_a_form_are_told_with_their_place(page, qtbot, monkeypatch, tmp_path, form):
    page.asking.answers |= {"form": form, "filled": tmp_path / "填好.docx"}
    in_fill_dialog(monkeypatch, lambda dialog: None)
    page.fill_form()
    assert page.status.done.heading.text() == "! 已填写表式，1处未识别"
    assert "未识别，原样留在文件中：第1段“填报单位”" in page.status.done.lines.text()


def test_what_is_no_form_is_told(page, qtbot, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    page.asking.answers |= {"form": tmp_path / "a.docx"}
    page.fill_form()
    assert page.asking.told == ["表式“a.docx”不是可用的 Word 文档（.docx）；请另选一个，或在 Word 中另存为 .docx。"]
    page.asking.answers |= {"form": None}
    page.fill_form()


def test_a_filled_form_that_cannot_be_written_is_told(page, qtbot, monkeypatch, tmp_path, form):
    page.asking.answers |= {"form": form, "filled": tmp_path / "none" / "x.docx"}
    in_fill_dialog(monkeypatch, lambda dialog: None)
    page.fill_form()
    assert page.asking.told[-1].startswith(f"无法写入“{tmp_path / 'none' / 'x.docx'}”")
