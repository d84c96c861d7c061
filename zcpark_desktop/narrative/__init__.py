"""What staff write themselves: the sections to write, live numbers in the text, and drafts made from the data."""

from .chips import GRAMMAR, MISSING, Chip, Resolved, chips, read_chip, resolve
from .drafts import draft
from .sections import SECTIONS, Section, section, section_title
from .texts import body_of, with_body

__all__ = [
    "GRAMMAR",
    "MISSING",
    "SECTIONS",
    "Chip",
    "Resolved",
    "Section",
    "body_of",
    "chips",
    "draft",
    "read_chip",
    "resolve",
    "section",
    "section_title",
    "with_body",
]
