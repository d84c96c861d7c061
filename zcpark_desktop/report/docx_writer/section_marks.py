"""Each section of a document carries a mark: which section it is, and a digest of its words as they were exported.

The mark is the name of a hidden bookmark in the heading, as Word, WPS and LibreOffice carry bookmarks through every
saving. By it a later export sees which sections were changed by hand. Fields (numbers of captions, references,
contents) do not count: programs renew them by themselves.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence
from itertools import chain

from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.docx_writer.text import clean

MARK = re.compile(r"_ZS_([0-9a-f]{10})_([0-9a-f]{16})")
"""A mark: id of the section, digest of its words."""

START = "首页和目录"
"""The section before the first heading: cover and contents, or the title of a document without a cover."""

_OPEN = "0" * 16
_FIELD = b'<w:fldChar w:fldCharType="'
_WORDS = re.compile(rb">([^<]+)</[wm]:t>")


class SectionMarks:
    """Gives the sections of a document their marks while it is written.

    Attributes:
        titles: id → heading of each section, in order.
    """

    def __init__(self, kind: str) -> None:
        self.titles: dict[str, str] = {}
        self._kind = kind
        self._path: list[tuple[int, str]] = []
        self._seen: dict[tuple[str, ...], int] = {}
        self._begun: list[tuple[int, str]] = []

    def begin(self, at: int, level: int, title: str) -> str:
        """The mark of the section that begins with the piece at `at`; level 0 is before the first heading."""
        self._path = [each for each in self._path if each[0] < level] + [(level, title)]
        titles = tuple(text for _, text in self._path)
        number = self._seen[titles] = self._seen.get(titles, -1) + 1
        made = section_id(self._kind, titles, number)
        self._begun.append((at, made))
        self.titles[made] = title
        return open_mark(made)

    def close(self, pieces: list[bytes]) -> None:
        """Put the digest of each section's words into its mark, now that all of it is written."""
        ends = [at for at, _ in self._begun[1:]] + [len(pieces)]
        for (at, section), end in zip(self._begun, ends, strict=True):
            digest = digest_of("".join(map(words_of, pieces[at:end])))
            pieces[at] = pieces[at].replace(open_mark(section).encode(), closed_mark(section, digest).encode())


def has_start(document: b.Document) -> bool:
    """Whether anything stands before the first heading."""
    first = next((each for each in document.walk() if not isinstance(each, b.Landscape)), None)
    return not isinstance(first, b.Heading)


def section_titles(document: b.Document) -> dict[str, str]:
    """Id → heading of each section that the document will have."""
    marks = SectionMarks(document.kind)
    if has_start(document):
        marks.begin(0, 0, START)
    for block in document.walk():
        if isinstance(block, b.Heading):
            marks.begin(0, block.level, clean(block.text))
    return marks.titles


def section_id(kind: str, titles: Sequence[str], number: int) -> str:
    """The id of a section: stable as long as the titles above it and its own are.

    Args:
        kind: which document.
        titles: the headings that lead to it, its own last.
        number: how many sections of the same titles came before.
    """
    return hashlib.sha256("\0".join((kind, *titles, str(number))).encode()).hexdigest()[:10]


def open_mark(section: str) -> str:
    """The mark of a section whose words are not known yet."""
    return f"_ZS_{section}_{_OPEN}"


def closed_mark(section: str, digest: str) -> str:
    """The mark of a section with the digest of its words."""
    return f"_ZS_{section}_{digest}"


def digest_of(words: str) -> str:
    """The digest of a section's words, spaces of any kind left out."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:16]


def words_of(xml: bytes) -> str:
    """The words in XML that this writer made, without those of fields, which begin and end in it."""
    said = xml.replace(b"<w:noBreakHyphen/>", b"<w:t>-</w:t>")
    return html.unescape(b"".join(chain.from_iterable(map(_WORDS.findall, _outside_fields(said)))).decode())


def _outside_fields(xml: bytes) -> list[bytes]:
    """The pieces of XML between fields; those of a field within a field do not stand outside either."""
    before, *rest = xml.split(_FIELD)
    kept, depth = [before], 0
    for piece in rest:
        depth += piece.startswith(b"begin") - piece.startswith(b"end")
        if not depth:
            kept.append(piece)
    return kept


# --------------------------------------------------------------------------- the list of all sections

_LISTED = "章节"
_PER_PROPERTY = 20
"""Ids in one property, which Word lets hold 255 characters."""
_VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


def listing(ids: Sequence[str]) -> bytes:
    """docProps/custom.xml with the ids of all sections."""
    rows = [" ".join(ids[at : at + _PER_PROPERTY]) for at in range(0, len(ids), _PER_PROPERTY)]
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number + 1}" name="{_LISTED}{number}">'
        f"<vt:lpwstr>{row}</vt:lpwstr></property>"
        for number, row in enumerate(rows, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VARIANT}">{properties}</Properties>'.encode()


def listed(custom: str) -> list[str]:
    """The ids in docProps/custom.xml, whichever program wrote it."""
    found = re.findall(rf'name="{_LISTED}\d+"[^>]*>\s*<vt:lpwstr[^>]*>([0-9a-f ]*)<', custom)
    return [each for row in found for each in row.split()]
