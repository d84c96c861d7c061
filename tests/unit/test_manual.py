"""The manual: a page for each step, every link and picture there, and a chapter on accounting that cannot drift."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from zcpark_desktop import wording
from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.facts import FACTS
from zcpark_desktop.forms import STEPS
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.manual import page, pages, write_docx_manual, write_html_manual
from zcpark_desktop.manual.accounting import accounting, escaped
from zcpark_desktop.manual.pages import PARTS
from zcpark_desktop.paths import resources
from zcpark_desktop.project.declared import declared
from zcpark_desktop.project.entry import EntryError, parse
from zcpark_desktop.report import blocks as b
from zcpark_desktop.rules import Rules

MANUAL = resources() / "manual"
FILES = sorted(MANUAL.glob("*.md"))
SHOWN = [step.id for step in STEPS] + ["start", "collecting", "findings"]
"""Pages of the window, which the manual shows as pictures."""
CLOCK = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def chapter(rules: Rules) -> str:
    return accounting(rules)


@pytest.mark.parametrize("step", [step.id for step in STEPS])
def test_every_step_has_a_page_for_f1(step: str, rules: Rules) -> None:
    found = page(step, rules)
    assert found is not None and found.title


def test_every_file_is_a_page_and_every_page_has_a_title_of_its_own(rules: Rules) -> None:
    made = list(pages(rules))
    assert {each.name for each in made} == {file.stem for file in FILES} | {"accounting"}
    assert len({each.title for each in made}) == len(made)
    assert all(each.text.startswith("# ") for each in made)


@pytest.mark.parametrize("name", SHOWN)
def test_every_picture_of_a_page_exists_light_and_dark(name: str) -> None:
    shown = re.findall(r"!\[[^]]*\]\((images/[^)]+)-light\.png\)", (MANUAL / f"{name}.md").read_text(encoding="utf-8"))
    assert shown, f"{name} shows no picture"
    for picture in shown:
        for look in ("light", "dark"):
            assert (MANUAL / f"{picture}-{look}.png").is_file()


def test_every_link_of_the_pages_leads_to_a_page(rules: Rules) -> None:
    names = {name for names in PARTS.values() for name in names}
    for each in pages(rules):
        for target in re.findall(r"(?<!!)\[[^]]*\]\(([^)]+)\)", each.text):
            assert target.endswith(".md") and target.removesuffix(".md") in names, (each.name, target)


class _Page(HTMLParser):
    """Gathers what a web page links to, names, and shows."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: list[str] = []
        self.pictures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.names += [found["id"]] if found.get("id") else []
        self.links += [found["href"]] if tag == "a" else []
        self.pictures += [found["src"]] if tag == "img" else []
        assert tag != "script"


