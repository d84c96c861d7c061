"""The manual as files."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ..rules import Rules
from ..storage.disk import write_whole
from .pages import pages

NAME = "零碳园区申报使用手册"


def write_html_manual(path: Path, rules: Rules) -> None:
    """Write the manual as one web page.

    Raises:
        StorageError: the file cannot be written.
    """
    from .as_html import html

    content = html(list(pages(rules))).encode()

    def write(file: BinaryIO) -> None:
        file.write(content)

    write_whole(path, write, doing="写入")


def write_docx_manual(path: Path, rules: Rules, clock: datetime) -> None:
    """Write the manual as a Word file.

    Raises:
        FileInUse: the file is open in another program, or its folder may not be written.
    """
    from ..report.docx_writer import write_docx
    from .as_blocks import document

    write_docx(document(list(pages(rules)), clock), path, clock=clock)
