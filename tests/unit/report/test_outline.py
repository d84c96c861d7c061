"""Sections that vanish where they have nothing to say, and the one list of what is lacking."""

from __future__ import annotations

from tests.unit.report.parks import cell_words
from zcpark_desktop.facts import Gap
from zcpark_desktop.report.blocks import Heading, Paragraph, Table
from zcpark_desktop.report.outline import Section, attached, headed, lacking
from zcpark_desktop.report.parts.pending import in_short, pending

TEXT = Paragraph("正文")


def test_a_section_without_content_gets_no_heading() -> None:
    made = list(headed((Section("甲", sections=(Section("乙"), Section("丙"))), Section("丁", (TEXT,)))))
    assert made == [Heading(1, "丁"), TEXT]


def test_a_section_with_content_below_it_keeps_its_heading() -> None:
    made = list(headed((Section("甲", sections=(Section("乙"), Section("丙", (TEXT,)))),)))
    assert made == [Heading(1, "甲"), Heading(2, "丙"), TEXT]


def test_a_silent_section_lacks_its_text() -> None:
    assert lacking((Section("保障措施"),)) == {Gap("“保障措施”的文字说明", "narratives"): ("保障措施",)}


def test_a_silent_section_that_names_a_gap_lacks_that_and_no_text() -> None:
    gap = Gap("重点项目清单", "key_projects")
    assert lacking((Section("经济性分析", gaps=(gap,)),)) == {gap: ("经济性分析",)}


def test_a_gap_is_told_for_the_second_level_and_once_for_each_place() -> None:
    gap = Gap("2025年网购电量", "years/2025/electricity/grid_10k_kwh")
    tree = Section("建设基础", sections=(Section("能源", (TEXT,), (Section("供应", (TEXT,), gaps=(gap,)),), gaps=(gap,)),
                                      Section("碳排放", (TEXT,), gaps=(gap,))))
    assert lacking((tree,)) == {gap: ("能源", "碳排放")}


def _listed(*gaps: Gap) -> list[list[str]]:
    section = pending((Section("能源", (TEXT,), gaps=gaps),))
    table = section.blocks[1]
    assert isinstance(table, Table)
    return [[cell_words(cell) for cell in row[1:]] for row in table.rows]


def test_what_is_lacking_is_listed_by_form_and_years() -> None:
    fields = ("gdp_10k_yuan", "地区生产总值"), ("tax_10k_yuan", "税收收入")
    gaps = [Gap(f"{year}年{title}", f"years/{year}/economy/{name}") for year in (2023, 2024) for name, title in fields]
    assert _listed(*gaps, Gap("批复文号", "basics/approval_number")) == [
        ["基本信息", "—", "批复文号", "能源"], ["经济", "2023—2024年", "地区生产总值；税收收入", "能源"]]


def test_the_blank_cells_of_an_energy_kind_are_one_thing_to_see_to() -> None:
    gaps = [Gap(f"2025年能源平衡表 天然气：{cell}", f"years/2025/energy/natural_gas/{name}")
            for cell, name in (("损失量", "losses"), ("回收能", "recovered"))]
    assert _listed(*gaps) == [["能源平衡表", "2025年", "天然气的空格（核对无遗漏的，可勾选“空格均为零”）", "能源"]]


def test_nothing_is_listed_where_nothing_is_lacking() -> None:
    assert not pending((Section("能源", (TEXT,)),)).is_written


def test_attachments_are_numbered_where_there_are_several_and_left_out_where_they_say_nothing() -> None:
    several = attached((Section("甲", (TEXT,)), Section("乙"), Section("丙", (TEXT,))))
    assert [section.title for section in several] == ["附件1　甲", "附件2　丙"]
    assert all(section.new_page and not section.numbered for section in several)
    assert [section.title for section in attached((Section("甲", (TEXT,)), Section("乙")))] == ["附件　甲"]


def test_blank_cells_of_a_balance_are_told_kind_by_kind() -> None:
    gaps = [Gap(f"2025年能源平衡表 {kind}：{cell}", f"years/2025/energy/{kind}/x")
            for cell in ("损失量", "回收能") for kind in ("天然气", "电力")]
    other = Gap("2025年送出园区的其他电量", "years/2025/electricity/sent_out_10k_kwh")
    assert in_short([*gaps, other]) == "2025年能源平衡表中天然气、电力的空格；2025年送出园区的其他电量"
