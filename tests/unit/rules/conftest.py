"""A folder of the user's own rules to write into, and the sentence that loading it gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zcpark_desktop import rules
from zcpark_desktop.paths import resources


@pytest.fixture(scope="session")
def shipped() -> rules.Rules:
    return rules.load()


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file into the user's folder of rules, and gives that folder."""

    def write(name: str, content: str | bytes) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def complaint(own: Callable[[str, str | bytes], Path]) -> Callable[[str, str | bytes], str]:
    """The sentence that a wrong file in the user's folder gives."""

    def sentence(name: str, content: str | bytes) -> str:
        with pytest.raises(rules.RulesError) as caught:
            rules.load(own(name, content))
        return str(caught.value)

    return sentence


@pytest.fixture(scope="session")
def shipped_text() -> Callable[[str], str]:
    return lambda name: (resources() / "rules" / name).read_text("utf-8")
