"""What stands in the park: buildings, roofs, storage, demand response, platforms, products and devices."""

from __future__ import annotations

from .fields import Choice, Row, Text, YearNumber, answer, count, evidence_ids, quantity, text
from .quantities import Amount, Latitude, Longitude


class BuildingUse(Choice):
    """What a building is for."""

    CIVIL = "civil", "民用建筑"
    INDUSTRIAL = "industrial", "工业建筑"


class Stars(Choice):
    """The green-building grade (GB/T 50378)."""

    NONE = "none", "无星级"
    BASIC = "basic", "基本级"
    ONE = "one", "一星"
    TWO = "two", "二星"
    THREE = "three", "三星"


class LowEnergy(Choice):
    """The low-energy class (GB/T 51350)."""

    NONE = "none", "否"
    ULTRA_LOW = "ultra_low", "超低能耗"
    NEAR_ZERO = "near_zero", "近零能耗"
    ZERO = "zero", "零能耗"


class Building(Row):
    """A building inside the boundary."""

    name: Text = text("建筑名称", office="住建")
    owner: Text = text("所属单位", office="住建")
    use: BuildingUse | None = answer("建筑用途", office="住建")
    area_m2: Amount | None = quantity("建筑面积", "平方米", office="住建")
    is_new: bool | None = answer("是否新建建筑", "建设期内新建", "住建")
    completed_in: YearNumber | None = answer("竣工年份", office="住建")
    stars: Stars | None = answer("绿色建筑星级", office="住建")
    low_energy: LowEnergy | None = answer("超低能耗、近零能耗建筑", office="住建")
    evidence: tuple[str, ...] = evidence_ids()


class Roof(Row):
    """A roof that can bear photovoltaics."""

    name: Text = text("屋顶名称")
    owner: Text = text("所属单位")
    usable_m2: Amount | None = quantity("可利用屋顶面积", "平方米", "扣除荷载不足、遮挡和将拆除的屋顶", "园区管委会")
    covered_m2: Amount | None = quantity("光伏覆盖面积", "平方米", office="园区管委会")
    capacity_kwp: Amount | None = quantity("装机容量", "千瓦", office="供电")
    connected_in: YearNumber | None = answer("并网年份", office="供电")
    longitude: Longitude | None = quantity("经度", "度")
    latitude: Latitude | None = quantity("纬度", "度")
    evidence: tuple[str, ...] = evidence_ids()


class Storage(Row):
    """An energy store."""

    name: Text = text("储能名称")
    owner: Text = text("所属单位")
    kind: Text = text("储能类型", "如锂离子电池、飞轮、蓄热")
    power_mw: Amount | None = quantity("额定功率", "兆瓦", office="供电")
    energy_mwh: Amount | None = quantity("额定容量", "兆瓦时", office="供电")
    connected_in: YearNumber | None = answer("投运年份", office="供电")
    longitude: Longitude | None = quantity("经度", "度")
    latitude: Latitude | None = quantity("纬度", "度")
    evidence: tuple[str, ...] = evidence_ids()


class DemandResponse(Row):
    """Load that can be shifted or cut on request."""

    name: Text = text("资源名称")
    owner: Text = text("所属单位")
    kind: Text = text("资源类型", "如空调、生产线、充电桩、储能")
    power_mw: Amount | None = quantity("响应能力（功率）", "兆瓦", office="供电")
    energy_mwh_per_day: Amount | None = quantity("响应能力（日电量）", "兆瓦时", office="供电")
    available_from: YearNumber | None = answer("具备能力年份", office="供电")
    evidence: tuple[str, ...] = evidence_ids()


class PlatformLevel(Choice):
    """Who recognised a platform."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"


class Platform(Row):
    """A platform for green and low-carbon innovation."""

    name: Text = text("平台名称", office="科技")
    owner: Text = text("依托单位", office="科技")
    kind: Text = text("平台类型", "工程中心、重点实验室、新研机构等", "科技")
    level: PlatformLevel | None = answer("认定级别", office="科技")
    green: bool | None = answer("是否绿色低碳相关", office="科技")
    recognised_in: YearNumber | None = answer("认定年份", office="科技")
    approval_number: Text = text("批复文号", office="科技")
    evidence: tuple[str, ...] = evidence_ids()


class Product(Row):
    """A product and its energy a unit, held against its national limit (row 29)."""

    name: Text = text("产品名称")
    enterprise: Text = text("生产企业")
    has_standard: bool | None = answer("是否有国家能耗限额标准", "无国家标准的产品不适用")
    standard: Text = text("能耗限额标准编号", "如GB 16780")
    unit: Text = text("单位产品能耗单位", "如千克标准煤/吨")
    unit_energy: Amount | None = quantity("单位产品能耗", "按所填单位")
    level_1: Amount | None = quantity("1级限额", "按所填单位")
    level_2: Amount | None = quantity("2级限额", "按所填单位")
    level_3: Amount | None = quantity("3级限额", "按所填单位")
    evidence: tuple[str, ...] = evidence_ids()


class Grade(Choice):
    """A device's energy-efficiency grade."""

    ONE = "1", "1级"
    TWO = "2", "2级"
    THREE = "3", "3级"
    BELOW = "below", "低于3级"


class DeviceKind(Choice):
    """General-purpose devices that use energy."""

    MOTOR = "motor", "电动机"
    TRANSFORMER = "transformer", "变压器"
    PUMP = "pump", "泵"
    FAN = "fan", "风机"
    COMPRESSOR = "compressor", "空气压缩机"
    BOILER = "boiler", "锅炉"
    CHILLER = "chiller", "冷水机组"
    LIGHTING = "lighting", "照明"
    OTHER = "other", "其他"


class Device(Row):
    """Devices of one model and grade (rows 30 and 31)."""

    name: Text = text("设备名称")
    kind: DeviceKind | None = answer("设备种类")
    enterprise: Text = text("使用企业")
    model: Text = text("型号")
    number: int | None = count("数量", "台")
    in_new_project: bool | None = answer("是否属于新建项目", "否为既有项目")
    standard: Text = text("能效标准编号")
    grade: Grade | None = answer("能效等级")
    evidence: tuple[str, ...] = evidence_ids()


class Certificate(Row):
    """Green certificates bought apart from the power (one certificate is 1 MWh, counted once)."""

    number: Text = text("绿证编号", "单个编号，或起止编号")
    holder: Text = text("持有单位")
    pieces: int | None = count("张数", "张", "1张对应1兆瓦时", "供电")
    generated_from: Text = text("电量生产起始年月", "如2025-01")
    generated_to: Text = text("电量生产截止年月", "如2025-06")
    used_for: YearNumber | None = answer("用于年份", "声明绿色电力消费的年份")
    with_power: bool = answer("随绿电交易取得", "是：电量已列入绿电交易，不重复计算", default=False)
    evidence: tuple[str, ...] = evidence_ids()
