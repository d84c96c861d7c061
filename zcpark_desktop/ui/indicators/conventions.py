"""口径: one card for each reading that the policy leaves open, with its alternatives and the reason for the choice."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from zcpark_desktop import wording
from zcpark_desktop.project import ProjectError
from zcpark_desktop.rules import Convention, Rules

from .. import theme
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, em, space
from .edits import convention_edits


def alternatives(rules: Rules, convention: Convention) -> list[tuple[str, str, str]]:
    """The readings to choose from: id, title, and how well each is known."""
    if convention.alternatives_from == "fuel_sets":
        return [(key, each.title, wording.certainty(each.certainty.value)) for key, each in rules.fuel_sets.items()]
    return [(each.id, each.title, wording.certainty(each.certainty.value)) for each in convention.alternatives]


def choices_first(rules: Rules) -> list[str]:
    """The ids of all conventions: first those that leave a choice."""
    return sorted(rules.conventions, key=lambda key: len(alternatives(rules, rules.conventions[key])) == 1)


class _Note(QPlainTextEdit):
    """A box that tells when the caret leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class ConventionCard(QFrame):
    """One convention of the project.

    Signals:
        refused: a change was not taken; the sentence says why.
    """

    refused = Signal(str)

    def __init__(self, session: Session, convention: Convention, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session, self.convention = session, convention
        self._shown_note = ""
        options = alternatives(session.rules, convention)
        title = _label(convention.title)
        title.setFont(theme.sized(1.0, bold=True))
        self.choice = QComboBox()
        self.choice.setAccessibleName(f"口径：{convention.title}")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(8)
        for key, words, certainty in options:
            default = "（默认）" if key == convention.default else ""
            self.choice.addItem(f"{words}{default}", key)
            self.choice.setItemData(self.choice.count() - 1, f"{words}（{certainty}）", Qt.ItemDataRole.ToolTipRole)
        self.choice.activated.connect(lambda _at: self._choose())
        self._has_choice = len(options) > 1
        only = _label("" if self._has_choice else f"只有一种算法：{options[0][1]}")
        only.setVisible(not self._has_choice)
        self.choice.setVisible(self._has_choice)
        self.note = _Note()
        self.note.setPlaceholderText("选择理由；未采用默认算法的，须说明")
        self.note.setAccessibleName(f"选择理由：{convention.title}")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(em(3.4))
        self.note.left.connect(self.commit)
        self._lacking = _label("! 未采用默认算法，请填写理由。", "warning")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(MEDIUM), space(MEDIUM), space(MEDIUM), space(MEDIUM))
        layout.setSpacing(space(TIGHT))
        reference = session.rules.reference(convention.reference).title
        for widget in (title, _label(convention.rows, "quiet"), _label(convention.note), only, self.choice, self.note,
                       self._lacking, _label(f"依据：{reference}", "quiet")):
            layout.addWidget(widget)
        session.committing.connect(self.commit)
        self.refresh()

    def refresh(self) -> None:
        """Show what the project says now; a reason being typed stays."""
        row = next((each for each in self._session.project.conventions if each.convention == self.convention.id), None)
        chosen, note = (row.choice, row.note) if row is not None else (self.convention.default, "")
        at = self.choice.findData(chosen)
        self.choice.setCurrentIndex(at)
        self.choice.setToolTip(self.choice.currentText())
        if note != self._shown_note or not self.note.hasFocus():
            self._shown_note = note
            if self.note.toPlainText() != note:
                self.note.setPlainText(note)
        self.note.setVisible(self._has_choice or bool(note))
        self._lacking.setVisible(chosen != self.convention.default and not note.strip())
        writable = not self._session.read_only
        self.choice.setEnabled(writable)
        self.note.setReadOnly(not writable)

    def commit(self) -> None:
        """Take the reason as it stands."""
        if self.note.toPlainText().strip() != self._shown_note.strip():
            self._apply(f"说明口径“{self.convention.title}”")

    def _choose(self) -> None:
        self._apply(f"选择口径“{self.convention.title}”")

    def _apply(self, label: str) -> None:
        choice = self.choice.currentData() or self.convention.default
        edits = convention_edits(self._session.project, self.convention, choice, self.note.toPlainText())
        try:
            if edits:
                self._session.apply(label, edits, structural=edits[0][0] == "conventions")
        except ProjectError as error:
            self.refused.emit(str(error))
        self.refresh()


class ConventionList(QScrollArea):
    """Cards one under the other, in a column of easy reading width."""

    refused = Signal(str)

    def __init__(self, session: Session, empty: str = "", margin: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self.cards: dict[str, ConventionCard] = {}
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(margin, space(SMALL), max(margin, space(SMALL)), space(LARGE))
        self._box.setSpacing(space(MEDIUM))
        self._empty = _label(empty, "quiet")
        self._box.addWidget(self._empty)
        self._box.addStretch(1)
        self.setWidget(inside)

    def show_conventions(self, keys: Iterable[str]) -> None:
        """Show these conventions; cards that are there already are kept."""
        wanted = list(keys)
        for key in [key for key in self.cards if key not in wanted]:
            card = self.cards.pop(key)
            card.commit()
            card.hide()
            card.deleteLater()
        for position, key in enumerate(wanted, start=1):
            if key not in self.cards:
                self.cards[key] = self._card(key)
            if self._box.indexOf(self.cards[key]) != position:
                self._box.insertWidget(position, self.cards[key])
        for card in self.cards.values():
            card.refresh()
        self._empty.setVisible(not wanted)

    def _card(self, key: str) -> ConventionCard:
        card = ConventionCard(self._session, self._session.rules.convention(key))
        card.refused.connect(self.refused)
        card.setMaximumWidth(em(64))
        return card

    def focus_convention(self, key: str, *, note: bool) -> None:
        """Scroll to a convention, with the caret in its choice or its reason."""
        card = self.cards.get(key)
        if card is not None:
            self.ensureWidgetVisible(card)
            (card.note if note or card.choice.isHidden() else card.choice).setFocus(Qt.FocusReason.OtherFocusReason)


def _label(words: str, role: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        label.setProperty("role", role)
    return label
