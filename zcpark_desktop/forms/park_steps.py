"""The steps on the park itself: identity, boundary, economy."""

from __future__ import annotations

from zcpark_desktop.project import Project
from zcpark_desktop.project.basics import ApplicationKind, Level

from .structure import Ask, Column, Outline, Section, Step, Table, Yearly


def _is_park_in_park(project: Project) -> bool:
    return project.basics.application_kind is ApplicationKind.PARK_IN_PARK


def _is_listed(project: Project) -> bool:
    return project.basics.catalogue_listed is True


def _applies_higher(project: Project) -> bool:
    return project.basics.level_applied is not Level.CITY


def _contact(part: str) -> tuple[Ask, ...]:
    return (
        Ask(f"basics/{part}/name"), Ask(f"basics/{part}/position"), Ask(f"basics/{part}/phone"),
        Ask(f"basics/{part}/mobile", optional=True), Ask(f"basics/{part}/fax", optional=True),
        Ask(f"basics/{part}/email", optional=True),
    )


BASICS = Step(
    "basics", "项目信息", "说明谁申报、申报哪一级，以及数据的年份。",
    (
        Section("申报", (
            Ask("title"), Ask("basics/name"), Ask("basics/level_applied"), Ask("basics/application_kind"),
            Ask("boundary/host_park", when=_is_park_in_park),
            Ask("basics/in_city_list", when=_applies_higher), Ask("basics/applicant"), Ask("basics/managing_body"),
        )),
        Section("年份", (
            Ask("period/base_year"), Ask("period/near_term_year"), Ask("period/long_term_year"),
            Ask("period/construction_start"), Ask("period/construction_end"),
        ), "现状数据填写基准年及之前三年；规划值填写近期、远期两个目标年。"),
        Section("园区", (
            Ask("basics/rank"), Ask("basics/kind"), Ask("basics/approval_number"), Ask("basics/established_on"),
            Ask("basics/catalogue_listed"), Ask("basics/catalogue_code", when=_is_listed),
            Ask("basics/address"), Ask("basics/postcode"), Ask("basics/enterprise_count"),
            Ask("basics/leading_industries"), Ask("basics/honours", optional=True),
        )),
        Section("体系认证", tuple(
            Ask(f"basics/certifications/{name}", optional=True)
            for name in ("quality", "environment", "safety", "energy", "other")
        )),
        Section("园区负责人", _contact("head")),
        Section("联系人", _contact("contact")),
        Section("基本条件", (
            Ask("foundations/accounting/value"), Ask("foundations/accounting/evidence", optional=True),
            Ask("foundations/accounting_note", optional=True),
            Ask("foundations/no_major_accident/value"), Ask("foundations/no_major_accident/evidence", optional=True),
        ), "国家级零碳园区要求具备的条件；市级申报也应如实填写。"),
        Section("承诺", (Ask("committed"),)),
    ),
)

BOUNDARY = Step(
    "boundary", "园区边界", "四至清晰是各级申报都必须满足的条件；分子、分母、企业清单都以此边界为准。",
    (
        Section("四至", (
            Ask("boundary/east"), Ask("boundary/south"), Ask("boundary/west"), Ask("boundary/north"),
        )),
        Section("面积与区位", (
            Ask("boundary/area_km2"), Ask("boundary/catalogue_area_km2", optional=True),
            Ask("boundary/location"), Ask("boundary/evidence", optional=True),
        )),
        Section("拐点坐标", (
            Ask("boundary/reference_system", optional=True), Ask("boundary/system_note", optional=True), Outline(),
        ), "可直接粘贴点号、经度、纬度三列，或经度、纬度两列。"),
        Section("四至地物", (
            Table("landmarks", (Column("name", frozen=True, width=26), Column("longitude"), Column("latitude")),
                  "地物", optional=True),
        ), "填写四至文字中的道路、河流在边界附近一点的位置，用来核对方位并标在边界图上；可以不填。"),
    ),
    covers=("boundary/underlay",),
)

ECONOMY = Step(
    "economy", "经济社会", "填写近三年、基准年和目标年的经济数据，口径为边界内纳入统计的企业。",
    (
        Section("经济数据", (
            Yearly("years/{year}/economy", (
                "gdp_10k_yuan", "industrial_output_10k_yuan", "industrial_value_added_current_10k_yuan",
                "industrial_value_added_constant_10k_yuan", "constant_price_year", "revenue_10k_yuan",
                "green_rnd_10k_yuan", "tax_10k_yuan", "employees", "enterprises", "above_scale_enterprises", "evidence",
            ), frozenset({"industrial_value_added_constant_10k_yuan", "constant_price_year", "tax_10k_yuan",
                          "evidence"})),
        ), "目标年填写规划值；没有预测的可以不填。"),
    ),
)

STEPS = (BASICS, BOUNDARY, ECONOMY)
