"""How a case is written, and the park that it speaks of.

A case file `<scheme>/<indicator>.toml` holds the row's number and a list of cases. A case says what differs from the
park of `base.toml`, and what has to come out, worked out by hand:

    [[cases]]
    name = "what the case shows"
    set = { "<address>" = value }                # a value, or a whole list of rows, at an address of the project
    add = { "<address of a list>" = [rows] }     # further rows
    blank = ["<address>"]                        # not filled in
    remove = ["<address of a row>"]
    statements = { diagnosed = ["01", "02"] }    # the enterprises that say yes; all others say no
    conventions = { feedstock = "with_feedstock" }
    targets = { 2027 = 0.35 }                    # planned values of this indicator
    exempt = { reason = "…", evidence = ["proof"] }
    claimed = false                              # an incentive row that the park does not claim

    [cases.current]                              # or near_term, long_term
    working = "107662.15 / 400000"               # arithmetic that the test works out with exact fractions
    value = 0.26916                              # its result, to as many places as are written; exact without working
    limit = "≤0.35"                              # as the policy prints it
    verdict = "met"
    missing = { "<address>" = "part of the sentence" }   # exactly these are lacking
    text = "…"                                   # part of the finding in words
    reason = "…"                                 # part of the reason why there is no verdict
    planned = true                               # whether the value is the park's target; false unless stated

    [cases.numbers]                              # interim results, by their name in the calculation appendix
    emissions_tco2 = "81966.85 + 10920.1455"
"""

from __future__ import annotations

import copy
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from zcpark_desktop.project import Project, value_at, with_value
from zcpark_desktop.project.reading import project_from

HERE = Path(__file__).parent
SCHEMES = ("wuxi-2025", "jiangsu-2024", "national-2025")
HORIZONS = ("current", "near_term", "long_term")
INCENTIVES = (
    "cleaner_production_share", "demand_response_share", "storage_share", "rooftop_pv_share",
    "platform_coverage_share", "low_energy_building_area", "ccus_scale", "product_energy_level",
    "new_device_grade", "existing_device_grade",
)


@dataclass(frozen=True)
class Case:
    """One case of one row."""

    scheme: str
    indicator: str
    row: int
    number: int
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """Scheme, indicator and place in the file, as pytest shows it."""
        return f"{self.scheme}/{self.indicator}-{self.number}"

    def __str__(self) -> str:
        return f"{self.id}：{self.data['name']}"

    @property
    def expected(self) -> dict[str, dict[str, Any]]:
        """What has to come out at each horizon that the case speaks of."""
        return {name: self.data[name] for name in HORIZONS if name in self.data}


def read(path: Path) -> dict[str, Any]:
    """A TOML file with exact decimals."""
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case of every file, in order."""
    found = []
    for scheme in SCHEMES:
        for path in sorted((HERE / scheme).glob("*.toml")):
            file = read(path)
            found += [
                Case(scheme, path.stem, file["row"], number, data) for number, data in enumerate(file["cases"], 1)
            ]
    return tuple(found)


def statements(enterprises: list[dict[str, Any]], answers: dict[str, list[str]]) -> None:
    """Enter yes for the enterprises listed, and no for all others that are counted in; 99 always says yes."""
    for name, keys in answers.items():
        field = "benchmark" if name.startswith("benchmark") else name
        for row in enterprises:
            yes = row["id"] in keys or row["id"] == "99"
            if name == "benchmark_reached":
                row[field] = {"value": "reached" if yes else "not_reached"}
            elif name == "benchmark_no_value":
                row[field] = {"value": "no_value"} if row["id"] in keys else row.get(field, {"value": "not_reached"})
            else:
                row[field] = {"value": yes}


def _enterprises(listed: dict[str, Any], answers: dict[str, list[str]]) -> list[dict[str, Any]]:
    kinds = {
        "industrial_above_scale": ("3562", True, True),
        "service_above_scale": ("7010", True, True),
        "industrial_below_scale": ("3562", False, True),
        "not_counted_in": ("3562", True, False),
    }
    energy = listed["energy_equivalent_tce"]
    rows = [
        {
            "id": key,
            "name": f"企业{key}",
            "industry_code": code,
            "above_scale": above,
            "counted_in": counted,
            "annual": [{"year": 2025, "energy_equivalent_tce": energy.get(key, energy["others"])}],
        }
        for kind, (code, above, counted) in kinds.items()
        for key in listed[kind]
    ]
    statements(rows, answers)
    return rows


@cache
def _base_data() -> dict[str, Any]:
    data = read(HERE / "base.toml")
    data["enterprises"] = _enterprises(data.pop("enterprise_list"), data.pop("enterprise_statements"))
    data["claims"] = [{"id": name, "scheme": "wuxi-2025", "indicator": name} for name in INCENTIVES]
    return data


def park(case: dict[str, Any] | None = None, scheme: str = "wuxi-2025", indicator: str = "") -> Project:
    """The park of `base.toml`, with what a case changes."""
    case = case or {}
    data = copy.deepcopy(_base_data())
    statements(data["enterprises"], case.get("statements", {}))
    data["conventions"] = [
        {"convention": key, "choice": choice, "note": "算例"} for key, choice in case.get("conventions", {}).items()
    ]
    data["targets"] = [
        {"indicator": indicator, "year": int(year), "value": value} for year, value in case.get("targets", {}).items()
    ]
    if "exempt" in case:
        data["exemptions"] = [{"scheme": scheme, "indicator": indicator, **case["exempt"]}]
    if case.get("claimed") is False:
        data["claims"] = [row for row in data["claims"] if row["indicator"] != indicator]
    project = project_from(data)
    for address, value in case.get("set", {}).items():
        project = with_value(project, address, value)
    for address in case.get("blank", ()):
        project = with_value(project, address, None)
    for address, rows in case.get("add", {}).items():
        present = [row.model_dump() for row in value_at(project, address)]
        project = with_value(project, address, [*present, *rows])
    for address in case.get("remove", ()):
        above, key = address.rsplit("/", 1)
        value_at(project, address)  # a row that is not there cannot be removed
        project = with_value(project, above, tuple(row for row in value_at(project, above) if row.key != key))
    return project
