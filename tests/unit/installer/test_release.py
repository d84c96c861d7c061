"""A release is made of a clean tree whose files agree on its version."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from installer import release
from installer.process import PackagingError

CHANGES = "# Changelog\n\n## [Unreleased]\n\n{waiting}{sections}"
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "zcpark_desktop").mkdir()
    write(tmp_path, "0.1.0", "0.1.0", "### Added\n\n- The window.\n")
    return tmp_path


def write(tree: Path, project: str, module: str, waiting: str = "", sections: str = "") -> None:
    (tree / release.PROJECT).write_text(f'[project]\nname = "x"\nversion = "{project}"\n', encoding="utf-8")
    (tree / release.MODULE).write_text(f'__version__ = "{module}"\n', encoding="utf-8")
    (tree / release.CHANGES).write_text(CHANGES.format(waiting=waiting, sections=sections), encoding="utf-8")


def test_the_files_of_this_program_agree() -> None:
    assert release.disagreement(release.ROOT, released=False) == ""


def test_a_bump_makes_a_tree_that_can_be_released(tree: Path) -> None:
    assert "run with --bump first" in release.disagreement(tree, released=True)
    release.bump(tree, "0.2.0", TODAY)
    assert release.disagreement(tree, released=True) == ""
    changes = (tree / release.CHANGES).read_text(encoding="utf-8")
    assert changes == "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-03-01\n\n### Added\n\n- The window.\n"


def test_the_first_release_may_be_the_version_that_the_files_state(tree: Path) -> None:
    release.bump(tree, "0.1.0", TODAY)
    assert release.disagreement(tree, released=True) == ""


@pytest.mark.parametrize(("version", "sentence"), [
    ("0.0.9", "not later"), ("0.2", "no version"), ("v1.0.0", "no version"),
])  # fmt: skip
def test_a_version_that_cannot_follow_is_refused(tree: Path, version: str, sentence: str) -> None:
    with pytest.raises(PackagingError, match=sentence):
        release.bump(tree, version, TODAY)


def test_nothing_to_release_is_refused(tree: Path) -> None:
    release.bump(tree, "0.2.0", TODAY)
    with pytest.raises(PackagingError, match="nothing under"):
        release.bump(tree, "0.3.0", TODAY)
    with pytest.raises(PackagingError):
        release.bump(tree, "0.2.0", TODAY)


@pytest.mark.parametrize(("files", "sentence"), [
    (("0.1.0", "0.2.0"), "pyproject.toml says 0.1.0"),
    (("0.2.0", "0.2.0", "", "## [0.1.0] - 2026-01-01\n"), "has no section ## [0.2.0]"),
    (("0.2.0", "0.2.0", "- new\n", "## [0.2.0] - 2026-01-01\n"), "they belong to a version"),
    (("0.2.0", "0.2.0", "", "## [0.1.0] - 2026-01-01\n\n## [0.2.0] - 2026-02-01\n"), "do not descend"),
])  # fmt: skip
def test_files_that_disagree_are_named(tree: Path, files: tuple[str, ...], sentence: str) -> None:
    write(tree, *files)
    assert sentence in release.disagreement(tree, released=True)


def test_a_dirty_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "call", lambda *_words, **_more: " M run.py\n")
    with pytest.raises(PackagingError, match="the tree is dirty"):
        release.release([], [])


def test_a_release_tests_builds_writes_the_manual_and_the_checksums(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tree, release.VERSION, release.VERSION, "", f"## [{release.VERSION}] - 2026-01-01\n")
    packages = tree / "packages"
    packages.mkdir()
    done: list[str] = []

    def call(words, **_more) -> str:
        done.append(" ".join(map(str, words[1:])))
        if words[-1] == "--linux":
            (packages / f"zcpark_{release.VERSION}_amd64.deb").write_bytes(b"x")
        return ""

    monkeypatch.setattr(release, "ROOT", tree)
    monkeypatch.setattr("installer.places.ROOT", tree)
    monkeypatch.setattr("installer.places.PACKAGES", packages)
    monkeypatch.setattr(release, "call", call)
    made = release.release([], ["--linux"])
    assert [path.name for path in made] == [f"zcpark_{release.VERSION}_amd64.deb"]
    assert done == ["status --porcelain", f"{tree / 'run.py'} test", "-m installer --linux",
                    f"-m zcpark_desktop manual --out {packages}"]
    assert (packages / "SHA256SUMS").read_text(encoding="utf-8").endswith("_amd64.deb\n")
    release.release(["--skip-tests"], [])
    assert not any("run.py test" in words for words in done[4:])
