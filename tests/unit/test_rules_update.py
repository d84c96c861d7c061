"""A change of the rules, looked at before it is made: what is in a pack, and what a project would read otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from zcpark_desktop.evaluate import HorizonName, differences, evaluate, load_rules
from zcpark_desktop.paths import resources, user_data
from zcpark_desktop.project import Project, parse_json
from zcpark_desktop.rules import RulesError
from zcpark_desktop.rules.packs import pack_folder
from zcpark_desktop.rules_update import (
    CHANGED,
    NEW,
    SAME,
    changes,
    examine,
    examine_again,
    examine_without,
    rules_in_use,
)
from zcpark_desktop.storage import rule_packs

SCHEME = (resources() / "rules/schemes/jiangsu-2024.toml").read_text(encoding="utf-8")
HEAD = 'id = "jiangsu"\ntitle = "江苏省指标更新"\ndate = 2026-03-01\nissuer = "省里"\nprogram = "0.1.0"\n'
FACTOR = "id,title,value,unit,reference,certainty\n{id},热力,0.2,吨二氧化碳/吉焦,ndrc_910,assumption\n"


@pytest.fixture(scope="module")
def sample() -> Project:
    return parse_json((resources() / "samples/sample.json").read_bytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    (made / "schemes").mkdir(parents=True)
    (made / "factors").mkdir()
    (made / "pack.toml").write_text(HEAD, encoding="utf-8")
    return made


def packed(folder: Path, tmp_path: Path) -> Path:
    file = tmp_path / "x.zcrules"
    file.write_bytes(pack_folder(folder))
    return file


def test_the_same_rules_make_no_difference(sample: Project) -> None:
    assert list(differences(evaluate(sample, load_rules()), evaluate(sample, load_rules()))) == []


def test_contents_are_new_changed_or_the_same_as_those_in_use(folder: Path, tmp_path: Path) -> None:
    (folder / "schemes/jiangsu-2024.toml").write_text(SCHEME, encoding="utf-8")
    (folder / "factors/a.csv").write_text(FACTOR.format(id="heat_fossil_default"), encoding="utf-8")
    (folder / "factors/b.csv").write_text(FACTOR.format(id="heat_of_mine"), encoding="utf-8")
    proposal = examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use())
    assert [(each.kind, each.state) for each in proposal.contents] == [
        ("评价体系", SAME), ("因子", CHANGED), ("因子", NEW)]


def test_a_row_that_goes_and_one_that_comes_are_told_with_a_dash(folder: Path, tmp_path: Path, sample: Project) -> None:
    # row 20 of the printed table goes: the sample's answer to it has no counterpart any more
    shorter = SCHEME[:SCHEME.rindex("[[rows]]")]
    rest = re.search(r"^\[\[conditions\]\].*", SCHEME, re.MULTILINE | re.DOTALL)
    (folder / "schemes/jiangsu-2024.toml").write_text(shorter + (rest[0] if rest else ""), encoding="utf-8")
    proposal = examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use())
    found = changes(sample, proposal)
    assert [each.horizon for each in found] == ["现状", "近期", "远期"]
    assert {each.row for each in found} == {"20　省级以上绿色低碳相关创新平台"}
    assert all(each.limit == ("≥1", "—") and each.verdict[1] == "—" for each in found)
    came = list(differences(evaluate(sample, proposal.after), evaluate(sample, proposal.before)))
    assert [each.horizon for each in came] == list(HorizonName) and all(each.before is None for each in came)


def test_a_factor_moves_values_and_not_limits(folder: Path, tmp_path: Path, sample: Project) -> None:
    (folder / "factors/a.csv").write_text(
        FACTOR.format(id="power_fossil_910").replace("0.2", "0.9").replace("吉焦", "兆瓦时"), encoding="utf-8")
    found = changes(sample, examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use()))
    assert found and all(each.limit[0] == each.limit[1] for each in found)
    assert any(each.row == "2　单位能耗碳排放" and each.value[0] != each.value[1] for each in found)


def test_taking_back_and_using_again_are_shown_before_they_are_done(
    folder: Path, tmp_path: Path, sample: Project
) -> None:
    tighter = SCHEME.replace("target = { limit = 0.35 }", "target = { limit = 0.15 }")
    (folder / "schemes/jiangsu-2024.toml").write_text(tighter, encoding="utf-8")
    proposal = examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use())
    assert proposal.pack is not None
    rule_packs.take(proposal.pack)
    back = changes(sample, examine_without(proposal.sha256, rules_in_use()))
    assert [each.limit for each in back] == [("≤0.15", "≤0.35")] * 3
    rule_packs.take_back(proposal.sha256)
    again = changes(sample, examine_again(proposal.sha256, rules_in_use()))
    assert [each.limit for each in again] == [("≤0.35", "≤0.15")] * 3


def test_a_pack_that_clashes_with_the_users_own_files_is_refused(folder: Path, tmp_path: Path) -> None:
    own = user_data() / "rules" / "factors"
    own.mkdir(parents=True)
    (own / "mine.csv").write_text(FACTOR.format(id="heat_of_mine"), encoding="utf-8")
    (folder / "factors/b.csv").write_text(FACTOR.format(id="heat_of_mine"), encoding="utf-8")
    with pytest.raises(RulesError, match="factors/mine.csv 第 2 行：id“heat_of_mine”与“规则包中的 factors/b.csv 第 2 行”重复"):
        examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use())


def test_a_pack_that_asks_for_what_nothing_computes_is_refused(folder: Path, tmp_path: Path) -> None:
    wrong = SCHEME.replace('indicator = "energy_per_value_added"',
                           'indicator = "energy_per_value_added"\nmeasure = "nothing_at_all"')
    (folder / "schemes/jiangsu-2024.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(RulesError, match="没有名为“nothing_at_all”的数据、公式或因子"):
        examine(packed(folder, tmp_path), tmp_path / "into", rules_in_use())
