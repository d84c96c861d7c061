"""The main window: a frame that is up at once, and the workspace that is built into it when it has been painted.

What the frame itself imports decides how fast the window comes up; the project, the rules and the forms come after.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings, QTimer, Signal
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from . import theme
from .headline import Headline
from .menus import Menus, Needs, to_focused
from .questions import Questions
from .recent import recent
from .start_page import StartPage
from .table_actions import TableActions, are_tables
from .theme import em

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from zcpark_desktop.rules import Rules

    from .files import Files
    from .find import FindBox
    from .help import HelpWindow
    from .session import Session
    from .workspace import Workspace

NAME = "零碳园区申报"
SUFFIX, RULES_SUFFIX = ".zcpark", ".zcrules"


class MainWindow(QMainWindow):
    """The one window; `furnish` builds what needs the project into it.

    Attributes:
        session: the door to the project.
        files: opens and saves it.
        workspace: shows it.
    """

    find_requested = Signal()
    session: Session
    files: Files
    workspace: Workspace

    def __init__(self, questions: Questions | None = None) -> None:
        super().__init__()
        self.questions = questions or Questions(self)
        self.headline = Headline()
        self.setMenuWidget(self.headline)
        self.menus = Menus(self.headline.bar, self)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.start_page = StartPage(self._stack)  # in its place from the start: moved there, it is styled twice
        self._stack.addWidget(self.start_page)
        self.setAcceptDrops(True)
        self.tables = TableActions(self)
        self._help: HelpWindow | None = None
        self._find_box: FindBox | None = None
        self._add_actions()
        if not self.restoreGeometry(QByteArray(QSettings().value("window/geometry", QByteArray()))):
            self.resize(em(104), em(64))
        self.show_start()

    def furnish(self, session: Session) -> None:
        """Build the workspace for `session` into the frame, and bring the actions to life."""
        from .files import Files
        from .garbage import Collector
        from .workspace import Workspace

        self.session = session
        self.workspace = Workspace(session)
        self._stack.addWidget(self.workspace)
        self.workspace.restoreState(QByteArray(QSettings().value("window/columns", QByteArray())))
        self.workspace.side.explain.connect(self._explain)
        self.files = Files(session, self, self.questions)
        self.files.opened.connect(self._show_project)
        self.files.opened.connect(Collector(self).after_opening)
        self.files.closed.connect(self.show_start)
        self.files.safety_changed.connect(self._show_safety)
        session.state_changed.connect(self._show_state)
        start = self.start_page
        start.new_requested.connect(self.files.new)
        start.open_requested.connect(self.files.open)
        start.recent_requested.connect(self.files.open)
        start.sample_requested.connect(self.files.open_sample)
        self.find_requested.connect(self._find)

    @property
    def has_project(self) -> bool:
        """Whether a project is on show, and not the start page."""
        return self._stack.currentWidget() is not self.start_page

    def show_start(self) -> None:
        """Show the start page."""
        self.start_page.show_recent(recent())
        self._stack.setCurrentWidget(self.start_page)
        self.setWindowTitle(NAME)
        self.setWindowModified(False)
        self.headline.show_name("", "", "quiet")
        self.menus.allow(project=False, change=False)

    def show_help(self) -> None:
        """Open the manual at the step on show."""
        self._manual().show_page(self.workspace.pages.step.id if self.has_project else "start")

    def diagnose(self) -> None:
        """Write the diagnostic zip where the user wants it."""
        from .diagnosing import diagnose

        diagnose(self)

    def _manual(self) -> HelpWindow:
        from .help import HelpWindow

        self._help = self._help or HelpWindow(lambda: self.session.rules, self)
        return self._help

    def _write_manual(self) -> None:
        from .manual_files import write_manual

        write_manual(self)

    def _about(self) -> None:
        from .about import AboutDialog

        AboutDialog(self).exec()

    def _explain(self, digest: str) -> None:
        from zcpark_desktop.audit import with_explanation

        finding = self.workspace.finding(digest)
        if finding is None:
            return
        reason = self.questions.words("填写说明", finding.sentence, finding.explanation)
        if reason is not None:
            rows = with_explanation(self.session.project, finding, reason)
            self.session.set_rows("explanations", rows, "填写问题说明")

    def _find(self) -> None:
        from .find import FindBox

        if self._find_box is None:
            self._find_box = FindBox(self.session, self)
            self._find_box.jump.connect(self.workspace.jump)
            self._find_box.step_wanted.connect(self.workspace.open_step)
        self._find_box.open()

    def _show_project(self) -> None:
        self._stack.setCurrentWidget(self.workspace)
        self.workspace.begin()
        self._show_state()

    def _show_state(self) -> None:
        if not self.has_project:
            return
        session = self.session
        self.setWindowTitle(f"{self.files.title}[*] — {NAME}")
        self.setWindowModified(session.dirty)
        self._show_safety()
        self.menus.allow(project=True, change=not session.read_only)
        for name, word, label in (("undo", "撤销", session.undo_label), ("redo", "重做", session.redo_label)):
            action = self.menus.actions[name]
            action.setEnabled(label is not None and not session.read_only)
            action.setText(f"{word}　{label}" if label else word)
            action.setIconText(word)
            action.setToolTip(f"{word}：{label}（{action.shortcut().toString()}）" if label else word)

    def _show_safety(self) -> None:
        if self.has_project:
            path = self.session.path
            name = path.name if path else f"{self.files.title}（尚未保存）"
            self.headline.show_name(name, *self.files.safety())

    # -- actions ---------------------------------------------------------------------------------------------------

    def _add_actions(self) -> None:
        add, key, never = self.menus.add, QKeySequence.StandardKey, Needs.NOTHING
        add("file", "new", "新建…", key.New, lambda: self.files.new_asking(), needs=never)
        add("file", "open", "打开…", key.Open, lambda: self.files.open(), needs=never)
        add("file", "sample", "打开示例项目", "Ctrl+Shift+O", lambda: self.files.open_sample(), needs=never)
        self.menus.separate("file")
        save = add("file", "save", "保存", key.Save, lambda: self.files.save(), icon="save")
        add("file", "save_as", "另存为…", "Ctrl+Shift+S", lambda: self.files.save_as())
        add("file", "history", "历史版本…", "Ctrl+Alt+H", self._show_history)
        self.menus.separate("file")
        add("file", "close", "关闭项目", "Ctrl+W", lambda: self.files.close())
        add("file", "quit", "退出", "Ctrl+Q", self.close, needs=never)
        undo = add("edit", "undo", "撤销", key.Undo, self._undo, icon="undo", needs=Needs.CHANGE)
        redo = add("edit", "redo", "重做", "Ctrl+Y", self._redo, icon="redo", needs=Needs.CHANGE,
                   more_shortcuts=("Ctrl+Shift+Z",))
        self.menus.separate("edit")
        for text, shortcut, slot in (("剪切", key.Cut, "cut"), ("复制", key.Copy, "copy"), ("粘贴", key.Paste, "paste"),
                                     ("全选", key.SelectAll, "selectAll")):
            add("edit", slot, text, shortcut, to_focused(slot))
        self.menus.separate("edit")
        add("edit", "find", "查找…", key.Find, self.find_requested.emit)
        self.menus.separate("edit")
        self._add_appearance()
        add("edit", "side", "显示或隐藏右侧提示", "Ctrl+Alt+P", lambda: self.workspace.toggle_side())
        add("data", "previous", "上一步", "Ctrl+PgUp", lambda: self.workspace.pages.move(-1))
        add("data", "next", "下一步", "Ctrl+PgDown", lambda: self.workspace.pages.move(1))
        self.menus.separate("data")
        add("data", "next_finding", "下一个问题", "F8", lambda: self._go_to_finding(1))
        add("data", "previous_finding", "上一个问题", "Shift+F8", lambda: self._go_to_finding(-1))
        self.tables.add_to_data()
        self._add_boundary()
        self.menus.separate("data")
        add("data", "take_rules", "更新规则包…", "Ctrl+Alt+U", self._update_rules, needs=never)
        add("data", "rules_packs", "已有规则包…", "Ctrl+Alt+Y", self._show_packs, needs=never)
        self._add_indicators()
        add("documents", "write", "撰写文稿", "Ctrl+Alt+W", lambda: self.workspace.open_step("narrative"))
        add("documents", "insert_number", "插入数据…", "Ctrl+J",
            lambda: self.workspace.open_step("narrative").insert_number(), needs=Needs.CHANGE)
        add("documents", "draft", "据数据起草", "Ctrl+Shift+J",
            lambda: self.workspace.open_step("narrative").take_draft(), needs=Needs.CHANGE)
        self.menus.separate("documents")
        add("documents", "preview", "显示或隐藏预览", "Ctrl+Alt+V", lambda: self.workspace.toggle_preview())
        add("documents", "export", "导出文件…", "Ctrl+E", lambda: self.workspace.open_step("export"))
        add("documents", "fill_form", "按单位表式填写…", "Ctrl+Alt+F",
            lambda: self.workspace.open_step("export").fill_form())
        add("documents", "package", "生成申报包…", "Ctrl+Alt+B",
            lambda: self.workspace.open_step("export").make_package())
        self.tables.add_to_documents()
        add("help", "help", "本页说明", "F1", self.show_help, needs=never)
        add("help", "shortcuts", "快捷键", "Shift+F1",
            lambda: self._manual().show_text("快捷键", self.menus.shortcuts()), needs=never)
        self.menus.separate("help")
        for name, text, shortcut in (("quick_start", "快速入门", "Ctrl+Alt+Q"), ("accounting", "核算方法与依据", "Ctrl+Alt+J"),
                                     ("it", "安装与维护", "Ctrl+Alt+T")):
            add("help", f"manual_{name}", text, shortcut, lambda name=name: self._manual().show_page(name), needs=never)
        add("help", "manual", "使用手册（网页或 Word）…", "Ctrl+Alt+R", self._write_manual, needs=never)
        self.menus.separate("help")
        add("help", "diagnose", "生成诊断包…", "Ctrl+Alt+D", self.diagnose, needs=never)
        add("help", "about", "关于", "Ctrl+F1", self._about, needs=never)
        for action, text in ((undo, "撤销"), (redo, "重做"), (save, "保存")):
            self.headline.add_button(action, text)

    def _add_boundary(self) -> None:
        def outline() -> Any:
            return self.workspace.open_step("boundary").reveal_outline()

        add, change = self.menus.add, Needs.CHANGE
        self.menus.separate("data")
        add("data", "import_boundary", "导入边界…", "Ctrl+Shift+B", lambda: outline().tools.import_boundary(), needs=change)
        add("data", "export_boundary", "导出边界…", "Ctrl+Alt+X", lambda: outline().tools.export_boundary())
        add("data", "point", "标注企业和设施的位置…", "Ctrl+Alt+G", lambda: outline().pointing.ask(), needs=change)
        add("data", "underlay", "设置底图…", "Ctrl+Alt+M", lambda: outline().tools.set_underlay(), needs=change)
        add("data", "large_map", "放大或收起边界图", "Ctrl+Alt+N", lambda: outline().enlarge())

    def _add_indicators(self) -> None:
        def page(step: str) -> Any:
            return self.workspace.open_step(step)

        add = self.menus.add
        add("indicators", "indicators", "指标与口径", "Ctrl+Alt+I", lambda: page("indicators"))
        add("indicators", "overview", "各级对比", "Ctrl+Alt+O", lambda: page("indicators").show_view("overview"))
        add("indicators", "conventions", "口径一览", "Ctrl+Alt+K", lambda: page("indicators").show_view("conventions"))
        add("indicators", "state", "免列说明或申请加分…", "Ctrl+Shift+E", lambda: page("indicators").state(),
            needs=Needs.CHANGE)
        self.menus.separate("indicators")
        add("indicators", "evidence", "佐证材料", "Ctrl+Alt+E", lambda: page("evidence"))
        add("indicators", "add_evidence", "添加佐证文件…", "Ctrl+Shift+A", lambda: page("evidence").ask_for_files(),
            needs=Needs.CHANGE)
        add("indicators", "lacks", "缺少的佐证", "Ctrl+Alt+L", lambda: page("evidence").show_lacks())

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

    def _show_history(self) -> None:
        from .history import HistoryDialog

        self.session.commit()
        HistoryDialog(self).exec()

    def take_rules(self, rules: Rules) -> None:
        """Work with other rules from now on; the page on show is built anew."""
        self.session.take_rules(rules)
        self._find_box = None
        if self.has_project:
            self.workspace.renew()

    def _update_rules(self, path: Path | None = None) -> None:
        from .rules.packs import take

        take(self, path)

    def _show_packs(self) -> None:
        from .rules.packs import PacksDialog

        PacksDialog(self).exec()

    def _undo(self) -> None:
        self.session.commit()
        self.session.undo()

    def _redo(self) -> None:
        self.session.commit()
        self.session.redo()

    def _go_to_finding(self, by: int) -> None:
        if self.workspace.go_to_finding(by) is None:
            self.questions.tell("没有需要处理的问题。")

    # -- the window itself -----------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the window's places."""
        settings = QSettings()
        if hasattr(self, "files"):
            if not self.files.may_close():
                event.ignore()
                return
            self.workspace.pages.clear()  # a cell still open would speak up while the window is taken down
            self.files.end()
            settings.setValue("window/columns", self.workspace.saveState())
        settings.setValue("window/geometry", self.saveGeometry())
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take project files and rules packs that are dragged over the window, and tables for the project on show."""
        if _own_file_among(event) or self.has_project and are_tables(_dropped(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the project file, look into the rules pack, or read the tables that were dropped."""
        path, places = _own_file_among(event), _dropped(event)
        # the window that the files came from waits until the drop is done
        if path is not None:
            event.acceptProposedAction()
            open_it = self._update_rules if path.suffix.lower() == RULES_SUFFIX else self.files.open
            QTimer.singleShot(0, lambda: open_it(path))
        elif self.has_project and are_tables(places):
            event.acceptProposedAction()
            QTimer.singleShot(0, lambda: self.tables.take_dropped(places))


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _own_file_among(event: QDropEvent) -> Path | None:
    places = _dropped(event)
    return places[0] if len(places) == 1 and places[0].suffix.lower() in (SUFFIX, RULES_SUFFIX) else None
