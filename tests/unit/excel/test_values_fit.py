"""A value that a cell may hold fits the project wherever its field stands alone, so that it need not be tried out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcpark_desktop.excel.layouts import CONTEXT, YEAR, RowsDown, park_layouts
from zcpark_desktop.excel.proposal import Change, Line, Proposal, checked, edits
from zcpark_desktop.project import value_at, with_value, with_values
from zcpark_desktop.project.declared import declared, row_model, stands_alone
from zcpark_desktop.project.entry import EntryError, parse

CELLS = sorted({(layout.address, path) for layout in park_layouts((2025,), (2025,)) if isinstance(layout, RowsDown)
                for path in layout.paths if not path.startswith(CONTEXT) and "/*/" not in path})
TEXTS = st.one_of(
    st.text(max_size=600), st.decimals(allow_nan=False, allow_infinity=False).map(lambda number: format(number, "f")),
    st.integers(-10**16, 10**16).map(str), st.dates().map(str),
    st.sampled_from(["", "—", "1e14", "1e15", "999999999999999.9", "1E-30", "100", "101%", "是", "×", "12.5%", "2025年",
                     "1989", "1990", "2100", "2101", "10000000", "10000001", "长" * 500, "长" * 501, "a\x0bb"]))


@given(st.sampled_from(CELLS), TEXTS)
def test_what_can_be_read_can_be_put_in(cell, text):
    address, path = cell
    layout = RowsDown("", address, (path,))
    field = layout.field(path)
    if not stands_alone(field.pattern):
        return
    try:
        value = parse(text, field, {"Z-1": "一"})
    except EntryError:
        return
    row = row_model(address.replace(YEAR, "2025"))()
    if YEAR in path:
        name, _, own = path.partition(f"/{YEAR}/")
        row = row_model(f"{address}/*/{name}")()
        path = own
    with_value(row, path, value)


@pytest.mark.parametrize(("pattern", "alone"), [
    ("enterprises/*/name", True),
    ("enterprises/*/diagnosed/value", True),
    ("years/*/economy/gdp_10k_yuan", True),
    ("period/base_year", False),  # years have to go forward
    ("years/*/energy/*/purchased", False),  # power and heat stand in tables of their own
    ("coefficients/*/energy", False),  # names the row
])
def test_where_others_have_a_say_a_value_does_not_stand_alone(pattern, alone):
    assert stands_alone(pattern) is alone


def test_a_value_that_others_forbid_is_refused_and_the_rest_is_kept(park):
    line = Line("表.xlsx", "基本信息", "", False)
    wanted = [("title", "新名"), ("period/near_term_year", 2020), ("period/long_term_year", 2031)]
    changes = tuple(Change(address, line, row, 2, declared(address), {}, value_at(park, address), value)
                    for row, (address, value) in enumerate(wanted))
    found = checked(Proposal(park, changes, (), (), {}, 0, (), 1))
    assert [change.address for change in found.changes] == ["title", "period/long_term_year"]
    (refused,) = found.refused
    assert refused.source.cell == "C2" and "年份应依次为" in refused.sentence
    assert with_values(park, edits(found)).period.long_term_year == 2031
