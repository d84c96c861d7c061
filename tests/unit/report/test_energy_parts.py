"""Energy by kind and its flow: parts that have to add up to the totals."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal as D

import pytest

from tests.unit.report.parks import material_of, power_only, rows, sample, small
from zcpark_desktop.project import Project
from zcpark_desktop.report import blocks as b
from zcpark_desktop.report.parts.carbon import inventory
from zcpark_desktop.report.parts.energy import by_kind
from zcpark_desktop.report.parts.energy_flow import flow_figure


def choosing(project: Project, convention: str, choice: str) -> Project:
    """The project with one convention chosen."""
    data = project.model_dump(mode="json")
    data["conventions"] = [row for row in data["conventions"] if row["convention"] != convention]
    data["conventions"].append({"convention": convention, "choice": choice})
    return Project.model_validate(data)


@pytest.mark.parametrize("choice", ["without_feedstock", "with_feedstock"])
@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_kinds_add_up_to_the_total_of_the_convention_chosen(choice: str, year: int) -> None:
    material = material_of(choosing(sample(), "feedstock", choice))
    kinds, total = by_kind(material, year), material.evaluation.number("energy_equivalent_tce", year)
    assert kinds is not None and total is not None
    assert abs(sum(kinds.values()) - total) < D("1e-20")


def test_the_flow_leaves_every_conversion_with_what_came_in() -> None:
    figure = flow_figure(material_of(sample()))
    assert figure is not None and isinstance(figure.content, b.Sankey)
    came, left = defaultdict(D), defaultdict(D)
    for flow in figure.content.flows:
        came[flow.target] += flow.value
        left[flow.source] += flow.value
    conversions = figure.content.stages[1]
    assert conversions
    for node in conversions:
        assert abs(came[node] - left[node]) < D("1e-15"), node


def test_every_node_of_the_flow_stands_in_one_stage() -> None:
    figure = flow_figure(material_of(sample()))
    assert figure is not None and isinstance(figure.content, b.Sankey)
    placed = [name for stage in figure.content.stages for name in stage]
    assert len(placed) == len(set(placed))
    assert {name for flow in figure.content.flows for name in (flow.source, flow.target)} == set(placed)


def test_no_flow_is_drawn_from_an_incomplete_balance() -> None:
    project = small(y2025={**power_only(1000), "energy_blanks_are_zero": False})
    assert flow_figure(material_of(project)) is None


def test_the_flow_of_grid_power_runs_from_grid_to_industry() -> None:
    figure = flow_figure(material_of(small(y2025=power_only(1000))))
    assert figure is not None and isinstance(figure.content, b.Sankey)
    # 1,000 x 1.229 tce for 10,000 kWh
    assert figure.content.flows == (b.Flow("电力", "工业", D("1229.000")), b.Flow("网购电力", "电力", D("1229.000")))


def test_fuel_of_international_transport_is_listed_apart_and_stays_in_the_total() -> None:
    apart = "其中：国际航空、航运燃料"
    plain = inventory(material_of(sample()))
    assert plain is not None and apart not in rows(plain)
    data = sample().model_dump(mode="json")
    year = next(each for each in data["years"] if each["year"] == 2025)
    next(each for each in year["energy"] if each["energy"] == "diesel")["international_transport"] = "100"
    listed = inventory(material_of(Project.model_validate(data)))
    assert listed is not None
    assert rows(listed)[apart][-1] == "314.51"  # 100 t of diesel at 3.1451
    assert rows(listed)["二氧化碳排放总量"] == rows(plain)["二氧化碳排放总量"]
