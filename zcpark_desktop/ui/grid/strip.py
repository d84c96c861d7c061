"""What stands beneath a grid: messages, the selection's sum, totals, and texts that are not stored."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.totals import Totals
from zcpark_desktop.project.entry import shown

from ..elided import ElidedLabel
from ..fields.evidence import FlowLayout
from ..theme import LARGE, SMALL, TIGHT, space
from .view import GridView

MOST_SUMMED = 200_000  # cells; beyond this, a selection is only counted
MOST_LISTED = 5
MESSAGE_STAYS_MS = 8000


class GridStrip(QWidget):
    """The strip of one grid; it follows the grid by itself."""

    def __init__(self, view: GridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._model = view, view.grid_model
        self._message = QLabel(objectName="grid_message")
        self._selection = QLabel(objectName="grid_selection")
        self.origin = ElidedLabel()
        self._totals_box = QWidget()
        self._totals = FlowLayout(space(LARGE), self._totals_box, space(TIGHT) // 2)
        self._total_labels: list[QLabel] = []
        self._total_texts: list[str] = []
        self._sums = Totals()
        for label in (self._message, self.origin, self._selection):
            label.setProperty("role", "quiet")
        self.summary = QLabel(wordWrap=True, objectName="grid_summary")
        self.summary.setProperty("role", "quiet")
        self.problem = QLabel(wordWrap=True, objectName="grid_problem")
        self.problem.setProperty("role", "error")
        for part in (self.problem, self.summary, self._totals_box):
            part.setVisible(False)
        self._invalid_box = QWidget()
        self._invalid = QVBoxLayout(self._invalid_box)
        self._invalid.setContentsMargins(0, 0, 0, 0)
        self._invalid.setSpacing(space(TIGHT))
        line = QHBoxLayout()
        line.setSpacing(space(SMALL))
        line.addWidget(self._message)
        line.addWidget(self.origin, 1)
        line.addWidget(self._selection)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(TIGHT))
        layout.addWidget(self._invalid_box)
        layout.addWidget(self.problem)
        layout.addWidget(self.summary)
        layout.addWidget(self._totals_box)
        layout.addLayout(line)
        self._fade = QTimer(self, singleShot=True, interval=MESSAGE_STAYS_MS)
        self._fade.timeout.connect(lambda: self._message.setText(""))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._sum)
        view.selection_moved.connect(self._soon.start)
        self._model.dataChanged.connect(self.refresh)
        self._model.rearranged.connect(self.refresh)
        self._model.invalid_changed.connect(self._show_invalid)
        self.refresh()
        self._show_invalid()

    def tell(self, sentence: str) -> None:
        """Show one sentence for a while; a problem stays until the next."""
        is_problem = sentence.startswith("✗")
        self._message.setText(sentence)
        self._message.setProperty("role", "error" if is_problem else "quiet")
        self._message.style().unpolish(self._message)
        self._message.style().polish(self._message)
        if is_problem:
            self._fade.stop()
        else:
            self._fade.start()

    def show_summary(self, words: str, problem: str = "") -> None:
        """Show what the program computes of the whole grid, and what is wrong with it; blank for nothing."""
        for label, text in ((self.summary, words), (self.problem, problem)):
            label.setText(text)
            label.setVisible(bool(text))

    # -- sums ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the totals of the rows that are shown."""
        sheet = self._model.sheet
        texts: list[str] = []
        if isinstance(sheet, RowsSheet):
            shown_rows = self._model.shown_count
            count = f"{shown_rows:,}" if shown_rows == sheet.row_count else f"{shown_rows:,}／{sheet.row_count:,}"
            texts.append(f"{sheet.row_word} {count}")
            for total in self._sums.of(sheet, self._model.shown_rows):
                head = sheet.heads[total.column]
                if total.filled:
                    assert head.field is not None
                    hint = f"（{total.missing:,}行未填）" if total.missing else ""
                    texts.append(f"{head.title} {shown(total.sum, head.field)} {head.unit}{hint}")
        if texts != self._total_texts:
            self._show_totals(texts)
        self._soon.start()

    def _show_totals(self, texts: list[str]) -> None:
        self._total_texts = texts
        while len(self._total_labels) < len(texts):
            label = QLabel()
            label.setProperty("role", "quiet")
            self._total_labels.append(label)
            self._totals.addWidget(label)
        for position, label in enumerate(self._total_labels):
            label.setVisible(position < len(texts))
            if position < len(texts):
                label.setText(texts[position])
        self._totals_box.setVisible(bool(texts))
        self._totals_box.updateGeometry()

    def _sum(self) -> None:
        ranges = self._view.selectionModel().selection()
        cells = sum(each.width() * each.height() for each in ranges)
        current = self._view.currentIndex()
        alone = cells < 2 and current.isValid()
        self.origin.setText(self._model.origin(current.row(), current.column()) if alone else "")
        if cells < 2:
            self._selection.setText("")
            return
        if cells > MOST_SUMMED:
            self._selection.setText(f"选中{cells:,}格")
            return
        total, numbers = Decimal(0), 0
        for each in ranges:
            for row in range(each.top(), min(each.bottom() + 1, self._model.shown_count)):
                at = self._model.sheet_row(row)
                for column in range(each.left(), each.right() + 1):
                    value = self._model.sheet.value(at, column)
                    if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
                        total += value
                        numbers += 1
        summed = f"　合计 {total:,f}" if numbers else ""
        self._selection.setText(f"选中{cells:,}格{summed}")

    # -- texts that do not fit -------------------------------------------------------------------------------------

    def _show_invalid(self) -> None:
        while self._invalid.count():
            widget = self._invalid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        refused = self._model.invalid
        self._invalid_box.setVisible(bool(refused))
        if not refused:
            return
        head = QLabel(f"✗ 未保存的无效输入（{len(refused)}）")
        head.setProperty("role", "error")
        self._invalid.addWidget(head)
        for each in refused[:MOST_LISTED]:
            link = QPushButton(each.sentence)
            link.setProperty("role", "link")
            link.setCursor(Qt.CursorShape.PointingHandCursor)
            link.clicked.connect(lambda _checked=False, at=each: self._view.show_cell(self._model.shown_cell(at)))
            self._invalid.addWidget(link)
