"""The panel beside the list: the file of the current piece of evidence, and where it is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from zcpark_desktop import wording
from zcpark_desktop.project import Address, NoSuchAddress, Project, described
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.storage.evidence import EvidenceStore

from .. import icons, theme
from ..indicators.trace_text import FIELD, heading, items, link, paragraph
from ..theme import LARGE, SMALL, TIGHT, em, space
from .preview import Preview
from .sheet import size

MOST_SHOWN = 60
LONGEST = 64  # characters of a heading


class EvidenceDetails(QWidget):
    """One piece of evidence.

    Signals:
        jump: a link leads to the field (or indicator) at this address.
        open_asked, export_asked, replace_asked, remove_asked: what is to be done with its file.
    """

    jump = Signal(str)
    open_asked = Signal()
    export_asked = Signal()
    replace_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._file, self._has_row, self._left_out = "", None, False, 0
        self._indicators: list[tuple[str, str]] = []
        self._places: list[tuple[str, str]] = []
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(wordWrap=True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(theme.sized(1.15, bold=True))
        self._about = QLabel(wordWrap=True)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._about.setProperty("role", "quiet")
        self.preview = Preview()
        self.open = QPushButton("打开")
        self.open.setToolTip("用系统中的程序打开只读副本")
        self.replace = QPushButton("选择文件…")
        self.export, self.remove = QToolButton(text="另存为…"), QToolButton(text="移除文件")
        for button in (self.export, self.remove):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button, icon, signal in (
                (self.open, "open", self.open_asked), (self.replace, "import", self.replace_asked),
                (self.export, "export", self.export_asked), (self.remove, "delete", self.remove_asked)):
            icons.put(button, icon)
            button.clicked.connect(signal)
        line, below = QHBoxLayout(), QHBoxLayout()
        for layout, buttons in ((line, (self.open, self.replace)), (below, (self.export, self.remove))):
            layout.setSpacing(space(TIGHT))
            for button in buttons:
                layout.addWidget(button)
            layout.addStretch(1)
        self.cited = QTextBrowser(openLinks=False)
        self.cited.setAccessibleName("被引用于")
        self.cited.setMinimumHeight(em(3))
        self.cited.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.cited.setStyleSheet("QTextBrowser { background: transparent; border: none; padding: 0; }")
        self.cited.document().setDocumentMargin(0)
        self.cited.anchorClicked.connect(lambda url: self.jump.emit(url.toString().removeprefix(FIELD)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(SMALL), space(LARGE), space(SMALL))
        layout.setSpacing(space(SMALL))
        for widget, stretch in ((self._title, 0), (self._about, 0), (self.preview, 3)):
            layout.addWidget(widget, stretch)
        layout.addLayout(line)
        layout.addLayout(below)
        layout.addWidget(self.cited, 2)

    def sizeHint(self) -> QSize:
        """Wide enough for a page to be made out."""
        return QSize(em(23), em(40))

    def show_evidence(self, project: Project, row: Evidence | None, store: EvidenceStore | None,
                      cited: Sequence[Address], titles: dict[str, str], energies: Mapping[str, str], *,
                      read_only: bool) -> None:
        """Show `row`, cited at the addresses `cited`; nothing for None.

        Args:
            titles: what each indicator is called.
            energies: what each energy kind is called.
        """
        file = row.file if row is not None else None
        has_file = file is not None and bool(file.sha256)
        kept = has_file and store is not None and file is not None and file.sha256 in store
        _say(self._title, (f"{row.number}　{row.title}".strip("　") or "未命名材料") if row else "没有选中材料")
        _say(self._about, _about(row) if row else "把文件或文件夹拖到表中，即可添加并编号。")
        for button in (self.open, self.export):
            button.setEnabled(kept)
        self.replace.setText("替换文件…" if has_file else "选择文件…")
        self.replace.setEnabled(row is not None and not read_only)
        self.remove.setEnabled(has_file and not read_only)
        if (row is None, file, kept) != self._file:
            self._file = (row is None, file, kept)
            if row is None:
                self.preview.show_nothing()
            else:
                self.preview.show_file(store, file)
        self._has_row = row is not None
        self._show_cited(project, row, cited, titles, energies)

    def _show_cited(self, project: Project, row: Evidence | None, cited: Sequence[Address],
                    titles: dict[str, str], energies: Mapping[str, str]) -> None:
        self._indicators = [(f"{FIELD}indicators/{key}", titles.get(key, key)) for key in row.indicators] if row else []
        self._places = [(FIELD + address, _place(project, address, energies)) for address in cited[:MOST_SHOWN]]
        self._left_out = len(cited) - len(self._places)
        self._write()

    def _write(self) -> None:
        parts = []
        if self._has_row:
            number = len(self._places) + self._left_out
            parts.append(heading(f"对应指标（{len(self._indicators)}）" if self._indicators else "没有对应指标"))
            parts.append(items(link(*each) for each in self._indicators))
            parts.append(heading(f"被引用于（{number}处）" if number else "没有被引用"))
            parts.append(items(link(*each) for each in self._places))
            parts += [paragraph(f"另有{self._left_out}处", "quiet")] if self._left_out else []
        text = f'<div style="color:{theme.current().text}">{"".join(parts)}</div>'
        if text != self._shown:
            self._shown = text
            place = self.cited.verticalScrollBar().value()
            self.cited.setHtml(text)
            self.cited.verticalScrollBar().setValue(place)

    def changeEvent(self, event: QEvent) -> None:
        """Write the links anew when the look turns light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown:
            self._write()


def _say(label: QLabel, words: str) -> None:
    """Show `words`; overlong ones are cut, and stand in full in the tip."""
    label.setText(words if len(words) <= LONGEST else f"{words[:LONGEST]}…")
    label.setToolTip(words if len(words) > LONGEST else "")


def _about(row: Evidence) -> str:
    parts = [row.kind.label if row.kind else "", row.issuer, wording.day(row.issued_on) if row.issued_on else ""]
    if row.file is not None and row.file.sha256:
        parts.append(f"{row.file.name}（{size(row.file.size)}）")
    return "　".join(part for part in parts if part)


def _place(project: Project, address: Address, energies: Mapping[str, str]) -> str:
    names = address.split("/")
    try:
        said = described(project, address.removesuffix("/evidence"))
        if len(names) > 3 and names[2] == "energy":  # the project knows an energy kind by its id only
            said = said.replace(names[3], energies.get(names[3], names[3]))
        return said
    except NoSuchAddress:
        return address
