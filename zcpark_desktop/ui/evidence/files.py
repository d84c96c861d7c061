"""What is done with the files of evidence: add, replace, remove, open, save elsewhere.

A file that is replaced or removed stays stored, so that undo brings it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from zcpark_desktop.project import ProjectError
from zcpark_desktop.project.statements import Evidence, StoredFile
from zcpark_desktop.storage.evidence import EvidenceStore
from zcpark_desktop.storage.refusals import StorageError

from .. import work
from ..recent import last_folder, use_folder
from ..session import Session
from .adding import MOST_FILES, Stored, added, files_in, store_files
from .opening import open_file


class EvidenceFiles:
    """The files of one session's evidence.

    Args:
        parent: over which dialogs stand.
        say: shows a sentence in a role (quiet or error).
    """

    def __init__(self, session: Session, parent: QWidget, say: Callable[[str, str], None]) -> None:
        self._session, self._parent, self._say = session, parent, say

    def ask_for_files(self) -> list[Path]:
        """The files that the user chooses."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "添加佐证材料", last_folder())
        if names:
            use_folder(Path(names[0]))
        return [Path(name) for name in names]

    def add(self, paths: Sequence[Path], indicators: tuple[str, ...]) -> str:
        """Store the files, and add a row for each that the list does not have yet.

        Returns:
            The key of the first row that holds one of the files; empty where there is none.
        """
        if not paths:
            return ""
        found = files_in(paths)
        if not found:
            self._say("✗ 没有找到可以添加的文件。", "error")
            return ""
        if len(found) > MOST_FILES:
            self._say(f"✗ 一次最多添加{MOST_FILES}个文件，没有添加；请选择较小的文件夹，分批添加。", "error")
            return ""
        stored = self._store(found)
        if stored is None:
            return ""
        project = self._session.project
        new = added(project, self._session.rules, stored, indicators)
        if new.rows and not self._apply(f"添加{len(new.rows)}份佐证材料", "evidence", (*project.evidence, *new.rows)):
            return ""
        self._say(new.sentence, "error" if stored.refused else "quiet")
        return new.first

    def ask_for_replacement(self, row: Evidence) -> None:
        """Let the user choose the file of `row`."""
        name, _ = QFileDialog.getOpenFileName(self._parent, "选择文件", last_folder())
        if name:
            use_folder(Path(name))
            self.replace(row, Path(name))

    def replace(self, row: Evidence, path: Path) -> None:
        """Make `path` the file of `row`."""
        stored = self._store([path])
        if stored is None:
            return
        if stored.refused:
            self._say(f"✗ {stored.refused[0]}", "error")
            return
        file = stored.files[0]
        twin = next((each for each in self._session.project.evidence
                     if each.key != row.key and each.file is not None and each.file.sha256 == file.sha256), None)
        if self._set(row, file, "替换文件" if row.file else "选择文件") and twin is not None:
            self._say(f"“{file.name}”与{twin.number or twin.title}是同一份文件，只保存一次。", "quiet")

    def remove(self, row: Evidence) -> None:
        """Let `row` have no file."""
        self._set(row, None, "移除文件")

    def open(self, row: Evidence) -> None:
        """Open the file of `row` in the system's program."""
        try:
            open_file(self._kept(), row.file or StoredFile())
        except StorageError as error:
            self._say(f"✗ {error}", "error")

    def export(self, row: Evidence) -> None:
        """Save a copy of the file of `row` where the user wants it."""
        file = row.file or StoredFile()
        name, _ = QFileDialog.getSaveFileName(self._parent, "另存佐证材料", str(Path(last_folder()) / file.name))
        if not name:
            return
        try:
            self._kept().export(file.sha256, Path(name))
        except StorageError as error:
            self._say(f"✗ {error}", "error")
        else:
            self._say(f"已另存到“{name}”。", "quiet")

    def _kept(self) -> EvidenceStore:
        store = self._session.evidence
        if store is None:
            raise StorageError("这个项目没有保存文件的地方；请重新打开项目。")
        kept: EvidenceStore = store
        return kept

    def _store(self, paths: Sequence[Path]) -> Stored | None:
        """Keep the files, beside the window; None, told, where that cannot be."""
        self._session.commit()
        if self._session.read_only:
            self._say("✗ 项目以只读方式打开，不能添加文件；请先“另存为”。", "error")
            return None
        try:
            store = self._kept()
            return work.run(self._parent.window(), "正在添加佐证材料", lambda progress: store_files(store, paths, progress))
        except StorageError as error:
            self._say(f"✗ {error}", "error")
        except work.Cancelled:
            self._say("已取消，没有添加。", "quiet")
        return None

    def _set(self, row: Evidence, file: StoredFile | None, words: str) -> bool:
        return self._apply(f"{words}：{row.number or row.title}", f"evidence/{row.key}/file", file)

    def _apply(self, label: str, address: str, value: object) -> bool:
        try:
            return self._session.apply(label, [(address, value)], structural=address == "evidence")
        except ProjectError as error:
            self._say(f"✗ {error}", "error")
            return False
