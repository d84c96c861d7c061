"""The step 文稿: sections on the left, the text in the middle, advice, live numbers and the preview on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QTabWidget, QTextBrowser, QVBoxLayout, QWidget

from zcpark_desktop.narrative import SECTIONS, Section, body_of, chips, draft, resolve, section, with_body
from zcpark_desktop.project import Address, ProjectError

from .. import theme
from ..session import Session
from ..steps import StepState
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, WIDE, em, space
from .advice import Advice
from .chip_list import ChipList
from .editor import ChipEditor
from .preview import preview
from .section_list import SectionList

BESIDE_AFTER_MS = 300  # draft, list and preview may wait until the typing pauses
ADVICE, NUMBERS, PREVIEW = range(3)
MOST_TROUBLES = 3


class NarrativePage(QWidget):
    """Writes the project's texts.

    Signals:
        jump: the field at an address is to be shown.
    """

    jump = Signal(str)
    wants_side_panel = False

    def __init__(self, session: Session, step: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.step = session, step
        self._section: Section = SECTIONS[0]
        self._stay = object()
        self._shown = ""  # the project's text that the editor shows, or that was made of what it shows
        self.sections = SectionList()
        self.editor = ChipEditor()
        self.advice, self.numbers, self.preview = Advice(), ChipList(), QTextBrowser()
        self._beside_soon = QTimer(self, singleShot=True, interval=BESIDE_AFTER_MS)
        self._beside_soon.timeout.connect(self._show_beside)
        self._build()
        self.sections.chosen.connect(self.open_section)
        self.editor.paused.connect(self._take)
        self.editor.left.connect(self._begin_stay)
        self.editor.chip_activated.connect(self._go_to_source)
        self.numbers.chosen.connect(self._insert)
        self.advice.draft_wanted.connect(self.take_draft)
        self.beside.currentChanged.connect(lambda _at: self._show_beside())
        session.committing.connect(self.editor.commit)
        session.changed.connect(self.refresh)
        session.evaluated.connect(self._on_evaluated)
        session.state_changed.connect(self._show_whether_read_only)
        self.sections.select(self._section.key)

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setFont(theme.sized(1.25, bold=True))
        self._length = QLabel()
        self._length.setProperty("role", "quiet")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._length, 0, Qt.AlignmentFlag.AlignBottom)
        self._trouble = QLabel(wordWrap=True, objectName="trouble")
        self._trouble.setTextFormat(Qt.TextFormat.RichText)
        self._trouble.setProperty("role", "error")
        self._trouble.linkActivated.connect(self.jump)
        self._trouble.hide()
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(space(LARGE), 0, space(LARGE), 0)
        column.setSpacing(space(SMALL))
        column.addLayout(head)
        column.addWidget(self.editor, 1)
        column.addWidget(self._trouble)
        self.preview.setAccessibleName("预览")
        self.preview.document().setDocumentMargin(space(MEDIUM))
        self.beside = QTabWidget()
        self.beside.setAccessibleName("写作帮助")
        self.beside.setDocumentMode(True)
        self.beside.tabBar().setDrawBase(False)
        for widget, words in ((self.advice, "要点与草稿"), (self.numbers, "插入数据"), (self.preview, "预览")):
            self.beside.addTab(widget, words)
        columns = QSplitter()
        columns.setHandleWidth(1)
        columns.setChildrenCollapsible(False)
        for widget, stretch in ((self.sections, 0), (middle, 1)):
            columns.addWidget(widget)
            columns.setStretchFactor(columns.count() - 1, stretch)
        self.sections.setMinimumWidth(em(11))
        middle.setMinimumWidth(em(18))
        self.beside.setMinimumWidth(em(17))
        right = QWidget()
        room = QVBoxLayout(right)
        room.setContentsMargins(space(MEDIUM), 0, 0, 0)
        room.addWidget(self.beside)
        columns.addWidget(right)
        columns.setSizes([em(15), em(46), em(24)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(WIDE), space(TIGHT), space(WIDE), space(MEDIUM))
        layout.addWidget(columns)

    # -- sections --------------------------------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The section being written."""
        return self._section

    def open_section(self, key: str) -> None:
        """Show the section of that key; what was typed into the one before is taken first."""
        self.editor.commit()
        found = section(key)
        assert found is not None, f"no section is called {key}"
        self._section = found
        self._begin_stay()
        self._title.setText(found.title)
        self.editor.setAccessibleName(f"{found.full_title}，正文")
        self.advice.show_section(found)
        self._show_text(body_of(self._session.project, key))
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.refresh()
        self._show_beside()

    def focus_address(self, address: Address) -> bool:
        """Open the section that the address names, with the caret in its text; whether there is one."""
        names = address.split("/")
        if names[0] != "narratives":
            return False
        if len(names) > 1 and section(names[1]) is not None:
            self.sections.select(names[1])
        self.editor.setFocus()
        return True

    def refresh(self, _change: Any = None) -> None:
        """Show what the project holds now; a page that is not on show waits, so that it slows no other."""
        if not self.isVisible():
            return
        body = body_of(self._session.project, self._section.key)
        if not self.editor.pending and body != self._shown:
            self._show_text(body)
        self._show_states()
        self._show_troubles()
        self._beside_soon.start()

    def _show_text(self, body: str) -> None:
        if self._session.evaluation is not None:
            self.editor.show_values(self._session.evaluation)
        self.editor.show_source(body)
        self._shown = body
        self._show_whether_read_only()

    def _show_whether_read_only(self) -> None:
        self.editor.setReadOnly(self._session.read_only or self._session.evaluation is None)
        self.numbers.insert.setEnabled(not self.editor.isReadOnly())

    def _on_evaluated(self) -> None:
        if not self.isVisible():
            return
        first = self.editor.isReadOnly() and not self._session.read_only
        self.editor.show_values(self._session.evaluation)
        if first:  # names could not be told from other words in braces until now
            self._show_text(body_of(self._session.project, self._section.key))
        self._show_states()
        self._show_troubles()
        self._beside_soon.start()

    # -- writing ---------------------------------------------------------------------------------------------------

    def _begin_stay(self) -> None:
        self._stay = object()

    def _take(self) -> None:
        """Put what was typed into the project; one step of undo for one stay in the field."""
        project, key = self._session.project, self._section.key
        source = self.editor.source()
        if source.strip() == body_of(project, key).strip():
            self._say("")
            return
        before, self._shown = self._shown, source
        try:
            self._session.apply(f"撰写“{self._section.title}”", [with_body(project, key, source)], focus=self._stay)
        except ProjectError as error:
            self._shown = before
            self._say(f"✗ 正文未保存：{error}")

    def _insert(self, name: str) -> None:
        if not self.editor.isReadOnly():
            self.editor.insert_source(f"{{{name}}}")
            self.editor.setFocus()

    def insert_number(self) -> None:
        """Show the list of live numbers, ready to be searched."""
        self.beside.setCurrentIndex(NUMBERS)
        self.numbers.search.setFocus()
        self.numbers.search.selectAll()

    def take_draft(self) -> None:
        """Put the draft at the caret, on a line of its own."""
        evaluation = self._session.evaluation
        made = "" if evaluation is None else draft(self._section.key, evaluation)
        if not made or self.editor.isReadOnly():
            return
        cursor = self.editor.textCursor()
        before = "" if cursor.atBlockStart() else "\n"
        after = "" if cursor.atBlockEnd() else "\n"
        self.editor.insert_source(f"{before}{made}{after}")
        self.editor.setFocus()

    # -- what is said around the text ------------------------------------------------------------------------------

    def _show_states(self) -> None:
        project, evaluation = self._session.project, self._session.evaluation
        states = {}
        for row in project.narratives:
            if section(row.section) is None or not row.body.strip():
                continue
            resolved = resolve(row.body, evaluation) if evaluation is not None else None
            troubled = resolved is not None and bool(resolved.missing or resolved.unknown)
            states[row.section] = StepState.FINDINGS if troubled else StepState.COMPLETE
        self.sections.show_states(states)

    def _show_troubles(self) -> None:
        evaluation = self._session.evaluation
        if evaluation is None:
            return
        resolved = resolve(body_of(self._session.project, self._section.key), evaluation)
        characters = len("".join(resolved.text.split()))
        self._length.setText(f"{characters:,}字" if characters else "")
        sentences = []
        for chip in resolved.missing:
            if chip.gaps:
                way = f'　<a href="{chip.gaps[0].address}" style="color:{theme.current().accent}">去填写 →</a>'
                sentences.append(
                    f"✗ “{chip.title}”没有值：缺{chip.gaps[0].sentence}{'等' if len(chip.gaps) > 1 else ''}。{way}"
                )
            else:
                sentences.append(f"✗ “{chip.title}”没有值：{chip.reason}")
        sentences += [
            f"✗ “{typed}”不是可以引用的数据；请从“插入数据”中选择，或去掉花括号。" for typed in resolved.unknown
        ]
        sentences += [
            f'<span style="color:{theme.current().warning}">? “{chip.title}”的指标未列入申报（免列或未申请），请核对是否保留。</span>'
            for chip in resolved.chips
            if chip.left_out
        ]
        more = [f"另有{len(sentences) - MOST_TROUBLES}处。"] if len(sentences) > MOST_TROUBLES else []
        self._say("<br>".join([*sentences[:MOST_TROUBLES], *more]))

    def _say(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _show_beside(self) -> None:
        """Bring up to date what stands on the right; what is not on show waits until it is."""
        evaluation = self._session.evaluation
        if evaluation is None or not self.isVisible():
            return
        shown = self.beside.currentIndex()
        if shown == ADVICE:
            words = resolve(draft(self._section.key, evaluation), evaluation).text
            self.advice.show_draft(words, may_take=not self.editor.isReadOnly())
        elif shown == NUMBERS:
            self.numbers.show_chips(chips(evaluation))
        else:
            bar = self.preview.verticalScrollBar()
            at = bar.value()
            self.preview.setHtml(preview(self._section, evaluation) or "<p>这一节还没有内容。</p>")
            bar.setValue(at)

    def _go_to_source(self, name: str) -> None:
        chip = self.editor.chip(name)
        if chip is not None and chip.gaps:
            self.jump.emit(chip.gaps[0].address)

    def showEvent(self, event: Any) -> None:
        """What could not be seen was not kept up to date."""
        super().showEvent(event)
        self.refresh()
        if self._session.evaluation is not None:
            self._on_evaluated()
        self._show_beside()
