"""Running commands, and the project files to run them on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from zcpark_desktop import paths
from zcpark_desktop.cli import main

SAMPLES = paths.resources() / "samples"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; its exit code, and what it wrote to standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def sample(tmp_path: Path, run: Run) -> Path:
    """The sample park in a project file."""
    path = tmp_path / "示例.zcpark"
    assert run("new", path, "--sample")[0] == 0
    return path


@pytest.fixture
def empty(tmp_path: Path, run: Run) -> Path:
    """A project in which nothing is filled in."""
    path = tmp_path / "新园区.zcpark"
    assert run("new", path)[0] == 0
    return path


def is_one_sentence(text: str) -> bool:
    """One line of Chinese that ends as a sentence does."""
    return text.count("\n") == 1 and text.endswith("。\n") and re.search("[一-鿿]", text) is not None
