"""From documents to files: names, order, progress, refusals, and the same bytes each time."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from tests.docx_checks import validate_docx
from tests.unit.report.parks import SAMPLES, clock, documents_of, evaluation, sample
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import compose, export
from zcpark_desktop.report.composing import UnknownKind
from zcpark_desktop.report.docx_writer import FileInUse
from zcpark_desktop.report.reading_back.word_file import WordFile


@pytest.mark.parametrize("name", SAMPLES)
def test_every_document_is_a_valid_word_file(name: str, tmp_path: Path) -> None:
    written = export(documents_of(sample(name)), tmp_path)
    assert {path.name: validate_docx(path) for path in written} == {path.name: [] for path in written}


def test_documents_are_numbered_in_the_order_of_the_package(tmp_path: Path) -> None:
    written = export(documents_of(sample()), tmp_path)
    assert [path.name for path in written] == [
        "01 申报书.docx", "02 建设方案.docx", "03 指标自评表.docx", "04 免列说明.docx", "05 佐证材料清单.docx", "06 指标计算过程.docx"]


def test_no_exemptions_are_written_where_there_are_none(tmp_path: Path) -> None:
    written = export(documents_of(sample("nearly_empty")), tmp_path)
    assert "04 免列说明.docx" not in [path.name for path in written]


def test_the_same_clock_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (export(documents_of(sample()), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_cover_is_dated_in_beijing(tmp_path: Path) -> None:
    written = export(documents_of(sample("nearly_empty")), tmp_path, only="application")[0]
    assert "2027年1月" in zipfile.ZipFile(written).read("word/document.xml").decode()


def test_an_unknown_kind_is_refused_with_the_kinds_that_there_are() -> None:
    with pytest.raises(UnknownKind, match="没有名为“letter”的文件种类；现有：application（申报书）"):
        compose("letter", evaluation(), clock)


def test_progress_names_the_document_and_ends_with_all_done(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    export(documents_of(sample("nearly_empty")), tmp_path, only="application",
           progress=lambda *step: told.append(step))
    assert told == [(0, 1, "无锡市零碳园区申报书"), (1, 1, "")]


def test_an_exception_from_progress_cancels_and_leaves_no_file(tmp_path: Path) -> None:
    class Cancelled(Exception):
        pass

    def cancel(done: int, total: int, title: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export(documents_of(sample("nearly_empty")), tmp_path, only="application", progress=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileInUse, match="无法建立文件夹"):
        export(documents_of(sample("nearly_empty")), tmp_path / "file" / "out", only="application")


def test_each_document_is_composed_once_however_often_it_is_asked_for() -> None:
    documents = documents_of(sample("nearly_empty"))
    made = documents.of("application")
    assert documents.of("application") is made
    assert documents.dated(datetime(2027, 1, 1, 15, 59, tzinfo=UTC)).of("application") is made  # still 1 January


def test_documents_of_another_day_are_dated_by_it() -> None:
    documents = documents_of(sample("nearly_empty"))
    later = documents.dated(datetime(2027, 3, 31, 16, tzinfo=UTC)).of("application")
    assert later is not None and isinstance(later.blocks[0], b.Cover)
    assert later.blocks[0].date == "2027年4月"


def test_a_document_written_alone_links_into_those_that_are_written_along_with_it(tmp_path: Path) -> None:
    def links(**along: list[str]) -> bool:
        path, = export(documents_of(sample()), tmp_path, only="calculation", **along)
        return "05%20" in zipfile.ZipFile(path).read("word/_rels/document.xml.rels").decode()

    assert [links(), links(along=["calculation", "evidence"]), links(along=["calculation"])] == [False, True, False]


def test_the_properties_of_a_file_name_it_in_chinese_and_files_with_the_id_are_still_known(tmp_path: Path) -> None:
    path = export(documents_of(sample()), tmp_path, only="exemptions")[0]
    made = docx.Document(str(path))
    assert made.core_properties.category == "免列说明"
    assert WordFile(path).kind == "exemptions"
    made.core_properties.category = "exemptions"
    made.save(str(path))
    assert WordFile(path).kind == "exemptions"
