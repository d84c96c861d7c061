"""The manual: a page for each step, and every picture that a page shows."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from zcpark_desktop.forms import STEPS
from zcpark_desktop.paths import resources
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.entry import EntryError, parse

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


WRITINGS = re.findall(r"^\| `([^`]+)` \| (.+) \|$", (MANUAL / "start.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("written", "said"), WRITINGS)
def test_a_number_is_read_as_the_manual_says(written: str, said: str) -> None:
    field = declared("years/2025/economy/gdp_10k_yuan")
    if said.startswith("不接受"):
        with pytest.raises(EntryError):
            parse(written, field)
    else:
        assert parse(written, field) == (None if said == "未填" else Decimal(said))


def test_the_manual_shows_a_dozen_ways_of_writing_numbers() -> None:
    assert len(WRITINGS) >= 12
