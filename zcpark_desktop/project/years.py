"""What one year of the park holds: economy, energy balance, electricity, heat, process, resources, transport.

Three past years, the base year and the plan years have the same shape. Quantities stand in the unit of their
office's report: electricity in 10,000 kWh, heat in GJ, money in 10,000 yuan.
"""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from .fields import (
    Choice,
    Model,
    Row,
    Rows,
    Text,
    YearNumber,
    answer,
    count,
    evidence_ids,
    part,
    quantity,
    rows,
    text,
)
from .quantities import Amount, Number, Percentage, UpToOne

SECTORS = ("agriculture", "industry", "construction", "transport", "services", "other", "residential")
CONVERSIONS = ("thermal_power", "heating", "refining", "gas_making", "other")


class Economy(Model):
    """The park's economy in one year, for the enterprises counted in."""

    gdp_10k_yuan: Amount | None = quantity("地区生产总值", "万元", office="发改/统计")
    industrial_output_10k_yuan: Amount | None = quantity("工业总产值", "万元", office="发改/统计")
    industrial_value_added_current_10k_yuan: Number | None = quantity(
        "工业增加值（现价）", "万元", office="发改/统计"
    )
    industrial_value_added_constant_10k_yuan: Number | None = quantity(
        "工业增加值（不变价）", "万元", office="发改/统计"
    )
    constant_price_year: YearNumber | None = answer("不变价基期年份", office="发改/统计")
    revenue_10k_yuan: Amount | None = quantity("营业收入", "万元", "纳入统计企业的营业收入合计", "发改/统计")
    green_rnd_10k_yuan: Amount | None = quantity(
        "绿色低碳技术研究与试验发展经费", "万元", "纳入统计企业用于绿色低碳技术的研发经费", "科技"
    )
    tax_10k_yuan: Amount | None = quantity("税收收入", "万元", office="发改/统计")
    employees: int | None = count("从业人员", "人", office="发改/统计")
    enterprises: int | None = count("企业数量", "家", office="园区管委会")
    above_scale_enterprises: int | None = count("规上工业企业数量", "家", office="发改/统计")
    evidence: tuple[str, ...] = evidence_ids()


UNIT_BY_KIND = "按品种"
"""The unit of amounts of energy: each kind has its own."""


def _flow(title: str, help: str = "") -> Amount | None:
    result: Amount | None = quantity(title, UNIT_BY_KIND, help, "发改/统计")
    return result


class EnergyRow(Row):
    """One energy kind in one year, in the kind's own unit (reference: 910 annex 4, activity types).

    For electricity and heat the supply side (purchased, own production, sent out, stocks) comes from the tables of
    origin, and stays empty here.
    """

    energy: Text = answer("能源品种", default="")
    opening_stock: Amount | None = _flow("期初库存")
    purchased: Amount | None = _flow("购入量")
    own_production: Amount | None = _flow("一次能源自产量")
    sent_out: Amount | None = _flow("送出量")
    closing_stock: Amount | None = _flow("期末库存")
    conversion_in_thermal_power: Amount | None = _flow("火力发电投入")
    conversion_in_heating: Amount | None = _flow("供热投入")
    conversion_in_refining: Amount | None = _flow("炼油及煤制油投入")
    conversion_in_gas_making: Amount | None = _flow("制气投入")
    conversion_in_other: Amount | None = _flow("其他加工转换投入", "洗选、炼焦等")
    conversion_out_thermal_power: Amount | None = _flow("火力发电产出")
    conversion_out_heating: Amount | None = _flow("供热产出")
    conversion_out_refining: Amount | None = _flow("炼油及煤制油产出")
    conversion_out_gas_making: Amount | None = _flow("制气产出")
    conversion_out_other: Amount | None = _flow("其他加工转换产出", "洗选、炼焦等")
    recovered: Amount | None = _flow("回收能", "生产过程中回收利用的能源，如余热发电、回收煤气")
    losses: Amount | None = _flow("损失量", "输送、储存损失")
    fuel_agriculture: Amount | None = _flow("农林牧渔业终端消费", "用作燃料、动力，不含原料")
    fuel_industry: Amount | None = _flow("工业终端消费", "用作燃料、动力，不含原料和加工转换投入")
    fuel_construction: Amount | None = _flow("建筑业终端消费")
    fuel_transport: Amount | None = _flow("交通运输、仓储和邮政业终端消费")
    fuel_services: Amount | None = _flow("批发零售、住宿餐饮和其他服务业终端消费")
    fuel_other: Amount | None = _flow("公共机构及其他终端消费")
    fuel_residential: Amount | None = _flow("居民生活终端消费")
    feedstock: Amount | None = _flow("用作原料、材料")
    international_transport: Amount | None = _flow("其中：国际航空、航运燃料", "不扣除，单独列示")
    evidence: tuple[str, ...] = evidence_ids()

    @property
    def key(self) -> str:
        """The energy kind: one row for each kind and year."""
        return self.energy or self.id

    @model_validator(mode="after")
    def _supply_of_power_and_heat_stands_in_its_own_table(self) -> EnergyRow:
        if self.energy in ("electricity", "heat"):
            for name in SUPPLY_FLOWS:
                if getattr(self, name) is not None:
                    title = type(self).model_fields[name].title
                    table = "电力来源" if self.energy == "electricity" else "热力来源"
                    raise PydanticCustomError(
                        "supply", "{title}请填在“{table}”表，能源平衡表中由其自动取得", {"title": title, "table": table}
                    )
        return self


