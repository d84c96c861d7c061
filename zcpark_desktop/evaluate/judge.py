"""What is judged rather than divided: conditions of application, and lists whose every item has to reach a level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ..facts import Gap, Missing
from ..project import Project
from ..project.facilities import Device, Grade, Product
from ..rules import Condition
from .resolve import Resolver, Undefined
from .verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict in words.

    Attributes:
        reached: how many items reach the level.
        total: how many were judged.
        shortfalls: what does not reach it.
        gaps: what is lacking to judge.
        applies: False where there is nothing that the level could be asked of.
    """

    reached: int
    total: int
    shortfalls: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    applies: bool = True


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """One condition of application, with the verdict and what it rests on."""

    condition: Condition
    verdict: Verdict
    finding: str
    gaps: tuple[Gap, ...] = ()


def _product(row: Product) -> Gap | bool | None:
    """Whether the product reaches level 2; None where no standard exists; a gap where it cannot be told."""
    name = row.name or f"第{row.key}行"
    if row.has_standard is False:
        return None
    for field, title in (
        ("has_standard", "是否有国家能耗限额标准"),
        ("unit_energy", "单位产品能耗"),
        ("level_2", "2级限额"),
    ):
        if getattr(row, field) is None:
            return Gap(f"产品“{name}”的{title}", f"products/{row.key}/{field}")
    assert row.unit_energy is not None and row.level_2 is not None
    return row.unit_energy <= row.level_2


def judge_products(project: Project) -> Judgement:
    """Row 29: every product with a national limit reaches level 2 or better; one without a limit does not apply."""
    if not project.products:
        if project.is_declared_empty("products"):
            return Judgement(0, 0, applies=False)
        return Judgement(0, 0, gaps=(Gap("产品单耗清单（没有的，请勾选“本园区没有”）", "products"),))
    reached, short, gaps = 0, [], []
    for row in project.products:
        answer = _product(row)
        if isinstance(answer, Gap):
            gaps.append(answer)
        elif answer:
            reached += 1
        elif answer is False:
            short.append(row.name or f"第{row.key}行")
    return Judgement(reached, reached + len(short), tuple(short), tuple(gaps), applies=bool(reached or short or gaps))


def _device_gap(row: Device) -> Gap | None:
    name = row.name or f"第{row.key}行"
    for field, title in (("in_new_project", "是否属于新建项目"), ("grade", "能效等级")):
        if getattr(row, field) is None:
            return Gap(f"设备“{name}”的{title}", f"devices/{row.key}/{field}")
    return None


def judge_devices(project: Project, *, new: bool) -> Judgement:
    """Rows 30 and 31: every listed device of new (or existing) projects reaches grade 1."""
    title = "新建项目" if new else "既有项目"
    rows = [row for row in project.devices if row.in_new_project in (new, None)]
    if not rows:
        if project.devices or project.is_declared_empty("devices"):
            return Judgement(0, 0, applies=False)
        return Judgement(0, 0, gaps=(Gap(f"{title}用能设备清单（没有的，请勾选“本园区没有”）", "devices"),))
    gaps = tuple(gap for row in rows if (gap := _device_gap(row)) is not None)
    short = tuple(row.name or f"第{row.key}行" for row in rows if row.grade is not None and row.grade != Grade.ONE)
    reached = sum(1 for row in rows if row.grade == Grade.ONE)
    return Judgement(reached, reached + len(short), short, gaps)


LISTS: dict[str, Callable[[Project], Judgement]] = {
    "product_energy_level": judge_products,
    "new_device_grade": lambda project: judge_devices(project, new=True),
    "existing_device_grade": lambda project: judge_devices(project, new=False),
}
"""The list indicators, by id."""


def judge_condition(condition: Condition, project: Project, resolver: Resolver) -> ConditionResult:
    """The verdict on a condition of application (910 annex 1; row 1 of the city's table)."""

    def answered(value: bool | None, yes: str, no: str, gap: Gap) -> ConditionResult:
        if value is None:
            return ConditionResult(condition, Verdict.MISSING, "", (gap,))
        return ConditionResult(condition, Verdict.MET if value else Verdict.NOT_MET, yes if value else no)

    kind = condition.judged_by
    if kind == "boundary_complete":
        sides = {"east": "东至", "south": "南至", "west": "西至", "north": "北至"}
        blank = [side for side in sides if not getattr(project.boundary, side).strip()]
        if blank:
            return ConditionResult(
                condition, Verdict.MISSING, "", tuple(Gap(f"四至边界：{sides[s]}", f"boundary/{s}") for s in blank)
            )
        return ConditionResult(condition, Verdict.MET, "四至边界已填写完整")
    if kind == "listed_in_catalogue":
        return answered(
            project.basics.catalogue_listed,
            "已列入《中国开发区审核公告目录》",
            "未列入《中国开发区审核公告目录》",
            Gap("是否列入《中国开发区审核公告目录》", "basics/catalogue_listed"),
        )
    if kind == "accounting_foundation":
        return answered(
            project.foundations.accounting.value,
            "具备统计、核算、计量、监测基础",
            "不具备统计、核算、计量、监测基础",
            Gap("能耗和碳排放统计、核算、计量、监测基础", "foundations/accounting/value"),
        )
    if kind == "no_major_accident":
        return answered(
            project.foundations.no_major_accident.value,
            "近三年未发生重大事故和不良影响事件",
            "近三年发生过重大事故或不良影响事件",
            Gap("近三年未发生重大安全、环境事故的说明", "foundations/no_major_accident/value"),
        )
    energy = resolver.result("energy_equivalent_tce")
    if isinstance(energy, Missing):
        return ConditionResult(condition, Verdict.MISSING, "", energy.gaps)
    assert isinstance(energy, Decimal) and not isinstance(energy, Undefined) and condition.limit is not None
    met = energy >= condition.limit
    return ConditionResult(
        condition,
        Verdict.MET if met else Verdict.NOT_MET,
        f"年综合能源消费量（等价值）{'不低于' if met else '低于'}{condition.limit:,f}吨标准煤",
    )
