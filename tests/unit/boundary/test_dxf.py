"""DXF drawings: layers, arcs, curves, blocks, units, chains, heights; and broken ones."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from decimal import Decimal as D
from typing import Any

import ezdxf
import pytest

from zcpark_desktop.boundary import BoundaryError, ring_area_km2
from zcpark_desktop.boundary.reading import LayerNeeded, OpenedBoundary, ReadBoundary, open_boundary, read_boundary

X, Y = 541_000.0, 3_497_000.0
Draw = Callable[[Any, dict[str, Any]], object]


def drawing(*draws: Draw, version: str = "R2010", units: int = 6, layer: str = "红线", binary: bool = False) -> bytes:
    """A drawing; each of `draws` gets the model space and the attributes of the layer."""
    document = ezdxf.new(version, units=units)
    if layer not in document.layers:
        document.layers.add(layer)
    for draw in draws:
        draw(document.modelspace(), {"layer": layer})
    if binary:
        content = io.BytesIO()
        document.write(content, fmt="bin")
        return content.getvalue()
    text = io.StringIO()
    document.write(text)
    return text.getvalue().encode(document.output_encoding, "dxfreplace")


def square(size: float = 1000, at: float = 0, **how: Any) -> Draw:
    corners = [(X + at, Y + at), (X + at + size, Y + at), (X + at + size, Y + at + size), (X + at, Y + at + size)]
    return lambda space, look: space.add_lwpolyline(corners, close=True, dxfattribs={**look, **how})


def read(content: bytes, layer: str | None = None) -> ReadBoundary:
    return read_boundary(content, "a.dxf", layer)


def corners(found: ReadBoundary, at: int = 0) -> list[tuple[float, float]]:
    return [(float(point.x) - X, float(point.y) - Y) for point in found.rings[at].points]


def area_m2(found: ReadBoundary) -> float:
    """On the plane."""
    return sum(
        (-1 if ring.hole else 1) * float(ring_area_km2([(p.x, p.y) for p in ring.points]) or 0) * 1e6
        for ring in found.rings
    )


@pytest.mark.parametrize("version", ["R12", "R2000", "R2004", "R2007", "R2010", "R2018"])
def test_a_closed_polyline_is_read_from_any_version(version: str) -> None:
    def old_or_new(space: Any, look: dict[str, Any]) -> None:
        (space.add_polyline2d if version == "R12" else space.add_lwpolyline)(
            [(X, Y), (X + 1000, Y), (X + 1000, Y + 1000), (X, Y + 1000)], close=True, dxfattribs=look
        )

    opened = open_boundary(drawing(old_or_new, version=version), "a.dxf")
    assert [layer.name for layer in opened.layers] == ["红线"]
    found = opened.read()
    assert corners(found) == [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]
    assert found.guesses[0].system.id == "EPSG:4549"


def test_a_binary_drawing_is_read_too() -> None:
    assert corners(read(drawing(square(), binary=True))) == [(0, 0), (1000, 0), (1000, 1000), (0, 1000)]


def test_several_layers_are_offered_the_emptiest_first_and_texts_are_no_lines() -> None:
    content = drawing(
        square(),
        lambda space, _: [space.add_line((X, Y + n), (X + 5, Y + n), dxfattribs={"layer": "道路"}) for n in range(3)],
        lambda space, _: space.add_text("注记", dxfattribs={"layer": "文字", "insert": (X, Y)}),
    )
    with pytest.raises(LayerNeeded) as caught:
        read(content)
    assert [(layer.name, layer.words) for layer in caught.value.layers] == [("红线", "多段线1"), ("道路", "直线3")]
    every = open_boundary(content, "a.dxf").layers
    assert [(layer.name, layer.usable) for layer in every] == [("红线", True), ("道路", True), ("文字", False)]
    assert len(read(content, "红线").rings) == 1


@pytest.mark.parametrize(
    ("content", "layer", "sentence"),
    [
        (
            drawing(square(), lambda s, _: s.add_text("x", dxfattribs={"layer": "文字", "insert": (X, Y)})),
            "文字",
            "没有闭合的边界",
        ),
        (drawing(square()), "绿线", "没有名为“绿线”的图层；现有图层为“红线”"),
        (
            drawing(lambda s, look: s.add_line((X, Y), (X + 9, Y), dxfattribs=look)),
            None,
            "的线没有闭合：有1条线的两端不相接",
        ),
        (drawing(), None, "没有可作为边界"),
        (b"  0\nSECTION\n  2\nENTITIES\n  0\nLINE\n", None, "不完整"),
        (b"hello", None, "不是DXF图纸"),
        (drawing(square())[:-200], None, "不完整（没有结尾）"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, layer: str | None, sentence: str) -> None:
    with pytest.raises(BoundaryError) as caught:
        read(content, layer)
    assert sentence in str(caught.value) and str(caught.value).endswith("。") and "\n" not in str(caught.value)


def test_lines_and_arcs_are_joined_end_to_end() -> None:
    def pieces(space: Any, look: dict[str, Any]) -> None:
        space.add_line(
            (X + 1000, Y + 1000), (X + 1000, Y), dxfattribs=look
        )  # the pieces lie in any order and direction
        space.add_line((X, Y), (X + 1000, Y), dxfattribs=look)
        space.add_arc((X + 500, Y + 1000), 500, 0, 180, dxfattribs=look)
        space.add_lwpolyline([(X, Y + 1000.001), (X, Y)], dxfattribs=look)

    found = read(drawing(pieces))
    assert len(found.rings) == 1
    assert area_m2(found) == pytest.approx(1_000_000 + math.pi * 500**2 / 2, abs=0.01 * math.pi * 500 + 1)
    assert any("4段" in note for note in found.notes)


def test_where_three_lines_meet_nothing_is_joined_at_random() -> None:
    def spider(space: Any, look: dict[str, Any]) -> None:
        for end in ((X + 9, Y), (X, Y + 9), (X - 9, Y)):
            space.add_line((X, Y), end, dxfattribs=look)

    with pytest.raises(BoundaryError, match="没有闭合：有3条线"):
        read(drawing(spider))


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_bulge_becomes_points_on_its_arc(mirrored: bool) -> None:
    # a half circle on the east side of the square: bulge 1, radius 500
    how = {"extrusion": (0, 0, -1)} if mirrored else {}
    sign = -1 if mirrored else 1
    points = [
        (sign * X, Y),
        (sign * (X + 1000), Y, 0, 0, sign * 1.0),
        (sign * (X + 1000), Y + 1000),
        (sign * X, Y + 1000),
    ]
    found = read(drawing(lambda s, look: s.add_lwpolyline(points, close=True, dxfattribs={**look, **how})))
    ends = corners(found)
    on_arc = [place for place in ends if place[0] > 1000.001]
    assert len(on_arc) > 50
    assert all(math.dist(place, (1000, 500)) == pytest.approx(500, abs=1e-6) for place in on_arc)
    assert area_m2(found) == pytest.approx(1_000_000 + math.pi * 500**2 / 2, abs=0.01 * math.pi * 500)
    assert any("0.01米" in note for note in found.notes)


def test_chords_lie_within_a_centimetre_of_their_arc() -> None:
    found = read(drawing(lambda s, look: s.add_circle((X, Y), 1000, dxfattribs=look)))
    places = corners(found)
    sagittas = [
        1000 - math.hypot((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(places, places[1:], strict=False)
    ]
    assert max(sagittas) <= 0.01 + 1e-6 and all(math.hypot(*place) == pytest.approx(1000, abs=1e-6) for place in places)


@pytest.mark.parametrize(
    ("draw", "area"),
    [
        (lambda s, look: s.add_circle((X, Y), 100, dxfattribs=look), math.pi * 100**2),
        (lambda s, look: s.add_ellipse((X, Y), (200, 0), 0.5, dxfattribs=look), math.pi * 200 * 100),
        (
            lambda s, look: s.add_hatch(dxfattribs=look).paths.add_polyline_path(
                [(X, Y), (X + 100, Y), (X + 100, Y + 100)]
            ),
            5000,
        ),
    ],
)
def test_curves_are_made_straight(draw: Draw, area: float) -> None:
    found = read(drawing(draw))
    assert len(found.rings) == 1 and len(found.rings[0].points) >= 3
    assert area_m2(found) == pytest.approx(area, abs=0.01 * 1000)


def test_a_closed_spline_follows_the_formula_of_uniform_cubic_b_splines() -> None:
    control = [(X, Y), (X + 300, Y), (X + 300, Y + 300), (X, Y + 300)]
    found = read(drawing(lambda s, look: s.add_spline(dxfattribs=look).set_closed([(x, y, 0) for x, y in control])))
    places = []
    for at in range(4):
        p = [control[(at + n) % 4] for n in range(4)]
        for t in (n / 500 for n in range(500)):
            weights = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
            places.append(tuple(sum(w * q[axis] for w, q in zip(weights, p, strict=True)) / 6 for axis in (0, 1)))
    expected = (
        abs(
            sum(
                (a[0] - X) * (b[1] - Y) - (b[0] - X) * (a[1] - Y)
                for a, b in zip(places, [*places[1:], places[0]], strict=True)
            )
        )
        / 2
    )
    assert area_m2(found) == pytest.approx(expected, abs=0.01 * 800)


def test_heights_are_left_out_with_a_note() -> None:
    corners_3d = [(X, Y, 3), (X + 9, Y, 4), (X + 9, Y + 9, 5)]
    found = read(drawing(lambda s, look: s.add_polyline3d(corners_3d, close=True, dxfattribs=look)))
    assert corners(found) == [(0, 0), (9, 0), (9, 9)]
    assert "图形含有高程，只取平面位置。" in found.notes


def test_blocks_are_taken_apart_and_layer_0_in_them_is_the_layer_of_the_block() -> None:
    document = ezdxf.new("R2010", units=6)
    block = document.blocks.new("界")
    block.add_lwpolyline([(0, 0), (10, 0), (10, 10)], close=True, dxfattribs={"layer": "0"})
    block.add_lwpolyline([(0, 0), (20, 0), (20, 20)], close=True, dxfattribs={"layer": "内线"})
    outer = document.blocks.new("外")
    outer.add_blockref("界", (100, 100), dxfattribs={"layer": "0"})
    document.modelspace().add_blockref("外", (X, Y), dxfattribs={"layer": "红线", "xscale": 2, "yscale": 2})
    text = io.StringIO()
    document.write(text)
    content = text.getvalue().encode()
    assert {layer.name for layer in open_boundary(content, "a.dxf").layers if layer.usable} == {"红线", "内线"}
    assert corners(read(content, "红线")) == [(200, 200), (220, 200), (220, 220)]
    assert corners(read(content, "内线")) == [(200, 200), (240, 200), (240, 240)]


def test_the_unit_of_the_drawing_is_respected_unless_the_numbers_speak_against_it() -> None:
    small = [(0, 0), (500_000_0, 0), (500_000_0, 400_000_0)]
    found = read(drawing(lambda s, look: s.add_lwpolyline(small, close=True, dxfattribs=look), units=4))
    assert [float(point.x) for point in found.rings[0].points] == [0, 5000, 5000]
    assert "图纸单位是毫米，已换算为米。" in found.notes
    odd = read(drawing(square(), units=4))
    assert corners(odd)[1] == (1000, 0) and any("没有换算" in note for note in odd.notes)


def test_a_ring_within_a_ring_is_a_hole() -> None:
    assert [ring.hole for ring in read(drawing(square(), square(200, 300))).rings] == [False, True]


def test_numbers_keep_the_digits_of_the_drawing() -> None:
    places = [(541000.123, 3497000.456), (541009.1, Y), (X, 3497009.789)]
    found = read(drawing(lambda s, look: s.add_lwpolyline(places, close=True, dxfattribs=look)))
    assert (found.rings[0].points[0].x, found.rings[0].points[0].y) == (D("541000.123"), D("3497000.456"))


def test_a_layer_of_far_too_much_is_refused_with_its_count() -> None:
    content = drawing(
        lambda s, look: [
            s.add_lwpolyline([(X + n, Y), (X + n + 1, Y), (X, Y + 1)], close=True, dxfattribs=look) for n in range(2001)
        ]
    )
    with pytest.raises(BoundaryError, match="有2001个闭合图形、6003个拐点，不像园区边界"):
        read(content)


class Enough(Exception):
    """Given up."""


def test_opening_and_reading_can_be_given_up() -> None:
    content = drawing(square())

    def give_up(_share: float, _words: str) -> None:
        raise Enough

    with pytest.raises(Enough):
        open_boundary(content, "a.dxf", give_up)
    opened: OpenedBoundary = open_boundary(content, "a.dxf")
    with pytest.raises(Enough):
        opened.read("红线", give_up)


def test_a_dwg_is_refused_with_the_way_out() -> None:
    with pytest.raises(BoundaryError, match="DWG图纸，无法直接读取；请在CAD中另存为DXF后重试。"):
        open_boundary(b"AC1032" + bytes(100), "a.dwg")


def test_ezdxf_takes_no_damaged_structure_for_granted() -> None:
    content = drawing(square()).replace(b"LWPOLYLINE", b"LWPOLYLINE", 1).replace(b"\n 10\n", b"\n 10\nabc\n 10\n", 40)
    try:
        read(content)
    except BoundaryError as error:
        assert str(error).endswith("。")
