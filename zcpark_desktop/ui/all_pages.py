"""Which page each step has; a page's module is loaded when the step is first shown."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from zcpark_desktop.forms import STEPS, Step

from .pages import PageFactory
from .session import Session

OF_THEIR_OWN: dict[str, tuple[str, str]] = {
    "indicators": ("indicators.page", "IndicatorsPage"),
    "evidence": ("evidence.page", "EvidencePage"),
}
"""Step id → module in this package and class; the class takes session and step."""

FORM = ("form_page", "FormPage")


def steps_with_pages() -> tuple[Step, ...]:
    """The steps that the window shows: those with a form, and those with a page of their own."""
    return tuple(step for step in STEPS if step.sections or step.id in OF_THEIR_OWN)


def page_of(step: Step) -> PageFactory:
    """What builds the page of `step`."""
    module, name = OF_THEIR_OWN.get(step.id, FORM)

    def build(session: Session, shown: Step) -> QWidget:
        page: QWidget = getattr(import_module(f".{module}", __package__), name)(session, shown)
        return page

    return build
