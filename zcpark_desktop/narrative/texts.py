"""Where the written texts stand in the project."""

from __future__ import annotations

from typing import Any

from ..project import Address, Project
from .sections import SECTIONS

_ORDER = {section.key: position for position, section in enumerate(SECTIONS)}


def body_of(project: Project, key: str) -> str:
    """What was written for the section; empty where nothing was."""
    return next((row.body for row in project.narratives if row.section == key), "")


def with_body(project: Project, key: str, body: str) -> tuple[Address, Any]:
    """The edit that puts `body` into the section: all texts in the documents' order, without empty ones."""
    texts = {row.section: row.body for row in project.narratives} | {key: body}
    rows = tuple({"section": each, "body": text} for each, text in texts.items() if text.strip())
    return "narratives", tuple(sorted(rows, key=lambda row: _ORDER.get(row["section"], len(_ORDER))))
