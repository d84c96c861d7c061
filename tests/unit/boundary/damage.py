"""Files of coordinates, damaged at random: each of them is read, or refused with one sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from decimal import Decimal as D

from tests.unit.boundary.shapefiles import made, zipped
from zcpark_desktop.boundary import BoundaryError, PlainRing, Vertex
from zcpark_desktop.boundary.reading import open_boundary
from zcpark_desktop.boundary.writing import FORMATS, written

RING = PlainRing(
    "东片",
    False,
    tuple(
        Vertex(f"J{n}", D(x), D(y))
        for n, (x, y) in enumerate((("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.61"), ("120.44", "31.61")))
    ),
)


def sound() -> dict[str, bytes]:
    """A small file of each format by name."""
    files = {f"a{suffix}": written((RING,), "EPSG:4490", f"a{suffix}", "算例") for suffix in FORMATS}
    lines = [[(541700.0, 3496700.0), (541700.0, 3498900.0), (543600.0, 3498900.0), (541700.0, 3496700.0)]]
    shapes = made([lines])
    return {
        **files,
        "a.zip": zipped(shapes),
        "a.kmz": zipped({"doc.kml": files["a.kml"]}),
        "a.txt": "J1 120°26′24″ 31°35′24″\nJ2 120°27′36″ 31°35′24″\nJ3 120°27′36″ 31°36′36″".encode("gb18030"),
    }


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The content with a few bytes changed, cut out, doubled or cut off."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        if not data:
            break
        at = dice.randrange(len(data))
        end = min(len(data), at + dice.choice((1, 1, 2, 8, 64, 400)))
        match dice.randrange(5):
            case 0:
                data[at] = dice.randrange(256)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end]
            case 3:
                data[at:end] = dice.choice(
                    (b"0", b"-1", b"1e308", b"nan", b"\x00", b"9" * 40, b"\n", "东".encode(), b"\xff")
                )
            case _:
                del data[at if dice.random() < 0.2 else len(data) - 1 :]
    return bytes(data)


def damaged_inside(content: bytes, dice: random.Random) -> bytes:
    """An archive, mostly sound itself, with one of its files damaged: checksums would stop any other damage early."""
    if dice.random() < 0.2:
        return damaged(content, dice)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    hurt = dice.choice(sorted(inside))
    return zipped(inside | {hurt: damaged(inside[hurt], dice)})


def attempts(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, each with its name."""
    dice = random.Random(seed)
    files = sorted(sound().items())
    for _ in range(count):
        name, content = dice.choice(files)
        yield name, damaged_inside(content, dice) if name.endswith(("zip", "kmz")) else damaged(content, dice)


def survives(name: str, content: bytes) -> str:
    """Open and read every layer.

    Returns:
        How it ended: `read`, or the sentence of the refusal.

    Raises:
        AssertionError: the refusal is no sentence.
        Exception: whatever a crash would be.
    """
    said = "read"
    try:
        opened = open_boundary(content, name)
        for layer in opened.layers:
            try:
                opened.read(layer.name)
            except BoundaryError as error:
                said = str(error)
    except BoundaryError as error:
        said = str(error)
    assert said == "read" or (said.endswith("。") and "\n" not in said), said
    return said
