"""From a project to its documents: which there are, what each is called, and where they are written."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..evaluate import Evaluation, evaluate
from ..project import Project
from ..rules import Rules
from .blocks import Document
from .material import Clock, Material, material
from .referring import with_references

if TYPE_CHECKING:
    from .handwork import Edited

KINDS = {
    "application": "申报书",
    "plan": "建设方案",
    "self_assessment": "指标自评表",
    "exemptions": "免列说明",
    "evidence": "佐证材料清单",
    "calculation": "指标计算过程",
}
"""Kind of document -> its title, in the order of the package."""

_MODULES = {"evidence": "evidence_list"}

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the title of the next; an exception from it cancels."""


class UnknownKind(ValueError):
    """No document is of that kind."""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def compose(kind: str, evaluation: Evaluation, clock: Clock = _now) -> Document | None:
    """The document of that kind; None where the park has no need of it (no exemption, no 免列说明).

    Raises:
        UnknownKind: one Chinese sentence names the kinds that there are.
    """
    if kind not in KINDS:
        known = "、".join(f"{key}（{title}）" for key, title in KINDS.items())
        raise UnknownKind(f"没有名为“{kind}”的文件种类；现有：{known}。")
    module = importlib.import_module(f"{__package__}.chapters.{_MODULES.get(kind, kind)}")
    make: Callable[[Material], Document | None] = module.document
    made = make(material(evaluation, clock))
    return None if made is None else with_references(made)


def file_name(kind: str, suffix: str = "") -> str:
    """What the document of that kind is called in its folder: “01 申报书.docx”; `suffix` stands before the dot."""
    return f"{list(KINDS).index(kind) + 1:02} {KINDS[kind]}{suffix}.docx"


def edited(evaluation: Evaluation, folder: Path, kinds: Iterable[str], suffix: str = "") -> dict[str, list[Edited]]:
    """Kind → the sections that were changed by hand in its file of an earlier export; no entry for unchanged files."""
    from .docx_writer.section_marks import section_titles
    from .handwork import edited_sections

    made = {}
    for kind in kinds:
        path = folder / file_name(kind, suffix)
        if path.exists():
            document = compose(kind, evaluation)
            found = edited_sections(path, section_titles(document) if document else {})
            if found:
                made[kind] = found
    return made


def export(project: Project, rules: Rules, out_dir: Path, only: str | None = None, clock: Clock | None = None,
           progress: Progress | None = None, template: Path | None = None, suffix: str = "",
           over: Mapping[str, Sequence[str]] | None = None, told: Callable[[str], object] = lambda words: None,
           companions: Mapping[str, str] | None = None) -> list[Path]:
    """Writes the documents of a project into a folder, and returns the files in order.

    The same project, rules and clock give the same bytes. A document that the park does not need is not written.

    Args:
        project: what the park entered.
        rules: what it is evaluated by.
        out_dir: the folder; made where it is missing.
        only: the one kind that is wanted.
        clock: tells the time of creation and the date on the cover.
        progress: told before each document; an exception from it cancels what is not written yet.
        template: a park's own .docx, whose styles, page set-up, headers and footers are used.
        suffix: added to the files' names, where those of an earlier export are to stay.
        over: kinds whose files were changed by hand → the ids of the sections that the new file keeps as they are
            there; the old file is kept beside (see `edited`).
        told: called with a sentence for each old file: where it is, what was carried over, what could not be.
        companions: kind → name of the files that other calls will put into the folder; links lead into them too.

    Raises:
        UnknownKind: `only` is no kind.
        FileInUse: a file is open in Word, or the folder may not be written.
        UnusableTemplate: the template is no Word document.
    """
    kinds = list(KINDS) if only is None else [only]
    evaluation = evaluate(project, rules)
    moment = (clock or _now)()
    documents = [(kind, made) for kind in kinds if (made := compose(kind, evaluation, lambda: moment)) is not None]

    from .docx_writer import FileInUse, write_docx

    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileInUse(f"无法建立文件夹“{out_dir}”，请换一个位置导出。") from error
    written = []
    beside = {kind: file_name(kind, suffix) for kind in KINDS
              if any(kind == each for each, _ in documents) or (out_dir / file_name(kind, suffix)).exists()}
    beside |= companions or {}
    for done, (kind, document) in enumerate(documents):
        if progress is not None:
            progress(done, len(documents), document.title)
        target = out_dir / file_name(kind, suffix)
        if over and kind in over and target.exists():
            from .handwork import write_over

            kept = write_over(document, target, over[kind], clock=moment, template=template, beside=beside)
            for words in kept.sentences:
                told(words)
        else:
            write_docx(document, target, clock=moment, template=template, beside=beside)
        written.append(target)
    if progress is not None:
        progress(len(documents), len(documents), "")
    return written
