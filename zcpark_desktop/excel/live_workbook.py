"""计算底稿.xlsx: every indicator as live formulas over data sheets, so that an official recomputes it in Excel or WPS.

Sheets: 指标 (rows and horizons of each scheme) → 计算 (one line for each formula) → 数据 (facts and factors) and 分品种
(one line for each energy kind) → the data sheets. The first column of each, hidden, holds the name of the line.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from zcpark_desktop.evaluate import Evaluation, HorizonName, HorizonResult, Verdict
from zcpark_desktop.evaluate.trace import title_of, unit_of
from zcpark_desktop.facts.coefficients import process_name
from zcpark_desktop.formulas import FORMULAS
from zcpark_desktop.project.years import UNIT_BY_KIND
from zcpark_desktop.rules import IndicatorKind
from zcpark_desktop.wording import HORIZONS, VERDICTS

from .cells import cell_name
from .live_data import DataSheets, absolute
from .live_equations import cell_formula
from .live_facts import FLOWS_BY_KIND, fact_formula, list_formula, sum_of_flows
from .plain_list import close_book
from .statistics_sheet import TITLE as STATISTICS
from .statistics_sheet import write_statistics

INDICATORS, CALCULATION, FACTS_SHEET, KINDS = "指标", "计算", "数据", "分品种"
_PROCESS = ("process_products", "process_factors")


def write_live_workbook(evaluation: Evaluation, path: Path, clock: Callable[[], datetime]) -> Path:
    """Write the workbook to `path`; where it was written.

    Raises:
        OSError: the file cannot be written.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(io.BytesIO(), {"strings_to_formulas": False, "strings_to_numbers": False,
                                              "strings_to_urls": False})
    book.set_properties({"created": clock().replace(tzinfo=None), "title": "零碳园区指标计算底稿"})
    book.set_calc_mode("auto")
    _Live(book, evaluation).write()
    close_book(book, path)
    return path


