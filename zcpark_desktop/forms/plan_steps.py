"""The steps on what is planned, and the pages of their own kind that follow."""

from __future__ import annotations

from .structure import Column, Section, Step, Table

PROJECTS = Step(
    "projects", "重点项目与配套行动", "列出建设期内的重点项目，以及零碳工厂等配套行动。",
    (
        Section("重点项目", (
            Table("key_projects", (
                Column("name", "项目", frozen=True), Column("builder", "项目", width=26), Column("content", "项目", width=40),
                Column("direction", "项目", width=18), Column("owner", "项目", width=24),
                Column("investment_10k_yuan", "投资与进度"), Column("start_year", "投资与进度"),
                Column("end_year", "投资与进度"), Column("schedule", "投资与进度"),
                Column("funding", "投资与进度", optional=True), Column("permits", "投资与进度", optional=True),
                Column("savings_tce", "效益"), Column("reduction_tco2", "效益"), Column("income_10k_yuan", "效益"),
                Column("running_cost_10k_yuan", "效益"), Column("lifetime_years", "效益"),
                Column("significance", "效益"), Column("evidence", "佐证", optional=True),
            ), "项目", flags=("direction",),
                totals=("investment_10k_yuan", "savings_tce", "reduction_tco2", "income_10k_yuan",
                        "running_cost_10k_yuan")),
        )),
        Section("配套行动", (
            Table("actions", (
                Column("name", frozen=True), Column("kind", width=20), Column("owner", width=26),
                Column("content", width=36),
                Column("year"),
                Column("capacity_mw", optional=True), Column("status"), Column("evidence", optional=True),
            ), "行动", flags=("kind",), optional=True),
        ), "零碳工厂、源网荷储一体化项目、虚拟电厂、零碳服务机构。"),
    ),
)

TARGETS = Step(
    "targets", "规划目标", "为每项指标填写近期、远期规划值和责任单位。",
    (
        Section("规划目标", (
            Table("targets", (
                Column("indicator", frozen=True, width=44), Column("year"), Column("value"), Column("owner", width=24),
                Column("note", optional=True),
            ), "目标"),
        ), "占比填写百分数，如25表示25%。"),
    ),
)

INDICATORS = Step(
    "indicators", "指标与口径", "逐项查看现状、目标与差距，选择口径，填写免列说明，申请激励性指标。",
    covers=("conventions", "exemptions", "claims"),
)
EVIDENCE = Step(
    "evidence", "佐证材料", "收集并编号佐证材料，与数据、企业和指标对应。", covers=("evidence",),
)
NARRATIVE = Step(
    "narrative", "文稿", "撰写申报书和建设方案的文字部分；文中数字随数据更新。", covers=("narratives",),
)
EXPORT = Step("export", "导出", "核对无误后，生成申报所需的全部文件。")

STEPS = (PROJECTS, TARGETS, INDICATORS, EVIDENCE, NARRATIVE, EXPORT)
