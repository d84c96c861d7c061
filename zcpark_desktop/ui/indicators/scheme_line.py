"""Which scheme is on show: the tabs to choose it, and the line that names its document and conditions."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget

from zcpark_desktop import wording
from zcpark_desktop.evaluate import HorizonName, SchemeResult
from zcpark_desktop.rules import Rules

from ..live import TONES
from .cell_painter import colour_of
from .trace_text import FIELD, link

OVERVIEW, ALL_CONVENTIONS = "overview", "conventions"
LADDER = ("city", "province", "nation")
GAP = "&nbsp;&nbsp; "


class SchemeTabs(QTabBar):
    """All schemes side by side, each scheme, and all conventions."""

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setAccessibleName("评价体系")
        schemes = sorted(rules.schemes.values(), key=lambda scheme: LADDER.index(scheme.level.value))
        self._add("总览", OVERVIEW, "同一指标在各级评价体系中的要求与结论")
        for scheme in schemes:
            alone = sum(each.level is scheme.level for each in schemes) == 1
            title = scheme.level.label if alone else f"{scheme.level.label}（{scheme.short_title}）"
            self._add(title, scheme.id, scheme.title)
        self._add("口径一览", ALL_CONVENTIONS, "政策留有选择余地之处，及其对应的选择")

    def _add(self, title: str, key: str, tip: str) -> None:
        at = self.addTab(title)
        self.setTabData(at, key)
        self.setTabToolTip(at, tip)

    @property
    def chosen(self) -> str:
        """The id of the scheme on show, or OVERVIEW or ALL_CONVENTIONS."""
        return str(self.tabData(self.currentIndex()))

    def choose(self, key: str) -> None:
        """Show a scheme by its id, OVERVIEW or ALL_CONVENTIONS."""
        self.setCurrentIndex(next(at for at in range(self.count()) if self.tabData(at) == key))


class SchemeAbout(QLabel):
    """The scheme's document, and its conditions of application with their verdicts; what is missing is a link."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, wordWrap=True)
        self.setProperty("role", "quiet")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)

    def show_scheme(self, scheme: SchemeResult) -> None:
        """Tell of one scheme."""
        parts = []
        for each in scheme.conditions:
            words = escape(f"{each.condition.title} {wording.verdict(each.verdict)}").replace(" ", "&nbsp;")
            links = "、".join(link(FIELD + gap.address, f"填写{gap.sentence}") for gap in each.gaps[:2])
            parts.append(f'<span style="color:{colour_of(TONES.get(each.verdict, "quiet")).name()}">{words}</span>'
                         f'{f"（{links}）" if links else ""}')
        conditions = f"{GAP}申报条件：{GAP.join(parts)}" if parts else ""
        document = f"{scheme.scheme.document}　{scheme.scheme.number or ''}".strip()
        self.setText(f"{escape(document)}{conditions}")
        self.setToolTip("\n".join(f"{each.condition.title}：{each.finding or '待说明'}" for each in scheme.conditions))

    def show_overview(self, horizon: HorizonName) -> None:
        """Tell what stands side by side."""
        self.setText(f"各级评价体系对同一指标的{wording.HORIZONS[horizon]}要求、数值和结论。")
        self.setToolTip("")
