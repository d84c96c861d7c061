"""The package that is handed in: complete, named by number, checkable, reproducible, and whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pytest

from tests.unit.report.parks import clock, rules, sample
from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError
from zcpark_desktop.submission import Package, Wanted, contents, pack, packing

QUICK = Wanted(kinds=("evidence", "exemptions"), workbooks=False)


def package(wanted: Wanted = QUICK, project: Project | None = None, store: EvidenceStore | None = None) -> Package:
    kept = store or EvidenceStore(folders=[resources() / "samples" / "evidence"])
    return Package(project or sample(), rules(), kept, clock(), wanted)


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def with_papers(tmp_path: Path, *papers: tuple[str, str, str]) -> tuple[Project, EvidenceStore]:
    """A project with papers of these numbers, titles and file names."""
    store = EvidenceStore(pending=tmp_path / "pending")
    rows = []
    for position, (number, title, name) in enumerate(papers):
        row: dict[str, object] = {"id": f"p{position}", "number": number, "title": title}
        if name:
            source = tmp_path / "in" / str(position) / name
            source.parent.mkdir(parents=True)
            source.write_bytes(f"paper {position}".encode())
            row["file"] = store.add(source).model_dump()
        rows.append(row)
    return Project.model_validate({"evidence": rows}), store


def test_the_whole_package_of_the_sample(tmp_path: Path) -> None:
    made = pack(package(Wanted()), tmp_path / "申报包")
    names = listed(tmp_path / "申报包")
    assert names[:6] == [
        "1 申报文件/01 申报书.docx",
        "1 申报文件/02 建设方案.docx",
        "1 申报文件/03 指标自评表.docx",
        "1 申报文件/04 免列说明.docx",
        "1 申报文件/05 佐证材料清单.docx",
        "1 申报文件/06 指标计算过程.docx",
    ]
    assert names[6:8] == ["2 数据附表/基础数据表.xlsx", "2 数据附表/计算底稿.xlsx"]
    assert len([name for name in names if name.startswith("3 佐证材料/")]) == 5
    assert names[-1] == "校验清单.txt"
    assert sorted(made.files) == names
    assert made.absent == ("佐证材料" + made.absent[0].removeprefix("佐证材料"),)
    assert made.absent[0].endswith("等58份没有电子文件，未放入申报包。")


def test_numbers_of_papers_lead_into_the_list_of_papers_that_is_written_after_them(tmp_path: Path) -> None:
    pack(package(), tmp_path / "包")
    with zipfile.ZipFile(tmp_path / "包" / "1 申报文件" / "04 免列说明.docx") as word:
        relations = word.read("word/_rels/document.xml.rels").decode()
    assert quote("05 佐证材料清单.docx") + "#" in relations


def test_every_file_stands_in_the_list_with_its_checksum(tmp_path: Path) -> None:
    pack(package(), tmp_path / "包")
    lines = (tmp_path / "包" / "校验清单.txt").read_text(encoding="utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines if not line.startswith("#"))
    assert sorted(sums) == [name for name in listed(tmp_path / "包") if name != "校验清单.txt"]
    for name, digest in sums.items():
        assert hashlib.sha256((tmp_path / "包" / name).read_bytes()).hexdigest() == digest


def test_papers_are_named_by_number_and_title(tmp_path: Path) -> None:
    project, store = with_papers(
        tmp_path,
        ("10-01", "批复", "扫描件.PDF"),
        ("2-01", "能源/平衡: 表", "a.xlsx"),
        ("", "CON", "b.txt"),
        ("2-01", "能源/平衡: 表", "c.xlsx"),
        ("3-01", "长" * 200, "d.tar.gz"),
        ("4-01", "只登记", ""),
        ("5-01", "", "照片.jpg"),
    )
    made = pack(package(QUICK, project, store), tmp_path / "包")
    assert [PurePosixPath(name).name for name in made.files if name.startswith("3 ")] == [
        "2-01 能源_平衡_ 表.xlsx",
        "2-01 能源_平衡_ 表(2).xlsx",
        f"3-01 {'长' * 60}.gz",
        "5-01 照片.jpg",
        "10-01 批复.PDF",
        "待编号 _CON.txt",
    ]
    assert made.absent == ("佐证材料4-01没有电子文件，未放入申报包。",)


def test_a_paper_whose_file_is_lost_is_told_and_the_rest_is_packed(tmp_path: Path) -> None:
    project, _ = with_papers(tmp_path, ("2-01", "表", "a.xlsx"))
    made = pack(package(QUICK, project, EvidenceStore(pending=tmp_path / "none")), tmp_path / "包")
    assert made.absent == ("佐证材料2-01的文件不在项目中，未放入申报包；请重新添加文件。",)
    assert "# 佐证材料2-01的文件不在项目中" in (tmp_path / "包" / "校验清单.txt").read_text(encoding="utf-8")


def test_an_archive_holds_the_same_and_is_the_same_to_the_byte(tmp_path: Path) -> None:
    wanted = QUICK
    made = [pack(package(wanted), tmp_path / name).place.read_bytes() for name in ("a.zip", "b.zip")]
    assert made[0] == made[1]
    pack(package(wanted), tmp_path / "包")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == listed(tmp_path / "包")
        assert all(archive.read(name) == (tmp_path / "包" / name).read_bytes() for name in archive.namelist())


def test_what_is_there_is_not_replaced_unless_it_is_an_archive_and_asked_for(tmp_path: Path) -> None:
    folder, archive = tmp_path / "包", tmp_path / "包.zip"
    folder.mkdir()
    pack(package(), folder)  # an empty folder may be filled
    archive.write_bytes(b"old")
    for place in (folder, archive):
        with pytest.raises(StorageError, match="已存在，未改动"):
            pack(package(), place)
    with pytest.raises(StorageError, match="已存在，未改动"):
        pack(package(), folder, replace=True)
    assert archive.read_bytes() == b"old"
    pack(package(), archive, replace=True)
    assert zipfile.is_zipfile(archive)


class GivenUp(Exception):
    pass


@pytest.mark.parametrize("name", ["包", "包.zip"])
def test_giving_up_at_any_moment_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    steps: list[float] = []
    pack(package(), tmp_path / f"全{name}", lambda share, words: steps.append(share))
    assert steps == sorted(steps)
    assert 0 <= steps[0] <= steps[-1] <= 1
    before = sorted(tmp_path.iterdir())
    for last in sorted({0, 1, len(steps) // 2, len(steps) - 1}):
        left = iter(range(last))

        def report(share: float, words: str, left=left) -> None:
            if next(left, None) is None:
                raise GivenUp

        with pytest.raises(GivenUp):
            pack(package(), tmp_path / name, report)
        assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("broken", ["paper", "document", "archive", "rename"])
def test_a_full_disk_gives_one_sentence_and_no_half_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def full(*_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = tmp_path / ("包.zip" if broken == "archive" else "包")
    target = {
        "paper": ("zcpark_desktop.storage.disk.create", full),
        "document": ("zcpark_desktop.submission.contents.export", full),
        "archive": ("zcpark_desktop.submission.packing._zip", full),
        "rename": ("zcpark_desktop.submission.packing.os.rename", full),
    }[broken]
    monkeypatch.setattr(*target)
    with pytest.raises(StorageError) as refused:
        pack(package(), place)
    assert str(refused.value) == f"无法生成申报包“{place}”：磁盘空间不足；请清理磁盘，或另存到其他位置。"
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_paper_is_named(tmp_path: Path) -> None:
    project, store = with_papers(tmp_path, ("2-01", "表", "a.xlsx"))
    next(path for path in (tmp_path / "pending").iterdir()).write_bytes(b"other")
    with pytest.raises(StorageError, match="佐证材料“2-01 表.xlsx”的内容已损坏"):
        pack(package(QUICK, project, store), tmp_path / "包")
    assert not (tmp_path / "包").exists()


def test_the_time_of_the_package_is_that_of_the_clock(tmp_path: Path) -> None:
    pack(package(), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 12, 31, 20, 0, 0)}
    assert clock() == datetime(2026, 12, 31, 20, 0, tzinfo=UTC)


def test_paths_stay_short_enough_for_windows() -> None:
    longest = f"{contents.PAPERS}/{'9' * 20} {'长' * 60}(999).docxdocx12"
    assert len(longest) < 120
    assert packing.CHECKSUMS == "校验清单.txt"
