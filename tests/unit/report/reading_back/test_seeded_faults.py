"""Documents with one fault sown into each: reading back finds it, says where, and finds nothing in clean ones."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.strategies import projects
from tests.unit.report.parks import SAMPLES, documents_of, evaluation, rules, sample
from zcpark_desktop.evaluate import evaluate
from zcpark_desktop.project import Project
from zcpark_desktop.report import KINDS, Documents, export, file_name
from zcpark_desktop.report.docx_writer.plan import word_name
from zcpark_desktop.report.reading_back import Kind, UnreadableWordFile, read_back


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clean")
    for name in SAMPLES:
        export(documents_of(sample(name)), folder / name)
    return folder


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_found_in_documents_as_they_were_exported(clean: Path, name: str) -> None:
    found = read_back(sorted((clean / name).glob("*.docx")), Documents(evaluation(name)))
    assert [each.sentence for each in found] == []


# --------------------------------------------------------------------------- faults

Edit = Callable[[str], str]


def once(old: str, new: str) -> Edit:
    """Replace the first place where `old` stands; it has to stand there."""

    def edit(xml: str) -> str:
        assert old in xml, old
        return xml.replace(old, new, 1)

    return edit


def matching(pattern: str, new: str) -> Edit:
    def edit(xml: str) -> str:
        made, count = re.subn(pattern, new, xml, count=1, flags=re.DOTALL)
        assert count, pattern
        return made

    return edit


def within_bookmark(bookmark: str, new: str) -> Edit:
    """Another text in the cell of that bookmark."""
    name = re.escape(word_name(bookmark))
    return matching(rf'(w:name="{name}"/>).*?(<w:bookmarkEnd)', rf"\1<w:r><w:t>{new}</w:t></w:r>\2")


def paragraph_with(text: str) -> str:
    """A pattern for the paragraph in which the text stands."""
    return rf"<w:p>(?:(?!</w:p>).)*{re.escape(text)}(?:(?!</w:p>).)*</w:p>"


CARBON = "wuxi-2025.carbon_per_unit_energy"


@dataclass(frozen=True)
class Fault:
    """What is changed in which document, and what the finding has to say of it."""

    kind: str
    edit: Edit
    found: Kind
    says: str
    part: str = "word/document.xml"


FAULTS = {
    "a number in a sentence": Fault("application", once("188,702.88", "188,702.89"), Kind.NUMBER, "188,702.88"),
    "a percentage in a sentence": Fault(
        "application", once("28.70%", "28.07%"), Kind.NUMBER, "应为28.70%，文件中是28.07%"
    ),
    "a year in a sentence": Fault("plan", once("预计到2030年", "预计到2031年"), Kind.NUMBER, "2031"),
    "rising for falling": Fault("plan", once("下降4.96%", "增长4.96%"), Kind.TEXT, "增长"),
    "a number in a table": Fault("application", once(">121,975.17<", ">121,957.17<"), Kind.NUMBER, "“121,975.17”"),
    "two cells swapped": Fault(
        "plan",
        lambda xml: (
            xml.replace(">121,975.17<", ">@<", 1)
            .replace(">120,086.86<", ">121,975.17<", 1)
            .replace(">@<", ">120,086.86<", 1)
        ),
        Kind.NUMBER,
        "“2022年”列应为“121,975.17”",
    ),
    "a row of a table": Fault(
        "plan",
        matching(r"<w:tr>(?:(?!</w:tr>).)*121,975\.17(?:(?!</w:tr>).)*</w:tr>", ""),
        Kind.STRUCTURE,
        "缺少1行，如“化石燃料燃烧",
    ),
    "an indicator's value": Fault(
        "self_assessment", within_bookmark(f"{CARBON}.current", "1.914"), Kind.NUMBER, "第2项“单位能耗碳排放”的现状值"
    ),
    "an indicator rounded wrongly": Fault(
        "self_assessment", within_bookmark(f"{CARBON}.current", "1.942"), Kind.NUMBER, "现状值（应为1.9"
    ),
    "a planned value": Fault("plan", within_bookmark(f"{CARBON}.near_term", "0.98"), Kind.NUMBER, "近期值"),
    "a limit": Fault(
        "application", within_bookmark(f"{CARBON}.near_term_limit", "≤2"), Kind.NUMBER, "近期要求（应为≤1）"
    ),
    "a verdict": Fault(
        "application", within_bookmark(f"{CARBON}.verdict", "✓ 达标"), Kind.VERDICT, "结论（应为“未达标”）"
    ),
    "a gap's direction": Fault(
        "application", within_bookmark(f"{CARBON}.gap", "优于目标0.941吨/吨标准煤"), Kind.NUMBER, "差距"
    ),
    "a share without its sign": Fault(
        "self_assessment", within_bookmark("wuxi-2025.digital_diagnosis_share.current", "42.96"), Kind.NUMBER, "第6项"
    ),
    "a caption gone": Fault(
        "plan",
        matching(
            r'<w:p><w:pPr><w:pStyle w:val="Caption"/>(?:(?!</w:p>).)*'
            r"二氧化碳排放量(?:(?!</w:p>).)*</w:p>",
            "",
        ),
        Kind.STRUCTURE,
        "缺少题注“表1-2二氧化碳排放量”",
    ),
    "a caption's number": Fault(
        "plan",
        matching(
            r"(SEQ 表 \\\* ARABIC </w:instrText></w:r>"
            r'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>)2<',
            r"\g<1>3<",
        ),
        Kind.STRUCTURE,
        "编号不连续",
    ),
    "a table that nothing refers to": Fault(
        "plan", matching(paragraph_with(" REF z_table_energy"), ""), Kind.REFERENCE, "正文没有提到表1-1"
    ),
    "a blank heading": Fault(
        "plan",
        matching(r"<w:p>(?:(?!</w:p>).)*园区位于无锡市.*?地区生产总值(?:(?!</w:p>).)*</w:p>", ""),
        Kind.STRUCTURE,
        "标题“园区概况”之下没有内容",
    ),
    "a heading's words": Fault("plan", once(">建设目标<", ">建设指标<"), Kind.TEXT, "应为“建设目标”"),
    "a placeholder": Fault("application", once("园区位于", "园区位于{{位置}}"), Kind.PLACEHOLDER, "{{位置}}"),
    "XX for a name": Fault("application", once("园区位于无锡市", "园区位于XX市"), Kind.PLACEHOLDER, "XX"),
    "a word of the program": Fault("application", once("园区位于", "None位于"), Kind.PLACEHOLDER, "None"),
    "a name of a variable": Fault(
        "application", once("园区位于", "energy_total_tce位于"), Kind.PLACEHOLDER, "energy_total_tce"
    ),
    "a link without its target": Fault(
        "calculation", matching(r'w:anchor="z_step_', 'w:anchor="z_gone_'), Kind.REFERENCE, "z_gone_"
    ),
    "a reference without its target": Fault(
        "plan", matching(r" REF z_table_energy", " REF z_table_gone"), Kind.REFERENCE, "z_table_gone"
    ),
    "a sentence in English": Fault(
        "plan", once("园区位于", "The park lies in the middle of the city and "), Kind.PLACEHOLDER, "Theparklies"
    ),
    "an unknown paper": Fault("plan", once("佐证材料2-01", "佐证材料9-99"), Kind.REFERENCE, "“9-99”"),
    "an unknown paper in a column": Fault(
        "self_assessment", matching(r">2-01</w:t>", ">9-98</w:t>"), Kind.REFERENCE, "“9-98”"
    ),
    "an exempt indicator": Fault(
        "application", once("园区位于", "货物清洁运输比例、"), Kind.EXEMPT, "货物清洁运输比例"
    ),
    "a paragraph added": Fault(
        "plan",
        matching(r"(<w:p>(?:(?!</w:p>).)*园区位于无锡市)", r"<w:p><w:r><w:t>另建氢能项目。</w:t></w:r></w:p>\1"),
        Kind.STRUCTURE,
        "多出段落“另建氢能项目。”",
    ),
    "a number of a chart": Fault(
        "application",
        once("<c:v>1.47799704</c:v>", "<c:v>1.74799704</c:v>"),
        Kind.CHART,
        "系列“煤品”第2个值应为1.4779",
        "word/charts/chart1.xml",
    ),
    "a number of a chart that its workbook does not hold": Fault(
        "application",
        once("<c:v>1.47799704</c:v>", "<c:v>1.74799704</c:v>"),
        Kind.CHART,
        "图中是1.74799704，所附数据表中是1.47799704",
        "word/charts/chart1.xml",
    ),
    "a series of a chart": Fault(
        "application",
        once("<c:v>煤品</c:v>", "<c:v>煤炭</c:v>"),
        Kind.CHART,
        "缺少系列“煤品”",
        "word/charts/chart1.xml",
    ),
    "a category of a chart": Fault(
        "application",
        once("<c:v>2023年</c:v>", "<c:v>2021年</c:v>"),
        Kind.CHART,
        "第2个类别应为“2023年”",
        "word/charts/chart1.xml",
    ),
    "the cover's name": Fault("plan", once(">无锡望荻智造产业园<", ">无锡望获智造产业园<"), Kind.TEXT, "望获"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_sown_fault_is_found(clean: Path, tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    spoilt = edited(clean / "sample" / file_name(fault.kind), tmp_path, fault)
    found = read_back([spoilt], Documents(evaluation()))
    told = [each for each in found if each.kind is fault.found and fault.says in each.sentence]
    assert told, [each.sentence for each in found]
    assert told[0].sentence.startswith(f"《{KINDS[fault.kind]}》")


def edited(path: Path, folder: Path, fault: Fault) -> Path:
    """A copy of the file with the fault in it."""
    made = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == fault.part:
                content = fault.edit(content.decode("utf-8")).encode("utf-8")
            target.writestr(name, content)
    return made


@pytest.mark.parametrize("kind", ["application", "plan"])
def test_a_number_changed_in_the_workbook_of_any_chart_is_found(clean: Path, tmp_path: Path, kind: str) -> None:
    path = clean / "sample" / file_name(kind)
    with zipfile.ZipFile(path) as source:
        books = [name for name in source.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books if kind == "plan" else books[-2:]:
        spoilt = tmp_path / path.name
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(spoilt, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                content = source.read(name)
                target.writestr(name, with_another_number(content) if name == book else content)
        found = [each.sentence for each in read_back([spoilt], Documents(evaluation())) if each.kind is Kind.CHART]
        assert any("数据表" in sentence and "98765.4321" in sentence for sentence in found), (book, found)


FIRST_NUMBER = r'(<c r="[A-Z]+\d+"[^>t]*>)<v>[^<]*</v>'


def with_another_number(book: bytes) -> bytes:
    """The workbook with its first number that no formula gives changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            if name.startswith("xl/worksheets/sheet"):
                content, count = re.subn(FIRST_NUMBER, r"\1<v>98765.4321</v>", content, count=1)
                assert count
            target.writestr(name, content)
    return made.getvalue()


