"""The panel beside the table: all that there is to know of the line that is current, and what can be done to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop import wording
from zcpark_desktop.evaluate import Evaluation, HorizonName, RowResult, SchemeResult, conventions_of, may_exempt
from zcpark_desktop.rules import IndicatorClass

from .. import theme
from ..live import TONES
from ..session import Session
from ..theme import LARGE, SMALL, TIGHT, em, space
from .conventions import ConventionList
from .edits import exemption_of
from .grounds_text import grounds_text, summary, why_not_exempt
from .tables import shown_unit
from .trace_text import FIELD, trace_text

TRACE, CONVENTIONS, GROUNDS = range(3)


class Details(QWidget):
    """One row of one scheme.

    Signals:
        jump: a link leads to the field at this address.
        statement_asked: exemption or claim is to be written or changed.
        horizon_asked: present, near or long term is asked for.
        refused: a change was not taken; the sentence says why.
    """

    jump = Signal(str)
    statement_asked = Signal()
    horizon_asked = Signal(object)
    refused = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._shown: tuple[Evaluation, SchemeResult, RowResult] | None = None
        self._texts: dict[QTextBrowser, str] = {}
        self.horizon = HorizonName.CURRENT
        self._compact = False
        self._title = _label(1.2, bold=True)
        self._summary = _label(role="quiet")
        self._value = _label(1.3, bold=True)
        self._verdict = _label()
        self._horizons = QButtonGroup(self)
        self._horizon_buttons: dict[HorizonName, QToolButton] = {}
        horizons = QHBoxLayout()
        horizons.setSpacing(space(TIGHT))
        for name in HorizonName:
            button = QToolButton(checkable=True, checked=name is self.horizon)
            button.clicked.connect(lambda _on=False, name=name: self.horizon_asked.emit(name))
            self._horizons.addButton(button)
            self._horizon_buttons[name] = button
            horizons.addWidget(button)
        horizons.addStretch(1)
        self.statement = QPushButton()
        self.statement.clicked.connect(self.statement_asked)
        self._why_not = _label(0.92, role="quiet")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("指标详情")
        for words in ("计算过程", "口径", "佐证与说明"):
            self.tabs.addTab(words)
        self.trace, self.grounds = self._browser("计算过程"), self._browser("佐证与说明")
        self.conventions = ConventionList(session, "这个数值不涉及需要选择的口径。")
        self.conventions.setProperty("role", "panel")
        self.conventions.widget().setProperty("role", "panel")
        self.conventions.refused.connect(self.refused)
        self._stack = QStackedWidget()
        for widget in (self.trace, self.conventions, self.grounds):
            self._stack.addWidget(widget)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space(SMALL))
        body.addWidget(self._title)
        body.addWidget(self._summary)
        body.addLayout(horizons)
        value = QHBoxLayout()
        value.setSpacing(space(SMALL))
        value.addWidget(self._value)
        value.addWidget(self._verdict, 1, Qt.AlignmentFlag.AlignBottom)
        body.addLayout(value)
        body.addWidget(self.statement, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self._why_not)
        body.addWidget(self.tabs)
        body.addWidget(self._stack, 1)
        self._nothing = _label(role="quiet")
        self._nothing.setText("选择一项指标，查看它的计算过程、口径和佐证。")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(SMALL), space(LARGE), space(SMALL))
        layout.addWidget(self._nothing)
        self._room = QScrollArea(widgetResizable=True)  # on a low screen the list above needs its share of the height
        self._room.setProperty("role", "panel")
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setProperty("role", "panel")
        self._room.setWidget(self._body)
        layout.addWidget(self._room, 1)
        self.show_nothing()

    def sizeHint(self) -> QSize:
        """Wide enough for an equation in two lines."""
        return QSize(em(29), em(40))

    def _browser(self, name: str) -> QTextBrowser:
        browser = QTextBrowser(openLinks=False)
        browser.setAccessibleName(name)
        browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        browser.setStyleSheet(
            "QTextBrowser { background: transparent; border: none; padding: 0; }"
            "QAbstractScrollArea::corner { background: transparent; }")
        browser.document().setDocumentMargin(0)
        browser.setFont(theme.sized(0.95))
        browser.anchorClicked.connect(self._follow)
        return browser

    def set_compact(self, compact: bool) -> None:
        """Leave out lines that are said elsewhere too, where there is little height."""
        self._compact = compact
        self._summary.setHidden(compact)
        self._why_not.setHidden(compact or bool(self.statement.text()))

    def show_nothing(self) -> None:
        """No row is current."""
        self._shown = None
        self._room.hide()
        self._nothing.show()

    def show_row(self, evaluation: Evaluation, scheme: SchemeResult, row: RowResult, horizon: HorizonName) -> None:
        """Show that row of that scheme, at present, near or long term."""
        another = self._shown is None or self._shown[2].row != row.row or horizon is not self.horizon
        self._shown, self.horizon = (evaluation, scheme, row), horizon
        self._horizon_buttons[horizon].setChecked(True)
        self._room.show()
        self._nothing.hide()
        self._write(another)

    def _write(self, another: bool) -> None:
        if self._shown is None:
            return
        evaluation, scheme, row = self._shown
        result = row.horizons[self.horizon]
        self._title.setText(f"{row.row.number}　{row.row.name}")
        self._summary.setText(f"{scheme.scheme.short_title}　{summary(row)}")
        for name, button in self._horizon_buttons.items():
            each = row.horizons[name]
            button.setText(f"{wording.VERDICTS[each.verdict][0]} {wording.HORIZONS[name]} {each.year}")
            button.setAccessibleName(f"{wording.HORIZONS[name]}{each.year}年，{wording.VERDICTS[each.verdict][1]}")
        unit = shown_unit(row) if result.value is not None and shown_unit(row) != "%" else ""
        self._value.setText(f"{wording.row_value(row.row, row.indicator, result)} {unit}".strip())
        gap = wording.gap(row.row, row.indicator, result)
        self._verdict.setText(f"{wording.verdict(result.verdict)}{f'　{gap}' if gap else ''}")
        _dress(self._verdict, TONES.get(result.verdict, "quiet"))
        self._offer(evaluation, scheme, row)
        self._put(self.trace, trace_text(evaluation, scheme, row, self.horizon), another)
        self._put(self.grounds, grounds_text(evaluation, scheme, row), another)
        used = conventions_of(evaluation, result.measure, result.year) if result.measure else ()
        self.conventions.show_conventions(used)
        self.tabs.setTabText(CONVENTIONS, f"口径 {len(used)}" if used else "口径")

    def _offer(self, evaluation: Evaluation, scheme: SchemeResult, row: RowResult) -> None:
        if row.row.row_class is IndicatorClass.INCENTIVE:
            words = "修改加分申请…" if row.claim else "申请加分…"
        elif may_exempt(scheme.scheme, row.row):
            words = "修改免列说明…" if exemption_of(evaluation.project, row, scheme.scheme.id) else "免列说明…"
        else:
            words = ""
        self.statement.setText(words)
        self.statement.setVisible(bool(words))
        self.statement.setEnabled(not self._session.read_only)
        self._why_not.setText(f"{row.row.row_class.label}必须达到要求，不能免列。")
        self._why_not.setToolTip(why_not_exempt(scheme, row))
        self._why_not.setHidden(self._compact or bool(words))

    def _put(self, browser: QTextBrowser, text: str, another: bool) -> None:
        """Show `text`; the same row keeps its place in the text."""
        if self._texts.get(browser) == text:
            return
        self._texts[browser] = text
        place = 0 if another else browser.verticalScrollBar().value()
        browser.setHtml(text)
        browser.verticalScrollBar().setValue(place)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        browser = self.sender()
        if target.startswith("#") and isinstance(browser, QTextBrowser):
            browser.scrollToAnchor(target[1:])
        elif target.startswith(FIELD):
            self.jump.emit(target.removeprefix(FIELD))

    def changeEvent(self, event: QEvent) -> None:
        """Write anew when the look turns light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._texts:
            self._write(another=False)


def _label(factor: float = 1.0, *, bold: bool = False, role: str = "") -> QLabel:
    label = QLabel(wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.sized(factor, bold=bold))
    if role:
        label.setProperty("role", role)
    return label


def _dress(label: QLabel, role: str) -> None:
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
