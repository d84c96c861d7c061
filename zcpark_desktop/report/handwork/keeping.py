"""Writes a new export where an old one lies, with the sections that staff changed, and keeps the old file beside it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zcpark_desktop.whole_file import naming

from ..blocks import Document
from ..docx_writer import FileInUse, write_docx
from ..docx_writer.section_marks import section_titles
from .carrying import carry
from .parts import WordParts
from .sections import edited_sections

OLD = " 改前"
"""What the name of an old file gets before its ending."""


@dataclass(frozen=True)
class Kept:
    """What became of an old file.

    Attributes:
        old: where it is kept now.
        sections: the headings of the sections that were carried into the new file.
        refused: a sentence for each that could not be.
    """

    old: Path
    sections: tuple[str, ...]
    refused: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it in words."""
        kept = f"；已保留手工改过的“{'”、“'.join(self.sections)}”" if self.sections else ""
        return f"原来的文件另存为“{self.old.name}”{kept}。", *self.refused


def write_over(document: Document, target: Path, ids: Sequence[str], *, clock: datetime,
               template: Path | None = None, beside: Mapping[str, str] | None = None) -> Kept:
    """Write the document in the place of an older export, with the sections of these ids as they are in the old file.

    The old file is copied beside it first, under a name of its own; a failure leaves it as it was.

    Raises:
        FileInUse: the file is open in another program, or its folder may not be written.
        What `write_docx` raises.
    """
    made = io.BytesIO()
    write_docx(document, made, clock=clock, template=template, beside=beside)
    titles = {**section_titles(document), **{each.id: each.title for each in edited_sections(target) if each.title}}
    content = target.read_bytes()
    new = WordParts(made.getvalue())
    refused = carry(new, WordParts(content), ids) if ids else {}
    old = old_name(target)
    new_file = target.with_name(f".{target.stem}-{os.getpid()}.tmp")
    try:
        shutil.copy2(target, old)
        new_file.write_bytes(new.saved() if ids else made.getvalue())
        os.replace(new_file, target)
    except PermissionError as error:
        old.unlink(missing_ok=True)
        raise FileInUse(
            f"无法写入“{target.name}”：文件可能正在 Word 或 WPS 中打开，请关闭后重试，或换一个文件名。"
        ) from error
    except OSError as error:
        old.unlink(missing_ok=True)
        raise naming(target, error) from error
    except BaseException:
        old.unlink(missing_ok=True)
        raise
    finally:
        new_file.unlink(missing_ok=True)
    sentences = tuple(f"“{titles.get(each, each)}”未能保留：{why}；请从“{old.name}”中复制。" for each, why in refused.items())
    return Kept(old, tuple(titles.get(each, each) for each in ids if each not in refused), sentences)


def is_old(path: Path) -> bool:
    """Whether a file is one that a later export has taken the place of, by its name."""
    return path.stem.rstrip("0123456789").endswith(OLD)


def old_name(target: Path) -> Path:
    """“申报书 改前.docx”, or with a number where there is one already."""
    number, name = 1, target.with_name(f"{target.stem}{OLD}{target.suffix}")
    while name.exists():
        number += 1
        name = target.with_name(f"{target.stem}{OLD}{number}{target.suffix}")
    return name
