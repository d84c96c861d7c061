"""The rules, checked against the names that can be evaluated."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import rules
from ..facts import FACTS
from ..formulas import FORMULAS
from .judge import LISTS


def load_rules(extra: Path | None = None, packs: Sequence[Path] = ()) -> rules.Rules:
    """The shipped rules with those of rules packs, and the user's own from the folder `extra` (see `rules.load`).

    Raises:
        RulesError: a file is wrong, or asks for a number that nothing computes; names file and line.
    """
    loaded = rules.load(extra, packs)
    conditions = {
        key for key, indicator in loaded.indicators.items() if indicator.kind is rules.IndicatorKind.CONDITION
    }
    loaded.check_names({*FACTS, *FORMULAS, *LISTS, *conditions})
    return loaded
