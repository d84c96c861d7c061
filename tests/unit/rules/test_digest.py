"""The digest tells whether the rules have changed since a project was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from zcpark_desktop import rules

from .test_wrong_files import SCHEME


@pytest.fixture
def digest(own: Callable[[str, str | bytes], Path]) -> Callable[[str], str]:
    return lambda content: rules.digest(rules.load(own("schemes/own.toml", content)).scheme("own"))


def test_the_digest_is_the_same_each_time(digest: Callable[[str], str]) -> None:
    assert digest(SCHEME) == digest(SCHEME)
    assert len(digest(SCHEME)) == 64


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("limit = 70", "limit = 71"),
        ("below = 1000000", "below = 999999"),
        ('"guiding"', '"core"'),
        ('">="', '"<="'),
        ("200000", "300000"),
        ("number = 2", "number = 3"),
    ],
)
def test_another_demand_is_another_digest(digest: Callable[[str], str], text: str, instead: str) -> None:
    assert digest(SCHEME.replace(text, instead)) != digest(SCHEME)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("limit = 70", "limit = 70.0"),
        ("limit = 0.2", "limit = 0.20"),
        ("number = 2", 'note = "说明"\nnumber = 2'),
        (
            "near_term = { limit = 30 }\nlong_term = { limit = 70 }",
            "long_term = { limit = 70 }\nnear_term = { limit = 30 }",
        ),
        ("\n[[conditions]]", "\n# 条件\n[[conditions]]"),
    ],
)
def test_the_same_demand_written_otherwise_has_the_same_digest(
    digest: Callable[[str], str], text: str, instead: str
) -> None:
    assert text in SCHEME
    assert digest(SCHEME.replace(text, instead)) == digest(SCHEME)
