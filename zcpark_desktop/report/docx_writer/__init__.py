"""Word files from blocks, in the manner of GB/T 9704-2012: the only part of the program that knows .docx.

`write_docx` is the way in. It walks the blocks twice: `plan` numbers headings and captions, then each block becomes
XML text (`text`, `inline`, `tables`, `equations`, `pages`), which `package` puts into a Word file with the look of
`styles`.
"""

from __future__ import annotations

from zcpark_desktop.report.docx_writer.package import UnusablePicture, UnusableTemplate, check_template
from zcpark_desktop.report.docx_writer.plan import BookmarkError
from zcpark_desktop.report.docx_writer.writer import FileInUse, Progress, write_docx

__all__ = ["BookmarkError", "FileInUse", "Progress", "UnusablePicture", "UnusableTemplate", "check_template",
           "write_docx"]
