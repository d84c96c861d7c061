"""One question on a page: label, editor, unit, the definition beneath, and what is wrong with what stands in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from zcpark_desktop.forms.edits import with_missing_years
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import NoSuchAddress, ProjectError, described, value_at
from zcpark_desktop.project.declared import Declared, Kind, declared

from .. import theme
from ..session import Session
from ..theme import SMALL, TIGHT, em, space
from .choices import CheckEntry, ChoiceEntry, YesNoEntry
from .editors import DateEntry, LineEntry, LongEntry
from .evidence import EvidenceEntry
from .origin import OriginMark, origin_words

_WIDTHS = {Kind.NUMBER: 14, Kind.COUNT: 14, Kind.YEAR: 8, Kind.DATE: 14}
LABEL_WIDTH = 13
TEXT_WIDTH = 44


def _editor(field: Declared, session: Session) -> Any:
    def offers() -> Offers:
        return Offers(session.project, session.rules)

    def offered() -> Any:
        return offers().of(field.offered_by) if field.offered_by else {}

    if field.kind is Kind.YES_NO:
        return YesNoEntry(field) if field.can_be_missing else CheckEntry(field)
    if field.kind is Kind.SEVERAL_OF:
        return EvidenceEntry(field, offers)
    if field.kind in (Kind.CHOICE, Kind.ONE_OF):
        return ChoiceEntry(field, offered)
    if field.kind is Kind.DATE:
        return DateEntry(field, offered)
    return LongEntry(field) if field.kind is Kind.LONG_TEXT else LineEntry(field, offered)


class Field(QWidget):
    """The question at `address`, bound to the session.

    Signals:
        validity_changed: a text that is no answer came or went.
    """

    validity_changed = Signal()

    def __init__(self, session: Session, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.field = declared(address)
        self._address = address
        self.reason = ""
        self.editor = _editor(self.field, session)
        self.editor.setObjectName(address)
        self.editor.setAccessibleName(self._name())
        self.editor.setAccessibleDescription(self.field.definition)
        self._build()
        self.editor.answered.connect(self._take)
        self.editor.refused.connect(self._refuse)
        self.editor.reverted.connect(lambda: self._say(""))
        self._stay: object | None = None  # what is written in one stay in a long text is one step of undo
        if isinstance(self.editor, LongEntry):
            self._begin_stay()
            self.editor.left.connect(self._begin_stay)
        session.committing.connect(self.editor.commit)
        self.refresh()

    def _name(self) -> str:
        return f"{self.field.title}（{self.field.unit}）" if self.field.unit else self.field.title

    def _build(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(space(SMALL))
        layout.setVerticalSpacing(space(TIGHT) // 2)
        layout.setColumnMinimumWidth(0, em(LABEL_WIDTH))
        layout.setColumnStretch(1, 1)
        is_check = isinstance(self.editor, CheckEntry)
        self.label = QLabel("" if is_check else self.field.title, wordWrap=True)
        self.label.setFixedWidth(em(LABEL_WIDTH))
        self.label.setBuddy(self.editor)
        top = Qt.AlignmentFlag.AlignTop if isinstance(self.editor, LongEntry) else Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self.label, 0, 0, top)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(SMALL))
        line.addWidget(self.editor, 100)
        width = _WIDTHS.get(self.field.kind)
        if width is not None:
            self.editor.setFixedWidth(em(width))
        elif isinstance(self.editor, ChoiceEntry):
            self.editor.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self.editor.setMinimumWidth(em(14))
        elif self.field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            self.editor.setMaximumWidth(em(TEXT_WIDTH))
        if self.field.unit:
            line.addWidget(QLabel(self.field.unit))
        self.origin = OriginMark(self.editor)
        line.addWidget(self.origin)
        line.addStretch(1)  # takes what a field of limited width leaves over
        layout.addLayout(line, 0, 1)
        self._definition = QLabel(self.field.definition, wordWrap=True)
        self._definition.setProperty("role", "quiet")
        self._definition.setFont(theme.sized(0.9))
        layout.addWidget(self._definition, 1, 1)
        self._definition.setVisible(bool(self.field.definition))  # only now: a widget on its own would be a window
        self._error = QLabel(wordWrap=True, objectName="error")
        self._error.setProperty("role", "error")
        layout.addWidget(self._error, 2, 1)
        self._error.setVisible(False)

    @property
    def address(self) -> str:
        """Where the value stands."""
        return self._address

    def point_to(self, address: str) -> None:
        """Ask for another address of the same kind (another year)."""
        self.editor.commit()
        self._address = address
        self._say("")
        self.refresh()

    def _stored(self) -> Any:
        try:
            return value_at(self._session.project, self._address)
        except NoSuchAddress:  # the year has not been added yet
            empty = {Kind.SEVERAL_OF: (), Kind.TEXT: "", Kind.LONG_TEXT: "", Kind.ONE_OF: ""}
            return empty.get(self.field.kind, None if self.field.can_be_missing else False)

    def refresh(self) -> None:
        """Show what the project holds now."""
        self.editor.show_value(self._stored())
        self.editor.setEnabled(not self._session.read_only)
        self.origin.say(origin_words(self._session.project, self._address))
        if self.reason and not self.editor.pending:
            self._say("")

    def commit(self) -> None:
        """Take what is still being typed."""
        self.editor.commit()

    def _begin_stay(self) -> None:
        self._stay = object()

    def _take(self, value: Any) -> None:
        edits = with_missing_years(self._session.project, [(self._address, value)])
        try:
            label = f"修改“{described(self._session.project, self._address)}”"
            self._session.apply(label, edits, focus=self._stay)
        except ProjectError as error:
            self.editor.keep_pending()
            self._refuse(str(error))
            return
        self._say("")
        self.refresh()

    def _refuse(self, reason: str) -> None:
        self._say(reason)

    def _say(self, reason: str) -> None:
        if reason == self.reason:
            return
        self.reason = reason
        self._error.setText(f"✗ {reason}未保存，请改正。" if reason else "")
        self._error.setVisible(bool(reason))
        self.editor.setProperty("invalid", bool(reason))
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)
        self.editor.setAccessibleDescription(reason or self.field.definition)
        self.validity_changed.emit()

    @property
    def finding(self) -> str:
        """What is wrong, with the field's name; blank for nothing."""
        return f"{self.field.title}：{self.reason}" if self.reason else ""

    def take_focus(self) -> None:
        """Put the caret into the editor."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
