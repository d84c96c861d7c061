"""What holds for every finished document, whatever the project says: no blank heading, no placeholder, no dead link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...evaluate import Evaluation
from .difference import Kind
from .expected import plainly
from .word_file import Piece, WordFile

Found = Iterator[tuple[int, Kind, str]]

_PLACEHOLDERS = re.compile(
    r"[{｛]{1,2}[^{}｛｝]{0,80}[}｝]{1,2}|【待补充：[^】]*】|[Xx×]{2,}|[Tt]ODO|TBD|FIXME|[?？]{3,}|#REF!|#N/A|待填写?|此处填写|错误!|Error!"
)
_PROGRAM_WORDS = re.compile(
    r"(?<![A-Za-z0-9_.@/])(?:(?:None|nan|NaN|null|undefined|Decimal|True|False)|[a-z]+(?:_[a-z0-9]+)+|[A-Za-z,;]{30,})"
    r"(?![A-Za-z0-9_.@/])"
)
"""Values and names of the program, and sentences in English (spaces are gone here)."""
_LABEL = re.compile(r"(附?[表图])(?:(\d+)-)?(\d+)")


def laws(file: WordFile, evaluation: Evaluation) -> Found:
    """Everything that is wrong with the document by itself: position, what it is about, the sentence."""
    yield from blank_headings(file.pieces)
    yield from placeholders(file.pieces, evaluation)
    yield from captions(file.pieces)
    yield from dead_links(file)
    yield from unknown_evidence(file.pieces, evaluation)


def blank_headings(pieces: Sequence[Piece]) -> Found:
    """Headings with nothing under them."""
    for at, piece in enumerate(pieces):
        if piece.kind == "heading":
            following = pieces[at + 1] if at + 1 < len(pieces) else None
            if following is None or (following.kind == "heading" and following.level <= piece.level):
                yield at, Kind.STRUCTURE, f"标题“{piece.text}”之下没有内容。"


def placeholders(pieces: Sequence[Piece], evaluation: Evaluation) -> Found:
    """Text that waits to be replaced, and words of the program instead of values."""
    own = ""
    for at, piece in enumerate(pieces):
        for text in (piece.text, *(cell for row in piece.rows for cell in row)):
            for pattern in (_PLACEHOLDERS, _PROGRAM_WORDS):
                for found in pattern.finditer(text):
                    own = own or plainly(evaluation.project.model_dump_json())
                    if found[0] not in own:
                        yield at, Kind.PLACEHOLDER, f"留有占位或程序文字“{found[0]}”。"
                    elif pattern is _PLACEHOLDERS:
                        yield at, Kind.PLACEHOLDER, f"留有占位文字“{found[0]}”；它是园区填写的，请在相应页面改正。"


def captions(pieces: Sequence[Piece]) -> Found:
    """Captions that are not counted one after the other, and tables and figures that no sentence refers to.

    Those of forms and attachments, which count by no chapter, are named by the heading above them.
    """
    texts = "\n".join(piece.text for piece in pieces if piece.kind == "text")
    counts: dict[tuple[str, str], int] = {}
    for at, piece in enumerate(pieces):
        if piece.kind != "caption":
            continue
        found = _LABEL.fullmatch(piece.label)
        if found is None:
            yield at, Kind.STRUCTURE, f"题注“{piece.text[:30]}”没有编号。"
            continue
        key = found[1], found[2] or ""
        counts[key] = counts.get(key, 0) + 1
        if int(found[3]) != counts[key]:
            yield at, Kind.STRUCTURE, f"题注“{piece.text[:30]}”的编号不连续，应为第{counts[key]}号。"
            counts[key] = int(found[3])
        if found[2] and not re.search(rf"(?<![附]){re.escape(found[0])}(?!\d)", texts):
            yield at, Kind.REFERENCE, f"正文没有提到{found[0]}。"
    yield from _uncaptioned_figures(pieces)


def _uncaptioned_figures(pieces: Sequence[Piece]) -> Found:
    for at, piece in enumerate(pieces):
        if piece.kind == "figure" and (at + 1 == len(pieces) or pieces[at + 1].kind != "caption"):
            yield at, Kind.STRUCTURE, "图之下没有题注。"


def dead_links(file: WordFile) -> Found:
    """References and links whose bookmark is not in the document."""
    for target in dict.fromkeys(file.targets):
        if target not in file.bookmarks:
            yield (
                0,
                Kind.REFERENCE,
                f"有引用或链接指向不存在的位置（书签“{target}”）；更新域后会显示“错误！未找到引用源”。",
            )


def unknown_evidence(pieces: Sequence[Piece], evaluation: Evaluation) -> Found:
    """Numbers of papers that are quoted and stand in no list."""
    known = {plainly(text) for paper in evaluation.project.evidence for text in (paper.number, paper.title, paper.id)}
    for at, piece in enumerate(pieces):
        quoted = re.findall(r"佐证材料((?:[0-9A-Za-z]+-[0-9A-Za-z]+、?)+)", piece.text)
        for text in quoted:
            for number in filter(None, text.split("、")):
                if number not in known:
                    yield at, Kind.REFERENCE, f"引用的佐证材料“{number}”不在佐证材料清单中。"
        yield from ((at, Kind.REFERENCE, words) for words in _unknown_in_column(piece, known))


def _unknown_in_column(piece: Piece, known: set[str]) -> Iterator[str]:
    head = next((row for row in piece.rows[:2] if "佐证编号" in row), None)
    if head is None:
        return
    from_end = len(head) - head.index("佐证编号")
    for row in piece.rows[1:]:
        cell = row[-from_end] if len(row) >= from_end else ""
        for number in re.sub(r"等\d+份$", "", cell).split("、"):
            if re.fullmatch(r"[0-9A-Za-z]+-[0-9A-Za-z]+", number) and number not in known:
                yield f"佐证编号“{number}”不在佐证材料清单中。"


def exempt_mentions(pieces: Sequence[Piece], evaluation: Evaluation) -> Found:
    """Indicators that the park left out by an exemption of the city's scheme, and that are told all the same."""
    rows = [(scheme, row) for scheme in evaluation.schemes.values() for row in scheme.rows]
    out = {row.row.indicator for scheme, row in rows if scheme.scheme.level == "city" and row.exemption is not None}
    names = {plainly(row.row.name) for _, row in rows if row.row.indicator in out}
    kept = [
        plainly(text)
        for _, row in rows
        if row.row.indicator not in out
        for text in (row.row.name, row.indicator.definition)
    ]
    names = {name for name in names if not any(name in text for text in kept)}
    for at, piece in enumerate(pieces):
        for text in (piece.text, *(cell for row in piece.rows for cell in row)):
            for name in names:
                if name in text:
                    yield at, Kind.EXEMPT, f"出现了已免列的指标“{name}”；它只应写在《免列说明》中。"
