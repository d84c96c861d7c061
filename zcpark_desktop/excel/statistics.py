"""The enterprise list in figures: by industry and by size, and who has answered what.

Tables are joined and grouped with pandas; the numbers stay decimals all the way, so that sums are exact. A figure that
is missing counts as missing: it is in no sum, and each sum says how many enterprises it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from zcpark_desktop.project import Project
from zcpark_desktop.project.enterprises import EnterpriseYear

if TYPE_CHECKING:
    from pandas import DataFrame

FIGURES = tuple(name for name in EnterpriseYear.model_fields if name not in ("id", "year"))
SUMMED = ("output_10k_yuan", "energy_equivalent_tce", "electricity_10k_kwh", "emissions_tco2")
QUANTILES = (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
_DIGITS = 60  # more than any sum of numbers of 15 digits before and 40 behind the point needs
_UNKNOWN = "未填"
_MOST_TOLD = 50


@dataclass(frozen=True)
class Sum:
    """What the enterprises of a group have of one figure.

    Attributes:
        number: of enterprises that gave it.
        total: exact; None where none gave it.
        share: of the total of all groups; None where that is missing or zero.
    """

    number: int
    total: Decimal | None
    share: Decimal | None


@dataclass(frozen=True)
class Group:
    """The enterprises of one industry or size.

    Attributes:
        title: division of GB/T 4754 (two digits) with the name that most of its enterprises give, or the size.
        number: of enterprises.
        answered: how many gave any figure of the year.
        sums: figure → what they have of it.
        intensity: quartiles of tce (等价值) per 10,000 yuan of output; empty where no enterprise gave both.
    """

    title: str
    number: int
    answered: int
    sums: dict[str, Sum]
    intensity: tuple[Decimal, ...]


@dataclass(frozen=True)
class Answer:
    """What one enterprise has given for the year.

    Attributes:
        blank: figures that are still missing, by their titles.
    """

    key: str
    name: str
    answered: bool
    blank: tuple[str, ...]


def frame(project: Project, year: int) -> DataFrame:
    """A line for each enterprise that is counted in: key, name, industry, size, and the figures of `year`."""
    import pandas

    rows = [(row.key, row.name, _division(row.industry_code), row.industry,
             _UNKNOWN if row.above_scale is None else "规上" if row.above_scale else "规下")
            for row in project.enterprises if row.counted_in]
    figures = [(row.key, *(getattr(record, name) for name in FIGURES))
               for row in project.enterprises for record in row.annual if record.year == year]
    enterprises = pandas.DataFrame(rows, columns=["key", "name", "division", "industry", "size"], dtype=object)
    given = pandas.DataFrame(figures, columns=["key", *FIGURES], dtype=object)
    return enterprises.merge(given, on="key", how="left", validate="one_to_one").astype(object)


def by_industry(project: Project, year: int) -> tuple[Group, ...]:
    """The groups by division of GB/T 4754, in the order of their codes; enterprises without a code last."""
    table = frame(project, year)

    def title(code: str, rows: DataFrame) -> str:
        names = [name for name in rows["industry"] if name]
        return f"{code} {max(sorted(set(names)), key=names.count)}" if names and code != _UNKNOWN else code

    return _groups(table, "division", title)


def by_size(project: Project, year: int) -> tuple[Group, ...]:
    """The groups above and below scale, and those that it is not known of."""
    return _groups(frame(project, year), "size", lambda size, rows: size)


def answers(project: Project, year: int) -> tuple[Answer, ...]:
    """Each enterprise that is counted in, in the order of the list."""
    titles = {name: EnterpriseYear.model_fields[name].title or name for name in FIGURES}
    found = []
    for row in frame(project, year).to_dict("records"):
        blank = tuple(titles[name] for name in FIGURES if not _is_there(row[name]))
        found.append(Answer(row["key"], row["name"], len(blank) < len(FIGURES), blank))
    return tuple(found)


def told(project: Project, year: int) -> list[str]:
    """Who has answered and who has not, in sentences for a report."""
    found = answers(project, year)
    if not found:
        return []
    missing = [each.name or f"第{each.key}行" for each in found if not each.answered]
    partly = [f"{each.name or each.key}（缺{'、'.join(each.blank)}）" for each in found if each.answered and each.blank]
    said = [f"{year}年企业数据：纳入统计{len(found)}家，已填报{len(found) - len(missing)}家，未填报{len(missing)}家。"]
    said += [f"未填报：{_few(missing, '、')}。"] if missing else []
    return said + ([f"仍有空格：{_few(partly, '；')}。"] if partly else [])


def _few(words: Sequence[str], between: str) -> str:
    more = f"等{len(words)}家，全部列在计算底稿的“统计”表" if len(words) > _MOST_TOLD else ""
    return between.join(words[:_MOST_TOLD]) + more


def _division(code: str) -> str:
    digits = code.strip().lstrip("ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst")[:2]
    return digits if len(digits) == 2 and digits.isdigit() else _UNKNOWN


def _is_there(value: Any) -> bool:
    return isinstance(value, Decimal)


def _groups(table: DataFrame, by: str, title: Callable[[str, DataFrame], str]) -> tuple[Group, ...]:
    with localcontext() as context:
        context.prec = _DIGITS
        whole = {name: sum(filter(_is_there, table[name]), Decimal(0)) for name in SUMMED}
        order = sorted(table.groupby(by, sort=False), key=lambda each: (str(each[0]) == _UNKNOWN, str(each[0])))
        return tuple(Group(
            title(str(key), rows), len(rows), int(rows[list(FIGURES)].map(_is_there).any(axis=1).sum()),
            {name: _sum(list(filter(_is_there, rows[name])), whole[name]) for name in SUMMED},
            _quartiles([energy / output for energy, output in zip(rows["energy_equivalent_tce"],
                                                                 rows["output_10k_yuan"], strict=True)
                        if _is_there(energy) and _is_there(output) and output > 0]),
        ) for key, rows in order)


def _sum(values: Sequence[Decimal], whole: Decimal) -> Sum:
    total = sum(values, Decimal(0)) if values else None
    return Sum(len(values), total, total / whole if total is not None and whole else None)


def _quartiles(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Between the two nearest values in proportion, as spreadsheets do (QUARTILE.INC)."""
    ordered = sorted(values)
    result = []
    for quantile in QUANTILES if ordered else ():
        place = quantile * (len(ordered) - 1)
        at = int(place)
        above = ordered[min(at + 1, len(ordered) - 1)]
        result.append(ordered[at] + (above - ordered[at]) * (place - at))
    return tuple(result)
