"""Each value knows where it comes from, and its origin goes where the value goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import origins
from zcpark_desktop.project import (
    How,
    Origin,
    ProjectError,
    dump_json,
    new_project,
    origin_of,
    parse_json,
    with_origins,
    with_value,
    with_values,
)
from zcpark_desktop.project.origins import NO_ORIGINS, Origins, place_of

GDP = "years/2025/economy/gdp_10k_yuan"
AT = datetime(2026, 11, 25, 2, 42, tzinfo=UTC)
TYPED = Origin(How.TYPED, AT, "张三")
LATER = Origin(How.PASTED, datetime(2026, 11, 26, tzinfo=UTC), "李四")
IMPORTED = Origin(How.IMPORTED, AT, "张三")


@dataclass(frozen=True)
class Cell:
    file: str
    sheet: str
    cell: str


@pytest.fixture
def park():
    before = new_project("试验", "p")
    rows = ({"id": "1", "name": "甲", "annual": [{"year": 2025, "output_10k_yuan": "7"}]}, {"id": "2", "name": "乙"})
    after = with_values(before, [(GDP, "12"), ("enterprises", rows)])
    return with_origins(before, after, TYPED)


def test_what_a_step_changed_has_its_origin_and_nothing_else_has(park):
    assert origin_of(park, GDP) == TYPED
    assert origin_of(park, "enterprises/1/name") == TYPED
    assert origin_of(park, "enterprises/1/annual/2025/output_10k_yuan") == TYPED
    assert origin_of(park, "enterprises/2/credit_code") is None
    assert origin_of(park, "title") is None
    assert origin_of(park, "enterprises/9/name") is None


def test_a_later_change_takes_the_place_of_the_first_origin_in_its_own_field_only(park):
    changed = with_origins(park, with_value(park, "enterprises/1/name", "丙"), LATER)
    assert origin_of(changed, "enterprises/1/name") == LATER
    assert origin_of(changed, "enterprises/1/annual/2025/output_10k_yuan") == TYPED
    assert origin_of(park, "enterprises/1/name") == TYPED


def test_an_emptied_field_has_no_origin_and_keeps_none(park):
    emptied = with_origins(park, with_value(park, GDP, None), LATER)
    assert origin_of(emptied, GDP) is None
    assert emptied.origins.get(GDP) is None
    assert origin_of(with_value(park, GDP, None), GDP) is None


def test_a_row_that_takes_a_removed_rows_key_does_not_inherit_its_origins(park):
    removed = with_origins(park, with_value(park, "enterprises", park.enterprises[:1]), LATER)
    again = with_origins(removed, with_value(removed, "enterprises", (*removed.enterprises, {"id": "2"})), LATER)
    named = with_value(again, "enterprises/2/name", "丁")
    assert origin_of(named, "enterprises/2/name") is None
    assert origin_of(removed, "enterprises/1/name") == TYPED


def test_moved_rows_keep_their_origins(park):
    moved = with_origins(park, with_value(park, "enterprises", park.enterprises[::-1]), LATER)
    assert origin_of(moved, "enterprises/1/name") == TYPED


def test_a_row_inside_a_row_loses_its_origins_when_it_is_removed(park):
    without = with_origins(park, with_value(park, "enterprises/1/annual", ()), LATER)
    assert len(without.origins) == len(park.origins) - 1
    assert without.origins.get("enterprises/1/name") == TYPED


def test_imported_values_name_their_cells_and_others_of_the_step_its_origin_alone():
    before = new_project("试验", "p")
    after = with_values(before, [(GDP, "12"), ("basics/name", "某园区")])
    taken = with_origins(before, after, IMPORTED, {GDP: Cell("供电公司.xlsx", "电力", "C12")})
    assert origin_of(taken, GDP) == Origin(How.IMPORTED, AT, "张三", "供电公司.xlsx", "电力", "C12")
    assert origin_of(taken, "basics/name") == IMPORTED


def test_what_the_program_writes_by_itself_has_no_origin():
    before = new_project("试验", "p")
    after = with_value(before, "schemes", ({"id": "wuxi-2025", "scheme": "wuxi-2025"},))
    assert with_origins(before, after, TYPED) is after


def test_origins_are_in_the_data_file_and_come_back(park):
    text = dump_json(park)
    assert '"who": "张三"' in text
    assert parse_json(text) == park
    assert dump_json(parse_json(text)) == text


def test_a_dump_reads_as_one_entry_for_each_step_with_a_line_for_each_row():
    source = {f"enterprises/{key}/name": Cell("企业.xlsx", "清单", f"C{key}") for key in "12"}
    before = new_project("试验", "p")
    after = with_value(before, "enterprises", ({"id": "1", "name": "甲"}, {"id": "2", "name": "乙", "industry": "丙"}))
    taken = with_origins(before, after, IMPORTED, source)
    assert taken.model_dump(mode="json")["origins"] == [
        {"how": "imported", "when": "2026-11-25T02:42Z", "who": "张三",
         "cells": {"enterprises": {"columns": ["industry"], "rows": {"2": "."}}}},
        {"how": "imported", "when": "2026-11-25T02:42Z", "who": "张三", "file": "企业.xlsx", "sheet": "清单",
         "cells": {"enterprises": {"columns": ["name"], "rows": {"1": "C1", "2": "C2"}}}},
    ]


@pytest.mark.parametrize("wrong", [
    '[{"how": "typed"}]', '[{"how": "told", "when": "2026-11-25T02:42Z", "cells": {}}]', '"x"', "[1]",
    '[{"how": "typed", "when": "gestern", "cells": {}}]',
    '[{"how": "typed", "when": "2026-11-25T02:42Z", "cells": {"title": {"columns": [""], "rows": {"": ". ."}}}}]',
    '[{"how": "typed", "when": "2026-11-25T02:42Z", "whom": "", "cells": {}}]',
])
def test_origins_that_are_none_are_refused_with_a_sentence(wrong):
    with pytest.raises(ProjectError, match="数据来源"):
        parse_json(f'{{"origins": {wrong}}}')


@given(origins(), origins())
def test_what_the_journal_tells_turns_one_state_into_the_other(before: Origins, after: Origins):
    told = after.since(before)
    assert (told is None) == (before == after)
    assert told is None or before.following(told) == after


@given(origins())
def test_the_plain_data_hold_every_origin(some: Origins):
    project = new_project("试验", "p").model_copy(update={"origins": some})
    assert parse_json(dump_json(project)).origins == some


@given(st.dictionaries(st.sampled_from([GDP, "title", "basics/name"]), st.decimals(0, 9, places=1), min_size=1))
def test_a_step_shares_what_it_does_not_change(values):
    before = with_origins(NEW, with_value(NEW, "enterprises", ({"id": "1", "name": "甲"},)), TYPED)
    edits = [(address, value if address == GDP else str(value)) for address, value in values.items()]
    after = with_origins(before, with_values(before, edits), LATER)
    assert after.origins._map["enterprises"] is before.origins._map["enterprises"]


def test_an_address_has_three_parts():
    assert place_of("title") == ("title", "", "")
    assert place_of("basics/name") == ("basics", "name", "")
    assert place_of(GDP) == ("years", "2025", "economy/gdp_10k_yuan")


def test_no_origins_are_left_out_of_the_project_file():
    assert "origins" not in dump_json(with_value(NEW, GDP, Decimal(1)), sparse=True)
    assert NEW.origins is NO_ORIGINS


NEW = new_project("试验", "p")
