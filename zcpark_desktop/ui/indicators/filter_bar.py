"""How many indicators have which verdict at which date; each count is a filter; a box finds by words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from zcpark_desktop import wording
from zcpark_desktop.evaluate import HorizonName, Verdict

from ..theme import SMALL, TIGHT, em, space


class FilterBar(QWidget):
    """All, and one button for each verdict that occurs."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizons = QComboBox()
        self.horizons.setAccessibleName("按哪一期统计和筛选")
        self.horizons.setToolTip("按哪一期统计和筛选")
        for name in HorizonName:
            self.horizons.addItem(wording.HORIZONS[name], name)
        self.horizons.activated.connect(lambda _at: self.changed.emit())
        self._group = QButtonGroup(self)
        self._buttons: dict[Verdict | None, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space(TIGHT))
        layout.addWidget(self.horizons)
        layout.addSpacing(space(TIGHT))
        for verdict in (None, *Verdict):
            button = QToolButton(checkable=True, checked=verdict is None)
            self._group.addButton(button)
            self._buttons[verdict] = button
            layout.addWidget(button)
        self._group.buttonClicked.connect(lambda _button: self.changed.emit())
        layout.addStretch(1)
        self.search = QLineEdit(placeholderText="按序号或名称筛选", clearButtonEnabled=True)
        self.search.setAccessibleName("按序号或名称筛选指标")
        self.search.setMaximumWidth(em(16))
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        layout.addSpacing(space(SMALL))
        layout.addWidget(self.search, 1)

    @property
    def horizon(self) -> HorizonName:
        """Present, near or long term: whose verdicts are counted."""
        return HorizonName(self.horizons.currentData())

    def choose_horizon(self, horizon: HorizonName) -> None:
        """Count the verdicts of that date."""
        self.horizons.setCurrentIndex(list(HorizonName).index(horizon))
        self.changed.emit()

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that is asked for; None for all."""
        return next(verdict for verdict, button in self._buttons.items() if button.isChecked())

    @property
    def text(self) -> str:
        """The words that are asked for."""
        return self.search.text()

    def choose(self, verdict: Verdict | None) -> None:
        """Ask for `verdict` (None for all)."""
        self._buttons[verdict].click()

    def clear(self) -> None:
        """Ask for everything."""
        self.search.clear()
        self.choose(None)

    def show_counts(self, counts: Mapping[Verdict, int], total: int) -> None:
        """Show the numbers; a verdict that does not occur is left out, unless it is asked for."""
        for verdict, button in self._buttons.items():
            if verdict is None:
                words, name, number = f"全部 {total}", "全部", total
            else:
                number = counts.get(verdict, 0)
                words, name = f"{wording.verdict(verdict)} {number}", wording.VERDICTS[verdict][1]
            button.setText(words)
            button.setAccessibleName(f"只看{name}，{number}项" if verdict is not None else f"全部{total}项")
            button.setVisible(verdict is None or number > 0 or button.isChecked())

    def button(self, verdict: Verdict | None) -> QToolButton:
        """The button of a verdict."""
        return self._buttons[verdict]
