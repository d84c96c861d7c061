"""The enterprise list: identity, yearly figures, and the statements of rows 6-11, 22 and 26 with their evidence."""

from __future__ import annotations

from .fields import (
    Choice,
    Flag,
    Model,
    Row,
    Rows,
    Text,
    YearNumber,
    answer,
    evidence_ids,
    part,
    quantity,
    rows,
    text,
)
from .quantities import Amount, Latitude, Longitude, Number


class Benchmark(Choice):
    """How an enterprise's energy efficiency stands to its industry's benchmark value (标杆水平)."""

    REACHED = "reached", "达到标杆水平"
    NOT_REACHED = "not_reached", "未达到标杆水平"
    NO_VALUE = "no_value", "所属行业无标杆值"


class BenchmarkStatement(Model):
    """The statement on the benchmark value, with what proves it."""

    value: Benchmark | None = answer("能效水平")
    evidence: tuple[str, ...] = evidence_ids()


class EnterpriseYear(Row):
    """An enterprise's figures in one year."""

    year: YearNumber = answer("年份", default=2025)
    output_10k_yuan: Amount | None = quantity("产值", "万元", office="企业")
    value_added_10k_yuan: Number | None = quantity("增加值", "万元", office="企业")
    revenue_10k_yuan: Amount | None = quantity("营业收入", "万元", office="企业")
    green_rnd_10k_yuan: Amount | None = quantity("绿色低碳研发经费", "万元", office="企业")
    energy_calorific_tce: Amount | None = quantity("综合能源消费量（当量值）", "吨标准煤", office="企业")
    energy_equivalent_tce: Amount | None = quantity("综合能源消费量（等价值）", "吨标准煤", office="企业")
    electricity_10k_kwh: Amount | None = quantity("用电量", "万千瓦时", office="企业")
    emissions_tco2: Amount | None = quantity("二氧化碳排放量", "吨二氧化碳", office="企业")

    @property
    def key(self) -> str:
        """The year, which names the row."""
        return str(self.year)


class Enterprise(Row):
    """An enterprise inside the boundary."""

    name: Text = text("企业名称", "营业执照上的全称", "市场监管")
    credit_code: Text = text("统一社会信用代码", "18位，按文本填写", "市场监管")
    industry_code: Text = text("行业代码", "GB/T 4754，如3562", "发改/统计")
    industry: Text = text("行业名称", office="发改/统计")
    address: Text = text("地址", office="市场监管")
    inside: bool | None = answer("是否在界内", default=True)
    above_scale: bool | None = answer("是否规上", "规模以上企业", "发改/统计")
    counted_in: bool = answer("是否纳入统计", "不纳入的企业不计入各项企业占比", default=True)
    longitude: Longitude | None = quantity("经度", "度")
    latitude: Latitude | None = quantity("纬度", "度")
    diagnosed: Flag = part("参与“智改数转网联”诊断", Flag)
    benchmark: BenchmarkStatement = part("能效达到行业标杆", BenchmarkStatement)
    footprint: Flag = part("开展碳足迹核算认证", Flag)
    disclosed: Flag = part("环境信息披露", Flag)
    green_factory: Flag = part("绿色工厂", Flag)
    green_supply_chain: Flag = part("绿色供应链管理企业", Flag)
    verified: Flag = part("开展碳排放核查", Flag)
    cleaner_production: Flag = part("通过清洁生产审核", Flag)
    on_platform: Flag = part("接入智能管理平台", Flag)
    annual: Rows[EnterpriseYear] = rows("年度数据")
    note: Text = text("备注", long=True)

    def in_year(self, year: int) -> EnterpriseYear | None:
        """Its figures in a year, or None."""
        for row in self.annual:
            if row.year == year:
                return row
        return None

    @property
    def is_industrial(self) -> bool | None:
        """Mining, manufacturing or utilities by GB/T 4754 (divisions 06 to 46); None without a code."""
        digits = self.industry_code.strip().lstrip("ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst")[:2]
        if len(digits) < 2 or not digits.isdigit():
            return None
        return 6 <= int(digits) <= 46
