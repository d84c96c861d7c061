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
    @migrations.migration(from_=2, to=3)
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
        monkeypatch.setattr(module, "FORMAT", 3)
    monkeypatch.setattr(migrations.migrated, "__kwdefaults__", {"to": 3})

    opened = open_project(saved)
    assert opened.project.title == "星洲工业园"
    assert opened.format_status is FormatStatus.MIGRATED
    save(opened.project, saved, clock=at_noon)
    assert read_manifest(saved).format == 3


def test_format_1_becomes_format_2() -> None:
    assert migrations.migrated({"title": "老项目"}, 1) == {"title": "老项目"}
    assert project_from(migrations.migrated({"title": "老项目"}, 1)).origins == NO_ORIGINS
