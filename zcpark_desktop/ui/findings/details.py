"""The finding with the caret: the whole sentence, every field that it speaks of, and the park's word on it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from zcpark_desktop.audit import AUDIT_RULES, Finding, Severity
from zcpark_desktop.project import Project, described

from .. import theme
from ..theme import SMALL, TIGHT, em, space
from .findings_model import identity, place_of, texts

MOST_PLACES = 12


class FindingDetails(QWidget):
    """Shows one finding.

    Signals:
        jump: the field at an address is to be shown.
        explained: what was written to the finding on show is to be kept.
    """

    jump = Signal(str)
    explained = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding: Finding | None = None
        self.head = QLabel()
        self.head.setFont(theme.sized(1.0, bold=True))
        self.go = QPushButton("跳到该处 →")
        self.go.setProperty("role", "link")
        self.go.setCursor(Qt.CursorShape.PointingHandCursor)
        self.go.clicked.connect(lambda _on=False: self.jump_to_first())
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.places = QLabel(wordWrap=True)
        self.places.setTextFormat(Qt.TextFormat.RichText)
        self.places.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.places.linkActivated.connect(self.jump)
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("role", "quiet")
        self.editor = QPlainTextEdit()
        self.editor.setPlaceholderText("说明原因和依据；说明会印在申报书中，数据变化后需重新说明")
        self.editor.setAccessibleName("情况说明")
        self.editor.setTabChangesFocus(True)
        self.editor.setFixedHeight(em(5))
        self.keep = QPushButton("保存说明")
        self.keep.setToolTip("Ctrl+Enter")
        self.keep.clicked.connect(lambda _on=False: self.commit())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self.editor, self.commit, context=Qt.ShortcutContext.WidgetShortcut)
        self._lay_out()
        self.setMinimumHeight(em(11))  # the table above stays as high as it is from finding to finding
        self.show_finding(None, None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.head, 1)
        head.addWidget(self.go)
        self._writing = QWidget()
        row = QHBoxLayout(self._writing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(SMALL))
        row.addWidget(self.editor, 1)
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, space(TIGHT), 0, 0)
        layout.setSpacing(space(TIGHT))
        layout.addLayout(head)
        for part in (self.sentence, self.places, self.note, self._writing):
            layout.addWidget(part)
        layout.addStretch()

    def show_finding(self, finding: Finding | None, project: Project | None, *, read_only: bool = False) -> None:
        """Show it; words being written to it stay, also where another number now stands in it."""
        before, self.finding = self.finding, finding
        for part in (self.head, self.go, self.sentence, self.places, self.note, self._writing):
            part.setVisible(finding is not None)
        if finding is None or project is None:
            self.editor.setPlainText("")
            return
        rule = AUDIT_RULES.get(finding.id)
        self.head.setText(texts(finding)[0] + (f"　{rule.title}" if rule else ""))
        self.sentence.setText(finding.sentence)
        known = [address for address in finding.addresses if place_of(address)[0]]
        self.go.setVisible(bool(known))
        self.places.setText(_links(project, known[:MOST_PLACES], len(finding.addresses)))
        self.places.setVisible(len(known) > 1)
        can_be_explained = finding.severity is Severity.EXPLAIN
        self._writing.setVisible(can_be_explained)
        self.note.setText("" if can_be_explained else "请改正数据；改正后该问题自动消失。"
                          if finding.severity is Severity.MUST_FIX else "供参考，可以不处理。")
        self.note.setVisible(not can_be_explained)
        self.editor.setReadOnly(read_only)
        self.keep.setEnabled(not read_only)
        same = before is not None and identity(before) == identity(finding)
        if not (same and self.pending):
            self.editor.setPlainText(finding.explanation)
            self.editor.document().setModified(False)

    @property
    def pending(self) -> bool:
        """Whether something is written that is not kept yet."""
        return self.editor.document().isModified()

    def commit(self) -> None:
        """Keep what is written."""
        if self.finding is None or not self.pending or self.editor.isReadOnly():
            return
        self.editor.document().setModified(False)
        self.explained.emit(self.finding, self.editor.toPlainText().strip())

    def jump_to_first(self) -> None:
        """Go to the first field that the finding speaks of."""
        known = [address for address in self.finding.addresses if place_of(address)[0]] if self.finding else []
        if known:
            self.jump.emit(known[0])


def _links(project: Project, addresses: list[str], total: int) -> str:
    colour = theme.current().accent
    links = [f'<a href="{escape(address)}" style="color:{colour}; text-decoration:none">'
             f"{escape(described(project, address))}</a>" for address in addresses]
    more = f"等{total}处" if total > len(links) else ""
    return f"涉及：{'、'.join(links)}{more}"
