"""Facts as formulas over the data sheets: sums of flows, counts of enterprises, sums over lists.

They are stated here a second time, in the words of a spreadsheet and not by running the program, so that the workbook
checks the program and not only repeats it.
"""

from __future__ import annotations

from collections.abc import Callable

from zcpark_desktop.facts import FACTS
from zcpark_desktop.facts.energy import CONVERSION_IN, CONVERSION_OUT, INDUSTRIAL, OTHER_SECTORS, TERMINAL

from .live_data import DataSheets

FLOWS_BY_KIND: dict[str, tuple[str, ...]] = {
    "industrial_fuel": INDUSTRIAL,
    "other_sectors_fuel": OTHER_SECTORS,
    "conversion_input": CONVERSION_IN,
    "conversion_output": CONVERSION_OUT,
    "recovered": ("recovered",),
    "losses": ("losses",),
    "feedstock": ("feedstock",),
    "fossil_terminal_fuel": TERMINAL,
    "fossil_industrial_fuel": INDUSTRIAL,
    "international_fuel": ("international_transport",),
    "fossil_conversion_input": CONVERSION_IN,
    "fossil_conversion_output": (*CONVERSION_OUT, "recovered"),
    "nonfossil_fuel": (*TERMINAL, "conversion_in_heating", "losses"),
    "clean_fuel": (*TERMINAL, *CONVERSION_IN, "losses"),
    "clean_fuel_made": CONVERSION_OUT,
}
"""Facts that are one number for each energy kind."""

_USES = (*TERMINAL, *CONVERSION_IN, "losses")
_FLOWS_OF_ONE = {
    "terminal_electricity_10k_kwh": ("electricity", TERMINAL),
    "other_sectors_electricity_10k_kwh": ("electricity", OTHER_SECTORS),
    "electricity_consumption_10k_kwh": ("electricity", _USES),
    "electricity_made_10k_kwh": ("electricity", (*CONVERSION_OUT, "recovered")),
    "other_sectors_heat_gj": ("heat", OTHER_SECTORS),
    "heat_consumption_gj": ("heat", _USES),
}
_ANSWERS = {
    "diagnosed": ("diagnosed/value", "是"),
    "benchmark_reached": ("benchmark/value", "达到标杆水平"),
    "footprint": ("footprint/value", "是"),
    "verified": ("verified/value", "是"),
    "cleaner_production": ("cleaner_production/value", "是"),
    "on_platform": ("on_platform/value", "是"),
    "disclosed": ("disclosed/value", "是"),
}
_BASES = {
    "all": ("counted_in",), "above_scale": ("counted_in", "above_scale"),
    "industrial": ("counted_in", "above_scale", "is_industrial"),
}


def sum_of_flows(data: DataSheets, year: int, energy: str, flows: tuple[str, ...]) -> str:
    """The sum of flows of one kind; 0 for a kind without a row."""
    cells = [cell for flow in flows if (cell := data.flow(year, energy, flow)) is not None]
    return f"=SUM({','.join(cells)})" if cells else "=0"


def _of_list(data: DataSheets, name: str) -> Callable[[str], str]:
    return lambda field: data.area(name, field)


def _count(data: DataSheets, base: str, *answers: tuple[str, str]) -> str:
    wanted = [*((field, "是") for field in _BASES[base]), *answers]
    pairs = [f'{data.area("enterprises", field)},"{word}"' for field, word in wanted]
    return f"COUNTIFS({','.join(pairs)})"


def _enterprises(data: DataSheets, name: str, year: int) -> str | None:
    if name in ("all_enterprises_energy_tce", "on_platform_energy_tce"):
        energy, counted = data.area("enterprises", f"energy_{year}"), data.area("enterprises", "counted_in")
        on = f',{data.area("enterprises", "on_platform/value")},"是"' if name.startswith("on_platform") else ""
        return f'=SUMIFS({energy},{counted},"是"{on})'
    if name == "benchmarked_enterprises":
        return f'={_count(data, "all", ("benchmark/value", "<>所属行业无标杆值"))}'
    if name == "green_industrial_enterprises":
        factory, chain = ("green_factory/value", "是"), ("green_supply_chain/value", "是")
        either = f'{_count(data, "industrial", factory)}+{_count(data, "industrial", chain)}'
        return f'={either}-{_count(data, "industrial", factory, chain)}'
    for base in _BASES:
        if name == f"counted_{base}_enterprises":
            return f"={_count(data, base)}"
        for statement, answer in _ANSWERS.items():
            if name == f"{statement}_{base}_enterprises":
                return f"={_count(data, base, answer)}"
    return None