def test_the_web_page_stands_alone_and_all_its_links_lead_somewhere(tmp_path: Path, rules: Rules) -> None:
    write_html_manual(tmp_path / "手册.html", rules)
    text = (tmp_path / "手册.html").read_text(encoding="utf-8")
    read = _Page()
    read.feed(text)
    assert len(read.names) == len(set(read.names))
    assert {link.removeprefix("#") for link in read.links} <= set(read.names)
    assert {name for names in PARTS.values() for name in names} <= set(read.names)
    assert len(read.pictures) == len(SHOWN)
    for picture in read.pictures:
        assert base64.b64decode(picture.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG")
    assert "http" not in re.sub(r"data:[^\"]+", "", text)


def test_the_word_file_has_a_heading_for_each_page_and_can_be_opened(tmp_path: Path, rules: Rules) -> None:
    import docx

    write_docx_manual(tmp_path / "手册.docx", rules, CLOCK)
    headings = [paragraph.text for paragraph in docx.Document(str(tmp_path / "手册.docx")).paragraphs
                if paragraph.style.name.lower().startswith("heading 2")]
    assert headings == [each.title for each in pages(rules)]


def test_the_word_file_is_the_same_each_time(rules: Rules) -> None:
    from zcpark_desktop.manual.as_blocks import document

    made = list(pages(rules))
    assert document(made, CLOCK) == document(made, CLOCK)
    links = {run.bookmark for block in document(made, CLOCK).walk() if isinstance(block, b.Paragraph)
             and not isinstance(block.content, str) for run in block.content if isinstance(run, b.Link)}
    assert links <= {f"manual.{each.name}" for each in made}


def test_every_formula_stands_in_the_chapter_with_its_equation_and_clause(chapter: str, rules: Rules) -> None:
    lines = chapter.splitlines()
    for formula in FORMULAS.values():
        at = lines.index(f"### {escaped(formula.title)}")
        assert lines[at + 2].startswith(f"> {escaped(formula.title)} = ") and "{" not in lines[at + 2]
        assert escaped(rules.reference(formula.reference).title) in lines[at + 4]


def test_every_factor_coefficient_reading_and_document_stands_in_the_chapter(chapter: str, rules: Rules) -> None:
    for factor in rules.factors.values():
        assert f"| {escaped(factor.title)} | {wording.entered(factor.value)} |" in chapter
    for energy in rules.energy_types.values():
        coefficient = wording.entered(energy.calorific_tce_per_unit)
        assert f"| {escaped(energy.name)} | {escaped(energy.unit)} | {coefficient} |" in chapter
    for fuels in rules.fuel_sets.values():
        for row in fuels.rows:
            assert f"| {wording.entered(row.oxidation)} | {wording.entered(row.tco2_per_unit)} |" in chapter
    for convention in rules.conventions.values():
        for alternative in convention.alternatives:
            assert f"- {escaped(alternative.title)}（" in chapter
    for reference in rules.references.values():
        assert f"| {escaped(reference.title)} |" in chapter
    for fact in FACTS.values():
        assert f"| {escaped(fact.title)} |" in chapter


def test_the_chapter_says_a_limit_and_a_factor_as_the_policies_print_them(chapter: str) -> None:
    assert "| 1 | 单位工业增加值综合能耗（当量值） | 重要参考指标 | 吨标准煤/万元 | ≤0.35 | ≤0.35 |" in chapter
    assert "| 化石能源热力排放因子缺省值 | 0.11 | 吨二氧化碳/吉焦 | 官方文本 |" in chapter
    assert "不到 1,000,000：≤0.2；1,000,000 及以上：≤0.3" in chapter


def test_the_chapter_follows_the_rules(tmp_path: Path) -> None:
    (tmp_path / "factors").mkdir()
    (tmp_path / "factors/heat.csv").write_text(
        "id,title,value,unit,reference,certainty\nheat_fossil_default,热力,0.2,吨二氧化碳/吉焦,ndrc_910,assumption\n",
        encoding="utf-8")
    changed = load_rules(packs=[tmp_path])
    assert changed.factor("heat_fossil_default").value == Decimal("0.2")
    assert "| 热力 | 0.2 | 吨二氧化碳/吉焦 | 假定 |" in accounting(changed)


def test_text_that_looks_like_markdown_is_shown_as_it_is() -> None:
    from zcpark_desktop.manual.reading import plain, tree

    odd = "a*b*_c_ [d](e) | `f` <g> # \\h"
    assert plain(tree(escaped(odd))) == odd


WRITINGS = re.findall(r"^\| `([^`]+)` \| (.+) \|$", (MANUAL / "start.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("written", "said"), WRITINGS)
def test_a_number_is_read_as_the_manual_says(written: str, said: str) -> None:
    field = declared("years/2025/economy/gdp_10k_yuan")
    if said.startswith("不接受"):
        with pytest.raises(EntryError):
            parse(written, field)
    else:
        assert parse(written, field) == (None if said == "未填" else Decimal(said))


def test_the_manual_shows_a_dozen_ways_of_writing_numbers() -> None:
    assert len(WRITINGS) >= 12
