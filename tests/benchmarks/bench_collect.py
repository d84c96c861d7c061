"""How much computing it takes to collect 300 workbooks of 60 rows by 20 columns, as a ratio to reading them.

Reading is what openpyxl alone needs for all cells.

Run with `python -m tests.benchmarks.bench_collect`. The target is a ratio of at most 1.5, with the full report.
Processor time is compared, which other work on the machine does not disturb.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
import tracemalloc
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl

from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.excel.collecting import Collecting, collect
from zcpark_desktop.excel.identity import Identity
from zcpark_desktop.excel.layouts import RowsDown, park_layouts
from zcpark_desktop.excel.proposal import edits
from zcpark_desktop.excel.reading import read_file
from zcpark_desktop.excel.writing import Book
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project import Project, new_project, with_values
from zcpark_desktop.project.enterprises import Enterprise, EnterpriseYear

FILES, ROWS = 300, 60
PATHS = (
    "name", "credit_code", "industry_code", "industry", "inside", "above_scale", "counted_in", "diagnosed/value",
    "footprint/value", "disclosed/value", "green_factory/value", "verified/value",
    *(f"annual/{{year}}/{name}" for name in (
        "output_10k_yuan", "value_added_10k_yuan", "revenue_10k_yuan", "green_rnd_10k_yuan", "energy_calorific_tce",
        "energy_equivalent_tce", "electricity_10k_kwh", "emissions_tco2")),
)
TARGET = 1.5


def enterprises(number: int) -> tuple[Enterprise, ...]:
    """The enterprises of one file."""
    return tuple(
        Enterprise.model_validate({
            "id": f"{number}-{row}", "name": f"无锡第{number}号园区第{row}有限公司", "industry_code": "3562",
            "credit_code": f"9132021{number:05}{row:05}A", "industry": "电子专用设备制造", "above_scale": row % 3 > 0,
            **{flag: {"value": row % 2 > 0} for flag in ("diagnosed", "footprint", "disclosed", "verified")},
            "annual": (EnterpriseYear(year=2025, output_10k_yuan=Decimal(1000 + row), revenue_10k_yuan=Decimal("980.5"),
                                      value_added_10k_yuan=Decimal("310.25"), energy_equivalent_tce=Decimal(row),
                                      energy_calorific_tce=Decimal("12.375"), emissions_tco2=Decimal("45.1"),
                                      green_rnd_10k_yuan=Decimal(7), electricity_10k_kwh=Decimal("88.8")),),
        }) for row in range(ROWS))


def made(folder: Path, project: Project) -> list[Path]:
    """The files, as a program that knows the values writes them."""
    rules = load_rules()
    layout = RowsDown("企业清单", "enterprises", PATHS, (2025,))
    assert set(PATHS) <= {path for each in park_layouts((2025,), (2025,)) if isinstance(each, RowsDown)
                          for path in each.paths}
    files = []
    for number in range(FILES):
        source = project.model_copy(update={"enterprises": enterprises(number)})
        path = folder / f"{number}.xlsx"
        book = Book(path, source, Offers(source, rules), datetime(2026, 1, 1), guided=True)
        book.add(layout)
        book.close(Identity("park", project=project.project_id))
        files.append(path)
    return files


def read_alone(files: list[Path]) -> float:
    """The seconds that openpyxl needs for all cells."""
    start = time.process_time()
    for path in files:
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass
    return time.process_time() - start


def main() -> int:
    """Print the times and the memory; 1 if the ratio misses its target."""
    project, rules = new_project("比较"), load_rules()
    with tempfile.TemporaryDirectory() as folder:
        files = made(Path(folder), project)
        before = read_alone(files)
        start = time.process_time()
        proposal = collect(project, rules, files)
        new = time.process_time() - start
        reading = (before + read_alone(files)) / 2  # before and after: a busy machine slows down what it is at
        print(f"openpyxl alone: {reading:.2f} s for {FILES} workbooks")
        print(f"all values new: {new:.2f} s, ratio {new / reading:.2f}; {proposal.summary()}")
        filled = with_values(project, edits(proposal))
        start = time.process_time()
        again = collect(filled, rules, files)
        same = time.process_time() - start
        print(f"all values known: {same:.2f} s, ratio {same / reading:.2f}; {again.summary()}")
        collecting = Collecting(filled, rules)
        for path in files[:20]:
            collecting.add(read_file(path))
        tracemalloc.start()
        for path in files[20:60]:
            collecting.add(read_file(path))
        gc.collect()  # openpyxl's workbooks are rings of references
        print(f"memory kept for 40 more files without changes: {tracemalloc.get_traced_memory()[0] / 1024:.0f} KiB")
    return 0 if new / reading <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
