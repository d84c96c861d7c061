"""What staff changed in an exported document by hand, and how it is carried into the next export.

`edited_sections` finds the changed sections by their marks; `write_over` writes a new export in the place of the old
file, with the sections that are to be kept, and keeps the old file beside it; `is_old` knows such a file.
"""

from .keeping import Kept, is_old, write_over
from .sections import Edited, edited_sections

__all__ = ["Edited", "Kept", "edited_sections", "is_old", "write_over"]
