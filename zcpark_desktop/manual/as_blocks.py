"""The manual as blocks, from which the one writer of Word files makes a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from .. import __version__, wording
from ..paths import resources
from ..report import blocks as b
from ..report.chapters.calculation_equations import equation_lines
from .pages import Page
from .reading import Node, plain, tree

WIDE = {"定义": 3.0, "依据": 2.2, "名称": 2.4, "指标": 2.2, "填写的地方": 1.2, "做法": 2.4, "说明": 2.4, "内容": 2.4, "位置": 2.4}
"""Titles of columns that need more than their share of the width."""


def document(pages: Sequence[Page], clock: datetime) -> b.Document:
    """The whole manual."""
    cover = b.Cover(["零碳园区申报", "使用手册"], [("版本", __version__)], wording.day(clock.date()))
    made: list[b.Block] = [cover, b.Contents(depth=2)]
    for part, group in groupby(pages, key=lambda page: page.part):
        made.append(b.Heading(1, part, new_page=True))
        for page in group:
            made += _Page(page).blocks()
    return b.Document("manual", "零碳园区申报使用手册", made)


class _Page:
    """One page, one level further down than in its file: the parts are the first level."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def blocks(self) -> Iterator[b.Block]:
        before = ""
        for node in tree(self._page.text).children:
            if node.type == "paragraph" and before == "blockquote":  # the unit and the clause of an equation
                yield b.Paragraph(_runs(node.children[0]), "note")
            else:
                yield from self._of(node)
            before = node.type

    def _of(self, node: Node) -> Iterator[b.Block]:
        match node.type:
            case "heading":
                yield self._heading(int(node.tag[1]), plain(node))
            case "paragraph":
                yield from self._paragraph(node)
            case "bullet_list":
                yield b.BulletList([self._item(item) for item in node.children])
            case "ordered_list":
                yield b.NumberedList([self._item(item) for item in node.children])
            case "blockquote":
                start, _, equation = plain(node).partition(" = ")
                yield b.Equation(equation_lines(f"{start} = ", equation))
            case "fence" | "code_block":
                for line in node.content.splitlines():
                    yield b.Paragraph(line or " ", "plain")
            case "table":
                yield self._table(node)

    def _heading(self, level: int, text: str) -> b.Heading:
        if level == 1:
            return b.Heading(2, text, f"manual.{self._page.name}")
        return b.Heading(3 if level == 2 else 4, text)

    def _paragraph(self, node: Node) -> Iterator[b.Block]:
        inline = node.children[0]
        pictures = [child for child in inline.children if child.type == "image"]
        for picture in pictures:
            source = resources() / "manual" / str(picture.attrs["src"])
            yield b.Figure(b.Picture(source.read_bytes()), plain(picture), alt=plain(picture))
        if not pictures:
            yield b.Paragraph(_runs(inline))

    def _item(self, node: Node) -> b.Content:
        runs: list[b.Run | str] = []
        for child in node.children:
            runs += _runs(child.children[0]) if child.type == "paragraph" else [b.Text(plain(child))]
        return runs

    def _table(self, node: Node) -> b.Table:
        head, *bodies = node.children
        titles = [plain(cell) for cell in head.children[0].children]
        columns = [b.Column(title, weight=WIDE.get(title, 1.0)) for title in titles]
        rows = [[b.Cell(_runs(cell.children[0])) if cell.children else "" for cell in row.children]
                for body in bodies for row in body.children]
        return b.Table(columns, rows, dense=True)


def _runs(node: Node, bold: bool = False) -> list[b.Run | str]:
    runs: list[b.Run | str] = []
    for child in node.children:
        match child.type:
            case "strong":
                runs += _runs(child, bold=True)
            case "link":
                href = str(child.attrs["href"])
                if href.endswith(".md"):
                    runs.append(b.Link(plain(child), f"manual.{href.removesuffix('.md')}"))
                else:
                    runs.append(b.Text(f"{plain(child)}（{href}）", bold))
            case "softbreak":
                continue
            case _:
                runs.append(b.Text(plain(child), bold))
    return runs
