"""The main window: headline, steps, pages, side panel; the start page when no project is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QWidget

from zcpark_desktop.forms import STEPS, step_of
from zcpark_desktop.forms.progress import Progress, progress
from zcpark_desktop.project import Address, NoSuchAddress

from . import theme
from .files import Files
from .headline import Headline
from .live import concerns, touched
from .menus import Menus, Needs, to_focused
from .pages import PageFactory, Pages
from .questions import Questions
from .recent import recent
from .session import Session
from .side_panel import SidePanel
from .start_page import StartPage
from .steps import StepList, StepState
from .theme import em

SUFFIX = ".zcpark"
STATES_AFTER_MS = 200  # the list of steps may wait until the typing pauses


class MainWindow(QMainWindow):
    """The one window; `files` opens and saves, `pages` shows the steps, `session` holds the project."""

    find_requested = Signal()

    def __init__(self, session: Session, questions: Questions | None = None, steps: Sequence[Any] = STEPS) -> None:
        super().__init__()
        self.session, self._steps = session, list(steps)
        self.questions = questions or Questions(self)
        self.headline = Headline()
        self.setMenuWidget(self.headline)
        self.menus = Menus(self.headline.bar, self)
        self.start_page = StartPage()
        self.step_list = StepList(self._steps)
        self.pages = Pages(session, self._steps)
        self.side = SidePanel()
        self.splitter = QSplitter()
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((self.step_list, 0), (self.pages, 1), (self.side, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setSizes([em(16), em(58), em(22)])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.splitter)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self.files = Files(session, self, self.questions)
        self._states_soon = QTimer(self, singleShot=True, interval=STATES_AFTER_MS)
        self._states_soon.timeout.connect(self._show_states)
        self._share_done = 0.0
        self._help: Any = None
        self._add_actions()
        self._connect()
        self.restore_places()
        self.show_start()

    # -- what others use -------------------------------------------------------------------------------------------

    def register_page(self, step_id: str, factory: PageFactory) -> None:
        """Let `factory(session, step)` build the page of that step on its first visit."""
        self.pages.register(step_id, factory)

    def open_step(self, step_id: str) -> QWidget:
        """Show the page of that step."""
        return self.pages.show_step(step_id)

    def jump(self, address: Address) -> None:
        """Show the page on which `address` stands, with the caret there."""
        try:
            step_id = step_of(address)
        except NoSuchAddress:
            return
        page = self.open_step(step_id)
        focus = getattr(page, "focus_address", None)
        if focus is not None:
            focus(address)

    @property
    def share_done(self) -> float:
        """How much of the application is filled in, 0 to 1."""
        return self._share_done

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start page."""
        self.start_page.show_recent(recent())
        self._stack.setCurrentWidget(self.start_page)
        self.setWindowTitle("零碳园区申报")
        self.headline.show_name("", "", "quiet")
        self._allow()

    def show_project(self) -> None:
        """Show the session's project at its first step."""
        self.pages.clear()
        self._stack.setCurrentWidget(self.splitter)
        self._show_states()
        self.pages.show_step(self._steps[0].id)
        self._show_state()

    @property
    def has_project(self) -> bool:
        """Whether a project is on show, and not the start page."""
        return self._stack.currentWidget() is self.splitter

    def _show_state(self) -> None:
        if not self.has_project:
            return
        session = self.session
        name = session.path.name if session.path else f"{self.files.title}（尚未保存）"
        self.setWindowTitle(f"{self.files.title}[*] — 零碳园区申报")
        self.setWindowModified(session.dirty)
        self.headline.show_name(name, *self.files.safety())
        self._allow()

    def _allow(self) -> None:
        session = self.session
        self.menus.allow(project=self.has_project, change=not session.read_only)
        for name, word, label in (("undo", "撤销", session.undo_label), ("redo", "重做", session.redo_label)):
            action = self.menus.actions[name]
            action.setEnabled(self.has_project and label is not None and not session.read_only)
            action.setText(f"{word}{label}" if label else word)
            action.setIconText(word)
            action.setToolTip(f"{word}：{label}（{action.shortcut().toString()}）" if label else word)

    def _show_states(self) -> None:
        session, total = self.session, Progress(0, 0)
        faulty = {step_id for finding in session.findings if finding.severity == "must_fix"
                  for step_id in _steps_of(finding.addresses)}
        states = {}
        for step in self._steps:
            done = progress(session.project, step)
            total += done
            states[step.id] = (StepState.FINDINGS if step.id in faulty and not done.is_empty else
                               StepState.COMPLETE if done.is_complete else
                               StepState.EMPTY if done.is_empty else StepState.IN_PROGRESS)
        self._share_done = total.filled / total.asked if total.asked else 0.0
        self.step_list.show_states(states, self._share_done)

    def _show_live(self, *_args: object) -> None:
        if self.has_project:
            step_id = self.pages.current
            self.side.show_touched(touched(self.session.evaluation, step_id))
            self.side.show_concerns(*concerns(self.session.findings, step_id))

    def show_help(self) -> None:
        """Open the manual at the step on show."""
        from .help import HelpWindow

        self._help = self._help or HelpWindow(self)
        here = self.pages.current if self.has_project else "start"
        title = next((step.title for step in self._steps if step.id == here), "开始")
        self._help.show_page(here, title)

    # -- wiring ----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        session, start = self.session, self.start_page
        self.step_list.chosen.connect(self.open_step)
        self.pages.shown.connect(self.step_list.select)
        self.pages.shown.connect(self._show_live)
        self.side.jump.connect(self.jump)
        session.state_changed.connect(self._show_state)
        session.changed.connect(lambda _change: self._states_soon.start())
        session.evaluated.connect(self._show_live)
        session.checked.connect(self._show_live)
        session.checked.connect(self._states_soon.start)
        start.new_requested.connect(self.files.new)
        start.open_requested.connect(self.files.open)
        start.recent_requested.connect(self.files.open)
        start.sample_requested.connect(self.files.open_sample)
        self.files.opened.connect(self.show_project)
        self.files.closed.connect(self.show_start)
        self.files.safety_changed.connect(self._show_state)

    def _add_actions(self) -> None:
        add, files, key = self.menus.add, self.files, QKeySequence.StandardKey
        add("file", "new", "新建…", key.New, files.new_asking, needs=Needs.NOTHING)
        add("file", "open", "打开…", key.Open, files.open, needs=Needs.NOTHING)
        add("file", "sample", "打开示例项目", "Ctrl+Shift+O", files.open_sample, needs=Needs.NOTHING)
        self.menus.separate("file")
        save = add("file", "save", "保存", key.Save, files.save, icon="save")
        add("file", "save_as", "另存为…", "Ctrl+Shift+S", files.save_as)
        self.menus.separate("file")
        add("file", "close", "关闭项目", "Ctrl+W", files.close)
        add("file", "quit", "退出", "Ctrl+Q", self.close, needs=Needs.NOTHING)
        undo = add("edit", "undo", "撤销", key.Undo, self._undo, icon="undo")
        redo = add("edit", "redo", "重做", "Ctrl+Y", self._redo, icon="redo", more_shortcuts=("Ctrl+Shift+Z",))
        self.menus.separate("edit")
        for name, text, shortcut, slot in (("cut", "剪切", key.Cut, "cut"), ("copy", "复制", key.Copy, "copy"),
                                           ("paste", "粘贴", key.Paste, "paste"), ("all", "全选", key.SelectAll, "selectAll")):
            add("edit", name, text, shortcut, to_focused(slot))
        self.menus.separate("edit")
        add("edit", "find", "查找…", key.Find, self.find_requested.emit)
        self.menus.separate("edit")
        self._add_appearance()
        add("edit", "side", "显示或隐藏右侧提示", "Ctrl+Alt+P", lambda: self.side.setVisible(not self.side.isVisible()))
        add("data", "previous", "上一步", "Ctrl+PgUp", lambda: self.pages.move(-1))
        add("data", "next", "下一步", "Ctrl+PgDown", lambda: self.pages.move(1))
        add("data", "next_finding", "下一个问题", "F8", lambda: self._go_to_finding(1))
        add("data", "previous_finding", "上一个问题", "Shift+F8", lambda: self._go_to_finding(-1))
        add("help", "help", "本页说明", "F1", self.show_help, needs=Needs.NOTHING)
        for action, text in ((undo, "撤销"), (redo, "重做"), (save, "保存")):
            self.headline.add_button(action, text)

    def _add_appearance(self) -> None:
        menu = self.menus.submenu("edit", "外观")
        group = QActionGroup(self)
        for number, (name, text) in enumerate((("light", "浅色"), ("dark", "深色"), ("system", "跟随系统")), start=1):
            action = menu.addAction(text)
            action.setShortcut(f"Ctrl+Alt+{number}")
            action.setCheckable(True)
            action.setChecked(theme.choice() == name)
            action.triggered.connect(lambda _checked=False, name=name: theme.choose(name))
            group.addAction(action)

    def _undo(self) -> None:
        self.session.commit()
        self.session.undo()

    def _redo(self) -> None:
        self.session.commit()
        self.session.redo()

    def _go_to_finding(self, by: int) -> None:
        places = [finding.addresses[0] for finding in self.session.findings if finding.addresses]
        if not places:
            self.statusBar().showMessage("没有需要处理的问题。", 4000)
            return
        self._finding_at = (getattr(self, "_finding_at", -by if by > 0 else 0) + by) % len(places)
        self.jump(places[self._finding_at])

    # -- the window itself -----------------------------------------------------------------------------------------

    def restore_places(self) -> None:
        """Take the window's size and its columns from last time."""
        settings = QSettings()
        if not self.restoreGeometry(QByteArray(settings.value("window/geometry", QByteArray()))):
            self.resize(em(104), em(66))
        self.splitter.restoreState(QByteArray(settings.value("window/columns", QByteArray())))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the window's places."""
        if not self.files.may_close():
            event.ignore()
            return
        settings = QSettings()
        settings.setValue("window/geometry", self.saveGeometry())
        settings.setValue("window/columns", self.splitter.saveState())
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take project files that are dragged over the window."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the project file that was dropped."""
        path = _dropped(event)
        if path:
            event.acceptProposedAction()
            # the window that the file came from waits until the drop is done
            QTimer.singleShot(0, lambda: self.files.open(path))


def _dropped(event: QDropEvent) -> str:
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].lower().endswith(SUFFIX) else ""


def _steps_of(addresses: Sequence[Address]) -> set[str]:
    found = set()
    for address in addresses:
        try:
            found.add(step_of(address))
        except NoSuchAddress:
            continue
    return found
