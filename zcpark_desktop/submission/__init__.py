"""申报包: what is handed in as one folder or archive, with a list by which its files can be checked."""

from .contents import Package, Wanted
from .packing import Packed, pack

__all__ = ["Package", "Packed", "Wanted", "pack"]
