"""The entities of a DXF drawing by layer, found in one quick pass, and the part of the drawing that one layer needs.

A drawing of a whole district has hundreds of thousands of entities, and the boundary is one of them. So the file is
only cut at its entities here; ezdxf, which understands them, then reads a drawing with those of the chosen layer.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..rings import BoundaryError
from .shapes import LayerSummary, Progress

# A value that is 0 is followed by a group code, a group code 0 by a word: so this finds beginnings of entities only.
_ENTITY = re.compile(rb"(?:\A|(?<=\n))[ \t]*0[ \t]*\r?\n[ \t]*([A-Z][A-Z0-9_]*)[ \t]*\r?\n")
_OFTEN = 5_000

WORDS = {
    "LWPOLYLINE": "多段线", "POLYLINE": "多段线", "LINE": "直线", "ARC": "圆弧", "CIRCLE": "圆", "ELLIPSE": "椭圆",
    "SPLINE": "样条曲线", "HATCH": "填充", "INSERT": "图块", "TEXT": "文字", "MTEXT": "文字", "POINT": "点",
}  # fmt: skip
WITH_LINES = frozenset({"LWPOLYLINE", "POLYLINE", "LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE", "HATCH"})
_PART_OF_ANOTHER = frozenset({"VERTEX", "SEQEND", "ATTRIB"})


@dataclass
class DrawingIndex:
    """Where the entities of a drawing lie.

    Attributes:
        content: the file.
        entities: each entity of the drawing itself: kind, layer, name of the block it inserts, start, end; vertices
            belong to the entity before them.
        blocks: for each block, the kind, layer and inserted block of what it is made of.
        first, after: where the entities begin and where their section ends.
    """

    content: bytes
    entities: list[tuple[bytes, bytes, bytes, int, int]] = field(default_factory=list)
    blocks: dict[bytes, list[tuple[bytes, bytes, bytes]]] = field(default_factory=lambda: defaultdict(list))
    first: int = 0
    after: int = 0

    def summaries(self, encoding: str) -> tuple[LayerSummary, ...]:
        """The layers: those with lines first, and among them those with the fewest entities, as a boundary has."""
        counts: dict[bytes, Counter[str]] = defaultdict(Counter)
        lines: set[bytes] = set()
        inserted: set[tuple[bytes, bytes]] = set()
        for kind, layer, block, _start, _end in self.entities:
            _count(counts, lines, kind, layer)
            if kind == b"INSERT":
                inserted.add((block, layer))
        for block, layer in inserted:
            for kind, own in self._inside(block, layer, ()):
                _count(counts, lines, kind, own)
        found = [
            LayerSummary(layer_name(layer, encoding), dict(counts[layer].most_common()), layer in lines)
            for layer in sorted(counts, key=lambda layer: (layer not in lines, counts[layer].total(), layer))
        ]
        return tuple(found)

    def _inside(self, block: bytes, layer: bytes, above: tuple[bytes, ...]) -> Iterator[tuple[bytes, bytes]]:
        """Kind and layer of what a block draws when it is inserted on `layer`: layer 0 inside it means that one."""
        if block in above or len(above) > 8:
            return
        for kind, own, nested in self.blocks.get(block, ()):
            real = layer if own == b"0" else own
            yield kind, real
            if kind == b"INSERT":
                yield from self._inside(nested, real, (*above, block))

    def only(self, layer: bytes) -> bytes:
        """The drawing with the entities of one layer, and with the insertions of blocks that draw on it."""
        needed: dict[tuple[bytes, bytes], bool] = {}
        kept = []
        for kind, own, block, start, end in self.entities:
            if kind == b"INSERT":
                key = (block, own)
                if key not in needed:
                    drawn = self._inside(block, own, ())
                    needed[key] = any(real == layer and what.decode("ascii") in WITH_LINES for what, real in drawn)
                if needed[key]:
                    kept.append(self.content[start:end])
            elif own == layer and kind.decode("ascii") in WITH_LINES:
                kept.append(self.content[start:end])
        return self.content[: self.first] + b"".join(kept) + self.content[self.after :]


def _count(counts: dict[bytes, Counter[str]], lines: set[bytes], kind: bytes, layer: bytes) -> None:
    name = kind.decode("ascii")
    counts[layer][WORDS.get(name, "其他")] += 1
    if name in WITH_LINES:
        lines.add(layer)


def layer_name(raw: bytes, encoding: str) -> str:
    """A layer's name in the bytes of a drawing."""
    return spelled(raw.decode(encoding, "surrogateescape"))


