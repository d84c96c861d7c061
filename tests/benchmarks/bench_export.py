"""How long the Word package of the sample takes, against the same XML written by lxml alone, in one run.

    python -m tests.benchmarks.bench_export

Baselines, both over every XML part of the six documents: `serialise` turns ready trees into bytes; `build and
serialise` makes every element anew with lxml and turns it into bytes. Drawing the figures is matplotlib's time, and
is told apart.
"""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from lxml import etree

from zcpark_desktop import paths, report
from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.project import parse_json
from zcpark_desktop.report import figures

RUNS = 5


def timed(job: Callable[[], object]) -> float:
    """The median time of `job`, seconds, after one run that is not counted."""
    job()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return median(times)


def rebuilt(element: etree._Element, parent: etree._Element | None = None) -> etree._Element:
    """The same element made anew, with all below it."""
    made = (
        etree.Element(element.tag, dict(element.attrib), element.nsmap)
        if parent is None
        else etree.SubElement(parent, element.tag, dict(element.attrib))
    )
    made.text, made.tail = element.text, element.tail
    for child in element:
        rebuilt(child, made)
    return made


def main() -> None:
    """Print the times and their ratios."""
    project = parse_json((paths.resources() / "samples" / "sample.json").read_bytes())
    rules = load_rules()

    def clock() -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = report.export(project, rules, folder, clock=clock)
        trees = []
        for path in written:
            with zipfile.ZipFile(path) as package:
                parts = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
                trees += [etree.fromstring(package.read(part)) for part in parts]
        serialise = timed(lambda: [etree.tostring(tree) for tree in trees])
        build = timed(lambda: [etree.tostring(rebuilt(tree)) for tree in trees])
        text = timed(lambda: report.export(project, rules, folder, clock=clock))

        def export_anew() -> None:
            figures.forget()
            report.export(project, rules, folder, clock=clock)

        whole = timed(export_anew)
    size = sum(len(etree.tostring(tree)) for tree in trees)
    print(f"{len(written)} documents, {size / 1e6:.1f} MB of XML")
    print(f"serialise                       {serialise * 1e3:8.0f} ms")
    print(f"build and serialise             {build * 1e3:8.0f} ms")
    for title, spent in (("export, figures already drawn", text), ("export, figures drawn anew", whole)):
        ratios = f"{spent / build:5.2f} x build and serialise   {spent / serialise:6.1f} x serialise"
        print(f"{title:30} {spent * 1e3:9.0f} ms   {ratios}")


if __name__ == "__main__":
    main()
