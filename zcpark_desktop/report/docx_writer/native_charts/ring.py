"""The structure of a whole as a ring; the legend carries each part's number and share, computed in the sheet."""

from __future__ import annotations

from decimal import Decimal
from itertools import cycle

from zcpark_desktop import wording
from zcpark_desktop.report.chart_look import SHADES, decimals, number
from zcpark_desktop.report.charts import WIDTH_MM, Ring
from zcpark_desktop.report.docx_writer.native_charts import markup as m
from zcpark_desktop.report.docx_writer.native_charts.sheet import Column, Sheet
from zcpark_desktop.report.docx_writer.text import width_in_halves

_LONGEST_NAME = 16
_MM_PER_POINT = 25.4 / 72


def chart(data: Ring) -> m.NativeChart | None:
    """A ring clockwise from the top in the order given.

    Raises:
        ValueError: a part is negative.
    """
    if not data.total:
        return None
    sheet = _sheet(data)
    points = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:bubble3D val="0"/>{m.filled(shade)}</c:dPt>'
        for at, (_, shade) in enumerate(zip(data.parts, cycle(SHADES), strict=False))
    )
    series = (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx>{sheet.name_reference(1)}</c:tx>{points}'
        f"<c:cat>{sheet.words_reference(0)}</c:cat><c:val>{sheet.value_reference(1)}</c:val></c:ser>"
    )
    content = (
        f'<c:doughnutChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/><c:holeSize val="62"/>'
        "</c:doughnutChart>"
    )
    area = m.plot_area(m.place(0.04, 0.14, 0.34, 0.8, inner=True), content)
    return m.NativeChart(sheet, area, m.legend("r", layout=m.place(0.46, 0.12, _legend_width(sheet), 0.84)))


def _legend_width(sheet: Sheet) -> float:
    """Wide enough for the longest entry, and not for two of them side by side."""
    longest = max(width_in_halves(str(told)) for told in sheet.columns[0].values)
    return min(0.52, (longest * m.TEXT / 200 * _MM_PER_POINT + 16) / WIDTH_MM)


def _sheet(data: Ring) -> Sheet:
    largest = max(value for _, value in data.parts)
    last, digits = len(data.parts) + 1, decimals(largest)
    told = [
        f"{name[: _LONGEST_NAME - 1] + '…' if len(name) > _LONGEST_NAME else name}　{_least(value, digits)}"
        f"　{_least(value / data.total * 100, 1)}%"
        for name, value in data.parts
    ]
    name = f'IF(LEN(A{{0}})>{_LONGEST_NAME},LEFT(A{{0}},{_LONGEST_NAME - 1})&"…",A{{0}})'
    value, share = _least_formula("C{0}", digits), _least_formula(f"100*C{{0}}/SUM(C$2:C${last})", 1)
    formula = f'={name}&"　"&{value}&"　"&{share}&"%"'
    formulas = [formula.format(row) for row in range(2, last + 1)]
    title = f"{data.title or '合计'}："
    whole = number(data.total, data.total)
    form = m.number_format(decimals(data.total))
    quoted = title.replace('"', '""'), data.unit.replace('"', '""')
    return Sheet(
        f"{title}{whole}{data.unit}",
        [name for name, _ in data.parts],
        (Column("图例", told, formulas), Column(data.unit, [value for _, value in data.parts])),
        f'="{quoted[0]}"&TEXT(SUM(C2:C{last}),"{form}")&"{quoted[1]}"',
    )


def _least(value: Decimal, digits: int) -> str:
    """The number; “<0.1” for one that would read as nothing."""
    least = Decimal(1).scaleb(-digits)
    return f"<{least}" if 0 < value < least / 2 else wording.number(value, digits)


def _least_formula(cell: str, digits: int) -> str:
    """The same, computed in the sheet."""
    least = Decimal(1).scaleb(-digits)
    return f'IF(AND({cell}>0,{cell}<{least / 2}),"<{least}",TEXT({cell},"{m.number_format(digits)}"))'
