"""How the window looks: one quiet palette in light and dark, one accent, one spacing scale, sizes in em.

Colours of verdicts are the only green, amber and red, and never stand without a sign and a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from .stylesheet import stylesheet

FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC",
            "Source Han Sans SC")
DESIGN_EM = 12  # the spacing scale is drawn for text of this size, and grows with the user's

TIGHT, SMALL, MEDIUM, LARGE, WIDE = 4, 8, 12, 16, 24

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


@dataclass(frozen=True)
class Look:
    """The colours of one appearance (`#rrggbb`)."""

    page: str          # where one reads and types
    panel: str         # the frame around the page
    raised: str        # cards and fields
    hover: str
    selected: str      # the chosen step or row
    line: str
    text: str
    quiet: str         # hints, definitions, sources
    faint: str         # placeholders, disabled
    accent: str
    on_accent: str
    met: str
    warning: str
    not_met: str
    computed: str      # cells that nobody types
    dark: bool


LIGHT = Look(page="#ffffff", panel="#f4f5f7", raised="#ffffff", hover="#e9ecf0", selected="#e1eafb", line="#dcdfe4",
             text="#1c2025", quiet="#5d6672", faint="#98a0ab", accent="#2563d9", on_accent="#ffffff", met="#177245",
             warning="#945400", not_met="#c02a2a", computed="#f5f7fa", dark=False)
DARK = Look(page="#25272b", panel="#1c1e21", raised="#2d3035", hover="#2f3338", selected="#2b3a55", line="#3b3f46",
            text="#e5e7ea", quiet="#a3abb6", faint="#747c87", accent="#6a9ff8", on_accent="#10151d", met="#5ec48f",
            warning="#e0a650", not_met="#f2837c", computed="#2a2d32", dark=True)


def current() -> Look:
    """The colours in use now; ask when painting, for the system may turn dark at any time."""
    wish = choice()
    dark = wish == "dark" or (wish == "system" and QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    return DARK if dark else LIGHT


def em(count: float = 1.0) -> int:
    """`count` times the height of the application's font, in device-independent pixels."""
    return max(1, round(_pixel_size() * count))


@lru_cache(maxsize=1)
def _pixel_size() -> int:
    return QFontInfo(QGuiApplication.font()).pixelSize()


def space(step: int) -> int:
    """A step of the spacing scale (TIGHT, SMALL, MEDIUM, LARGE, WIDE), grown with the font."""
    return max(1, round(em() * step / DESIGN_EM))


def sized(factor: float, *, bold: bool = False) -> QFont:
    """The application's font at `factor` of its size."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=1)
def choice() -> str:
    """The user's choice: light, dark or system."""
    stored = str(QSettings().value("appearance", "system"))
    return stored if stored in SCHEMES else "system"


def choose(name: str) -> None:
    """Use `name` (light, dark or system) from now on."""
    QSettings().setValue("appearance", name)
    choice.cache_clear()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.styleHints().setColorScheme(SCHEMES[name])
    _dress(app)  # not every system tells of the change


def install(app: QApplication) -> None:
    """Dress `app`, and dress it anew whenever the system turns light or dark."""
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    font = QFont(app.font())
    font.setFamilies([*FAMILIES, font.family()])
    if font.pointSizeF() < 9.5:
        font.setPointSizeF(9.5)  # below this, dense Chinese characters fill in
    app.setFont(font)
    _pixel_size.cache_clear()
    hints = app.styleHints()
    hints.setColorScheme(SCHEMES[choice()])
    hints.colorSchemeChanged.connect(lambda _scheme: _dress(app))
    _dress(app)


def _dress(app: QApplication) -> None:
    look = current()
    if app.property("look") == str(look):
        return
    app.setProperty("look", str(look))
    app.setPalette(_palette(look))
    app.setStyleSheet(stylesheet(look, space))
    from . import icons

    icons.refresh()


def _palette(look: Look) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: look.panel, role.WindowText: look.text, role.Base: look.raised, role.AlternateBase: look.computed,
        role.Text: look.text, role.Button: look.raised, role.ButtonText: look.text, role.BrightText: look.not_met,
        role.Highlight: look.accent, role.HighlightedText: look.on_accent, role.PlaceholderText: look.faint,
        role.Link: look.accent, role.LinkVisited: look.accent, role.Accent: look.accent,
        role.ToolTipBase: look.raised, role.ToolTipText: look.text,
        role.Light: look.line, role.Midlight: look.line, role.Mid: look.line, role.Dark: look.line,
    }
    palette = QPalette()
    for part, colour in colours.items():
        palette.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(look.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(look.line))
    return palette
