"""The pieces that native charts are made of, as DrawingML, in one quiet look.

The order of elements is that of the schema; Word refuses a chart where it is not kept. Places are fractions of the
chart's area and stated outright: Word, WPS and LibreOffice then agree on the layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zcpark_desktop.report.chart_look import GREY, INK, PALE
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.native_charts.sheet import Sheet

SMALL, TEXT = 800, 900
"""Sizes of text in hundredths of a point: 小五 is 9 points."""

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
WORKBOOK = "rId1"
"""The id of a chart part's relationship to its embedded workbook."""

CATEGORY_AXIS, VALUE_AXIS = "111111111", "222222222"


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart that Word draws: its data and c:plotArea, and c:legend where it has one."""

    sheet: Sheet
    plot: str
    legend: str = ""

    def part(self) -> bytes:
        """The chart part."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return (
            f'{head}<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
            f'<c:chart>{_title(self.sheet)}<c:autoTitleDeleted val="0"/>{self.plot}{self.legend}'
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text(TEXT)}"
            f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
        ).encode()


def _title(sheet: Sheet) -> str:
    """The unit at the upper left, taken from the sheet."""
    return (
        f"<c:title><c:tx>{sheet.title_reference()}</c:tx>{place(0.01, 0.01)}"
        f'<c:overlay val="1"/>{text(SMALL, GREY)}</c:title>'
    )


def colour(value: str) -> str:
    """A solid fill; “#1F6F5C”."""
    return f'<a:solidFill><a:srgbClr val="{value.removeprefix("#")}"/></a:solidFill>'


def text(size: int, ink: str = INK) -> str:
    """c:txPr: size in hundredths of a point, in the fonts of tables."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0">{colour(ink)}'
        f'<a:latin typeface="{look.LATIN}"/><a:ea typeface="{look.FANGSONG}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def place(x: float, y: float, width: float = 0, height: float = 0, inner: bool = False) -> str:
    """c:layout; `inner` places the plot itself, its axes outside."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    size = f'<c:w val="{width:g}"/><c:h val="{height:g}"/>' if width else ""
    return (
        f'<c:layout><c:manualLayout>{target}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:g}"/><c:y val="{y:g}"/>{size}</c:manualLayout></c:layout>'
    )


def filled(fill: str, edge: str = "#FFFFFF", width: int = 6350) -> str:
    """c:spPr of an area with a thin edge."""
    return f'<c:spPr>{colour(fill)}<a:ln w="{width}">{colour(edge)}</a:ln></c:spPr>'


def line(ink: str, width: int = 19050, dash: str = "solid") -> str:
    """c:spPr of a line; widths in EMU (12,700 to the point)."""
    return (
        f'<c:spPr><a:ln w="{width}" cap="rnd">{colour(ink)}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
    )


NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
NO_AREA = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def labels(digits: int | str, position: str, size: int = SMALL, ink: str = INK, hidden: Iterable[int] = (),
           moved: dict[int, str] | None = None, moved_ink: str = INK) -> str:
    """c:dLbls: numbers beside their points.

    Args:
        digits: after the point; or a whole number format.
        position: t, b, r, l, ctr, inEnd or outEnd.
        hidden: points whose number is not shown.
        moved: points whose number stands elsewhere, and where.
        moved_ink: the colour of those.
    """
    hide = {at: f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>' for at in hidden}
    code = digits if isinstance(digits, str) else number_format(digits)
    form = f'<c:numFmt formatCode="{code}" sourceLinked="0"/>{NO_AREA}'
    for at, other in (moved or {}).items():
        if at not in hide:
            style = f'{form}{text(size, moved_ink)}<c:dLblPos val="{other}"/>'
            hide[at] = f'<c:dLbl><c:idx val="{at}"/>{style}{_SHOW_VALUE}</c:dLbl>'
    single = "".join(hide[at] for at in sorted(hide))
    return f'<c:dLbls>{single}{form}{text(size, ink)}<c:dLblPos val="{position}"/>{_SHOW_VALUE}</c:dLbls>'


_SHOW_VALUE = "".join(
    f'<c:show{what} val="{int(what == "Val")}"/>'
    for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)


def number_format(decimals: int) -> str:
    """“#,##0.00” for 2."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def series(sheet: Sheet, column: int, order: int, look_of: str, label: str, after: str = "") -> str:
    """c:ser of a column: `look_of` stands before its labels, `after` at its end."""
    return (
        f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx>{sheet.name_reference(column)}</c:tx>'
        f"{look_of}{label}<c:cat>{sheet.category_reference()}</c:cat><c:val>{sheet.value_reference(column)}</c:val>"
        f"{after}</c:ser>"
    )


def axes(zero_based: bool = True) -> str:
    """Categories below, values at the left over pale lines."""
    least = '<c:min val="0"/>' if zero_based else ""
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line(GREY, 9525)}{text(TEXT)}<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/><c:majorGridlines>{line(PALE, 6350)}</c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/>{NO_LINE}{text(SMALL, GREY)}<c:crossAx val="{CATEGORY_AXIS}"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


AXIS_IDS = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'


def plot_area(layout: str, content: str) -> str:
    """c:plotArea without a ground of its own."""
    return f"<c:plotArea>{layout}{content}{NO_AREA}</c:plotArea>"


def legend(position: str, hidden: Iterable[int] = (), layout: str = "") -> str:
    """c:legend; `hidden` are series or points that it does not name."""
    entries = "".join(f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in hidden)
    return f'<c:legend><c:legendPos val="{position}"/>{entries}{layout}<c:overlay val="0"/>{text(TEXT)}</c:legend>'


def marker(symbol: str, fill: str, edge: str) -> str:
    """c:marker; “none” for no mark."""
    if symbol == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="6"/>{filled(fill, edge, 9525)}</c:marker>'


def unit(text_of: str) -> str:
    """The title line of a chart with axes."""
    return f"单位：{text_of}"

