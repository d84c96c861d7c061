"""Facts counted over the enterprise list: who is in, who did what (rows 6-11, 22, 26)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from ..project.enterprises import Benchmark, Enterprise
from ..project.remembering import remembered
from .registry import Fact, FactValue, Gap, Missing, View, add_fact

Answer = bool | None
Test = Callable[[Enterprise], Answer]


def either(*answers: Answer) -> Answer:
    """True where one is true; False where all are false; unknown otherwise."""
    if any(answers):
        return True
    return None if None in answers else False


def both(*answers: Answer) -> Answer:
    """False where one is false; True where all are true; unknown otherwise."""
    if False in answers:
        return False
    return None if None in answers else True


def _flag(name: str) -> Test:
    def test(enterprise: Enterprise) -> Answer:
        answer: Answer = getattr(enterprise, name).value
        return answer

    return test


def _reached(enterprise: Enterprise) -> Answer:
    value = enterprise.benchmark.value
    return None if value is None else value == Benchmark.REACHED


def _has_benchmark(enterprise: Enterprise) -> Answer:
    value = enterprise.benchmark.value
    return None if value is None else value != Benchmark.NO_VALUE


def _above_scale_industrial(enterprise: Enterprise) -> Answer:
    return both(enterprise.above_scale, enterprise.is_industrial)


def _green(enterprise: Enterprise) -> Answer:
    return either(enterprise.green_factory.value, enterprise.green_supply_chain.value)


BASES: dict[str, tuple[str, Test]] = {
    "all": ("纳入统计的企业", lambda enterprise: True),
    "above_scale": ("纳入统计的规上企业", lambda enterprise: enterprise.above_scale),
    "industrial": ("纳入统计的规上工业企业", _above_scale_industrial),
}
STATEMENTS: dict[str, tuple[str, Test]] = {
    "diagnosed": ("参与“智改数转网联”诊断", _flag("diagnosed")),
    "benchmark_reached": ("能效达到标杆水平", _reached),
    "footprint": ("开展碳足迹核算认证", _flag("footprint")),
    "verified": ("开展碳排放核查", _flag("verified")),
    "cleaner_production": ("通过清洁生产审核", _flag("cleaner_production")),
    "on_platform": ("接入智能管理平台", _flag("on_platform")),
    "has_benchmark": ("所属行业有标杆值", _has_benchmark),
    "disclosed": ("披露环境信息", _flag("disclosed")),
    "green": ("属于绿色工厂或绿色供应链管理企业", _green),
}
FIELDS = {"benchmark_reached": "benchmark", "has_benchmark": "benchmark", "green": "green_factory"}
"""The field that answers a statement, where it has another name."""


TESTS: dict[str, Test] = {
    **{name: test for name, (_, test) in BASES.items()},
    **{name: test for name, (_, test) in STATEMENTS.items()},
}
POSITIONS = {name: position for position, name in enumerate(TESTS)}


@remembered(most=60_000)
def _standing(enterprise: Enterprise) -> tuple[Answer, ...]:
    """The enterprise's answers to all tests, in their order."""
    return _one_for_all(tuple(test(enterprise) for test in TESTS.values()))


@cache
def _one_for_all(standing: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The same object for all equal answers."""
    return standing


@remembered(most=4)
def _tally(enterprises: tuple[Enterprise, ...]) -> dict[tuple[Answer, ...], list[Enterprise]]:
    """The enterprises counted in, grouped by how they stand: many thousands stand in few ways."""
    counted = [enterprise for enterprise in enterprises if enterprise.counted_in]
    groups: defaultdict[int, list[Enterprise]] = defaultdict(list)  # by identity, as equal answers are one object
    for standing, enterprise in zip(_standing.each(counted), counted, strict=True):
        groups[id(standing)].append(enterprise)
    return {_standing(group[0]): group for group in groups.values()}


def _name(enterprise: Enterprise) -> str:
    return enterprise.name or enterprise.key


def _not_known(view: View) -> Missing | None:
    """The list says how enterprises stand in the base year: what they will have done by then, only a plan can say."""
    if not view.project.enterprises:
        return Missing((Gap("企业清单", "enterprises"),))
    if view.year != view.project.period.base_year:
        return Missing((view.gap("企业情况（企业清单只反映基准年）", "enterprises"),))
    return None


def _count(view: View, base: str, statement: str | None) -> FactValue:
    if not_known := _not_known(view):
        return not_known
    members, unknown_base, unknown = 0, [], []
    for standing, group in _tally(view.project.enterprises).items():
        belongs = standing[POSITIONS[base]]
        if belongs is None:
            unknown_base += group
        elif belongs:
            answer = True if statement is None else standing[POSITIONS[statement]]
            if answer is None:
                unknown += group
            elif answer:
                members += len(group)
    gaps = []
    if unknown_base:
        first = unknown_base[0]
        field = "above_scale" if first.above_scale is None else "industry_code"
        gaps.append(
            Gap(
                f"{len(unknown_base)}家企业未填“是否规上”或行业代码，如“{_name(first)}”",
                f"enterprises/{first.key}/{field}",
            )
        )
    if unknown and statement is not None:
        first = unknown[0]
        title, field = STATEMENTS[statement][0], FIELDS.get(statement, statement)
        gaps.append(
            Gap(f"{len(unknown)}家企业未填“{title}”，如“{_name(first)}”", f"enterprises/{first.key}/{field}/value")
        )
    return Missing(tuple(gaps)) if gaps else Decimal(members)


def _add(name: str, base: str, statement: str | None) -> None:
    title = f"{BASES[base][0]}中{STATEMENTS[statement][0]}的企业数" if statement else f"{BASES[base][0]}数"
    add_fact(Fact(name, title, "家", "enterprises", lambda view: _count(view, base, statement)))


for _base in BASES:
    _add(f"counted_{_base}_enterprises", _base, None)
for _statement in ("diagnosed", "benchmark_reached", "footprint", "verified", "cleaner_production", "on_platform"):
    for _base in ("all", "above_scale"):
        _add(f"{_statement}_{_base}_enterprises", _base, _statement)
_add("benchmarked_enterprises", "all", "has_benchmark")
_add("disclosed_industrial_enterprises", "industrial", "disclosed")
_add("green_industrial_enterprises", "industrial", "green")


def _energy(view: View, only_on_platform: bool) -> FactValue:
    if not_known := _not_known(view):
        return not_known
    total, blank = Decimal(0), []
    for standing, group in _tally(view.project.enterprises).items():
        answer = standing[POSITIONS["on_platform"]] if only_on_platform else True
        for enterprise in group if answer is not False else ():
            row = enterprise.in_year(view.year)
            if answer is None or row is None or row.energy_equivalent_tce is None:
                blank.append(enterprise)
            else:
                total += row.energy_equivalent_tce
    if blank:
        what = f"{len(blank)}家企业的综合能源消费量（等价值），如“{_name(blank[0])}”"
        return Missing((view.gap(what, f"enterprises/{blank[0].key}"),))
    return total


add_fact(
    Fact(
        "all_enterprises_energy_tce",
        "纳入统计企业综合能源消费量（等价值）",
        "吨标准煤",
        "enterprises",
        lambda view: _energy(view, only_on_platform=False),
    )
)
add_fact(
    Fact(
        "on_platform_energy_tce",
        "接入智能管理平台企业综合能源消费量（等价值）",
        "吨标准煤",
        "enterprises",
        lambda view: _energy(view, only_on_platform=True),
    )
)
