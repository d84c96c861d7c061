"""The dialog 按单位表式填写: the fields of an office's form, what each is filled with, and what it reads now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zcpark_desktop.report.filling import Field, Form, Name, Names, resolved

from .. import theme
from ..theme import LARGE, SMALL, TIGHT, em, space

PLACE, FIELD, DATA, VALUE = range(4)
NAME = Qt.ItemDataRole.UserRole
NOTHING = "不填写"


class FillDialog(QDialog):
    """Lists the fields of a form, each once; `mapping` tells what was chosen for them."""

    def __init__(
        self, form: Form, title: str, names: Names, remembered: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("按单位表式填写")
        self._names, self._places = names, _by_text(form.fields())
        self._known = {text: resolved(fields[0], names, remembered) for text, fields in self._places.items()}
        self._remembered = dict(remembered)
        self.table = QTableWidget(len(self._places), 4)
        self.table.setHorizontalHeaderLabels(["位置", "表式中的字段", "对应的数据", "现在的值"])
        self.table.setAccessibleName("表式中的字段")
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(True)
        self.combos: dict[str, QComboBox] = {}
        model = self._offered()
        for row, (text, fields) in enumerate(self._places.items()):
            self._add(row, text, fields, model)
        tallest = max((combo.sizeHint().height() for combo in self.combos.values()), default=0)
        self.table.verticalHeader().setDefaultSectionSize(tallest + space(TIGHT))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(PLACE, QHeaderView.ResizeMode.ResizeToContents)
        for column in (FIELD, DATA, VALUE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.state = QLabel(wordWrap=True)
        self.buttons = QDialogButtonBox()
        self.write = self.buttons.addButton("写入…", QDialogButtonBox.ButtonRole.AcceptRole)
        self.write.setProperty("role", "primary")
        self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        heading = QLabel(title, wordWrap=True)
        heading.setFont(theme.sized(1.15, bold=True))
        intro = QLabel("为每个字段选择数据，可输入文字查找；选定后与这张表式一同记住，下次直接使用。", wordWrap=True)
        intro.setProperty("role", "quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space(LARGE), space(LARGE), space(LARGE), space(LARGE))
        layout.setSpacing(space(SMALL))
        for widget, stretch in ((heading, 0), (intro, 0), (self.table, 1), (self.state, 0), (self.buttons, 0)):
            layout.addWidget(widget, stretch)
        self.resize(em(62), em(38))
        self._show_state()

    @property
    def mapping(self) -> dict[str, str]:
        """Text of a field → the name that was chosen for it; of fields that their own words tell, nothing."""
        return dict(self._remembered)

    @property
    def unknown(self) -> list[str]:
        """The fields that nothing is chosen for."""
        return [text for text, name in self._known.items() if name is None]

    def choose(self, text: str, name: str) -> None:
        """Fill the field with the data of that name; with nothing for an empty one."""
        found = self._names.find(name) if name else None
        if name and found is None:
            self._show(text)
            return
        self._known[text] = found
        self._remembered[text] = name
        self._show(text)
        self._show_state()

    def _offered(self) -> QStandardItemModel:
        """All names, shared by the lists of all fields."""
        model = QStandardItemModel(self)
        nothing = QStandardItem(NOTHING)
        nothing.setData("", NAME)
        model.appendRow(nothing)
        for name in self._names.all():
            item = QStandardItem(f"{name.name}　{name.title}")
            item.setData(name.name, NAME)
            item.setToolTip(name.shown)
            model.appendRow(item)
        return model

    def _add(self, row: int, text: str, fields: Sequence[Field], model: QStandardItemModel) -> None:
        more = f"等{len(fields)}处" if len(fields) > 1 else ""
        for column, words in ((PLACE, fields[0].place + more), (FIELD, text), (VALUE, "")):
            item = QTableWidgetItem(words)
            item.setToolTip("\n".join(field.place for field in fields) if column == PLACE else words)
            self.table.setItem(row, column, item)
        combo = QComboBox(editable=True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setModel(model)
        combo.setAccessibleName(f"“{text}”对应的数据")
        combo.setMinimumContentsLength(12)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(model, combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.popup().setMinimumWidth(em(34))  # longer than the column is wide
        combo.setCompleter(completer)
        combo.activated.connect(lambda index, text=text, combo=combo: self.choose(text, combo.itemData(index, NAME)))
        combo.lineEdit().editingFinished.connect(lambda text=text, combo=combo: self._typed(text, combo))
        self.combos[text] = combo
        self.table.setCellWidget(row, DATA, combo)
        self._show(text)

    def _typed(self, text: str, combo: QComboBox) -> None:
        """A name typed or completed in full is taken; anything else goes back to what was chosen."""
        typed = combo.currentText().split("　")[0].strip()
        known = self._known[text]
        if typed in (known.name if known else "", NOTHING if known is None else None):
            return
        self.choose(text, "" if typed in ("", NOTHING) else typed)

    def _show(self, text: str) -> None:
        name, combo = self._known[text], self.combos[text]
        row = list(self._places).index(text)
        combo.setCurrentIndex(-1)
        combo.setEditText(name.name if name else "")
        combo.lineEdit().setCursorPosition(0)
        combo.lineEdit().setPlaceholderText(NOTHING if text in self._remembered else "未识别，请选择")
        item = self.table.item(row, VALUE)
        item.setText(self._value(name) if name else "—")
        item.setToolTip(item.text())

    def _value(self, name: Name) -> str:
        if not name.list:
            return name.shown
        count = self._names.length(name)
        return f"{name.shown} …（每行一项，共{count}行）" if count > 1 else name.shown

    def _show_state(self) -> None:
        open_fields = [text for text in self.unknown if text not in self._remembered]
        if not self._places:
            words, role = "这张表式中没有字段；字段写成 {{名称}}，或用内容控件。", "warning"
        elif open_fields:
            words, role = (
                f"! 共{len(self._places)}个字段，{len(open_fields)}个未识别；未识别的原样留在文件中。",
                "warning",
            )
        else:
            words, role = f"✓ 共{len(self._places)}个字段，都有对应的数据。", "met"
        self.state.setText(words)
        self.state.setProperty("role", role)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.write.setEnabled(bool(self._places))


def _by_text(fields: Sequence[Field]) -> dict[str, list[Field]]:
    made: dict[str, list[Field]] = {}
    for field in fields:
        made.setdefault(field.text, []).append(field)
    return made


def suggested(form: Path, park: str) -> Path:
    """Where the filled form goes at first: beside the form, under the park's name."""
    return form.with_name(f"{form.stem}（{park}）.docx" if park else f"{form.stem}（已填写）.docx")
