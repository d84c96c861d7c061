"""Word files rendered to pictures by LibreOffice and Poppler."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def require_program(name: str) -> str:
    """Find a program that a test drives.

    Outside CI the calling test is skipped where the program is missing; in CI it fails.

    Returns:
        The program's path.
    """
    found = shutil.which(name)
    if found:
        return found
    reason = f"{name} is not installed; `python3 run.py test` installs it on Debian"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def pdf_of(docx: Path, folder: Path) -> Path:
    """Convert a Word file to PDF in the given folder, with a LibreOffice profile of its own."""
    soffice = require_program("soffice")
    with tempfile.TemporaryDirectory() as profile:
        result = subprocess.run(
            [soffice, "--headless", f"-env:UserInstallation={Path(profile).as_uri()}", "--convert-to", "pdf",
             "--outdir", str(folder), str(docx)],
            capture_output=True, text=True, timeout=180,
        )
    pdf = folder / f"{docx.stem}.pdf"
    if not pdf.exists():
        pytest.fail(f"LibreOffice could not convert {docx.name}: {result.stdout}{result.stderr}")
    return pdf


def pdf_pages(docx: Path, folder: Path, dpi: int = 60) -> list[Path]:
    """Render a Word file.

    Args:
        docx: the file.
        folder: where the PDF and the pictures go.
        dpi: resolution of the pictures.

    Returns:
        One PNG per page, in order.
    """
    pdftoppm = require_program("pdftoppm")
    pdf = pdf_of(docx, folder)
    subprocess.run([pdftoppm, "-r", str(dpi), "-png", str(pdf), str(folder / docx.stem)], check=True, timeout=180)
    return sorted(folder.glob(f"{docx.stem}-*.png"))
