"""The years on a page: one tab for each, and the way to add those between base year and target years."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton, QWidget

from zcpark_desktop.forms.year_sheets import year_added, year_word, years_shown, years_to_add

from ..grid.filters import NO_MENU_MARK
from ..session import Session


class YearTabs(QTabBar):
    """The years of the project; the wheel does not turn them.

    Signals:
        year_chosen: another year is to be shown.
    """

    year_chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setAccessibleName("年份")
        self._years: tuple[int, ...] = ()
        self.refresh()
        self.currentChanged.connect(lambda at: self.year_chosen.emit(self._years[at]) if at >= 0 else None)

    @property
    def year(self) -> int:
        """The year shown."""
        return self._years[self.currentIndex()]

    def refresh(self) -> None:
        """Show the years as the project has them now."""
        project = self._session.project
        years = years_shown(project)
        words = [f"{year} {word}" if (word := year_word(project, year)) else str(year) for year in years]
        if years == self._years and words == [self.tabText(at) for at in range(self.count())]:
            return
        chosen = self.year if self._years else project.period.base_year
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._years = years
        for word in words:
            self.addTab(word)
        self.setCurrentIndex(years.index(chosen) if chosen in years else years.index(project.period.base_year))
        self.blockSignals(False)
        if self.year != chosen:
            self.year_chosen.emit(self.year)

    def choose(self, year: int) -> None:
        """Show `year`, where it is one of the project's."""
        if year in self._years:
            self.setCurrentIndex(self._years.index(year))

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the page."""
        event.ignore()  # type: ignore[attr-defined]


class YearAdder(QToolButton):
    """Adds a year of the plan that is not among the park's years yet; away where there is none.

    Signals:
        year_added: the park has this year now.
    """

    year_added = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setText("添加年份 ▾")
        self.setToolTip("逐年填写规划数据时，添加基准年与目标年之间的年份")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet(NO_MENU_MARK)
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)

    def refresh(self) -> None:
        """Offer itself where a year can be added."""
        self.setVisible(bool(years_to_add(self._session.project)))
        self.setEnabled(not self._session.read_only)

    def _fill(self) -> None:
        self.menu().clear()
        for year in years_to_add(self._session.project):
            self.menu().addAction(f"{year}年", lambda year=year: self.add(year))

    def add(self, year: int) -> None:
        """Add `year` to the park's years."""
        self._session.apply(f"添加{year}年", [year_added(self._session.project, year)], structural=True)
        self.year_added.emit(year)
