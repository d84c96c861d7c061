"""What a document is made of: plain values, with no idea of Word, fonts or pages.

Chapters return blocks, a writer turns them into a file. Numbers arrive here already worded (`wording` decides digits
and units); only the data of figures are still numbers. Bookmarks are the ids used everywhere else (indicator id,
evidence id): the writer makes them legal for Word, and refuses a reference to a bookmark that no block carries.

`address` names the field of the project that a block or cell speaks of, for readers who can follow it (the preview in
the window): it is not printed. A cell without one has its table's, a block without one that of its section.

Captions are numbered by the writer: 表1-2 within a numbered chapter, 附表2 in an unnumbered one that follows
numbered chapters, 表2 in a document without numbered chapters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from zcpark_desktop.report.charts import BoundaryMap as BoundaryMap
from zcpark_desktop.report.charts import Chart as Chart
from zcpark_desktop.report.charts import Flow as Flow
from zcpark_desktop.report.charts import Gantt as Gantt
from zcpark_desktop.report.charts import GanttTask as GanttTask
from zcpark_desktop.report.charts import GapBars as GapBars
from zcpark_desktop.report.charts import GapRow as GapRow
from zcpark_desktop.report.charts import LineTrend as LineTrend
from zcpark_desktop.report.charts import MapMark as MapMark
from zcpark_desktop.report.charts import MapRing as MapRing
from zcpark_desktop.report.charts import Ring as Ring
from zcpark_desktop.report.charts import Sankey as Sankey
from zcpark_desktop.report.charts import Series as Series
from zcpark_desktop.report.charts import StackedBars as StackedBars

# --------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Ref:
    """A cross-reference to the block that carries `bookmark`.

    Shows “表1-2” or “图1-2” for a caption, the heading's text for a heading, or the page number of either.
    """

    bookmark: str
    show: Literal["label", "page"] = "label"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, its mark placed where this run stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that jumps to a bookmark, such as an item of the evidence list.

    The bookmark stands within the document, or in that of another `kind` which lies beside it.
    """

    text: str
    bookmark: str
    kind: str = ""


Run = Text | Ref | Note | Link
Content = str | Sequence[Run | str]
"""One text, or texts and runs in order."""

ParagraphStyle = Literal["body", "plain", "note", "source", "centered", "right", "signature", "title", "subtitle"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    `body` is indented by two characters, `plain` is not; `note` and `source` are the small lines under a table or
    figure; `signature` is the line of the signing body or date, right with four characters free; `title` and
    `subtitle` head a document that has no cover.
    """

    content: Content
    style: ParagraphStyle = "body"
    bookmark: str | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, numbered 一、（一）1.（1） by the writer unless `numbered` is False (attachments)."""

    level: Literal[1, 2, 3, 4]
    text: str
    bookmark: str | None = None
    numbered: bool = True
    new_page: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items with a dot."""

    items: Sequence[Content]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Items with （1）（2）, or ①② where `circled`; each list starts again."""

    items: Sequence[Content]
    circled: bool = False


@dataclass(frozen=True, slots=True)
class Fraction:
    """A fraction within a line of an equation."""

    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Equation:
    """A formula on lines of its own, with an optional reading of its symbols below (“式中：…”).

    A line is text, or texts and fractions in order; `E_{园区}` writes a subscript.
    """

    lines: Sequence[str | Sequence[str | Fraction]]
    where: str = ""
    bookmark: str | None = None


# --------------------------------------------------------------------------- tables

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the unit shown in the head, how its cells stand, its share of the width.

    Adjacent columns with the same non-empty `group` get a common head above their titles.
    """

    title: str = ""
    unit: str = ""
    align: Align = "left"
    weight: float = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more than plain text; `label` is the shaded title cell of a form.

    Cells covered by a `colspan` or `rowspan` are left out of their rows.
    """

    content: Content = ""
    bold: bool = False
    label: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    bookmark: str | None = None
    address: str = ""


Row = Sequence[str | Cell]
TableStyle = Literal["full", "three_line", "form"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: all lines (`full`), three lines (`three_line`), or a form of label and value cells (`form`).

    The head repeats on each page; there is none if no column has a title. `caption` is without its number, and empty
    for a table that is not counted. `note` and `source` stand below (“注：”, “数据来源：” are added). `row_addresses`
    name what each row speaks of, where the rows differ in that.
    """

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str = ""
    bookmark: str | None = None
    note: str = ""
    source: str = ""
    style: TableStyle = "full"
    dense: bool = False
    address: str = ""
    row_addresses: Sequence[str] = ()

    def cells(self) -> Iterator[Cell]:
        """Its cells with more than plain text; most rows of a long table have none."""
        return (cell for row in self.rows if Cell in map(type, row) for cell in row if isinstance(cell, Cell))


# --------------------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the user's own (boundary map, layout plan) as PNG or JPEG bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or picture with its caption below; `alt` is read aloud in place of the picture."""

    content: Chart | Picture
    caption: str
    bookmark: str | None = None
    source: str = ""
    note: str = ""
    alt: str = ""
    address: str = ""


# --------------------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on pages turned sideways, page numbers kept where they are on the other pages."""

    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page, without a page number: title lines broken by sense, label and value lines, the date."""

    title: Sequence[str]
    fields: Sequence[tuple[str, str]] = ()
    date: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents down to heading level `depth`."""

    title: str = "目　录"
    depth: Literal[1, 2, 3] = 3


@dataclass(frozen=True, slots=True)
class ListOfTables:
    """The list of table captions."""

    title: str = "表目录"


@dataclass(frozen=True, slots=True)
class ListOfFigures:
    """The list of figure captions."""

    title: str = "图目录"


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """A page to be signed and sealed: statement, then a box per signing body with what it must fill in."""

    title: str
    statement: Sequence[Content]
    signers: Sequence[tuple[str, Sequence[str]]]


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Equation
    | Table
    | Figure
    | PageBreak
    | Landscape
    | Cover
    | Contents
    | ListOfTables
    | ListOfFigures
    | SignaturePage
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `kind` is its id (which document of the package), title, subject and author its properties."""

    kind: str
    title: str
    blocks: Sequence[Block]
    subject: str = ""
    author: str = ""

    def walk(self) -> Iterator[Block]:
        """All blocks in reading order, those on landscape pages included (and the Landscape before them)."""
        yield from _walk(self.blocks)


def _walk(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Landscape):
            yield from _walk(block.blocks)
