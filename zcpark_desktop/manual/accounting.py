"""The chapter on accounting, made from the rules and the formulas that the program computes with.

Whatever the program would compute otherwise, this says otherwise: nothing here is written down a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from .. import wording
from ..evaluate import Resolver
from ..evaluate.trace import title_of
from ..facts import FACTS
from ..forms import STEPS, step_of
from ..formulas import FORMULAS
from ..project import NoSuchAddress, new_project
from ..rules import Convention, Horizon, Rules, Scheme

INTRO = """\
# 核算方法与依据

本章由程序按正在使用的规则文件和公式自动生成，与计算过程一致；采用规则包或自己的规则文件后，内容随之改变。每项数值都注明依据和把握程度：\
“官方文本”可直接引用，“假定”和“通行取值”在申报前应与主管部门核对。

数值一律按填报的原样用十进制计算，中间不取整，只在显示和打印时按指标规定的位数四舍五入；与限值比较用未取整的数。没有填报的数据按“未填”处理，\
不当作零。"""
YEAR = 2025  # any: titles do not depend on it


def accounting(rules: Rules) -> str:
    """The chapter as Markdown."""
    parts = [INTRO, *_schemes(rules), *_formulas(rules), *_facts(), *_factors(rules), *_energy(rules),
             *_conventions(rules), *_references(rules)]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, in a table too."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *([escaped(cell) or wording.BLANK for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _schemes(rules: Rules) -> Iterator[str]:
    yield "## 各级指标和限值"
    for scheme in rules.schemes.values():
        yield f"### {escaped(scheme.title)}"
        yield _about(scheme, rules)
        yield _table(("序号", "指标", "类别", "单位", "近期", "远期"),
                     ((str(row.number), row.name, row.row_class.label, row.unit,
                       *(_demand(scheme, row.number, horizon) for horizon in Horizon)) for row in scheme.rows))
        if scheme.conditions:
            yield "另有申报条件：" + "；".join(escaped(each.text.rstrip("。；")) for each in scheme.conditions) + "。"
    yield "### 指标的定义"
    yield _table(("指标", "定义", "公式把握程度", "依据"),
                 ((each.name, each.definition, each.formula_certainty.label, rules.reference(each.reference).title)
                  for each in rules.indicators.values()))


def _about(scheme: Scheme, rules: Rules) -> str:
    document = escaped(f"{scheme.issuer}，{scheme.document}" + (f"，{scheme.number}" if scheme.number else ""))
    return f"{document}。把握程度：{scheme.certainty.label}。" + (escaped(scheme.note) if scheme.note else "")


def _demand(scheme: Scheme, number: int, horizon: Horizon) -> str:
    row = scheme.row(number)
    assert row is not None, "the number is one of its rows"
    goal = row.goal(horizon)
    if goal.tiers is None:
        return wording.limit(row.limit_for(horizon, None))
    sign = "≥" if row.comparison == ">=" else "≤"
    tiers = []
    for tier in goal.tiers:
        size = "".join((f"{tier.at_least:,f} 及以上" if tier.at_least is not None else "",
                        "、" if tier.at_least is not None and tier.below is not None else "",
                        f"不到 {tier.below:,f}" if tier.below is not None else ""))
        tiers.append(f"{size}：{sign}{tier.limit:,f}")
    return "；".join(tiers)


def _formulas(rules: Rules) -> Iterator[str]:
    resolver = Resolver(new_project(), rules, YEAR)
    yield "## 计算公式"
    yield "等号右边的各项，或是填报的数据，或是因子，或由另一个公式算出；随口径而定的项，按默认口径列出。"
    for formula in FORMULAS.values():
        titles = {name: title_of(resolver, name) for name in formula.parameters}
        yield f"### {escaped(formula.title)}"
        yield f"> {escaped(formula.title)} = {escaped(formula.equation.format(**titles))}"
        unit = f"单位：{escaped(wording.unit(formula.unit))}；" if formula.unit else ""
        yield f"{unit}依据：{escaped(rules.reference(formula.reference).title)}。"


def _facts() -> Iterator[str]:
    yield "## 取自填报数据的量"
    titles = {step.id: step.title for step in STEPS}
    lines = ["| 名称 | 单位 | 填写的地方 |", "| --- | --- | --- |"]
    for fact in FACTS.values():
        unit = escaped(wording.unit(fact.unit)) or wording.BLANK
        lines.append(f"| {escaped(fact.title)} | {unit} | {_where(fact.where, titles)} |")
    yield "\n".join(lines)


def _where(address: str, titles: dict[str, str]) -> str:
    """A link to the page of the step that asks for it."""
    try:
        step = step_of(address.format(year=YEAR))
    except NoSuchAddress:
        return wording.BLANK
    return f"[{titles[step]}]({step}.md)"


def _factors(rules: Rules) -> Iterator[str]:
    yield "## 排放因子"
    yield "### 电力、热力等因子"
    yield _table(("名称", "数值", "单位", "把握程度", "依据"),
                 ((each.title, wording.entered(each.value), each.unit, each.certainty.label,
                   rules.reference(each.reference).title) for each in rules.factors.values()))
    names = {each.fuel: each.name for each in rules.energy_types.values() if each.fuel}
    for fuels in rules.fuel_sets.values():
        yield f"### {escaped(fuels.title)}"
        yield (f"依据：{escaped(rules.reference(fuels.reference).title)}；把握程度：{fuels.certainty.label}。"
               "二氧化碳 = 低位发热量 × 单位热值含碳量 × 氧化率 × 44 ÷ 12。")
        yield _table(("燃料", "单位", "低位发热量（吉焦）", "含碳量（吨碳/吉焦）", "氧化率", "二氧化碳（吨）"),
                     ((names.get(row.fuel, row.fuel), row.unit, *(wording.entered(number) for number in (
                         row.ncv_gj_per_unit, row.carbon_tc_per_gj, row.oxidation, row.tco2_per_unit)))
                      for row in fuels.rows))
    yield "### 工业过程因子"
    yield _table(("产品", "工艺", "数值（吨二氧化碳）", "单位", "把握程度", "依据"),
                 ((each.name, each.route or "", wording.entered(each.tco2_per_unit), each.unit, each.certainty.label,
                   rules.reference(each.reference).title) for each in rules.process_factors.values()))


def _energy(rules: Rules) -> Iterator[str]:
    yield "## 能源品种和折标准煤系数"
    yield "系数为当量值；数值空着的（—）没有查到依据，可填写园区实测系数。等价值与当量值不同的，按每年填报的系数计算。"
    yield _table(("品种", "单位", "吨标准煤/单位", "等价值", "把握程度", "依据"),
                 ((each.name, each.unit, wording.entered(each.calorific_tce_per_unit),
                   "按年填报" if each.equivalent else "同当量值", each.certainty.label,
                   rules.reference(each.reference).title) for each in rules.energy_types.values()))


def _conventions(rules: Rules) -> Iterator[str]:
    yield "## 口径"
    yield "政策没有写明算法的地方，程序给出默认读法和可选读法，在[指标与口径](indicators.md)页选择，选择会印在文稿中。"
    for convention in rules.conventions.values():
        yield f"### {escaped(convention.title)}"
        yield (f"涉及：{escaped(convention.rows)}。{escaped(convention.note)}"
               f"依据：{escaped(rules.reference(convention.reference).title)}。")
        yield "\n".join(f"- {escaped(title)}（{label}{'，默认' if choice == convention.default else ''}）"
                        for choice, title, label in _choices(convention))


def _choices(convention: Convention) -> Iterator[tuple[str, str, str]]:
    for each in convention.alternatives:
        yield each.id, each.title, each.certainty.label


def _references(rules: Rules) -> Iterator[str]:
    yield "## 依据文件"
    yield _table(("名称", "印发单位", "文号", "日期", "把握程度"),
                 ((each.title, each.issuer or "", each.number or "", wording.day(each.date), each.certainty.label)
                  for each in rules.references.values()))
