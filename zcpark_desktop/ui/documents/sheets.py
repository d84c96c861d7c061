"""Documents as they will read: sheets of A4 under each other, on which a click leads to the field behind a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from zcpark_desktop.report.charts import WIDTH_MM
from zcpark_desktop.report.html_writer import FIELD, FIGURE, STYLE, Part

from ..theme import LARGE, em, space

PX_PER_MM = 96 / 25.4
PAGE = QSizeF(210 * PX_PER_MM, 297 * PX_PER_MM)
TOP, BOTTOM, LEFT, RIGHT = (mm * PX_PER_MM for mm in (37, 35, 28, 26))  # GB/T 9704-2012, 5.2
PAPER, INK, FOOT = "#ffffff", "#000000", "#444444"  # paper is white in the dark as well
TEXT_PX = 16
FAMILIES = ("FangSong", "仿宋", "Noto Serif CJK SC", "SimSun", "Noto Sans CJK SC")
LAYOUT_EVERY_MS = 0  # a part at a time, between two events
Drawn = tuple[Part, tuple[bytes, ...]]
"""A part, and its figures as PNG or JPEG."""


@dataclass
class _Laid:
    """A part, and its text laid out on pages; none until its turn has come."""

    part: Part
    pictures: tuple[bytes, ...]
    document: QTextDocument | None = None
    pages: int = 1


class Sheets(QAbstractScrollArea):
    """Shows the parts of a document; those that did not change are not laid out again.

    Signals:
        followed: a text was clicked that speaks of the field at this address.
    """

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文件预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._laid: list[_Laid] = []
        self._wanted: str | None = None
        self._next = QTimer(self, singleShot=True, interval=LAYOUT_EVERY_MS)
        self._next.timeout.connect(self._lay_out_next)

    def sizeHint(self) -> QSize:
        """Wide enough to read a page at about two thirds of its size."""
        return QSize(em(40), em(40))

    # -- content ---------------------------------------------------------------------------------------------------

    def show_parts(self, drawn: Sequence[Drawn]) -> None:
        """Show these parts; the place that is read stays where it is."""
        kept = {(laid.part.text, laid.pictures): laid for laid in self._laid if laid.document is not None}
        before, self._laid = self._laid, []
        for position, (part, pictures) in enumerate(drawn):
            old = kept.pop((part.text, pictures), None)
            pages = before[position].pages if position < len(before) else 1
            new = _Laid(part, pictures, old.document, old.pages) if old else _Laid(part, pictures, pages=pages)
            self._laid.append(new)
        for gone in kept.values():
            if gone.document is not None:
                gone.document.deleteLater()
        self._fit()
        self._next.start()

    @property
    def is_complete(self) -> bool:
        """Whether all parts have been laid out."""
        return all(laid.document is not None for laid in self._laid)

    @property
    def addresses(self) -> tuple[str, ...]:
        """What can be followed, in reading order."""
        return tuple(address for laid in self._laid for address in laid.part.addresses)

    def _lay_out_next(self) -> None:
        waiting = [laid for laid in self._laid if laid.document is None]
        if not waiting:
            return
        wanted = next((laid for laid in waiting if self._wanted in laid.part.addresses), None)
        chosen = wanted or next((laid for laid in self._visible() if laid.document is None), waiting[0])
        self._lay_out(chosen)
        self._fit()
        if self._wanted is not None:
            self._go(self._wanted)
        self.viewport().update()
        self._next.start()

    def _lay_out(self, laid: _Laid) -> None:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        font = QFont()
        font.setFamilies(list(FAMILIES))
        font.setPixelSize(TEXT_PX)
        document.setDefaultFont(font)
        document.setDefaultStyleSheet(f"{STYLE} a {{ color: {INK}; text-decoration: none; }}")
        for number, picture in enumerate(laid.pictures):
            image = QImage.fromData(picture)
            image.setDevicePixelRatio(max(image.width() / (WIDTH_MM * PX_PER_MM), 1))
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{FIGURE}{number}"), image)
        document.setPageSize(PAGE)
        document.setHtml(laid.part.text)
        frame = document.rootFrame().frameFormat()
        frame.setTopMargin(TOP)
        frame.setBottomMargin(BOTTOM)
        frame.setLeftMargin(LEFT)
        frame.setRightMargin(RIGHT)
        document.rootFrame().setFrameFormat(frame)
        laid.document, laid.pages = document, document.pageCount()

    # -- places ----------------------------------------------------------------------------------------------------

    @property
    def _scale(self) -> float:
        return max((self.viewport().width() - 2 * self._gap) / PAGE.width(), 0.1)

    @property
    def _gap(self) -> int:
        return space(LARGE)

    @property
    def _step(self) -> float:
        return PAGE.height() * self._scale + self._gap

    def _fit(self) -> None:
        pages = sum(laid.pages for laid in self._laid)
        height = round(self._gap + pages * self._step)
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(em(3))
        bar.setRange(0, max(0, height - self.viewport().height()))

    def _pages(self) -> list[tuple[_Laid, int, float]]:
        """The pages on show: part, page within it, top in the viewport."""
        found, top = [], float(self._gap - self.verticalScrollBar().value())
        for laid in self._laid:
            for page in range(laid.pages):
                if top + self._step > 0 and top < self.viewport().height():
                    found.append((laid, page, top))
                top += self._step
        return found

    def _visible(self) -> list[_Laid]:
        return [laid for laid, _, _ in self._pages()]

    def show_address(self, address: str) -> bool:
        """Scroll to where the document first speaks of `address`; whether it does."""
        if not any(address in laid.part.addresses for laid in self._laid):
            return False
        self._wanted = address
        self._go(address)
        self._next.start()
        return True

    def _go(self, address: str) -> None:
        before = 0
        for laid in self._laid:
            if address in laid.part.addresses:
                at = _place(laid.document, address) if laid.document is not None else 0.0
                page, rest = divmod(at, PAGE.height())
                y = self._gap + (before + page) * self._step + rest * self._scale
                self.verticalScrollBar().setValue(round(y - em(4)))
                if all(other.document is not None for other in self._laid[:self._laid.index(laid) + 1]):
                    self._wanted = None
                return
            before += laid.pages

    def _address_at(self, point: QPointF) -> str:
        for laid, page, top in self._pages():
            inside = QPointF((point.x() - self._gap) / self._scale, (point.y() - top) / self._scale)
            if laid.document is not None and 0 <= inside.y() < PAGE.height():
                inside.setY(inside.y() + page * PAGE.height())
                found: str = laid.document.documentLayout().anchorAt(inside)
                return found.removeprefix(FIELD)
        return ""

    # -- events ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheets on show."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        number = {id(laid): before for laid, before in zip(self._laid, self._before(), strict=True)}
        for laid, page, top in self._pages():
            painter.save()
            painter.translate(self._gap, top)
            painter.scale(self._scale, self._scale)
            sheet = QRectF(QPointF(0, 0), PAGE)
            painter.fillRect(sheet, QColor(PAPER))
            painter.setClipRect(sheet)
            if laid.document is not None:
                context = QAbstractTextDocumentLayout.PaintContext()
                context.palette.setColor(QPalette.ColorRole.Text, QColor(INK))
                context.clip = sheet.translated(0, page * PAGE.height())
                painter.translate(0, -page * PAGE.height())
                laid.document.documentLayout().draw(painter, context)
                painter.translate(0, page * PAGE.height())
            painter.setPen(QColor(FOOT))
            foot = QRectF(LEFT, PAGE.height() - BOTTOM * 0.8, PAGE.width() - LEFT - RIGHT, em(2))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, f"— {number[id(laid)] + page + 1} —")
            painter.restore()

    def _before(self) -> list[int]:
        counts, before = [], 0
        for laid in self._laid:
            counts.append(before)
            before += laid.pages
        return counts

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place that is read while the sheets grow or shrink."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._fit()
        bar.setValue(round(share * bar.maximum()))

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Everything on show is drawn anew; parts that come into sight are laid out first."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the pointer what can be followed."""
        follows = bool(self._address_at(event.position()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if follows else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a text to its field."""
        address = self._address_at(event.position())
        if address and event.button() == Qt.MouseButton.LeftButton:
            self.followed.emit(address)


def _place(document: QTextDocument, address: str) -> float:
    """How far down the document the anchor of `address` stands, in its own pixels."""
    block = document.begin()
    while block.isValid():
        run = block.begin()
        while not run.atEnd():
            fragment = run.fragment()
            if address in fragment.charFormat().anchorNames():
                return document.documentLayout().blockBoundingRect(block).top()
            run += 1
        block = block.next()
    return 0.0
