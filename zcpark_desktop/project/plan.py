"""What the park intends: key projects, accompanying actions, and targets of each indicator."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .fields import Choice, Row, Text, YearNumber, answer, evidence_ids, quantity, text
from .quantities import Amount

Lifetime = Annotated[int, Field(ge=1, le=100)]
"""Years that a project runs: its rate of return is sought over every one of them."""


class Direction(Choice):
    """The six directions of the city's plan, and innovation (reference: wuxi plan part 2)."""

    EFFICIENCY = "efficiency", "能效水平标杆化"
    PRODUCTION = "production", "生产过程清洁化"
    SUPPLY = "supply", "能源供给零碳化"
    INFRASTRUCTURE = "infrastructure", "基础设施绿色化"
    RECYCLING = "recycling", "资源利用循环化"
    MANAGEMENT = "management", "运营管理数智化"
    INNOVATION = "innovation", "科技创新平台化"


class KeyProject(Row):
    """A key project: the seven fields of the national table, and what economics need (910 annex 2)."""

    name: Text = text("项目名称")
    builder: Text = text("建设主体")
    content: Text = text("建设内容", long=True)
    investment_10k_yuan: Amount | None = quantity("投资规模", "万元", office="项目业主")
    start_year: YearNumber | None = answer("开工年份", office="项目业主")
    end_year: YearNumber | None = answer("建成年份", office="项目业主")
    schedule: Text = text("实施计划", "分年度的主要节点", long=True)
    significance: Text = text("对零碳园区建设的意义", long=True)
    direction: Direction | None = answer("任务方向")
    owner: Text = text("责任单位")
    savings_tce: Amount | None = quantity("年节能量", "吨标准煤", office="项目业主")
    reduction_tco2: Amount | None = quantity("年降碳量", "吨二氧化碳", office="项目业主")
    income_10k_yuan: Amount | None = quantity("年收益", "万元", "节约的能源费用和其他收入", "项目业主")
    running_cost_10k_yuan: Amount | None = quantity("年运维成本", "万元", office="项目业主")
    lifetime_years: Lifetime | None = answer("运营年限")
    funding: Text = text("资金来源", "自筹、贷款、补助等及比例")
    permits: Text = text("前置手续办理情况", "立项、用地、环评、能评等")
    evidence: tuple[str, ...] = evidence_ids()


class ActionKind(Choice):
    """The four accompanying actions of the city's plan (1+4)."""

    FACTORY = "factory", "零碳工厂"
    SOURCE_GRID_LOAD_STORAGE = "source_grid_load_storage", "源网荷储一体化项目"
    VIRTUAL_POWER_PLANT = "virtual_power_plant", "虚拟电厂"
    SERVICE = "service", "零碳服务机构"


class Action(Row):
    """One zero-carbon factory, integrated project, virtual power plant or service body."""

    kind: ActionKind | None = answer("类别")
    name: Text = text("名称")
    owner: Text = text("建设单位")
    content: Text = text("建设内容", long=True)
    year: YearNumber | None = answer("建成年份")
    capacity_mw: Amount | None = quantity("可调能力或装机", "兆瓦", "虚拟电厂、源网荷储项目填写")
    status: Text = text("进展")
    evidence: tuple[str, ...] = evidence_ids()


class Target(Row):
    """The planned value of an indicator in a year, in the unit that the row prints (percent for shares)."""

    indicator: str = answer("指标", default="")
    year: YearNumber | None = answer("年份")
    value: Amount | None = quantity("规划值", "按指标单位")
    owner: Text = text("责任单位")
    note: Text = text("说明", long=True)
