"""A page of the window, made from the declared form of a step."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.progress import is_filled
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.structure import Ask, Balance, Item, Outline, Section, Step, Table, Yearly
from zcpark_desktop.forms.year_sheets import YearlySheet
from zcpark_desktop.project import Address, value_at

from .. import theme
from ..boundary.dropping import FileDrop
from ..boundary.outline_box import OutlineBox
from ..fields.field import Field
from ..grid.box import GridBox
from ..session import Session
from ..theme import LARGE, MEDIUM, SMALL, TIGHT, WIDE, em, space
from .balance import BalanceBox
from .years import YearAdder, YearTabs

Part = GridBox | OutlineBox


class FormPage(QWidget):
    """The form of `step`, bound to `session`.

    Signals:
        validity_changed: texts that are not stored came or went; see `findings`.
        jump: what stands at this address, on another page perhaps, is wanted.
    """

    validity_changed = Signal()
    jump = Signal(str)

    def __init__(self, session: Session, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.step = session, step
        self.setProperty("role", "page")
        self.fields: list[tuple[Ask, Field]] = []
        self.parts: list[Part] = []
        self.outline: OutlineBox | None = None
        self._tabs: YearTabs | None = None
        self._adder: YearAdder | None = None
        self._year_fields: list[tuple[Ask, Field]] = []
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setAccessibleName(step.title)
        self._scroll.setProperty("role", "page")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("role", "page")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(space(WIDE), space(TIGHT), space(WIDE), space(LARGE))
        self._column.setSpacing(space(MEDIUM))
        self._notice = QLabel(wordWrap=True, objectName="notice")
        self._notice.setProperty("role", "error")
        self._notice.setVisible(False)
        self._column.addWidget(self._notice)
        for section in step.sections:
            self._add_section(section)
        if not any(isinstance(part, GridBox) and part.property("expands") for part in self.parts):
            self._column.addStretch(1)
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        session.changed.connect(self.refresh)
        session.state_changed.connect(self._refresh_fields)
        self.refresh()

    # -- building --------------------------------------------------------------------------------------------------

    def _add_section(self, section: Section) -> None:
        head = QHBoxLayout()
        head.setSpacing(space(SMALL))
        if len(self.step.sections) > 1:
            self._column.addSpacing(space(SMALL) if self.parts or self.fields else 0)
            title = QLabel(section.title)
            title.setFont(theme.sized(1.15, bold=True))
            head.addWidget(title)
        head.addStretch(1)
        if section.by_year and self._tabs is None:
            self._tabs = YearTabs(self._session)
            self._tabs.year_chosen.connect(self._show_year)
            head.addWidget(self._tabs)
        if self._adder is None and (section.by_year or any(isinstance(item, Yearly) for item in section.items)):
            self._adder = YearAdder(self._session)
            if self._tabs is not None:
                self._adder.year_added.connect(self._tabs.choose)
            head.addWidget(self._adder)
        self._column.addLayout(head)
        if len(self.step.sections) > 1:
            line = QFrame(objectName="line")
            line.setProperty("role", "line")
            line.setFixedHeight(1)
            self._column.addWidget(line)
        if section.help:
            note = QLabel(section.help, wordWrap=True)
            note.setProperty("role", "quiet")
            self._column.addWidget(note)
        for item in section.items:
            self._add_item(section, item)

    def _add_item(self, section: Section, item: Item) -> None:
        if isinstance(item, Ask):
            field = Field(self._session, self._with_year(item.address))
            field.validity_changed.connect(self._on_validity)
            self.fields.append((item, field))
            self._column.addWidget(field)
            return
        part = self._part(section, item)
        self.parts.append(part)
        if isinstance(part, GridBox):
            part.model.invalid_changed.connect(self._on_validity)
        self._column.addWidget(part, 1 if part.property("expands") else 0)

    def _part(self, section: Section, item: Item) -> Part:
        session = self._session
        if isinstance(item, Outline):
            self.outline = OutlineBox(session)
            self.outline.jump.connect(self.jump)
            FileDrop(self, self.outline.tools.import_boundary)
            return self.outline
        if isinstance(item, Balance):
            return BalanceBox(session, item, lambda: self.year)
        if isinstance(item, Yearly):
            return GridBox(session, lambda: YearlySheet(session.project, item, self._offers()), section.title,
                           exported_as=item.address)
        assert isinstance(item, Table)
        alone = len(self.step.sections) == 1
        needs_year = "{year}" in item.address or bool(item.years_from)
        box = GridBox(
            session,
            lambda: RowsSheet(session.project, item, self._offers(), self.year if needs_year else None),
            section.title, item, expands=alone)
        box.setProperty("expands", alone)
        return box

    def _offers(self) -> Offers:
        return Offers(self._session.project, self._session.rules)

    # -- years -----------------------------------------------------------------------------------------------------

    @property
    def year(self) -> int:
        """The year that the page shows, where it shows one at a time."""
        return self._tabs.year if self._tabs is not None else self._session.project.period.base_year

    def _with_year(self, address: str) -> Address:
        return address.replace("{year}", str(self.year))

    def _show_year(self, _year: int) -> None:
        for ask, field in self.fields:
            if "{year}" in ask.address:
                field.point_to(self._with_year(ask.address))
        for part in self.parts:
            if isinstance(part, GridBox):
                dropped = part.findings  # the other year's cells are gone from sight, and these texts with them
                part.rebuild()
                if dropped:
                    more = f"等{len(dropped)}格" if len(dropped) > 1 else ""
                    part.strip.tell(f"✗ 换年份前有输入不合要求，没有保存：{dropped[0].rstrip('。')}{more}。")

    # -- what the window asks --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the project holds now, and the questions that it is asked."""
        if self._tabs is not None:
            self._tabs.refresh()
        if self._adder is not None:
            self._adder.refresh()
        self._refresh_fields()
        project = self._session.project
        for ask, field in self.fields:
            asked = ask.when(project)
            field.setVisible(asked or (field.address == ask.address and is_filled(value_at(project, ask.address))))

    def _refresh_fields(self) -> None:
        for _, field in self.fields:
            field.refresh()

    def commit(self) -> None:
        """Take what is still being typed anywhere on the page."""
        for _, field in self.fields:
            field.commit()
        for part in self.parts:
            part.commit()

    @property
    def findings(self) -> tuple[str, ...]:
        """What was typed on this page and is not stored, in sentences."""
        own = [field.finding for _, field in self.fields if field.finding]
        return (*own, *(sentence for part in self.parts for sentence in part.findings))

    def _on_validity(self) -> None:
        findings = self.findings
        self._notice.setText("✗ 未保存的无效输入：" + "；".join(each.rstrip("。") for each in findings) + "。" if findings else "")
        self._notice.setVisible(bool(findings))
        self.validity_changed.emit()

    def focus_address(self, address: Address) -> bool:
        """Scroll to the field or cell at `address` and put the caret there; whether it stands on this page."""
        names = address.split("/")
        if self._tabs is not None:
            for list_name in ("years", "annual"):
                if list_name in names[:-1] and names[names.index(list_name) + 1].isdigit():
                    self._tabs.choose(int(names[names.index(list_name) + 1]))
        for _, field in self.fields:
            if field.address == address or field.address.startswith(f"{address}/"):
                field.setVisible(True)
                self._reveal(field)
                field.take_focus()
                return True
        for part in self.parts:
            if part.focus_address(address):
                self._reveal(part)
                return True
        return False

    def reveal_outline(self) -> OutlineBox:
        """Scroll to the boundary's table and map, which the menu is about to work on."""
        assert self.outline is not None, "the page of the boundary has one"
        self._reveal(self.outline)
        return self.outline

    def _reveal(self, widget: QWidget) -> None:
        # the page may not have been laid out yet when a jump opens it
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(widget, 0, em(2)))

