"""The sample's rows 2-5, 19 and 20, worked out on paper from the raw data, line by line."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from zcpark_desktop import paths
from zcpark_desktop.evaluate import Evaluation, evaluate, load_rules
from zcpark_desktop.project import parse_json

from .case import HERE, read
from .working import rounded, worked_out

SHEET = read(HERE / "sample.toml")
LINES: list[dict[str, Any]] = SHEET["lines"]


@cache
def evaluation() -> Evaluation:
    project = parse_json((paths.resources() / "samples" / "sample.json").read_bytes())
    return evaluate(project, load_rules())


@cache
def cells() -> dict[str, Fraction]:
    """Each cell's exact value; a cell sees those above it."""
    values: dict[str, Fraction] = {}
    for line in LINES:
        above = {name: f"({value.numerator}/{value.denominator})" for name, value in values.items()}
        values[line["cell"]] = worked_out(line["working"].format(**above))
    return values


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["cell"])
def test_a_line_of_the_sheet_is_added_up_right(line: dict[str, Any]) -> None:
    written = Decimal(line["value"])
    assert rounded(cells()[line["cell"]], written) == written


@pytest.mark.parametrize("line", [line for line in LINES if "measure" in line], ids=lambda line: line["cell"])
def test_the_program_comes_to_what_the_sheet_comes_to(line: dict[str, Any]) -> None:
    found = evaluation().number(line["measure"], SHEET["year"])
    assert found is not None
    exact = cells()[line["cell"]]
    assert abs(Fraction(found) - exact) <= abs(exact) / 10**12
