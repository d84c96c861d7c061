"""A file of format 1 opens for ever, and means for ever what it meant: written here by hand, not by the program."""

from __future__ import annotations

import hashlib
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from zcpark_desktop.project import value_at
from zcpark_desktop.project.basics import Level
from zcpark_desktop.storage.archive import Opened, open_project

PROJECT = """
{
  "project_id": "0123456789abcdef0123456789abcdef", "title": "老项目",
  "basics": {"name": "星洲工业园", "rank": "provincial", "head": {"name": "张三"}},
  "period": {"construction_start": 2026},
  "years": [
    {"year": 2024}, {"economy": {"gdp_10k_yuan": "1234.50"}, "energy": [{"energy": "natural_gas", "purchased": "0"}]}
  ],
  "enterprises": [{"id": "1", "name": "甲公司", "above_scale": false, "annual": [{"output_10k_yuan": "7"}]}],
  "evidence": [{"id": "1", "title": "证书", "file": {"name": "证书.pdf", "sha256": "%s", "size": 4}}]
}
"""
BODY = b"%PDF"
SHA256 = hashlib.sha256(BODY).hexdigest()


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """The file, opened."""
    data = (PROJECT % SHA256).encode()
    manifest = {
        "format": 1,
        "program": "0.1.0",
        "saved_at": "2026-03-01T12:00:00Z",
        "project_id": "0123456789abcdef0123456789abcdef",
        "title": "老项目",
        "level": "city",
        "project_sha256": hashlib.sha256(data).hexdigest(),
        "progress": {"percent": 12},
        "evidence": {SHA256: 4},
    }
    with zipfile.ZipFile(tmp_path / "a.zcpark", "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("project.json", data)
        archive.writestr(f"evidence/{SHA256}", BODY)
    return open_project(tmp_path / "a.zcpark")


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("title", "老项目"),
        ("basics/head/name", "张三"),
        ("years/2025/economy/gdp_10k_yuan", Decimal("1234.50")),
        ("years/2025/energy/natural_gas/purchased", Decimal("0")),
        ("enterprises/1/above_scale", False),
        ("enterprises/1/annual/2025/output_10k_yuan", Decimal("7")),
    ],
)
def test_what_was_entered_is_still_there(opened: Opened, address: str, value: object) -> None:
    assert value_at(opened.project, address) == value


@pytest.mark.parametrize(
    ("address", "value"),
    [
        ("basics/level_applied", Level.CITY),
        ("period/base_year", 2025),
        ("period/near_term_year", 2027),
        ("period/long_term_year", 2030),
        ("boundary/reference_system", "EPSG:4490"),
        ("enterprises/1/inside", True),
        ("enterprises/1/counted_in", True),
        ("years/2025/energy_blanks_are_zero", False),
        ("years/2025/economy/tax_10k_yuan", None),
    ],
)
def test_what_was_left_out_still_means_the_same(opened: Opened, address: str, value: object) -> None:
    assert value_at(opened.project, address) == value


def test_its_evidence_is_still_there(opened: Opened) -> None:
    assert opened.warnings == ()
    with opened.evidence.open(SHA256) as body:
        assert body.read() == BODY
