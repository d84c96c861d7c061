"""Which page each step has; a page's module is loaded when the step is first shown."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtWidgets import QWidget

from zcpark_desktop.forms import STEPS, Step

from .pages import PageFactory
from .session import Session

BESIDE = (
    Step("collecting", "收集数据", "把部门和企业填好的表收进来：先核对，再采用。"),
    Step("findings", "核对结果", "审核发现的全部问题：逐条改正或说明。"),
)
"""Pages that belong to no step: reached from the menus, and left by going back to the step before."""

OF_THEIR_OWN: dict[str, tuple[str, str]] = {
    "indicators": ("indicators.page", "IndicatorsPage"),
    "evidence": ("evidence.page", "EvidencePage"),
    "narrative": ("narrative.page", "NarrativePage"),
    "export": ("documents.page", "DocumentsPage"),
    "collecting": ("collecting.page", "CollectingPage"),
    "findings": ("findings.page", "FindingsPage"),
}
"""Step id → module in this package and class; the class takes session and step."""

FORM = ("form.page", "FormPage")


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
