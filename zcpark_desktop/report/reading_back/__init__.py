"""Reads finished documents back, and says what in them is not what the project and the engine say.

Three ways that do not rest on each other: the text against one composed afresh (`comparing`), the indicators by their
bookmarks against the unrounded values (`indicators`), and what holds for every document by itself (`laws`).
"""

from .checking import read_back
from .difference import Difference, Kind
from .word_file import UnreadableWordFile

__all__ = ["Difference", "Kind", "UnreadableWordFile", "read_back"]
