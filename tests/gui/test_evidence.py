"""The page of evidence as staff use it: drop files, number, file, look, replace, remove, find what is unproved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.opened import in_dialog, opened, read_only, settled
from zcpark_desktop.project import new_project, with_values
from zcpark_desktop.storage import archive
from zcpark_desktop.ui.evidence import files as files_module
from zcpark_desktop.ui.evidence.filters import WITHOUT_FILE
from zcpark_desktop.ui.evidence.page import LACKS, LIST
from zcpark_desktop.ui.evidence.sheet import FILE, INDICATORS

CARBON, RENEWABLE = "carbon_per_unit_energy", "nonfossil_energy_share"  # rows 2 and 5 of the city's table


@pytest.fixture
def window(make_window, qtbot):
    return opened(make_window(), qtbot, new_project(project_id="p"))


@pytest.fixture
def page(window):
    return window.workspace.open_step("evidence")


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "能源报表.txt"
    path.write_text("原煤 12 吨", encoding="gb18030")
    return path


def drop(page, *paths: Path, at: QPoint | None = None) -> bool:
    """Drag the files over the page and let go; whether the page took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    here = QPointF(at or QPoint(20, 20))
    args = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(here.toPoint(), *args)
    enter.ignore()
    page.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    page.dropEvent(QDropEvent(here, *args))
    QApplication.processEvents()
    return True


def numbers(window):
    return [row.number for row in window.session.project.evidence]


def test_a_dropped_file_is_stored_numbered_and_on_show(page, window, paper, qtbot):
    assert drop(page, paper)
    (row,) = window.session.project.evidence
    assert (row.number, row.title, row.file.name, row.file.size) == ("0-01", "能源报表", "能源报表.txt", paper.stat().st_size)
    assert row.file.sha256 in window.session.evidence
    assert page.current() == row
    assert "原煤 12 吨" in page.details.preview.text
    assert "已添加1份：0-01" in page.notice.text()


def test_the_same_file_dropped_twice_is_stored_once_and_said_so(page, window, paper, tmp_path):
    drop(page, paper)
    twin = tmp_path / "另一个名称.txt"
    twin.write_bytes(paper.read_bytes())
    before = window.session.project
    drop(page, twin, paper)
    assert window.session.project is before
    assert "“另一个名称.txt”与0-01是同一份文件，只保存一次" in page.notice.text()
    assert len(list(window.session.evidence.pending.iterdir())) == 1


def test_files_dropped_while_an_indicator_is_shown_belong_to_it(page, window, tmp_path):
    folder = tmp_path / "一批材料"
    folder.mkdir()
    for name in ("甲.txt", "乙.txt", ".hidden"):
        (folder / name).write_text(name)
    page.file_under(CARBON)
    drop(page, folder)
    assert numbers(window) == ["2-01", "2-02"]
    assert all(row.indicators == (CARBON,) for row in window.session.project.evidence)
    assert window.session.undo_label == "添加2份佐证材料"
    window.session.undo()
    assert numbers(window) == []


def test_files_are_chosen_from_the_menu_and_nothing_chosen_is_nothing_done(window, paper, qtbot, monkeypatch):
    chosen: list[str] = []
    monkeypatch.setattr(files_module.QFileDialog, "getOpenFileNames", lambda *args: (chosen, ""))
    window.menus.actions["add_evidence"].trigger()
    assert numbers(window) == []
    chosen.append(str(paper))
    window.menus.actions["add_evidence"].trigger()
    assert numbers(window) == ["0-01"]
    window.menus.actions["lacks"].trigger()
    assert window.workspace.pages.page.views.currentIndex() == LACKS


def test_a_file_that_cannot_be_taken_is_told_and_the_others_are_added(page, window, paper, tmp_path):
    empty = tmp_path / "空.pdf"
    empty.touch()
    drop(page, empty, paper)
    assert numbers(window) == ["0-01"]
    assert "“空.pdf”是空文件" in page.notice.text()


def test_what_the_system_puts_into_folders_is_no_evidence(page, window, tmp_path):
    folder = tmp_path / "批文"
    folder.mkdir()
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$批文.docx", "批文.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    drop(page, folder)
    assert [row.title for row in window.session.project.evidence] == ["批文"]


def test_more_files_than_anybody_means_are_refused_as_a_whole(page, window, tmp_path, monkeypatch):
    for module in ("adding", "files"):
        monkeypatch.setattr(f"zcpark_desktop.ui.evidence.{module}.MOST_FILES", 3)
    folder = tmp_path / "盘"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(str(number), encoding="utf-8")
    drop(page, folder)
    assert not window.session.project.evidence and "一次最多添加3个文件，没有添加" in page.notice.text()
    (folder / "3.txt").unlink()
    drop(page, folder)
    assert len(window.session.project.evidence) == 3


