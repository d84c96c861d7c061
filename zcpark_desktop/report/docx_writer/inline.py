"""Runs of a paragraph: text, cross-references, footnotes, links and bookmarks."""

from __future__ import annotations

import re
from itertools import count

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.package import Package
from zcpark_desktop.report.docx_writer.plan import Plan, word_name
from zcpark_desktop.report.docx_writer.text import FIRM, field, run

_BOLD = "<w:b/><w:bCs/>"
_LABEL = re.compile(r"^[表图]\d+-\d+$")


def _firmly(label: re.Match[str]) -> str:
    return label[0].replace("-", FIRM)


class Inline:
    """Writes contents, resolving references by the plan and putting footnotes into the package."""

    def __init__(self, plan: Plan, package: Package) -> None:
        self._plan = plan
        self._package = package
        self._marks = count(1)

    def runs(self, content: b.Content, bold: bool = False, bookmark: str | None = None) -> str:
        """The runs of a content, within a bookmark if it has one.

        Raises:
            BookmarkError: a reference names a bookmark that no block carries.
        """
        if isinstance(content, str):
            made = run(content, _BOLD if bold else "")
        else:
            made = "".join(self._run(piece, bold) for piece in content)
        return made if bookmark is None else self.marked(word_name(bookmark), made)

    def marked(self, name: str, content: str) -> str:
        """Content within a bookmark of this name."""
        number = next(self._marks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def _run(self, piece: b.Run | str, bold: bool) -> str:
        properties = _BOLD if bold else ""
        match piece:
            case str():
                return run(piece, properties)
            case b.Text():
                return run(piece.text, _BOLD if piece.bold or bold else "")
            case b.Ref():
                target = self._plan.target(piece.bookmark)
                if piece.show == "page":
                    return field(f"PAGEREF {target.name} \\h", str(target.page), properties)
                return field(f"REF {target.name} \\h", _LABEL.sub(_firmly, target.shown), properties)
            case b.Note():
                number = self._package.add_footnote(run(piece.text))
                style = self._package.styles["footnote_mark"]
                return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
            case b.Link() if piece.kind:
                shown = run(piece.text, properties)
                relation = self._package.add_link(piece.kind, word_name(piece.bookmark))
                return f'<w:hyperlink r:id="{relation}" w:history="1">{shown}</w:hyperlink>' if relation else shown
            case b.Link():
                target = self._plan.target(piece.bookmark)
                return (
                    f'<w:hyperlink w:anchor="{target.name}" w:history="1">{run(piece.text, properties)}</w:hyperlink>'
                )
