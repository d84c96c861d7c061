"""A release: the version that the files agree on, packages of a clean tree, the manual, and checksums of all.

`--bump` writes the next version into the files that hold it; a release is made of what is committed, nothing else.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from .places import ROOT, VERSION, finish, packages_folder
from .process import PackagingError, call

UNRELEASED = "## [Unreleased]"
PROJECT, MODULE, CHANGES = Path("pyproject.toml"), Path("zcpark_desktop/__init__.py"), Path("CHANGELOG.md")
_IN_PROJECT = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_IN_MODULE = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def disagreement(root: Path, *, released: bool) -> str:
    """What keeps the files from agreeing on a version; empty where they agree.

    Args:
        released: the change log must have a dated section for that version, and nothing that waits for the next one.
    """
    project, module = _version(root / PROJECT, _IN_PROJECT), _version(root / MODULE, _IN_MODULE)
    if project != module:
        return f"{PROJECT} says {project}, {MODULE} says {module}"
    changes = (root / CHANGES).read_text(encoding="utf-8")
    sections = [version for version, _date in _RELEASE.findall(changes)]
    if sections != sorted(sections, key=_numbers, reverse=True):
        return f"the sections of {CHANGES} do not descend: {', '.join(sections)}"
    if not released:
        known = sections[:1] == [project] or UNRELEASED in changes
        return "" if known else f"{CHANGES} knows neither {project} nor what is to come"
    if sections[:1] != [project]:
        return f"{CHANGES} has no section ## [{project}] - YYYY-MM-DD: run with --bump first"
    if _waiting(changes):
        return f"{CHANGES} has changes under {UNRELEASED}: they belong to a version"
    return ""


def bump(root: Path, version: str, today: datetime.date) -> None:
    """Write the next version into the project, the program and the change log, to be looked at and committed.

    Raises:
        PackagingError: it is no version, not a later one, or there is nothing to release.
    """
    before = _version(root / PROJECT, _IN_PROJECT)
    changes = (root / CHANGES).read_text(encoding="utf-8")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise PackagingError(f"{version} is no version: three numbers, as in 0.2.0")
    first = not _RELEASE.search(changes)  # the first release may be what the files have said all along
    if _numbers(version) < _numbers(before) or (version == before and not first):
        raise PackagingError(f"{version} is not later than {before}")
    if not _waiting(changes):
        raise PackagingError(f"{CHANGES} has nothing under {UNRELEASED}")
    for path, pattern, line in ((root / PROJECT, _IN_PROJECT, f'version = "{version}"'),
                                (root / MODULE, _IN_MODULE, f'__version__ = "{version}"')):
        path.write_text(pattern.sub(line, path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    dated = changes.replace(UNRELEASED, f"{UNRELEASED}\n\n## [{version}] - {today}", 1)
    (root / CHANGES).write_text(dated, encoding="utf-8", newline="\n")


def release(arguments: Sequence[str], build: Sequence[str]) -> list[Path]:
    """Make everything that is handed out.

    Args:
        arguments: `--skip-tests` where they have just passed.
        build: the systems whose packages are built, as `python -m installer` takes them.

    Raises:
        PackagingError: the tree is dirty, the versions disagree, a test or a package fails.
    """
    if set(arguments) - {"--skip-tests"}:
        raise PackagingError("release takes --bump X.Y.Z, or --skip-tests")
    changed = call(["git", "status", "--porcelain"], cwd=ROOT).strip()
    if changed:
        raise PackagingError(f"the tree is dirty; commit or remove first:\n{changed}")
    wrong = disagreement(ROOT, released=True)
    if wrong:
        raise PackagingError(wrong)
    if not arguments:
        print("tests", flush=True)
        call([sys.executable, ROOT / "run.py", "test"], cwd=ROOT, timeout=3600)
    for system in build:
        print(system, flush=True)
        call([sys.executable, "-m", "installer", system], cwd=ROOT, timeout=3600)
    call([sys.executable, "-m", "zcpark_desktop", "manual", "--out", packages_folder()], cwd=ROOT)
    made = sorted(path for path in packages_folder().iterdir() if path.is_file() and VERSION in path.name)
    finish(made, {path.suffix: 10**6 for path in made})
    return made


def _waiting(changes: str) -> str:
    """What stands under the heading of what is to come."""
    found = re.search(rf"^{re.escape(UNRELEASED)}$(.*?)(?=^## \[|\Z)", changes, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def _version(path: Path, pattern: re.Pattern[str]) -> str:
    found = pattern.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise PackagingError(f"{path.name} states no version")
    return found[1]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
