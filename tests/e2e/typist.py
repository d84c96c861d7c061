"""Somebody who fills the window from papers: types into fields, chooses answers, pastes blocks into grids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.opened import in_dialog
from zcpark_desktop.forms import step
from zcpark_desktop.forms.clipboard import text_of_block
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.pasting import Refused
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.sheet import Sheet
from zcpark_desktop.forms.structure import Ask, Balance
from zcpark_desktop.forms.year_sheets import BalanceSheet, YearlySheet
from zcpark_desktop.project import Project, value_at
from zcpark_desktop.project.basics import Whose
from zcpark_desktop.project.entry import raw
from zcpark_desktop.ui.boundary.outline_box import OutlineBox
from zcpark_desktop.ui.evidence.page import EvidencePage
from zcpark_desktop.ui.evidence.sheet import EvidenceSheet
from zcpark_desktop.ui.fields.choices import CheckEntry, ChoiceEntry, YesNoEntry
from zcpark_desktop.ui.fields.editors import DateEntry, LongEntry
from zcpark_desktop.ui.fields.evidence import EvidenceEntry, PickerDialog
from zcpark_desktop.ui.fields.field import Field
from zcpark_desktop.ui.form.balance import BalanceBox
from zcpark_desktop.ui.form.page import FormPage
from zcpark_desktop.ui.grid.box import GridBox

CTRL = Qt.KeyboardModifier.ControlModifier


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key over `widget`."""
    QTest.keyClick(widget, key, modifiers)


def write(widget: QWidget, text: str) -> None:
    """Type `text` letter by letter (QTest cannot type Chinese)."""
    for letter in text:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def paste(widget: QWidget, text: str) -> None:
    """Put `text` on the clipboard, as another program does, and press Ctrl+V over `widget`."""
    QGuiApplication.clipboard().setText(text)
    press(widget, Qt.Key.Key_V, CTRL)


def _no_question(refused: Sequence[Refused], _fitting: int) -> bool:
    raise AssertionError([each.sentence for each in refused])