def spelled(name: str) -> str:
    r"""A layer's name; drawings before 2007 write signs beyond their code page as \U+7EA2."""
    from ezdxf.lldxf.encoding import decode_dxf_unicode, has_dxf_unicode

    return str(decode_dxf_unicode(name)) if has_dxf_unicode(name) else name


def index_of(content: bytes, name: str, progress: Progress) -> DrawingIndex:
    """Where the entities of the drawing `content` lie.

    Raises:
        BoundaryError: it is no drawing, or ends before its end.
    """
    index = DrawingIndex(content)
    section, block, ended = b"", b"", False
    before: tuple[bytes, int] | None = None
    for number, match in enumerate(_ENTITY.finditer(content)):
        if number % _OFTEN == 0:
            progress(match.start() / len(content), "正在查找图层")
        kind = match[1]
        if before is not None:
            block = _take(index, section, block, *before, match.start())
            before = None
        if kind == b"SECTION":
            section = _value(content, match.end(), b"2")
            index.first = 0 if section == b"ENTITIES" else index.first
        elif kind == b"ENDSEC":
            if section == b"ENTITIES":
                index.after = match.start()
                index.first = index.first or match.start()
            section = b""
        elif kind == b"EOF":
            ended = True
        elif section == b"ENTITIES":
            index.first = index.first or match.start()
            before = (kind, match.start())
        elif section == b"BLOCKS":
            before = (kind, match.start())
    if not ended or not index.after:
        words = "不完整（没有结尾）" if content[:4000].find(b"SECTION") >= 0 else "不是DXF图纸"
        raise BoundaryError(f"文件“{name}”{words}；请在CAD中重新另存为DXF后重试。")
    return index


def _take(index: DrawingIndex, section: bytes, block: bytes, kind: bytes, start: int, end: int) -> bytes:
    """Note one entity; returns the block that what follows belongs to."""
    if section == b"ENTITIES":
        if kind in (b"VERTEX", b"SEQEND", b"ATTRIB") and index.entities:
            first = index.entities[-1]
            index.entities[-1] = (*first[:4], end)
        else:
            layer, inserted = _layer(index.content, start, end, kind)
            index.entities.append((kind, layer, inserted, start, end))
        return block
    if kind == b"BLOCK":
        return _field(index.content, start, end, b"2")
    if kind != b"ENDBLK" and kind.decode("ascii") not in _PART_OF_ANOTHER:
        index.blocks[block].append((kind, *_layer(index.content, start, end, kind)))
    return block


def _layer(content: bytes, start: int, end: int, kind: bytes) -> tuple[bytes, bytes]:
    return _field(content, start, end, b"8") or b"0", _field(content, start, end, b"2") if kind == b"INSERT" else b""


def _field(content: bytes, start: int, end: int, code: bytes) -> bytes:
    """The first value of a group code within an entity; empty where it has none."""
    at = start
    while at < end:
        stop = content.find(b"\n", at, end)
        if stop < 0:
            return b""
        after = content.find(b"\n", stop + 1, end)
        if content[at:stop].strip() == code:
            return content[stop + 1 : after if after >= 0 else end].strip()
        if after < 0:
            return b""
        at = after + 1
    return b""


def _value(content: bytes, at: int, code: bytes) -> bytes:
    return _field(content, at, min(at + 400, len(content)), code)
