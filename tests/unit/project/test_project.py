"""The project as a whole: its years, and what does not belong to them."""

from __future__ import annotations

import pytest

from zcpark_desktop.project import Project, new_project, year_mismatches


def test_a_new_project_has_three_past_years_base_near_and_long_term() -> None:
    project = new_project("甲")
    assert [year.year for year in project.years] == [2022, 2023, 2024, 2025, 2027, 2030]
    assert project.period.past_years == (2022, 2023, 2024)
    assert year_mismatches(project) == []


def test_every_new_project_has_an_identity_of_its_own() -> None:
    assert new_project().project_id != new_project().project_id
    assert new_project("甲", "7" * 32) == new_project("甲", "7" * 32)


def test_a_year_is_found_by_its_number() -> None:
    project = new_project()
    assert project.year(2025) is project.years[3]
    assert project.year(1999) is None


@pytest.mark.parametrize(
    ("plain", "said", "place"),
    [
        ({"years": [{"year": 2021}]}, "2021年不在项目年份（2022—2030年）内", "years/2021"),
        ({"years": [{"year": 2031}]}, "2031年不在项目年份（2022—2030年）内", "years/2031"),
        ({"targets": [{"indicator": "x", "year": 2031}]}, "第1行的年份2031不在2022—2030年内", "targets/1/year"),
        (
            {"enterprises": [{"name": "甲", "annual": [{"year": 2023}]}]},
            "企业“甲”的年度数据含2023年",
            "enterprises/1/annual/2023",
        ),
        (
            {"enterprises": [{"annual": [{"year": 2023}]}]},
            "企业清单第1行的年度数据含2023年",
            "enterprises/1/annual/2023",
        ),
    ],
)
def test_figures_of_other_years_are_named(plain: dict[str, object], said: str, place: str) -> None:
    ((sentence, address),) = year_mismatches(Project.model_validate(plain))
    assert said in sentence
    assert sentence.endswith("。") and address == place


@pytest.mark.parametrize("year", [2022, 2030])
def test_the_first_and_the_last_year_belong_to_the_project(year: int) -> None:
    assert year_mismatches(Project.model_validate({"years": [{"year": year}]})) == []
