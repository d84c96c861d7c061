"""The section as the document will read: the staff's text, and what the program adds from the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from zcpark_desktop.evaluate import Evaluation
from zcpark_desktop.narrative import Section
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report import compose


def preview(section: Section, evaluation: Evaluation) -> str:
    """The section as HTML; tables and figures by their captions only."""
    document = compose(section.key.split(".")[0], evaluation)
    return "".join(_html(document.blocks if document else (), section))


def _html(blocks: Iterable[b.Block], section: Section) -> Iterator[str]:
    for block in _of_section(blocks, section):
        if isinstance(block, b.Heading):
            yield f"<h4>{escape(block.text)}</h4>"
        elif isinstance(block, b.Paragraph):
            yield f"<p>{escape(_text(block.content))}</p>"
        elif isinstance(block, (b.BulletList, b.NumberedList)):
            yield "".join(f"<p>（{number}）{escape(_text(item))}</p>" for number, item in enumerate(block.items, 1))
        elif isinstance(block, b.Landscape):
            yield from (_caption(each) for each in block.blocks)
        else:
            yield _caption(block)


def _of_section(blocks: Iterable[b.Block], section: Section) -> Iterator[b.Block]:
    """What stands under the section's heading, up to the next of its level."""
    chapter, level = "", 0
    for block in blocks:
        if isinstance(block, b.Heading):
            chapter = block.text if block.level == 1 else chapter
            if level and block.level <= level:
                return
            if not level and block.text == section.title and chapter == section.chapter:
                level = block.level
                continue
        if level:
            yield block


def _caption(block: b.Block) -> str:
    kind = {b.Table: "表", b.Figure: "图"}.get(type(block))
    caption = getattr(block, "caption", "")
    return f'<p align="center"><i>〔{kind}：{escape(caption)}〕</i></p>' if kind and caption else ""


def _text(content: b.Content) -> str:
    pieces = [content] if isinstance(content, str) else content
    return "".join(piece if isinstance(piece, str) else getattr(piece, "text", "") for piece in pieces)
