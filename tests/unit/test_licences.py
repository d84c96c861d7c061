"""The licences of everything that the program is made of, from a checkout and from a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from zcpark_desktop import licences, paths


def test_a_checkout_lists_the_libraries_of_the_lock_and_no_tools() -> None:
    found = {part.title.partition(" ")[0]: part.text for part in licences.licences()}
    for name in ("零碳园区申报", "Python", "numpy", "pyside6-essentials", "pydantic-core", "ezdxf", "pypdfium2",
                 "ZcparkSansSC", "LGPL-3.0", "GPL-3.0"):
        assert found[name].strip(), name
    assert not {"pytest", "ruff", "mypy"} & found.keys()
    assert "LGPL" in found["pyside6-essentials"]


def test_every_library_of_the_lock_states_a_licence() -> None:
    silent = [part.title for part in licences.licences() if len(part.text) < 3 or part.text == "见该软件的主页。"]
    assert silent == []


def test_what_a_package_notes_down_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [licences.Licence("a 1.0", "free\n\n" + "=" * 40), licences.Licence("b", "also")]
    (tmp_path / licences.BUNDLED).write_text(licences.as_text(parts), encoding="utf-8-sig", newline="\r\n")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    assert licences.licences() == parts