def test_a_project_file_is_left_to_the_window(page, tmp_path):
    assert not drop(page, tmp_path / "另一个项目.zcpark")


def test_number_title_and_indicators_are_typed_in_the_table(page, window, paper, qtbot):
    drop(page, paper)
    view = page.box.view
    view.setCurrentIndex(page.box.model.index(0, INDICATORS))
    view.setFocus()
    qtbot.keyClicks(view, "2")
    editor = view.findChild(QLineEdit)
    qtbot.keyClicks(editor, ",5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.session.project.evidence[0].indicators == (CARBON, RENEWABLE)
    page.box.view.setCurrentIndex(page.box.model.index(0, INDICATORS))
    assert "2 单位能耗碳排放" in page.details.cited.toPlainText().replace("\u3000", " ")


def test_indicators_are_chosen_by_name(page, window, paper, qtbot):
    drop(page, paper)
    index = page.box.model.index(0, INDICATORS)

    def act(dialog):
        dialog.search.setText("单位能耗碳排放")
        item = next(dialog.list.item(row) for row in range(dialog.list.count()) if not dialog.list.item(row).isHidden())
        item.setCheckState(Qt.CheckState.Checked)
        dialog.accept()

    in_dialog(act)
    page.box.view.doubleClicked.emit(index)
    assert window.session.project.evidence[0].indicators == (CARBON,)


def test_a_replaced_file_comes_back_by_undo(page, window, paper, tmp_path):
    drop(page, paper)
    old = window.session.project.evidence[0].file
    other = tmp_path / "新版.txt"
    other.write_text("新的内容")
    page.replace_file(other)
    assert window.session.project.evidence[0].file.name == "新版.txt"
    page.details.remove.click()
    assert window.session.project.evidence[0].file is None
    assert "还没有文件" in page.details.preview.text
    window.session.undo()
    window.session.undo()
    assert window.session.project.evidence[0].file == old
    with window.session.evidence.open(old.sha256) as body:
        assert body.read() == paper.read_bytes()


def test_a_file_dropped_on_the_preview_of_a_piece_without_one_becomes_its_file(page, window, paper, qtbot):
    window.session.add_row("evidence", {"number": "1-01", "title": "边界图"})
    page.focus_address("evidence/1")
    preview = page.details.preview
    drop(page, paper, at=preview.mapTo(page, preview.rect().center()))
    (row,) = window.session.project.evidence
    assert (row.number, row.file.name) == ("1-01", "能源报表.txt")


def test_a_removed_piece_is_cited_no_longer_and_one_undo_brings_all_back(page, window, paper, qtbot):
    drop(page, paper)
    window.session.apply("引用", [("boundary/evidence", ("1",)), ("years/2025/economy/evidence", ("1",))])
    settled(window, qtbot)
    assert "被引用于（2处）" in page.details.cited.toPlainText()
    page.focus_address("evidence/1")
    page.box.actions_.do("remove")
    assert window.session.project.evidence == () and window.session.project.boundary.evidence == ()
    window.session.undo()
    assert len(window.session.project.evidence) == 1
    assert window.session.project.boundary.evidence == window.session.project.year(2025).economy.evidence == ("1",)


def test_where_a_piece_is_cited_leads_there(page, window, paper, qtbot):
    drop(page, paper)
    window.session.apply("引用", [("years/2025/economy/evidence", ("1",))])
    settled(window, qtbot)
    page.details.cited.anchorClicked.emit(QUrl("field:years/2025/economy/evidence"))
    assert window.workspace.pages.current == "economy"


def test_an_indicator_of_a_piece_leads_to_its_row(page, window, paper, qtbot):
    page.file_under(CARBON)
    drop(page, paper)
    assert f"field:indicators/{CARBON}" in page.details.cited.toHtml()
    page.details.cited.anchorClicked.emit(QUrl(f"field:indicators/{CARBON}"))
    shown = window.workspace.pages.page
    assert window.workspace.pages.current == "indicators"
    assert shown.model.line(shown.table.currentIndex()).indicator == CARBON


def test_renumbering_is_one_step_and_citations_go_on(page, window, qtbot):
    window.session.apply("准备", [
        ("evidence", ({"id": "a", "number": "甲", "indicators": (RENEWABLE,)},
                      {"id": "b", "number": "乙", "indicators": (CARBON,)})),
        ("boundary/evidence", ("a",))])
    page.renumber.click()
    assert [(row.id, row.number) for row in window.session.project.evidence] == [("b", "2-01"), ("a", "5-01")]
    assert window.session.project.boundary.evidence == ("a",)
    window.session.undo()
    assert numbers(window) == ["甲", "乙"]


def test_what_lacks_evidence_is_listed_and_each_leads_to_its_place(page, window, qtbot):
    window.session.apply("准备", [("enterprises", tuple(
        {"id": str(number), "name": f"第{number}厂", "green_factory": {"value": True}} for number in (1, 2)))])
    settled(window, qtbot)
    page.views.setCurrentIndex(LACKS)
    model = page.lacks.lack_model
    group = next(model.index(row, 0) for row in range(model.rowCount()) if "绿色工厂" in model.index(row, 0).data())
    assert model.rowCount(group) == 2
    page.lacks.setCurrentIndex(model.index(1, 0, group))
    page.lacks.activated.emit(model.index(1, 0, group))
    assert window.workspace.pages.current == "enterprises"


def test_an_indicator_without_evidence_leads_to_adding_it(make_window, qtbot, paper):
    economy = "years/2025/economy"
    project = with_values(new_project(project_id="p"), [
        (f"{economy}/green_rnd_10k_yuan", "35"), (f"{economy}/revenue_10k_yuan", "1000")])
    window = opened(make_window(), qtbot, project)
    page = window.workspace.open_step("evidence")
    page.views.setCurrentIndex(LACKS)
    model = page.lacks.lack_model
    group = model.index(0, 0)
    row = next(row for row in range(model.rowCount(group)) if "经费投入强度" in model.index(row, 0, group).data())
    page.lacks.activated.emit(model.index(row, 0, group))
    assert page.views.currentIndex() == LIST
    drop(page, paper)
    assert numbers(window) == ["21-01"]


def test_an_image_is_shown_and_a_pdf_that_is_none_is_offered_for_opening(page, window, tmp_path, qtbot):
    picture = tmp_path / "边界图.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(picture))
    report = tmp_path / "报告.pdf"
    report.write_bytes(b"%PDF-1.4 not really")
    drop(page, picture)
    assert page.details.preview.has_image
    drop(page, report)
    assert not page.details.preview.has_image
    qtbot.waitUntil(lambda: "请点“打开”" in page.details.preview.text)
    assert not page.details.preview.has_image
    assert page.details.open.isEnabled()


def test_a_damaged_image_is_told_and_does_no_harm(page, tmp_path):
    broken = tmp_path / "坏图.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n broken")
    drop(page, broken)
    assert not page.details.preview.has_image and "无法识别" in page.details.preview.text


