"""Text of coordinates: its encoding, and its lines as rows of cells."""

from __future__ import annotations

import csv
import io
import re

from ..angles import folded
from ..rings import BoundaryError

_AFTER_MARK = re.compile(r"([°度′'’分])\s+(?=\d)")
_WIDE_COMMA = re.compile(r"[,，;；]")
_MOST_LINES = 300_000


def decoded(content: bytes, name: str = "") -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or GB 18030.

    Raises:
        BoundaryError: it is none of them.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")  # type: ignore[assignment]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BoundaryError(f"文件“{name}”不是文本文件，或编码无法识别；请另存为UTF-8或GB18030编码的文本。")


def split_rows(text: str) -> list[list[str]]:
    """Lines of text as rows of cells: separated by tabs, commas or semicolons of either width, or spaces.

    Raises:
        BoundaryError: far more lines than a boundary has.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff").split("\n")
    if len(lines) > _MOST_LINES:
        raise BoundaryError(f"共有{len(lines)}行，不像边界坐标表；请核对是否选错了文件。")
    return [_cells(line) for line in lines]


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip().strip('"') for cell in line.split("\t")]
    if _WIDE_COMMA.search(line):
        plain = _WIDE_COMMA.sub(",", line)
        if plain.count('"') % 2 or re.search(r'\d"', plain):  # the mark of seconds, not a quotation
            return [cell.strip() for cell in plain.split(",")]
        return [cell.strip() for cell in next(csv.reader(io.StringIO(plain)), [])]
    tokens = _AFTER_MARK.sub(r"\1", line).split()
    plain_tokens = [folded(token) for token in tokens]
    if len(tokens) in (6, 7) and all(re.fullmatch(r"\d+(\.\d+)?", token) for token in plain_tokens[-6:]):
        start = tokens[:-6]
        return [*start, " ".join(tokens[-6:-3]), " ".join(tokens[-3:])]
    return tokens
