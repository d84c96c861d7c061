"""The fields of a form: `{{…}}` in its text, however Word cut it into runs, and content controls that are named."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
BRACES = re.compile(r"[{｛]{2}\s*([^{}｛｝]{1,80}?)\s*[}｝]{2}")
_OPEN_BRACES = re.compile(r"[{｛]{2}\s*[^{}｛｝]{0,20}")
_STORIES = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_NO_TEXT = [f"{W}{name}" for name in ("docPartObj", "docPartList", "picture", "bibliography", "citation")]


class UnusableForm(ValueError):
    """A form is no Word document; `str()` is one Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Field:
    """A place of a form that asks for data.

    Attributes:
        text: what stands between the braces, or the control's title.
        place: where, as in “第1个表格第2行第3格”.
        tag: the tag of a control; empty for braces.
    """

    text: str
    place: str
    tag: str = ""


class Form:
    """A form, opened; its parts are changed by `fill`.

    Raises:
        UnusableForm: it cannot be read, or is no Word document.
    """

    def __init__(self, path: Path) -> None:
        try:
            self.content = path.read_bytes()
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                self.names = archive.namelist()
                stories = sorted(name for name in self.names if _STORIES.fullmatch(name))
                self.stories = {name: etree.fromstring(archive.read(name)) for name in stories}
            if "word/document.xml" not in self.stories:
                raise KeyError("word/document.xml")
        except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
            raise UnusableForm(
                f"表式“{path.name}”不是可用的 Word 文档（.docx）；请另选一个，或在 Word 中另存为 .docx。"
            ) from error

    @property
    def digest(self) -> str:
        """By which the form is known again."""
        return hashlib.sha256(self.content).hexdigest()

    def fields(self) -> list[Field]:
        """All fields in reading order, those of headers and footers last."""
        return [field for name in self._order for field in _fields(name, self.stories[name])]

    def unclosed(self) -> list[Field]:
        """Where braces begin a field that no braces end: nothing can be filled in there."""
        return [
            Field(f"{found[0].rstrip()}（缺少}}}}）", place)
            for name in self._order
            for paragraph, place in _places(name, self.stories[name])
            for found in _OPEN_BRACES.finditer(BRACES.sub("", joined(paragraph)))
        ]

    @property
    def _order(self) -> list[str]:
        return sorted(self.stories, key=lambda name: (name != "word/document.xml", name))


def _fields(story: str, root: Any) -> Iterator[Field]:
    named = dict(_places(story, root))
    for element in root.iter(f"{W}p", f"{W}sdt"):
        if element.tag == f"{W}sdt":
            if is_control(element):
                tag, title = labels(element)
                yield Field(title or tag, _place(element, named), tag)
        else:
            for found in BRACES.finditer(joined(element)):
                yield Field(found[1].strip(), named[element])


def _place(control: Any, named: dict[Any, str]) -> str:
    inside = next(control.iter(f"{W}p"), None)
    paragraph = inside if inside is not None else next(control.iterancestors(f"{W}p"), None)
    return named.get(paragraph, "")


def _places(story: str, root: Any) -> Iterator[tuple[Any, str]]:
    """Every paragraph with where it stands."""
    head = "页眉" if "header" in story else "页脚" if "footer" in story else ""
    tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
    number = 0
    for paragraph in root.iter(f"{W}p"):
        cell = next(paragraph.iterancestors(f"{W}tc"), None)
        if cell is None:
            number += bool(joined(paragraph).strip())
            yield paragraph, f"{head}第{max(number, 1)}段"
            continue
        row = next(cell.iterancestors(f"{W}tr"))
        table = next(row.iterancestors(f"{W}tbl"))
        column = [each for each in row.iter(f"{W}tc") if next(each.iterancestors(f"{W}tr")) is row].index(cell) + 1
        line = [each for each in table.iter(f"{W}tr") if next(each.iterancestors(f"{W}tbl")) is table].index(row) + 1
        yield paragraph, f"{head}第{tables[table]}个表格第{line}行第{column}格"


def texts(paragraph: Any) -> list[Any]:
    """The text elements of a paragraph in order, those of paragraphs within it (text boxes) left out."""
    return [each for each in paragraph.iter(f"{W}t") if next(each.iterancestors(f"{W}p")) is paragraph]


def joined(paragraph: Any) -> str:
    """The paragraph's text, its runs joined."""
    return "".join(each.text or "" for each in texts(paragraph))


def labels(control: Any) -> tuple[str, str]:
    """Tag and title of a control."""
    settings = control.find(f"{W}sdtPr")
    values = []
    for name in ("tag", "alias"):
        found = None if settings is None else settings.find(f"{W}{name}")
        values.append("" if found is None else str(found.get(f"{W}val", "")).strip())
    return values[0], values[1]


def is_control(control: Any) -> bool:
    """Whether a control is to be filled with text: it is named, and is no list of rows, picture or building block."""
    settings = control.find(f"{W}sdtPr")
    if settings is None or not any(labels(control)) or is_repeating(control):
        return False
    return not any(settings.find(name) is not None for name in (*_NO_TEXT, f"{W15}repeatingSectionItem"))


def is_repeating(control: Any) -> bool:
    """Whether a control repeats what is in it."""
    return control.find(f"{W}sdtPr/{W15}repeatingSection") is not None
