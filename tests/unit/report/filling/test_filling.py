"""An office's own form is filled: braces however they were cut, controls, rows for lists; nothing else is touched."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.docx_checks import structure_faults, validate_docx
from tests.unit.report.parks import evaluation, rules, sample
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.paths import resources
from zcpark_desktop.project import Project, with_value
from zcpark_desktop.report.docx_writer import FileInUse
from zcpark_desktop.report.filling import Filled, Form, Names, UnusableForm, fill, remember, remembered


def filled(
    form: docx.document.Document, folder: Path, project: Project | None = None, mapping: dict[str, str] | None = None
) -> tuple[docx.document.Document, Filled]:
    source, target = folder / "表式.docx", folder / "填好.docx"
    form.save(str(source))
    names = Names(evaluation() if project is None else evaluate(project, rules()))
    result = fill(Form(source), names, target, mapping)
    assert set(structure_faults(target)) <= set(structure_faults(source))
    return docx.Document(str(target)), result


@cache
def of_the_sample() -> Names:
    return Names(evaluation())


def with_text(*runs: str) -> docx.document.Document:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    return made


def control(tag: str = "", alias: str = "", text: str = "点击输入", block: bool = False) -> object:
    names = (f'<w:alias w:val="{alias}"/>' if alias else "") + (f'<w:tag w:val="{tag}"/>' if tag else "")
    run = f"<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>"
    content = f"<w:p>{run}</w:p>" if block else run
    return parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr>{names}<w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


# --------------------------------------------------------------------------- names


def test_braces_that_do_not_end_are_named_with_their_place(tmp_path: Path) -> None:
    form = with_text("{{园区.名称}}，{{指标.2.现状}、｛｛园区.级别")
    made, result = filled(form, tmp_path)
    assert made.paragraphs[0].text == "无锡望荻智造产业园，{{指标.2.现状}、｛｛园区.级别"
    assert [(each.place, each.text) for each in result.unknown] == [
        ("第1段", "{{指标.2.现状（缺少}}）"), ("第1段", "｛｛园区.级别（缺少}}）")]


def test_every_name_that_the_manual_gives_as_an_example_is_known() -> None:
    page = (resources() / "manual" / "export.md").read_text(encoding="utf-8")
    examples = re.findall(r"\{\{(.+?)\}\}", page)
    assert len(examples) > 4
    assert [name for name in examples if of_the_sample().find(name) is None] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("园区.名称", "无锡望荻智造产业园"),
        ("基本信息.园区名称", "无锡望荻智造产业园"),
        ("指标.2.现状", "1.941吨/吨标准煤"),
        ("指标.2.近期限值", "≤1吨/吨标准煤"),
        ("指标.2.结论", "未达标"),
        ("2025年.经济.地区生产总值", "955,954.8"),
        (" ２０２５年．经济．地区生产总值 ", "955,954.8"),
        ("基本信息.申报级别", "市级"),
    ],
)
def test_a_name_gives_the_value(name: str, text: str) -> None:
    found = of_the_sample().find(name)
    assert found is not None
    assert found.text == text


def test_every_name_that_is_offered_is_found_again() -> None:
    names = of_the_sample()
    offered = list(names.all())
    assert len({each.name for each in offered}) == len(offered) > 1000
    for each in offered[::7]:
        assert names.find(each.name) == each


def test_a_title_that_is_the_only_one_is_guessed() -> None:
    names = of_the_sample()
    assert names.guess("批复文号").name == "基本信息.批复文号"
    assert names.guess("联系电话") is None  # of the head of the park, and of the contact
    assert names.guess("没有这个") is None


# --------------------------------------------------------------------------- single values


@pytest.mark.parametrize(
    "runs",
    [
        ("园区：{{园区.名称}}。",),
        ("园区：{", "{园", "区.名", "称}", "}。"),
        ("园区：", "{{园区.名称}}", "。"),
        ("园区：{{ 园区.名称 }}。",),
        ("园区：｛｛园区．名称｝｝。",),
    ],
)
def test_braces_are_filled_however_word_cut_them(runs: tuple[str, ...], tmp_path: Path) -> None:
    made, result = filled(with_text(*runs), tmp_path)
    assert made.paragraphs[0].text == "园区：无锡望荻智造产业园。"
    assert result == Filled((), ())


def test_several_fields_in_a_paragraph_and_text_around_them_stay_in_order(tmp_path: Path) -> None:
    made, _ = filled(with_text("{{年份.基准年}}，{{园区.名", "称}}（{{指标.2.结论}}）、{{年份.基准年}}"), tmp_path)
    assert made.paragraphs[0].text == "2025年，无锡望荻智造产业园（未达标）、2025年"


def test_the_look_of_the_first_run_is_kept(tmp_path: Path) -> None:
    form = docx.Document()
    paragraph = form.add_paragraph()
    paragraph.add_run("{{园区").bold = True
    paragraph.add_run(".名称}}后").italic = True
    made, _ = filled(form, tmp_path)
    assert [(run.text, run.bold, run.italic) for run in made.paragraphs[0].runs] == [
        ("无锡望荻智造产业园", True, None),
        ("后", None, True),
    ]


def test_characters_of_xml_and_lines_are_written_as_they_are(tmp_path: Path) -> None:
    project = with_value(sample(), "basics/name", "A<B>&“C”\x0b第二行")
    made, _ = filled(with_text("{{基本信息.园区名称}}"), tmp_path, project)
    assert made.paragraphs[0].text.splitlines()[0] == "A<B>&“C”"


def test_what_is_not_filled_in_yet_is_marked_and_told(tmp_path: Path) -> None:
    project = with_value(sample(), "basics/approval_number", "")
    made, result = filled(with_text("{{基本信息.批复文号}}"), tmp_path, project)
    assert made.paragraphs[0].text == "【待补充：基本信息：批复文号】"
    assert [field.text for field in result.missing] == ["基本信息.批复文号"]


def test_unknown_fields_stay_and_are_named_with_their_place(tmp_path: Path) -> None:
    form = with_text("{{不认识}}")
    table = form.add_table(3, 2)
    table.cell(2, 1).text = "见{{也不认识}}"
    form.sections[0].header.paragraphs[0].text = "{{页眉里的}}"
    made, result = filled(form, tmp_path)
    assert made.paragraphs[0].text == "{{不认识}}"
    assert [(field.text, field.place) for field in result.unknown] == [
        ("不认识", "第1段"),
        ("也不认识", "第1个表格第3行第2格"),
        ("页眉里的", "页眉第1段"),
    ]


def test_headers_are_filled_too(tmp_path: Path) -> None:
    form = docx.Document()
    form.sections[0].header.paragraphs[0].text = "{{园区.名称}}"
    made, _ = filled(form, tmp_path)
    assert made.sections[0].header.paragraphs[0].text == "无锡望荻智造产业园"


def test_what_was_chosen_for_a_field_counts_before_its_own_words(tmp_path: Path) -> None:
    made, _ = filled(
        with_text("{{单位全称}}{{园区.名称}}"),
        tmp_path,
        mapping={"单位全称": "基本信息.申报单位", "园区.名称": "年份.基准年"},
    )
    assert made.paragraphs[0].text == "无锡望荻经济开发区管理委员会2025年"


# --------------------------------------------------------------------------- controls


@pytest.mark.parametrize(
    ("tag", "alias"), [("园区.名称", ""), ("", "园区.名称"), ("园区.名称", "单位"), ("x1", "园区名称")]
)
@pytest.mark.parametrize("block", [False, True])
def test_a_control_is_filled_by_its_tag_or_title(tmp_path: Path, tag: str, alias: str, block: bool) -> None:
    form = docx.Document()
    made_control = control(tag, alias, block=block)
    if block:
        form.element.body.insert(0, made_control)
    else:
        form.add_paragraph("名称：")._p.append(made_control)
    made, result = filled(form, tmp_path)
    xml = made.element.xml
    assert "无锡望荻智造产业园" in xml
    assert "点击输入" not in xml
    assert "showingPlcHdr" not in xml
    assert "<w:b/>" in xml
    assert result.unknown == ()


def test_contents_and_pictures_are_no_fields(tmp_path: Path) -> None:
    form = docx.Document()
    form.element.body.insert(
        0,
        parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="目录"/><w:docPartObj>'
            '<w:docPartGallery w:val="Table of Contents"/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
        ),
    )
    form.save(str(tmp_path / "a.docx"))
    assert Form(tmp_path / "a.docx").fields() == []


# --------------------------------------------------------------------------- rows


def table_of(*cells: str) -> docx.document.Document:
    form = docx.Document()
    table = form.add_table(3, len(cells))
    for column, text in enumerate(cells):
        table.cell(0, column).text = f"列{column + 1}"
        table.cell(1, column).text = text
        table.cell(2, column).text = "合计"
    return form


def test_a_row_is_repeated_for_each_project(tmp_path: Path) -> None:
    made, _ = filled(
        table_of("{{重点项目.序号}}", "{{重点项目.名称}}", "{{重点项目.总投资}}", "{{园区.名称}}"), tmp_path
    )
    projects = sample().key_projects
    rows = made.tables[0].rows
    assert len(rows) == len(projects) + 2
    assert [cell.text for cell in rows[1].cells][:2] == ["1", projects[0].name]
    assert [rows[at + 1].cells[1].text for at in range(len(projects))] == [each.name for each in projects]
    assert rows[2].cells[3].text == "无锡望荻智造产业园"
    assert rows[-1].cells[0].text == "合计"


def test_the_building_years_of_a_project_fill_one_cell(tmp_path: Path) -> None:
    made, result = filled(table_of("{{重点项目.名称}}", "{{重点项目.建设周期}}", "", ""), tmp_path)
    first = sample().key_projects[0]
    assert not result.unknown and made.tables[0].rows[1].cells[1].text == f"{first.start_year}—{first.end_year}年"


def test_every_enterprise_gets_a_row_and_blanks_are_dashes(tmp_path: Path) -> None:
    project = with_value(sample(), f"enterprises/{sample().enterprises[0].key}/address", "")
    made, _ = filled(table_of("{{企业.名称}}", "{{企业清单.地址}}"), tmp_path, project)
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert len(cells) == len(project.enterprises) + 2
    assert cells[1] == [project.enterprises[0].name, "—"]


def test_an_empty_list_leaves_one_row_of_dashes(tmp_path: Path) -> None:
    empty = sample().model_copy(update={"key_projects": ()})
    made, _ = filled(table_of("{{重点项目.名称}}"), tmp_path, empty)
    assert [row.cells[0].text for row in made.tables[0].rows] == ["列1", "—", "合计"]


def test_a_column_in_running_text_is_a_list(tmp_path: Path) -> None:
    project = sample().model_copy(update={"key_projects": sample().key_projects[:3]})
    made, _ = filled(with_text("项目有{{重点项目.名称}}。"), tmp_path, project)
    assert made.paragraphs[0].text == f"项目有{'、'.join(each.name for each in project.key_projects)}。"


def test_a_repeating_section_is_repeated(tmp_path: Path) -> None:
    form = docx.Document()
    item = (
        '<w:sdt><w:sdtPr><w:id w:val="2"/><w15:repeatingSectionItem/></w:sdtPr><w:sdtContent><w:p><w:r>'
        "<w:t>{{重点项目.名称}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    form.element.body.insert(
        0,
        parse_xml(
            f'<w:sdt {nsdecls("w")} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            '<w:sdtPr><w:id w:val="1"/>'
            f"<w15:repeatingSection/></w:sdtPr><w:sdtContent>{item}</w:sdtContent></w:sdt>"
        ),
    )
    source, target = tmp_path / "a.docx", tmp_path / "b.docx"
    form.save(str(source))
    fill(Form(source), of_the_sample(), target)
    xml = docx.Document(str(target)).element.xml
    assert all(each.name in xml for each in sample().key_projects)
    assert xml.count("repeatingSectionItem") == len(sample().key_projects)


def test_a_filled_form_is_as_valid_as_the_form_was(tmp_path: Path) -> None:
    form = table_of("{{重点项目.序号}}", "{{重点项目.名称}}", "{{园区.名称}}")
    form.add_paragraph("名称：")._p.append(control("园区.名称"))
    form.element.body.insert(0, control("", "园区.名称", block=True))
    form.add_paragraph("{{指标.2.现状}}、{{不认识}}")
    filled(form, tmp_path)
    assert set(validate_docx(tmp_path / "填好.docx")) <= set(validate_docx(tmp_path / "表式.docx"))


# --------------------------------------------------------------------------- files


def test_the_rest_of_the_form_is_untouched(tmp_path: Path) -> None:
    filled(with_text("{{园区.名称}}"), tmp_path)
    with zipfile.ZipFile(tmp_path / "表式.docx") as before, zipfile.ZipFile(tmp_path / "填好.docx") as after:
        assert before.namelist() == after.namelist()
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
    assert set(before.namelist()) - set(same) <= {"word/document.xml"} | {
        name for name in before.namelist() if "header" in name or "footer" in name
    }


def test_what_is_no_form_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no zip")
    with pytest.raises(UnusableForm, match="表式“a.docx”不是可用的 Word 文档"):
        Form(tmp_path / "a.docx")
    with pytest.raises(UnusableForm):
        Form(tmp_path / "none.docx")


def test_a_file_in_use_is_told_and_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_args: object) -> None:
        raise PermissionError(13, "in use")

    with_text("{{园区.名称}}").save(str(tmp_path / "a.docx"))
    monkeypatch.setattr("zcpark_desktop.report.filling.filling.os.replace", held)
    with pytest.raises(FileInUse, match="可能正在 Word 或 WPS 中打开"):
        fill(Form(tmp_path / "a.docx"), of_the_sample(), tmp_path / "b.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_form_is_mapped_once(tmp_path: Path) -> None:
    with_text("{{单位全称}}").save(str(tmp_path / "a.docx"))
    form = Form(tmp_path / "a.docx")
    assert remembered(form) == {}
    remember(form, {"单位全称": "基本信息.申报单位"})
    assert remembered(Form(tmp_path / "a.docx")) == {"单位全称": "基本信息.申报单位"}
    with_text("{{另一张}}").save(str(tmp_path / "b.docx"))
    assert remembered(Form(tmp_path / "b.docx")) == {}
