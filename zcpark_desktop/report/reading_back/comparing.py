"""The finished document against one composed afresh from the same project: paragraph by paragraph, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from .difference import Kind
from .word_file import Piece

_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")
_SHOWN = 24
"""Characters of a text that a sentence quotes."""
_MOST_CELLS = 6
"""Cells of one table that are told one by one."""

Found = Iterator[tuple[int, Kind, str]]
"""Position in the document that was read, what it is about, and the sentence."""


def compared(read: Sequence[Piece], wanted: Sequence[Piece]) -> Found:
    """Where the document that was read is not what is wanted."""
    matcher = SequenceMatcher(None, [_key(each) for each in read], [_key(each) for each in wanted], autojunk=False)
    for operation, first, last, start, stop in matcher.get_opcodes():
        if operation != "equal":
            yield from _replaced(read[first:last], wanted[start:stop], first)


def _key(piece: Piece) -> tuple[object, ...]:
    return piece.kind, piece.text if piece.kind != "figure" else "", piece.level, piece.rows


def _replaced(read: Sequence[Piece], wanted: Sequence[Piece], at: int) -> Found:
    """A stretch that differs: pieces of one kind are held against each other in order, the likest first."""
    partners = _partners(read, wanted)
    for index, piece in enumerate(read):
        partner = partners.get(index)
        if partner is None:
            yield at + index, Kind.STRUCTURE, f"多出{_named(piece)}。"
        elif piece.kind == "table":
            yield from ((at + index, kind, words) for kind, words in _tables(piece, wanted[partner]))
        elif _key(piece) != _key(wanted[partner]):
            yield at + index, *_texts(piece, wanted[partner])
    taken = set(partners.values())
    for index, piece in enumerate(wanted):
        if index not in taken:
            yield min(at, at + len(read)), Kind.STRUCTURE, f"缺少{_named(piece)}。"


def _partners(read: Sequence[Piece], wanted: Sequence[Piece]) -> dict[int, int]:
    made: dict[int, int] = {}
    free = list(range(len(wanted)))
    for index, piece in enumerate(read):
        alike = [(each, _likeness(piece, wanted[each])) for each in free if wanted[each].kind == piece.kind]
        best = max(alike, key=lambda pair: pair[1], default=None)
        if best is not None and best[1] > 0.5:
            made[index] = best[0]
            free.remove(best[0])
    return made


def _likeness(one: Piece, other: Piece) -> float:
    if one.kind == "table":
        heads = one.rows[:1] == other.rows[:1]
        same = len({row[:1] for row in one.rows} & {row[:1] for row in other.rows})
        return 1.0 if heads else same / max(1, len(other.rows))
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()


def _named(piece: Piece) -> str:
    what = {"heading": "标题", "caption": "题注", "table": "表格", "figure": "图", "text": "段落"}[piece.kind]
    text = piece.text or ("｜".join(piece.rows[0]) if piece.rows else "")
    return f"{what}“{_short(text)}”" if text else what


def _texts(read: Piece, wanted: Piece) -> tuple[Kind, str]:
    if _NUMBER.sub("#", read.text) == _NUMBER.sub("#", wanted.text):
        pairs = zip(_NUMBER.finditer(read.text), _NUMBER.finditer(wanted.text), strict=True)
        told = [
            f"“{read.text[max(0, one.start() - 12) : one.start()]}”之后应为{other[0]}，文件中是{one[0]}"
            for one, other in pairs
            if one[0] != other[0]
        ]
        if told:
            return Kind.NUMBER, f"{'；'.join(told)}。"
    kind = Kind.TEXT if _NUMBER.findall(read.text) == _NUMBER.findall(wanted.text) else Kind.NUMBER
    return kind, f"应为{_around(wanted.text, read.text)}，文件中是{_around(read.text, wanted.text)}。"


def _tables(read: Piece, wanted: Piece) -> Iterator[tuple[Kind, str]]:
    head = wanted.rows[0] if wanted.rows else ()
    firsts = [row[:1] for row in read.rows], [row[:1] for row in wanted.rows]
    told = 0
    for operation, a, b, c, d in SequenceMatcher(None, *firsts, autojunk=False).get_opcodes():
        if operation == "delete" or (operation == "replace" and b - a != d - c):
            yield (
                Kind.STRUCTURE,
                f"表格“{_short('｜'.join(head))}”多出{b - a}行，如“{_short('｜'.join(read.rows[a]))}”。",
            )
        if operation == "insert" or (operation == "replace" and b - a != d - c):
            yield (
                Kind.STRUCTURE,
                f"表格“{_short('｜'.join(head))}”缺少{d - c}行，如“{_short('｜'.join(wanted.rows[c]))}”。",
            )
        if operation in ("equal", "replace") and b - a == d - c:
            for row, (one, other) in enumerate(zip(read.rows[a:b], wanted.rows[c:d], strict=True), c):
                for column, (mine, due) in enumerate(zip_longest(one, other, fillvalue="")):
                    if mine != due and told < _MOST_CELLS:
                        told += 1
                        kind = Kind.NUMBER if _NUMBER.findall(mine) != _NUMBER.findall(due) else Kind.TEXT
                        yield kind, f"{_cell(wanted, row, column)}应为“{_short(due)}”，文件中是“{_short(mine)}”。"


def _cell(table: Piece, row: int, column: int) -> str:
    """“表格“品种｜2022年…”第3行“天然气”的“2024年”列”."""
    head = table.rows[0]
    name = next((text for text in table.rows[row] if text and not text.isdigit()), "")
    titled = len(head) == len(table.rows[row]) and row > 0
    where = f"的“{head[column]}”列" if titled and column < len(head) and head[column] else f"第{column + 1}格"
    return f"表格“{_short('｜'.join(head))}”第{row + 1}行“{_short(name)}”{where}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _around(text: str, other: str) -> str:
    """The text from a little before the first place where both part."""
    at = next((i for i, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), min(len(text), len(other)))
    start = max(0, at - 10)
    return f"“{'…' if start else ''}{text[start : start + _SHOWN]}{'…' if start + _SHOWN < len(text) else ''}”"
