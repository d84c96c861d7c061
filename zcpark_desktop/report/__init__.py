"""The Word side: chapters make plain blocks, writers turn blocks into files."""

from .composing import KINDS, Documents, compose, file_name
from .exporting import edited, export
from .narratives import NARRATIVES

__all__ = ["KINDS", "NARRATIVES", "Documents", "compose", "edited", "export", "file_name"]
