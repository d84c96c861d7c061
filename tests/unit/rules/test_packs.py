"""A rules pack: made the same each time, read back whole, and refused in one sentence where it is not sound."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zcpark_desktop import __version__, rules
from zcpark_desktop.paths import resources
from zcpark_desktop.rules import RulesError
from zcpark_desktop.rules.packs import CHECKSUMS, pack_folder, read_pack

HEAD = 'id = "jiangsu"\ntitle = "江苏省指标更新"\ndate = 2026-03-01\nissuer = "省发展改革委"\nprogram = "0.1.0"\n'
SCHEME = (resources() / "rules/schemes/jiangsu-2024.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of a pack: Jiangsu's scheme with a tighter first limit."""
    made = tmp_path / "folder"
    (made / "schemes").mkdir(parents=True)
    (made / "pack.toml").write_text(HEAD, encoding="utf-8")
    scheme = SCHEME.replace("target = { limit = 0.35 }", "target = { limit = 0.15 }")
    (made / "schemes/jiangsu-2024.toml").write_text(scheme, encoding="utf-8")
    return made


@pytest.fixture
def pack(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "江苏.zcrules"
    file.write_bytes(pack_folder(folder))
    return file


def rewritten(pack: Path, change: Callable[[dict[str, bytes]], object], sums: bool = True) -> Path:
    """The pack with other entries, and checksums that fit them."""
    with zipfile.ZipFile(pack) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    if sums:
        names = [name for name in entries if name != CHECKSUMS]
        lines = (f"{hashlib.sha256(entries[name]).hexdigest()}  {name}\n" for name in names)
        entries[CHECKSUMS] = "".join(lines).encode()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return pack


def refusal(pack: Path, into: Path) -> str:
    with pytest.raises(RulesError) as refused:
        read_pack(pack, into)
    said = str(refused.value)
    assert "\n" not in said and said.endswith("。") and re.search("[一-鿿]", said)
    return said


def test_a_folder_packed_twice_gives_the_same_bytes(folder: Path) -> None:
    assert pack_folder(folder) == pack_folder(folder)


def test_a_pack_comes_back_as_the_folder_that_it_was_made_of(folder: Path, pack: Path, tmp_path: Path) -> None:
    read = read_pack(pack, tmp_path / "into")
    assert read.head.title == "江苏省指标更新"
    assert read.sha256 == hashlib.sha256(pack.read_bytes()).hexdigest()
    for name in ("pack.toml", "schemes/jiangsu-2024.toml"):
        assert (tmp_path / "into" / name).read_bytes() == (folder / name).read_bytes()


def test_a_schemes_row_stands_as_the_pack_has_it_and_in_its_place(pack: Path, tmp_path: Path) -> None:
    read_pack(pack, tmp_path / "into")
    loaded = rules.load(packs=[tmp_path / "into"])
    assert loaded.scheme("jiangsu-2024").rows[0].goal("near_term").limit == Decimal("0.15")
    assert list(loaded.schemes) == list(rules.load().schemes)


def test_a_factor_takes_the_place_of_the_shipped_one(folder: Path) -> None:
    (folder / "factors").mkdir()
    (folder / "factors/new.csv").write_text(
        "id,title,value,unit,reference,certainty\nheat_fossil_default,热力,0.2,吨二氧化碳/吉焦,ndrc_910,assumption\n",
        encoding="utf-8")
    shipped, loaded = rules.load(), rules.load(packs=[folder])
    assert loaded.factor("heat_fossil_default").value == Decimal("0.2")
    assert list(loaded.factors) == list(shipped.factors)


def test_the_users_own_file_may_still_not_repeat_what_a_pack_brings(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "schemes").mkdir(parents=True)
    (own / "schemes/mine.toml").write_text(SCHEME, encoding="utf-8")
    with pytest.raises(RulesError, match="与“规则包中的 schemes/jiangsu-2024.toml 第 . 行”重复"):
        rules.load(own, packs=[folder])


@pytest.mark.parametrize(("content", "expected"), [
    (b"", "不是规则包，或已损坏"),
    (b"not a zip at all", "不是规则包，或已损坏"),
    (b"PK\x03\x04" + bytes(100), "不是规则包，或已损坏"),
])  # fmt: skip
def test_what_is_no_zip_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    file = tmp_path / "x.zcrules"
    file.write_bytes(content)
    assert expected in refusal(file, tmp_path / "into")


def test_half_a_pack_is_refused(pack: Path, tmp_path: Path) -> None:
    pack.write_bytes(pack.read_bytes()[:-200])
    assert "已损坏" in refusal(pack, tmp_path / "into")


def test_a_foreign_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zcrules", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "不是规则包（缺少 pack.toml）" in refusal(tmp_path / "x.zcrules", tmp_path / "into")


@pytest.mark.parametrize("name", ["../evil.toml", "schemes/../../evil.toml", "/etc/evil.toml", "C:\\evil.toml",
                                  "schemes/run.exe", "schemes/deep/a.toml", "schemes/.toml", "schemes/a\x00.toml",
                                  "schemes/con:x.toml"])  # fmt: skip
def test_an_entry_that_leads_elsewhere_or_does_not_belong_is_refused(pack: Path, tmp_path: Path, name: str) -> None:
    said = refusal(rewritten(pack, lambda entries: entries.update({name: b"x"})), tmp_path / "into")
    assert "不属于规则包" in said or "已损坏" in said
    assert not (tmp_path / "into").exists() and not (tmp_path / "evil.toml").exists()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(pack: Path, tmp_path: Path) -> None:
    bomb = rewritten(pack, lambda entries: entries.update({"schemes/bomb.toml": bytes(5 * 1024 * 1024 + 1)}))
    assert "解压后大于 5 MB" in refusal(bomb, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_a_changed_file_is_noticed_by_its_checksum(pack: Path, tmp_path: Path) -> None:
    def tamper(entries: dict[str, bytes]) -> None:
        entries["schemes/jiangsu-2024.toml"] += b"# "

    assert "schemes/jiangsu-2024.toml 与校验值不符" in refusal(rewritten(pack, tamper, sums=False), tmp_path / "into")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255), cut=st.booleans())
