"""Facts summed over lists of things: buildings, vehicles, roofs, storage, demand response, platforms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from ..project.facilities import LowEnergy, PlatformLevel, Stars
from ..project.project import EmptyList
from ..project.years import Fuel
from .registry import FactValue, Gap, Missing, View, fact

CLEAN_FUELS = (Fuel.ELECTRIC, Fuel.PLUG_IN_HYBRID, Fuel.HYDROGEN, Fuel.GAS)


def _sum(
    view: View,
    list_name: EmptyList,
    rows: Iterable[Any],
    title: str,
    amount: str | None,
    needs: tuple[str, ...] | Callable[[Any], Iterator[str]],
    takes: Callable[[Any], bool],
    address: str = "",
) -> FactValue:
    """Σ `amount` (or the number of rows) over the rows that `takes` accepts.

    `needs` are the fields that every row must have filled in, or tells for a row which it must.
    """
    rows, address = tuple(rows), address or list_name
    if not rows:
        if view.project.is_declared_empty(list_name):
            return Decimal(0)
        return Missing((Gap(f"{title}清单（没有的，请勾选“本园区没有”）", address),))
    total, gaps = Decimal(0), []
    for row in rows:
        asked = needs(row) if callable(needs) else needs
        blank = next((name for name in asked if getattr(row, name) is None), None)
        if blank is None and takes(row) and amount is not None and getattr(row, amount) is None:
            blank = amount
        if blank is not None:
            what = type(row).model_fields[blank].title
            gaps.append(Gap(f"{title}“{getattr(row, 'name', '') or row.key}”的{what}", f"{address}/{row.key}/{blank}"))
        elif takes(row):
            total += Decimal(getattr(row, amount)) if amount else 1
    return Missing(tuple(gaps)) if gaps else total


def _buildings(view: View, amount: str | None, stars: bool) -> FactValue:
    def new(row: Any) -> bool:
        return bool(row.is_new and row.completed_in is not None and row.completed_in <= view.year)

    def needs(row: Any) -> Iterator[str]:
        yield "is_new"
        if row.is_new:
            yield "completed_in"
        if stars and new(row):
            yield "stars"

    def takes(row: Any) -> bool:
        return new(row) and (not stars or row.stars in (Stars.TWO, Stars.THREE))

    return _sum(view, "buildings", view.project.buildings, "建筑", amount, needs, takes)


@fact("新建建筑面积", unit="平方米", where="buildings")
def new_building_area_m2(view: View) -> FactValue:
    """Floor area of new buildings finished by the year."""
    return _buildings(view, "area_m2", stars=False)


@fact("新建二星及以上绿色建筑面积", unit="平方米", where="buildings")
def new_two_star_area_m2(view: View) -> FactValue:
    """Floor area of those with two or three stars."""
    return _buildings(view, "area_m2", stars=True)


@fact("新建建筑栋数", unit="栋", where="buildings")
def new_buildings(view: View) -> FactValue:
    """Number of new buildings finished by the year."""
    return _buildings(view, None, stars=False)


@fact("新建二星及以上绿色建筑栋数", unit="栋", where="buildings")
def new_two_star_buildings(view: View) -> FactValue:
    """Number of those with two or three stars."""
    return _buildings(view, None, stars=True)


@fact("超低能耗、近零能耗建筑面积", unit="平方米", where="buildings")
def low_energy_building_area(view: View) -> FactValue:
    """Row 27: floor area of ultra-low, near-zero and zero-energy buildings finished by the year."""
    wanted = (LowEnergy.ULTRA_LOW, LowEnergy.NEAR_ZERO, LowEnergy.ZERO)

    def needs(row: Any) -> Iterator[str]:
        yield "low_energy"
        if row.low_energy in wanted:
            yield "completed_in"

    return _sum(
        view,
        "buildings",
        view.project.buildings,
        "建筑",
        "area_m2",
        needs,
        lambda row: row.low_energy in wanted and row.completed_in <= view.year,
    )


def _vehicles(view: View, takes: Callable[[Any], bool]) -> FactValue:
    record = view.record
    rows = record.vehicles if record else ()
    return _sum(
        view, "vehicles", rows, f"{view.year}年车辆", "number", ("fuel", "number"), takes, view.address("vehicles")
    )


@fact("交通工具保有量", unit="辆", where="years/{year}/vehicles")
def all_vehicles(view: View) -> FactValue:
    """Vehicles registered to the park's bodies and enterprises."""
    return _vehicles(view, lambda row: True)


@fact("新能源、清洁能源动力交通工具保有量", unit="辆", where="years/{year}/vehicles")
def clean_vehicles(view: View) -> FactValue:
    """Of these, new-energy vehicles and those on LNG or CNG."""
    return _vehicles(view, lambda row: row.fuel in CLEAN_FUELS)


def _by_year(view: View, name: str) -> Callable[[Any], bool]:
    return lambda row: getattr(row, name) is not None and getattr(row, name) <= view.year


@fact("可利用屋顶面积", unit="平方米", where="roofs")
def usable_roof_m2(view: View) -> FactValue:
    """Roofs that can bear photovoltaics."""
    return _sum(view, "roofs", view.project.roofs, "屋顶", "usable_m2", ("usable_m2",), lambda row: True)


@fact("光伏覆盖屋顶面积", unit="平方米", where="roofs")
def covered_roof_m2(view: View) -> FactValue:
    """Of these, covered and connected by the year; a roof of zero cover needs no year."""

    def needs(row: Any) -> Iterator[str]:
        yield "covered_m2"
        if row.covered_m2:
            yield "connected_in"

    return _sum(
        view,
        "roofs",
        view.project.roofs,
        "屋顶",
        "covered_m2",
        needs,
        lambda row: bool(row.covered_m2) and _by_year(view, "connected_in")(row),
    )


@fact("储能容量", unit="兆瓦时", where="storages")
def storage_mwh(view: View) -> FactValue:
    """Rated energy of the stores in operation by the year."""
    return _sum(
        view,
        "storages",
        view.project.storages,
        "储能",
        "energy_mwh",
        ("connected_in",),
        _by_year(view, "connected_in"),
    )


@fact("需求响应能力（日电量）", unit="兆瓦时", where="demand_responses")
def demand_response_mwh_per_day(view: View) -> FactValue:
    """Energy a day that can be shifted, by the year."""
    return _sum(
        view,
        "demand_responses",
        view.project.demand_responses,
        "需求响应资源",
        "energy_mwh_per_day",
        ("available_from",),
        _by_year(view, "available_from"),
    )


@fact("需求响应能力（功率）", unit="兆瓦", where="demand_responses")
def demand_response_mw(view: View) -> FactValue:
    """Power that can be cut, by the year."""
    return _sum(
        view,
        "demand_responses",
        view.project.demand_responses,
        "需求响应资源",
        "power_mw",
        ("available_from",),
        _by_year(view, "available_from"),
    )


@fact("省级以上绿色低碳相关创新平台", unit="个", where="platforms")
def innovation_platforms(view: View) -> FactValue:
    """Row 12: green platforms of provincial rank or above, recognised by the year."""
    return _sum(
        view,
        "platforms",
        view.project.platforms,
        "创新平台",
        None,
        ("level", "green", "recognised_in"),
        lambda row: row.green and row.level != PlatformLevel.MUNICIPAL and row.recognised_in <= view.year,
    )
