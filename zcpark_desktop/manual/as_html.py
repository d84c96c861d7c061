"""The manual as one web page that needs nothing beside it: pictures and looks are in it, no script, no network."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from itertools import groupby

from .. import __version__
from ..paths import resources
from .pages import Page
from .reading import Node, plain, tree

STYLE = """
:root{color-scheme:light dark;--ink:#1c2025;--quiet:#5d6672;--line:#dcdfe4;--panel:#f4f5f7;--page:#fff;--accent:#2563d9}
@media(prefers-color-scheme:dark){:root{--ink:#e5e7ea;--quiet:#a3abb6;--line:#3b3f46;--panel:#1c1e21;--page:#25272b;
--accent:#6a9ff8}}
*{box-sizing:border-box}html{scroll-behavior:smooth}
body{margin:0;display:flex;color:var(--ink);background:var(--page);
font:1rem/1.75 "Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC",sans-serif}
nav{position:sticky;top:0;flex:0 0 16rem;height:100vh;overflow:auto;padding:1.5rem 1rem;background:var(--panel);
border-right:1px solid var(--line);font-size:.9rem}
nav b{display:block;margin:1.2rem 0 .3rem;color:var(--quiet);font-weight:600}nav ul{list-style:none;margin:0;padding:0}
nav ul ul{padding-left:1rem}nav a{display:block;padding:.15rem .5rem;border-radius:.3rem;color:var(--ink);
text-decoration:none}nav a:hover,nav a:focus{background:var(--line)}
main{flex:1;min-width:0;padding:2rem 3rem 6rem;max-width:62rem}section{padding-bottom:2rem}
section+section{border-top:1px solid var(--line);padding-top:1.5rem}
h1{font-size:1.8rem;line-height:1.3;margin:.5rem 0 1rem}h2{font-size:1.35rem;margin:2.2rem 0 .8rem}
h3{font-size:1.05rem;margin:1.6rem 0 .4rem}p,ul,ol{margin:.6rem 0}li{margin:.2rem 0}
a{color:var(--accent)}code{padding:.1em .35em;background:var(--panel);border:1px solid var(--line);
border-radius:.25rem;font-size:.9em}pre{padding:.8rem 1rem;overflow:auto;background:var(--panel);
border:1px solid var(--line);border-radius:.4rem}pre code{padding:0;border:0}
blockquote{margin:.6rem 0;padding:.5rem 1rem;background:var(--panel);border-left:3px solid var(--accent)}
blockquote p{margin:0}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.8rem 0}
th,td{border:1px solid var(--line);padding:.3rem .55rem;text-align:left;vertical-align:top}
th{background:var(--panel);font-weight:600;white-space:nowrap}
img{display:block;max-width:100%;margin:1rem 0;border:1px solid var(--line);border-radius:.4rem}
.quiet{color:var(--quiet);font-size:.85rem}
@media(max-width:52rem){body{display:block}nav{position:static;height:auto;border:0}main{padding:1rem}}
@media print{nav{display:none}section{break-before:page}main{padding:0;max-width:none}}
"""
TITLE = "零碳园区申报 使用手册"


def html(pages: Sequence[Page]) -> str:
    """The web page."""
    trees = {page.name: tree(page.text) for page in pages}
    links = []
    for part, group in groupby(pages, key=lambda page: page.part):
        items = "".join(f'<li><a href="#{page.name}">{escape(page.title)}</a>{_below(page.name, trees[page.name])}</li>'
                        for page in group)
        links.append(f"<b>{escape(part)}</b><ul>{items}</ul>")
    sections = "".join(f'<section id="{page.name}">{_Section(page.name).of(trees[page.name])}</section>'
                       for page in pages)
    return (f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{TITLE}</title>'
            f"<style>{STYLE}</style></head><body><nav><strong>{TITLE}</strong>"
            f'<div class="quiet">版本 {__version__}</div>{"".join(links)}</nav><main>{sections}</main></body></html>\n')


def _below(name: str, page: Node) -> str:
    """The second headings of a page that has many."""
    heads = [node for node in page.children if node.type == "heading" and node.tag == "h2"]
    if len(heads) < 3:
        return ""
    items = (f'<li><a href="#{name}-{at}">{escape(plain(node))}</a></li>' for at, node in enumerate(heads, start=1))
    return f"<ul>{''.join(items)}</ul>"


class _Section:
    """One page; its second headings are numbered as the navigation numbers them."""

    def __init__(self, name: str) -> None:
        self._name, self._heads = name, 0

    def of(self, node: Node) -> str:
        inner = "".join(self.of(child) for child in node.children)
        match node.type:
            case "root" | "inline":
                return inner
            case "text":
                return escape(node.content, quote=False)
            case "softbreak":
                return ""
            case "hardbreak":
                return "<br>"
            case "code_inline":
                return f"<code>{escape(node.content, quote=False)}</code>"
            case "fence" | "code_block":
                return f"<pre><code>{escape(node.content, quote=False)}</code></pre>"
            case "heading":
                if node.tag == "h2":
                    self._heads += 1
                    return f'<h2 id="{self._name}-{self._heads}">{inner}</h2>'
                return f"<{node.tag}>{inner}</{node.tag}>"
            case "link":
                return f'<a href="{escape(_target(str(node.attrs["href"])))}">{inner}</a>'
            case "image":
                return f'<img alt="{escape(plain(node))}" src="{_data(str(node.attrs["src"]))}">'
            case "table":
                return f'<div class="wide"><table>{inner}</table></div>'
            case _:
                return f"<{node.tag}>{inner}</{node.tag}>"


def _target(href: str) -> str:
    return f"#{href.removesuffix('.md')}" if href.endswith(".md") else href


def _data(source: str) -> str:
    picture = (resources() / "manual" / source).read_bytes()
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"