def test_opening_hands_a_read_only_copy_among_the_users_data_to_the_system(page, window, paper, monkeypatch):
    drop(page, paper)
    handed = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: handed.append(Path(url.toLocalFile())) or True)
    page.details.open.click()
    page.details.open.click()
    assert handed[0] == handed[1] and handed[0].name == "能源报表.txt"
    assert handed[0].read_bytes() == paper.read_bytes()
    assert not handed[0].stat().st_mode & 0o222
    assert "viewed" in handed[0].parts


def test_a_program_is_not_started(page, tmp_path, monkeypatch):
    program = tmp_path / "安装.exe"
    program.write_bytes(b"MZ")
    drop(page, program)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pytest.fail("it was started"))
    page.details.open.click()
    assert "为了安全" in page.notice.text()


def test_filters_show_what_has_no_file_or_belongs_to_an_indicator(page, window, paper, qtbot):
    page.file_under(CARBON)
    drop(page, paper)
    page.filters.clear()
    window.session.add_row("evidence", {"number": "5-01", "indicators": (RENEWABLE,)})
    model = page.box.model
    assert model.shown_count == 2
    state = page.filters.state
    state.setCurrentIndex(state.findData(WITHOUT_FILE))
    state.activated.emit(state.currentIndex())
    assert [model.text(row, 0) for row in range(model.shown_count)] == ["5-01"]
    page.focus_address("evidence/1")  # a jump takes away the filter that hides its row
    assert page.current().number == "2-01"
    assert model.text(0, FILE) == "TXT 1 KB"


def test_evidence_is_saved_in_the_project_and_there_again(page, window, paper, tmp_path, qtbot):
    drop(page, paper)
    target = tmp_path / "a.zcpark"
    window.questions.said["save"] = target
    assert window.files.save()
    again = archive.open_project(target)
    with again.evidence.open(again.project.evidence[0].file.sha256) as body:
        assert body.read() == paper.read_bytes()
    assert page.details.open.isEnabled()


def test_a_read_only_project_takes_no_files(window, paper, qtbot):
    page = read_only(window, "evidence")
    settled(window, qtbot)
    assert not page.add.isEnabled()
    assert not drop(page, paper)
    page.add_files([paper])
    assert numbers(window) == []
    assert "只读" in page.notice.text()
