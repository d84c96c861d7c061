"""Workbooks in Office Open XML, as Excel and WPS write them.

openpyxl reads the cells with the results of their formulas. What it cannot tell is looked up in the parts themselves:
formulas that were never computed read as nothing there. A workbook whose styles it refuses is read once more with
plain styles, of which only the number formats matter here.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from .cells import FileCells, Position, SheetCells, UnreadableFile, shows_percent
from .identity import OPTIONS_SHEET, SHEET, Identity, identity_from

LARGEST_PART = 64 * 1024 * 1024
LARGEST_WHOLE = 256 * 1024 * 1024
MOST_PARTS = 5000
MOST_CELLS = 2_000_000

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_NOT_COMPUTED = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]{0,300}\bt="str")[^>]{0,300}?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,300}>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]{0,300}/>|[^>]{0,300}[^/>]>[^<]*</(?:\w+:)?f>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>")
"""A cell with a formula and nothing for its value; a text's empty value is the result of a formula that says ""."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SAVE_AGAIN = "请用表格软件打开后另存为xlsx，再重试。"


def read_xlsx(content: bytes, name: str) -> FileCells:
    """The sheets of a workbook.

    Raises:
        UnreadableFile: damaged, too big, or no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _bounded(archive)
            if _STRICT in archive.read("xl/workbook.xml"):
                content = _transitional(archive)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            notes = list(_left_aside(parts))
            not_computed = dict(_formulas_not_computed(archive, parts))
    except (zipfile.BadZipFile, zlib.error, struct.error, ElementTree.ParseError, LookupError, ArithmeticError,
            ValueError, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(f"工作簿已损坏，或不是xlsx文件；{_SAVE_AGAIN}") from None
    book = _loaded(content)
    sheets, identity = [], None
    for sheet in book.worksheets:
        if sheet.title == SHEET:
            identity = _identity(sheet)
        elif sheet.title == OPTIONS_SHEET:
            continue
        elif sheet.sheet_state != "visible":
            notes.append(f"工作表“{sheet.title}”是隐藏的，未读取。")
        else:
            sheets.append(_cells(sheet, not_computed.get(sheet.title, ())))
    return FileCells(name, tuple(sheets), identity, tuple(notes))


def _bounded(archive: zipfile.ZipFile) -> set[str]:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_WHOLE or any(
            info.file_size > LARGEST_PART for info in infos):
        raise UnreadableFile("工作簿展开后过大，未读取；请核对文件，删去多余内容后重试。")
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile("工作簿设有密码，无法读取；请去掉密码后重试。")
    return {info.filename for info in infos}


def _left_aside(parts: set[str]) -> Iterator[str]:
    if any(part.endswith("vbaProject.bin") for part in parts):
        yield "工作簿含有宏，宏未运行，只读取了单元格。"
    if any("externalLinks/" in part for part in parts):
        yield "工作簿引用了其他文件，未更新引用，采用的是文件中保存的结果。"


def _formulas_not_computed(archive: zipfile.ZipFile, parts: set[str]) -> Iterator[tuple[str, tuple[Position, ...]]]:
    """For each sheet that has formulas without a result, where they stand."""
    relations: dict[str, str] = {}
    for relation in ElementTree.fromstring(_part(archive, "xl/_rels/workbook.xml.rels")):
        relations[relation.get("Id", "")] = relation.get("Target", "")
    for sheet in ElementTree.fromstring(_part(archive, "xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        id = next((value for key, value in sheet.attrib.items() if key.endswith("relationships}id")), "")
        target = relations.get(id, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in parts:
            xml = _part(archive, part)
            if _FORMULA.search(xml):
                found = tuple((int(row) - 1, _column(letters)) for letters, row in _NOT_COMPUTED.findall(xml))
                if found:
                    yield sheet.get("name", ""), found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    xml = archive.read(name)
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
        raise UnreadableFile("工作簿内含有不允许的XML声明，未读取。")
    return xml


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _loaded(content: bytes) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about drop-downs and styles, which are not read
        try:
            return openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception:  # openpyxl raises whatever an odd part leads to
            pass
        try:
            return openpyxl.load_workbook(io.BytesIO(_with_plain_styles(content)), data_only=True, keep_links=False)
        except MemoryError:
            raise
        except Exception:
            raise UnreadableFile(f"工作簿的内容无法识别；{_SAVE_AGAIN}") from None


def _transitional(archive: zipfile.ZipFile) -> bytes:
    """A workbook in the strict variant of the format with the names of the usual one, which openpyxl knows."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as new:
        for info in archive.infolist():
            data = archive.read(info.filename)
            if info.filename.endswith((".xml", ".rels")):
                data = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
            new.writestr(info.filename, data)
    return result.getvalue()


def _with_plain_styles(content: bytes) -> bytes:
    """The same workbook with no styles but its number formats, and without parts that hold no cells."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "xl/styles.xml":
                data = _plain_styles(data)
            new.writestr(info.filename, data)
    return result.getvalue()


def _plain_styles(xml: bytes) -> bytes:
    root = ElementTree.fromstring(xml)
    formats = "".join(
        f'<numFmt numFmtId="{int(each.get("numFmtId", "0"))}" formatCode={_quoted(each.get("formatCode", ""))}/>'
        for each in root.iter(f"{_MAIN}numFmt"))
    cells = root.find(f"{_MAIN}cellXfs")
    ids = [int(each.get("numFmtId", "0")) for each in cells] if cells is not None else [0]
    styles = "".join(f'<xf numFmtId="{id}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for id in ids)
    return (
        f'<styleSheet xmlns="{_MAIN[1:-1]}"><numFmts>{formats}</numFmts><fonts><font/></fonts>'
        '<fills><fill><patternFill/></fill></fills><borders><border/></borders>'
        '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>").encode()


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(text)


def _identity(sheet: Any) -> Identity | None:
    rows = sheet.iter_rows(max_row=50, max_col=2, values_only=True)
    return identity_from({str(name): "" if value is None else str(value) for name, value, *_ in rows if name})


def _cells(sheet: Any, not_computed: tuple[Position, ...]) -> SheetCells:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        raise UnreadableFile(f"工作表“{sheet.title}”的范围过大，请删除末尾多余的空行、空列后另存。")
    rows, percent = [], set()
    for cells in sheet.iter_rows():
        values = []
        for cell in cells:
            value = cell.value
            if value.__class__ in (int, float) and "%" in cell.number_format and shows_percent(cell.number_format):
                percent.add((cell.row - 1, cell.column - 1))
            values.append(value)
        rows.append(values)
    troubles = dict.fromkeys(not_computed, "公式没有保存计算结果；请用表格软件打开并保存后再导入，或直接填写数值。")
    for merged in sheet.merged_cells.ranges:
        words = f"单元格{merged.coord}是合并的，看不出数据属于哪一格；请取消合并后逐格填写。"
        for row in range(merged.min_row - 1, min(merged.max_row, len(rows))):  # each row that it reaches into lacks it
            troubles[row, merged.min_col - 1] = words
    hidden = sum(line.hidden and number <= len(rows) and any(value is not None for value in rows[number - 1])
                 for number, line in sheet.row_dimensions.items())
    return SheetCells(sheet.title, rows, frozenset(percent), troubles, hidden)
