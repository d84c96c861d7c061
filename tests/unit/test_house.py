"""The house is tidy: lint, types, pinned dependencies, and nothing in the repository that is of one machine only."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "locks").glob("*.txt"))}
WIDEST = 120
FOLDERS = ("zcpark_desktop", "tests", "resources", "installer", "locks")
# A host of a package registry, an option that names one, or a folder of one machine.
OF_ONE_MACHINE = re.compile(r"index[-_]url|find[-_]links|://\S+/simple\b|/(root|work|home)/\w")


def tracked_files() -> list[Path]:
    """The text files of the repository; of its folder where git is absent."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listing = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        paths = [ROOT / name for name in listing.split("\0") if name]
    else:
        paths = [*ROOT.glob("*"), *ROOT.glob(".ci/*")]
        paths += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def pins(lock: str) -> dict[str, set[str]]:
    """Package name -> versions that a lock file pins."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", lock, flags=re.MULTILINE):
        found.setdefault(name.lower(), set()).add(version)
    return found


def package_name(requirement: str) -> str:
    """The normalised name of a requirement such as `PySide6-Essentials>=6.8`."""
    return re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9._-]+", requirement)[0]).lower()


def test_ruff_finds_nothing() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise", "."]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_mypy_finds_nothing_outside_the_window() -> None:
    result = subprocess.run([sys.executable, "-m", "mypy", "zcpark_desktop"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_no_line_is_longer_than_120_characters() -> None:
    long = [f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"
            for path in tracked_files() if path.suffix == ".py"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if len(line) > WIDEST]
    assert not long, "\n".join(long)


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [("run", PROJECT["dependencies"]), *PROJECT["optional-dependencies"].items()],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_dependency_is_pinned(lock: str, requirements: list[str]) -> None:
    pinned = pins(LOCKS["run"]) | pins(LOCKS[lock])
    assert [name for name in map(package_name, requirements) if name not in pinned] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_its_hashes(lock: str) -> None:
    entries = re.findall(r"^[A-Za-z0-9][^\n]*\n(?:[ ]+[^\n]*\n)*", LOCKS[lock], flags=re.MULTILINE)
    assert entries
    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_locks_do_not_repeat_each_other() -> None:
    names = [name for lock in LOCKS.values() for name in pins(lock)]
    assert sorted(names) == sorted(set(names))


def test_the_locks_name_no_host_and_no_path() -> None:
    lines = [line for lock in LOCKS.values() for line in lock.splitlines() if not line.startswith("#")]
    assert [line for line in lines if "/" in line] == []


@pytest.mark.parametrize(
    ("package", "lock"), [("colorama", "test"), ("tzdata", "run"), ("pefile", "package"), ("pywin32-ctypes", "package")]
)
def test_what_windows_alone_needs_is_pinned_too(package: str, lock: str) -> None:
    assert package in pins(LOCKS[lock])


def test_python_3_11_gets_the_numpy_that_the_windows_package_is_proved_with() -> None:
    assert re.search(r"^numpy==2\.0\.2 ; python_full_version < '3\.12'", LOCKS["run"], flags=re.MULTILINE)


def test_nothing_of_one_machine_is_in_the_repository() -> None:
    found = [f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
             for path in tracked_files() if path != Path(__file__)
             for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
             if OF_ONE_MACHINE.search(line)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("line", ["index_url = x", "http" + "://mirror/simple/", "cd /" + "work/park"])
def test_traces_of_a_machine_would_be_found(line: str) -> None:
    assert OF_ONE_MACHINE.search(line)


@pytest.mark.parametrize("command", ["python3 run.py", "python3 run.py test"])
def test_the_readme_shows_the_command_in_its_first_screen(command: str) -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any(line.strip().startswith(command) for line in first_screen)


def test_ci_runs_the_commands_of_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.search(r"python3 run\.py$", script, flags=re.MULTILINE)
    assert re.search(r"exec python3 run\.py test$", script, flags=re.MULTILINE)


def test_the_version_is_one_and_the_change_log_knows_it_or_what_is_to_come() -> None:
    import zcpark_desktop

    assert zcpark_desktop.__version__ == PROJECT["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changes or f"## [{PROJECT['version']}]" in changes
