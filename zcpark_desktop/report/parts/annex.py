"""The head and the foot of a document without a cover."""

from __future__ import annotations

from ... import wording
from .. import blocks as b
from ..material import Material


def annex_head(material: Material, title: str) -> tuple[b.Block, ...]:
    """Title, and under it the park, the base year and the day."""
    park = material.basics.name
    below = "　".join(filter(None, (park, f"基准年：{material.period.base_year}年", wording.day(material.today))))
    return b.Paragraph(title, "title"), b.Paragraph(below, "subtitle")


def annex_foot(material: Material) -> tuple[b.Block, ...]:
    """The signing body and the day."""
    body = material.basics.applicant or material.basics.managing_body
    return b.Paragraph(f"{body}（盖章）" if body else "申报单位（盖章）：", "signature"), b.Paragraph(
        wording.day(material.today), "signature")
