"""The page of indicators: a scheme at a time or all three side by side, the details of one row, and all conventions."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from zcpark_desktop.evaluate import HorizonName, RowResult, SchemeResult
from zcpark_desktop.forms import Step
from zcpark_desktop.project import NoSuchAddress, ProjectError, value_at
from zcpark_desktop.project.entry import EntryError

from ..session import Change, Session
from ..theme import MEDIUM, SMALL, WIDE, em, space
from .conventions import ConventionList, choices_first
from .details import GROUNDS, Details
from .edits import planned_value, target_edits
from .filter_bar import FilterBar
from .grounds_text import why_not_exempt
from .scheme_line import ALL_CONVENTIONS, OVERVIEW, SchemeAbout, SchemeTabs
from .stating import ask
from .table_model import FIRST_CELL, IndicatorModel
from .table_view import IndicatorTable
from .tables import Cell, Line, counts, filtered, overview_groups, scheme_groups
from .trace_text import FIELD

ROOM_BESIDE = 72  # em; a narrower page has its details below the table


class IndicatorsPage(QWidget):
    """What the step `indicators` shows; `jump` asks for the field at an address."""

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        self._session = session
        self.views = SchemeTabs(session.rules)
        self._about = SchemeAbout()
        self._about.linkActivated.connect(lambda target: self.jump.emit(target.removeprefix(FIELD)))
        self.notice = QLabel(wordWrap=True, objectName="notice")
        self.notice.setProperty("role", "error")
        self.notice.hide()
        self.filter = FilterBar()
        self.filter.changed.connect(self._on_filter)
        self.model = IndicatorModel(self._plan, self)
        self.table = IndicatorTable(self.model)
        self.table.chosen.connect(self._show_details)
        self.table.menu_asked.connect(self._open_menu)
        self._none = QLabel("没有符合条件的指标。", alignment=Qt.AlignmentFlag.AlignCenter)
        self._none.setProperty("role", "quiet")
        self.details = Details(session)
        self.details.jump.connect(self.jump)
        self.details.refused.connect(self._tell)
        self.details.statement_asked.connect(self.state)
        self.details.horizon_asked.connect(self._on_horizon)
        self.conventions = ConventionList(session, margin=space(WIDE))
        self.conventions.refused.connect(self._tell)
        self._lay_out()
        self._add_actions()
        session.evaluated.connect(self._on_evaluated)
        session.changed.connect(self._on_changed)
        session.committing.connect(self.table.painter.commit)
        self.views.choose(self._applied_for())
        self.views.currentChanged.connect(lambda _at: self._on_view())

    def _lay_out(self) -> None:
        left = QWidget()
        beside = QVBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self._none, 1)
        beside.addWidget(self.table, 1)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(self.details)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([em(58), em(29)])
        self._split.setCollapsible(1, True)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(space(SMALL))
        for widget in (self._about, self.filter):
            head.addWidget(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._split)
        self._stack.addWidget(self.conventions)
        above = QVBoxLayout()
        above.setContentsMargins(space(WIDE), 0, space(WIDE), space(MEDIUM))
        above.setSpacing(space(SMALL))
        above.addWidget(self.views)
        above.addWidget(self._head)
        above.addWidget(self.notice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self._stack, 1)

    def _add_actions(self) -> None:
        """The actions of the table's menu; their keys are the table's and the window's."""
        self.plan_action, self.state_action, self.grounds_action = (
            QAction(words, self) for words in ("填写规划值", "免列说明…", "查看佐证与说明"))
        self.plan_action.triggered.connect(lambda _on=False: self.table.edit(self.table.currentIndex()))
        self.state_action.triggered.connect(lambda _on=False: self.state())
        self.grounds_action.triggered.connect(lambda _on=False: self.details.tabs.setCurrentIndex(GROUNDS))

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """The id of the scheme on show, or OVERVIEW or ALL_CONVENTIONS."""
        return self.views.chosen

    def show_view(self, key: str) -> None:
        """Show a scheme by its id, OVERVIEW or ALL_CONVENTIONS."""
        self.views.choose(key)
        self.refresh()

    def _on_filter(self) -> None:
        if self.view in self._session.rules.schemes and self.filter.horizon is not self.details.horizon:
            self.table.go_to_column(self._column())
        self.refresh()

    def _on_horizon(self, horizon: HorizonName) -> None:
        """Go to the cell of that date; in the overview, all cells become those of that date."""
        if self.view == OVERVIEW:
            self.filter.choose_horizon(horizon)
        else:
            self.table.go_to_column(FIRST_CELL + list(HorizonName).index(horizon))

    def _column(self) -> int:
        """The column of the cells that are counted; the first scheme's in the overview."""
        return FIRST_CELL + (list(HorizonName).index(self.filter.horizon) if self.view != OVERVIEW else 0)

    def _applied_for(self) -> str:
        level, schemes = self._session.project.basics.level_applied.value, self._session.rules.schemes
        return next((key for key, scheme in schemes.items() if scheme.level.value == level), OVERVIEW)

    def _on_view(self) -> None:
        self._session.commit()
        self.refresh()

    def _on_changed(self, _change: Change) -> None:
        self._tell("")

    def _on_evaluated(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed on other pages."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Write anew what has colours in its text, when the look turns light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self._stale:
            self._on_evaluated()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the details stand below the table, which keeps its columns."""
        super().resizeEvent(event)
        wide = self.width() >= em(ROOM_BESIDE)
        if wide is not (self._split.orientation() is Qt.Orientation.Horizontal):
            self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
            self._split.setStretchFactor(1, 0 if wide else 1)  # one under the other, both give way on a low screen
            self.details.set_compact(not wide)
            self._split.setSizes([em(58), em(29)] if wide else [em(20), em(16)])

    def refresh(self) -> None:
        """Show the evaluation of now; line, column and scroll stay."""
        evaluation = self._session.evaluation
        if evaluation is None:
            return
        self._stale = False
        in_conventions = self.view == ALL_CONVENTIONS
        self._stack.setCurrentIndex(int(in_conventions))
        self._head.setVisible(not in_conventions)
        if in_conventions:
            self.conventions.show_conventions(choices_first(self._session.rules))
            return
        self.model.editable = not self._session.read_only
        scheme = evaluation.schemes.get(self.view)
        if scheme is None:
            groups, column = overview_groups(evaluation, self.filter.horizon), None
            schemes = [each.scheme for each in evaluation.schemes.values()]
            heads = ("", "指标", *(f"{each.level.label}　{each.short_title}" for each in schemes), "佐证")
        else:
            groups, column = scheme_groups(evaluation, scheme), list(HorizonName).index(self.filter.horizon)
            years = [each.year for each in scheme.rows[0].horizons.values()]
            heads = ("序号", "指标", f"现状　{years[0]}年", f"近期规划　{years[1]}年", f"远期规划　{years[2]}年", "佐证", "状态")
        if scheme is None:
            self._about.show_overview(self.filter.horizon)
        else:
            self._about.show_scheme(scheme)
        self.filter.show_counts(counts(groups, column), sum(len(group.lines) for group in groups))
        shown = filtered(groups, self.filter.text, self.filter.verdict, column)
        self._none.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self.table.show_groups(shown, heads)
        if self.table.current_line() is None and shown:
            self.table.go_to(shown[0].lines[0].indicator, self._column())

    def current(self) -> tuple[SchemeResult, RowResult] | None:
        """The row that is current, and its scheme; in the overview, the scheme of the column."""
        evaluation, line = self._session.evaluation, self.table.current_line()
        if evaluation is None or not isinstance(line, Line):
            return None
        cell = self.model.cell(self.table.currentIndex())
        first = next(each.scheme for each in line.cells if each is not None)
        key = self.view if self.view in evaluation.schemes else cell.scheme if cell is not None else first
        row = evaluation.schemes[key].row_of(line.indicator)
        return (evaluation.schemes[key], row) if row is not None else None

    def _show_details(self) -> None:
        found = self.current()
        if found is None:
            self.details.show_nothing()
            return
        cell = self.model.cell(self.table.currentIndex())
        horizon = cell.horizon if cell is not None else self.details.horizon
        self.details.show_row(self._session.evaluation, *found, horizon)

    # -- what is done ----------------------------------------------------------------------------------------------

    def _tell(self, sentence: str) -> None:
        self.notice.setText(f"✗ {sentence}" if sentence else "")
        self.notice.setVisible(bool(sentence))

    def _apply(self, label: str, edits: list[tuple[str, object]]) -> None:
        try:
            if edits:
                self._session.apply(label, edits, structural="/" not in edits[0][0])
        except ProjectError as error:
            self._tell(str(error))

    def _plan(self, line: Line, cell: Cell, text: str) -> None:
        row = self._session.evaluation.schemes[cell.scheme].row_of(line.indicator)
        result = row.horizons[cell.horizon]
        try:
            value = planned_value(row, text)
        except EntryError as error:
            self._tell(f"“{line.name}”{result.year}年规划值未保存：{error}")
            return
        self._apply(f"修改“{line.name}”{result.year}年规划值",
                    target_edits(self._session.project, line.indicator, result, value))

    def state(self) -> None:
        """Write, change or remove the exemption or the claim of the current row, where the scheme offers one."""
        found = self.current()
        if found is None or self._session.read_only:
            return
        if self.details.statement.isHidden():
            self._tell(why_not_exempt(*found))
            return
        self._session.commit()
        stated = ask(self._session.project, self._session.rules, *found, self)
        if stated is not None:
            self._apply(stated.label, stated.edits)

    def _open_menu(self, where: QPoint) -> None:
        if self.current() is None:
            return
        menu = QMenu(self)
        index = self.table.currentIndex()
        self.plan_action.setEnabled(bool(self.model.flags(index) & Qt.ItemFlag.ItemIsEditable))
        self.state_action.setText(self.details.statement.text() or "免列说明…")
        self.state_action.setEnabled(not self.details.statement.isHidden() and not self._session.read_only)
        menu.addActions([self.plan_action, self.state_action, self.grounds_action])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # -- jumps -----------------------------------------------------------------------------------------------------

    def show_indicator(self, scheme: str, indicator: str) -> bool:
        """Show an indicator's row in a scheme, with the caret on it; whether the scheme has it."""
        self.filter.clear()
        self.show_view(scheme)
        found = self.table.go_to(indicator, self._column())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return found

    def focus_address(self, address: str) -> None:
        """Show the convention, exemption, claim or indicator (`indicators/<id or number>`) at `address`."""
        part, _, rest = address.partition("/")
        if part == "indicators":
            self._show_named(rest)
            return
        if part == "conventions":
            self.show_view(ALL_CONVENTIONS)
            key, _, field = rest.partition("/")
            self.conventions.focus_convention(key, note=field == "note")
            return
        try:
            row = value_at(self._session.project, "/".join(address.split("/")[:2]))
        except NoSuchAddress:
            return
        if part in ("exemptions", "claims") and rest and self.show_indicator(row.scheme, row.indicator):
            self.details.tabs.setCurrentIndex(GROUNDS)

    def _show_named(self, name: str) -> None:
        """Show an indicator in the scheme of the level applied for, or in the first one that has it."""
        schemes = self._session.rules.schemes
        first = schemes.get(self._applied_for())
        for scheme in [*([first] if first else []), *schemes.values()]:
            row = scheme.row(int(name)) if name.isdigit() else scheme.row_of(name)
            if row is not None:
                self.show_indicator(scheme.id, row.indicator)
                return
