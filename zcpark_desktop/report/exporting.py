"""From documents to files: where they are written, and what becomes of those that lie there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from .composing import KINDS, Documents, file_name

if TYPE_CHECKING:
    from .handwork import Edited

Progress = Callable[[int, int, str], None]
"""Called with documents done, documents in all, and the title of the next; an exception from it cancels."""


def edited(documents: Documents, folder: Path, kinds: Iterable[str]) -> dict[str, list[Edited]]:
    """Kind → the sections that were changed by hand in its file of an earlier export; no entry for unchanged files."""
    from .docx_writer.section_marks import section_titles
    from .handwork import edited_sections

    made = {}
    for kind in kinds:
        path = folder / file_name(kind)
        if path.exists():
            document = documents.of(kind)
            found = edited_sections(path, section_titles(document) if document else {})
            if found:
                made[kind] = found
    return made


def export(documents: Documents, out_dir: Path, only: str | None = None, *, progress: Progress | None = None,
           template: Path | None = None, suffixes: Mapping[str, str] = MappingProxyType({}),
           over: Mapping[str, Sequence[str]] = MappingProxyType({}), along: Iterable[str] = (),
           told: Callable[[str], object] = lambda words: None) -> list[Path]:
    """Writes documents into a folder, and returns the files in order.

    The same evaluation and moment give the same bytes. A document that the park does not need is not written.

    Args:
        documents: what is to be written.
        out_dir: the folder; made where it is missing.
        only: the one kind that is wanted.
        progress: told before each document; an exception from it cancels what is not written yet.
        template: a park's own .docx, whose styles, page set-up, headers and footers are used.
        suffixes: kind → what its file's name gets added, where that of an earlier export is to stay.
        over: kinds whose files were changed by hand → the ids of the sections that the new file keeps as they are
            there; the old file is kept beside (see `edited`).
        along: kinds that are written into the same folder by other calls: links lead into them as well.
        told: called with a sentence for each old file: where it is, what was carried over, what could not be.

    Raises:
        UnknownKind: `only` is no kind.
        FileInUse: a file is open in Word, or the folder may not be written.
        UnusableTemplate: the template is no Word document.
    """
    kinds = list(KINDS) if only is None else [only]
    wanted = [(kind, made) for kind in kinds if (made := documents.of(kind)) is not None]

    from .docx_writer import FileInUse, write_docx

    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileInUse(f"无法建立文件夹“{out_dir}”，请换一个位置导出。") from error
    written = []
    names = {kind: file_name(kind, suffixes.get(kind, "")) for kind in KINDS}
    due = {kind for kind in (*kinds, *along) if documents.of(kind) is not None}
    beside = {kind: name for kind, name in names.items() if kind in due or (out_dir / name).exists()}
    for done, (kind, document) in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), document.title)
        target = out_dir / names[kind]
        if kind in over and target.exists():
            from .handwork import write_over

            kept = write_over(document, target, over[kind], clock=documents.moment, template=template, beside=beside)
            for words in kept.sentences:
                told(words)
        else:
            write_docx(document, target, clock=documents.moment, template=template, beside=beside)
        written.append(target)
    if progress is not None:
        progress(len(wanted), len(wanted), "")
    return written
