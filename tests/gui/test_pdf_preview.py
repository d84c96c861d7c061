"""The first page of a PDF beside the list of evidence; a sentence for every PDF that cannot be shown."""

from __future__ import annotations

import pytest

from tests.gui.opened import opened
from zcpark_desktop import paths
from zcpark_desktop.project.statements import StoredFile
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.ui.evidence.pdf_page import LONGEST_SIDE, PROTECTED, UNREADABLE, drawn, first_page
from zcpark_desktop.ui.evidence.preview import Preview

REPORT = paths.resources() / "samples" / "evidence" / "生物质燃料检测报告.pdf"
NO_PASSWORD_FITS = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>]" % (
    b"00" * 32, b"11" * 32)


def pdf(box: str = "0 0 200 100", pages: int = 1, more: bytes = b"") -> bytes:
    """A document of blank pages of the size `box`, in points."""
    kids = " ".join("3 0 R" for _ in range(pages))
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
              f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] >>"]
    text, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return text + table + b"trailer\n<< /Size 4 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (more, len(text))


def test_a_page_is_drawn_in_its_proportions():
    picture = drawn(pdf("0 0 200 100"))
    assert not isinstance(picture, str)
    assert (picture.width(), picture.height()) == (800, 400)  # no more than four pixels for a point
    assert picture.pixelColor(5, 5).name() == "#ffffff"


@pytest.mark.parametrize("box", ["0 0 14400 14400", "0 0 14400 10"])
def test_a_page_as_large_as_a_wall_is_drawn_no_larger_than_a_preview_needs(box):
    picture = drawn(pdf(box))
    assert not isinstance(picture, str)
    assert max(picture.width(), picture.height()) <= LONGEST_SIDE


def test_a_document_with_a_password_says_so():
    assert drawn(pdf(more=NO_PASSWORD_FITS)) == PROTECTED


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", REPORT.read_bytes()[:2000], pdf(pages=0), bytes(range(256)) * 40])
def test_what_is_no_document_or_has_no_page_is_a_sentence(data):
    assert drawn(data) == UNREADABLE


def test_a_document_that_cannot_be_read_is_not_said_to_have_the_password_of_the_one_before():
    assert drawn(pdf(more=NO_PASSWORD_FITS)) == PROTECTED
    assert drawn(pdf(pages=0)) == UNREADABLE


def test_a_file_that_is_gone_is_a_sentence():
    page = first_page(EvidenceStore(), StoredFile(name="缺.pdf", sha256="0" * 64, size=1)).result(10)
    assert isinstance(page, str) and page.endswith("。")


def test_the_first_page_of_the_samples_report_is_shown_beside_the_list(make_window, qtbot):
    window = opened(make_window(), qtbot)
    page = window.workspace.open_step("evidence")
    project = window.session.project
    number = next(row for row, each in enumerate(project.evidence) if each.file and each.file.name == REPORT.name)
    page.box.view.show_cell(page.box.model.index(number, 0))
    preview = page.details.preview
    assert preview.text == "正在读取第一页…"
    qtbot.waitUntil(lambda: preview.has_image)
    assert preview.text == ""
    assert preview.accessibleName() == f"预览：{REPORT.name}"
    assert "2025年 能源平衡表 生物质" in page.details.cited.toPlainText()  # and not “biomass”


def test_a_page_that_is_ready_after_another_file_was_chosen_is_not_shown(qtbot):
    preview = Preview()
    qtbot.addWidget(preview)
    store = EvidenceStore(folders=[REPORT.parent])
    report = store.add(REPORT)
    preview.show_file(store, report)
    preview.show_nothing()
    qtbot.wait(300)
    assert not preview.has_image
    assert preview.text == "选中一份材料，在这里查看它的文件。"
