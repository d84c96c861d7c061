"""How complete the application is for each level up to the one applied for, and what the rows still lack."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zcpark_desktop.audit.completeness import applied_schemes
from zcpark_desktop.evaluate import Evaluation, Verdict

from ..indicators.standing import standing

READY = ("met", "quiet")


@dataclass(frozen=True)
class LevelStanding:
    """One level.

    Attributes:
        title: the scheme's short title.
        level: 市级, 省级 or 国家级.
        ready, rows: rows that are ready, of those that count.
        lacking: what the others lack in a word, and how many they are.
        met, conditions: conditions that are met, of those stated for the level applied for.
    """

    title: str
    level: str
    ready: int
    rows: int
    lacking: tuple[tuple[str, int], ...]
    met: int
    conditions: int

    @property
    def is_complete(self) -> bool:
        """Nothing is lacking."""
        return self.ready == self.rows and self.met == self.conditions

    @property
    def sentence(self) -> str:
        """The same in words."""
        words = [f"指标就绪{self.ready}/{self.rows}项"]
        words += [f"{word}{count}项" for word, count in self.lacking]
        if self.conditions:
            words.append(f"申报条件满足{self.met}/{self.conditions}项")
        return "，".join(words)


def level_standings(evaluation: Evaluation) -> list[LevelStanding]:
    """The levels up to the one applied for, from the city up."""
    applied = evaluation.project.basics.level_applied.value
    found = []
    for scheme in applied_schemes(evaluation):
        each = [standing(evaluation, scheme, row) for row in scheme.rows]
        each = [one for one in each if one.word != "未申请"]
        lacking = Counter(one.word for one in each if one.tone not in READY)
        conditions = [one for one in scheme.conditions if applied in {level.value for level in one.condition.levels}]
        found.append(LevelStanding(
            scheme.scheme.short_title, scheme.scheme.level.label, len(each) - sum(lacking.values()), len(each),
            tuple(lacking.most_common()), sum(one.verdict is Verdict.MET for one in conditions), len(conditions)))
    return found
