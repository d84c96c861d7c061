"""The manual: a page for each step, and every picture that a page shows."""

from __future__ import annotations

import re

import pytest

from zcpark_desktop.forms import STEPS
from zcpark_desktop.paths import resources

MANUAL = resources() / "manual"
PAGES = sorted(MANUAL.glob("*.md"))


@pytest.mark.parametrize("step", [step.id for step in STEPS])
def test_every_step_has_a_page(step: str) -> None:
    assert (MANUAL / f"{step}.md").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_picture_of_a_page_exists_light_and_dark(page) -> None:
    shown = re.findall(r"!\[[^]]*\]\((images/[^)]+)-light\.png\)", page.read_text(encoding="utf-8"))
    assert shown, f"{page.name} shows no picture"
    for picture in shown:
        for look in ("light", "dark"):
            assert (MANUAL / f"{picture}-{look}.png").is_file()
