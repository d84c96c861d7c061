"""Boundaries from DXF drawings: closed lines of one layer, chains of lines and arcs joined, curves made straight."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from ..guessing import guess
from ..rings import BoundaryError, PlainRing, Position, Vertex
from .chains import joined
from .dxf_index import WITH_LINES, WORDS, index_of, layer_name, spelled
from .dxf_lines import TOLERANCE_M, Line, line_of
from .nesting import ring_of, with_holes
from .shapes import (
    COMPLAINTS,
    LayerSummary,
    OpenedBoundary,
    Progress,
    ReadBoundary,
    read_result,
    refuse_too_much,
)

_METRES = {1: "0.0254", 2: "0.3048", 4: "0.001", 5: "0.01", 6: "1", 7: "1000", 14: "0.1"}
_UNIT_WORDS = {1: "英寸", 2: "英尺", 4: "毫米", 5: "厘米", 6: "米", 7: "千米", 14: "分米"}
_MOST_LINES = 200_000
_DEEPEST = 8


def open_dxf(content: bytes, name: str, progress: Progress) -> OpenedBoundary:
    """A DXF drawing, opened: its layers are counted, and none is read yet.

    Raises:
        BoundaryError: it is no DXF, or is incomplete.
    """
    if content.startswith(b"AutoCAD Binary DXF"):
        document = _loaded(lambda: _binary(content), name)
        return OpenedBoundary("DXF图纸", _counted(document), lambda layer, told: _read(document, layer, told))
    index = index_of(content, name, progress)
    encoding = _encoding(content)
    raw: dict[str, bytes] = {}
    for _kind, layer, *_rest in index.entities:
        raw.setdefault(layer_name(layer, encoding), layer)
    for parts in index.blocks.values():
        for _kind, layer, _nested in parts:
            raw.setdefault(layer_name(layer, encoding), layer)

    def reader(layer: str, told: Progress) -> ReadBoundary:
        told(0.0, "正在读取图层")
        text = index.only(raw[layer]).decode(encoding, "surrogateescape").replace("\r\n", "\n")
        return _read(_loaded(lambda: _text(text, told), name), layer, told)

    return OpenedBoundary("DXF图纸", index.summaries(encoding), reader)


def _encoding(content: bytes) -> str:
    from ezdxf.filemanagement import dxf_stream_info
    from ezdxf.lldxf.const import DXFError

    head = content[: content.find(b"ENDSEC") + 1000 if b"ENDSEC" in content else 100_000].decode("latin-1")
    try:
        return str(dxf_stream_info(io.StringIO(head.replace("\r\n", "\n"))).encoding)
    except (DXFError, *COMPLAINTS):  # the header does not tell; ezdxf's own reader judges the rest
        return "utf-8"


class _Watched:
    """Text whose reading tells how far it is, so that it can be given up; ezdxf asks for nothing but lines."""

    def __init__(self, text: str, progress: Progress) -> None:
        self._text, self._progress, self._length, self._read = io.StringIO(text), progress, max(len(text), 1), 0

    def readline(self) -> str:
        self._read += 1
        if self._read % 100_000 == 0:
            self._progress(min(self._text.tell() / self._length, 1) * 0.9, "正在读取图层")
        return self._text.readline()


def _text(text: str, progress: Progress) -> Any:
    import ezdxf

    return ezdxf.read(_Watched(text, progress))


def _binary(content: bytes) -> Any:
    from ezdxf.document import Drawing
    from ezdxf.lldxf.tagger import binary_tags_loader

    return Drawing.load(binary_tags_loader(content))


def _loaded(load: Callable[[], Any], name: str) -> Any:
    """The drawing, with ezdxf's many kinds of complaint as one sentence."""
    from ezdxf.lldxf.const import DXFError

    logging.getLogger("ezdxf").setLevel(logging.CRITICAL)
    try:
        return load()
    except (DXFError, *COMPLAINTS) as error:
        if isinstance(error, BoundaryError):
            raise
        raise BoundaryError(f"图纸“{name}”的结构有误，无法读取；请在CAD中用“核查”修复，并另存为DXF后重试。") from None


