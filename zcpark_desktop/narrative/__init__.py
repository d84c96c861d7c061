"""What staff write themselves: the sections to write, live numbers in the text, and drafts made from the data."""

from .chips import GRAMMAR, MISSING, Chip, Resolved, chips, read_chip, resolve
from .drafts import draft
from .sections import SECTIONS, Section, section, section_title

__all__ = [
    "GRAMMAR", "MISSING", "SECTIONS", "Chip", "Resolved", "Section", "chips", "draft", "read_chip", "resolve", "section",
    "section_title",
]
