"""What goes into the package, under which name: documents, workbooks, and the papers named by number and title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..evaluate import Evaluation, evaluate
from ..excel.live_workbook import write_live_workbook
from ..excel.tables import write_all_tables
from ..file_names import distinct, safe_name
from ..project import Project
from ..project.statements import Evidence
from ..report import KINDS, Documents, export, file_name
from ..report.proofs import natural
from ..rules import Rules
from ..storage.evidence import EvidenceStore

DOCUMENTS, WORKBOOKS, PAPERS = "1 申报文件", "2 数据附表", "3 佐证材料"
WORKBOOK, TABLES = "计算底稿.xlsx", "基础数据表.xlsx"
_LONGEST_TITLE, _LONGEST_NUMBER = 60, 20
"""With folder and ending, a path stays short enough for Windows wherever the package is unpacked."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for.

    Attributes:
        kinds: the documents.
        workbooks: the calculation and the data as workbooks.
        papers: the files of the papers.
        template: the park's own Word template.
    """

    kinds: Sequence[str] = tuple(KINDS)
    workbooks: bool = True
    papers: bool = True
    template: Path | None = None


@dataclass(frozen=True)
class Package:
    """A project as it was when the package was asked for, and what is wanted of it."""

    project: Project
    rules: Rules
    store: EvidenceStore
    moment: datetime
    wanted: Wanted = field(default_factory=Wanted)


@dataclass(frozen=True)
class Item:
    """A file of the package: its path in it, what is said while it is made, and how."""

    path: PurePosixPath
    title: str
    write: Callable[[Path], object]


def items(package: Package) -> Iterator[Item]:
    """The files in order; a document that the park does not need is left out."""
    evaluation = evaluate(package.project, package.rules)
    yield from _documents(package, evaluation)
    if package.wanted.workbooks:
        yield from _workbooks(package, evaluation)
    if package.wanted.papers:
        yield from _papers(package)


def _documents(package: Package, evaluation: Evaluation) -> Iterator[Item]:
    documents = Documents(evaluation, lambda: package.moment)
    for kind in (kind for kind in KINDS if kind in package.wanted.kinds):
        if documents.of(kind) is not None:

            def write(target: Path, kind: str = kind) -> object:
                return export(
                    documents, target.parent, kind, template=package.wanted.template, along=package.wanted.kinds
                )

            yield Item(PurePosixPath(DOCUMENTS, file_name(kind)), f"《{KINDS[kind]}》", write)


def _workbooks(package: Package, evaluation: Evaluation) -> Iterator[Item]:
    def clock() -> datetime:
        return package.moment

    yield Item(
        PurePosixPath(WORKBOOKS, WORKBOOK), "计算底稿", lambda path: write_live_workbook(evaluation, path, clock)
    )
    yield Item(
        PurePosixPath(WORKBOOKS, TABLES),
        "基础数据表",
        lambda path: write_all_tables(package.project, package.rules, path, clock),
    )


def _papers(package: Package) -> Iterator[Item]:
    papers = [paper for paper in sorted_papers(package.project) if _is_there(paper, package.store)]
    names = distinct(paper_name(paper) for paper in papers)
    for paper, name in zip(papers, names, strict=True):

        def write(target: Path, paper: Evidence = paper) -> None:
            assert paper.file is not None
            package.store.export(paper.file.sha256, target)

        assert paper.file is not None
        ending = safe_name(Path(paper.file.name).suffix.lstrip("."), 10) if Path(paper.file.name).suffix else ""
        yield Item(PurePosixPath(PAPERS, f"{name}.{ending}" if ending else name), f"佐证材料{paper.number}", write)


def sorted_papers(project: Project) -> list[Evidence]:
    """The papers by number, 2-01 before 10-01."""
    return sorted(project.evidence, key=lambda paper: natural(paper.number or paper.title or paper.id))


def paper_name(paper: Evidence) -> str:
    """“2-01 能源平衡表”, as Windows takes it."""
    number = safe_name(paper.number, _LONGEST_NUMBER) if paper.number else "待编号"
    title = paper.title or (Path(paper.file.name).stem if paper.file else "")
    return f"{number} {safe_name(title, _LONGEST_TITLE)}"


def _is_there(paper: Evidence, store: EvidenceStore) -> bool:
    return paper.file is not None and bool(paper.file.sha256) and paper.file.sha256 in store


def absent(package: Package) -> list[str]:
    """One sentence for the papers whose file is not in the project, and one for those that never had one."""
    if not package.wanted.papers:
        return []
    lost = [paper for paper in sorted_papers(package.project) if paper.file and not _is_there(paper, package.store)]
    bare = [paper for paper in sorted_papers(package.project) if not paper.file]
    told = []
    for papers, why in ((lost, "的文件不在项目中，未放入申报包；请重新添加文件"), (bare, "没有电子文件，未放入申报包")):
        if papers:
            named = "、".join(paper.number or paper.title or paper.id for paper in papers[:10])
            more = f"等{len(papers)}份" if len(papers) > 10 else ""
            told.append(f"佐证材料{named}{more}{why}。")
    return told
