"""Big tables are written about as fast as lxml could at best, and time grows with the rows, not with their square."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime

from lxml import etree

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import write_docx

CLOCK = datetime(2026, 1, 5, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def document(rows: int) -> b.Document:
    columns = tuple(b.Column(f"列{i}", "吨", "right") for i in range(10))
    cells = tuple(tuple(f"数据{row}-{column} 123.45" for column in range(10)) for row in range(rows))
    return b.Document("kind", "题", (b.Table(columns, cells, caption="大表"),))


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def build_with_lxml(table: b.Table) -> bytes:
    """The same cells as a tree, serialised."""
    add = etree.SubElement
    root = etree.Element(f"{W}tbl")
    for row in table.rows:
        tr = add(root, f"{W}tr")
        add(add(tr, f"{W}trPr"), f"{W}cantSplit")
        for cell in row:
            tc = add(tr, f"{W}tc")
            properties = add(tc, f"{W}tcPr")
            add(properties, f"{W}tcW", {f"{W}w": "884", f"{W}type": "dxa"})
            add(properties, f"{W}vAlign", {f"{W}val": "center"})
            p = add(tc, f"{W}p")
            look = add(p, f"{W}pPr")
            add(look, f"{W}pStyle", {f"{W}val": "TableText"})
            add(look, f"{W}jc", {f"{W}val": "right"})
            add(add(p, f"{W}r"), f"{W}t").text = str(cell)
    return etree.tostring(root)


def test_five_thousand_rows_take_at_most_three_times_what_lxml_takes() -> None:
    big = document(5000)
    table = big.blocks[0]
    assert isinstance(table, b.Table)
    ours = best(lambda: write_docx(big, io.BytesIO(), clock=CLOCK))
    assert ours <= 3 * best(lambda: build_with_lxml(table))


def test_four_times_the_rows_take_about_four_times_as_long() -> None:
    small, big = document(1500), document(6000)
    ratio = best(lambda: write_docx(big, io.BytesIO(), clock=CLOCK)) / best(
        lambda: write_docx(small, io.BytesIO(), clock=CLOCK)
    )
    assert ratio < 8
