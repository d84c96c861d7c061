"""Spoilt workbooks: bytes of the zip, parts, and cells changed at random. Never a crash, a hang, or a silent change.

What a mutant leads to is checked against what is still in it:

* reading ends within five seconds, with cells or with one Chinese sentence;
* a change that is proposed has a value that stands in the file, as its own reader sees it, at the cell that is named;
* a cell set to something odd (an error, a formula without a result, a code as a number, a text for a number) gives no
  change there, unless the parser's documented rules give its value a meaning;
* accepting what is proposed works.

Run with `python -m tests.benchmarks.fuzz_workbooks [NUMBER] [SEED]`; 2,000 mutants by default.
"""

from __future__ import annotations

import io
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from zcpark_desktop.evaluate import load_rules
from zcpark_desktop.excel.cells import FileCells, UnreadableFile
from zcpark_desktop.excel.collecting import Collecting
from zcpark_desktop.excel.proposal import Proposal, edits
from zcpark_desktop.excel.reading import read_content
from zcpark_desktop.excel.templates import enterprise_templates, office_template, park_template
from zcpark_desktop.project import Project, with_values
from zcpark_desktop.rules import Rules

LONGEST = 5.0  # seconds that a mutant may take
Parts = dict[str, bytes]

ODD_CELLS: tuple[Any, ...] = (
    "#DIV/0!", "#N/A", "=1/0", "=SUM(A1:A3)", 9.132021400000001e17, True, False, float(10**300), -1, -0.5, 1e-30, "—",
    "", "１２３", "1,234.5 ", "12.5%", "2025年", "12,34", "abc", "是", "×", "=cmd|'/c calc'!A1", "\u200b7", "1e400",
    "a" * 40_000, date(2025, 3, 1), datetime(2025, 3, 1, 12), timedelta(hours=30), "_x000B_", "𠮷", "1 234", "+5", "@x",
    "0x10", "１e３",
)
CODE = "91320214MA1X2Y3Z4P"


def small_park() -> Project:
    """Two enterprises, a balance, a roof, a paper."""
    return Project.model_validate({
        "project_id": "0123456789abcdef", "title": "模糊园区", "basics": {"name": "模糊园区"},
        "years": [{"year": 2025, "economy": {"gdp_10k_yuan": "1234567.89"},
                   "energy": [{"energy": "electricity", "fuel_industry": "100"},
                              {"energy": "natural_gas", "purchased": "20.5"}]}],
        "enterprises": [{"id": "a", "name": "无锡甲机械有限公司", "credit_code": CODE, "above_scale": True,
                         "annual": [{"year": 2025, "output_10k_yuan": "500"}]}, {"id": "b", "name": "无锡乙电子有限公司"}],
        "roofs": [{"id": "1", "name": "一号厂房", "usable_m2": "8000"}],
        "evidence": [{"id": "e1", "number": "Z-01", "title": "统计报表"}],
    })


def originals(park: Project, rules: Rules, folder: Path) -> list[bytes]:
    """The workbooks that are spoilt: the park's, an office's, an enterprise's, and a foreign list."""
    def clock() -> datetime:
        return datetime(2026, 1, 1)

    paths = [park_template(park, rules, folder, clock), office_template(park, rules, folder, "供电", clock),
             next(enterprise_templates(park, rules, folder / "e", clock))]
    book = openpyxl.Workbook()
    for row in (["2025年企业情况"], ["年份", "企业名称", "统一社会信用代码", "产值（亿元）", "用电量"],
                [2025, "无锡甲机械有限公司", CODE, 1.5, 88.25], [2025, "无锡丙材料有限公司", "", 2, None]):
        book.active.append(row)
    book.save(folder / "foreign.xlsx")
    return [path.read_bytes() for path in (*paths, folder / "foreign.xlsx")]


def _packed(parts: Parts) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# -- ways of spoiling --------------------------------------------------------------------------------------------------

def zip_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes of the file are others, or its end is missing."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[:chance.randrange(len(data))] if chance.random() < 0.2 else data)


def part_bytes(content: bytes, chance: random.Random) -> bytes:
    """Some bytes of a part are others, or a piece of it is missing or there twice."""
    parts = _unpacked(content)
    name = chance.choice(sorted(parts))
    data = bytearray(parts[name])
    if chance.random() < 0.5:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    else:
        start = chance.randrange(len(data))
        piece = data[start:start + chance.randint(1, 400)]
        data[start:start + len(piece)] = piece * chance.choice([0, 2, 3])
    parts[name] = bytes(data)
    return _packed(parts)


def missing_part(content: bytes, chance: random.Random) -> bytes:
    """A part is missing, or stands under another's name."""
    parts = _unpacked(content)
    name = chance.choice(sorted(parts))
    data = parts.pop(name)
    if chance.random() < 0.5:
        parts[chance.choice(sorted(parts))] = data
    return _packed(parts)


