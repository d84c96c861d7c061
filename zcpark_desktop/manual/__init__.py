"""The manual: one set of pages, read in the window, as a web page and as a Word file."""

from .pages import Page, page, pages
from .writing import NAME, write_docx_manual, write_html_manual

__all__ = ["NAME", "Page", "page", "pages", "write_docx_manual", "write_html_manual"]
