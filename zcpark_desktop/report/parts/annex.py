"""The head and the foot of a document without a cover."""

from __future__ import annotations

from collections.abc import Sequence

from ... import wording
from .. import blocks as b
from ..material import Material


def annex(kind: str, material: Material, title: str, blocks: Sequence[b.Block]) -> b.Document:
    """A document of that kind, called after the park."""
    return b.Document(kind, f"{material.basics.name}{title}", blocks, author=material.basics.applicant)


def annex_head(material: Material, title: str) -> tuple[b.Block, ...]:
    """The title, the park on a line of its own, and under it the base year and the day."""
    lines = [b.Paragraph(material.basics.name, "title")] if material.basics.name else []
    below = f"基准年：{material.period.base_year}年　{wording.day(material.today)}"
    return (*lines, b.Paragraph(title, "title"), b.Paragraph(below, "subtitle"))


def annex_foot(material: Material) -> tuple[b.Block, ...]:
    """The signing body and the day."""
    body = material.basics.applicant or material.basics.managing_body
    signed = f"{body}（盖章）" if body else "申报单位（盖章）："
    return b.Paragraph(signed, "signature"), b.Paragraph(wording.day(material.today), "signature")