SUPPLY_FLOWS = ("opening_stock", "purchased", "own_production", "sent_out", "closing_stock")


class Electricity(Model):
    """Electricity of one year by origin, in 10,000 kWh; certificates stand in a list of their own."""

    grid_10k_kwh: Amount | None = quantity("网购电量（不含绿电交易、绿电直供）", "万千瓦时", office="供电")
    direct_green_10k_kwh: Amount | None = quantity("绿电直供电量", "万千瓦时", "非化石能源直供", "供电")
    traded_green_10k_kwh: Amount | None = quantity("绿电交易电量", "万千瓦时", "绿电交易结算电量（证电合一）", "供电")
    own_pv_used_10k_kwh: Amount | None = quantity("自有光伏自用电量", "万千瓦时", office="供电")
    own_pv_sold_10k_kwh: Amount | None = quantity("自有光伏上网电量", "万千瓦时", "余电上网", "供电")
    own_other_used_10k_kwh: Amount | None = quantity(
        "其他自有可再生能源自用电量", "万千瓦时", "风电、生物质发电等", "供电"
    )
    own_other_sold_10k_kwh: Amount | None = quantity("其他自有可再生能源上网电量", "万千瓦时", office="供电")
    own_certificates_sold_10k_kwh: Amount | None = quantity(
        "自用电量中已售出绿证的电量", "万千瓦时", "该部分按普通电量计", "供电"
    )
    sent_out_10k_kwh: Amount | None = quantity(
        "送出园区的其他电量", "万千瓦时", "转供或自备火电外送，不含可再生能源上网电量", "供电"
    )
    maximum_load_mw: Amount | None = quantity("最大用电负荷", "兆瓦", office="供电")
    maximum_load_at: Text = text("最大负荷出现时刻", office="供电")
    grid_nonfossil_percent: Percentage | None = quantity(
        "电网电量中非化石能源占比", "%", "仅在相应口径下使用，须注明来源", "供电"
    )
    grid_nonfossil_source: Text = text("电网非化石能源占比来源")
    equivalent_kgce_per_kwh: UpToOne | None = quantity(
        "电力等价值折标煤系数", "千克标准煤/千瓦时", "统计部门给出的当年数值；不填则采用默认值", "发改/统计"
    )
    equivalent_source: Text = text("等价值系数来源")
    evidence: tuple[str, ...] = evidence_ids()


class Heat(Model):
    """Heat over the boundary in one year, GJ."""

    purchased_fossil_gj: Amount | None = quantity("受入热力（化石能源）", "吉焦", office="供热企业")
    purchased_nonfossil_gj: Amount | None = quantity("受入热力（非化石能源）", "吉焦", office="供热企业")
    sent_fossil_gj: Amount | None = quantity("送出热力（化石能源）", "吉焦", office="供热企业")
    sent_nonfossil_gj: Amount | None = quantity("送出热力（非化石能源）", "吉焦", office="供热企业")
    measured_factor_tco2_per_gj: UpToOne | None = quantity(
        "化石能源热力实测排放因子", "吨二氧化碳/吉焦", "不填则采用0.11", "供热企业"
    )
    measured_factor_source: Text = text("实测排放因子来源")
    supplier: Text = text("供热单位")
    parameters: Text = text("供热参数", "压力、温度")
    evidence: tuple[str, ...] = evidence_ids()


class ProcessProduct(Row):
    """A product whose making releases CO2 beside its fuel (reference: 910 annex 4 part 3)."""

    product: Text = answer("产品", default="")
    route: Text = text("工艺路线")
    output: Amount | None = quantity("产量", "吨", office="企业")
    factor_tco2_per_unit: Amount | None = quantity("排放因子", "吨二氧化碳/吨", "不填则采用所选产品的默认值")
    factor_source: Text = text("排放因子来源")
    evidence: tuple[str, ...] = evidence_ids()


