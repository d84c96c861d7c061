"""The sections for which staff write text of their own; it stands first in its section."""

from __future__ import annotations

from ..narrative import SECTIONS

NARRATIVES = {section.key: section.full_title for section in SECTIONS}
"""Key of a section -> what it is called in the list of texts."""
