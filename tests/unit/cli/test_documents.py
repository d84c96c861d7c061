"""Documents from the command line, read back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from .conftest import Run, is_one_sentence


@pytest.fixture
def exported(sample: Path, run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    assert run("export", sample, "--out", folder, "--only", "self_assessment")[0] == 0
    return folder


def change_a_value(document: Path) -> None:
    import docx

    opened = docx.Document(str(document))
    cell = next(cell for table in opened.tables for row in table.rows for cell in row.cells if cell.text == "1.941")
    cell.paragraphs[0].runs[0].text = "1.491"
    opened.save(str(document))


def test_documents_as_exported_are_verified_without_a_word(exported: Path, sample: Path, run: Run) -> None:
    code, out, err = run("verify", exported, "--project", sample)
    assert (code, out, err) == (0, "已回读核对1个文件：文字、表格和图与计算结果一致。\n", "")


def test_a_number_changed_in_word_is_told_with_its_place(exported: Path, sample: Path, run: Run) -> None:
    (document,) = exported.iterdir()
    change_a_value(document)
    code, out, _ = run("verify", document, "--project", sample)
    assert code == 1
    assert "[不一致] 《指标自评表》“无锡市零碳园区评价指标体系”：无锡市第2项“单位能耗碳排放”的现状值" in out
    assert out.splitlines()[-1].startswith("已回读核对1个文件：发现")


def retitle(document: Path) -> None:
    import docx

    opened = docx.Document(str(document))
    paragraph = next(each for each in opened.paragraphs if each.text.startswith("现状为2025年数值"))
    paragraph.add_run("另见附件。")
    opened.save(str(document))


def test_what_a_later_export_replaced_is_not_verified(exported: Path, sample: Path, run: Run) -> None:
    (document,) = exported.iterdir()
    retitle(document)
    assert run("export", sample, "--out", exported, "--only", "self_assessment", "--replace-edited")[0] == 0
    assert len(list(exported.iterdir())) == 2
    assert run("verify", exported, "--project", sample)[:2] == (0, "已回读核对1个文件：文字、表格和图与计算结果一致。\n")


def test_an_export_over_edited_documents_is_refused_with_the_list(exported: Path, sample: Path, run: Run) -> None:
    (document,) = exported.iterdir()
    retitle(document)
    before = document.read_bytes()
    code, out, err = run("export", sample, "--out", exported, "--only", "self_assessment")
    assert (code, out) == (2, "[手工改过] 《指标自评表》“首页和目录”\n")
    assert is_one_sentence(err)
    assert "--keep-edited" in err
    assert document.read_bytes() == before


@pytest.mark.parametrize(("option", "stays"), [("--keep-edited", True), ("--replace-edited", False)])
def test_edited_sections_are_kept_or_replaced_as_asked_and_the_old_file_stays(
    exported: Path, sample: Path, run: Run, option: str, stays: bool
) -> None:
    (document,) = exported.iterdir()
    retitle(document)
    before = document.read_bytes()
    code, out, _ = run("export", sample, "--out", exported, "--only", "self_assessment", option)
    assert code == (1 if stays else 0)  # what was kept differs from the project
    assert ("已保留手工改过的“首页和目录”" in out) is stays
    assert (exported / "03 指标自评表 改前.docx").read_bytes() == before
    assert (b"\xe5\x8f\xa6\xe8\xa7\x81" in zipfile.ZipFile(document).read("word/document.xml")) is stays
    code, out, _ = run("export", sample, "--out", exported, "--only", "self_assessment", "--replace-edited")
    assert code == 0


def test_an_export_over_untouched_documents_needs_no_option(exported: Path, sample: Path, run: Run) -> None:
    assert run("export", sample, "--out", exported, "--only", "self_assessment")[0] == 0
    assert len(list(exported.iterdir())) == 1


def test_word_files_of_others_are_said_to_be_so(sample: Path, run: Run, tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "通知.docx"))
    code, out, _ = run("verify", tmp_path / "通知.docx", "--project", sample)
    assert code == 1
    assert "《通知》：不是本程序导出的申报文件，无法核对。" in out


def test_a_package_is_made_as_folder_or_archive(sample: Path, run: Run, tmp_path: Path) -> None:
    options = ("--only", "evidence", "--only", "exemptions", "--no-workbooks")
    code, out, err = run("package", sample, "--out", tmp_path / "包", *options)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"注意：{out.splitlines()[0].removeprefix('注意：')}",
        f"已生成“{tmp_path / '包'}”，共8个文件。",
    ]
    assert sorted(path.name for path in (tmp_path / "包").iterdir()) == ["1 申报文件", "3 佐证材料", "校验清单.txt"]
    code, out, _ = run("package", sample, "--out", tmp_path / "包.zip", *options, "--no-evidence")
    assert (code, out) == (0, f"已生成“{tmp_path / '包.zip'}”，共3个文件。\n")
    code, out, err = run("package", sample, "--out", tmp_path / "包.zip", *options)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert run("package", sample, "--out", tmp_path / "包.zip", *options, "--force")[0] == 0


def test_a_package_of_an_unknown_document_is_refused(sample: Path, run: Run, tmp_path: Path) -> None:
    code, _, err = run("package", sample, "--out", tmp_path / "包", "--only", "x")
    assert code == 2
    assert is_one_sentence(err)
    assert list(tmp_path.iterdir()) == [sample]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("没有", None, "没有名为"), ("空", (), "没有 Word 文件"), ("坏.docx", b"PK", "不是可用的 Word 文档")],
)
def test_what_cannot_be_verified_is_refused(
    sample: Path, run: Run, tmp_path: Path, name: str, content: object, says: str
) -> None:
    place = tmp_path / name
    if content == ():
        place.mkdir()
        (place / "~$申报书.docx").write_bytes(b"owner")
    elif isinstance(content, bytes):
        place.write_bytes(content)
    code, out, err = run("verify", place, "--project", sample)
    assert (code, out) == (2, "")
    assert is_one_sentence(err)
    assert says in err
