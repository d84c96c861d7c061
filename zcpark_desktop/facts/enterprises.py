"""Facts counted over the enterprise list: who is in, who did what (rows 6-11, 22, 26)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ..project.enterprises import Benchmark, Enterprise
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
}


class _Remembered:
    """Results for the last few enterprise lists, by identity: a keystroke elsewhere leaves the list as it was."""

    def __init__(self) -> None:
        self._results: dict[tuple[int, str], tuple[object, FactValue]] = {}

    def get(self, rows: object, name: str, compute: Callable[[], FactValue]) -> FactValue:
        key = (id(rows), name)
        if key not in self._results:
            if len(self._results) > 400:
                self._results.clear()
            self._results[key] = (rows, compute())  # holding the list keeps its identity its own
        return self._results[key][1]


_remembered = _Remembered()


def _count(view: View, name: str, base: Test, base_title: str, statement: Test | None, title: str) -> FactValue:
    def compute() -> FactValue:
        members, unknown_base, unknown = 0, [], []
        for enterprise in view.project.enterprises:
            if not enterprise.counted_in:
                continue
            belongs = base(enterprise)
            if belongs is None:
                unknown_base.append(enterprise)
            elif belongs:
                answer = True if statement is None else statement(enterprise)
                if answer is None:
                    unknown.append(enterprise)
                members += bool(answer)
        gaps = []
        if unknown_base:
            first = unknown_base[0]
            gaps.append(
                Gap(
                    f"{len(unknown_base)}家企业未填“是否规上”或行业代码，如“{first.name or first.key}”",
                    f"enterprises/{first.key}/above_scale",
                )
            )
        if unknown:
            first = unknown[0]
            gaps.append(
                Gap(f"{len(unknown)}家企业未填“{title}”，如“{first.name or first.key}”", f"enterprises/{first.key}")
            )
        return Missing(tuple(gaps)) if gaps else Decimal(members)

    if not view.project.enterprises:
        return Missing((Gap("企业清单", "enterprises"),))
    return _remembered.get(view.project.enterprises, name, compute)


def _add(name: str, base: str, statement: Test | None, title: str) -> None:
    base_title, base_test = BASES[base]
    full = f"{base_title}中{title}的企业数" if title else f"{base_title}数"
    add_fact(
        Fact(name, full, "家", "enterprises", lambda view: _count(view, name, base_test, base_title, statement, title))
    )


for _base in BASES:
    _add(f"counted_{_base}_enterprises", _base, None, "")
for _statement, (_title, _test) in STATEMENTS.items():
    for _base in ("all", "above_scale"):
        _add(f"{_statement}_{_base}_enterprises", _base, _test, _title)
_add("benchmarked_enterprises", "all", _has_benchmark, "所属行业有标杆值")
_add("disclosed_industrial_enterprises", "industrial", _flag("disclosed"), "披露环境信息")
_add("green_industrial_enterprises", "industrial", _green, "属于绿色工厂或绿色供应链管理企业")


def _energy(view: View, name: str, statement: Test | None) -> FactValue:
    def compute() -> FactValue:
        total, blank = Decimal(0), []
        for enterprise in view.project.enterprises:
            if not enterprise.counted_in:
                continue
            answer = True if statement is None else statement(enterprise)
            row = next((row for row in enterprise.annual if row.year == view.year), None)
            if answer is None or (answer and (row is None or row.energy_equivalent_tce is None)):
                blank.append(enterprise)
            elif answer and row is not None and row.energy_equivalent_tce is not None:
                total += row.energy_equivalent_tce
        if blank:
            first = blank[0]
            return Missing(
                (
                    view.gap(
                        f"{len(blank)}家企业的综合能源消费量（等价值），如“{first.name or first.key}”",
                        f"enterprises/{first.key}",
                    ),
                )
            )
        return total

    if not view.project.enterprises:
        return Missing((Gap("企业清单", "enterprises"),))
    return _remembered.get(view.project.enterprises, f"{name}/{view.year}", compute)


add_fact(
    Fact(
        "all_enterprises_energy_tce",
        "纳入统计企业综合能源消费量（等价值）",
        "吨标准煤",
        "enterprises",
        lambda view: _energy(view, "all_enterprises_energy_tce", None),
    )
)
add_fact(
    Fact(
        "on_platform_energy_tce",
        "接入智能管理平台企业综合能源消费量（等价值）",
        "吨标准煤",
        "enterprises",
        lambda view: _energy(view, "on_platform_energy_tce", _flag("on_platform")),
    )
)
