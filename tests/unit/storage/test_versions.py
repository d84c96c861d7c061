"""Earlier versions: kept, thinned with age, opened as copies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from zcpark_desktop import paths
from zcpark_desktop.project import Project, new_project, with_value
from zcpark_desktop.storage.archive import open_project, save
from zcpark_desktop.storage.evidence import EvidenceStore, named_in
from zcpark_desktop.storage.refusals import StorageError
from zcpark_desktop.storage.versions import Version, folder_of, keep, restore, surplus, versions

from .conftest import NOON


def _keep(
    project: Project,
    tmp_path: Path,
    root: Path,
    moment: datetime,
    comment: str = "",
    store: EvidenceStore | None = None,
) -> Version:
    """Save `project` and keep it as a version, at `moment`."""
    path = tmp_path / "园区.zcpark"
    save(project, path, store, lambda: moment)
    return keep(path, comment, clock=lambda: moment, root=root)


def _version(moment: datetime, comment: str = "") -> Version:
    return Version(Path(moment.isoformat()), moment, "", comment, "")


def test_versions_are_listed_latest_first_with_title_and_comment(tmp_path: Path, root: Path) -> None:
    project = new_project("一稿", "1" * 32)
    _keep(project, tmp_path, root, NOON)
    _keep(with_value(project, "title", "二稿"), tmp_path, root, NOON + timedelta(minutes=5), "报送前")
    assert [(version.title, version.comment) for version in versions("1" * 32, root)] == [
        ("二稿", "报送前"),
        ("一稿", ""),
    ]


def test_versions_belong_to_a_project_and_not_to_a_file(tmp_path: Path, root: Path) -> None:
    _keep(new_project("甲", "1" * 32), tmp_path, root, NOON)
    _keep(new_project("乙", "2" * 32), tmp_path, root, NOON)
    assert [version.title for version in versions("1" * 32, root)] == ["甲"]


def test_a_version_opens_with_its_evidence_though_the_file_is_gone(
    tmp_path: Path, root: Path, project: Project, store: EvidenceStore
) -> None:
    kept = _keep(project, tmp_path, root, NOON, store=store)
    (tmp_path / "园区.zcpark").unlink()
    opened = restore(kept)
    assert opened.project == project
    assert opened.warnings == ()
    save(opened.project, tmp_path / "副本.zcpark", opened.evidence)
    assert open_project(tmp_path / "副本.zcpark").warnings == ()


def test_evidence_is_kept_once_for_all_versions_and_goes_with_the_last(
    tmp_path: Path, root: Path, project: Project, store: EvidenceStore
) -> None:
    for day in range(3):
        _keep(with_value(project, "title", f"{day}"), tmp_path, root, NOON + timedelta(minutes=day), store=store)
    bodies = folder_of("0" * 32, root) / "evidence"
    assert sorted(path.name for path in bodies.iterdir()) == sorted(named_in(project))
    without = with_value(project, "evidence", ())
    for minute in (0, 10):  # two in the same hour, a day later: of those three only the last remains
        _keep(with_value(without, "title", str(minute)), tmp_path, root, NOON + timedelta(days=2, minutes=minute))
    _keep(without, tmp_path, root, NOON + timedelta(days=40))
    assert [version.title for version in versions("0" * 32, root)] == ["星洲工业园", "10"]
    assert list(bodies.iterdir()) == []


def test_restoring_evicts_nothing(tmp_path: Path, root: Path) -> None:
    project = new_project("甲", "1" * 32)
    for minute in range(5):
        _keep(with_value(project, "title", f"{minute}"), tmp_path, root, NOON + timedelta(minutes=minute))
    before = sorted(folder_of("1" * 32, root).iterdir())
    for version in versions("1" * 32, root):
        restore(version)
    assert sorted(folder_of("1" * 32, root).iterdir()) == before


def test_the_same_project_is_not_kept_twice_unless_it_gets_a_comment(tmp_path: Path, root: Path) -> None:
    project = new_project("甲", "1" * 32)
    for minute, comment in enumerate(["", "", "定稿", ""]):
        _keep(project, tmp_path, root, NOON + timedelta(minutes=minute), comment)
    assert [version.comment for version in versions("1" * 32, root)] == ["定稿", ""]


def test_a_damaged_version_is_left_out_of_the_list(tmp_path: Path, root: Path) -> None:
    kept = _keep(new_project("甲", "1" * 32), tmp_path, root, NOON)
    kept.path.write_bytes(b"")
    assert versions("1" * 32, root) == []


@pytest.mark.parametrize("project_id", ["../../evil", "/etc", "", "a\x00b", "园" * 40])
def test_an_id_never_becomes_a_path(root: Path, project_id: str) -> None:
    folder = folder_of(project_id, root)
    assert folder.parent == root
    assert folder.name.isalnum()


def test_versions_lie_among_the_users_data_by_default() -> None:
    assert folder_of("1").parent == paths.user_data() / "versions"


def test_what_cannot_be_read_is_not_kept(tmp_path: Path, root: Path) -> None:
    with pytest.raises(StorageError, match="无法打开"):
        keep(tmp_path / "gone.zcpark", root=root)


# -- thinning ----------------------------------------------------------------------------------------------------------

# A Thursday; slots of weeks are counted from 1970-01-01, a Thursday too.
THURSDAY = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)


def _remaining(moments: list[datetime], now: datetime, comments: dict[datetime, str] | None = None) -> list[datetime]:
    kept = [_version(moment, (comments or {}).get(moment, "")) for moment in moments]
    going = surplus(kept, now)
    return sorted(version.saved_at for version in kept if version not in going)


def test_all_of_the_last_hour_stay() -> None:
    moments = [THURSDAY - timedelta(minutes=minutes) for minutes in range(60)]
    assert len(_remaining(moments, THURSDAY)) == 60


def test_of_an_hour_of_today_the_last_stays() -> None:
    # 10:00, 10:20, 10:40 and 11:00: an hour ago exactly is no longer within the last hour
    moments = [THURSDAY - timedelta(minutes=minutes) for minutes in (120, 100, 80, 60)]
    assert _remaining([*moments, THURSDAY], THURSDAY) == [moments[2], moments[3], THURSDAY]


def test_of_a_day_of_this_month_the_last_stays() -> None:
    yesterday = [datetime(2026, 3, 3, hour, tzinfo=UTC) for hour in (8, 12, 16)]
    assert _remaining([*yesterday, THURSDAY], THURSDAY) == [yesterday[2], THURSDAY]


def test_of_a_week_of_long_ago_the_last_stays() -> None:
    # Thursday 2026-01-01 to Wednesday 2026-01-07 is one week, Thursday the 8th begins the next
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 4, 7, 8)]
    assert _remaining([*days, THURSDAY], THURSDAY) == [days[2], days[3], THURSDAY]


def test_what_has_a_comment_stays_and_takes_no_place() -> None:
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 4, 7)]
    assert _remaining([*days, THURSDAY], THURSDAY, {days[2]: "定稿"}) == [days[1], days[2], THURSDAY]


def test_the_latest_stays_however_old() -> None:
    moment = THURSDAY - timedelta(days=4000)
    assert _remaining([moment], THURSDAY) == [moment]


def test_half_a_year_of_saving_every_hour_at_work_leaves_few_versions_and_the_first_week() -> None:
    kept: list[datetime] = []
    start = THURSDAY - timedelta(days=182)
    for day in range(182):
        for hour in range(8):
            moment = start + timedelta(days=day, hours=hour)
            kept = _remaining([*kept, moment], moment)
    # at most 8 of a day at work, 30 of the days before, 22 of the weeks before that, one more where two slots meet
    assert 50 <= len(kept) <= 61
    assert kept[0] < start + timedelta(days=7)
