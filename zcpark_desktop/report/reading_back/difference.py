"""What reading back found: in which document, in which chapter, and what differs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a difference is about."""

    NUMBER = "number"
    TEXT = "text"
    CHART = "chart"
    VERDICT = "verdict"
    EXEMPT = "exempt"
    STRUCTURE = "structure"
    PLACEHOLDER = "placeholder"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Difference:
    """Something in a finished document that is not as it should be.

    Attributes:
        document: the document's title, such as 申报书.
        chapter: the headings that lead to the place, joined by “›”; empty before the first heading.
        kind: what it is about.
        words: what differs, one Chinese sentence.
    """

    document: str
    chapter: str
    kind: Kind
    words: str

    @property
    def sentence(self) -> str:
        """The whole of it: “《申报书》“一、…”：…”."""
        where = f"“{self.chapter}”" if self.chapter else ""
        return f"《{self.document}》{where}：{self.words}"
