"""What a crash left behind is offered once, when the window opens; after that it waits on the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zcpark_desktop.storage.refusals import StorageError

from . import work
from .start_page import Recoverable

if TYPE_CHECKING:
    from zcpark_desktop.storage.recovery import Left

    from .window import MainWindow


class Recovery(QObject):
    """Asks about left work, and fills the start page with it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.start_page.recover_requested.connect(self._take_up)
        window.start_page.discard_requested.connect(self._discard)
        window.files.closed.connect(self.show_left)

    def offer(self) -> None:
        """Ask about the latest left work, once; more of it waits on the start page."""
        entries = self.show_left()
        if not entries:
            return
        latest: Left = entries[0].journal  # type: ignore[assignment]
        more = f"另有{len(entries) - 1}份未保存的工作，列在开始页。" if len(entries) > 1 else ""
        answer = self._window.questions.choose(
            "恢复未保存的工作",
            f"“{entries[0].name}”上次没有正常关闭，有{latest.steps}步修改未保存，最后修改于{entries[0].when}。是否恢复？{more}",
            {"restore": "恢复", "cancel": "以后再说"}, "restore")
        if answer == "restore":
            self._take_up(latest)

    def show_left(self) -> list[Recoverable]:
        """List what is left on the start page."""
        from zcpark_desktop.storage.recovery import recoverable

        left = work.run(self._window, "正在检查未保存的工作", lambda _progress: recoverable(), can_cancel=False)
        entries = [Recoverable(each.title or "未命名项目", f"{each.changed_at.astimezone():%m月%d日 %H:%M}", each.steps, each)
                   for each in left]
        self._window.start_page.show_recoverable(entries)
        return entries

    def _take_up(self, left: Left) -> None:
        self._window.files.recover(left)
        if not self._window.has_project:
            self.show_left()

    def _discard(self, left: Left) -> None:
        from zcpark_desktop.storage.recovery import discard

        questions = self._window.questions
        if questions.confirm("丢弃未保存的工作", f"丢弃后，“{left.title or '未命名项目'}”的{left.steps}步修改无法再恢复。", "丢弃"):
            try:
                discard(left)
            except StorageError as error:
                questions.tell(str(error))
        self.show_left()
