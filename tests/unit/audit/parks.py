"""A small park that no rule has anything to say of, but for what an application needs; and pairs of changes to it.

Its numbers are worked out by hand. Power in 10,000 kWh: 800 from the grid, 100 direct, 60 traded and 40 of its own
roofs make 1,000, of which industry uses 900 and services 100. Gas: 100 in units of 10,000 m³. At 1.229 and 13.3 tce
that is 2,559 tce, at 3.024 for power 4,354 tce. Certificates take 10 off the 800 of ordinary power: 790 × 8.325 =
6,576.75 t CO2, and the gas, at 21.6219, gives 2,162.19 t; together 8,738.94 t.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from zcpark_desktop.audit import AUDIT_RULES, Finding
from zcpark_desktop.evaluate import evaluate, load_rules
from zcpark_desktop.project import Project, value_at
from zcpark_desktop.project.edits import with_values
from zcpark_desktop.project.reading import project_from
from zcpark_desktop.rules import Rules

CODE_A, CODE_B, CODE_C = "91100000000000000A", "912000000000000001", "91300000000000000P"
"""Weights of the first three signs are 1, 3, 9: 9+3+9 = 21 lacks 10 (A) to 31, 9+3+18 = 30 lacks 1, 9+3+27 = 39 lacks
23 (P) to 62."""


def _figures(
    output: str, value: str, revenue: str, rnd: str, calorific: str, equivalent: str, power: str, carbon: str
) -> Any:
    return [
        {
            "year": year,
            "output_10k_yuan": output,
            "value_added_10k_yuan": value,
            "revenue_10k_yuan": revenue,
            "green_rnd_10k_yuan": rnd,
            "energy_calorific_tce": calorific,
            "energy_equivalent_tce": equivalent,
            "electricity_10k_kwh": power,
            "emissions_tco2": carbon,
        }
        for year in (2024, 2025)
    ]


def _enterprise(key: str, code: str, industry: str, above_scale: bool, annual: Any) -> dict[str, Any]:
    return {
        "id": key,
        "name": f"企业{key}",
        "credit_code": code,
        "industry_code": industry,
        "above_scale": above_scale,
        "longitude": "120.45",
        "latitude": "31.60",
        "annual": annual,
    }


def _year(year: int) -> dict[str, Any]:
    return {
        "year": year,
        "economy": {
            "gdp_10k_yuan": 120000,
            "industrial_output_10k_yuan": 100000,
            "industrial_value_added_current_10k_yuan": 25000,
            "industrial_value_added_constant_10k_yuan": 24000,
            "constant_price_year": 2020,
            "revenue_10k_yuan": 100000,
            "green_rnd_10k_yuan": 1000,
            "tax_10k_yuan": 5000,
            "employees": 1000,
            "enterprises": 3,
            "above_scale_enterprises": 2,
            "evidence": ["p"],
        },
        "energy": [
            {
                "energy": "natural_gas",
                "opening_stock": 10,
                "purchased": 100,
                "closing_stock": 10,
                "fuel_industry": 100,
                "evidence": ["p"],
            },
            {"energy": "electricity", "fuel_industry": 900, "fuel_services": 100, "evidence": ["p"]},
        ],
        "energy_blanks_are_zero": True,
        "electricity": {
            "grid_10k_kwh": 800,
            "direct_green_10k_kwh": 100,
            "traded_green_10k_kwh": 60,
            "own_pv_used_10k_kwh": 40,
            "own_pv_sold_10k_kwh": 10,
            "own_other_used_10k_kwh": 0,
            "own_other_sold_10k_kwh": 0,
            "own_certificates_sold_10k_kwh": 0,
            "sent_out_10k_kwh": 0,
            "maximum_load_mw": 2,
            "maximum_load_at": f"{year}-07-16 14:30",
            "evidence": ["p"],
        },
        "heat": {
            "purchased_fossil_gj": 0,
            "purchased_nonfossil_gj": 0,
            "sent_fossil_gj": 0,
            "sent_nonfossil_gj": 0,
            "evidence": ["p"],
        },
        "resources": {
            "fresh_water_10k_m3": 100,
            "reused_water_10k_m3": 400,
            "solid_waste_generated_t": 500,
            "solid_waste_utilized_t": 490,
            "prior_stock_utilized_t": 0,
            "ccus_t": 0,
            "evidence": ["p"],
        },
        "freight": {
            "rail_t": 1000,
            "water_t": 1000,
            "new_energy_truck_t": 1000,
            "other_truck_t": 1000,
            "evidence": ["p"],
        },
        "vehicles": [
            {"id": "1", "fuel": "electric", "number": 30, "evidence": ["p"]},
            {"id": "2", "fuel": "diesel", "number": 10, "evidence": ["p"]},
        ],
    }


BASE: dict[str, Any] = {
    "basics": {
        "name": "算例园区",
        "enterprise_count": 3,
        "application_kind": "park_in_park",
        "catalogue_listed": True,
        "catalogue_code": "S329999",
    },
    "period": {"construction_start": 2026, "construction_end": 2030},
    "boundary": {
        "east": "甲路",
        "south": "乙路",
        "west": "丙路",
        "north": "丁路",
        "area_km2": 4,
        "catalogue_area_km2": 4,
        "host_park": "算例开发区",
        "evidence": ["p"],
        "rings": [
            {
                "id": "1",
                "points": [
                    {"x": x, "y": y}
                    for x, y in (("120.44", "31.59"), ("120.46", "31.59"), ("120.46", "31.609"), ("120.44", "31.609"))
                ],
            }
        ],
    },
    "foundations": {
        "accounting": {"value": True, "evidence": ["p"]},
        "no_major_accident": {"value": True, "evidence": ["p"]},
    },
    "years": [_year(2023), _year(2024), _year(2025)],
    "enterprises": [
        _enterprise(
            "a", CODE_A, "C3562", True, _figures("60000", "15000", "50000", "600", "1300", "2200", "500", "4000")
        ),
        _enterprise(
            "b", CODE_B, "3484", True, _figures("40000", "10000", "45000", "400", "900", "1600", "400", "3000")
        ),
        _enterprise("c", CODE_C, "7510", False, _figures("5000", "2000", "5000", "0", "62", "152", "50", "300")),
    ],
    "certificates": [
        {
            "id": "g",
            "number": "GEC001至GEC100",
            "pieces": 100,
            "generated_from": "2025-01",
            "generated_to": "2025-06",
            "used_for": 2025,
            "evidence": ["p"],
        },
        {"id": "t", "number": "TEC001至TEC600", "pieces": 600, "used_for": 2025, "with_power": True},
    ],
    "roofs": [
        {"id": "r", "name": "屋顶", "usable_m2": 4000, "covered_m2": 2000, "capacity_kwp": 400, "connected_in": 2023}
    ],
    "storages": [{"id": "s", "name": "储能站", "power_mw": 1, "energy_mwh": 2, "connected_in": 2024}],
    "demand_responses": [
        {"id": "d", "name": "空调群", "power_mw": "0.1", "energy_mwh_per_day": "0.4", "available_from": 2024}
    ],
    "buildings": [
        {
            "id": "h",
            "name": "新楼",
            "area_m2": 5000,
            "is_new": True,
            "completed_in": 2025,
            "stars": "two",
            "low_energy": "none",
            "evidence": ["p"],
        }
    ],
    "platforms": [
        {
            "id": "l",
            "name": "工程中心",
            "level": "provincial",
            "green": True,
            "recognised_in": 2024,
            "approval_number": "苏科〔2024〕1号",
        }
    ],
    "products": [
        {
            "id": "q",
            "name": "产品",
            "has_standard": True,
            "standard": "GB 1",
            "unit_energy": 11,
            "level_1": 10,
            "level_2": 12,
            "level_3": 14,
        }
    ],
    "coefficients": [
        {"energy": "natural_gas", "calorific_tce_per_unit": "13.3", "source": "检测报告", "evidence": ["p"]}
    ],
    "key_projects": [
        {
            "id": "k",
            "name": "光伏",
            "builder": "甲公司",
            "content": "建设光伏",
            "investment_10k_yuan": 1000,
            "start_year": 2026,
            "end_year": 2027,
            "schedule": "两年建成",
            "significance": "增加绿电",
            "savings_tce": 100,
            "reduction_tco2": 500,
            "income_10k_yuan": 150,
            "running_cost_10k_yuan": 50,
            "lifetime_years": 20,
        }
    ],
    "actions": [{"id": "1", "name": "零碳工厂", "year": 2030}],
    "targets": [
        {"id": "near", "indicator": "water_reuse_share", "year": 2027, "value": 85},
        {"id": "far", "indicator": "water_reuse_share", "year": 2030, "value": 90},
    ],
    "claims": [{"id": "1", "indicator": "storage_share", "evidence": ["p"]}],
    "evidence": [
        {
            "id": "p",
            "number": "0-01",
            "title": "统计表",
            "kind": "report",
            "issued_on": "2026-01-31",
            "indicators": [
                "park_scale",
                "carbon_per_unit_energy",
                "energy_per_value_added",
                "carbon_per_value_added",
                "nonfossil_energy_share",
            ],
        }
    ],
    "declared_empty": ["process"],
    "committed": True,
}


@cache
def rules() -> Rules:
    """The shipped rules, loaded once."""
    return load_rules()


def park(changes: Mapping[str, Any] | None = None) -> Project:
    """The small park, with values put at addresses."""
    project = project_from(copy.deepcopy(BASE))
    changed: Project = with_values(project, list((changes or {}).items()))
    return changed


def noticed(rule: str, changes: Mapping[str, Any] | None = None) -> list[Finding]:
    """What one rule finds in the changed park."""
    found, project = AUDIT_RULES[rule], park(changes)
    return [Finding(rule, found.severity, *each) for each in found.notice(evaluate(project, rules()))]


@dataclass(frozen=True)
class Pair:
    """A change of the park that a rule notices, and one that it just does not."""

    rule: str
    notices: dict[str, Any]
    lets_pass: dict[str, Any] = field(default_factory=dict)
    says: str = ""

    def hold(self) -> None:
        """Check both sides, the sentence's form, and that it leads to places that exist."""
        found = noticed(self.rule, self.notices)
        assert found, f"{self.rule} notices nothing"
        assert any(self.says in each.sentence for each in found), found
        for each in found:
            assert each.sentence.endswith("。") and "；请" in each.sentence, each.sentence
            assert each.addresses, each
            for address in each.addresses:
                value_at(park(self.notices), address)
        assert noticed(self.rule, self.lets_pass) == []


def figure(enterprise: str, name: str, year: int = 2025) -> str:
    """The address of an enterprise's figure."""
    return f"enterprises/{enterprise}/annual/{year}/{name}"


def of_year(below: str, year: int = 2025) -> str:
    """An address in a year's record."""
    return f"years/{year}/{below}"


def more(rows: str, *added: dict[str, Any]) -> dict[str, Any]:
    """The change that puts further rows at the end of a list."""
    return {rows: [*copy.deepcopy(BASE[rows]), *added]}


def with_year(year: int, **parts: Any) -> dict[str, Any]:
    """The change that adds a year like the others, with other parts in place of its own."""
    return more("years", {**_year(year), **parts})