class Typist:
    """Fills forms so that the window's project becomes like `papers`."""

    def __init__(self, papers: Project, session: Any) -> None:
        self.papers, self._session = papers, session
        self._offers = Offers(papers, session.rules)

    # -- fields ----------------------------------------------------------------------------------------------------

    def fill(self, page: FormPage) -> None:
        """Fill every field and every grid of a page, year by year where it shows one year at a time."""
        for ask, field in page.fields:
            if "{year}" not in ask.address:
                self._answer(page, ask, field, ask.address)
        for part in page.parts:
            if isinstance(part, OutlineBox):
                self._draw(part)
            elif not self._goes_by_year(part):
                self._fill_grid(part)
        if page._tabs is not None:
            for year in page._tabs._years:
                self._fill_year(page, year)

    @staticmethod
    def _goes_by_year(part: GridBox) -> bool:
        sheet = part.model.sheet
        return isinstance(sheet, BalanceSheet) or (isinstance(sheet, RowsSheet) and sheet.year is not None)

    def _fill_year(self, page: FormPage, year: int) -> None:
        record = self.papers.year(year)
        if record is None:
            return
        page._tabs.choose(year)
        for part in page.parts:
            if isinstance(part, BalanceBox):
                for row in record.energy:
                    part.add_kind(row.energy)
                self._fill_grid(part)
            elif isinstance(part, GridBox) and self._goes_by_year(part):
                self._fill_grid(part)
        for ask, field in page.fields:
            if "{year}" in ask.address:
                self._answer(page, ask, field, ask.address.replace("{year}", str(year)))

    def _answer(self, page: FormPage, ask: Ask, field: Field, address: str) -> None:
        wanted = value_at(self.papers, address)
        if wanted == value_at(self._session.project, address):
            return
        assert field.isVisible(), f"{address} is not asked for"
        editor = field.editor
        page._scroll.ensureWidgetVisible(field)
        if isinstance(editor, CheckEntry):
            press(editor, Qt.Key.Key_Space)
        elif isinstance(editor, YesNoEntry):
            press(editor._buttons[wanted], Qt.Key.Key_Space)
        elif isinstance(editor, ChoiceEntry):
            editor.setCurrentIndex(editor.findData(wanted))
            editor.activated.emit(editor.currentIndex())
        elif isinstance(editor, EvidenceEntry):
            in_dialog(lambda dialog: self._tick(dialog, wanted))
            editor.button.click()
        else:
            self._write(editor, raw(wanted, field.field, self._offers.of(field.field.offered_by)))

    def _write(self, editor: QWidget, text: str) -> None:
        line = editor.line if isinstance(editor, DateEntry) else editor
        line.setFocus()
        line.selectAll()
        if isinstance(line, LongEntry):
            paste(line, text)
            line.clearFocus()
        else:
            write(line, text)
            press(line, Qt.Key.Key_Return)

    def _tick(self, dialog: PickerDialog, wanted: tuple[str, ...]) -> None:
        numbers = {self._offers.of("evidence")[key] for key in wanted}
        for row in range(dialog.list.count()):
            item = dialog.list.item(row)
            if item.text().split(" ")[0] in numbers:
                item.setCheckState(Qt.CheckState.Checked)
        dialog.accept()

    # -- grids -----------------------------------------------------------------------------------------------------

    def _fill_grid(self, box: GridBox) -> None:
        """Copy the same grid out of the papers, and paste it in one go."""
        paper = self._paper_of(box.model.sheet)
        columns = box.view.visible_columns()
        first = next((column for column in columns if paper.heads[column].field or not paper.has_rows_of_its_own
                      and not paper.heads[column].frozen), None)
        if first is None or not paper.row_count:
            return
        self._paste_all(box, paper, [column for column in columns if column >= first])

    def _paste_all(self, box: GridBox, paper: Sheet, columns: list[int]) -> None:
        block = [[paper.raw(row, column) if paper.entry_field(row, column) else "" for column in columns]
                 for row in range(paper.row_count)]
        box.actions_.ask = _no_question
        box.view.setFocus()
        box.view.put_caret(box.model.index(0, columns[0]))
        paste(box.view, text_of_block(block))

    def _paper_of(self, sheet: Sheet) -> Sheet:
        """The sheet as it would be of the papers."""
        if isinstance(sheet, RowsSheet):
            return RowsSheet(self.papers, sheet.table, self._offers, sheet.year)
        if isinstance(sheet, YearlySheet):
            return YearlySheet(self.papers, sheet.yearly, self._offers)
        assert isinstance(sheet, BalanceSheet)
        balance = next(item for item in step("energy").items if isinstance(item, Balance))
        return BalanceSheet(self.papers, balance, self._offers, sheet.year)

    def fill_list_of_evidence(self, page: EvidencePage) -> None:
        """Paste the whole list of evidence; the columns of files and citations are left to the program."""
        paper = EvidenceSheet(self.papers, self._session.rules, None, dict)
        self._paste_all(page.box, paper, page.box.view.visible_columns())

    def _draw(self, box: OutlineBox) -> None:
        for at, ring in enumerate(self.papers.boundary.rings):
            if at:
                box.rings.add_ring()
            box.grid.view.setFocus()
            box.grid.view.put_caret(box.grid.model.index(0, 0))
            corners = [[point.number, f"{point.x:f}", f"{point.y:f}"] for point in ring.points]
            paste(box.grid.view, text_of_block(corners))
            box.rings.name.setFocus()
            box.rings.name.selectAll()
            write(box.rings.name, ring.name)
            press(box.rings.name, Qt.Key.Key_Return)
            if ring.hole:
                press(box.rings.hole, Qt.Key.Key_Space)
            if ring.whose is Whose.HOST:
                press(box.rings.host, Qt.Key.Key_Space)
