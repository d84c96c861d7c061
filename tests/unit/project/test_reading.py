"""A project as JSON, in and out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from tests.strategies import projects
from zcpark_desktop.project import Project, ProjectError, dump_json, new_project, parse_json, project_schema
from zcpark_desktop.project import reading as reading_module


@given(projects())
def test_what_is_dumped_is_read_again(project: Project) -> None:
    assert parse_json(dump_json(project)) == project
    assert parse_json(dump_json(project, sparse=True)) == project


@given(projects())
def test_numbers_keep_their_digits(project: Project) -> None:
    assert dump_json(parse_json(dump_json(project))) == dump_json(project)


def test_a_sparse_dump_leaves_out_what_is_not_filled_in() -> None:
    assert json.loads(dump_json(Project(title="甲"), sparse=True)) == {"title": "甲"}
    assert len(json.loads(dump_json(Project(title="甲")))) == len(Project.model_fields)


def test_decimals_in_json_keep_every_digit() -> None:
    project = parse_json('{"years": [{"year": 2025, "economy": {"gdp_10k_yuan": 0.1000000000000000055}}]}')
    assert str(project.years[0].economy.gdp_10k_yuan) == "0.1000000000000000055"


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_json(b"\xef\xbb\xbf{}") == Project()


@pytest.mark.parametrize(
    ("plain", "sentence"),
    [
        ({"basics": {"nmae": "x"}}, "“基本信息”中没有名为“nmae”的字段；请核对拼写，全部字段可用 schema 命令查看。"),
        ({"x": 1}, "数据文件中没有名为“x”的字段；请核对拼写，全部字段可用 schema 命令查看。"),
        (
            {"years": [{"year": 2025, "economy": {"gdp_10k_yuan": -1}}]},
            "“年度数据”第1行“经济”“地区生产总值”：不能为负数；请改正。",
        ),
        ({"years": [{"year": 1800}]}, "“年度数据”第1行“年份”：不能小于1990；请改正。"),
        ({"title": 7}, "“项目名称”：应为文字；请改正。"),
        ({"title": "长" * 501}, "“项目名称”：最多500个字；请改正。"),
        ({"enterprises": {}}, "“企业清单”：应为列表；请改正。"),
        ({"basics": []}, "“基本信息”：应为一组字段；请改正。"),
        ({"committed": "maybe"}, "“材料真实性承诺”：应为 true 或 false；请改正。"),
        ({"basics": {"enterprise_count": 1.5}}, "“基本信息”“入驻企业数量”：应为整数；请改正。"),
        ({"basics": {"established_on": "去年"}}, "“基本信息”“园区成立日期”：应为日期，如 2025-01-31；请改正。"),
    ],
)
def test_what_is_wrong_is_said_with_place_and_remedy(plain: Any, sentence: str) -> None:
    with pytest.raises(ProjectError) as caught:
        parse_json(json.dumps(plain))
    assert str(caught.value) == sentence


def test_one_fault_is_told_and_the_others_are_counted() -> None:
    with pytest.raises(ProjectError, match="另有2处"):
        parse_json('{"x": 1, "y": 2, "z": 3}')


def test_a_file_beyond_all_measure_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "LARGEST_FILE", 10)
    with pytest.raises(ProjectError, match="核对是否选错了文件"):
        parse_json(b" " * 11)


def test_the_schema_names_titles_units_and_limits() -> None:
    schema = project_schema()
    gdp = schema["$defs"]["Economy"]["properties"]["gdp_10k_yuan"]
    assert gdp["title"] == "地区生产总值"
    assert gdp["unit"] == "万元"
    assert schema["additionalProperties"] is False
    assert json.loads(json.dumps(schema)) == schema


def test_the_schema_describes_what_a_new_project_dumps() -> None:
    schema = project_schema()
    assert set(json.loads(dump_json(new_project()))) == set(schema["properties"])
