"""Fills a form: single values where they are asked for, a row for each row of a list, in the look of the first run."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ..docx_writer import FileInUse
from ..docx_writer.text import clean
from .fields import BRACES, W15, Field, Form, W, is_control, is_repeating, joined, labels, texts
from .names import Name, Names

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Found = Callable[[Name], str]


@dataclass(frozen=True)
class Filled:
    """What became of a form: fields that nothing is known for, and those whose value is not filled in yet.

    Fields whose braces do not end count with the first.
    """

    unknown: tuple[Field, ...]
    missing: tuple[Field, ...]


def resolved(field: Field, names: Names, mapping: Mapping[str, str]) -> Name | None:
    """What a field asks for: what was chosen for it, the name that stands in it, or the only one of that title."""
    if field.text in mapping:
        return names.find(mapping[field.text])
    for typed in filter(None, (field.tag, field.text)):
        found = names.find(typed)
        if found is not None:
            return found
    return names.guess(field.text)


def fill(form: Form, names: Names, target: Path, mapping: Mapping[str, str] | None = None) -> Filled:
    """Write the form with its fields filled in; fields that nothing is known for stay as they are.

    Args:
        mapping: text of a field → the name that was chosen for it; blank for one that is to stay.

    Raises:
        FileInUse: the file is open in another program, or its folder may not be written.
        OSError: the disk is full.
    """
    chosen = mapping or {}
    fields = form.fields()
    known = {field: resolved(field, names, chosen) for field in fields}
    filler = _Filler(names, {(field.text, field.tag): name for field, name in known.items() if name is not None})
    stories = {name: deepcopy(root) for name, root in form.stories.items()}
    for root in stories.values():
        filler.fill(root)
    _write(form, stories, target)
    unknown = (*(field for field, name in known.items() if name is None), *form.unclosed())
    missing = tuple(field for field, name in known.items() if name is not None and not name.list and name.text is None)
    return Filled(unknown, missing)


def _write(form: Form, stories: Mapping[str, Any], target: Path) -> None:
    beside = target.with_name(f".{target.stem}-{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(io.BytesIO(form.content)) as source, zipfile.ZipFile(beside, "w") as archive:
            for entry in source.infolist():
                root = stories.get(entry.filename)
                content = (
                    source.read(entry)
                    if root is None
                    else etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                )
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
        os.replace(beside, target)
    except PermissionError as error:
        raise FileInUse(
            f"无法写入“{target.name}”：文件可能正在 Word 或 WPS 中打开，或没有该文件夹的权限；请关闭后重试，或换一个文件名。"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


class _Filler:
    def __init__(self, names: Names, known: Mapping[tuple[str, str], Name]) -> None:
        self._names, self._known = names, known

    def fill(self, root: Any) -> None:
        """Repeat what is to be repeated, then fill in what is left."""
        for section in [each for each in root.iter(f"{W}sdt") if is_repeating(each)]:
            item = next(
                (
                    each
                    for each in section.iter(f"{W}sdt")
                    if each.find(f"{W}sdtPr/{W15}repeatingSectionItem") is not None
                ),
                None,
            )
            if item is not None:
                self._repeat(item)
        for row in list(root.iter(f"{W}tr")):
            if next(row.iter(f"{W}tbl"), None) is None:
                self._repeat(row)
        self._write(root, lambda name: self._names.joined(name) if name.list else name.shown)

    def _repeat(self, element: Any) -> None:
        """One copy for each row of the list that the element's fields are columns of."""
        first = next((name for name in self._asked(element) if name.list), None)
        if first is None:
            return
        count = self._names.length(first)
        made = [element, *(_copy(element) for _ in range(count - 1))]
        for after, each in zip(made, made[1:], strict=False):
            after.addnext(each)
        for at, each in enumerate(made):

            def in_row(name: Name, at: int = at) -> str:
                if name.list == first.list:
                    return self._names.in_row(name, at)
                return self._names.joined(name) if name.list else name.shown

            self._write(each, in_row)

    def _asked(self, element: Any) -> Iterator[Name]:
        for part in element.iter(f"{W}p", f"{W}sdt"):
            if part.tag == f"{W}sdt":
                name = self._control(part)
                if name is not None:
                    yield name
            else:
                for found in BRACES.finditer(joined(part)):
                    name = self._known.get((found[1].strip(), ""))
                    if name is not None:
                        yield name

    def _control(self, control: Any) -> Name | None:
        if not is_control(control):
            return None
        tag, title = labels(control)
        return self._known.get((title or tag, tag))

    def _write(self, element: Any, value: Found) -> None:
        for control in [each for each in element.iter(f"{W}sdt") if self._control(each) is not None]:
            name = self._control(control)
            if name is not None:
                _set_control(control, value(name))
        for paragraph in list(element.iter(f"{W}p")):
            self._braces(paragraph, value)

    def _braces(self, paragraph: Any, value: Found) -> None:
        """From the last field to the first, so that the places of the others stay right."""
        for found in reversed(list(BRACES.finditer(joined(paragraph)))):
            name = self._known.get((found[1].strip(), ""))
            if name is not None:
                _put(texts(paragraph), found.start(), found.end(), value(name))


def _put(elements: Sequence[Any], start: int, end: int, value: str) -> None:
    """Put the value in the place of these characters, into the run in which they begin."""
    at = 0
    for element in elements:
        text = element.text or ""
        here = at
        at += len(text)
        if at <= start or here >= end:
            continue
        before, after = text[: max(0, start - here)], text[max(0, end - here) :]
        _set(element, before + value + after if here <= start else before + after)


def _set(element: Any, text: str) -> None:
    """The text of a run; lines become line breaks."""
    lines = clean(text).split("\n")
    element.text = lines[0]
    element.set(_SPACE, "preserve")
    for line in lines[1:]:
        line_break, more = etree.Element(f"{W}br"), etree.Element(f"{W}t")
        more.text = line
        more.set(_SPACE, "preserve")
        element.addnext(line_break)
        line_break.addnext(more)
        element = more


def _set_control(control: Any, value: str) -> None:
    """The text of a control in the look of its first run; it no longer shows its prompt."""
    settings, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    if content is None:
        return
    for each in settings.findall(f"{W}showingPlcHdr"):
        settings.remove(each)
    found = list(content.iter(f"{W}t"))
    if not found:
        paragraph = next(content.iter(f"{W}p"), content)
        found = [etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")]
    for each in found[1:]:
        each.getparent().remove(each)
    for each in list(content.iter(f"{W}rStyle")):
        if each.get(f"{W}val") in ("PlaceholderText", "a3", "a4"):
            each.getparent().remove(each)
    _set(found[0], value)


def _copy(element: Any) -> Any:
    """A copy without what may stand once only in a document."""
    made = deepcopy(element)
    for each in [*made.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
        each.getparent().remove(each)
    for settings in made.iter(f"{W}sdtPr"):
        for each in settings.findall(f"{W}id"):
            settings.remove(each)
    for each in made.iter(etree.Element):
        for name in (f"{_W14}paraId", f"{_W14}textId"):
            each.attrib.pop(name, None)
    return made
