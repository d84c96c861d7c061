"""Rules packs on a PC: taken, replaced by a later issue, taken back, used again; a damaged one has a way out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from zcpark_desktop.rules.packs import Pack, read_head
from zcpark_desktop.storage import rule_packs
from zcpark_desktop.storage.refusals import StorageError

HEAD = 'id = "{id}"\ntitle = "{id} {date}"\ndate = {date}\nissuer = "省里"\nprogram = "0.1.0"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "rule-packs"


@pytest.fixture
def make(tmp_path: Path):
    """A pack of that id and date; its checksum is `letter` repeated."""

    def made(pack_id: str, date: str, letter: str) -> Pack:
        head = HEAD.format(id=pack_id, date=date)
        folder = tmp_path / f"{pack_id}-{date}"
        folder.mkdir()
        (folder / "pack.toml").write_text(head, encoding="utf-8")
        return Pack(read_head(folder), {"pack.toml": head.encode()}, letter * 64)

    return made


def used(root: Path) -> list[str]:
    return [pack.head.title for pack in rule_packs.installed(root) if pack.in_use]


def test_none_is_in_use_at_first(root: Path) -> None:
    assert rule_packs.installed(root) == []
    assert not root.exists()


def test_packs_are_used_in_the_order_of_taking(root: Path, make) -> None:
    rule_packs.take(make("b", "2026-01-01", "b"), root=root)
    rule_packs.take(make("a", "2025-01-01", "a"), root=root)
    assert used(root) == ["b 2026-01-01", "a 2025-01-01"]
    folders = rule_packs.folders_in_use(rule_packs.installed(root))
    assert [(folder / "pack.toml").is_file() for folder in folders] == [True, True]


def test_a_later_issue_takes_the_place_of_the_earlier_one_and_gives_it_back(root: Path, make) -> None:
    rule_packs.take(make("a", "2025-01-01", "1"), root=root)
    rule_packs.take(make("a", "2026-01-01", "2"), root=root)
    assert used(root) == ["a 2026-01-01"]
    rule_packs.take_back("2" * 64, root=root)
    assert used(root) == ["a 2025-01-01"]
    rule_packs.take_back("1" * 64, root=root)
    assert used(root) == []
    rule_packs.use_again("2" * 64, root=root)
    assert used(root) == ["a 2026-01-01"]


def test_taking_back_one_that_rests_changes_nothing(root: Path, make) -> None:
    rule_packs.take(make("a", "2025-01-01", "1"), root=root)
    rule_packs.take(make("a", "2026-01-01", "2"), root=root)
    rule_packs.take_back("1" * 64, root=root)
    assert used(root) == ["a 2026-01-01"]


def test_taking_a_pack_twice_lists_it_once(root: Path, make) -> None:
    pack = make("a", "2025-01-01", "1")
    for day in (1, 2):
        rule_packs.take(pack, root=root, clock=lambda day=day: datetime(2026, 3, day, tzinfo=UTC))
    (listed,) = rule_packs.installed(root)
    assert listed.taken_at.day == 2


@pytest.mark.parametrize("content", [b"", b"{", b'{"packs": [{}]}', b"[]", b'{"packs": [{"sha256": 1}]}'])
def test_a_damaged_list_is_one_sentence_and_can_be_left_behind(root: Path, make, content: bytes) -> None:
    root.mkdir()
    (root / rule_packs.LIST).write_bytes(content)
    with pytest.raises(StorageError, match=r"规则包清单“.*”已损坏；请删除该文件"):
        rule_packs.installed(root)
    rule_packs.take(make("a", "2025-01-01", "1"), root=root)
    assert used(root) == ["a 2025-01-01"]


def test_a_lost_pack_that_is_in_use_is_told_and_can_be_taken_again(root: Path, make) -> None:
    import shutil

    pack = make("a", "2025-01-01", "1")
    shutil.rmtree(rule_packs.take(pack, root=root).folder)
    with pytest.raises(StorageError, match="在用的规则包（11111111）的文件已损坏或丢失；请重新采用"):
        rule_packs.installed(root)
    rule_packs.take(pack, root=root)
    assert used(root) == ["a 2025-01-01"]


def test_a_checksum_from_a_file_never_leads_out_of_the_folder(root: Path, make) -> None:
    pack = make("a", "2025-01-01", "1")
    taken = rule_packs.take(Pack(pack.head, pack.files, "../../etc" + "1" * 55), root=root)
    assert taken.folder.parent == root


def test_a_pack_taken_under_another_version_is_told_from_one_taken_under_this(
    root: Path, make, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_packs.take(make("a", "2025-01-01", "1"), root=root)
    assert rule_packs.from_before(rule_packs.installed(root)) == []
    monkeypatch.setattr(rule_packs, "__version__", "9.0.0")
    assert [pack.head.id for pack in rule_packs.from_before(rule_packs.installed(root))] == ["a"]


@pytest.mark.parametrize(("use", "left"), [(True, ["a 2026-01-01"]), (False, [])])
def test_after_an_upgrade_packs_stay_in_use_or_all_rest_and_nobody_asks_again(
    root: Path, make, monkeypatch: pytest.MonkeyPatch, use: bool, left: list[str]
) -> None:
    rule_packs.take(make("a", "2025-01-01", "1"), root=root)
    rule_packs.take(make("a", "2026-01-01", "2"), root=root)
    monkeypatch.setattr(rule_packs, "__version__", "9.0.0")
    rule_packs.settle(use=use, root=root)
    assert used(root) == left
    assert rule_packs.from_before(rule_packs.installed(root)) == []
