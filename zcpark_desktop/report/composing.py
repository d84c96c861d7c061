"""From an evaluation to its documents: which there are, what each is called, and each made of blocks once."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import UTC, datetime

from ..evaluate import Evaluation
from .blocks import Document
from .material import Clock, Material, material
from .referring import with_references

KINDS = {
    "application": "申报书",
    "plan": "建设方案",
    "self_assessment": "指标自评表",
    "exemptions": "免列说明",
    "evidence": "佐证材料清单",
    "calculation": "指标计算过程",
}
"""Kind of document -> its title, in the order of the package."""

_MODULES = {"evidence": "evidence_list"}


class UnknownKind(ValueError):
    """No document is of that kind."""


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Documents:
    """The documents of an evaluation, dated by one moment; each is composed when it is first asked for, and only once.

    Attributes:
        evaluation: what they are written from.
        moment: when they are made.
    """

    def __init__(self, evaluation: Evaluation, clock: Clock = _now) -> None:
        self.evaluation = evaluation
        self.moment = clock()
        self._material = material(evaluation, lambda: self.moment)
        self._made: dict[str, Document | None] = {}

    def of(self, kind: str) -> Document | None:
        """The document of that kind; None where the park has no need of it (no exemption, no 免列说明).

        Raises:
            UnknownKind: one Chinese sentence names the kinds that there are.
        """
        if kind not in self._made:
            self._made[kind] = _composed(kind, self._material)
        return self._made[kind]

    def dated(self, moment: datetime) -> Documents:
        """The documents of the same evaluation as of another moment; these, where that is on the same day."""
        others = Documents(self.evaluation, lambda: moment)
        return self if others._material.today == self._material.today else others


def _composed(kind: str, of: Material) -> Document | None:
    if kind not in KINDS:
        known = "、".join(f"{key}（{title}）" for key, title in KINDS.items())
        raise UnknownKind(f"没有名为“{kind}”的文件种类；现有：{known}。")
    module = importlib.import_module(f"{__package__}.chapters.{_MODULES.get(kind, kind)}")
    make: Callable[[Material], Document | None] = module.document
    made = make(of)
    return None if made is None else with_references(made)


def compose(kind: str, evaluation: Evaluation, clock: Clock = _now) -> Document | None:
    """A single document of an evaluation; see `Documents.of`."""
    return Documents(evaluation, clock).of(kind)


def file_name(kind: str, suffix: str = "") -> str:
    """What the document of that kind is called in its folder: “01 申报书.docx”; `suffix` stands before the dot."""
    return f"{list(KINDS).index(kind) + 1:02} {KINDS[kind]}{suffix}.docx"
