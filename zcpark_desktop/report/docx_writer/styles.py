"""The look of documents after GB/T 9704-2012: page, fonts, styles, numbering.

Lengths are twips (1/20 point), sizes half-points. Every style names its Chinese font itself: with theme fonts Word
falls back to a Japanese one. Fonts that a computer lacks have an alternative in the font table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Page (clause 5): A4, 版心 156 × 225 mm, 22 lines of 28 characters.
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1588, 1474
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LINE = 579  # 225 mm / 22 is 579.8: with 580 the 22nd line would go to the next page
# 28 characters of 16 pt in 156 mm want 15.79 pt each. A grid of characters (w:charSpace) says so in Word only:
# LibreOffice gives a character that is wider than its cell two cells. Letter spacing says it everywhere: 15.75 pt.
TIGHT = '<w:spacing w:val="-5"/>'
LOOSE = '<w:spacing w:val="0"/>'
# The dash of the page number stands 7 mm below the 版心: its line (14 pt) begins 4.5 mm below.
FOOTER = 1366

SONG_TITLE, FANGSONG, HEI, KAI, SONG, LATIN = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
    "Times New Roman",
)
ALTERNATIVES = {SONG_TITLE: "华文中宋", FANGSONG: "仿宋", HEI: "SimHei", KAI: "楷体", SONG: "SimSun"}

SIZES = {
    "小初": 72,
    "一号": 52,
    "小一": 48,
    "二号": 44,
    "小二": 36,
    "三号": 32,
    "四号": 28,
    "小四": 24,
    "五号": 21,
    "小五": 18,
}

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def fonts(chinese: str, latin: str = LATIN) -> str:
    """w:rFonts for a Chinese and a Latin font."""
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def size(name: str) -> str:
    """The size of a Chinese size name, as run properties."""
    return f'<w:sz w:val="{SIZES[name]}"/><w:szCs w:val="{SIZES[name]}"/>'


def _spacing(before: int = 0, after: int = 0, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


_BODY_LINE = _spacing(line=LINE, rule="exact")
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_KEEP = "<w:keepNext/>"
_BOLD = "<w:b/><w:bCs/>"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: our key, its id in the default template, its name (by which a park's own template replaces it).

    `paragraph` and `text` are the content of w:pPr and w:rPr; `extra` follows them (tables).
    """

    key: str
    name: str
    paragraph: str = ""
    text: str = ""
    extra: str = ""
    kind: str = "paragraph"
    based: str | None = "normal"
    following: str = ""

    @property
    def id(self) -> str:
        """The style's id in the default template."""
        return "".join(word[:1].upper() + word[1:] for word in self.key.split("_"))


def _jc(value: str) -> str:
    return f'<w:jc w:val="{value}"/>'


def _heading(level: int, text: str) -> Style:
    number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    paragraph = f"{_KEEP}<w:keepLines/>{number}{_BODY_LINE}{_INDENT}{outline}"
    return Style(f"heading_{level}", f"heading {level}", paragraph, text, following="body")


def _toc(level: int, text: str, line: int = 500) -> Style:
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    indent = f'<w:ind w:leftChars="{200 * (level - 1)}" w:left="{480 * (level - 1)}"/>'
    pitch = _spacing(line=line, rule="exact")
    return Style(f"toc_{level}", f"toc {level}", tabs + pitch + indent + _jc("left"), text)


def _cell(key: str, name: str, chinese: str, points: str, jc: str = "left", first: str = "") -> Style:
    """Text in and around tables: off the grid of lines, single spacing, so that rows do not burst."""
    paragraph = first + _OFF_GRID + _spacing() + FLUSH + _jc(jc)
    return Style(key, name, paragraph, fonts(chinese) + LOOSE + size(points))


def _table(key: str, name: str, borders: str, margin: int = 85) -> Style:
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", margin), ("bottom", 28), ("right", margin))
    )
    extra = f"<w:tblPr>{borders}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
    return Style(key, name, _OFF_GRID + _spacing() + _jc("left"), "", extra, kind="table", based="table_normal")


def _borders(**sizes: int) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{sizes[side]}" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        if side in sizes
    )
    return f"<w:tblBorders>{lines}</w:tblBorders>"


TABLE_BORDERS = {
    "full": _borders(top=8, left=8, bottom=8, right=8, insideH=4, insideV=4),
    "three_line": _borders(top=12, bottom=12),
    "form": _borders(top=8, left=8, bottom=8, right=8, insideH=4, insideV=4),
}
THREE_LINE_HEAD = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders>'
NARROW_MARGINS = (
    '<w:tblCellMar><w:left w:w="55" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar>'
)
HEAD_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EEF1F0"/>'

