"""The documents of both samples, word for word, against texts that were read.

After a wanted change `pytest tests/golden --renew-golden` writes the texts anew; read the difference first.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.dump import dump
from tests.unit.report.parks import SAMPLES, clock, evaluation
from zcpark_desktop.report import KINDS, compose

TEXTS = Path(__file__).parent / "documents"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_reads_as_it_did(kind: str, name: str, request: pytest.FixtureRequest) -> None:
    made = compose(kind, evaluation(name), clock)
    text = "（不需要这份文件）\n" if made is None else dump(made)
    golden = TEXTS / f"{name}.{kind}.txt"
    if request.config.getoption("--renew-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
