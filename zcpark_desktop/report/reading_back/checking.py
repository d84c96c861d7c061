"""Opens the finished documents and gathers what every check has to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..composing import KINDS, Documents
from .charts import wrong_charts
from .comparing import compared
from .difference import Difference, Kind
from .expected import expected
from .indicators import wrong_indicators
from .laws import exempt_mentions, laws
from .word_file import Piece, WordFile

_TELLS_EXEMPT = ("exemptions", "evidence")
"""Kinds of document in which exempt indicators may stand."""


def read_back(paths: Iterable[Path], documents: Documents) -> list[Difference]:
    """What is wrong in the finished documents, held against those of the project as it is now.

    Each file tells itself which document it is and when it was exported; the date of what it is held against is taken
    from there, so that the date on the cover is no difference.

    Raises:
        UnreadableWordFile: a file is no Word document.
    """
    return [difference for path in paths for difference in _read(WordFile(path), documents)]


def _read(file: WordFile, documents: Documents) -> list[Difference]:
    if file.kind not in KINDS:
        return [Difference(file.path.stem, "", Kind.STRUCTURE, "不是本程序导出的申报文件，无法核对。")]
    title, chapters = KINDS[file.kind], _chapters(file.pieces)
    found = list(dict.fromkeys((at, kind, words) for at, kind, words in _all(file, documents)))
    found.sort(key=lambda each: each[0])
    return [Difference(title, chapters[at] if at < len(chapters) else "", kind, words) for at, kind, words in found]


def _all(file: WordFile, documents: Documents) -> Iterator[tuple[int, Kind, str]]:
    evaluation = documents.evaluation
    made = (documents.dated(file.created) if file.created else documents).of(file.kind)
    if made is None:
        yield 0, Kind.STRUCTURE, "按现在的数据不需要这份文件；请删除它，或重新导出。"
        return
    wanted = expected(made)
    yield from compared(file.pieces, wanted.pieces)
    if file.footnotes != wanted.footnotes:
        yield 0, Kind.TEXT, "脚注与程序生成的不同。"
    yield from ((file.places[name], kind, words) for name, kind, words in wrong_indicators(file.bookmarks, evaluation))
    lost = [name for name in wanted.cell_bookmarks if name not in file.bookmarks]
    if lost:
        yield 0, Kind.STRUCTURE, f"有{len(lost)}个指标或佐证材料的单元格不见了，可能整行或整表被删除。"
    yield from wrong_charts(file, wanted.figures)
    yield from laws(file, evaluation)
    if file.kind not in _TELLS_EXEMPT:
        yield from exempt_mentions(file.pieces, evaluation)


def _chapters(pieces: Sequence[Piece]) -> list[str]:
    """For each piece the headings above it."""
    path: list[tuple[int, str]] = []
    made = []
    for piece in pieces:
        if piece.kind == "heading":
            path = [each for each in path if each[0] < piece.level] + [(piece.level, piece.text)]
        made.append(" › ".join(text for _, text in path))
    return made
