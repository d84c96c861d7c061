"""LibreOffice as a second calculator: it computes every formula of a workbook anew."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.docx_checks.pages import require_program

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop>
</item>
</oor:items>
"""


def program() -> str:
    """LibreOffice with its spreadsheets; the calling test is skipped where they are missing, and fails in CI."""
    found = require_program("soffice")
    if not (Path(found).resolve().parent / "libsclo.so").exists():
        reason = "LibreOffice Calc is not installed; `python3 run.py test` installs it on Debian"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found


def without_results(path: Path, target: Path) -> Path:
    """The workbook without the results that it was written with, so that none can be taken for a new one."""
    removed = 0
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/"):
                data, number = _RESULT.subn(rb"\1", data)
                removed += number
            new.writestr(name, data)
    assert removed
    return target


def recalculated(paths: list[Path], folder: Path) -> list[Any]:
    """The workbooks as LibreOffice computes them, read with their values."""
    soffice = program()
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    (folder / "bare").mkdir(exist_ok=True)
    bare = [without_results(path, folder / "bare" / path.name) for path in paths]
    command = [soffice, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx",
               "--outdir", str(folder / "done"), *map(str, bare)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return [openpyxl.load_workbook(folder / "done" / path.name, data_only=True) for path in paths]