STYLES: tuple[Style, ...] = (
    Style("normal", "Normal", _BODY_LINE + _jc("both"), fonts(FANGSONG) + TIGHT + size("三号"), based=None),
    Style("default_font", "Default Paragraph Font", kind="character", based=None),
    Style(
        "table_normal",
        "Normal Table",
        kind="table",
        based=None,
        extra='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>",
    ),
    Style("body", "Body Text", _INDENT),
    Style("plain", "正文无缩进"),
    _heading(1, fonts(HEI)),
    _heading(2, fonts(KAI)),
    _heading(3, fonts(FANGSONG) + _BOLD),
    _heading(4, fonts(FANGSONG)),
    Style(
        "title",
        "Title",
        _KEEP + _spacing(0, 400, 700, "exact") + _jc("center"),
        fonts(SONG_TITLE) + LOOSE + size("二号"),
        following="body",
    ),
    Style(
        "subtitle", "Subtitle", _KEEP + _spacing(0, 300, LINE, "exact") + _jc("center"), fonts(KAI), following="body"
    ),
    Style("centered", "居中", _jc("center")),
    Style("right", "右对齐", _jc("right")),
    Style("signature", "Signature", _KEEP + '<w:ind w:rightChars="400" w:right="1280"/>' + _jc("right")),
    Style("list_bullet", "List Bullet", _INDENT),
    Style("list_number", "List Number", _INDENT),
    Style("equation", "公式", _OFF_GRID + _spacing(100, 100) + FLUSH + _jc("center"), size("四号")),
    Style("figure", "图", _KEEP + _OFF_GRID + _spacing(160, 60) + FLUSH + _jc("center"), size("小四")),
    _cell("caption", "caption", HEI, "小四", "center"),
    _cell("table_text", "表格文字", FANGSONG, "五号"),
    _cell("table_head", "表头", HEI, "五号", "center", _KEEP),
    _cell("table_text_dense", "表格文字（密）", FANGSONG, "小五"),
    _cell("table_head_dense", "表头（密）", HEI, "小五", "center", _KEEP),
    _cell("form_text", "表单文字", FANGSONG, "小四"),
    _cell("form_label", "表单项目", HEI, "小四", "center"),
    _cell("note", "表注", FANGSONG, "五号", first="<w:keepLines/>"),
    _cell("source", "数据来源", FANGSONG, "小五", first="<w:keepLines/>"),
    Style("gap", "表后间隔", _OFF_GRID + _spacing(line=200, rule="exact"), '<w:sz w:val="12"/><w:szCs w:val="12"/>'),
    Style("section_end", "分节", _OFF_GRID + _spacing(line=20, rule="exact"), '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    Style(
        "toc_heading", "TOC Heading", _KEEP + _spacing(0, 300, 700, "exact") + _jc("center"), fonts(HEI) + size("二号")
    ),
    _toc(1, fonts(HEI) + size("小四")),
    _toc(2, size("小四")),
    _toc(3, size("小四")),
    Style("table_of_figures", "table of figures", _toc(1, "", line=420).paragraph, size("小四")),
    Style("cover_mark", "封面标记", _jc("left"), fonts(HEI)),
    Style(
        "cover_title",
        "封面标题",
        _spacing(line=1000, rule="exact") + _jc("center"),
        fonts(SONG_TITLE) + LOOSE + size("小初"),
    ),
    Style("cover_field", "封面信息", _OFF_GRID + _spacing(line=560, rule="atLeast") + _jc("left"), fonts(FANGSONG)),
    Style("cover_date", "封面日期", _jc("center"), fonts(KAI)),
    Style("footer", "footer", _OFF_GRID + _spacing() + _jc("left"), fonts(SONG, SONG) + LOOSE + size("四号")),
    Style("footnote_text", "footnote text", _OFF_GRID + _spacing() + _jc("left"), LOOSE + size("小五")),
    Style(
        "footnote_mark",
        "footnote reference",
        text='<w:vertAlign w:val="superscript"/>',
        kind="character",
        based="default_font",
    ),
    _table("full", "全线表", TABLE_BORDERS["full"]),
    _table("three_line", "三线表", TABLE_BORDERS["three_line"]),
    _table("form", "表单", TABLE_BORDERS["form"], 100),
    _table("bare", "无线表", ""),
)


def style_xml(style: Style, ids: Mapping[str, str], own_id: str) -> str:
    """The w:style element, its references made with `ids` (key → id in the document at hand)."""
    default = ' w:default="1"' if style.key in ("normal", "default_font", "table_normal") else ""
    custom = ' w:customStyle="1"' if any(character > "\u2e80" for character in style.name) else ""
    based = f'<w:basedOn w:val="{ids[style.based]}"/>' if style.based else ""
    following = f'<w:next w:val="{ids[style.following]}"/>' if style.following else ""
    listed = "<w:qFormat/>" if style.kind == "paragraph" else "<w:semiHidden/>" if default else ""
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    text = f"<w:rPr>{style.text}</w:rPr>" if style.text else ""
    return (
        f'<w:style xmlns:w="{NAMESPACE}" w:type="{style.kind}"{default}{custom} w:styleId="{own_id}">'
        f'<w:name w:val="{style.name}"/>{based}{following}{listed}{paragraph}{text}{style.extra}</w:style>'
    )


def _level(level: int, form: str, text: str, style: str, indent: str, after: str = "nothing") -> str:
    bound = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{bound}<w:suff w:val="{after}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>'
        '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:lvl>'
    )


LISTS = {"headings": 1, "bullet": 2, "number": 3, "circled": 4, "unnumbered": 5}


def abstract_numbers(own: Mapping[str, str], offset: int) -> list[str]:
    """The w:abstractNum elements in the order of LISTS: heading levels, dots, （1）, ①, nothing."""
    first = '<w:ind w:left="0" w:firstLine="640"/>'
    headings = "".join(
        _level(i, form, text, own.get(f"heading_{i + 1}", ""), first)
        for i, (form, text) in enumerate(
            (
                ("chineseCountingThousand", "%1、"),
                ("chineseCountingThousand", "（%2）"),
                ("decimal", "%3."),
                ("decimal", "（%4）"),
            )
        )
    )
    lists = (
        headings,
        _level(0, "bullet", "•", "", first, "space"),
        _level(0, "decimal", "（%1）", "", first),
        _level(0, "decimalEnclosedCircleChinese", "%1", "", first),
        "".join(_level(i, "none", "", "", first) for i in range(4)),
    )
    return [
        f'<w:abstractNum xmlns:w="{NAMESPACE}" w:abstractNumId="{offset + i}">'
        f'<w:multiLevelType w:val="{"multilevel" if i in (1, 5) else "singleLevel"}"/>{levels}</w:abstractNum>'
        for i, levels in enumerate(lists, start=1)
    ]
