"""What the models declare, as the forms read it."""

from decimal import Decimal

import pytest

from zcpark_desktop.project import NoSuchAddress
from zcpark_desktop.project.declared import Kind, all_patterns, declared, pattern_of


def test_a_quantity_has_unit_definition_and_source():
    field = declared("years/2025/economy/revenue_10k_yuan")
    assert (field.title, field.unit, field.office, field.kind) == ("营业收入", "万元", "发改/统计", Kind.NUMBER)
    assert field.minimum == Decimal(0) and field.maximum is None and field.can_be_missing
    assert field.definition == "纳入统计企业的营业收入合计；来源：发改/统计"


def test_value_added_may_be_negative():
    assert declared("years/*/economy/industrial_value_added_current_10k_yuan").minimum is None


def test_limits_of_years_and_shares_are_found():
    assert declared("period/base_year").kind is Kind.YEAR
    assert declared("period/base_year").minimum == 1990
    assert declared("years/2025/electricity/grid_nonfossil_percent").maximum == 100


def test_a_statement_has_the_title_of_its_flag():
    assert declared("enterprises/3/green_factory/value").title == "绿色工厂"
    assert declared("enterprises/3/green_factory/evidence").title == "绿色工厂佐证"
    assert declared("enterprises/3/benchmark/value").choices[0].label == "达到标杆水平"


def test_kinds_follow_the_declaration():
    assert declared("basics/established_on").kind is Kind.DATE
    assert declared("basics/honours").kind is Kind.LONG_TEXT
    assert declared("basics/name").kind is Kind.TEXT
    assert declared("basics/catalogue_listed").can_be_missing
    assert not declared("enterprises/1/counted_in").can_be_missing
    assert declared("years/2025/energy/coke/energy").offered_by == "energies"
    assert declared("boundary/evidence").offered_by == "evidence"


def test_a_row_key_becomes_a_star():
    assert pattern_of("enterprises/17/annual/2025/output_10k_yuan") == "enterprises/*/annual/*/output_10k_yuan"
    assert pattern_of("enterprises/17") == "enterprises/*"


def test_what_is_not_declared_is_refused():
    for address in ("basics/nothing", "years/2025/economy/nothing", "basics/name/more"):
        with pytest.raises(NoSuchAddress):
            declared(address)


def test_all_patterns_reach_into_rows_and_parts():
    patterns = set(all_patterns())
    assert {"enterprises/*/benchmark/evidence", "years/*/heat/supplier", "boundary/rings/*/points"} <= patterns
