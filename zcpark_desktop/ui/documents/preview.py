"""The preview beside the forms: a document from the same blocks as the Word file, at the place that the form fills."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from zcpark_desktop.report import KINDS

from ..live import step_at
from ..session import Session
from ..theme import SMALL, TIGHT, em, space
from .sheets import Drawn, Sheets

REFRESH_AFTER_MS = 400  # the preview may wait until the typing pauses
LOOK_AGAIN_MS = 15
_WRITING = ThreadPoolExecutor(1, thread_name_prefix="preview")
NO_NEED = "本园区不需要这份文件。"


def drawn(kind: str, evaluation: Any) -> tuple[Drawn, ...]:
    """The document of that kind for reading, its figures drawn; empty where the park has no need of it."""
    from zcpark_desktop.report import compose, figures
    from zcpark_desktop.report.blocks import Picture
    from zcpark_desktop.report.html_writer import write_html

    document = compose(kind, evaluation)
    if document is None:
        return ()
    return tuple(
        (part, tuple(each.data if isinstance(each, Picture) else figures.render(each) for each in part.figures))
        for part in write_html(document))


class Preview(QWidget):
    """Shows one document of the session's project; it is written on a thread, and only while it can be seen.

    Signals:
        jump: a text was clicked that speaks of the field at this address.
    """

    jump = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session, self._step = session, ""
        self._writing: Future[tuple[Drawn, ...]] | None = None
        self._written: tuple[str, Any] = ("", None)
        self.kind = QComboBox()
        self.kind.setAccessibleName("预览哪份文件")
        self.kind.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]
        for kind, title in KINDS.items():
            self.kind.addItem(title, kind)
        self.sheets = Sheets()
        self._words = QLabel(wordWrap=True)
        self._words.setProperty("role", "quiet")
        self._words.setMargin(space(SMALL))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheets)
        self._stack.addWidget(self._words)
        head = QHBoxLayout()
        head.setContentsMargins(space(SMALL), space(SMALL), space(SMALL), space(TIGHT))
        head.addWidget(QLabel("预览"))
        head.addWidget(self.kind, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(TIGHT))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setMinimumWidth(em(24))
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_AFTER_MS)
        self._soon.timeout.connect(self._write)
        self._look_again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self._take)
        self.kind.activated.connect(lambda _at: self._write())
        self.sheets.followed.connect(self.jump)
        session.evaluated.connect(self._soon.start)

    def follow(self, step_id: str) -> None:
        """Show the place that the form of this step fills, where the document has one."""
        self._step = step_id
        if self.isVisible():
            self._go_to_step()

    def showEvent(self, event: Any) -> None:
        """What could not be seen was not kept up to date."""
        super().showEvent(event)
        self._write()

    # -- inside ----------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        evaluation = self._session.evaluation
        wanted = (str(self.kind.currentData()), evaluation)
        if evaluation is None or not self.isVisible() or self._written == wanted or self._writing is not None:
            return
        if self._written[0] != wanted[0]:
            self._say("正在生成预览…")
        self._written = wanted
        self._writing = _WRITING.submit(drawn, *wanted)
        self._look_again.start()

    def _take(self) -> None:
        # asked for, not told: a preview that is gone meanwhile is no harm to the thread
        if self._writing is None or not self._writing.done():
            return
        self._look_again.stop()
        done, self._writing = self._writing, None
        error = done.exception()
        if error is not None:
            self._say(f"暂时不能预览：{error}")
            return
        parts = done.result()
        is_new = self._stack.currentWidget() is not self.sheets
        self.sheets.show_parts(parts)
        if not parts:
            self._say(NO_NEED)
            return
        self._stack.setCurrentWidget(self.sheets)
        if is_new:
            self._go_to_step()
        if self._written != (str(self.kind.currentData()), self._session.evaluation):
            self._soon.start()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._stack.setCurrentWidget(self._words)

    def _go_to_step(self) -> None:
        found = next((address for address in self.sheets.addresses if step_at(address) == self._step), None)
        if found is not None:
            self.sheets.show_address(found)
