"""Every question that the window puts to the user; tests answer them without a dialog.

Qt's own dialogs are loaded when the first is asked for: the window is up sooner without them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

from .recent import last_folder, use_folder
from .start_page import LEVELS

PROJECT_FILES = "零碳园区项目 (*.zcpark)"
RULES_PACKS = "规则包 (*.zcrules)"


class Questions:
    """Modal dialogs over `parent`, each with its answers in plain words."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def tell(self, sentence: str, title: str = "提示") -> None:
        """Say one sentence."""
        self._box(title, sentence, {"cancel": "知道了"}, "cancel", "").exec()

    def choose(self, title: str, sentence: str, answers: dict[str, str], default: str, *, danger: str = "") -> str:
        """Let the user choose one of `answers` (id → words); Esc gives `cancel`.

        Args:
            default: the id of the answer that Enter gives.
            danger: the id of the answer that throws something away.
        """
        box = self._box(title, sentence, answers, default, danger)
        box.exec()
        clicked = box.clickedButton()
        return clicked.objectName() if clicked is not None else "cancel"

    def _box(self, title: str, sentence: str, answers: dict[str, str], default: str, danger: str) -> QMessageBox:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._parent)
        box.setWindowTitle(title)
        box.setText(f"<b>{title}</b>")
        box.setInformativeText(sentence)
        for name, words in answers.items():
            role = (QMessageBox.ButtonRole.RejectRole if name == "cancel" else
                    QMessageBox.ButtonRole.DestructiveRole if name == danger else QMessageBox.ButtonRole.AcceptRole)
            button = box.addButton(words, role)
            button.setObjectName(name)
            if name == default:
                box.setDefaultButton(button)
                button.setProperty("role", "primary")
                button.style().unpolish(button)
                button.style().polish(button)
            if name == "cancel":
                box.setEscapeButton(button)
        return box

    def save_changes(self, title: str) -> str:
        """Before closing: `save`, `discard` or `cancel`."""
        return self.choose("保存修改", f"“{title}”有未保存的修改，关闭前是否保存？",
                           {"save": "保存", "discard": "不保存", "cancel": "取消"}, "save", danger="discard")

    def locked(self, sentence: str) -> str:
        """The file is open elsewhere: `read_only` or `cancel`."""
        return self.choose("项目正在使用", f"{sentence}可以先以只读方式打开查看。",
                           {"read_only": "以只读方式打开", "cancel": "取消"}, "read_only")

    def confirm(self, title: str, sentence: str, yes: str) -> bool:
        """Whether to go on with something that cannot be taken back."""
        return self.choose(title, sentence, {"yes": yes, "cancel": "取消"}, "cancel", danger="yes") == "yes"

    def words(self, title: str, sentence: str, written: str) -> str | None:
        """A few sentences of the user's own on `sentence`; None when the user gave up."""
        from PySide6.QtWidgets import QInputDialog

        text, given = QInputDialog.getMultiLineText(self._parent, title, sentence, written)
        return text if given else None

    def level(self) -> str:
        """The level that a new project applies for: its id, empty when the user gave up."""
        from PySide6.QtWidgets import QInputDialog

        titles = {title: level for level, title, _words in LEVELS}
        title, chosen = QInputDialog.getItem(self._parent, "新建申报", "申报级别：", list(titles), 0, False)
        return titles[title] if chosen else ""

    def open_path(self) -> Path | None:
        """The project file to open."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._parent, "打开项目", last_folder(), PROJECT_FILES)
        return self._used(name)

    def diagnostics(self, suggestion: str, *, has_project: bool) -> tuple[Path, bool] | None:
        """Where to put the diagnostic zip, and whether with the project's data; None when the user gave up."""
        from PySide6.QtWidgets import QCheckBox, QFileDialog

        box = self._box("生成诊断包", "诊断包含有程序日志、版本和窗口设置，供技术支持人员查找原因；不含项目数据，"
                        "日志中的用户名和个人文件夹已替换。", {"yes": "选择位置…", "cancel": "取消"}, "yes", "")
        with_project = QCheckBox("同时放入当前项目的数据（不含佐证材料）")
        with_project.setVisible(has_project)
        box.setCheckBox(with_project)
        box.exec()
        clicked = box.clickedButton()
        if clicked is None or clicked.objectName() != "yes":
            return None
        name, _ = QFileDialog.getSaveFileName(self._parent, "生成诊断包", str(Path(last_folder()) / suggestion),
                                              "压缩文件 (*.zip)")
        if not name:
            return None
        path = Path(name)
        return (path if path.suffix else path.with_suffix(".zip")), has_project and with_project.isChecked()

    def manual_path(self, name: str) -> Path | None:
        """Where to write the manual; the suffix says as what."""
        from PySide6.QtWidgets import QFileDialog

        kinds = {"网页 (*.html)": ".html", "Word 文件 (*.docx)": ".docx"}
        given, kind = QFileDialog.getSaveFileName(self._parent, "使用手册", str(Path(last_folder()) / f"{name}.html"),
                                                  ";;".join(kinds))
        path = self._used(given)
        if path is None or path.suffix.lower() in kinds.values():
            return path
        return path.with_name(path.name + kinds.get(kind, ".html"))

    def rules_path(self) -> Path | None:
        """The rules pack to look into."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(self._parent, "更新规则包", last_folder(), RULES_PACKS)
        return self._used(name)

    def save_path(self, suggestion: str) -> Path | None:
        """Where to save; the suffix is added where it is missing."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(self._parent, "另存为", str(Path(last_folder()) / suggestion), PROJECT_FILES)
        path = self._used(name)
        if path is None or path.suffix.lower() == ".zcpark":
            return path
        path = path.with_name(f"{path.name}.zcpark")
        if path.exists() and not self.confirm("替换文件", f"“{path.name}”已存在，是否替换？", "替换"):
            return None
        return path

    def _used(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        use_folder(path)
        return path
