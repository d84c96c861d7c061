"""Measured coefficients: with a source, near the reference, and within what physics allows."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation
from ..rules import Nature
from ..wording import entered, factor, telling
from .registry import Noticed, Severity, rule

APART = Decimal("0.3")
"""A measured coefficient more than 30 % off the reference value."""
HEAT_OF_FUELS = {"吨": (Decimal("0.05"), Decimal("4.5")), "万立方米": (Decimal("0.5"), Decimal(25))}
"""tce for one unit: from gangue and wet sludge to hydrogen (120 MJ/kg, 4.1 tce/t), from lean gas to LPG as a gas."""
CARBON_OF_FUELS = (Decimal("0.3"), Decimal(9))
"""tCO2 for one tce: natural gas 1.6, coal 2.8, blast-furnace gas 7.6."""


@rule(
    "source.measured_coefficient",
    Severity.EXPLAIN,
    "实测系数有来源和佐证",
    reads=("coefficients/*/source", "coefficients/*/evidence"),
)
def measured_coefficients_are_proved(evaluation: Evaluation) -> Noticed:
    """A measured coefficient, which takes the place of the default, has a source and a paper."""
    for row in evaluation.project.coefficients:
        missing = [what for what, there in (("来源", row.source.strip()), ("佐证材料", row.evidence)) if not there]
        if missing:
            kind = evaluation.rules.energy_types.get(row.energy)
            yield (
                f"{kind.name if kind else row.energy or '未选品种'}的实测系数缺少{'和'.join(missing)}；请补充，或说明原因。",
                (f"coefficients/{row.key}/{'evidence' if row.source.strip() else 'source'}",),
            )


@rule(
    "coefficient.far_from_reference",
    Severity.EXPLAIN,
    "实测折标系数与参考值相近",
    reads=("coefficients/*/energy", "coefficients/*/calorific_tce_per_unit"),
)
def measured_coefficients_are_near_the_reference(evaluation: Evaluation) -> Noticed:
    """A measured coefficient is within 30 % of the reference value of its kind."""
    for row in evaluation.project.coefficients:
        kind, own = evaluation.rules.energy_types.get(row.energy), row.calorific_tce_per_unit
        usual = kind.calorific_tce_per_unit if kind else None
        if kind and own is not None and usual and abs(own - usual) > usual * APART:
            yield (
                f"{kind.name}实测折标准煤系数{entered(own)}吨标准煤/{kind.unit}，参考值{factor(usual)}，"
                f"相差{telling(abs(own - usual) / usual * 100, APART * 100, decimals=0)}%；请核对单位，或说明依据。",
                (f"coefficients/{row.key}/calorific_tce_per_unit",),
            )


@rule(
    "coefficient.impossible_heat",
    Severity.EXPLAIN,
    "没有参考值的实测折标系数在燃料的可能范围",
    reads=("coefficients/*/energy", "coefficients/*/calorific_tce_per_unit"),
)
def coefficients_without_reference_are_possible(evaluation: Evaluation) -> Noticed:
    """A coefficient of a kind that has no reference value lies within what any fuel has."""
    for row in evaluation.project.coefficients:
        kind, own = evaluation.rules.energy_types.get(row.energy), row.calorific_tce_per_unit
        limits = HEAT_OF_FUELS.get(kind.unit) if kind else None
        if kind is None or own is None or limits is None or kind.calorific_tce_per_unit:
            continue
        if not limits[0] <= own <= limits[1]:
            yield (
                f"{kind.name}实测折标准煤系数{entered(own)}吨标准煤/{kind.unit}，不在燃料的常见范围{limits[0]}—{limits[1]}之间；"
                "请核对单位，或说明依据。",
                (f"coefficients/{row.key}/calorific_tce_per_unit",),
            )


def _carbon_rule(name: str, title: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        for row in evaluation.project.coefficients:
            kind, own = evaluation.rules.energy_types.get(row.energy), getattr(row, name)
            heat = row.calorific_tce_per_unit or (kind.calorific_tce_per_unit if kind else None)
            if kind is None or own is None or not heat or (own == 0 and kind.nature is not Nature.FOSSIL):
                continue
            if not CARBON_OF_FUELS[0] <= own / heat <= CARBON_OF_FUELS[1]:
                yield (
                    f"{kind.name}实测{title}{entered(own)}吨二氧化碳/{kind.unit}，折每吨标准煤{telling(own / heat, *CARBON_OF_FUELS)}"
                    f"吨，不在燃料的常见范围{CARBON_OF_FUELS[0]}—{CARBON_OF_FUELS[1]}吨之间；请核对单位，或说明依据。",
                    (f"coefficients/{row.key}/{name}",),
                )

    rule(
        f"coefficient.{name}",
        Severity.EXPLAIN,
        f"实测{title}与折标系数相当",
        reads=(f"coefficients/*/{name}", "coefficients/*/calorific_tce_per_unit"),
    )(notice)


_carbon_rule("emission_tco2_per_unit", "燃烧排放因子")
_carbon_rule("carbon_tco2_per_unit", "含碳量折二氧化碳")
