"""Drafts made from the data: live numbers only, sound sentences, nothing where nothing is known."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from zcpark_desktop import paths
from zcpark_desktop.evaluate import Evaluation, evaluate, load_rules
from zcpark_desktop.narrative import SECTIONS, draft, resolve
from zcpark_desktop.project import new_project, parse_json, with_values

KEYS = [section.key for section in SECTIONS]


@cache
def sample(name: str) -> Evaluation:
    return evaluate(parse_json((paths.resources() / "samples" / f"{name}.json").read_bytes()), load_rules())


@pytest.mark.parametrize("key", KEYS)
def test_the_sample_gets_a_draft_of_every_section_in_whole_sentences(key: str) -> None:
    text = resolve(draft(key, sample("sample")), sample("sample"))
    assert text.text
    assert not text.missing and not text.unknown
    for line in text.text.split("\n"):
        assert line.endswith("。")
        assert not re.search(r"[，；。]{2}|[：，]。|—。|【", line), line


@pytest.mark.parametrize("key", KEYS)
def test_a_draft_holds_no_number_but_in_chips_years_and_titles(key: str) -> None:
    outside = re.sub(r"\{[^}]*\}|20\d\d年|等\d+个单位", "", draft(key, sample("sample")))
    assert not re.search(r"\d", outside), outside


@pytest.mark.parametrize("key", KEYS)
def test_an_empty_park_gets_no_sentence(key: str) -> None:
    assert draft(key, evaluate(new_project(), load_rules())) == ""


@pytest.mark.parametrize("key", KEYS)
def test_a_nearly_empty_park_gets_sentences_without_holes_only(key: str) -> None:
    text = resolve(draft(key, sample("nearly_empty")), sample("nearly_empty"))
    assert not text.missing


def test_clauses_without_data_are_left_out_of_the_sentence() -> None:
    address = "years/{}/economy/industrial_value_added_current_10k_yuan"
    project = with_values(new_project(), [(address.format(2022), Decimal(100)), (address.format(2025), Decimal(90))])
    evaluation = evaluate(project, load_rules())
    assert (
        resolve(draft("application.1.1", evaluation), evaluation).text
        == "2025年，园区工业增加值（现价）90万元，比2022年下降10.00%。"
    )


def test_an_unknown_section_has_no_draft() -> None:
    assert draft("application.99", sample("sample")) == ""


def test_every_section_asks_two_to_four_questions() -> None:
    assert all(2 <= len(section.prompts) <= 4 for section in SECTIONS)
    assert all(prompt.endswith(("？", "。")) for section in SECTIONS for prompt in section.prompts)