def attributes(content: bytes, chance: random.Random) -> bytes:
    """Numbers and words inside the XML of sheets, styles and strings are others."""
    parts = _unpacked(content)
    name = chance.choice([name for name in sorted(parts) if name.endswith(".xml")])
    values = list(re.finditer(rb'"([^"<>]{0,40})"', parts[name]))
    if values:
        found = chance.choice(values)
        other = chance.choice([b"", b"-1", b"0", b"99999999999", b"A1", b"XFD1048576", b"A1:XFD1048576", b"s",
                               b"e", b"str",
                               b"inlineStr", b"nan", b"&#0;", "是".encode(), b"1e999"])
        parts[name] = parts[name][:found.start(1)] + other + parts[name][found.end(1):]
    return _packed(parts)


def cells(content: bytes, chance: random.Random) -> bytes:
    """Cells hold odd things; rows and columns are moved, merged, hidden."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for _ in range(chance.randint(1, 6)):
        sheet = chance.choice(book.worksheets)
        row, column = chance.randint(1, max(sheet.max_row, 8)), chance.randint(1, max(sheet.max_column, 4))
        try:
            sheet.cell(row, column).value = chance.choice(ODD_CELLS)
        except (AttributeError, ValueError):  # part of a merged cell, or nothing that openpyxl writes
            continue
    sheet = chance.choice(book.worksheets)
    deed = chance.randrange(8)
    at = chance.randint(1, 10)
    if deed == 0:
        sheet.insert_rows(at)
    elif deed == 1:
        sheet.insert_cols(at)
    elif deed == 2:
        sheet.delete_rows(at)
    elif deed == 3:
        sheet.delete_cols(at)
    elif deed == 4:
        sheet.merge_cells(start_row=at, end_row=at + 1, start_column=at, end_column=at + 1)
    elif deed == 5 and len(book.worksheets) > 1:
        sheet.sheet_state = "hidden"
        book.active = next(i for i, each in enumerate(book.worksheets) if each is not sheet)
    elif deed == 6:
        sheet.title = chance.choice(["空", "Sheet", "企业信息", "a" * 31])
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    zip_bytes, part_bytes, missing_part, attributes, cells, cells)


# -- what must hold ----------------------------------------------------------------------------------------------------

def faults(content: bytes, park: Project, rules: Rules, outcomes: Counter[str]) -> Iterator[str]:
    """What is wrong with the way in which the mutant is taken; nothing when all is well."""
    start = time.perf_counter()
    try:
        file = read_content(content, "模糊.xlsx")
        collecting = Collecting(park, rules)
        collecting.add(file)
        found = collecting.proposal()
        with_values(park, edits(found))
    except UnreadableFile as error:
        outcomes["refused"] += 1
        if not re.search(r"[\u4e00-\u9fff]", str(error)) or "\n" in str(error):
            yield f"no sentence: {error}"
        return
    except Exception:
        yield traceback.format_exc()
        return
    finally:
        if time.perf_counter() - start > LONGEST:
            yield f"took {time.perf_counter() - start:.1f} s"
    outcomes["with changes" if found.changes or found.conflicts else "without changes"] += 1
    yield from silent(found, file)


def silent(found: Proposal, file: FileCells) -> Iterator[str]:
    """Changes whose value does not stand in the file at the cell that they name."""
    sheets = {sheet.title: sheet for sheet in file.sheets}
    for change in [*found.changes, *(each for conflict in found.conflicts for each in conflict.choices)]:
        sheet = sheets.get(change.line.sheet)
        value = sheet.value(change.row, change.column) if sheet is not None else None
        if change.address.startswith("boundary/rings"):
            continue  # a ring's corners are many cells
        if sheet is None or value is None or (change.row, change.column) in sheet.troubles:
            yield f"{change}: nothing that can be taken stands there"
        elif isinstance(change.new, Decimal) and not change.written:
            text = re.sub(r"[^\d.eE+-]", "", str(value).translate(_NARROW))
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                text = format(value, ".15g")
            try:
                same = Decimal(text) in (change.new, change.new / 100)
            except ArithmeticError:
                same = False
            if not same:
                yield f"{change}: the file has {value!r}"


_NARROW = str.maketrans("０１２３４５６７８９ｅ．", "0123456789e.")


def run(number: int, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Try `number` mutants: how many led to what, and what went wrong."""
    park, rules = small_park(), load_rules()
    books = originals(park, rules, folder)
    outcomes: Counter[str] = Counter()
    wrong = []
    for at in range(number):
        chance = random.Random(f"{seed}-{at}")
        way = WAYS[at % len(WAYS)]
        mutant = way(chance.choice(books), chance)
        outcomes[way.__name__] += 1
        found = faults(mutant, park, rules, outcomes)
        wrong += [f"mutant {at} of seed {seed} ({way.__name__}): {fault}" for fault in found]
    return outcomes, wrong


def main() -> int:
    """Print what the mutants led to; 1 if something went wrong."""
    number, seed = (int(each) for each in (*sys.argv[1:], *("2000", "1")[len(sys.argv) - 1:]))
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcomes, wrong = run(number, seed, Path(folder))
    print(f"{number} mutants in {time.perf_counter() - start:.0f} s: {dict(outcomes)}")
    print("\n".join(wrong) or "no crash, no hang, no silent change")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
