"""Every field of the project has its place in a form, and every place in a form is a field of the project."""

import pytest

from zcpark_desktop.forms import NOT_ASKED, STEPS, Ask, Table, Yearly, step, step_of
from zcpark_desktop.project import NoSuchAddress
from zcpark_desktop.project.declared import all_patterns, declared, pattern_of


def shown_patterns():
    return {pattern for each in STEPS for pattern in each.patterns()}


def is_covered_by_a_page(pattern):
    return any(pattern == start or pattern.startswith(f"{start}/") for each in STEPS for start in each.covers)


def test_every_field_is_in_a_form_or_exempt_with_a_reason():
    missing = [
        pattern for pattern in all_patterns()
        if pattern not in shown_patterns() and not is_covered_by_a_page(pattern)
        and not declared(pattern).hidden and not NOT_ASKED.get(pattern)
    ]
    assert missing == []


def test_every_address_in_a_form_is_a_field_of_the_project():
    assert shown_patterns() <= set(all_patterns())


def test_what_is_exempt_is_a_field_and_in_no_form():
    assert set(NOT_ASKED) <= set(all_patterns())
    assert not set(NOT_ASKED) & shown_patterns()


def test_no_field_is_asked_for_twice():
    asked = [pattern for each in STEPS for pattern in each.patterns()]
    assert sorted(asked) == sorted(set(asked))


def test_every_shown_field_has_a_chinese_title():
    for pattern in shown_patterns():
        title = declared(pattern).title
        assert any("\u4e00" <= letter <= "\u9fff" for letter in title), pattern


def test_flags_and_totals_are_columns_of_their_table():
    for each in STEPS:
        for item in each.items:
            if isinstance(item, Table):
                paths = {column.path for column in item.columns}
                assert set(item.flags) <= paths and set(item.totals) <= paths
                assert sum(column.frozen for column in item.columns) == 1
            if isinstance(item, Yearly):
                assert item.optional_fields <= set(item.fields)


def test_steps_have_ids_of_their_own_and_a_hint():
    assert len({each.id for each in STEPS}) == len(STEPS)
    assert all(each.hint.endswith("。") for each in STEPS)


@pytest.mark.parametrize(("address", "expected"), [
    ("basics/name", "basics"),
    ("boundary/rings/1/points", "boundary"),
    ("years/2025/economy/gdp_10k_yuan", "economy"),
    ("years/2025/economy", "economy"),
    ("years/2025/energy/natural_gas/purchased", "energy"),
    ("years/2025/energy/natural_gas", "energy"),
    ("years/2025/electricity", "electricity"),
    ("enterprises/17/diagnosed/value", "enterprises"),
    ("enterprises/17/annual/2025/output_10k_yuan", "enterprises"),
    ("enterprises/17", "enterprises"),
    ("targets", "targets"),
    ("exemptions/3/reason", "indicators"),
    ("evidence/4", "evidence"),
    ("narratives/application.1.1/body", "narrative"),
])
def test_a_value_is_found_on_its_step(address, expected):
    assert step_of(address) == expected
    assert step(expected).id == expected


def test_an_unknown_address_stands_on_no_step():
    with pytest.raises(NoSuchAddress):
        step_of("basics/no_such_field")


def test_questions_that_depend_on_answers_name_real_fields():
    conditional = [item for each in STEPS for item in each.items if isinstance(item, Ask)]
    assert {pattern_of(item.address) for item in conditional} <= set(all_patterns())
