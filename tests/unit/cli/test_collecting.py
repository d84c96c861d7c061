"""The commands that send tables out and take them in."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from zcpark_desktop.project import origin_of
from zcpark_desktop.storage.archive import open_project

from .conftest import Run, is_one_sentence


def filled(sample: Path, run: Run, folder: Path) -> Path:
    """The sample's workbook of the water office, with one number changed."""
    code, out, _ = run("template", sample, "--out", folder, "--office", "水务")
    path = Path(out.strip())
    assert code == 0 and path.is_file()
    book = openpyxl.load_workbook(path)
    page = book["资源利用"]
    page.cell(4, next(c for c in range(1, 20) if page.cell(1, c).value == "2025")).value = "98,765.5"
    book.save(path)
    return path


def test_collect_shows_changes_and_changes_nothing(sample: Path, run: Run, tmp_path: Path) -> None:
    filled(sample, run, tmp_path / "表")
    before = sample.read_bytes()
    code, out, _ = run("collect", tmp_path / "表", "--into", sample)
    assert code == 0
    assert "[修改] 2025年 工业新水量：" in out and "→ 98,765.5" in out
    assert "\n读取1个文件：新增0格，修改1格，" in out
    assert "[填报] 2025年企业数据：纳入统计" in out
    assert sample.read_bytes() == before


def test_collect_accepts_once_and_then_has_nothing_to_do(sample: Path, run: Run, tmp_path: Path) -> None:
    path = filled(sample, run, tmp_path)
    code, out, _ = run("collect", path, "-o", sample, "--accept")
    assert code == 0 and "已写入" in out
    assert '"98765.5"' in run("dump", sample)[1]
    origin = origin_of(open_project(sample).project, "years/2025/resources/fresh_water_10k_m3")
    assert origin is not None and (origin.how, origin.file, origin.sheet) == ("imported", path.name, "资源利用")
    assert origin.cell.endswith("4")
    code, out, _ = run("collect", path, "-o", sample, "--accept")
    assert code == 0 and "新增0格，修改0格" in out and "已写入" not in out


def test_every_enterprise_and_every_office_gets_a_template(sample: Path, run: Run, tmp_path: Path) -> None:
    assert run("template", sample, "--out", tmp_path / "企业", "--enterprises")[0] == 0
    assert len(list((tmp_path / "企业").glob("*.xlsx"))) == 148
    assert run("template", sample, "--out", tmp_path / "部门", "--office", "all")[0] == 0
    assert len(list((tmp_path / "部门").glob("*.xlsx"))) == 14


def test_conflicts_are_not_accepted(sample: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "表"
    one = filled(sample, run, folder)
    two = one.with_name("另一份.xlsx")
    book = openpyxl.load_workbook(one)
    page = book["资源利用"]
    page.cell(4, next(c for c in range(1, 20) if page.cell(1, c).value == "2025")).value = 1
    book.save(two)
    before = sample.read_bytes()
    code, out, err = run("collect", folder, "-o", sample, "--accept")
    assert code == 2 and is_one_sentence(err) and "[来源冲突] 2025年 工业新水量：" in out
    assert sample.read_bytes() == before


def test_the_calculation_comes_as_a_workbook_of_formulas(sample: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "计算底稿.xlsx"
    code, out, _ = run("workbook", sample, "--out", target)
    assert (code, out.strip()) == (0, str(target))
    assert openpyxl.load_workbook(target)["指标"]["F3"].data_type == "f"
    code, _, err = run("workbook", sample, "--out", target)
    assert code == 2 and is_one_sentence(err)
    assert run("workbook", sample, "--out", target, "--force")[0] == 0


def test_wrong_use_is_refused_with_a_sentence(sample: Path, empty: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    for arguments in (("collect", tmp_path / "没有", "-o", sample), ("collect", tmp_path / "空", "-o", sample),
                      ("template", sample, "--out", tmp_path / "表", "--office", "邮政"),
                      ("template", empty, "--out", tmp_path / "表", "--enterprises"),
                      ("collect", tmp_path, "-o", sample, "--mapping", tmp_path / "没有.json")):
        code, _, err = run(*arguments)
        assert code == 2 and is_one_sentence(err), arguments


def test_a_foreign_list_is_guessed_corrected_and_read(sample: Path, run: Run, tmp_path: Path) -> None:
    name = open_project(sample).project.enterprises[0].name
    book = openpyxl.Workbook()
    for row in (["2025年各单位用电"], ["厂家", "全年用电（万度）"], [name, 77777]):
        book.active.append(row)
    folder = tmp_path / "外来"
    folder.mkdir()
    book.save(folder / "供电.xlsx")
    settled = tmp_path / "列.json"
    code, out, _ = run("collect", folder, "-o", sample, "--guess", settled)
    assert code == 0 and "全年用电（万度） → 用电量（列名与" in out and "厂家 → 不读取" in out
    settled.write_text(settled.read_text("utf-8").replace('"columns": {', '"columns": {"厂家": "name", '), "utf-8")
    code, out, _ = run("collect", folder, "-o", sample, "--mapping", settled)
    assert code == 0 and f"{name} 2025年 用电量：" in out and "77,777" in out


def test_tables_that_may_have_been_filled_in_are_not_written_over(sample: Path, run: Run, tmp_path: Path) -> None:
    path = filled(sample, run, tmp_path)
    before = path.read_bytes()
    for whose in (("--office", "水务"), ("--office", "all")):
        code, _, err = run("template", sample, "--out", tmp_path, *whose)
        assert code == 2 and path.name in err and is_one_sentence(err)
        assert path.read_bytes() == before
    assert run("template", sample, "--out", tmp_path, "--office", "水务", "--force")[0] == 0
    assert path.read_bytes() != before


def test_a_mapping_that_was_set_right_is_not_written_over(sample: Path, run: Run, tmp_path: Path) -> None:
    table, mapping = tmp_path / "清单.csv", tmp_path / "对应.json"
    table.write_text("企业名称,去年产出\n甲,1\n", encoding="utf-8")
    mapping.write_text("{}", encoding="utf-8")
    code, _, err = run("collect", table, "--into", sample, "--guess", mapping)
    assert code == 2 and "已存在" in err and mapping.read_text(encoding="utf-8") == "{}"
