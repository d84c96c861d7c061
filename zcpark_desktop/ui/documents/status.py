"""The right side of the export page: what was written, what must be fixed first, what the documents still lack."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zcpark_desktop.audit import Finding
from zcpark_desktop.report import KINDS
from zcpark_desktop.submission import Packed

from .. import theme
from ..theme import LARGE, MEDIUM, SMALL, space
from .job import Outcome
from .lacking import Lack

if TYPE_CHECKING:
    from zcpark_desktop.report.filling import Filled

MOST_SHOWN = 8
MOST_DIFFERENCES = 40
OPEN, JUMP = "open:", "jump:"
PAGE_NUMBERS = "目录中的页码按版面估算；提交前请在 Word 或 WPS 中打开有目录的文件，按 Ctrl+A 再按 F9 更新页码。"


class Status(QScrollArea):
    """Cards, each shown where it has something to say.

    Signals:
        jump: the field at an address is to be shown.
        open_wanted: a file or folder is to be opened in the system's program.
    """

    jump = Signal(str)
    open_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setProperty("role", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("导出情况")
        inside = QWidget()
        inside.setProperty("role", "page")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, space(MEDIUM), 0)
        layout.setSpacing(space(LARGE))
        self.done, self.differs = _Card(self), _Card(self)
        self.must_fix, self.lacks = _Card(self), _Card(self)
        self.open_folder = QPushButton("打开文件夹")
        self.open_folder.clicked.connect(lambda: self.open_wanted.emit(str(self._folder)))
        self.done.column.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        for card in (self.done, self.differs, self.must_fix, self.lacks):
            layout.addWidget(card)
        layout.addStretch()
        self.setWidget(inside)
        self._folder = Path()
        for card in (self.done, self.differs, self.lacks):  # until there is something to say
            card.hide()

    def show_outcome(self, outcome: Outcome, folder: Path) -> None:
        """Say what was written, with a link to each file."""
        self._folder = folder
        lines = [_link(OPEN + str(path), path.name) for path in outcome.written.values()]
        lines += [f"《{KINDS[kind]}》无需生成。" for kind in outcome.not_needed]
        lines += [escape(words) for words in outcome.told]
        lines += [PAGE_NUMBERS] if outcome.written else []
        left = "、".join(f"《{KINDS[kind]}》" for kind in outcome.left)
        if left:
            lines.append(f"{'已取消' if outcome.cancelled else '未导出'}：{left}。")
        count = len(outcome.written)
        self.done.show_lines(
            f"✓ 已导出{count}个文件" if count else "没有导出文件", "met" if count else "warning", lines
        )
        self.open_folder.setVisible(bool(count))
        self.done.show()
        self._show_differences(outcome.differs)
        self.verticalScrollBar().setValue(0)

    def show_package(self, made: Packed) -> None:
        """Say what was packed, with a link to it."""
        self._folder = made.place if made.place.is_dir() else made.place.parent
        lines = [_link(OPEN + str(made.place), made.place.name), f"共{len(made.files)}个文件，附校验清单。"]
        lines += [PAGE_NUMBERS] if any(name.endswith(".docx") for name in made.files) else []
        self.done.show_lines("✓ 已生成申报包", "met", [*lines, *map(escape, made.absent)])
        self.open_folder.show()
        self.done.show()
        self.differs.hide()
        self.verticalScrollBar().setValue(0)

    def show_filled(self, path: Path, made: Filled) -> None:
        """Say which form was filled, and which of its fields were not."""
        self._folder = path.parent
        lines = [_link(OPEN + str(path), path.name)]
        for fields, what in ((made.unknown, "未识别，原样留在文件中"), (made.missing, "还没有数据，已标出“待补充”")):
            if fields:
                shown = "；".join(f"{field.place}“{field.text}”" for field in fields[:MOST_SHOWN])
                more = f"等{len(fields)}处" if len(fields) > MOST_SHOWN else ""
                lines.append(escape(f"{what}：{shown}{more}。"))
        left = f"! 已填写表式，{len(made.unknown)}处未识别"
        self.done.show_lines(left if made.unknown else "✓ 已填写表式", "warning" if made.unknown else "met", lines)
        self.open_folder.show()
        self.done.show()
        self.differs.hide()
        self.verticalScrollBar().setValue(0)

    def _show_differences(self, found: Sequence[str] | None) -> None:
        """Say what reading the files back found; nothing where they were not read."""
        self.differs.setVisible(found is not None)
        if found:
            lines = [escape(sentence) for sentence in found[:MOST_DIFFERENCES]]
            if len(found) > MOST_DIFFERENCES:
                lines.append(f"另有{len(found) - MOST_DIFFERENCES}处。")
            self.differs.show_lines(f"✗ 已回读核对：发现{len(found)}处不一致", "error", lines)
        elif found is not None:
            self.differs.show_lines("✓ 已回读核对：没有不一致", "met", ["文字、表格和图中的数字与计算结果一致。"])

    def show_must_fix(self, findings: Sequence[Finding], *, checked: bool) -> None:
        """Say what must be fixed first; `checked` is False until the project was looked at once."""
        lines = [
            f"{escape(finding.sentence)}{_go(finding.addresses[0] if finding.addresses else '')}"
            for finding in findings[:MOST_SHOWN]
        ]
        if len(findings) > MOST_SHOWN:
            lines.append(f"另有{len(findings) - MOST_SHOWN}条，按 F8 逐条查看。")
        if not checked:
            self.must_fix.show_lines("正在核对…", "quiet", [])
        elif findings:
            self.must_fix.show_lines(f"✗ 导出前必须修改（{len(findings)}）", "error", lines)
        else:
            self.must_fix.show_lines("✓ 没有必须修改的问题", "met", ["“需说明”的问题，请在各页核对并写明原因。"])

    def show_lacks(self, lacks: Sequence[Lack]) -> None:
        """Say what the application will list as still to be entered."""
        lines = []
        for lack in lacks:
            years = f"（{escape(lack.years)}）" if lack.years else ""
            lines.append(f"<b>{escape(lack.form)}</b>{years}　{escape(lack.items)}{_go(lack.address)}")
        if lacks:
            self.lacks.show_lines(
                f"待补充（{len(lacks)}）", "", ["导出后，这些内容列在申报书末尾的“待补充内容”中。", *lines]
            )
        else:
            self.lacks.show_lines("✓ 没有待补充的内容", "met", [])
        self.lacks.show()


class _Card(QFrame):
    """A heading and lines with links."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._status = status
        self.heading = QLabel(wordWrap=True)
        self.heading.setFont(theme.sized(1.1, bold=True))
        self.lines = QLabel(wordWrap=True)
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.lines.linkActivated.connect(self._follow)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space(LARGE), space(MEDIUM), space(LARGE), space(MEDIUM))
        self.column.setSpacing(space(SMALL))
        self.column.addWidget(self.heading)
        self.column.addWidget(self.lines)

    def show_lines(self, heading: str, role: str, lines: Sequence[str]) -> None:
        """Say this, the heading in the tone of `role`."""
        self.heading.setText(heading)
        self.heading.setProperty("role", role)
        self.heading.style().unpolish(self.heading)
        self.heading.style().polish(self.heading)
        margin = space(SMALL)
        self.lines.setText("".join(f'<p style="margin-top:0; margin-bottom:{margin}px">{line}</p>' for line in lines))
        self.lines.setVisible(bool(lines))

    def _follow(self, target: str) -> None:
        if target.startswith(OPEN):
            self._status.open_wanted.emit(target.removeprefix(OPEN))
        else:
            self._status.jump.emit(target.removeprefix(JUMP))


def _link(target: str, words: str) -> str:
    return (
        f'<a href="{escape(target)}" style="color:{theme.current().accent}; text-decoration:none">{escape(words)}</a>'
    )


def _go(address: str) -> str:
    return f"　{_link(JUMP + address, '去填写 →')}" if address else ""
