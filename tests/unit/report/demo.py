"""A document with every kind of block, for tests and for looking at its pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

from zcpark_desktop.report import blocks as b

LONG = (
    "园区位于长江三角洲腹地，主导产业为高端装备、集成电路与新能源，2025年实现工业总产值1268.4亿元，同比增长6.3%；"
    "规模以上工业企业312家，其中年综合能源消费量5000吨标准煤以上的重点用能单位23家。"
)


def demo(rows: int = 200) -> b.Document:
    """A whole application book in small; `rows` is the length of its longest table."""
    return b.Document(
        "demo",
        "无锡某经济开发区零碳园区建设方案",
        (
            b.Cover(
                ("无锡某经济开发区", "零碳园区建设方案"),
                (("园区名称", "江苏无锡某经济开发区"), ("申报单位", "无锡某经济开发区管理委员会"), ("联系人", "张三")),
                "2026年1月",
                mark="附件2",
            ),
            b.Contents(),
            b.ListOfTables(),
            b.ListOfFigures(),
            *_basics(),
            *_energy(rows),
            *_figures(),
            *_closing(),
        ),
        subject="无锡市零碳园区申报",
        author="无锡某经济开发区管理委员会",
    )


def _basics() -> tuple[b.Block, ...]:
    return (
        b.Heading(1, "建设基础", bookmark="chapter.basics"),
        b.Heading(2, "园区基本情况"),
        b.Paragraph(LONG),
        b.Paragraph(
            (
                "基本信息见",
                b.Ref("table.basics"),
                "，指标见",
                b.Ref("table.indicators"),
                "（第",
                b.Ref("table.indicators", show="page"),
                "页）；单位能耗碳排放",
                b.Note("按发改环资〔2025〕910号附件4核算，只计二氧化碳。"),
                "的佐证见",
                b.Link("佐证1", "evidence.1"),
                "。“零碳”——指单位能耗碳排放≤0.2吨CO₂/吨标准煤，用水以10⁴m³计。",
            )
        ),
        b.Table(
            (b.Column(weight=2), b.Column(weight=3), b.Column(weight=2), b.Column(weight=3)),
            (
                (b.Cell("园区名称", label=True), b.Cell("江苏无锡某经济开发区", colspan=3)),
                (b.Cell("园区级别", label=True), "省级", b.Cell("批复文号", label=True), "苏政复〔2006〕35号"),
                (
                    b.Cell("四至边界", label=True, rowspan=2),
                    "东至：锡东大道",
                    b.Cell("面积", label=True, rowspan=2),
                    "28.6平方公里",
                ),
                ("西至：京杭大运河", "其中已建成19.2平方公里"),
                (b.Cell("园区简介", label=True), b.Cell(LONG, colspan=3)),
            ),
            caption="园区基本信息",
            bookmark="table.basics",
            style="form",
        ),
        b.Heading(3, "区位与交通"),
        b.Paragraph("第一段文字。\n第二段文字，用户在同一栏里换行输入。"),
        b.Heading(4, "对外交通"),
        b.NumberedList(("京沪高速公路穿园而过；", "距苏南硕放国际机场12公里；", ("见", b.Ref("chapter.basics"), "。"))),
        b.Heading(3, "产业结构"),
        b.NumberedList(("装备制造；", "集成电路；"), circled=True),
        b.BulletList(("龙头企业12家", "专精特新“小巨人”企业31家")),
        b.Equation(
            (
                ("清洁能源消费占比 = ", b.Fraction("清洁能源消费量", "年综合能源消费量"), " × 100%"),
                "E_{园区} = E_{能源活动} + E_{工业过程}",
            ),
            where="E_{园区}为园区二氧化碳排放总量，万吨。",
        ),
    )


def _energy(rows: int) -> tuple[b.Block, ...]:
    years = tuple(b.Column(f"{year}年", "万吨标准煤", "right", 2, "年综合能源消费量") for year in (2023, 2024, 2025))
    return (
        b.Heading(1, "能源消费与碳排放", new_page=True),
        b.Heading(2, "能源消费情况"),
        b.Table(
            (b.Column("能源品种", weight=3), *years, b.Column("2025年占比", "%", "right", 2)),
            (
                ("电力（等价值）", "68.21", "71.06", "74.35", "58.9"),
                ("其中：绿色电力直接供应", "3.10", "6.42", "12.88", "10.2"),
                ("天然气", "31.55", "30.12", "28.74", "22.8"),
                ("外购热力", "20.36", "21.90", "23.16", "18.3"),
                (
                    b.Cell("合计", bold=True),
                    b.Cell("120.12", bold=True),
                    b.Cell("123.08", bold=True),
                    b.Cell("126.25", bold=True),
                    b.Cell("100.0", bold=True),
                ),
            ),
            caption="近三年分品种能源消费量",
            style="three_line",
            note="电力按等价值折算，各年折标系数见附表1。",
            source="园区统计台账；国网无锡供电公司用电量证明。",
        ),
        b.Paragraph("下表为全部重点企业的能源消费台账，表头在每页重复。"),
        b.Table(
            (
                b.Column("序号", align="center", weight=1),
                b.Column("企业名称", weight=4),
                b.Column("主要产品", weight=4),
                b.Column("用电量", "万千瓦时", "right", 2.4),
                b.Column("碳排放量", "吨二氧化碳", "right", 2.6),
            ),
            tuple(
                (
                    str(i),
                    f"无锡第{i}精密制造有限公司",
                    LONG * 4 if i == 40 else "精密轴承、减速器",
                    f"{i * 37}.50",
                    f"{i * 211}",
                )
                for i in range(1, rows + 1)
            ),
            caption="重点企业能源消费台账",
            source="企业能源购进、消费与库存表。",
        ),
        b.Heading(2, "指标完成情况"),
        b.Landscape(
            (
                b.Table(
                    (
                        b.Column("序号", align="center", weight=1),
                        b.Column("指标", weight=4),
                        b.Column("单位", align="center", weight=2),
                        *(
                            b.Column(str(year), align="right", weight=1.3, group="现状值")
                            for year in (2023, 2024, 2025)
                        ),
                        *(b.Column(name, align="right", weight=1.3, group="目标值") for name in ("近期", "远期")),
                        b.Column("判定", align="center", weight=1.4),
                        b.Column("说明", weight=5),
                    ),
                    tuple(
                        (
                            str(i),
                            f"指标名称第{i}项（示例）",
                            "吨/吨标准煤",
                            "1.82",
                            "1.71",
                            "1.55",
                            "0.30",
                            "0.20",
                            "未达标",
                            "公式、口径与佐证材料的说明文字，长短不一。" * (1 + i % 3),
                        )
                        for i in range(1, 32)
                    ),
                    caption="指标体系完成情况",
                    bookmark="table.indicators",
                    dense=True,
                ),
            )
        ),
        b.Paragraph("横向页面之后回到纵向页面，页码连续。"),
    )


def charts() -> dict[str, b.Chart]:
    """One chart of each kind."""
    years = ("2021年", "2022年", "2023年", "2024年", "2025年")

    def square(start: int, end: int) -> tuple[tuple[D, D], ...]:
        return tuple((D(x), D(y)) for x, y in ((start, start), (start, end), (end, end), (end, start)))

    def series(name: str, *values: str | None) -> b.Series:
        return b.Series(name, tuple(None if value is None else D(value) for value in values))

    return {
        "园区边界图": b.BoundaryMap(
            (
                b.MapRing(square(0, 4000), ("J1", "J2", "J3", "J4")),
                b.MapRing(square(1000, 1500), ("K1", "K2", "K3", "K4"), hole=True),
            ),
            (b.MapRing(square(-500, 5000)),),
            (
                b.MapMark("enterprise", D(500), D(500), "甲公司"),
                b.MapMark("roof", D(600), D(2600), "屋顶"),
                b.MapMark("storage", D(2500), D(700), "储能站"),
                b.MapMark("landmark", D(4000), D(2000), "锡东大道"),
                b.MapMark("landmark", D(90000), D(2000), "远处的路"),
            ),
        ),
        "近五年能源消费结构": b.StackedBars(
            years,
            (
                series("电力（电网）", "61.2", "60.3", "58.9", "57.0", "54.4"),
                series("绿色电力", "1.2", "2.9", "5.2", "9.1", "14.6"),
                series("天然气", "30.4", "31.0", "31.6", "30.1", "28.7"),
                series("外购热力", "18.1", "19.4", "20.4", "21.9", "23.2"),
                series("煤炭", "9.4", "7.1", "4.0", "2.2", "0.6"),
            ),
            "万吨标准煤",
        ),
        "2025年碳排放结构": b.Ring(
            (
                ("电力", D("151.3")),
                ("天然气", D("46.7")),
                ("外购热力", D("25.5")),
                ("工业过程", D("8.2")),
                ("煤炭", D("1.6")),
            ),
            "万吨二氧化碳",
            "碳排放总量",
        ),
        "单位能耗碳排放变化与目标": b.LineTrend(
            ("2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028"),
            (series("实际值", "2.10", "2.02", "1.94", "1.82", "1.55", None, None, None),),
            "吨/吨标准煤",
            (series("目标值", None, None, None, None, "1.55", "1.02", "0.55", "0.19"),),
            ("创建要求", D("0.20")),
        ),
        "各项指标与要求的差距": b.GapBars(
            (
                b.GapRow("单位能耗碳排放", D("1.55"), D("0.2"), False, False, "1.55吨/吨标准煤", "≤0.2吨/吨标准煤"),
                b.GapRow("清洁能源消费占比", D("0.42"), D("0.9"), True, False, "42.0%", "≥90%"),
                b.GapRow("工业固体废弃物综合利用率", D("0.93"), D("0.8"), True, True, "93.0%", "≥80%"),
                b.GapRow("余热余冷余压综合利用率", None, D("0.5"), True, None, "缺数据", "≥50%"),
                b.GapRow("工业用水重复利用率", D("0.8"), D("0.8"), True, True, "80.0%", "≥80%"),
                b.GapRow(
                    "单位工业增加值能耗", D("0.31"), D("0.35"), False, True, "0.31吨标准煤/万元", "≤0.35吨标准煤/万元"
                ),
            )
        ),
        "2025年能源流向": b.Sankey(
            (("电网电力", "绿电直供", "天然气", "煤炭"), ("变电配电", "热电联产"), ("工业", "建筑", "交通", "外送")),
            tuple(
                b.Flow(source, target, D(value))
                for source, target, value in (
                    ("电网电力", "变电配电", "54.4"),
                    ("绿电直供", "变电配电", "14.6"),
                    ("天然气", "热电联产", "20.1"),
                    ("天然气", "工业", "8.6"),
                    ("煤炭", "热电联产", "0.6"),
                    ("变电配电", "工业", "55.0"),
                    ("变电配电", "建筑", "10.2"),
                    ("变电配电", "交通", "3.8"),
                    ("热电联产", "工业", "17.5"),
                    ("热电联产", "外送", "3.2"),
                )
            ),
            "万吨标准煤",
            ("能源来源", "加工转换", "终端使用"),
        ),
        "重点项目实施计划": b.Gantt(
            tuple(
                b.GanttTask(name, date(y1, m1, 1), date(y2, m2, 28), group, mark)
                for name, y1, m1, y2, m2, group, mark in (
                    ("分布式光伏三期120兆瓦", 2026, 3, 2027, 6, "用能结构转型", "4.8亿元"),
                    ("绿电直连专线", 2026, 9, 2028, 6, "用能结构转型", "6.2亿元"),
                    ("热泵替代燃气锅炉", 2026, 1, 2026, 12, "节能降碳", "0.9亿元"),
                    ("余热回收与梯级利用", 2027, 1, 2028, 3, "节能降碳", "1.3亿元"),
                    ("能碳管理平台", 2026, 1, 2026, 9, "能碳管理能力", "0.3亿元"),
                )
            )
        ),
    }


def _figures() -> tuple[b.Block, ...]:
    return (
        b.Heading(1, "图示", new_page=True),
        *(
            b.Figure(chart, name, bookmark=f"figure.{i}", source="本方案测算。")
            for i, (name, chart) in enumerate(charts().items())
        ),
        b.Paragraph(("如", b.Ref("figure.0"), "所示。")),
    )


def _closing() -> tuple[b.Block, ...]:
    return (
        b.PageBreak(),
        b.Heading(1, "附件　佐证材料与系数", numbered=False),
        b.Table(
            (b.Column("编号", weight=1), b.Column("材料名称", weight=5), b.Column("出具单位", weight=3)),
            (
                (b.Cell("佐证1", bookmark="evidence.1"), "用电量证明", "国网无锡供电公司"),
                ("佐证2", "土地利用现状图", "无锡市自然资源和规划局"),
            ),
            caption="佐证材料清单",
            note="材料原件存园区管委会。",
        ),
        b.Paragraph("无锡某经济开发区管理委员会", style="signature"),
        b.Paragraph("2026年1月5日", style="signature"),
        b.SignaturePage(
            "申报承诺书",
            ("本单位承诺所提交的材料真实、准确、完整，数据可核查、可追溯。", "如有虚假，愿承担相应责任。"),
            (
                ("园区管理机构", ("负责人（签字）：", "（公章）", "年　　月　　日")),
                ("县（市、区）发展改革部门", ("（公章）", "年　　月　　日")),
            ),
        ),
    )
