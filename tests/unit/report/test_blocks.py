"""Blocks are plain values in reading order."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from zcpark_desktop.report import blocks as b


def test_a_walk_enters_landscape_pages_in_reading_order() -> None:
    inner = (b.Heading(2, "横向"), b.Table((b.Column("甲"),), (("1",),)))
    turned = b.Landscape(inner)
    document = b.Document("kind", "题", (b.Heading(1, "前"), turned, b.Paragraph("后")))
    assert list(document.walk()) == [b.Heading(1, "前"), turned, *inner, b.Paragraph("后")]


def test_blocks_cannot_be_changed() -> None:
    heading = b.Heading(1, "建设基础")
    with pytest.raises(FrozenInstanceError):
        heading.text = "别的"  # type: ignore[misc]