def _counted(document: Any) -> tuple[LayerSummary, ...]:
    counts: dict[str, dict[str, int]] = {}
    lines: set[str] = set()
    for entity, layer in _entities(document.modelspace(), None):
        word = WORDS.get(entity.dxftype(), "其他")
        counts.setdefault(layer, {})[word] = counts.get(layer, {}).get(word, 0) + 1
        if entity.dxftype() in WITH_LINES:
            lines.add(layer)
    names = sorted(counts, key=lambda name: (name not in lines, name))
    return tuple(LayerSummary(name, counts[name], name in lines) for name in names)


def _entities(entities: Any, layer: str | None, depth: int = 0) -> Iterator[tuple[Any, str]]:
    """What is drawn, with its layer; blocks are taken apart, and layer 0 in them means the layer of the block."""
    for entity in entities:
        own = spelled(str(entity.dxf.layer))
        if depth and own == "0" and layer is not None:
            own = layer
        if entity.dxftype() == "INSERT":
            if depth < _DEEPEST:
                inside = entity.multi_insert() if entity.mcount > 1 else (entity,)
                for each in inside:
                    yield from _entities(each.virtual_entities(), own, depth + 1)
        else:
            yield entity, own


def _read(document: Any, layer: str, progress: Progress) -> ReadBoundary:
    from ezdxf.lldxf.const import DXFError

    notes: list[str] = []
    lines: list[Line] = []
    unit = int(document.header.get("$INSUNITS", 0) or 0)
    scale = Decimal(_METRES.get(unit, "1"))
    try:
        for at, (entity, own) in enumerate(_entities(document.modelspace(), None)):
            if at % 2_000 == 0:
                progress(0.9, "正在整理图形")
            if own != layer:
                continue
            lines += line_of(entity, TOLERANCE_M / float(scale), notes)
            if len(lines) > _MOST_LINES:
                raise BoundaryError(f"图层“{layer}”的图形过多，不像园区边界；请选择只含边界的图层。")
    except (DXFError, *COMPLAINTS) as error:
        if isinstance(error, BoundaryError):
            raise
        raise BoundaryError(f"图层“{layer}”中有无法读取的图形；请在CAD中把边界改为多段线后重试。") from None
    closed, loose, pieces = joined(lines)
    if pieces:
        notes.append(f"{pieces}段首尾相接的线已连接成闭合边界。")
    if loose and not closed:
        ends = loose[0].points
        raise BoundaryError(
            f"图层“{layer}”的线没有闭合：有{len(loose)}条线的两端不相接，如（{ends[0][0]:.3f}，{ends[0][1]:.3f}）"
            f"与（{ends[-1][0]:.3f}，{ends[-1][1]:.3f}）；请在CAD中闭合后重试。"
        )
    if loose:
        notes.append(f"有{len(loose)}条不闭合的线，没有读取。")
    made = [ring_of("", [Vertex("", Decimal(repr(x)), Decimal(repr(y))) for x, y in line]) for line in closed]
    rings = _scaled([ring for ring in made if ring is not None], scale, unit, notes)
    refuse_too_much(rings, layer)  # before each is held against all others
    return read_result(with_holes(rings), layer, None, notes)


def _scaled(rings: list[PlainRing], scale: Decimal, unit: int, notes: list[str]) -> list[PlainRing]:
    """In metres as the drawing states its unit, unless the numbers themselves are places already."""
    if scale == 1:
        return rings
    points: list[Position] = [(point.x, point.y) for ring in rings for point in ring.points]
    if guess(points):
        notes.append(f"图纸单位写的是{_UNIT_WORDS[unit]}，而数值像以米为单位的坐标（或经纬度），没有换算。")
        return rings
    notes.append(f"图纸单位是{_UNIT_WORDS[unit]}，已换算为米。")
    return [
        PlainRing(ring.name, ring.hole, tuple(Vertex(p.number, p.x * scale, p.y * scale) for p in ring.points))
        for ring in rings
    ]
