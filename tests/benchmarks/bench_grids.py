"""How quick the enterprise grid is with ten thousand rows, against a bare Qt table of the same cells, in one run.

    python -m tests.benchmarks.bench_grids

Baseline: a QTableView over a model that only hands out ready texts, filtered by Qt's own proxy. What the grid does
beside (units, tones, totals, undo, a frozen column) has its price; the ratios tell which.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt  # noqa: E402
from PySide6.QtWidgets import QTableView  # noqa: E402

from zcpark_desktop import forms, paths  # noqa: E402
from zcpark_desktop.evaluate import load_rules  # noqa: E402
from zcpark_desktop.forms.arranging import Arrangement  # noqa: E402
from zcpark_desktop.project import Project, parse_json  # noqa: E402
from zcpark_desktop.ui.app import make_application  # noqa: E402
from zcpark_desktop.ui.form.page import FormPage  # noqa: E402
from zcpark_desktop.ui.session import Session  # noqa: E402

ROWS = 10_000
RUNS = 30


class PlainTable(QAbstractTableModel):
    """Ready texts, and nothing else."""

    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self.texts = texts

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """See Qt."""
        return len(self.texts)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        """See Qt."""
        return len(self.texts[0])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        return self.texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def grown(rows: int) -> Project:
    """The sample park with as many enterprises."""
    sample = parse_json((paths.resources() / "samples" / "sample.json").read_bytes())
    some = sample.enterprises
    many = tuple(some[n % len(some)].model_copy(update={"id": str(n + 1), "name": f"{some[n % len(some)].name}{n}"})
                 for n in range(rows))
    return sample.model_copy(update={"enterprises": many})


def timed(job: Callable[[int], object]) -> tuple[float, float]:
    """Median and 95th percentile of `job`, milliseconds."""
    job(0)
    times = []
    for run in range(1, RUNS + 1):
        start = time.perf_counter()
        job(run)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def main() -> None:
    """Print the table of results."""
    app = make_application()
    rules = load_rules(None)
    results: dict[str, tuple[float, float]] = {}
    for rows in (150, ROWS):
        session = Session(rules)
        session.load(grown(rows))
        page = FormPage(session, forms.step("enterprises"))
        page.resize(1100, 800)
        page.show()
        app.processEvents()
        box = page.parts[0]
        model, view = box.model, box.view
        output = model.sheet.column_of("annual/{year}/output_10k_yuan")

        def edit(run: int, model: Any = model, column: int = output, rows: int = rows) -> None:
            model.setData(model.index(rows // 2, column), str(1000 + run))
            app.processEvents()

        results[f"edit one cell, {rows} rows"] = timed(edit)
        if rows < ROWS:
            page.close()
            continue

        def search(run: int, model: Any = model) -> None:
            model.arrange(Arrangement(search="电机 9" if run % 2 else "科技"))
            app.processEvents()

        def scroll(run: int, view: Any = view) -> None:
            view.verticalScrollBar().setValue(run * 997 % view.verticalScrollBar().maximum())
            app.processEvents()

        results["search"] = timed(search)
        model.arrange(Arrangement())
        results["scroll a page"] = timed(scroll)
        texts = [[model.text(row, column) for column in range(model.columnCount())] for row in range(ROWS)]
        page.close()

    plain, proxy = PlainTable(texts), QSortFilterProxyModel()
    proxy.setSourceModel(plain)
    bare = QTableView()
    bare.setModel(proxy)
    bare.resize(1100, 600)
    bare.show()
    app.processEvents()

    def bare_search(run: int) -> None:
        proxy.setFilterFixedString("电机" if run % 2 else "科技")
        app.processEvents()

    def bare_scroll(run: int) -> None:
        bare.verticalScrollBar().setValue(run * 997 % bare.verticalScrollBar().maximum())
        app.processEvents()

    results["search, bare table"] = timed(bare_search)
    proxy.setFilterFixedString("")
    results["scroll a page, bare table"] = timed(bare_scroll)
    for name, (median, late) in results.items():
        print(f"{name:32} median {median:8.1f} ms   95 % {late:8.1f} ms")
    for name, over in ((f"edit one cell, {ROWS} rows", "edit one cell, 150 rows"),
                       ("search", "search, bare table"), ("scroll a page", "scroll a page, bare table")):
        print(f"{name} : {over} = {results[name][0] / results[over][0]:.2f}")


if __name__ == "__main__":
    main()
