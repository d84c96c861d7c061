"""Checks on Word files, for tests: valid by the Open XML rules, sound in structure, and seen as pages.

`validate_docx` returns every fault of a file as a sentence, `pdf_pages` renders it with LibreOffice.
"""

from __future__ import annotations

from pathlib import Path

from tests.docx_checks.pages import pdf_pages
from tests.docx_checks.schema import schema_faults
from tests.docx_checks.structure import structure_faults

__all__ = ["pdf_pages", "schema_faults", "structure_faults", "validate_docx"]


def validate_docx(path: Path) -> list[str]:
    """List the faults of a Word file: first those of schema, then those of structure.

    Returns:
        One sentence per fault, with part, line and element; empty for a sound file.
    """
    return schema_faults(path) + structure_faults(path)
