"""What staff changed in Word stays through the next export, and nothing is overwritten without a copy."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.shared import Mm

from tests.docx_checks import structure_faults, validate_docx
from tests.docx_checks.pages import require_program
from tests.unit.report.parks import clock, document, document_of, documents_of, sample
from zcpark_desktop.project import with_value
from zcpark_desktop.report import export, file_name
from zcpark_desktop.report.blocks import Document
from zcpark_desktop.report.docx_writer import FileInUse, write_docx
from zcpark_desktop.report.docx_writer.section_marks import section_titles
from zcpark_desktop.report.handwork import edited_sections, write_over

PLAN = file_name("plan")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fresh") / PLAN
    write_docx(document("plan"), path, clock=clock())
    return path


@pytest.fixture
def exported(fresh: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(fresh, tmp_path))


@cache
def changed_park() -> Document:
    """The plan of the sample with another area: its overview is new."""
    return document_of(with_value(sample(), "boundary/area_km2", "17.5"), "plan")


def change(path: Path, act: Callable[[docx.document.Document], None]) -> None:
    opened = docx.Document(str(path))
    act(opened)
    opened.save(str(path))


def paragraph(opened: docx.document.Document, start: str) -> docx.text.paragraph.Paragraph:
    return next(each for each in opened.paragraphs if each.text.startswith(start))


def text_of(path: Path) -> str:
    opened = docx.Document(str(path))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in opened.paragraphs), *cells])


def rewritten(path: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    profile = (folder / "profile").as_uri()
    command = [
        require_program("soffice"),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(folder / "lo"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / "lo" / path.name


# --------------------------------------------------------------------------- finding


def test_no_document_of_the_sample_looks_edited_when_it_was_just_exported(tmp_path: Path) -> None:

    for kind in ("self_assessment", "exemptions", "evidence", "calculation"):
        (path,) = export(documents_of(sample()), tmp_path, only=kind)
        assert edited_sections(path) == []


def test_every_section_has_a_mark_of_its_own_that_does_not_change_with_the_numbers() -> None:
    before, after = section_titles(document("plan")), section_titles(changed_park())
    assert before == after
    assert list(before.values())[:4] == ["首页和目录", "建设基础", "园区概况", "能源消费和碳排放"]


def reworded(opened: docx.document.Document) -> None:
    paragraph(opened, "园区位于").add_run("园区环境优美。")


def in_a_cell(opened: docx.document.Document) -> None:
    cell = next(
        cell for table in opened.tables for row in table.rows for cell in row.cells if cell.text == "121,975.17"
    )
    cell.paragraphs[0].runs[0].text = "121,975.18"


def added(opened: docx.document.Document) -> None:
    paragraph(opened, "预计到2030年").insert_paragraph_before("另据统计部门预测，情况相同。")


def retitled(opened: docx.document.Document) -> None:
    paragraph(opened, "园区概况").runs[-1].text = "园区基本情况"


@pytest.mark.parametrize(
    ("act", "title"),
    [
        (reworded, "园区概况"),
        (in_a_cell, "能源消费和碳排放"),
        (added, "能源消费与碳排放趋势"),
        (retitled, "园区基本情况"),
    ],
)
def test_a_change_is_found_in_its_section(exported: Path, act, title: str) -> None:
    change(exported, act)
    assert [each.title for each in edited_sections(exported)] == [title]


def test_a_look_that_changed_is_no_change_of_words(exported: Path) -> None:
    def bold(opened: docx.document.Document) -> None:
        for run in paragraph(opened, "园区位于").runs:
            run.bold = True

    change(exported, bold)
    assert edited_sections(exported) == []


def test_a_section_that_was_taken_out_is_told(exported: Path) -> None:
    change(exported, remove_overview)
    assert edited_sections(exported) == []
    told = edited_sections(exported, section_titles(document("plan")))
    assert [(each.title, each.removed) for each in told] == [("园区概况", True)]


def remove_overview(opened: docx.document.Document) -> None:
    body = opened.element.body
    first = paragraph(opened, "园区概况")._p
    last = next(
        each for each in opened.paragraphs if each.text == "能源消费和碳排放" and each.style.name == "Heading 2"
    )._p
    for element in list(body)[body.index(first) : body.index(last)]:
        body.remove(element)


def test_a_file_of_other_origin_has_no_sections(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    (tmp_path / "b.docx").write_bytes(b"no zip")
    assert edited_sections(tmp_path / "a.docx") == edited_sections(tmp_path / "b.docx") == []
    assert edited_sections(tmp_path / "none.docx") == []


# --------------------------------------------------------------------------- keeping


def test_a_changed_section_is_carried_into_the_next_export_and_the_others_are_new(exported: Path) -> None:
    change(exported, reworded)
    before = exported.read_bytes()
    ids = [each.id for each in edited_sections(exported)]
    change_of_data = document_of(with_value(sample(), "years/2025/economy/gdp_10k_yuan", "1000000"), "plan")
    kept = write_over(change_of_data, exported, ids, clock=clock())
    assert kept.sections == ("园区概况",)
    assert kept.refused == ()
    assert kept.old.name == "02 建设方案 改前.docx"
    assert kept.old.read_bytes() == before
    text = text_of(exported)
    assert "园区环境优美。" in text
    assert "地区生产总值为955,954.8万元" in text  # the kept section's own words
    assert structure_faults(exported) == []
    assert [each.title for each in edited_sections(exported)] == ["园区概况"]  # and still known as changed


def test_what_is_not_to_be_kept_is_new_and_the_old_file_stays_beside(exported: Path) -> None:
    change(exported, reworded)
    for name in ("02 建设方案 改前.docx", "02 建设方案 改前2.docx"):
        kept = write_over(document("plan"), exported, [], clock=clock())
        assert kept.old.name == name
    assert "园区环境优美。" not in text_of(exported)
    assert "园区环境优美。" in text_of(exported.with_name("02 建设方案 改前.docx"))
    assert edited_sections(exported) == []


def pictured(opened: docx.document.Document) -> None:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, "PNG")
    made.seek(0)
    lead = paragraph(opened, "园区位于")
    lead.insert_paragraph_before("现场照片：").add_run().add_picture(made, Mm(40))


def listed(opened: docx.document.Document) -> None:
    lead = paragraph(opened, "园区位于")
    for text in ("一是区位好。", "二是交通便利。"):
        lead.insert_paragraph_before(text, style="List Bullet")


def tabled(opened: docx.document.Document) -> None:
    made = opened.add_table(2, 2)
    made.cell(0, 0).text = "另加的表"
    paragraph(opened, "园区位于")._p.addnext(made._tbl)


def styled(opened: docx.document.Document) -> None:
    style = opened.styles.add_style("园区自定义", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = opened.styles["Body Text"]
    paragraph(opened, "园区位于").insert_paragraph_before("自定义样式的段落。", style="园区自定义")


def test_pictures_lists_tables_and_styles_are_carried_too(exported: Path) -> None:
    for act in (pictured, listed, tabled, styled, retitled):
        change(exported, act)
    (edited,) = edited_sections(exported)
    kept = write_over(changed_park(), exported, [edited.id], clock=clock())
    assert kept.refused == ()
    text = text_of(exported)
    assert all(says in text for says in ("现场照片", "一是区位好。", "另加的表", "自定义样式的段落。", "园区基本情况"))
    assert validate_docx(exported) == []
    with zipfile.ZipFile(exported) as archive:
        assert [name for name in archive.namelist() if name.startswith("word/media/") and "_kept" in name]


def test_what_another_program_wrote_is_carried_too(exported: Path, tmp_path: Path) -> None:
    for act in (pictured, listed, tabled, styled, in_a_cell):
        change(exported, act)
    exported.write_bytes(rewritten(exported, tmp_path).read_bytes())
    of_the_other_program = kinds_of_faults(exported)
    edited = edited_sections(exported)
    assert [each.title for each in edited] == ["园区概况", "能源消费和碳排放"]
    kept = write_over(changed_park(), exported, [each.id for each in edited], clock=clock())
    assert kept.refused == ()
    text = text_of(exported)
    assert all(says in text for says in ("现场照片", "二是交通便利。", "另加的表", "自定义样式的段落。", "121,975.18"))
    assert kinds_of_faults(exported) <= of_the_other_program


def kinds_of_faults(path: Path) -> set[str]:
    """What the validator objects to, without places and part numbers."""
    return {re.sub(r"^.*/", "", re.sub(r"\[\d+\]", "", fault)) for fault in validate_docx(path)}


def test_a_section_with_charts_and_references_is_carried(exported: Path) -> None:
    change(exported, in_a_cell)
    ids = [each.id for each in edited_sections(exported)]
    write_over(changed_park(), exported, ids, clock=clock())
    assert "121,975.18" in text_of(exported)
    assert structure_faults(exported) == []
    with zipfile.ZipFile(exported) as archive:
        names = archive.namelist()
    assert [name for name in names if name.startswith("word/charts/") and "_kept" in name]
    assert [name for name in names if name.startswith("word/embeddings/") and "_kept" in name]


def test_a_section_that_was_taken_out_stays_out(exported: Path) -> None:
    change(exported, remove_overview)
    ids = [each.id for each in edited_sections(exported, section_titles(document("plan")))]
    kept = write_over(document("plan"), exported, ids, clock=clock())
    assert kept.sections == ("园区概况",)
    assert "园区位于无锡市" not in text_of(exported)
    assert structure_faults(exported) == []


def test_a_section_on_pages_that_are_turned_now_is_refused_and_said_to_be_so(exported: Path) -> None:
    change(exported, lambda opened: paragraph(opened, "对照《无锡市零碳园区评价指标体系》").add_run("（手工）"))
    (edited,) = edited_sections(exported)

    def upright(opened: docx.document.Document) -> None:
        section = next(
            each
            for each in opened.element.body.iter(docx.oxml.ns.qn("w:sectPr"))
            if each.find(docx.oxml.ns.qn("w:pgSz")).get(docx.oxml.ns.qn("w:orient")) == "landscape"
        )
        section.getparent().remove(section)

    change(exported, upright)
    kept = write_over(document("plan"), exported, [edited.id], clock=clock())
    assert kept.sections == ()
    assert kept.refused == (
        "“建设目标”未能保留：其中的分节（横向页面）与新文件不同；请从“02 建设方案 改前.docx”中复制。",
    )
    assert "（手工）" in text_of(kept.old)


def test_a_section_that_the_new_document_has_no_more_is_said_to_be_so(exported: Path) -> None:
    change(exported, in_a_cell)
    ids = [each.id for each in edited_sections(exported)]
    kept = write_over(document("plan", "nearly_empty"), exported, ids, clock=clock())
    assert kept.refused == ("“能源消费和碳排放”未能保留：新文件中已没有这一节；请从“02 建设方案 改前.docx”中复制。",)


def test_references_to_what_staff_took_out_become_text(exported: Path) -> None:
    def without_the_table(opened: docx.document.Document) -> None:
        caption = next(
            each for each in opened.paragraphs if each.style.name == "Caption" and "二氧化碳排放量" in each.text
        )
        caption._p.getparent().remove(caption._p.getnext())
        caption._p.getparent().remove(caption._p)

    change(exported, without_the_table)
    ids = [each.id for each in edited_sections(exported)]
    write_over(document("plan"), exported, ids, clock=clock())
    assert structure_faults(exported) == []


def test_a_file_open_in_word_is_told_and_left_as_it_was(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(exported, reworded)
    before = sorted(path.name for path in exported.parent.iterdir()), exported.read_bytes()

    def held(*_args: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr("zcpark_desktop.report.handwork.keeping.os.replace", held)
    with pytest.raises(FileInUse, match="可能正在 Word 或 WPS 中打开"):
        write_over(document("plan"), exported, [], clock=clock())
    assert (sorted(path.name for path in exported.parent.iterdir()), exported.read_bytes()) == before


def test_the_same_twice_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    change(exported, pictured)
    content, made = exported.read_bytes(), []
    ids = [each.id for each in edited_sections(exported)]
    for _ in range(2):
        exported.write_bytes(content)
        write_over(changed_park(), exported, ids, clock=clock())
        made.append(exported.read_bytes())
    assert made[0] == made[1]
