"""What chapters write from: an evaluation, seen in the words that documents ask for.

Chapters are pure functions of a `Material`. Nothing here formats a number; `wording` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property

from ..evaluate import Evaluation, RowResult, SchemeResult
from ..facts import Gap, Missing
from ..narrative import resolve, section_title
from ..project import Project
from ..project.basics import Basics, Period
from ..project.enterprises import BenchmarkStatement, Enterprise
from ..project.fields import Flag
from ..project.statements import Evidence
from ..project.years import ParkYear
from ..rules import IndicatorClass, Rules
from .blocks import Paragraph

Clock = Callable[[], datetime]
"""Tells the time, with its zone; the same clock gives the same bytes."""

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Material:
    """An evaluation and the day on which a document is dated."""

    evaluation: Evaluation
    today: date

    @property
    def project(self) -> Project:
        """What the park entered."""
        return self.evaluation.project

    @property
    def rules(self) -> Rules:
        """The rules that it was evaluated by."""
        return self.evaluation.rules

    @property
    def basics(self) -> Basics:
        """The park's basic data."""
        return self.project.basics

    @property
    def period(self) -> Period:
        """The years that the project speaks of."""
        return self.project.period

    @cached_property
    def members(self) -> tuple[Enterprise, ...]:
        """The enterprises that count in the statistics."""
        return tuple(each for each in self.project.enterprises if each.counted_in)

    @cached_property
    def _statements(self) -> dict[str, list[Flag | BenchmarkStatement]]:
        return {}

    def statements(self, field: str) -> list[Flag | BenchmarkStatement]:
        """What each of `members` states in that field, with what proves it."""
        if field not in self._statements:
            self._statements[field] = [getattr(each, field) for each in self.members]
        return self._statements[field]

    # ------------------------------------------------------------------ years

    @property
    def years(self) -> tuple[int, ...]:
        """The three past years and the base year: those that energy and carbon are told for."""
        return (*self.period.past_years, self.period.base_year)

    def record(self, year: int) -> ParkYear | None:
        """The data of a year, or None."""
        return self.project.year(year)

    def numbers(self, name: str) -> tuple[Decimal | None, ...]:
        """The value of a name in each of `years`."""
        return tuple(self.evaluation.number(name, year) for year in self.years)

    def gaps(self, *names: str, years: Iterable[int] | None = None) -> tuple[Gap, ...]:
        """What is lacking for the names in the years, each gap once."""
        found: dict[Gap, None] = {}
        for year in self.years if years is None else years:
            for name in names:
                result = self.evaluation.result(name, year)
                if isinstance(result, Missing):
                    found.update(dict.fromkeys(result.gaps))
        return tuple(found)

    # ------------------------------------------------------------------ schemes and rows

    @property
    def level(self) -> str:
        """The level applied for: `city`, `province` or `nation`."""
        return self.basics.level_applied.value

    def schemes_of(self, level: str) -> tuple[SchemeResult, ...]:
        """The schemes of a level."""
        return tuple(each for each in self.evaluation.schemes.values() if each.scheme.level == level)

    @property
    def city(self) -> tuple[SchemeResult, ...]:
        """The schemes of the city, which every application is held against."""
        return self.schemes_of("city")

    @property
    def applied(self) -> tuple[SchemeResult, ...]:
        """The city's schemes, and those of the level applied for: the application has to meet them."""
        return self.city if self.level == "city" else (*self.city, *self.schemes_of(self.level))

    @property
    def compared(self) -> tuple[SchemeResult, ...]:
        """The schemes beyond the city's, for comparison."""
        return tuple(each for each in self.evaluation.schemes.values() if each.scheme.level != "city")

    @cached_property
    def exempt_indicators(self) -> frozenset[str]:
        """Indicators that are exempt in some scheme."""
        return frozenset(row.row.indicator for scheme in self.evaluation.schemes.values() for row in scheme.rows
                         if row.exemption is not None)

    @cached_property
    def _exempt_in_city(self) -> frozenset[str]:
        return frozenset(row.row.indicator for scheme in self.city for row in scheme.rows if row.exemption is not None)

    def is_left_out(self, row: RowResult) -> bool:
        """Whether an exemption takes the row out of all tables: its own, or the city's for the same indicator.

        What is exempt for province or nation only is still held against the city's table.
        """
        return row.exemption is not None or row.row.indicator in self._exempt_in_city

    def listed(self, scheme: SchemeResult, *classes: IndicatorClass) -> tuple[RowResult, ...]:
        """The rows that application and plan show: without exempt and unclaimed ones; of `classes` where given."""
        return tuple(row for row in scheme.rows if not self.is_left_out(row)
                     and (row.row.row_class is not IndicatorClass.INCENTIVE or row.claim is not None)
                     and (not classes or row.row.row_class in classes))

    def classes(self, scheme: SchemeResult) -> tuple[IndicatorClass, ...]:
        """The classes of the scheme in the order of its table."""
        return tuple(dict.fromkeys(row.row.row_class for row in scheme.rows))

    def exempt(self, scheme: SchemeResult) -> tuple[RowResult, ...]:
        """The rows of the scheme that are left out with reason and evidence."""
        return tuple(row for row in scheme.rows if row.exemption is not None)

    # ------------------------------------------------------------------ words and papers

    def narrative(self, section: str) -> tuple[Paragraph, ...]:
        """What staff wrote for the section, a paragraph a line, its live numbers said; empty for nothing."""
        body = next((row.body for row in self.project.narratives if row.section == section), "")
        text = resolve(body, self.evaluation).text
        return tuple(Paragraph(line.strip(), address=f"narratives/{section}")
                     for line in text.splitlines() if line.strip())

    def told(self, section: str) -> str:
        """What staff wrote for the section, as it is printed: what they tell there need not be told again."""
        return "\n".join(str(each.content) for each in self.narrative(section))

    def narrative_gaps(self, document: str) -> tuple[Gap, ...]:
        """What the live numbers lack that staff put into their texts for the document (`application`, `plan`)."""
        found: dict[Gap, None] = {}
        for row in self.project.narratives:
            if row.section.split(".")[0] == document:
                for chip in resolve(row.body, self.evaluation).missing:
                    nowhere = Gap(f"“{section_title(row.section)}”中的数据“{chip.title}”", f"narratives/{row.key}/body")
                    found.update(dict.fromkeys(chip.gaps or (nowhere,)))
        return tuple(found)

    @cached_property
    def _evidence(self) -> dict[str, Evidence]:
        return {paper.id: paper for paper in self.project.evidence}

    def evidence(self, ids: Iterable[str]) -> tuple[Evidence, ...]:
        """The papers of those ids, each once; ids of papers that are gone are left to the audit."""
        return tuple(self._evidence[key] for key in dict.fromkeys(ids) if key in self._evidence)

    def is_proved(self, ids: Iterable[str]) -> bool:
        """Whether any of these papers is there."""
        return not self._evidence.keys().isdisjoint(ids)

    def evidence_of(self, indicator: str) -> tuple[Evidence, ...]:
        """The papers that name the indicator."""
        return tuple(paper for paper in self.project.evidence if indicator in paper.indicators)


def material(evaluation: Evaluation, clock: Clock) -> Material:
    """The material of an evaluation, dated by the clock in Beijing."""
    return Material(evaluation, clock().astimezone(BEIJING).date())


def number_of(paper: Evidence) -> str:
    """How a paper is quoted: its number, or its title where it has none yet."""
    return paper.number or paper.title or paper.id


def numbers_of(papers: Iterable[Evidence]) -> str:
    """“2-01、2-03”; empty without papers."""
    return "、".join(number_of(paper) for paper in papers)