def test_a_finding_names_the_chapter(clean: Path, tmp_path: Path) -> None:
    spoilt = edited(
        clean / "sample" / file_name("plan"),
        tmp_path,
        Fault("plan", once(">121,975.17<", ">121,957.17<"), Kind.NUMBER, ""),
    )
    assert read_back([spoilt], Documents(evaluation()))[0].sentence.startswith("《建设方案》“建设基础 › 能源消费和碳排放”：")


def test_documents_of_another_state_of_the_project_are_told_apart(clean: Path) -> None:
    project = sample()
    other = evaluate(project.model_copy(update={"title": project.title}), rules())
    assert read_back([clean / "sample" / file_name("plan")], Documents(other)) == []
    renamed_first = project.enterprises[0].model_copy(update={"name": "改名公司"})
    renamed = project.model_copy(update={"enterprises": (renamed_first, *project.enterprises[1:])})
    found = read_back([clean / "sample" / file_name("calculation")], Documents(evaluate(renamed, rules())))
    assert any("改名公司" in each.sentence for each in found)


def test_files_that_are_no_documents_of_ours_are_said_to_be_so(tmp_path: Path) -> None:
    import docx

    foreign, damaged = tmp_path / "别的.docx", tmp_path / "坏.docx"
    docx.Document().save(str(foreign))
    damaged.write_bytes(b"PK")
    assert [each.words for each in read_back([foreign], Documents(evaluation()))] == ["不是本程序导出的申报文件，无法核对。"]
    with pytest.raises(UnreadableWordFile, match="“坏.docx”不是可用的 Word 文档"):
        read_back([damaged], Documents(evaluation()))


@settings(max_examples=5)
@given(project=projects())
def test_every_project_is_exported_as_the_engine_says(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = export(documents_of(project), tmp_path_factory.mktemp("any"))
    found = read_back(written, Documents(evaluate(project, rules())))
    of_ours = (Kind.NUMBER, Kind.TEXT, Kind.VERDICT, Kind.STRUCTURE, Kind.CHART)
    assert [each.sentence for each in found if each.kind in of_ours] == []
