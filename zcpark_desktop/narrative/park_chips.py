"""Chips on the park itself, its enterprises, its key projects and the project's years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial

from .. import wording
from ..evaluate import Evaluation
from ..facts import FACTS, Gap, Missing
from ..pathway import total_economics
from ..project import field_at, value_at
from ..project.fields import Choice
from ..project.plan import Direction, KeyProject
from .reading import Family, Reading

Said = Callable[[Evaluation], Reading]

# --------------------------------------------------------------------------- the park and its years

PARK = {
    "名称": "basics/name",
    "申报单位": "basics/applicant",
    "管理机构": "basics/managing_body",
    "所在园区": "boundary/host_park",
    "申报级别": "basics/level_applied",
    "申报类型": "basics/application_kind",
    "主导产业": "basics/leading_industries",
    "申报面积": "boundary/area_km2",
    "东至": "boundary/east",
    "南至": "boundary/south",
    "西至": "boundary/west",
    "北至": "boundary/north",
    "平台名称": "platform_name",
}
YEARS = {"基准年": "period/base_year", "近期": "period/near_term_year", "远期": "period/long_term_year"}


def _field(address: str, evaluation: Evaluation) -> Reading:
    info, value = field_at(evaluation.project, address), value_at(evaluation.project, address)
    extra = info.json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    if value is None or value == "":
        return Reading(info.title, None, (Gap(info.title, address),))
    if isinstance(value, Choice):
        return Reading(info.title, value.label)
    if isinstance(value, (Decimal, int)):
        return Reading(info.title, wording.entered(value) + unit)
    return Reading(info.title, str(value).strip())


def _year(address: str, evaluation: Evaluation) -> Reading:
    return Reading(field_at(evaluation.project, address).title, f"{value_at(evaluation.project, address)}年")


def _construction(evaluation: Evaluation) -> Reading:
    period = evaluation.project.period
    gaps = tuple(
        Gap(title, f"period/{name}")
        for name, title in (("construction_start", "建设期起始年"), ("construction_end", "建设期结束年"))
        if getattr(period, name) is None
    )
    if gaps:
        return Reading("建设期", None, gaps)
    same = period.construction_start == period.construction_end
    return Reading(
        "建设期",
        f"{period.construction_start}年" if same else f"{period.construction_start}—{period.construction_end}年",
    )


# --------------------------------------------------------------------------- enterprises

ENTERPRISES = {
    "数量": "counted_all_enterprises",
    "规上": "counted_above_scale_enterprises",
    "规上工业": "counted_industrial_enterprises",
}


def _census(name: str, evaluation: Evaluation) -> Reading:
    result, title = evaluation.result(name), FACTS[name].title
    if isinstance(result, Missing):
        return Reading(title, None, result.gaps)
    assert isinstance(result, Decimal)
    return Reading(title, wording.entered(result) + FACTS[name].unit)


# --------------------------------------------------------------------------- key projects

SUMS = {
    "总投资": ("investment_10k_yuan", "总投资", "万元"),
    "年节能量": ("savings_tce", "年节能量", "吨标准煤"),
    "年降碳量": ("reduction_tco2", "年降碳量", "吨二氧化碳"),
}
_NONE_LISTED = Gap("重点项目清单", "key_projects")


def _rows(evaluation: Evaluation, direction: Direction | None) -> list[KeyProject]:
    return [row for row in evaluation.project.key_projects if direction is None or row.direction == direction]


def _of(direction: Direction | None) -> str:
    return "重点项目" if direction is None else f"{direction.label}方向重点项目"


def _number(direction: Direction | None, evaluation: Evaluation) -> Reading:
    project, title = evaluation.project, f"{_of(direction)}数量"
    if not project.key_projects and not project.is_declared_empty("key_projects"):
        return Reading(title, None, (_NONE_LISTED,))
    return Reading(title, f"{len(_rows(evaluation, direction))}个")


def _sum(direction: Direction | None, name: str, evaluation: Evaluation) -> Reading:
    """The sum over all projects; missing where one of them does not state its part."""
    field, word, unit = SUMS[name]
    title, rows = f"{_of(direction)}{word}", _rows(evaluation, direction)
    blank = [row for row in rows if getattr(row, field) is None]
    if not rows:
        return Reading(title, None, (_NONE_LISTED,))
    if blank:
        return Reading(
            title,
            None,
            (
                Gap(
                    f"{len(blank)}个重点项目的{word}（如{wording.named(blank[0], evaluation.project.key_projects)}）",
                    f"key_projects/{blank[0].key}/{field}",
                ),
            ),
        )
    return Reading(title, wording.entered(sum((getattr(row, field) for row in rows), Decimal(0))) + unit)


_ECONOMICS = {
    "investment_10k_yuan": "投资规模",
    "income_10k_yuan": "年收益",
    "running_cost_10k_yuan": "年运维成本",
    "lifetime_years": "运营年限",
}


def _economics(said: str, evaluation: Evaluation) -> Reading:
    """Net income, payback or rate of return of all projects together; missing where one of them lacks a figure."""
    title = f"重点项目{said}"
    rows = evaluation.project.key_projects
    if not rows:
        return Reading(title, None, (_NONE_LISTED,))
    gaps = tuple(
        Gap(
            f"{len(blank)}个重点项目的{word}（如{wording.named(blank[0], evaluation.project.key_projects)}）",
            f"key_projects/{blank[0].key}/{field}",
        )
        for field, word in _ECONOMICS.items()
        if (blank := [row for row in rows if not getattr(row, field) and getattr(row, field) != 0])
    )
    found, count = total_economics(evaluation.project)
    if found is None or count < len(rows):
        return Reading(title, None, gaps, "" if gaps else "重点项目的运营年限为零，无法计算。")
    if said == "年净收益":
        return Reading(title, f"{wording.entered(found.net_income)}万元")
    if said == "静态投资回收期":
        if found.payback_years is None:
            return Reading(title, None, reason="年净收益不为正，静态投资回收期无法计算。")
        return Reading(title, f"{wording.number(found.payback_years)}年")
    if found.irr is None:
        return Reading(title, None, reason="内部收益率无法计算，请核对投资、收益和运营年限。")
    return Reading(title, wording.percent(found.irr))


# --------------------------------------------------------------------------- the table of names


def _named(table: Iterable[tuple[str, Said]], head: str, group: str) -> Family:
    said = dict(table)

    def read(evaluation: Evaluation, words: tuple[str, ...]) -> Reading | None:
        found = said.get(".".join(words))
        return found(evaluation) if found else None

    def offered(_evaluation: Evaluation) -> Iterator[str]:
        yield from said

    return Family(head, group, f"{head}.<{'|'.join(said)}>", read, offered)


def _project_names() -> Iterator[tuple[str, Said]]:
    for direction in (None, *Direction):
        before = "" if direction is None else f"{direction.label}."
        yield f"{before}数量", partial(_number, direction)
        for name in SUMS:
            yield f"{before}{name}", partial(_sum, direction, name)
    for name in ("年净收益", "静态投资回收期", "内部收益率"):
        yield name, partial(_economics, name)


FAMILIES = (
    _named(((name, partial(_field, address)) for name, address in PARK.items()), "园区", "园区"),
    _named(
        (*((name, partial(_year, address)) for name, address in YEARS.items()), ("建设期", _construction)),
        "年份",
        "园区",
    ),
    _named(
        (
            *((name, partial(_census, fact)) for name, fact in ENTERPRISES.items()),
            ("入驻", partial(_field, "basics/enterprise_count")),
        ),
        "企业",
        "企业",
    ),
    _named(_project_names(), "项目", "重点项目"),
)
