"""What reading a file of coordinates gives: its layers, then the rings of one of them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..guessing import Guess, guess
from ..rings import BoundaryError, PlainRing, Vertex
from ..systems import ReferenceSystem

Progress = Callable[[float, str], object]
"""Told the share done (0 to 1) and what is being done; an exception from it ends the reading."""

COMPLAINTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, OSError, EOFError,
              RecursionError, MemoryError, struct.error)  # fmt: skip
"""What the libraries raise on damaged files, besides errors of their own; a reader turns them into one sentence."""

MOST_RINGS = 2_000
MOST_CORNERS = 100_000
LARGEST_FILE = 300 * 1024 * 1024


def unheard(_share: float, _words: str) -> None:
    """The progress of work that nobody watches."""


@dataclass(frozen=True)
class LayerSummary:
    """A layer as it is offered for choice.

    Attributes:
        name: of the layer, or of the file where the format has no layers.
        counts: what lies in it: kind in Chinese → how many.
        usable: whether there is anything in it that can be a boundary.
    """

    name: str
    counts: dict[str, int] = field(default_factory=dict)
    usable: bool = True

    @property
    def words(self) -> str:
        """What lies in it, as in `多段线12、直线3`."""
        return "、".join(f"{kind}{count}" for kind, count in self.counts.items()) or "没有图形"


class LayerNeeded(BoundaryError):
    """The file has several layers with lines, and none was chosen.

    Attributes:
        layers: what to choose from.
    """

    def __init__(self, layers: Sequence[LayerSummary]) -> None:
        self.layers = tuple(layers)
        names = "、".join(f"“{layer.name}”（{layer.words}）" for layer in self.layers[:8])
        more = f"等{len(self.layers)}个图层" if len(self.layers) > 8 else ""
        super().__init__(f"文件中有多个图层：{names}{more}；请选择园区边界所在的图层。")


@dataclass(frozen=True)
class ReadBoundary:
    """The rings that were read.

    Attributes:
        rings: as the file has them; holes marked.
        system: as the file itself states it; None where it does not.
        guesses: what the numbers look like, the likeliest first.
        notes: what was changed or left out on the way, in Chinese sentences.
        layer: where they come from.
    """

    rings: tuple[PlainRing, ...]
    system: ReferenceSystem | None
    guesses: tuple[Guess, ...]
    notes: tuple[str, ...] = ()
    layer: str = ""

    @property
    def corner_count(self) -> int:
        """How many corners there are in all."""
        return sum(len(ring.points) for ring in self.rings)

    @property
    def swapped(self) -> bool:
        """Whether the file seems to have the northward coordinate first."""
        return bool(self.guesses) and self.guesses[0].swapped

    def settled(self, *, swapped: bool) -> tuple[PlainRing, ...]:
        """The rings, x eastward and y northward, once it is settled whether the file has them the other way round."""
        if not swapped:
            return self.rings
        return tuple(
            PlainRing(ring.name, ring.hole, tuple(Vertex(point.number, point.y, point.x) for point in ring.points))
            for ring in self.rings
        )


@dataclass(frozen=True)
class OpenedBoundary:
    """A file that was opened and not yet read: its layers are known.

    Attributes:
        format: what kind of file it is, in Chinese.
        layers: all of them, those with lines first.
        reader: gives the rings of a layer.
    """

    format: str
    layers: tuple[LayerSummary, ...]
    reader: Callable[[str, Progress], ReadBoundary]

    def read(self, layer: str | None = None, progress: Progress = unheard) -> ReadBoundary:
        """The rings of a layer; without one named, of the only layer that has lines.

        Raises:
            LayerNeeded: several have.
            BoundaryError: there is no such layer, or nothing in it that can be a boundary.
        """
        if layer is None:
            usable = [each for each in self.layers if each.usable]
            if len(usable) > 1:
                raise LayerNeeded(usable)
            if not usable:
                raise BoundaryError(
                    "文件中没有可作为边界的线或面；请核对是否选错了文件，或在制图软件中另存边界所在的图层。"
                )
            layer = usable[0].name
        elif layer not in {each.name for each in self.layers}:
            names = "、".join(f"“{each.name}”" for each in self.layers[:8])
            raise BoundaryError(f"文件中没有名为“{layer[:60]}”的图层；现有图层为{names}。")
        return self.reader(layer, progress)


def refuse_too_much(rings: Sequence[PlainRing], layer: str) -> None:
    """Nothing, where there are rings, and no more of them than a park's boundary has.

    Raises:
        BoundaryError: there are none, or far more.
    """
    where = f"“{layer}”中" if layer else "其中"
    if not rings:
        raise BoundaryError(f"{where}没有闭合的边界；请选择边界所在的图层，或核对拐点是否在三个以上。")
    total = sum(len(ring.points) for ring in rings)
    if len(rings) > MOST_RINGS or total > MOST_CORNERS:
        raise BoundaryError(
            f"{where}有{len(rings)}个闭合图形、{total}个拐点，不像园区边界（最多{MOST_RINGS}个图形、{MOST_CORNERS}个拐点）；"
            "请选择只含边界的图层。"
        )


def read_result(
    rings: Sequence[PlainRing], layer: str, system: ReferenceSystem | None = None, notes: Sequence[str] = ()
) -> ReadBoundary:
    """What was read, with what its numbers look like.

    Raises:
        BoundaryError: there are no rings, or far more than a park's boundary has.
    """
    refuse_too_much(rings, layer)
    return ReadBoundary(
        rings=tuple(rings),
        system=system,
        guesses=guess([(point.x, point.y) for ring in rings for point in ring.points]),
        notes=tuple(dict.fromkeys(notes)),
        layer=layer,
    )
