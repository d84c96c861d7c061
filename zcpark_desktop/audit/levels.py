"""What the level applied for asks of the application beyond its rows: years, plan, boundary, commitment."""

from __future__ import annotations

from ..evaluate import Evaluation
from ..project.basics import ApplicationKind, Level
from ..wording import entered
from .registry import Noticed, Severity, rule

NATIONAL_BASE_YEAR = 2025
"""The base year that the national outline names (910 annex 2, chapter 3)."""


@rule("level.past_years", Severity.EXPLAIN, "近三年能源数据齐全", reads=("years/*/energy", "basics/level_applied"))
def the_past_years_are_there(evaluation: Evaluation) -> Noticed:
    """Province and nation ask for three years' energy and carbon; a new park may leave it out (910 annex 2)."""
    project = evaluation.project
    if project.basics.level_applied is Level.CITY:
        return
    wanted = project.period.past_years[1:]  # the base year's own table is asked for by the rows
    lacking = [year for year in wanted if (record := project.year(year)) is None or not record.energy]
    if lacking:
        yield (
            f"申报{project.basics.level_applied.label}须有近三年能源数据，还缺少{'、'.join(f'{year}年' for year in lacking)}的能源平衡表；"
            "请补充，新建园区请说明。",
            tuple(dict.fromkeys(f"years/{year}/energy" if project.year(year) else "years" for year in lacking)),
        )


@rule(
    "level.base_year",
    Severity.EXPLAIN,
    "国家级申报的基准年为2025年",
    reads=("period/base_year", "basics/level_applied"),
)
def the_nations_base_year_is_used(evaluation: Evaluation) -> Noticed:
    """The national outline's base year is 2025."""
    project = evaluation.project
    if project.basics.level_applied is Level.NATION and project.period.base_year != NATIONAL_BASE_YEAR:
        yield (
            f"国家级申报书的基准年为{NATIONAL_BASE_YEAR}年，项目为{project.period.base_year}年；请核对，或说明原因。",
            ("period/base_year",),
        )


@rule(
    "level.building_period",
    Severity.MUST_FIX,
    "省级、国家级申报有建设期",
    reads=("period/construction_start", "period/construction_end", "basics/level_applied"),
)
def the_building_period_is_stated(evaluation: Evaluation) -> Noticed:
    """Province and nation ask for the building period (910 annex 2, chapter 3)."""
    project = evaluation.project
    period = project.period
    years = {"起始年": period.construction_start, "结束年": period.construction_end}
    missing = [title for title, year in years.items() if year is None]
    if project.basics.level_applied is not Level.CITY and missing:
        yield (
            f"申报{project.basics.level_applied.label}须写明建设期，{'和'.join(missing)}未填写；请补充。",
            tuple(
                f"period/{name}" for name in ("construction_start", "construction_end") if getattr(period, name) is None
            ),
        )


@rule("level.key_projects", Severity.EXPLAIN, "有重点项目", reads=("key_projects", "declared_empty"))
def there_are_key_projects(evaluation: Evaluation) -> Noticed:
    """The plan rests on key projects; without any, the targets have nothing to rest on."""
    project = evaluation.project
    if not project.key_projects and project.targets:
        yield (
            f"填写了{len(project.targets)}个规划目标而没有重点项目；请补充重点项目，或说明目标的依据。",
            ("key_projects",),
        )


@rule(
    "level.host_park", Severity.MUST_FIX, "园中园写明所在园区", reads=("basics/application_kind", "boundary/host_park")
)
def a_park_within_a_park_names_its_host(evaluation: Evaluation) -> Noticed:
    """A park within a park names the park that it lies in (910 annex 1)."""
    project = evaluation.project
    if project.basics.application_kind is ApplicationKind.PARK_IN_PARK and not project.boundary.host_park.strip():
        yield "以园中园申报，没有填写所在园区名称；请补充。", ("boundary/host_park",)


@rule(
    "level.application_kind",
    Severity.MUST_FIX,
    "申报类型已选择",
    reads=("basics/application_kind", "basics/level_applied"),
)
def the_kind_of_application_is_stated(evaluation: Evaluation) -> Noticed:
    """Nation and province tell the whole park from a park within it (910 annex 1)."""
    basics = evaluation.project.basics
    if basics.level_applied is not Level.CITY and basics.application_kind is None:
        yield f"申报{basics.level_applied.label}须说明整体申报或园中园；请选择申报类型。", ("basics/application_kind",)


@rule(
    "level.catalogue_code",
    Severity.EXPLAIN,
    "列入目录的园区写明目录代码",
    reads=("basics/catalogue_listed", "basics/catalogue_code"),
)
def a_listed_park_has_its_code(evaluation: Evaluation) -> Noticed:
    """A park in the national catalogue has a code there."""
    basics = evaluation.project.basics
    if basics.catalogue_listed and not basics.catalogue_code.strip():
        yield "填报已列入《中国开发区审核公告目录》而没有目录代码；请补充，或说明原因。", ("basics/catalogue_code",)


@rule(
    "level.area",
    Severity.EXPLAIN,
    "申报面积不大于目录核准面积",
    reads=("boundary/area_km2", "boundary/catalogue_area_km2"),
)
def the_area_fits_the_catalogue(evaluation: Evaluation) -> Noticed:
    """What is applied for is no larger than what the catalogue approved."""
    boundary = evaluation.project.boundary
    if (
        boundary.area_km2 is not None
        and boundary.catalogue_area_km2 is not None
        and boundary.area_km2 > boundary.catalogue_area_km2
    ):
        yield (
            f"申报面积{entered(boundary.area_km2)}平方公里，大于目录核准面积{entered(boundary.catalogue_area_km2)}平方公里；"
            "请核对，或说明扩区依据。",
            ("boundary/area_km2", "boundary/catalogue_area_km2"),
        )


@rule("level.boundary_proof", Severity.EXPLAIN, "四至边界有图件", reads=("boundary/evidence",))
def the_boundary_is_proved(evaluation: Evaluation) -> Noticed:
    """A boundary that is described has a map among the evidence."""
    boundary = evaluation.project.boundary
    sides = [side for side in (boundary.east, boundary.south, boundary.west, boundary.north) if side.strip()]
    if sides and not boundary.evidence:
        yield f"四至边界填写了{len(sides)}面而没有佐证材料；请关联边界图，或说明原因。", ("boundary/evidence",)


def _foundation_rule(name: str, title: str) -> None:
    def notice(evaluation: Evaluation) -> Noticed:
        flag = getattr(evaluation.project.foundations, name)
        if flag.value and not flag.evidence:
            yield f"填报“{title}”而没有佐证材料；请关联佐证，或说明原因。", (f"foundations/{name}/evidence",)

    rule(
        f"level.{name}",
        Severity.EXPLAIN,
        f"“{title}”有佐证",
        reads=(f"foundations/{name}/value", f"foundations/{name}/evidence"),
    )(notice)


_foundation_rule("accounting", "具备统计、核算、计量、监测基础")
_foundation_rule("no_major_accident", "近三年无重大事故")


@rule("level.commitment", Severity.MUST_FIX, "已作材料真实性承诺", reads=("committed",))
def the_commitment_is_made(evaluation: Evaluation) -> Noticed:
    """The head of the park's body has agreed that the material is true."""
    if not evaluation.project.committed:
        yield "尚未作出材料真实性承诺；请园区负责人阅读承诺内容后确认。", ("committed",)
