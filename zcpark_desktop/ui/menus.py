"""The menus: every action stands in one, and has a shortcut."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from . import icons

TITLES = {
    "file": "文件(&F)", "edit": "编辑(&E)", "data": "数据(&D)", "indicators": "指标(&I)", "documents": "文稿(&W)",
    "help": "帮助(&H)",
}


class Needs(Enum):
    """What an action can only work with."""

    NOTHING = "nothing"
    PROJECT = "project"      # a project is on show
    CHANGE = "change"        # … and may be changed


class Menus:
    """The menu bar and the actions in it, by name."""

    def __init__(self, bar: QMenuBar, window: QWidget) -> None:
        self.bar, self._window = bar, window
        self.menus = {name: bar.addMenu(title) for name, title in TITLES.items()}
        self.actions: dict[str, QAction] = {}
        self._needs: dict[str, Needs] = {}
        self._allowed: tuple[bool, bool] | None = None

    def add(self, menu: str, name: str, text: str, shortcut: str | QKeySequence.StandardKey,
            handler: Callable[[], object], *, icon: str = "", needs: Needs = Needs.PROJECT,
            more_shortcuts: tuple[str, ...] = ()) -> QAction:
        """Add an action to the end of a menu.

        Args:
            menu: file, edit, data, indicators, documents or help.
            name: what `actions` finds it by.
            shortcut: as in `Ctrl+S`, or a standard key of the system.
            more_shortcuts: further keys for the same.
        """
        action = QAction(text, self._window)
        action.setObjectName(name)
        standard = isinstance(shortcut, QKeySequence.StandardKey)
        keys = QKeySequence.keyBindings(shortcut) if standard else [QKeySequence(shortcut)]
        action.setShortcuts([*keys, *map(QKeySequence, more_shortcuts)])
        action.triggered.connect(lambda _checked=False: handler())
        if icon:
            icons.put(action, icon)
            action.setIconVisibleInMenu(False)
        self.menus[menu].addAction(action)
        self._window.addAction(action)
        self.actions[name] = action
        self._needs[name] = needs
        self._allowed = None
        return action

    def separate(self, menu: str) -> None:
        """Draw a line at the end of a menu."""
        self.menus[menu].addSeparator()

    def submenu(self, menu: str, title: str) -> QMenu:
        """Add a menu to the end of a menu."""
        return self.menus[menu].addMenu(title)

    def shortcuts(self) -> str:
        """All shortcuts as a page of the manual, menu by menu."""
        lines = ["# 快捷键"]
        for name, menu in self.menus.items():
            actions = [action for action in menu.actions() if action.objectName() in self.actions]
            if actions:
                lines += ["", f"**{TITLES[name].split('(')[0]}**", ""]
            for action in actions:
                keys = "，".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
                lines.append(f"- {action.iconText() or action.text()}：{keys}")
        return "\n".join(lines)

    def allow(self, *, project: bool, change: bool) -> None:
        """Enable what can work: with a project on show, with one that may be changed."""
        if (project, change) == self._allowed:
            return  # asked at every keystroke
        self._allowed = project, change
        able = {Needs.NOTHING: True, Needs.PROJECT: project, Needs.CHANGE: project and change}
        for name, action in self.actions.items():
            action.setEnabled(able[self._needs[name]])
        for menu in self.menus.values():
            menu.menuAction().setVisible(not menu.isEmpty())


def to_focused(slot: str) -> Callable[[], None]:
    """A handler that asks the focused field to cut, copy, paste or select all."""
    def handler() -> None:
        field = QApplication.focusWidget()
        method = getattr(field, slot, None)
        if callable(method):
            method()

    return handler