def test_damage_anywhere_is_noticed_in_one_sentence_or_leaves_the_content_as_it_was(
    folder: Path, pack: Path, share: float, byte: int, cut: bool
) -> None:
    whole = pack_folder(folder)
    at = int(share * len(whole))
    pack.write_bytes(whole[:at] if cut else whole[:at] + bytes([byte]) + whole[at + 1:])
    with tempfile.TemporaryDirectory() as into:
        try:
            read = read_pack(pack, Path(into))
        except RulesError as refused:
            assert "\n" not in str(refused) and str(refused).endswith("。")
        else:
            assert read.files["pack.toml"].decode() == HEAD
            assert (read.sha256 == hashlib.sha256(whole).hexdigest()) == (pack.read_bytes() == whole)


def test_an_added_and_a_missing_file_are_noticed(pack: Path, tmp_path: Path) -> None:
    added = rewritten(pack, lambda entries: entries.update({"schemes/a.toml": b"x"}), sums=False)
    assert "schemes/a.toml 没有校验值" in refusal(added, tmp_path / "into")
    gone = rewritten(pack, lambda entries: (entries.pop("schemes/a.toml"), entries.pop("schemes/jiangsu-2024.toml")),
                     sums=False)
    assert "schemes/jiangsu-2024.toml 缺失" in refusal(gone, tmp_path / "into")


@pytest.mark.parametrize(("program", "understood"), [(__version__, True), ("0.0.9", True), ("0", True),
                                                     ("0.1.1", False), ("1", False)])  # fmt: skip
def test_a_pack_for_a_newer_program_is_refused(folder: Path, tmp_path: Path, program: str, understood: bool) -> None:
    (folder / "pack.toml").write_text(HEAD.replace('"0.1.0"', f'"{program}"'), encoding="utf-8")
    if understood:
        assert pack_folder(folder)
    else:
        with pytest.raises(RulesError, match=f"需要 {program} 或更新版本的程序，本机为 {__version__}"):
            pack_folder(folder)


def test_a_misspelt_field_of_the_head_is_named_with_its_line(folder: Path) -> None:
    (folder / "pack.toml").write_text(HEAD.replace("issuer", "isuer"), encoding="utf-8")
    with pytest.raises(RulesError, match="pack.toml 第 4 行：未知字段“isuer”"):
        pack_folder(folder)


def test_a_misspelt_field_of_a_rule_file_is_named_with_file_and_line(folder: Path, tmp_path: Path) -> None:
    scheme = folder / "schemes/jiangsu-2024.toml"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("limit = 0.15", "limt = 0.15"), encoding="utf-8")
    line = scheme.read_text(encoding="utf-8").split("limt")[0].count("\n") + 1
    with pytest.raises(RulesError, match=f"规则包中的 schemes/jiangsu-2024.toml 第 {line} 行：未知字段“limt”"):
        rules.load(packs=[folder])


def test_a_file_that_no_pack_may_hold_is_not_packed(folder: Path) -> None:
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(RulesError, match="notes.txt：规则包中不能有这个文件"):
        pack_folder(folder)


def test_a_head_alone_is_no_pack(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(RulesError, match="没有规则文件"):
        pack_folder(tmp_path)
