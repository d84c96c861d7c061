"""How long the whole Word package takes, as ratios to named baselines, and how much memory it needs at most.

    python -m tests.benchmarks.bench_export

The park is the sample with 5,000 enterprises. Baselines of the same run:

* floor: every XML part of the package, held as a ready tree, is serialised with lxml to the same UTF-8 and zipped again
  with the other parts as they are, each packed or only stored as it was. Nothing that writes XML with lxml can be
  quicker. Aim: at most 2 x.
* cell by cell: the longest table filled through python-docx's `table.cell(i, j).text`. It is quadratic in the rows:
  the first rows are timed and the rest is told from them. Aim: at least 10 x slower than the whole package.

Besides: twice the enterprises (aim: at most twice the time), and the peak memory of a process that does nothing but
load the park and export it (aim: 400 MB).
"""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import docx
from lxml import etree

from tests.unit.report.parks import cell_words, crowded
from zcpark_desktop import report
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.project import Project
from zcpark_desktop.project.many_objects import collector_paused
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import figures

RUNS = 5
MANY = 5_000
CELL_ROWS = (40, 80)
"""Rows of a table that are filled cell by cell, to see the law that the time follows."""


def clock() -> datetime:
    """Always the same moment."""
    return datetime(2026, 1, 1, tzinfo=UTC)


def timed(job: Callable[[], object]) -> float:
    """The median processor time of `job`, seconds, after one run that is not counted.

    The collector rests meanwhile, as it does in commands and on the window's working threads.
    """
    job()
    times = []
    for _ in range(RUNS):
        gc.collect()
        with collector_paused():
            start = time.process_time()
            job()
            times.append(time.process_time() - start)
    return median(times)


Part = tuple[zipfile.ZipInfo, etree._Element | bytes]
"""An entry of a Word file with what it holds: XML as a tree, anything else as bytes."""


def serialise_and_zip(packages: list[list[Part]]) -> None:
    """Every package written anew from its trees."""
    for parts in packages:
        with zipfile.ZipFile(io.BytesIO(), "w") as archive:
            for entry, content in parts:
                data = content if isinstance(content, bytes) else etree.tostring(content, encoding="UTF-8")
                archive.writestr(entry.filename, data, entry.compress_type)


def parts_of(path: Path) -> Iterator[Part]:
    """The parts of a Word file."""
    with zipfile.ZipFile(path) as package:
        for entry in package.infolist():
            data = package.read(entry)
            yield entry, etree.fromstring(data) if entry.filename.endswith((".xml", ".rels")) else data


def tables_of(project: Project) -> list[list[list[str]]]:
    """The texts of all tables of the package."""
    documents = report.Documents(evaluate(project, load_rules()), clock)
    made = []
    for kind in report.KINDS:
        document = documents.of(kind)
        for block in document.walk() if document else ():
            if isinstance(block, b.Table):
                made.append([[cell_words(cell) for cell in row] for row in block.rows])
    return made


def cell_by_cell(rows: list[list[str]]) -> float:
    """Seconds of the processor that python-docx takes to fill a table of these rows through its cells."""
    columns = max(map(len, rows))
    table = docx.Document().add_table(len(rows), columns)
    start = time.process_time()
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    return time.process_time() - start


def all_cells(tables: list[list[list[str]]]) -> float:
    """Seconds for the longest table alone, told from its first rows by the law t = a n + b n²."""
    longest = max(tables, key=len)
    n, m = CELL_ROWS
    few, more = (cell_by_cell(longest[:count]) for count in CELL_ROWS)
    square = (more / m - few / n) / (m - n)
    linear = few / n - square * n
    return linear * len(longest) + max(square, 0) * len(longest) ** 2


_ALONE = """
import re, tempfile
from pathlib import Path
from tests.benchmarks.bench_export import MANY, clock
from tests.unit.report.parks import crowded
from zcpark_desktop import report
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.project.many_objects import collector_paused
with collector_paused(), tempfile.TemporaryDirectory() as folder:
    report.export(report.Documents(evaluate(crowded(MANY), load_rules()), clock), Path(folder))
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def peak_memory() -> int:
    """Megabytes that a fresh process needs at most to load the park and export it (on Linux, which tells it)."""
    done = subprocess.run([sys.executable, "-c", _ALONE], capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> None:
    """Print the times and their ratios."""
    rules = load_rules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def export(enterprises: int, anew: bool = False) -> list[Path]:
            if anew:
                figures.forget()
            return report.export(report.Documents(evaluate(crowded(enterprises), rules), clock), folder)

        written = export(MANY)
        packages = [list(parts_of(path)) for path in written]
        size = sum(path.stat().st_size for path in written)
        floor = timed(lambda: serialise_and_zip(packages))
        whole, anew, twice = (timed(lambda n=n, a=a: export(n, a))  # type: ignore[misc]
                              for n, a in ((MANY, False), (MANY, True), (2 * MANY, False)))
    cells = all_cells(tables_of(crowded(MANY)))
    print(f"{len(written)} documents of a park of {MANY:,} enterprises, {size / 1e6:.1f} MB")
    print(f"floor: serialise and zip             {floor * 1e3:8.0f} ms")
    for title, spent in (("export", whole), ("export, vector figures drawn anew", anew)):
        print(f"{title:36} {spent * 1e3:8.0f} ms   {spent / floor:5.2f} x floor")
    print(f"longest table by cells               {cells * 1e3:8.0f} ms   {cells / whole:5.1f} x export")
    print(f"export, twice the enterprises        {twice * 1e3:8.0f} ms   {twice / whole:5.2f} x export")
    print(f"peak memory of an export by itself   {peak_memory():8} MB")


if __name__ == "__main__":
    main()
