"""What all drawn charts share: size in millimetres, font, margins, the file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from zcpark_desktop.paths import resources
from zcpark_desktop.report.chart_look import GREY, INK, PALE
from zcpark_desktop.report.charts import WIDTH_MM

DPI = 200
TEXT, SMALL = 8.5, 7.5

AnyChart = TypeVar("AnyChart")

_SYSTEM = ("Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "SimHei", "WenQuanYi Micro Hei", "SimSun")


@cache
def fonts() -> tuple[str, ...]:
    """Chinese font families at hand: the program's own first, then those of the system for rare characters."""
    manager = font_manager.fontManager
    own = []
    for file in _own_fonts():
        manager.addfont(str(file))
        own.append(font_manager.get_font(str(file)).family_name)
    installed = {entry.name for entry in manager.ttflist}
    return (*own, *(family for family in _SYSTEM if family in installed))


def _own_fonts() -> list[Path]:
    return sorted((resources() / "report" / "fonts").glob("*.ttf"))


def label(text: str) -> str:
    """Text for a chart; subscripts, which Chinese fonts lack, become plain digits."""
    return text.translate(str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")).replace("$", r"\$")


def wrapped(text: str, characters: int, most: int = 3) -> str:
    """A label broken after so many Chinese characters (Latin ones count half), in `most` lines."""
    lines, width = [""], 0.0
    for character in text:
        step = 1.0 if ord(character) > 0x2000 else 0.5
        if width + step > characters:
            lines.append("")
            width = 0.0
        lines[-1] += character
        width += step
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][:-1] + "…"]
    return label("\n".join(lines))


class Canvas:
    """A figure to draw on.

    Args:
        height: millimetres; the width is that of the text.
        families: font families in order of preference.
    """

    def __init__(self, height: int, families: Sequence[str]) -> None:
        self.width, self.height = float(WIDTH_MM), float(height)
        self._settings = {
            "font.family": list(families),
            "font.size": TEXT,
            "axes.unicode_minus": False,
            "hatch.linewidth": 0.6,
            "svg.fonttype": "path",
            "svg.hashsalt": "zcpark",  # the same ids each time
            "text.color": INK,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
        self.figure = Figure(figsize=(self.width / 25.4, self.height / 25.4), dpi=DPI, facecolor="white")

    def draw(self, draw: Callable[[AnyChart, Canvas], None], chart: AnyChart) -> None:
        """Draws a chart; `png` and `svg` then give its file."""
        with matplotlib.rc_context(self._settings):
            draw(chart, self)

    def png(self) -> bytes:
        """The bitmap, without a date or the name of a program in it."""
        settings = {"metadata": {"Software": None}, "pil_kwargs": {"compress_level": 6}}
        return self._saved(FigureCanvasAgg(self.figure).print_png, settings)

    def svg(self) -> bytes:
        """The drawing as SVG, its text as outlines, so that every computer shows it alike."""
        # Word, WPS and LibreOffice differ in which fonts they have, and none takes ours from here.
        settings = {"metadata": dict.fromkeys(("Date", "Creator", "Format", "Type"))}
        made = self._saved(FigureCanvasSVG(self.figure).print_svg, settings)
        # Readers that guard against outside entities refuse a document type.
        return b'<?xml version="1.0" encoding="utf-8"?>\n<svg' + made.split(b"<svg", 1)[1]

    def _saved(self, save: Callable[..., None], settings: dict[str, Any]) -> bytes:
        buffer = io.BytesIO()
        with matplotlib.rc_context(self._settings), warnings.catch_warnings():
            # One rare character of a company's name must not stop the export of a document.
            warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
            save(buffer, **settings)
        return buffer.getvalue()

    def plot(self, left: float = 14, right: float = 4, top: float = 14, bottom: float = 9) -> Any:
        """Axes for bars and lines within margins in millimetres: a base line, pale grid lines, no box."""
        axes = self.figure.add_axes(
            (
                left / self.width,
                bottom / self.height,
                (self.width - left - right) / self.width,
                (self.height - top - bottom) / self.height,
            )
        )
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(length=0, labelsize=TEXT)
        axes.grid(axis="y", color=PALE, linewidth=0.6)
        axes.set_axisbelow(True)
        return axes

    def sheet(self) -> Any:
        """Axes over the whole figure in millimetres, y downwards, nothing drawn."""
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, self.width)
        axes.set_ylim(self.height, 0)
        axes.axis("off")
        return axes

    def nothing(self) -> None:
        """Says that there is nothing to draw."""
        self.figure.text(0.5, 0.5, "暂无数据", ha="center", va="center", color=GREY, fontsize=TEXT + 1)

    def unit(self, text: str) -> None:
        """The unit of the values, at the upper left."""
        self.figure.text(
            2 / self.width, 1 - 2 / self.height, label(f"单位：{text}"), ha="left", va="top", fontsize=SMALL, color=GREY
        )

    def legend(self, handles: Sequence[Any], names: Sequence[str]) -> None:
        """The legend at the upper right, in as many columns as fit."""
        widest = max((len(name) for name in names), default=1)
        columns = max(1, min(len(names), int(118 / (widest * 3.1 + 8))))
        self.figure.legend(
            handles,
            [label(name) for name in names],
            loc="upper right",
            ncols=columns,
            frameon=False,
            fontsize=SMALL,
            borderaxespad=0.2,
            handlelength=1.2,
            handleheight=0.9,
            columnspacing=1.2,
            handletextpad=0.5,
            bbox_to_anchor=(1 - 2 / self.width, 1),
        )
