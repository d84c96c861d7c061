"""The park's economy: what cannot be, and what does not agree with other tables."""

from __future__ import annotations

from decimal import Decimal

from ..evaluate import Evaluation
from ..project.years import Economy
from ..wording import entered, telling
from .registry import Noticed, Severity, rule

OUTPUT_A_HEAD = (Decimal(5), Decimal(5000))
"""万元 of industrial output for each of the employed: less or more is a wrong unit."""


def _at_most(part: str, whole: str, severity: Severity, then: str) -> None:
    titles = [Economy.model_fields[name].title for name in (part, whole)]
    extra = Economy.model_fields[part].json_schema_extra
    unit = extra["unit"] if isinstance(extra, dict) else ""

    def notice(evaluation: Evaluation) -> Noticed:
        for record in evaluation.project.years:
            amount, limit = getattr(record.economy, part), getattr(record.economy, whole)
            if amount is not None and limit is not None and amount > limit:
                yield (
                    f"{record.year}年{titles[0]}{entered(amount)}{unit}，大于{titles[1]}{entered(limit)}{unit}；请{then}。",
                    (f"years/{record.year}/economy/{part}", f"years/{record.year}/economy/{whole}"),
                )

    rule(
        f"economy.{part}",
        severity,
        f"{titles[0]}不大于{titles[1]}",
        reads=(f"years/*/economy/{part}", f"years/*/economy/{whole}"),
    )(notice)


_at_most(
    "industrial_value_added_current_10k_yuan", "industrial_output_10k_yuan", Severity.MUST_FIX, "核对两项数据的单位"
)
_at_most("tax_10k_yuan", "revenue_10k_yuan", Severity.MUST_FIX, "核对两项数据的单位")
_at_most("above_scale_enterprises", "enterprises", Severity.MUST_FIX, "核对两项数据")


@rule(
    "economy.gdp",
    Severity.EXPLAIN,
    "工业增加值不大于地区生产总值",
    reads=("years/*/economy/gdp_10k_yuan", "years/*/economy/industrial_value_added_current_10k_yuan"),
)
def industry_is_part_of_the_product(evaluation: Evaluation) -> Noticed:
    """Industrial value added is part of the park's GDP; another boundary needs a word."""
    for record in evaluation.project.years:
        value, product = record.economy.industrial_value_added_current_10k_yuan, record.economy.gdp_10k_yuan
        if value is not None and product is not None and value > product:
            yield (
                f"{record.year}年工业增加值（现价）{entered(value)}万元，大于地区生产总值{entered(product)}万元；"
                "请核对，两项口径不同的请说明。",
                (f"years/{record.year}/economy/gdp_10k_yuan",),
            )


@rule(
    "economy.output_a_head",
    Severity.EXPLAIN,
    "人均工业总产值在合理范围",
    reads=("years/*/economy/industrial_output_10k_yuan", "years/*/economy/employees"),
)
def output_fits_the_employed(evaluation: Evaluation) -> Noticed:
    """Output for each of the employed lies between 50,000 and 50 million yuan."""
    for record in evaluation.project.years:
        output, employed = record.economy.industrial_output_10k_yuan, record.economy.employees
        each = output / employed if output and employed else None
        if each is not None and not OUTPUT_A_HEAD[0] <= each <= OUTPUT_A_HEAD[1]:
            yield (
                f"{record.year}年工业总产值{entered(output)}万元、从业人员{entered(employed)}人，人均{telling(each, *OUTPUT_A_HEAD)}万元，"
                f"不在{OUTPUT_A_HEAD[0]}—{OUTPUT_A_HEAD[1]:,}万元之间；请核对单位，或说明原因。",
                (f"years/{record.year}/economy/industrial_output_10k_yuan", f"years/{record.year}/economy/employees"),
            )


def _inside(evaluation: Evaluation) -> int:
    return sum(1 for row in evaluation.project.enterprises if row.inside is not False)


def _listed(evaluation: Evaluation, year: int, where: str, title: str, counted: int) -> Noticed:
    """The number in the year's table against that of the list."""
    record = evaluation.project.year(year)
    stated = getattr(record.economy, where) if record else None
    if stated is not None and evaluation.project.enterprises and stated != counted:
        yield (
            f"{year}年{title}填报{entered(stated)}家，企业清单中为{entered(counted)}家；请核对，或说明口径差异。",
            (f"years/{year}/economy/{where}", "enterprises"),
        )


@rule(
    "economy.enterprises_listed",
    Severity.EXPLAIN,
    "企业数量与企业清单相符",
    reads=("years/*/economy/enterprises", "enterprises/*/inside"),
)
def the_list_holds_all_enterprises(evaluation: Evaluation) -> Noticed:
    """The base year's number of enterprises is that of the list, those outside the boundary left out."""
    yield from _listed(evaluation, evaluation.project.period.base_year, "enterprises", "企业数量", _inside(evaluation))


@rule(
    "economy.above_scale_listed",
    Severity.EXPLAIN,
    "规上工业企业数量与企业清单相符",
    reads=("years/*/economy/above_scale_enterprises", "enterprises/*/above_scale", "enterprises/*/industry_code"),
)
def the_list_holds_all_enterprises_above_scale(evaluation: Evaluation) -> Noticed:
    """The base year's number of industrial enterprises above scale is that of the list."""
    counted = evaluation.number("counted_industrial_enterprises")
    if counted is not None:
        yield from _listed(
            evaluation, evaluation.project.period.base_year, "above_scale_enterprises", "规上工业企业数量", int(counted)
        )


@rule(
    "economy.enterprises_stated",
    Severity.EXPLAIN,
    "入驻企业数量与年度数据相符",
    reads=("basics/enterprise_count", "years/*/economy/enterprises"),
)
def enterprise_numbers_agree(evaluation: Evaluation) -> Noticed:
    """The basic-data table and the base year's table state one number of enterprises."""
    year = evaluation.project.period.base_year
    record, stated = evaluation.project.year(year), evaluation.project.basics.enterprise_count
    counted = record.economy.enterprises if record else None
    listed = evaluation.project.enterprises and _inside(evaluation)
    if stated is not None and counted is not None and stated not in (counted, listed):  # if listed, it is said there
        yield (
            f"基本信息中入驻企业{entered(stated)}家，{year}年经济数据中企业{entered(counted)}家；请统一，或说明口径差异。",
            ("basics/enterprise_count", f"years/{year}/economy/enterprises"),
        )
