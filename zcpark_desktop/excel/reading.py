"""Files as cells: .xlsx from Excel and WPS, .xls, .csv in UTF-8 and GB 18030, told apart by content and not by name.

Nothing of a file is trusted: sizes are bounded, macros and links to other files are not followed, and what cannot be
read is refused with a sentence. A user's file is never opened and saved again.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .cells import FileCells, SheetCells, UnreadableFile

LARGEST_FILE = 64 * 1024 * 1024
MOST_CELLS = 2_000_000
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt")

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SEPARATORS = "\t;,"
_LINES_LOOKED_AT = 30


def names_of(paths: Sequence[Path]) -> list[str]:
    """What each file is called in a proposal: its name, with as many folders before it as tell it from the others."""
    names = [path.name for path in paths]
    for depth in range(2, max((len(path.parts) for path in paths), default=0) + 1):
        counts = Counter(names)
        if len(counts) == len(names):
            break
        names = [name if counts[name] == 1 else "/".join(path.parts[-depth:])
                 for name, path in zip(names, paths, strict=True)]
    return names


def read_file(path: Path) -> FileCells:
    """What `path` holds.

    Raises:
        UnreadableFile: it is no table, too big, protected by a password or damaged.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(f"文件超过{LARGEST_FILE // 1024 // 1024}兆字节，请核对是否选错了文件。")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"文件无法读取（{error.strerror or '原因不明'}），请确认它没有被其他程序占用后重试。") from error
    return read_content(content, path.name)


def read_content(content: bytes, name: str) -> FileCells:
    """What the file called `name` with that `content` holds (see `read_file`)."""
    if not content:
        raise UnreadableFile("文件是空的。")
    if content.startswith(_ZIP):
        from .reading_xlsx import read_xlsx

        return read_xlsx(content, name)
    if content.startswith(_OLE):
        from .reading_xls import read_xls

        return read_xls(content, name)
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta")):
        raise UnreadableFile("文件实际是网页或XML，不是工作簿；请用表格软件打开后另存为xlsx。")
    if name.lower().endswith((".csv", ".txt")):
        return FileCells(name, (SheetCells("", _csv_rows(_decoded(content))),))
    raise UnreadableFile("文件不是工作簿，或已损坏；请用表格软件打开后另存为xlsx。")


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ("utf-16",) if wide else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFile("文本文件的编码不是UTF-8或GB18030；请用表格软件打开后另存为xlsx。")


def _separator(text: str) -> str:
    """What stands between cells: told by the lines that have it, for a title stands alone in its line."""
    lines = text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]

    def use(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        return sum(map(bool, counts)), sum(counts)

    return max(_SEPARATORS, key=use)


def _csv_rows(text: str) -> list[list[str]]:
    """The cells of a CSV text; `="0012"`, by which some programs keep a number's digits, is its text."""
    separator, cells = _separator(text), 0
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            cells += len(row)
            if cells > MOST_CELLS:
                raise UnreadableFile(f"表格超过{MOST_CELLS // 10000}万个单元格，请分成几个文件。")
            rows.append([cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell for cell in row])
    except csv.Error:
        raise UnreadableFile("文本表格的引号不成对，请用表格软件打开后另存为xlsx。") from None
    return rows
