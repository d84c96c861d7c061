"""Which pages the manual has, in order, and the Markdown text of each.

All but the chapter on accounting are files in `resources/manual`; that chapter is made from the rules and formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..forms import STEPS
from ..paths import resources
from ..rules import Rules

QUICK_START, START, ACCOUNTING, RULES_PACKS, IT = "quick_start", "start", "accounting", "rules_packs", "it"
PARTS = {
    "入门": (QUICK_START, START),
    "逐步填写": tuple(step.id for step in STEPS),
    "表格与核对": ("collecting", "findings"),
    "规则与核算": (ACCOUNTING, RULES_PACKS),
    "安装与维护": (IT,),
}
"""Title of a part -> the names of its pages."""


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        name: what links and F1 find it by; the name of its file where it is one.
        part: the part that it stands in.
        text: Markdown; its first line is the title.
    """

    name: str
    part: str
    text: str

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.text.split("\n", 1)[0].removeprefix("# ").strip()


def pages(rules: Rules) -> Iterator[Page]:
    """All pages in order."""
    for part, names in PARTS.items():
        for name in names:
            yield Page(name, part, _text(name, rules))


def page(name: str, rules: Rules) -> Page | None:
    """The page of that name; None where there is none."""
    part = next((part for part, names in PARTS.items() if name in names), None)
    return None if part is None else Page(name, part, _text(name, rules))


def _text(name: str, rules: Rules) -> str:
    if name == ACCOUNTING:
        from .accounting import accounting

        return accounting(rules)
    return (resources() / "manual" / f"{name}.md").read_text(encoding="utf-8")
