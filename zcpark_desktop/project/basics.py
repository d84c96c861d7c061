"""Who applies: the park's identity, contacts, building period, boundary and basic conditions.

Fields follow the union of the official forms (reference: wuxi.md 5.1-5.4, 910 annex 1).
"""

from __future__ import annotations

from datetime import date

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from .fields import (
    Choice,
    Flag,
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
from .quantities import Amount, Latitude, Longitude, Number

DEFAULT_SYSTEM = "EPSG:4490"
"""CGCS2000 longitude and latitude: the country's reference system since July 2018."""


class Level(Choice):
    """The level of zero-carbon park that is applied for."""

    CITY = "city", "市级"
    PROVINCE = "province", "省级"
    NATION = "nation", "国家级"


class ParkRank(Choice):
    """Who approved the park."""

    NATIONAL = "national", "国家级"
    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"
    OTHER = "other", "其他"


class ParkKind(Choice):
    """The kinds of park that official forms offer."""

    ECONOMIC = "economic", "经济技术开发区"
    HIGH_TECH = "high_tech", "高新技术产业开发区"
    BONDED = "bonded", "保税区"
    BORDER = "border", "边境经济合作区"
    EXPORT = "export", "出口加工区"
    BONDED_PORT = "bonded_port", "保税港区"
    NEW_AREA = "new_area", "新区"
    FREE_TRADE = "free_trade", "自贸区"
    PROVINCIAL_ZONE = "provincial_zone", "省级开发区"
    INDUSTRIAL = "industrial", "特色产业园区"
    OTHER = "other", "其他"


class ApplicationKind(Choice):
    """Whether the whole park applies or a park within it."""

    WHOLE = "whole", "整体申报"
    PARK_IN_PARK = "park_in_park", "园中园"


class Contact(Model):
    """A person that officials can reach."""

    name: Text = text("姓名")
    position: Text = text("职务")
    phone: Text = text("联系电话")
    mobile: Text = text("手机")
    fax: Text = text("传真")
    email: Text = text("电子邮箱")


class Certifications(Model):
    """Management systems that the park's body is certified for."""

    quality: bool | None = answer("质量管理体系")
    environment: bool | None = answer("环境管理体系")
    safety: bool | None = answer("职业健康安全管理体系")
    energy: bool | None = answer("能源管理体系")
    other: Text = text("其他体系认证")


class Basics(Model):
    """The basic-data table of the application."""

    name: Text = text("园区名称", "与批复文件一致的全称")
    level_applied: Level = answer("申报级别", "市级、省级或国家级零碳园区", default=Level.CITY)
    application_kind: ApplicationKind | None = answer("申报类型", "整体申报，或只以园中园申报")
    rank: ParkRank | None = answer("园区级别")
    kind: ParkKind | None = answer("园区类型")
    approval_number: Text = text("批复文号", "设立园区的批复文件文号")
    established_on: date | None = answer("园区成立日期")
    catalogue_listed: bool | None = answer(
        "是否列入《中国开发区审核公告目录》", "省级申报原则上应列入，国家级申报应列入"
    )
    catalogue_code: Text = text("目录代码", "《中国开发区审核公告目录》中的序号或代码")
    in_city_list: bool | None = answer(
        "是否列入市级零碳园区培育建设名单", "未列入市级名单的，原则上不得申报省级、国家级"
    )
    applicant: Text = text("申报单位", "加盖公章的单位全称")
    managing_body: Text = text("管理机构", "负责建设和运营的管委会或地方政府")
    address: Text = text("通讯地址")
    postcode: Text = text("邮政编码")
    enterprise_count: int | None = count("入驻企业数量", "家", office="园区管委会")
    leading_industries: Text = text("园区主导产业", "按产值从大到小，用顿号分开")
    honours: Text = text("荣誉称号", "国家级、省级、市级荣誉及授予年份", long=True)
    certifications: Certifications = part("体系认证", Certifications)
    head: Contact = part("园区负责人", Contact)
    contact: Contact = part("联系人", Contact)


class Period(Model):
    """The years that the project speaks of."""

    base_year: YearNumber = answer("基准年", "现状指标所在的年份", default=2025)
    near_term_year: YearNumber = answer("近期目标年", "无锡市方案为2027年", default=2027)
    long_term_year: YearNumber = answer("远期目标年", "由园区在建设方案中确定", default=2030)
    construction_start: YearNumber | None = answer("建设期起始年")
    construction_end: YearNumber | None = answer("建设期结束年")

    @property
    def past_years(self) -> tuple[int, ...]:
        """The three years before the base year."""
        return tuple(range(self.base_year - 3, self.base_year))

    @field_validator("long_term_year")
    @classmethod
    def _years_go_forward(cls, value: int, info: object) -> int:
        data = getattr(info, "data", {})
        if not data.get("base_year", 0) < data.get("near_term_year", 0) < value:
            raise PydanticCustomError("years", "年份应依次为：基准年 < 近期目标年 < 远期目标年")
        return value


class Point(Model):
    """A numbered corner of the boundary, in the units of the boundary's reference system."""

    number: Text = text("点号")
    x: Number | None = quantity("经度或横坐标 Y", "")
    y: Number | None = quantity("纬度或纵坐标 X", "")


class Whose(Choice):
    """What a ring outlines."""

    PARK = "park", "申报园区"
    HOST = "host", "所在园区"


class Ring(Row):
    """A closed line of corners: the outside of a part of the park or of its host park, or a hole in it."""

    name: Text = text("地块名称")
    hole: bool = answer("是否为扣除的内环", default=False)
    whose: Whose = answer("边界属于", "园中园申报时，另录入所在园区的边界", default=Whose.PARK)
    points: tuple[Point, ...] = Field(default=(), title="拐点坐标", max_length=100_000)


class Landmark(Row):
    """A road, river or other thing that the boundary is described by, and one place on it near the boundary."""

    name: Text = text("地物名称", "与四至文字中的写法一致，如锡东大道")
    longitude: Longitude | None = quantity("经度", "度")
    latitude: Latitude | None = quantity("纬度", "度")


class Anchor(Model):
    """A place on a scanned map and where it lies in the world."""

    picture_x: Amount | None = quantity("图上横坐标", "像素", "从图的左边算起")
    picture_y: Amount | None = quantity("图上纵坐标", "像素", "从图的上边算起")
    longitude: Longitude | None = quantity("经度", "度")
    latitude: Latitude | None = quantity("纬度", "度")


class Underlay(Model):
    """A scanned map beneath the drawn boundary, placed by two points of it."""

    evidence: tuple[str, ...] = evidence_ids()
    first: Anchor = part("第一个定位点", Anchor)
    second: Anchor = part("第二个定位点", Anchor)


class Boundary(Model):
    """四至边界: the one condition that every park at every level has to meet."""

    east: Text = text("东至", "以道路、河流等明显地物描述")
    south: Text = text("南至")
    west: Text = text("西至")
    north: Text = text("北至")
    area_km2: Amount | None = quantity("申报面积", "平方公里", office="自然资源")
    catalogue_area_km2: Amount | None = quantity("目录核准面积", "平方公里", "《中国开发区审核公告目录》中的核准面积")
    host_park: Text = text("所在园区名称", "园中园申报时，填写所在园区全称")
    location: Text = text("区位说明", "所在市（县）区、街道及交通区位", long=True)
    reference_system: Text = answer(
        "坐标系", "拐点坐标所用的坐标系；测绘成果上有说明", "自然资源", default=DEFAULT_SYSTEM
    )
    system_note: Text = text("坐标系说明", "如控制资料来源、地方坐标系与国家坐标系的关系")
    rings: Rows[Ring] = rows("边界拐点", office="自然资源")
    underlay: Underlay = part("地图底图", Underlay)
    evidence: tuple[str, ...] = evidence_ids()

    @property
    def park_rings(self) -> tuple[Ring, ...]:
        """The rings of the park that applies."""
        return tuple(ring for ring in self.rings if ring.whose is Whose.PARK)

    @property
    def host_rings(self) -> tuple[Ring, ...]:
        """The rings of the park that it lies in."""
        return tuple(ring for ring in self.rings if ring.whose is Whose.HOST)


class Foundations(Model):
    """Basic conditions of 910 annex 1 that are stated and proved, not computed."""

    accounting: Flag = part("能耗和碳排放统计、核算、计量、监测基础", Flag)
    accounting_note: Text = text("统计、核算、计量、监测基础说明", long=True)
    no_major_accident: Flag = part("近三年未发生重大安全、环境事故及其他社会不良影响事件", Flag)
