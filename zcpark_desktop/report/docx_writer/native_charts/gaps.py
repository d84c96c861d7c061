"""Many indicators against their limits, each in percent of its own limit: bars that end before, at or beyond 100 %."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from zcpark_desktop.report.chart_look import ACCENT, GREY, INK, PALE, SHADES, WHITE
from zcpark_desktop.report.charts import GapBars, GapRow, height_mm
from zcpark_desktop.report.docx_writer.native_charts import markup as m
from zcpark_desktop.report.docx_writer.native_charts.sheet import Column, Sheet, letter

_VERDICTS = ((True, "达标", ACCENT, WHITE), (False, "未达标", SHADES[3], INK), (None, "未判定", WHITE, INK))
_ABOVE_MM, _BELOW_MM = 9, 8
"""Room for the axis above the bars and the legend below."""

_LONGEST = 200
"""Percent at which the axis ends; longer bars run out of the picture, and their number tells how far."""


def chart(data: GapBars) -> m.NativeChart | None:
    """A bar per indicator, in the look of its verdict; the words beside it tell value and limit in their unit."""
    if all(row.value is None for row in data.rows):
        return None
    sheet = _sheet(data.rows)
    made: list[str] = []
    for at, (_, _, fill, ink) in enumerate(_VERDICTS):
        values = sheet.columns[at].values
        if not any(value is not None for value in values):
            continue
        long = [i for i, value in enumerate(values) if isinstance(value, Decimal) and value > _LONGEST * 4 // 5]
        label = m.labels("0&quot;%&quot;", "outEnd", moved=dict.fromkeys(long, "inBase"), moved_ink=ink)
        look = m.filled(fill, ACCENT if fill == ACCENT else INK) + '<c:invertIfNegative val="0"/>'
        made.append(m.series(sheet, at, len(made), look, label))
    content = (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{"".join(made)}<c:gapWidth val="90"/><c:overlap val="100"/>{m.AXIS_IDS}</c:barChart>{_axes()}'
    )
    height = height_mm(data)
    top, foot = _ABOVE_MM / height, _BELOW_MM / height
    area = m.plot_area(m.place(0.5, top, 0.48, 1 - top - foot, inner=True), content)
    return m.NativeChart(sheet, area, m.legend("b"))


def _sheet(rows: Sequence[GapRow]) -> Sheet:
    first = len(_VERDICTS) + 1
    value, limit = letter(first), letter(first + 1)
    columns = []
    for met, title, _, _ in _VERDICTS:
        reached = [None if row.met is not met or row.reached is None else row.reached * 100 for row in rows]
        formulas = [
            "" if share is None or not row.limit else f"={value}{at}/{limit}{at}*100"
            for at, (row, share) in enumerate(zip(rows, reached, strict=True), 2)
        ]
        columns.append(Column(title, reached, formulas))
    columns += [Column("现状值", [row.value for row in rows]), Column("要求值", [row.limit for row in rows])]
    words = [f"{row.name}\n{row.value_text}（{row.limit_text}）" for row in rows]
    return Sheet("现状值为要求值的百分比（%）", words, columns)


def _axes() -> str:
    return (
        f'<c:catAx><c:axId val="{m.CATEGORY_AXIS}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{m.line(GREY, 9525)}{m.text(m.SMALL)}<c:crossAx val="{m.VALUE_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{m.VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{_LONGEST}"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="t"/>'
        f'<c:majorGridlines>{m.line(PALE, 12700)}</c:majorGridlines>'
        '<c:numFmt formatCode="[=100]&quot;要求值&quot;;" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'{m.NO_LINE}{m.text(m.SMALL, GREY)}<c:crossAx val="{m.CATEGORY_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/><c:majorUnit val="100"/></c:valAx>'
    )
