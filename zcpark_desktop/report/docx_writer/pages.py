"""Pages with a layout of their own: cover, contents, signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer import styles as look
from zcpark_desktop.report.docx_writer.layout import column_widths
from zcpark_desktop.report.docx_writer.plan import Entry
from zcpark_desktop.report.docx_writer.tables import CellContent
from zcpark_desktop.report.docx_writer.text import escape, field, paragraph, run

_COVER_ABOVE = 2600
_COVER_TITLE_LINE = 1000
_COVER_FIELD_LINE = 640


def cover(block: b.Cover, styles: Mapping[str, str], width: int, height: int) -> str:
    """The cover: mark at the top, title in the upper third, fields below, the date at the foot."""
    mark = paragraph(styles["cover_mark"], run(block.mark))
    titles = [
        paragraph(styles["cover_title"], run(line), f'<w:spacing w:before="{0 if i else _COVER_ABOVE}"/>')
        for i, line in enumerate(block.title)
    ]
    used = look.LINE * 5 + _COVER_ABOVE + _COVER_TITLE_LINE * len(titles)
    free = max(0, height - used - _COVER_FIELD_LINE * len(block.fields))
    gap = paragraph(styles["cover_mark"], "", _before(free * 2 // 3))
    fields = _cover_fields(block.fields, styles, width) if block.fields else ""
    date = paragraph(styles["cover_date"], run(block.date), _before(free // 3)) if block.date else ""
    return "".join((mark, *titles, gap, fields, date))


def _before(space: int) -> str:
    return f'<w:spacing w:before="{max(0, space)}" w:line="{look.LINE}" w:lineRule="atLeast"/>'


def _cover_fields(fields: Sequence[tuple[str, str]], styles: Mapping[str, str], width: int) -> str:
    """Labels spread evenly, values on a line."""
    widest = max(len(label) for label, _ in fields)
    table = width * 4 // 5
    label_width = min(table // 2, widest * 320 + 500)
    value_width = table - label_width
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_COVER_FIELD_LINE}"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{label_width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph(styles['cover_field'], run(label), _jc('distribute'))}</w:tc>"
        f'<w:tc><w:tcPr><w:tcW w:w="{value_width}" w:type="dxa"/>{line}<w:vAlign w:val="bottom"/></w:tcPr>'
        f"{paragraph(styles['cover_field'], run(value), _jc('center'))}</w:tc></w:tr>"
        for label, value in fields
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles["bare"]}"/><w:tblW w:w="{table}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{label_width}"/><w:gridCol w:w="{value_width}"/></w:tblGrid>{rows}</w:tbl>'
    )


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
    label_width, value_width = column_widths((1, 4), width)
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