def _is(area: str, *words: str) -> str:
    return "(" + "+".join(f'({area}="{word}")' for word in words) + ")"


def _by(area: str, year: int) -> str:
    """Done by the year; what has no year is not done."""
    return f'({area}<>"")*({area}<={year})'


def _lists(data: DataSheets, name: str, year: int) -> str | None:
    building, roof, vehicle = _of_list(data, "buildings"), _of_list(data, "roofs"), _of_list(data, "vehicles")
    storage, response = _of_list(data, "storages"), _of_list(data, "demand_responses")
    platform, certificate = _of_list(data, "platforms"), _of_list(data, "certificates")
    finished = f"({building('completed_in')}<={year})"  # a building without a year counts
    new = f"{_is(building('is_new'), '是')}*{finished}"
    two_stars = _is(building("stars"), "二星", "三星")
    clean = _is(vehicle("fuel"), "纯电动", "插电式混合动力", "氢燃料电池", "液化或压缩天然气")
    products = {
        "new_building_area_m2": f"{new},{building('area_m2')}",
        "new_two_star_area_m2": f"{new}*{two_stars},{building('area_m2')}",
        "new_buildings": f"{new}*1",
        "new_two_star_buildings": f"{new}*{two_stars}",
        "low_energy_building_area":
            f"{_is(building('low_energy'), '超低能耗', '近零能耗', '零能耗')}*{finished},{building('area_m2')}",
        "all_vehicles": f"({vehicle('year')}={year})*1,{vehicle('number')}",
        "clean_vehicles": f"({vehicle('year')}={year})*{clean},{vehicle('number')}",
        "usable_roof_m2": roof("usable_m2"),
        "covered_roof_m2": f"{_by(roof('connected_in'), year)},{roof('covered_m2')}",
        "storage_mwh": f"{_by(storage('connected_in'), year)},{storage('energy_mwh')}",
        "demand_response_mwh_per_day": f"{_by(response('available_from'), year)},{response('energy_mwh_per_day')}",
        "demand_response_mw": f"{_by(response('available_from'), year)},{response('power_mw')}",
        "innovation_platforms":
            f"{_is(platform('green'), '是')}*({platform('level')}<>\"市级\")*{_by(platform('recognised_in'), year)}",
        "certificates_10k_kwh": f"({certificate('used_for')}={year})*{_is(certificate('with_power'), '否')}"
                                f"*{certificate('first')},{certificate('pieces')}",
    }
    if name not in products:
        return None
    return f"=SUMPRODUCT({products[name]}){'/10' if name == 'certificates_10k_kwh' else ''}"


def fact_formula(data: DataSheets, name: str, year: int) -> str | None:
    """The formula of a fact that is one number; None for a coefficient, which is given and not computed."""
    if name == "days_of_year":
        return f"=DATE({year + 1},1,1)-DATE({year},1,1)"
    if name in _FLOWS_OF_ONE:
        energy, flows = _FLOWS_OF_ONE[name]
        return sum_of_flows(data, year, energy, flows)
    cell = data.cell(FACTS[name].where.removeprefix("years/{year}/"), year)
    if cell is not None and name == FACTS[name].where.rsplit("/", 1)[-1]:
        return f"={cell}"
    return _enterprises(data, name, year) or _lists(data, name, year)


def list_formula(data: DataSheets, indicator: str) -> str:
    """How many items of a list indicator (rows 29 to 31) reach the level."""
    if indicator == "product_energy_level":
        product = _of_list(data, "products")
        return f'=SUMPRODUCT(({product("has_standard")}="是")*({product("unit_energy")}<={product("level_2")}))'
    device = _of_list(data, "devices")
    word = "是" if indicator == "new_device_grade" else "否"
    return f'=SUMPRODUCT(({device("in_new_project")}="{word}")*({device("grade")}="1级"))'
