"""Projects of earlier formats: a step a format, each with a test of its own."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from zcpark_desktop.project.origins import NO_ORIGINS
from zcpark_desktop.project.reading import project_from
from zcpark_desktop.storage import archive, manifest, migrations
from zcpark_desktop.storage.archive import FormatStatus, open_project, read_manifest, save

from .conftest import at_noon


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> dict[int, migrations.Step]:
    """The registry, as if there were no migrations yet."""
    empty: dict[int, migrations.Step] = {}
    monkeypatch.setattr(migrations, "STEPS", empty)
    return empty


def test_there_is_a_step_from_every_format_to_the_next() -> None:
    assert sorted(migrations.STEPS) == list(range(1, migrations.FORMAT))


def test_every_migration_has_a_test() -> None:
    tests = Path(__file__).read_text(encoding="utf-8")
    untested = [
        number
        for number in migrations.STEPS
        if not re.search(rf"def test_format_{number}_becomes_format_{number + 1}\b", tests)
    ]
    assert untested == []


def test_steps_are_taken_one_after_the_other(steps: dict[int, migrations.Step]) -> None:
    @migrations.migration(from_=1, to=2)
    def _two(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "seen": [2]}

    @migrations.migration(from_=2, to=3)
    def _three(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "seen": [*raw["seen"], 3]}

    assert migrations.migrated({}, 1, to=3) == {"seen": [2, 3]}
    assert migrations.migrated({"seen": []}, 2, to=3) == {"seen": [3]}
    assert migrations.migrated({}, 3, to=3) == {}


@pytest.mark.parametrize(("from_", "to"), [(1, 3), (2, 1), (1, 1)])
def test_a_step_goes_to_the_next_format_only(steps: dict[int, migrations.Step], from_: int, to: int) -> None:
    with pytest.raises(ValueError, match="one step"):
        migrations.migration(from_=from_, to=to)


def test_a_format_has_one_step_only(steps: dict[int, migrations.Step]) -> None:
    migrations.migration(from_=1, to=2)(lambda raw: raw)
    with pytest.raises(ValueError, match="one step"):
        migrations.migration(from_=1, to=2)


def test_a_file_of_an_earlier_format_opens_changed_and_is_saved_as_the_present_one(
    saved: Path, steps: dict[int, migrations.Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    @migrations.migration(from_=migrations.FORMAT, to=migrations.FORMAT + 1)
    def _rename(raw: dict[str, Any]) -> dict[str, Any]:
        return {**{name: value for name, value in raw.items() if name != "old_title"}, "title": raw["old_title"]}

    with zipfile.ZipFile(saved) as old:
        said = json.loads(old.read("manifest.json"))
        data = old.read("project.json").replace(b'"title":"\xe6', b'"old_title":"\xe6', 1)
    said["project_sha256"] = hashlib.sha256(data).hexdigest()
    with zipfile.ZipFile(saved, "w") as new:
        new.writestr("manifest.json", json.dumps(said))
        new.writestr("project.json", data)
    for module in (archive, manifest):
        monkeypatch.setattr(module, "FORMAT", migrations.FORMAT + 1)
    monkeypatch.setattr(migrations.migrated, "__kwdefaults__", {"to": migrations.FORMAT + 1})

    opened = open_project(saved)
    assert opened.project.title == "星洲工业园"
    assert opened.format_status is FormatStatus.MIGRATED
    save(opened.project, saved, clock=at_noon)
    assert read_manifest(saved).format == migrations.FORMAT + 1


DEGREES = [{"points": [{"x": "120.44", "y": "31.61"}]}]
METRES = [{"points": [{"x": "40512345.678", "y": "3512345.678"}]}]


@pytest.mark.parametrize(
    ("boundary", "system", "note"),
    [
        ({"rings": DEGREES}, "EPSG:4490", None),
        ({"rings": DEGREES, "reference_system": "国家2000坐标系"}, "EPSG:4490", None),
        ({"rings": DEGREES, "reference_system": "WGS84"}, "EPSG:4326", None),
        ({"rings": METRES}, "", None),
        ({"rings": METRES, "reference_system": "EPSG:4528"}, "EPSG:4528", None),
        ({"rings": METRES, "reference_system": "西安1980"}, "", "西安1980"),
        ({"reference_system": "无锡城建坐标系"}, "", "无锡城建坐标系"),
    ],
)
def test_format_1_becomes_format_2(boundary: dict[str, Any], system: str, note: str | None) -> None:
    changed = migrations.migrated({"boundary": boundary}, 1, to=2)["boundary"]
    assert changed["reference_system"] == system
    assert changed.get("system_note") == note
    assert changed.get("rings") == boundary.get("rings")


@pytest.mark.parametrize("raw", [{}, {"boundary": None}, {"boundary": {"rings": [None]}}, {"boundary": {"rings": 3}}])
def test_a_project_without_corners_is_left_to_the_models(raw: dict[str, Any]) -> None:
    assert set(migrations.migrated(raw, 1, to=2)) == set(raw)


def test_nothing_is_known_of_where_the_values_of_format_1_come_from() -> None:
    assert project_from(migrations.migrated({"title": "老项目"}, 1)).origins == NO_ORIGINS