class Resources(Model):
    """Water, solid waste, waste energy and captured CO2 in one year."""

    fresh_water_10k_m3: Amount | None = quantity("工业新水量", "万立方米", office="水务")
    reused_water_10k_m3: Amount | None = quantity("工业重复用水量", "万立方米", "循环、串联、回用水量之和", "水务")
    solid_waste_generated_t: Amount | None = quantity("一般工业固体废物产生量", "吨", "不含危险废物", "生态环境")
    solid_waste_utilized_t: Amount | None = quantity(
        "一般工业固体废物综合利用量", "吨", "含综合利用往年贮存量", "生态环境"
    )
    prior_stock_utilized_t: Amount | None = quantity("其中：综合利用往年贮存量", "吨", office="生态环境")
    waste_heat_recoverable_gj: Amount | None = quantity("可回收余热", "吉焦", office="企业")
    waste_heat_recovered_gj: Amount | None = quantity("已回收利用余热", "吉焦", office="企业")
    waste_cold_recoverable_gj: Amount | None = quantity("可回收余冷", "吉焦", office="企业")
    waste_cold_recovered_gj: Amount | None = quantity("已回收利用余冷", "吉焦", office="企业")
    waste_pressure_recoverable_gj: Amount | None = quantity("可回收余压", "吉焦", office="企业")
    waste_pressure_recovered_gj: Amount | None = quantity("已回收利用余压", "吉焦", office="企业")
    ccus_t: Amount | None = quantity("二氧化碳捕集利用和封存量", "吨", "当年捕集并利用或封存的量", "企业")
    evidence: tuple[str, ...] = evidence_ids()


class Fuel(Choice):
    """What drives a vehicle."""

    ELECTRIC = "electric", "纯电动"
    PLUG_IN_HYBRID = "plug_in_hybrid", "插电式混合动力"
    HYDROGEN = "hydrogen", "氢燃料电池"
    GAS = "gas", "液化或压缩天然气"
    GASOLINE = "gasoline", "汽油"
    DIESEL = "diesel", "柴油"
    OTHER = "other", "其他"


class VehicleUse(Choice):
    """What a vehicle is for."""

    CAR = "car", "乘用车"
    BUS = "bus", "客车"
    TRUCK = "truck", "货车"
    SPECIAL = "special", "专用及场内车辆"


class VehicleGroup(Row):
    """Vehicles of one owner, use and drive, registered to the park's bodies or enterprises."""

    owner: Text = text("所属单位", office="交通")
    use: VehicleUse | None = answer("车辆用途")
    fuel: Fuel | None = answer("动力类型")
    number: int | None = count("数量", "辆", office="交通")
    evidence: tuple[str, ...] = evidence_ids()


class Freight(Model):
    """Freight into and out of the park by mode, tonnes a year."""

    rail_t: Amount | None = quantity("铁路", "吨", office="交通")
    water_t: Amount | None = quantity("水路", "吨", office="交通")
    pipe_t: Amount | None = quantity("管道", "吨", office="交通")
    conveyor_t: Amount | None = quantity("管状带式输送机、皮带廊道", "吨", office="交通")
    new_energy_truck_t: Amount | None = quantity("新能源货车", "吨", office="交通")
    china6_truck_t: Amount | None = quantity("国六排放标准货车", "吨", office="交通")
    other_truck_t: Amount | None = quantity("其他货车", "吨", office="交通")
    evidence: tuple[str, ...] = evidence_ids()


class ParkYear(Row):
    """All that is known of the park in one calendar year."""

    year: YearNumber = answer("年份", default=2025)
    economy: Economy = part("经济", Economy)
    energy: Rows[EnergyRow] = rows("能源平衡表", office="发改/统计")
    energy_blanks_are_zero: bool = answer(
        "能源平衡表中的空格均为零", "核对无遗漏后勾选；未勾选时，空格视为未填", default=False
    )
    electricity: Electricity = part("电力来源", Electricity)
    heat: Heat = part("热力来源", Heat)
    process: Rows[ProcessProduct] = rows("工业过程产品", office="企业")
    resources: Resources = part("资源利用", Resources)
    vehicles: Rows[VehicleGroup] = rows("车辆", office="交通")
    freight: Freight = part("货物运输", Freight)

    @property
    def key(self) -> str:
        """The year, which names the row."""
        return str(self.year)