class _Live:
    def __init__(self, book: Any, evaluation: Evaluation) -> None:
        self.book, self.evaluation = book, evaluation
        self.years = tuple(sorted(evaluation.resolvers))
        plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}
        self.formats = {
            "head": book.add_format({**plain, "bold": True, "bg_color": "#DCE6F1", "text_wrap": True}),
            "text": book.add_format(plain),
            "number": book.add_format(plain),
            "formula": book.add_format({**plain, "bg_color": "#F2F7EC"}),
        }
        self.cells: dict[tuple[str, int], str] = {}
        self.areas: dict[tuple[str, int], str] = {}
        self.kind_cells: dict[tuple[str, int, str], str] = {}

    def write(self) -> None:
        pages = {title: self.book.add_worksheet(title) for title in (INDICATORS, CALCULATION, FACTS_SHEET, KINDS)}
        self.data = DataSheets(self.book, self.evaluation.project, self.evaluation.rules, self.years, self.formats)
        self.data.write()
        names = self._names()
        formulas = [name for name in names if name in FORMULAS]
        self.vectors = [name for name in names if self._is_vector(name)]
        self._place(KINDS, 4, self._kind_lines())
        self._place(CALCULATION, 5, [(name, "") for name in formulas if name not in self.vectors])
        self._place(FACTS_SHEET, 4, [(name, "") for name in names if name not in FORMULAS and name not in self.vectors])
        self._kinds(pages[KINDS])
        self._facts(pages[FACTS_SHEET], [name for name in names if name not in FORMULAS and name not in self.vectors])
        self._calculation(pages[CALCULATION], [name for name in formulas if name not in self.vectors])
        self._indicators(pages[INDICATORS])
        write_statistics(self.book.add_worksheet(STATISTICS), self.evaluation.project, self.formats)

    # -- what there is, and where ----------------------------------------------------------------------------------

    def _names(self) -> list[str]:
        """Every name that some row rests on, each after those that it needs."""
        resolver = self.evaluation.base
        order: dict[str, None] = {}

        def visit(name: str) -> None:
            name = resolver.target(name)
            if name in order:
                return
            for parameter in FORMULAS[name].parameters if name in FORMULAS else ():
                visit(parameter)
            order[name] = None

        for scheme in self.evaluation.schemes.values():
            for row in scheme.rows:
                if row.indicator.kind not in (IndicatorKind.LIST, IndicatorKind.CONDITION):
                    for horizon in row.horizons.values():
                        visit(horizon.measure)
        return list(order)

    def _is_vector(self, name: str) -> bool:
        return unit_of(self.evaluation.base, name) == UNIT_BY_KIND or name in _PROCESS or any(
            isinstance(self.evaluation.result(name, year), Mapping) for year in self.years)

    def _keys(self, name: str) -> tuple[str, ...]:
        """The kinds (or process products) of a vector: the same for all that are multiplied with each other."""
        keys: dict[str, None] = {}
        for other in self.vectors:
            if (other in _PROCESS) == (name in _PROCESS):
                for year in self.years:
                    result = self.evaluation.result(other, year)
                    keys.update(dict.fromkeys(result if isinstance(result, Mapping) else ()))
        return tuple(keys) or ("",)

    def _kind_lines(self) -> list[tuple[str, str]]:
        self.keys = {name: self._keys(name) for name in self.vectors}
        return [(name, key) for name in self.vectors for key in self.keys[name]]

    def _place(self, page: str, first: int, lines: Iterable[tuple[str, str]]) -> None:
        """Settle the cell of every line and year, before formulas refer to them."""
        rows: dict[str, list[int]] = {}
        for row, (name, key) in enumerate(lines, start=1):
            rows.setdefault(name, []).append(row)
            for column, year in enumerate(self.years, start=first):
                reference = f"'{page}'!{cell_name(row, column)}"
                self.kind_cells[name, year, key] = reference
                self.cells[name, year] = reference
        for name, at in rows.items():
            for column, year in enumerate(self.years, start=first):
                self.areas[name, year] = f"'{page}'!{absolute(at[0], column)}:{absolute(at[-1], column)}"

    # -- pages -----------------------------------------------------------------------------------------------------

    def _open(self, sheet: Any, heads: Iterable[str]) -> None:
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self.formats["head"])
        sheet.set_column(0, 0, 3, None, {"hidden": True})
        sheet.set_column(1, 1, 40)
        sheet.set_column(2, 30, 15)
        sheet.set_default_row(18)
        sheet.set_row(0, 30)
        sheet.freeze_panes(1, 2)

    def _texts(self, sheet: Any, row: int, *texts: str) -> None:
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, self.formats["text"])

    def _formula(self, sheet: Any, row: int, column: int, formula: str, value: Decimal | None) -> None:
        sheet.write_formula(row, column, formula, self.formats["formula"], "" if value is None else float(value))

    def _title(self, name: str) -> str:
        return title_of(self.evaluation.base, name)

    def _year_heads(self) -> tuple[str, ...]:
        return tuple(f"{year}年" for year in self.years)

    def _kinds(self, sheet: Any) -> None:
        self._open(sheet, ("", "项目", "品种", "单位", *self._year_heads()))
        row = 0
        for name in self.vectors:
            for key in self.keys[name]:
                row += 1
                kind = self.evaluation.rules.energy_types.get(key)
                label = kind.name if kind else process_name(self.evaluation.base.view, key) if key else ""
                unit = unit_of(self.evaluation.base, name).replace(UNIT_BY_KIND, kind.unit if kind else "")
                self._texts(sheet, row, f"{name}:{key}", self._title(name), label, unit)
                for column, year in enumerate(self.years, start=4):
                    result = self.evaluation.result(name, year)
                    value = result.get(key) if isinstance(result, Mapping) else None
                    if value is not None:
                        self._kind(sheet, row, column, name, key, year, value)

    def _kind(self, sheet: Any, row: int, column: int, name: str, key: str, year: int, value: Decimal) -> None:
        if name in FORMULAS:
            formula = cell_formula(FORMULAS[name], lambda each: self.kind_cells[self._target(each), year, key],
                                   partial(self._at, self.areas, year))
        elif name in FLOWS_BY_KIND:
            formula = sum_of_flows(self.data, year, key, FLOWS_BY_KIND[name])
        else:
            sheet.write_number(row, column, float(value), self.formats["number"])
            return
        self._formula(sheet, row, column, formula, value)

    def _at(self, places: Mapping[tuple[str, int], str], year: int, name: str) -> str:
        return places[self._target(name), year]

    def _target(self, name: str) -> str:
        return self.evaluation.base.target(name)

    def _facts(self, sheet: Any, names: list[str]) -> None:
        self._open(sheet, ("", "项目", "单位", "来源", *self._year_heads()))
        rules = self.evaluation.rules
        for row, name in enumerate(names, start=1):
            is_factor = name in rules.factors
            source = rules.reference(rules.factors[name].reference).title if is_factor else "由数据表取得"
            self._texts(sheet, row, name, self._title(name), unit_of(self.evaluation.base, name), source)
            for column, year in enumerate(self.years, start=4):
                value = self.evaluation.result(name, year)
                if not isinstance(value, Decimal):
                    self._blank(sheet, row, column)
                    continue
                formula = None if is_factor else fact_formula(self.data, name, year)
                if formula is not None:
                    self._formula(sheet, row, column, formula, value)
                else:
                    sheet.write_number(row, column, float(value), self.formats["number"])

    def _blank(self, sheet: Any, row: int, column: int) -> None:
        sheet.write_string(row, column, "数据未填全", self.formats["text"])

    def _calculation(self, sheet: Any, names: list[str]) -> None:
        self._open(sheet, ("", "项目", "单位", "算式", "依据", *self._year_heads()))
        resolver = self.evaluation.base
        for row, name in enumerate(names, start=1):
            formula = FORMULAS[name]
            equation = formula.equation.format(**{each: self._title(each) for each in formula.parameters})
            reference = self.evaluation.rules.reference(formula.reference).title
            self._texts(sheet, row, name, formula.title, unit_of(resolver, name), equation, reference)
            for column, year in enumerate(self.years, start=5):
                value = self.evaluation.result(name, year)
                if hasattr(value, "gaps"):
                    self._blank(sheet, row, column)
                    continue
                text = cell_formula(formula, partial(self._at, self.cells, year), partial(self._at, self.areas, year))
                self._formula(sheet, row, column, text, value if isinstance(value, Decimal) else None)

    def _indicators(self, sheet: Any) -> None:
        heads = ["", "指标", "评价体系", "单位"]
        for word in HORIZONS.values():
            heads += [f"{word}年份", word, f"{word}限值", f"{word}结论"]
        self._open(sheet, heads)
        row = 0
        for scheme in self.evaluation.schemes.values():
            for result in scheme.rows:
                row += 1
                self._texts(sheet, row, f"{scheme.scheme.id}:{result.row.number}",
                            f"{result.row.number}　{result.row.name}", scheme.scheme.title, result.row.unit)
                for position, name in enumerate(HorizonName):
                    self._horizon(sheet, row, 4 + 4 * position, result.indicator.id, result.indicator.kind,
                                  result.row.unit, result.horizons[name])

    def _horizon(self, sheet: Any, row: int, column: int, indicator: str, kind: IndicatorKind, unit: str,
                 result: HorizonResult) -> None:
        sheet.write_number(row, column, result.year, self.formats["text"])
        target = self.data.target(indicator, result.year) if result.planned else None
        if result.value is None:
            sheet.write_string(row, column + 1, result.text or "—", self.formats["text"])
        elif target is not None:
            self._formula(sheet, row, column + 1, f"={target}", result.value)
        elif kind is IndicatorKind.LIST:
            self._formula(sheet, row, column + 1, list_formula(self.data, indicator), result.value)
        else:
            cell = self.cells[self._target(result.measure), result.year]
            self._formula(sheet, row, column + 1, f"={cell}{'*100' if unit == '%' else ''}", result.value)
        limit = result.limit.printed if result.limit else None
        if result.limit is not None and limit is not None:
            sheet.write_number(row, column + 2, float(limit), self.formats["number"])
        word = VERDICTS[result.verdict][1]
        if (result.verdict in (Verdict.MET, Verdict.NOT_MET) and result.limit is not None and limit is not None
                and result.value is not None and kind is not IndicatorKind.LIST):
            value, bound = cell_name(row, column + 1), cell_name(row, column + 2)
            sheet.write_formula(row, column + 3, f'=IF({value}{result.limit.comparison}{bound},"达标","未达标")',
                                self.formats["formula"], word)
        else:
            sheet.write_string(row, column + 3, word, self.formats["text"])
