"""Markdown read once for all writers: the one place that knows the parser."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Node = SyntaxTreeNode


def tree(text: str) -> Node:
    """The text as a tree of headings, paragraphs, lists, tables and what stands in them."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return SyntaxTreeNode(parser.parse(text))


def plain(node: Node) -> str:
    """What a node says, without its marks."""
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(plain(child) for child in node.children)
