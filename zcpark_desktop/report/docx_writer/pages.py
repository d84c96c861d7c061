"""Pages with a layout of their own: cover, contents, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.layout import column_widths
from zcpark_desktop.report.docx_writer.plan import Entry
from zcpark_desktop.report.docx_writer.tables import CellContent
from zcpark_desktop.report.docx_writer.text import escape, field, paragraph, run, width_in_halves

_COVER_ABOVE = 2600
_COVER_TITLE_LINE = 1000
_COVER_FIELD_LINE = 640
_COVER_MOST_LINES = 2
_USUAL_SIGNER = 40
"""Characters of a signing body's name that the usual narrow cell holds."""
_COVER_TITLES = ("小初", "一号", "二号", "小二", "三号", "四号")
_COVER_FIELDS = ("三号", "小四", "五号")


def cover(block: b.Cover, styles: Mapping[str, str], width: int, height: int) -> str:
    """The cover: mark at the top, title in the upper third, fields below, the date at the foot."""
    mark = paragraph(styles["cover_mark"], run(block.mark))
    fitted = [_fitted(line, width, _COVER_TITLE_LINE, _COVER_TITLES) for line in block.title]
    titles = [
        paragraph(styles["cover_title"], run(line, fit.size), fit.spacing)
        for line, fit in zip(block.title, fitted, strict=True)
    ]
    rows = [_fitted(value, _value_width(block.fields, width), _COVER_FIELD_LINE, _COVER_FIELDS)
            for _, value in block.fields]
    free = height - look.LINE * 5 - sum(fit.height for fit in (*fitted, *rows))
    over = max(0, min(_COVER_ABOVE, free))
    free -= over
    above = paragraph(styles["section_end"], "", f'<w:spacing w:before="{over}"/>')
    gap = paragraph(styles["cover_mark"], "", _before(free * 2 // 3))
    fields = _cover_fields(block.fields, styles, width) if block.fields else ""
    date = paragraph(styles["cover_date"], run(block.date), _before(free // 3)) if block.date else ""
    return "".join((mark, above, *titles, gap, fields, date))


def _before(space: int) -> str:
    return f'<w:spacing w:before="{max(0, space)}" w:line="{look.LINE}" w:lineRule="atLeast"/>'


def _cover_fields(fields: Sequence[tuple[str, str]], styles: Mapping[str, str], width: int) -> str:
    """Labels spread evenly, values on a line."""
    table = width * 4 // 5
    value_width = _value_width(fields, width)
    label_width = table - value_width
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_COVER_FIELD_LINE}"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{label_width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph(styles['cover_field'], run(label), _jc('distribute'))}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{value_width}" w:type="dxa"/>{line}<w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph(styles['cover_field'], run(value, fit.size), fit.spacing + _jc('center'))}</w:tc></w:tr>"
        for label, value in fields
        for fit in (_fitted(value, value_width, _COVER_FIELD_LINE, _COVER_FIELDS),)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles["bare"]}"/><w:tblW w:w="{table}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{label_width}"/><w:gridCol w:w="{value_width}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _value_width(fields: Sequence[tuple[str, str]], width: int) -> int:
    table = width * 4 // 5
    return table - min(table // 2, max((len(label) for label, _ in fields), default=0) * 320 + 500)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A line of the cover as it fits: its paragraph's spacing, its runs' size, and its height in twips."""

    spacing: str
    size: str
    height: int


def _fitted(text: str, width: int, line: int, sizes: Sequence[str]) -> _Fitted:
    """The usual size (the first) and line pitch, or the largest of the smaller sizes that needs few lines."""
    for name in sizes:
        size = look.SIZES[name]
        lines = max(1, ceil(width_in_halves(text) * size * 5 / width))
        if lines <= _COVER_MOST_LINES:
            break
    if name == sizes[0]:
        return _Fitted("", "", lines * line)
    pitch = size * 14
    spacing = f'<w:snapToGrid w:val="0"/><w:spacing w:line="{pitch}" w:lineRule="exact"/>'  # closer than the grid
    return _Fitted(spacing, look.size(name), max(line, lines * pitch))


def _jc(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


def contents(block: b.Contents, entries: Sequence[Entry], styles: Mapping[str, str]) -> str:
    """The contents: a field with its entries written out, renewable by a click in Word and in WPS."""
    listed = [entry for entry in entries if entry.level <= block.depth]
    lines = [(styles[f"toc_{entry.level}"], entry.label + entry.text, entry) for entry in listed]
    title = paragraph(styles["toc_heading"], run(block.title))
    field_lines = _listing(f'TOC \\o "1-{block.depth}" \\h \\z \\u', lines, styles["toc_1"])
    # The wrapping gives Word's “更新目录” button.
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{title}{field_lines}</w:sdtContent></w:sdt>"
    )


def caption_list(title: str, kind: str, entries: Sequence[Entry], styles: Mapping[str, str]) -> str:
    """The list of tables (kind 表) or figures (图)."""
    style = styles["table_of_figures"]
    lines = [(style, f"{entry.label}　{entry.text}", entry) for entry in entries]
    return paragraph(styles["toc_heading"], run(title)) + _listing(f'TOC \\h \\z \\c "{kind}"', lines, style)


def _listing(instruction: str, lines: Sequence[tuple[str, str, Entry]], empty_style: str) -> str:
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if not lines:
        return paragraph(empty_style, opening + run("（无）") + closing)
    made = []
    for i, (style, text, entry) in enumerate(lines):
        page = field(f"PAGEREF {entry.mark} \\h", str(entry.page))
        link = f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{run(text)}<w:r><w:tab/></w:r>{page}</w:hyperlink>'
        first, last = opening if i == 0 else "", closing if i == len(lines) - 1 else ""
        made.append(paragraph(style, first + link + last))
    return "".join(made)


def signatures(block: b.SignaturePage, styles: Mapping[str, str], width: int, content: CellContent) -> str:
    """A page with a statement and one box per signing body, high enough for a seal."""
    title = paragraph(styles["title"], run(block.title), first="<w:pageBreakBefore/>")
    statement = "".join(paragraph(styles["body"], content(text, False, None)) for text in block.statement)
    longest = max((len(signer) for signer, _ in block.signers), default=0)
    label_width, value_width = column_widths((1, 4) if longest <= _USUAL_SIGNER else (2, 3), width)
    rows = "".join(
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="2300"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{label_width}" w:type="dxa"/>{look.HEAD_SHADE}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(styles['form_label'], run(signer))}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{value_width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        + "".join(paragraph(styles["form_text"], run(line), f'{_before(160)}<w:ind w:left="2600"/>') for line in lines)
        + "</w:tc></w:tr>"
        for signer, lines in block.signers
    )
    boxes = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles["form"]}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/>{look.TABLE_BORDERS["form"]}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{label_width}"/><w:gridCol w:w="{value_width}"/></w:tblGrid>{rows}</w:tbl>'
    )
    gap = paragraph(styles["gap"], "")
    return title + statement + gap + (boxes + gap if block.signers else "")
