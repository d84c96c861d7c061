"""The pages that LibreOffice makes of a document are those that its contents promise."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.docx_checks.pages import pdf_of, require_program
from tests.unit.report.demo import demo
from zcpark_desktop.report.docx_writer import write_docx
from zcpark_desktop.report.docx_writer.plan import plan


def test_contents_name_the_right_page_give_or_take_one(tmp_path: Path) -> None:
    path = tmp_path / "demo.docx"
    document = demo(rows=60)
    write_docx(document, path, clock=datetime(2026, 1, 5, tzinfo=UTC))
    program = require_program("pdftotext")
    output = subprocess.run([program, str(pdf_of(path, tmp_path)), "-"], capture_output=True, timeout=60, check=True)
    pages = ["".join(page.split()) for page in output.stdout.decode().split("\f")]
    entries = plan(document).entries
    # The body's first page: its heading, and not the line of the contents with its dots.
    front = next(i for i, page in enumerate(pages) if "建设基础" in page and "......" not in page)
    for entry in entries:
        wanted = "".join(entry.text.split())
        found = [i - front + 1 for i, page in enumerate(pages) if wanted in page and i >= front]
        assert any(abs(page - entry.page) <= 1 for page in found), (wanted, entry.page, found)
