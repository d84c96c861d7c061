"""The project: everything that the staff of one park entered, as one immutable value."""

from __future__ import annotations

import uuid
from typing import Literal

from pydantic import Field

from .basics import Basics, Boundary, Foundations, Landmark, Period
from .enterprises import Enterprise
from .facilities import Building, Certificate, DemandResponse, Device, Platform, Product, Roof, Storage
from .fields import Model, Rows, Text, answer, part, rows, text
from .origins import NO_ORIGINS, Origins
from .plan import Action, KeyProject, Target
from .remembering import remembered
from .statements import (
    Claim,
    ConventionChoice,
    Evidence,
    Exemption,
    Explanation,
    MeasuredCoefficient,
    Narrative,
    SchemeStamp,
)
from .years import ParkYear

EmptyList = Literal[
    "process",
    "certificates",
    "platforms",
    "storages",
    "demand_responses",
    "roofs",
    "buildings",
    "vehicles",
    "products",
    "devices",
    "key_projects",
    "actions",
]


class Project(Model):
    """One park's application. Lists are tuples of rows; a year's figures stand in `years`."""

    project_id: str = Field(default="", title="项目标识", max_length=40, json_schema_extra={"hidden": True})
    title: Text = text("项目名称", "在窗口和最近打开的列表中显示")
    basics: Basics = part("基本信息", Basics)
    period: Period = part("年份", Period)
    boundary: Boundary = part("园区边界", Boundary)
    landmarks: Rows[Landmark] = rows("四至地物")
    foundations: Foundations = part("基本条件", Foundations)
    years: Rows[ParkYear] = rows("年度数据")
    certificates: Rows[Certificate] = rows("绿证", office="供电")
    enterprises: Rows[Enterprise] = rows("企业清单", office="市场监管")
    buildings: Rows[Building] = rows("建筑", office="住建")
    roofs: Rows[Roof] = rows("屋顶光伏")
    storages: Rows[Storage] = rows("储能", office="供电")
    demand_responses: Rows[DemandResponse] = rows("需求响应", office="供电")
    platforms: Rows[Platform] = rows("创新平台", office="科技")
    platform_name: Text = text("智能管理平台名称", "园区能碳管理平台及建设单位")
    products: Rows[Product] = rows("产品单耗")
    devices: Rows[Device] = rows("用能设备")
    key_projects: Rows[KeyProject] = rows("重点项目", office="项目业主")
    actions: Rows[Action] = rows("配套行动")
    targets: Rows[Target] = rows("规划目标")
    coefficients: Rows[MeasuredCoefficient] = rows("实测系数")
    conventions: Rows[ConventionChoice] = rows("口径选择")
    exemptions: Rows[Exemption] = rows("免列说明")
    claims: Rows[Claim] = rows("激励性指标申请")
    evidence: Rows[Evidence] = rows("佐证材料")
    narratives: Rows[Narrative] = rows("文稿")
    explanations: Rows[Explanation] = rows("审核问题说明")
    schemes: Rows[SchemeStamp] = rows("规则版本")
    declared_empty: tuple[EmptyList, ...] = answer(
        "本园区没有的内容", "勾选后，该表没有内容即为零，而不是未填", default=()
    )
    committed: bool | None = answer("材料真实性承诺", "负责人已阅读并同意承诺内容")

    origins: Origins = Field(default=NO_ORIGINS, title="数据来源", json_schema_extra={"hidden": True})

    def is_declared_empty(self, name: EmptyList) -> bool:
        """Whether the park states that it has nothing to enter in the list `name`."""
        return name in self.declared_empty

    def year(self, number: int) -> ParkYear | None:
        """The record of year `number`, or None where there is none yet."""
        for record in self.years:
            if record.year == number:
                return record
        return None


def new_project(title: str = "", project_id: str | None = None) -> Project:
    """An empty project with the usual years: three past years, base year, near and long term.

    `project_id` is given where the same project has to come out again (samples, tests).
    """
    period = Period()
    numbers = (*period.past_years, period.base_year, period.near_term_year, period.long_term_year)
    return Project(
        project_id=project_id or uuid.uuid4().hex,
        title=title,
        period=period,
        years=tuple(ParkYear(year=n) for n in numbers),
    )


@remembered(most=4)
def _years_of(enterprises: tuple[Enterprise, ...]) -> frozenset[int]:
    return frozenset(row.year for enterprise in enterprises for row in enterprise.annual)


def year_mismatches(project: Project) -> list[tuple[str, str]]:
    """A sentence for each figure whose year lies outside the project's years, and the address of the figure's row."""
    period = project.period
    allowed = range(period.base_year - 3, period.long_term_year + 1)
    span = f"{allowed.start}—{allowed.stop - 1}年"
    found = [
        (
            f"“年度数据”中的{record.year}年不在项目年份（{span}）内；请修改基准年或远期目标年，或删除该年数据。",
            f"years/{record.year}",
        )
        for record in project.years
        if record.year not in allowed
    ]
    known = {record.year for record in project.years}
    strangers = () if _years_of(project.enterprises) <= known else project.enterprises
    for at, enterprise in enumerate(strangers, 1):
        called = f"“{enterprise.name}”" if enterprise.name.strip() else f"清单第{at}行"
        found += [
            (
                f"企业{called}的年度数据含{row.year}年，而园区没有该年数据；请删除该年数据，或先为园区添加该年。",
                f"enterprises/{enterprise.key}/annual/{row.year}",
            )
            for row in enterprise.annual
            if row.year not in known
        ]
    found += [
        (f"“规划目标”第{at}行的年份{target.year}不在{span}内；请修改年份。", f"targets/{target.key}/year")
        for at, target in enumerate(project.targets, 1)
        if target.year is not None and target.year not in allowed
    ]
    return found
