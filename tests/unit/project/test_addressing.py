"""Where values stand in the project, and how they are called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zcpark_desktop.project import (
    NoSuchAddress,
    Project,
    ProjectError,
    described,
    field_at,
    new_project,
    row_title,
    value_at,
    with_value,
)
from zcpark_desktop.project.enterprises import Enterprise
from zcpark_desktop.project.years import EnergyRow

GDP = "years/2025/economy/gdp_10k_yuan"


@pytest.fixture
def project() -> Project:
    """A project with two enterprises and an energy balance."""
    plain = {
        "years": [{"year": 2024}, {"year": 2025, "energy": [{"energy": "natural_gas", "purchased": "214.36"}]}],
        "enterprises": [{"id": "17", "name": "甲公司"}, {"id": "3"}],
    }
    return Project.model_validate(plain)


def test_an_address_finds_a_value_by_names_and_keys(project: Project) -> None:
    assert value_at(project, "years/2025/energy/natural_gas/purchased") == Decimal("214.36")
    assert value_at(project, "enterprises/17/name") == "甲公司"
    assert value_at(project, "") is project
    assert value_at(project, "enterprises/3") is project.enterprises[1]


def test_an_address_stays_valid_when_rows_are_sorted(project: Project) -> None:
    turned = with_value(project, "enterprises", project.enterprises[::-1])
    assert value_at(turned, "enterprises/17/name") == "甲公司"


@pytest.mark.parametrize(
    "address", ["nothing", "years/1999", "years/2025/nothing", "title/x", GDP + "/x", "enterprises/99/name"]
)
def test_what_is_not_there_is_said_in_chinese(project: Project, address: str) -> None:
    with pytest.raises(NoSuchAddress, match="没有名为|找不到行"):
        value_at(project, address)
    with pytest.raises(NoSuchAddress, match="没有名为|找不到行"):
        with_value(project, address, "x")


def test_a_new_value_changes_one_place_and_shares_the_rest(project: Project) -> None:
    after = with_value(project, GDP, "12.5")
    assert value_at(after, GDP) == Decimal("12.5")
    assert value_at(project, GDP) is None
    assert after.enterprises is project.enterprises
    assert after.year(2024) is project.year(2024)
    assert after.year(2025).energy is project.year(2025).energy  # type: ignore[union-attr]


def test_a_value_that_does_not_fit_is_refused_with_its_place(project: Project) -> None:
    with pytest.raises(ProjectError) as caught:
        with_value(project, GDP, "很多")
    assert str(caught.value) == "2025年 经济 地区生产总值：应为数字，现为“很多”；请改正。"


def test_years_out_of_order_are_refused(project: Project) -> None:
    with pytest.raises(ProjectError, match="基准年 < 近期目标年 < 远期目标年"):
        with_value(project, "period/long_term_year", 2026)


def test_a_row_cannot_take_the_name_of_another(project: Project) -> None:
    with pytest.raises(ProjectError, match="只能出现一次"):
        with_value(project, "years/2024/year", 2025)


def test_supply_of_electricity_is_sent_to_its_own_table(project: Project) -> None:
    electricity = with_value(project, "years/2025/energy", [{"energy": "electricity"}])
    with pytest.raises(ProjectError, match="购入量请填在“电力来源”表"):
        with_value(electricity, "years/2025/energy/electricity/purchased", 1)
    assert EnergyRow(energy="electricity", fuel_industry=1).fuel_industry == 1


def test_the_declaration_of_a_field_is_found_by_its_address(project: Project) -> None:
    assert field_at(project, GDP).title == "地区生产总值"
    assert field_at(project, "enterprises/17").title == "企业清单"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (GDP, "2025年 经济 地区生产总值"),
        ("enterprises/17/diagnosed/value", "企业清单 甲公司 参与“智改数转网联”诊断"),
        ("enterprises/3/name", "企业清单 第3行 企业名称"),
        ("basics/head/phone", "基本信息 园区负责人 联系电话"),
        ("years/1999/economy", "年度数据 1999"),
    ],
)
def test_an_address_is_said_as_a_reader_says_it(project: Project, address: str, words: str) -> None:
    assert described(project, address) == words


def test_a_row_is_called_by_its_name_and_else_by_its_key() -> None:
    assert row_title(Enterprise(id="3", name="甲公司")) == "甲公司"
    assert row_title(Enterprise(id="3")) == "第3行"
    assert row_title(new_project().years[0]) == "2022年"


@pytest.mark.parametrize("key", ["a/b", "/", "a//"])
def test_a_row_key_that_no_address_can_reach_is_refused(project: Project, key: str) -> None:
    with pytest.raises(ProjectError, match="含有“/”"):
        with_value(project, "enterprises", ({"id": key},))
