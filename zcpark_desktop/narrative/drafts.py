"""A first draft of a section, made from the data: sentences with live numbers, for the writer to take and change.

The sentences stay true when numbers change, because every number, direction and verdict in them is a chip. A sentence
whose chips have no value is left out. What the documents say by themselves is not drafted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..evaluate import Evaluation, HorizonName, RowResult, Verdict
from ..project.plan import Direction
from ..rules import IndicatorClass, IndicatorKind
from .chips import resolve
from .indicator_chips import is_left_out

Sentences = Iterator[str]


def draft(key: str, evaluation: Evaluation) -> str:
    """The draft of the section, a paragraph a line, with chips in it; empty where the data say nothing yet."""
    make = _DRAFTS.get(key)
    if make is None:
        return ""
    return "\n".join(make(evaluation))


def _said(evaluation: Evaluation, *clauses: str, between: str = "；") -> Sentences:
    """One sentence of the clauses whose chips all have a value; none where no clause is left."""
    kept = [clause for clause in clauses if _is_complete(clause, evaluation)]
    if kept:
        yield between.join(kept) + "。"


def _is_complete(text: str, evaluation: Evaluation) -> bool:
    resolved = resolve(text, evaluation)
    return not resolved.missing and not resolved.unknown


def _with_lead(lead: str, sentences: Iterable[str]) -> Sentences:
    """The sentences, the first of them after its lead."""
    for position, sentence in enumerate(sentences):
        yield f"{lead}{sentence}" if position == 0 else sentence


# --------------------------------------------------------------------------- foundation


def _situation(evaluation: Evaluation) -> Sentences:
    base = evaluation.project.period.base_year
    first = base - 3
    yield from _said(
        evaluation, "{园区.名称}由{园区.管理机构}负责建设和运营", "以{园区.主导产业}为主导产业", between="，"
    )
    yield from _with_lead(
        f"{base}年，园区",
        _said(
            evaluation,
            f"工业增加值（现价）{{工业增加值.{base}}}，{{工业增加值.{base}.较{first}}}",
            f"工业总产值{{工业总产值.{base}}}，{{工业总产值.{base}.较{first}}}",
            f"从业人员{{从业人员.{base}}}",
        ),
    )


def _industry(evaluation: Evaluation) -> Sentences:
    yield from _said(
        evaluation,
        "园区以{园区.主导产业}为主导产业",
        "纳入统计的企业{企业.数量}，其中规上工业企业{企业.规上工业}",
        between="，",
    )
    rows = ("benchmark_efficiency_share", "green_factory_share", "digital_diagnosis_share", "carbon_footprint_share")
    yield from _with_lead("从企业绿色化、数字化水平看，", _standings(evaluation, rows))


def _energy(evaluation: Evaluation) -> Sentences:
    base = evaluation.project.period.base_year
    first = base - 3
    yield from _said(
        evaluation,
        f"{base}年综合能源消费量（等价值）{{能耗.{base}.等价值.较{first}}}",
        f"用电量{{用电.{base}.较{first}}}",
        f"用热量{{用热.{base}.较{first}}}",
        f"同期工业增加值（现价）{{工业增加值.{base}.较{first}}}",
    )
    yield from _said(
        evaluation, f"单位工业增加值综合能耗（当量值）为{{单位增加值能耗.{base}}}，{{单位增加值能耗.{base}.较{first}}}"
    )


def _carbon(evaluation: Evaluation) -> Sentences:
    base = evaluation.project.period.base_year
    first = base - 3
    yield from _said(
        evaluation,
        f"{base}年园区二氧化碳排放量{{排放.{base}.较{first}}}",
        f"单位能耗碳排放{{单位能耗碳排放.{base}.较{first}}}",
        f"用电量{{用电.{base}.较{first}}}",
        f"可再生电力消费占比（含绿证）{{可再生电力占比.{base}.较{first}}}",
    )
    yield from _with_lead("对照要求，", _standings(evaluation, ("carbon_per_unit_energy", "carbon_per_value_added")))


# --------------------------------------------------------------------------- feasibility


def _trend(evaluation: Evaluation) -> Sentences:
    period = evaluation.project.period
    for year in (period.near_term_year, period.long_term_year):
        yield from _with_lead(
            f"到{year}年，",
            _said(
                evaluation,
                f"工业增加值（现价）{{工业增加值.{year}.较{period.base_year}}}",
                f"用电量{{用电.{year}.较{period.base_year}}}",
                f"综合能源消费量（等价值）{{能耗.{year}.等价值.较{period.base_year}}}",
                f"二氧化碳排放量{{排放.{year}.较{period.base_year}}}",
            ),
        )


def _reachability(evaluation: Evaluation) -> Sentences:
    judged = [row for row in _listed(evaluation) if row.indicator.kind is not IndicatorKind.CONDITION]
    met = [row for row in judged if row.current.verdict is Verdict.MET]
    short = [row for row in judged if row.current.verdict is Verdict.NOT_MET]
    best = sorted(met, key=lambda row: row.row.row_class is not IndicatorClass.BINDING)[:4]
    yield from _with_lead("较好的基础：", _said(evaluation, *map(_standing, best)))
    yield from _with_lead("主要差距：", _said(evaluation, *(_remedy(row, evaluation) for row in short)))


def _supply(evaluation: Evaluation) -> Sentences:
    period = evaluation.project.period
    for year in (period.base_year, period.near_term_year, period.long_term_year):
        lead = f"{year}年" if year == period.base_year else f"到{year}年"
        yield from _with_lead(
            f"{lead}，",
            _said(
                evaluation,
                f"园区用电量{{用电.{year}}}",
                f"自有光伏自用{{光伏自用.{year}}}",
                f"绿电交易{{绿电交易.{year}}}",
                f"绿电直供{{绿电直供.{year}.电量}}，占用电量的{{绿电直供.{year}.占比}}",
            ),
        )


# --------------------------------------------------------------------------- goals, tasks, money, safeguards


def _goals(evaluation: Evaluation) -> Sentences:
    yield from _said(evaluation, "以{年份.基准年}为基准年，建设期为{年份.建设期}")
    yield from _ways(evaluation, _listed(evaluation, IndicatorClass.BINDING))


def _other_goals(evaluation: Evaluation) -> Sentences:
    """The reference rows that fall short today: the plan tells the binding ones by itself."""
    rows = _listed(evaluation, IndicatorClass.REFERENCE)
    yield from _ways(evaluation, [row for row in rows if row.current.verdict is Verdict.NOT_MET])


def _ways(evaluation: Evaluation, rows: list[RowResult]) -> Sentences:
    """How the rows move to the near and the long term."""
    period = evaluation.project.period
    for year, horizon in ((period.near_term_year, "近期"), (period.long_term_year, "远期")):
        yield from _with_lead(
            f"到{year}年，",
            _said(
                evaluation,
                *(
                    f"{row.row.name}{{指标.{row.row.number}.{horizon}变化}}（要求{{指标.{row.row.number}.{horizon}限值}}）"
                    for row in rows
                ),
            ),
        )


def _tasks(evaluation: Evaluation) -> Sentences:
    projects = evaluation.project.key_projects
    used = [each for each in Direction if any(row.direction == each for row in projects)]
    if not used:
        return
    names = "、".join(f"{each.label}（{{项目.{each.label}.数量}}）" for each in used)
    yield from _said(
        evaluation,
        f"围绕{names}安排重点项目{{项目.数量}}",
        "总投资{项目.总投资}",
        "建成后年节能{项目.年节能量}",
        "年降碳{项目.年降碳量}",
        between="，",
    )


def _economics(evaluation: Evaluation) -> Sentences:
    used = [each for each in Direction if any(row.direction == each for row in evaluation.project.key_projects)]
    yield from _with_lead(
        "重点项目投资按方向分：", _said(evaluation, *(f"{each.label}{{项目.{each.label}.总投资}}" for each in used))
    )
    yield from _said(
        evaluation,
        "项目全部建成后，预计年净收益{项目.年净收益}",
        "静态投资回收期{项目.静态投资回收期}",
        "内部收益率{项目.内部收益率}",
        between="，",
    )


def _safeguards(evaluation: Evaluation) -> Sentences:
    project = evaluation.project
    named = (*(row.owner for row in project.key_projects), *(row.owner for row in project.targets))
    owners = tuple(dict.fromkeys(owner.strip() for owner in named if owner.strip()))
    if project.basics.managing_body.strip():
        who = (
            f"，{'、'.join(owners[:4])}{f'等{len(owners)}个单位' if len(owners) > 4 else ''}按项目和指标分工负责"
            if owners
            else ""
        )
        yield f"{{园区.管理机构}}统筹零碳园区建设{who}。"
    yield from _said(evaluation, "能源和碳排放数据由{园区.平台名称}汇集，接入企业占比{指标.26.现状}")


# --------------------------------------------------------------------------- rows of the city's scheme


def _listed(evaluation: Evaluation, *classes: IndicatorClass) -> list[RowResult]:
    """The rows that the application shows, of the classes where given."""
    city = evaluation.at_level("city")
    return (
        [row for row in city.rows if not is_left_out(row) and (not classes or row.row.row_class in classes)]
        if city
        else []
    )


def _standing(row: RowResult) -> str:
    """“单位能耗碳排放1.941吨/吨标准煤（近期要求≤1吨/吨标准煤，未达标，还差0.941吨/吨标准煤）”, all of it live."""
    number = row.row.number
    gap = f"，{{指标.{number}.差距}}" if row.horizons[HorizonName.CURRENT].gap is not None else ""
    return f"{row.row.name}{{指标.{number}.现状}}（近期要求{{指标.{number}.近期限值}}，{{指标.{number}.结论}}{gap}）"


def _directions(evaluation: Evaluation) -> dict[str, str]:
    """Indicator → the direction that it belongs to, as the schemes that print directions have it."""
    labels = {each.label for each in Direction}
    return {
        row.row.indicator: row.row.category
        for scheme in evaluation.schemes.values()
        for row in scheme.rows
        if row.row.category in labels
    }


def _remedy(row: RowResult, evaluation: Evaluation) -> str:
    """“终端电气化率还差4.80个百分点，能源供给零碳化方向安排重点项目7个”: what is done where the row belongs."""
    gap = f"{row.row.name}{{指标.{row.row.number}.差距}}"
    label = _directions(evaluation).get(row.row.indicator, "")
    done = any(
        project.direction is not None and project.direction.label == label
        for project in evaluation.project.key_projects
    )
    return f"{gap}，{label}方向安排重点项目{{项目.{label}.数量}}" if done else gap


def _standings(evaluation: Evaluation, indicators: tuple[str, ...]) -> Sentences:
    rows = [row for row in _listed(evaluation) if row.row.indicator in indicators]
    yield from _said(evaluation, *map(_standing, rows))


_DRAFTS: dict[str, Callable[[Evaluation], Sentences]] = {
    "application.1.1": _situation,
    "application.1.2": _industry,
    "application.1.3": _energy,
    "application.1.4": _carbon,
    "application.2.1": _trend,
    "application.2.2": _reachability,
    "application.2.3": _supply,
    "application.3": _goals,
    "application.4": _tasks,
    "application.5": _economics,
    "application.6": _safeguards,
    "plan.1": _situation,
    "plan.2": _trend,
    "plan.3": _other_goals,
    "plan.4": _tasks,
    "plan.5": _economics,
    "plan.6": _safeguards,
}
