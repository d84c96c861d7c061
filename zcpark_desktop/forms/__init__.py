"""The declared forms: which field of the project is asked for on which step, in which order."""

from .steps import NOT_ASKED, STEPS, step, step_of
from .structure import Ask, Balance, Column, FlowGroup, Item, Outline, Section, Step, Table, Yearly

__all__ = [
    "Ask", "Balance", "Column", "FlowGroup", "Item", "NOT_ASKED", "Outline", "STEPS", "Section", "Step", "Table",
    "Yearly", "step", "step_of",
]
