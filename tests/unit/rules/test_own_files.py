"""A user adds a scheme, a factor or a set of factors as a file, and changes no code."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal as D
from pathlib import Path

from zcpark_desktop import rules
from zcpark_desktop.paths import resources
from zcpark_desktop.rules import Rules
from zcpark_desktop.rules.packs import read_head

from .test_wrong_files import ALTERNATIVE, CONVENTION, ENERGY, FACTORS, FUELS, SCHEME

Own = Callable[[str, str | bytes], Path]


def test_a_folder_without_rule_files_changes_nothing(tmp_path: Path, shipped: Rules) -> None:
    (tmp_path / "说明.txt").write_text("不是规则文件", "utf-8")
    assert rules.load(tmp_path) == shipped


def test_a_scheme_is_added_beside_the_shipped_ones(own: Own, shipped: Rules) -> None:
    loaded = rules.load(own("schemes/own.toml", SCHEME))
    assert [*loaded.schemes] == [*shipped.schemes, "own"]
    assert loaded.scheme("own").row(2).limit_for("long_term", None).threshold == D("0.7")


def test_a_set_of_fuel_factors_becomes_a_choice(own: Own) -> None:
    loaded = rules.load(own("fuel_factors/园区实测.csv", FUELS))
    choices = [each.id for each in loaded.convention("fuel_factor_set").alternatives]
    assert choices == ["guide_24_sectors", "newer_defaults", "园区实测"]
    assert loaded.fuel_set("园区实测").title == "园区实测因子"
    assert loaded.bindings({"fuel_factor_set": "园区实测"}) == loaded.bindings({})


def test_a_table_that_excel_padded_with_commas_is_read(own: Own) -> None:
    padded = FUELS.replace("#title,园区实测因子", "#title,园区实测因子,,,,,,,").replace("#certainty,common", "#certainty,common,,")
    folder = own("fuel_factors/own.csv", b"\xef\xbb\xbf" + (padded + ",,,,,,,,\n").replace("\n", "\r\n").encode())
    assert [row.fuel for row in rules.load(folder).fuel_set("own").rows] == ["gasoline", "diesel"]


def test_a_new_power_factor_becomes_an_alternative_of_a_shipped_convention(own: Own) -> None:
    own("factors/own.csv", FACTORS)
    folder = own("conventions.toml", ALTERNATIVE.replace("power_green", "power_own"))
    loaded = rules.load(folder)
    assert loaded.convention("ordinary_power_factor").default == "power_fossil_910"
    bound = loaded.bindings({"ordinary_power_factor": "own"})["ordinary_power_factor"]
    assert loaded.factor(bound).value == D("0.5")


def test_a_new_convention_binds_a_new_name(own: Own) -> None:
    loaded = rules.load(own("conventions.toml", CONVENTION))
    assert loaded.bound_names["own_name"] == "own"
    assert loaded.bindings({"own": "b"})["own_name"] == "heat_nonfossil"


def test_a_new_energy_type_can_have_a_factor_of_its_own(own: Own) -> None:
    own("energy_types.csv", ENERGY)
    folder = own("fuel_factors/own.csv", FUELS + "own_gas,万立方米,300,0.01,1,11.0,common,ndrc_910,\n")
    loaded = rules.load(folder)
    assert loaded.energy_type("own_gas").calorific_tce_per_unit == D("12.1")
    assert loaded.fuel_set("own").factor("own_gas").tco2_per_unit == D("11.0")  # 300 x 0.01 x 1 x 44/12 = 11


def test_files_that_editors_leave_behind_are_not_rules(own: Own, shipped: Rules) -> None:
    own("factors/~$own.csv", b"\x00\x01")
    own("._x.toml", b"\x00\x05\x16\x07")
    assert rules.load(own("schemes/.own.toml", b"x")) == shipped


def test_the_examples_of_the_read_me_load_together(own: Own) -> None:
    text = (resources() / "rules" / "README.md").read_text("utf-8")
    examples = re.findall(r"^```(?:csv|toml) (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(examples) == 6
    for name, content in examples:
        folder = own(name, content)
    loaded = rules.load(folder)
    assert "district" in loaded.schemes and "园区实测" in loaded.fuel_sets
    assert read_head(folder).title == "示例：规则更新"
    chosen = loaded.bindings({"ordinary_power_factor": "power_fossil_2024"})
    assert chosen["ordinary_power_factor"] == "power_fossil_2024"
