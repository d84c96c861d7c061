"""The Word side: chapters make plain blocks, writers turn blocks into files."""

from .exporting import KINDS, compose, edited, export, file_name
from .narratives import NARRATIVES

__all__ = ["KINDS", "NARRATIVES", "compose", "edited", "export", "file_name"]
