"""The house keeps its shape: who imports whom, where the big libraries live, how long modules are, and their names.

Every rule is a function from a package folder to sentences about breaches. It is applied to the program, and to a small
package with one breach sown, so that a rule that stopped finding anything would be noticed.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "zcpark_desktop"
NAME = "zcpark_desktop"

# From the top down; a part imports only parts of lower layers. Parts of one layer do not know each other.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("ui",),
    ("submission", "rules_update", "manual"),
    ("report", "storage", "excel"),
    ("forms",),
    ("audit",),
    ("narrative",),
    ("pathway",),
    ("wording",),
    ("evaluate",),
    ("facts",),
    ("formulas",),
    ("rules", "project", "boundary"),
    ("logs", "licences"),
    ("paths", "file_names", "whole_file", "__init__"),
)
LEVEL = {part: len(LAYERS) - index for index, parts in enumerate(LAYERS) for part in parts}

# Third-party library -> where it may be imported: dotted beginnings of module names below the package.
HOMES = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "docx": ("report.docx_writer",),
    "lxml": ("report.docx_writer", "report.reading_back", "report.handwork", "report.filling", "boundary"),
    "matplotlib": ("report.figures",),
    "numpy": ("report.figures", "excel"),
    "openpyxl": ("excel",),
    "xlsxwriter": ("excel", "report.docx_writer"),
    "xlrd": ("excel",),
    "pandas": ("excel",),
    "shapely": ("boundary",),
    "pyproj": ("boundary",),
    "ezdxf": ("boundary",),
    "shapefile": ("boundary",),
    "pypdfium2": ("ui.evidence",),
    "markdown_it": ("manual.reading",),
    "immutables": ("project",),
    "filelock": ("storage",),
    "platformdirs": ("paths",),
    "pydantic": ("",),
    "pydantic_core": ("",),
}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "tools"}
MOST_LINES = 400
HEAVY = ("PySide6", "pandas", "numpy", "matplotlib", "docx", "openpyxl", "xlsxwriter", "xlrd", "shapely", "pyproj")


def modules(package: Path) -> Iterator[tuple[str, Path]]:
    """All modules of a package: dotted name below the package (`report.figures`), and file."""
    for path in sorted(package.rglob("*.py")):
        yield ".".join(path.relative_to(package).with_suffix("").parts), path


def imports(name: str, path: Path) -> Iterator[tuple[int, str]]:
    """What a module imports, inside functions and for type checking too: line, and full dotted name."""
    package = [NAME, *name.split(".")[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{source}.{alias.name}"


def under(name: str, beginnings: tuple[str, ...]) -> bool:
    """Whether a module is one of the named ones, lies in one of the named packages, or extends such a name by `_`."""
    return any(not start or name == start or name.startswith((f"{start}.", f"{start}_")) for start in beginnings)


def broken_layers(package: Path) -> Iterator[str]:
    """Imports that go up or sideways, and parts that have no layer."""
    for name, path in modules(package):
        part = name.split(".")[0]
        if part not in LEVEL:
            yield f"{name} belongs to no layer: give '{part}' its place in LAYERS"
            continue
        for line, imported in imports(name, path):
            first, _, rest = imported.partition(".")
            target = rest.split(".")[0] or "__init__"
            if first != NAME or target == part:
                continue
            if target not in LEVEL:
                target = "__init__"  # a name of the package itself, such as __version__
            if LEVEL[target] >= LEVEL[part]:
                yield f"{name}:{line} imports {imported}, but {part} may import only what lies below it"


def strayed_libraries(package: Path) -> Iterator[str]:
    """Third-party libraries imported outside their home, and undeclared ones."""
    for name, path in modules(package):
        for line, imported in imports(name, path):
            library = imported.split(".")[0]
            if library == NAME or library in sys.stdlib_module_names:
                continue
            if library not in HOMES:
                yield f"{name}:{line} imports {library}, which has no home in HOMES"
            elif not under(name, HOMES[library]):
                yield f"{name}:{line} imports {library}, which is at home in {', '.join(HOMES[library])} only"


def long_modules(package: Path) -> Iterator[str]:
    """Modules that hold more than one idea, by their length."""
    for name, path in modules(package):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{name} has {lines} lines: split it by topic (at most {MOST_LINES})"


def vague_names(package: Path) -> Iterator[str]:
    """Modules whose name says nothing."""
    for name, _ in modules(package):
        for word in set(name.replace(".", "_").split("_")) & VAGUE:
            yield f"{name} is called '{word}': name it after what it is about"


def silent_modules(package: Path) -> Iterator[str]:
    """Modules without a docstring, unless they are empty."""
    for name, path in modules(package):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            yield f"{name} has no docstring: say in a sentence what it is about"


RULES = [broken_layers, strayed_libraries, long_modules, vague_names, silent_modules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Callable[[Path], Iterator[str]]) -> None:
    breaches = list(rule(PACKAGE))
    assert not breaches, "\n".join(breaches)


@pytest.mark.parametrize(
    ("rule", "module", "source", "sentence"),
    [
        (broken_layers, "wording.py", f"from {NAME} import report", f"wording:2 imports {NAME}.report, but"),
        (broken_layers, "wording.py", f"def f():\n    import {NAME}.ui.window", f"wording:3 imports {NAME}.ui.window"),
        (broken_layers, "report/text.py", "from ..excel import write", f"report.text:2 imports {NAME}.excel.write"),
        (broken_layers, "report/text.py", "from .. import excel", f"report.text:2 imports {NAME}.excel, but"),
        (broken_layers, "rules/load.py", f"from {NAME}.project import A", f"rules.load:2 imports {NAME}.project.A"),
        (broken_layers, "cellar/wine.py", "", "cellar.wine belongs to no layer"),
        (strayed_libraries, "report/text.py", "from PySide6.QtCore import Qt", "PySide6, which is at home in ui only"),
        (strayed_libraries, "report/text.py", "import docx", "docx, which is at home in report.docx_writer only"),
        (strayed_libraries, "report/figures/a.py", "import pandas", "imports pandas, which is at home in excel only"),
        (strayed_libraries, "facts.py", "import requests", "facts:2 imports requests, which has no home"),
        (long_modules, "facts.py", "\n" * MOST_LINES, "facts has 401 lines"),
        (vague_names, "report/table_utils.py", "", "report.table_utils is called 'utils'"),
        (vague_names, "ui/common/window.py", "", "ui.common.window is called 'common'"),
    ],
)  # fmt: skip
def test_the_rule_finds_a_breach(
    tmp_path: Path, rule: Callable[[Path], Iterator[str]], module: str, source: str, sentence: str
) -> None:
    path = tmp_path / NAME / module
    path.parent.mkdir(parents=True)
    path.write_text(f'"""A module."""\n{source}', encoding="utf-8")
    assert any(sentence in breach for breach in rule(tmp_path / NAME)), list(rule(tmp_path / NAME))


def test_a_module_without_docstring_is_found(tmp_path: Path) -> None:
    (tmp_path / "facts.py").write_text("import json\n", encoding="utf-8")
    assert list(silent_modules(tmp_path)) == ["facts has no docstring: say in a sentence what it is about"]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("report/docx_writer/tables.py", f"import docx\nfrom {NAME}.wording import number\nfrom . import styles"),
        ("report/docx_writer_tables.py", "from docx.oxml import parse_xml"),
        ("ui/window.py", f"from PySide6.QtWidgets import QWidget\nfrom {NAME} import __version__, storage"),
        ("cli.py", f"import argparse\nfrom {NAME}.ui import window"),
        ("evaluate/__init__.py", f"from {NAME}.formulas import energy\nfrom pydantic import BaseModel"),
    ],
)
def test_the_rules_let_sound_modules_pass(tmp_path: Path, module: str, source: str) -> None:
    path = tmp_path / NAME / module
    path.parent.mkdir(parents=True)
    path.write_text(f'"""A module."""\n{source}', encoding="utf-8")
    assert [breach for rule in RULES for breach in rule(tmp_path / NAME)] == []


@pytest.mark.parametrize("module", [name for name, _ in modules(PACKAGE) if name in ("cli", "ui.session", "ui.window")])
def test_starting_loads_no_heavy_library(module: str) -> None:
    heavy = tuple(library for library in HEAVY if not (library == "PySide6" and module.startswith("ui")))
    program = f"import sys, {NAME}.{module}; print(*sorted(set({heavy!r}) & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == []
