"""From blocks to a Word file, block by block."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import figures
from zcpark_desktop.report.charts import WIDTH_MM, height_mm
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.drawings import chart_drawing, picture_drawing
from zcpark_desktop.report.docx_writer.equations import math, symbols
from zcpark_desktop.report.docx_writer.inline import Inline
from zcpark_desktop.report.docx_writer.native_charts import native
from zcpark_desktop.report.docx_writer.package import Package
from zcpark_desktop.report.docx_writer.pages import caption_list, contents, cover, signatures
from zcpark_desktop.report.docx_writer.plan import Entry, front_length, plan, with_turned_headings
from zcpark_desktop.report.docx_writer.section_marks import START, SectionMarks, has_start
from zcpark_desktop.report.docx_writer.sections import SectionPart
from zcpark_desktop.report.docx_writer.tables import table
from zcpark_desktop.report.docx_writer.text import FIRM, field, paragraph, run
from zcpark_desktop.whole_file import naming

Progress = Callable[[int, int], None]
"""Called with the blocks written and the blocks in all; an exception from it cancels, and no file is left."""

_EMU_PER_TWIP, _EMU_PER_MM = 635, 36_000
_KEEP = "<w:keepNext/>"


class FileInUse(PermissionError):
    """The file cannot be written, most likely because Word or WPS holds it open."""


def write_docx(
    document: b.Document,
    target: Path | BinaryIO,
    *,
    clock: datetime,
    template: Path | None = None,
    progress: Progress | None = None,
    beside: Mapping[str, str] | None = None,
) -> None:
    """Writes a document as a Word file; the same document and clock give the same bytes.

    A file is written beside its place and then put there whole: a failure leaves what was there before.

    Args:
        target: the file to write or replace, or an open binary file.
        clock: the time of creation noted in the file.
        template: a park's own .docx, whose styles, page set-up, headers and footers are used.
        progress: told after each block.
        beside: kind → file name of the documents in the same folder, which links lead into.

    Raises:
        FileInUse: the file is open in another program, or its folder may not be written.
        UnusableTemplate: the template is no Word document.
        UnusablePicture: a picture cannot be read.
        FontMissing: there is no Chinese font to draw figures with.
        BookmarkError: bookmarks are not unique, or a reference has no target.
    """
    package = Package(template, beside)
    document = replace(document, blocks=with_turned_headings(document.blocks))
    writer = _Writer(document, package, clock, progress)
    body = writer.write()
    package.list_sections(list(writer.marks.titles))
    if not isinstance(target, Path):
        package.save(body, document, clock, target)
        return
    new_file = target.with_name(f".{target.stem}-{os.getpid()}.tmp")
    try:
        file = new_file.open("wb")
    except PermissionError as error:
        raise FileInUse(f"没有写入文件夹“{target.parent}”的权限，请换一个文件夹导出。") from error
    try:
        with file:
            package.save(body, document, clock, file)
        os.replace(new_file, target)
    except PermissionError as error:
        raise FileInUse(
            f"无法写入“{target.name}”：文件可能正在 Word 或 WPS 中打开，请关闭后重试，或换一个文件名。"
        ) from error
    except OSError as error:
        raise naming(target, error) from error
    finally:
        new_file.unlink(missing_ok=True)


def _is_note(block: b.Block | None) -> bool:
    """Whether it is a line that belongs to the table or figure before it; no seal stands on a page without text."""
    return isinstance(block, b.Paragraph) and block.style in ("note", "source", "signature")


def _lines(text: str) -> list[str]:
    """Lines that the user typed: paragraphs of their own, without the indent and blank lines typed for looks."""
    return [line.strip() for line in text.splitlines() if line.strip()] or [""]


class _Writer:
    """Writes the blocks of one document."""

    def __init__(self, document: b.Document, package: Package, clock: datetime, progress: Progress | None) -> None:
        self._document = document
        self._package = package
        self._clock = clock
        self._progress = progress
        self._plan = plan(document, package.sheet)
        self._entries = iter(self._plan.entries)
        self._inline = Inline(self._plan, package)
        self._styles = package.styles
        self._drawings = count(1)
        self._landscape = False
        self._break = False
        self._fresh = True
        self._noted = False
        self._gap = -1  # how many pieces there were when the last was the gap below a table or figure
        self._made: list[bytes] = []
        self.marks = SectionMarks(document.kind)

    def write(self) -> list[bytes]:
        """The content of w:body, its last section included, in pieces of UTF-8."""
        blocks = self._document.blocks
        front = front_length(blocks)
        if has_start(self._document):
            self._add(self._inline.marked(self.marks.begin(0, 0, START), ""))
        now: tuple[SectionPart, bool] | None = None
        started: SectionPart | None = None
        for index, block in enumerate(blocks):
            covered = index == 0 and isinstance(block, b.Cover)
            part: SectionPart = "cover" if covered else "front" if index < front else "body"
            zone = (part, isinstance(block, b.Landscape))
            if now is not None and zone != now:
                self._end_section(now, started)
                started = now[0]
            now = zone
            self._landscape = zone[1]
            parts = block.blocks if isinstance(block, b.Landscape) else (block,)
            for at, inner in enumerate(parts):
                self._noted = _is_note(next(iter((*parts[at + 1 : at + 2], *blocks[index + 1 : index + 2])), None))
                self._write(inner)
                self._fresh = self._fresh and isinstance(inner, b.PageBreak)
            if self._progress is not None:
                self._progress(index + 1, len(blocks))
        self._close_gap()
        part, landscape = now or ("body", False)
        self._add(self._package.sections.properties(part, landscape, part != started))
        self.marks.close(self._made)
        return self._made

    def _add(self, xml: str) -> None:
        self._made.append(xml.encode())

    def _end_section(self, zone: tuple[SectionPart, bool], started: SectionPart | None) -> None:
        if self._gap == len(self._made):
            self._made.pop()  # the paragraph that ends the section stands below the table
        section = self._package.sections.properties(*zone, first=zone[0] != started)
        self._add(paragraph(self._styles["section_end"], "", section))
        self._break, self._fresh = False, True  # a new section begins on a new page

    def _write(self, block: b.Block) -> None:
        styles, add = self._styles, self._add
        match block:
            case b.PageBreak():
                self._break = True
            case b.Heading():
                self._heading(block)
            case b.Paragraph():
                self._paragraph(block)
            case b.BulletList():
                self._list("list_bullet", "bullet", block.items)
            case b.NumberedList():
                self._list("list_number", "circled" if block.circled else "number", block.items)
            case b.Equation():
                self._equation(block)
            case b.Table():
                self._table(block)
            case b.Figure():
                self._figure(block)
            case b.Cover():
                add(
                    cover(
                        block,
                        styles,
                        self._package.sections.text_width(False),
                        self._package.sections.text_height(False),
                    )
                )
            case b.Contents():
                add(self._new_page() + contents(block, self._plan.of_kind("heading"), styles))
            case b.ListOfTables():
                add(self._new_page() + caption_list(block.title, "表", self._plan.of_kind("表"), styles))
            case b.ListOfFigures():
                add(self._new_page() + caption_list(block.title, "图", self._plan.of_kind("图"), styles))
            case b.SignaturePage():
                self._break = False
                add(signatures(block, styles, self._width, self._inline.runs))
            case b.Landscape():
                raise ValueError("横向页面不能放在另一个横向页面之内。")

    @property
    def _width(self) -> int:
        return self._package.sections.text_width(self._landscape)

    def _new_page(self) -> str:
        """A page break before something that cannot carry one itself."""
        first = self._take_break()
        return paragraph(self._styles["section_end"], "", first=first) if first else ""

    def _take_break(self) -> str:
        wanted, self._break = self._break and not self._fresh, False
        if wanted:
            self._close_gap()
        return "<w:pageBreakBefore/>" if wanted else ""

    def _close_gap(self) -> None:
        """Below a table that fills its page, a gap of full height would make a blank page."""
        if self._gap == len(self._made):
            self._made[-1] = paragraph(self._styles["section_end"], "").encode()

    def _heading(self, block: b.Heading) -> None:
        entry = next(self._entries)
        self._break = self._break or block.new_page
        first, indent = self._take_break(), ""
        if not block.numbered:
            level = f'<w:ilvl w:val="{block.level - 1}"/>'
            first += f'<w:numPr>{level}<w:numId w:val="{self._package.no_number}"/></w:numPr>'
            indent = look.FLUSH if block.level == 1 else ""  # 附件 stands at the left edge
        elif self._package.heading_number:
            level = f'<w:ilvl w:val="{block.level - 1}"/>'
            first += f'<w:numPr>{level}<w:numId w:val="{self._package.heading_number}"/></w:numPr>'
        # Tables count by chapter through a hidden sequence: STYLEREF would give 一 where 1 is wanted.
        chapter = field("SEQ 章 \\h", "", "<w:vanish/>") if block.level == 1 and block.numbered else ""
        mark = self._inline.marked(self.marks.begin(len(self._made), block.level, entry.text), "")
        content = self._inline.marked(entry.mark, self._inline.runs(block.text, bookmark=block.bookmark))
        self._add(paragraph(self._styles[f"heading_{block.level}"], mark + chapter + content, indent, first))

    def _paragraph(self, block: b.Paragraph) -> None:
        style, content = self._styles[block.style], block.content
        pieces: Sequence[b.Content] = _lines(content) if isinstance(content, str) else [content]
        for i, piece in enumerate(pieces):
            runs = self._inline.runs(piece, bookmark=block.bookmark if i == 0 else None)
            self._add(paragraph(style, runs, first=self._take_break()))

    def _list(self, style: str, name: str, items: Sequence[b.Content]) -> None:
        number = self._package.new_list(name)
        for item in items:
            numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            first = self._take_break() + numbered
            self._add(paragraph(self._styles[style], self._inline.runs(item), first=first))

    def _equation(self, block: b.Equation) -> None:
        for i, line in enumerate(block.lines):
            made = symbols(line) if isinstance(line, str) else math(line)
            if i == 0 and block.bookmark:
                made = self._inline.runs((), bookmark=block.bookmark) + made
            follows = bool(block.where) or i < len(block.lines) - 1
            first = (_KEEP if follows else "") + self._take_break()
            self._add(paragraph(self._styles["equation"], made, first=first))
        if block.where:
            self._add(paragraph(self._styles["body"], run("式中：") + symbols(block.where)))

    # ---------------------------------------------------------------- tables and figures

    def _table(self, block: b.Table) -> None:
        if block.caption:
            self._add(self._caption("表", block.bookmark, first=_KEEP + self._take_break(), last=(120, 60)))
        else:
            self._add(self._new_page())
        fit = self._plan.fits.of(block, self._width)
        self._made.append(table(block, self._styles, fit, self._inline.runs, noted=self._noted))
        self._below(block.note, block.source)

    def _below(self, note: str, source: str) -> None:
        """Note and source; then a gap, without which two tables would grow together."""
        styles, kept = self._styles, _KEEP if self._noted else ""
        if note:
            self._add(paragraph(styles["note"], run(f"注：{note}"), first=_KEEP if source else kept))
        if source:
            self._add(paragraph(styles["source"], run(f"数据来源：{source}"), first=kept))
        self._add(paragraph(styles["gap"], "", first=kept))
        self._gap = len(self._made)

    def _caption(self, kind: str, bookmark: str | None, first: str, last: tuple[int, int]) -> str:
        entry = next(self._entries)
        label = self._label(kind, entry)
        if bookmark:
            label = self._inline.marked(self._plan.target(bookmark).name, label)
        content = self._inline.marked(entry.mark, f"{label}{run('　' + entry.text)}")
        spacing = f'<w:spacing w:before="{last[0]}" w:after="{last[1]}"/>'
        return paragraph(self._styles["caption"], content, spacing, first)

    def _label(self, kind: str, entry: Entry) -> str:
        """表1-2 as text and fields: the chapter's number, and the caption's within the chapter."""
        if entry.chapter:
            number = entry.label.rsplit("-", 1)[-1]
            # The first of a chapter says where counting restarts: LibreOffice does not know \\s (restart at headings).
            restart = " \\r 1" if number == "1" else ""
            chapter = field("SEQ 章 \\c", str(entry.chapter))
            return run(kind) + chapter + run(FIRM) + field(f"SEQ {kind} \\* ARABIC{restart}", number)
        # 附表 are counted in the same sequence, so that they stay in the list of tables when it is renewed.
        shown = entry.label.rstrip("0123456789")
        number = entry.label.removeprefix(shown)
        restart = " \\r 1" if number == "1" else ""
        return run(shown) + field(f"SEQ {kind} \\* ARABIC{restart}", number)

    def _figure(self, block: b.Figure) -> None:
        drawing = self._drawing(block)
        first = _KEEP + self._take_break()
        self._add(paragraph(self._styles["figure"], drawing, first=first))
        below = _KEEP if block.note or block.source else ""
        if block.caption:
            self._add(self._caption("图", block.bookmark, first=below, last=(0, 120)))
        self._below(block.note, block.source)

    def _drawing(self, block: b.Figure) -> str:
        """The figure's own run: a chart that Word draws, or a picture."""
        number, alt, svg = next(self._drawings), block.alt or block.caption, ""
        if isinstance(block.content, b.Picture):
            relation, width, height = self._package.add_picture(block.content.data)
        elif chart := native(block.content):
            relation = self._package.add_chart(chart, self._clock)
            size = (WIDTH_MM * _EMU_PER_MM, height_mm(block.content) * _EMU_PER_MM)
            return chart_drawing(relation, number, self._fitting(*size), alt)
        else:
            drawn = figures.vector(block.content)
            relation, width, height = self._package.add_picture(drawn.png)
            svg = self._package.add_svg(drawn.svg)
        return picture_drawing(relation, number, self._fitting(width, height), alt, svg)

    def _fitting(self, width: int, height: int) -> tuple[int, int]:
        """A size in EMU, made smaller where the page has no room for it and its caption."""
        room = self._package.sections.text_height(self._landscape) - 1600
        scale = min(self._width * _EMU_PER_TWIP / width, room * _EMU_PER_TWIP / height, 1)
        return int(width * scale), int(height * scale)
