"""Documents as HTML for the window: all that is printed stands there, and each link leads to a field."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest

from tests.benchmarks.bench_evaluate import sample
from zcpark_desktop.evaluate import Evaluation, evaluate, load_rules
from zcpark_desktop.forms import step_of
from zcpark_desktop.report import KINDS, compose
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.html_writer import Part, write_html


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(sample(), load_rules())


def written(*blocks: b.Block) -> tuple[Part, ...]:
    return write_html(b.Document("demo", "示例", blocks))


def words(parts: tuple[Part, ...]) -> str:
    return unescape("".join(part.text for part in parts))


@pytest.mark.parametrize("kind", KINDS)
def test_every_heading_caption_and_paragraph_is_there(kind: str, evaluation: Evaluation) -> None:
    document = compose(kind, evaluation, lambda: datetime(2026, 1, 5, tzinfo=UTC))
    assert document is not None
    text = words(write_html(document))
    for block in document.walk():
        if isinstance(block, b.Heading):
            assert block.text in text
        if isinstance(block, b.Table | b.Figure) and block.caption:
            assert block.caption in text
        if isinstance(block, b.Paragraph) and isinstance(block.content, str):
            assert all(line.strip() in text for line in block.content.splitlines())


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_leads_to_a_step_of_the_window(kind: str, evaluation: Evaluation) -> None:
    document = compose(kind, evaluation)
    assert document is not None
    for part in write_html(document):
        for address in part.addresses:
            assert address.startswith("indicators/") or step_of(address)


def test_the_application_can_be_followed_to_most_steps(evaluation: Evaluation) -> None:
    document = compose("application", evaluation)
    assert document is not None
    addresses = {address for part in write_html(document) for address in part.addresses}
    steps = {"indicators" if address.startswith("indicators/") else step_of(address) for address in addresses}
    assert steps >= {"basics", "boundary", "economy", "energy", "electricity", "enterprises", "projects", "narrative",
                     "indicators"}


def test_text_of_the_user_cannot_become_markup() -> None:
    (part,) = written(b.Paragraph("甲<b>乙</b>&丙"))
    assert "甲&lt;b&gt;乙&lt;/b&gt;&amp;丙" in part.text


def test_a_paragraph_with_an_address_is_a_link_and_a_place() -> None:
    (part,) = written(b.Paragraph("产值为5万元。", address="years/2025/economy"))
    assert part.addresses == ("years/2025/economy",)
    assert '<a name="years/2025/economy" href="field:years/2025/economy">产值为5万元。</a>' in part.text


def test_a_cell_leads_to_its_own_field_before_its_row_and_its_table() -> None:
    table = b.Table((b.Column("甲"), b.Column("乙")), (("1", b.Cell("2", address="basics/name")), ("3", "4")),
                    address="basics", row_addresses=("enterprises/7",))
    (part,) = written(table)
    assert part.addresses == ("enterprises/7", "basics/name", "basics")


def test_an_address_is_a_place_only_where_it_stands_first() -> None:
    first, second = written(b.Paragraph("一", address="basics"), b.PageBreak(), b.Paragraph("二", address="basics"))
    assert (first.addresses, second.addresses) == (("basics",), ())


def test_chapters_begin_parts_of_their_own() -> None:
    parts = written(b.Heading(1, "甲"), b.Paragraph("一"), b.Heading(2, "乙"), b.Heading(1, "丙"), b.Paragraph("二"))
    assert [("一、甲" in part.text, "（一）乙" in part.text, "二、丙" in part.text) for part in parts] == [
        (True, True, False), (False, False, True)]


def test_a_reference_shows_the_number_of_its_caption() -> None:
    table = b.Table((b.Column("甲"),), (("1",),), "产值", bookmark="t")
    assert "见表1。" in words(written(table, b.Paragraph(("见", b.Ref("t"), "。"))))


def test_columns_of_a_group_stand_under_a_common_head() -> None:
    columns = (b.Column("序号"), b.Column("近期", group="要求"), b.Column("远期", group="要求"))
    text = words(written(b.Table(columns, (("1", "2", "3"),))))
    assert 'colspan="2">要求</th>' in text
    assert text.count('rowspan="2"') == 1
