"""What the tables of indicators show, worked out by hand for small projects."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from zcpark_desktop.evaluate import HorizonName, Verdict, evaluate, load_rules
from zcpark_desktop.facts import FACTS
from zcpark_desktop.forms import step_of
from zcpark_desktop.paths import resources
from zcpark_desktop.project import new_project, parse_json, with_values
from zcpark_desktop.project.entry import EntryError
from zcpark_desktop.project.plan import Target
from zcpark_desktop.ui.indicators.cell_painter import LIMIT_AT, paint_bar
from zcpark_desktop.ui.indicators.edits import planned_value, target_edits
from zcpark_desktop.ui.indicators.standing import standing
from zcpark_desktop.ui.indicators.tables import Bar, counts, filtered, overview_groups, scheme_groups
from zcpark_desktop.ui.indicators.trace_text import quantity, trace_text

RULES = load_rules()
CITY = "wuxi-2025"
RND = "green_rnd_intensity"


def research(spent: str, revenue: str):
    """A park that spent `spent` on research of its `revenue`, in 10,000 yuan, and plans nothing."""
    economy = "years/2025/economy"
    return with_values(new_project(project_id="p"), [(f"{economy}/green_rnd_10k_yuan", Decimal(spent)),
                                                     (f"{economy}/revenue_10k_yuan", Decimal(revenue))])


def line_of(groups, indicator):
    return next(line for group in groups for line in group.lines if line.indicator == indicator)


@pytest.mark.parametrize(("spent", "value", "gap", "met"), [
    ("35", "3.50%", "恰好达到", True),  # 35 / 1000 is the limit of row 21, 3.5 %
    ("36", "3.60%", "优于0.10", True),
    ("34", "3.40%", "还差0.10", False),
])
def test_a_cell_shows_value_limit_gap_and_verdict_on_both_sides_of_the_limit(spent, value, gap, met):
    evaluation = evaluate(research(spent, "1000"), RULES)
    cell = line_of(scheme_groups(evaluation, evaluation.schemes[CITY]), RND).cells[0]
    assert (cell.value, cell.limit, cell.gap) == (value, "≥3.5%", gap)
    assert (cell.verdict is Verdict.MET) is met
    assert cell.bar == Bar(pytest.approx(float(Decimal(spent) / 35)), upward=True, met=met)


def test_a_ceiling_is_met_below_its_limit():
    # row 3: 300 tce of coal-free heat per 1000 would need a balance; a target is held against the same limit ≤ 0.35
    project = with_values(new_project(project_id="p"), [("targets", (
        Target(indicator="energy_per_value_added", year=2027, value=Decimal("0.30")),
        Target(indicator="energy_per_value_added", year=2030, value=Decimal("0.50")))),
    ])
    evaluation = evaluate(project, RULES)
    near, far = line_of(scheme_groups(evaluation, evaluation.schemes[CITY]), "energy_per_value_added").cells[1:]
    assert (near.value, near.limit, near.gap, near.verdict) == ("0.30", "≤0.35", "优于0.050", Verdict.MET)
    assert (far.value, far.limit, far.gap, far.verdict) == ("0.50", "≤0.25", "还差0.250", Verdict.NOT_MET)
    assert far.bar == Bar(pytest.approx(2.0), upward=False, met=False)


def test_what_is_missing_has_no_bar_and_is_counted_as_missing():
    evaluation = evaluate(new_project(project_id="p"), RULES)
    groups = scheme_groups(evaluation, evaluation.schemes[CITY])
    cell = line_of(groups, RND).cells[0]
    assert cell.verdict is Verdict.MISSING and cell.bar is None
    found = counts(groups, 0)
    assert sum(found.values()) == 31  # the city's table has 31 rows, each with one verdict
    assert found[Verdict.NOT_CLAIMED] == 10  # rows 22 to 31 are incentives


def test_the_classes_follow_the_table():
    evaluation = evaluate(new_project(project_id="p"), RULES)
    groups = scheme_groups(evaluation, evaluation.schemes[CITY])
    assert [(group.title, len(group.lines)) for group in groups] == [("约束性指标", 5), ("重要参考指标", 16), ("激励性指标", 10)]


def test_the_overview_puts_the_schemes_side_by_side_and_leaves_out_what_a_scheme_has_not():
    evaluation = evaluate(research("35", "1000"), RULES)
    groups = overview_groups(evaluation, HorizonName.CURRENT)
    city, province, nation = line_of(groups, RND).cells
    assert (city.limit, province.limit, nation) == ("≥3.5%", "≥3.5%", None)
    city, province, nation = line_of(groups, "carbon_per_unit_energy").cells
    assert province is None and city.scheme == CITY and nation.scheme == "national-2025"


def test_lines_are_found_by_verdict_and_by_words():
    evaluation = evaluate(research("34", "1000"), RULES)
    groups = scheme_groups(evaluation, evaluation.schemes[CITY])
    assert [line.number for group in filtered(groups, "", Verdict.NOT_MET, 0) for line in group.lines] == ["21"]
    assert [line.number for group in filtered(groups, "绿色低碳 经费", None, 0) for line in group.lines] == ["21"]
    assert filtered(groups, "没有的指标", None, 0) == []


def test_the_standing_names_the_first_thing_that_is_lacking():
    def of(project):
        evaluation = evaluate(project, RULES)
        scheme = evaluation.schemes[CITY]
        return standing(evaluation, scheme, scheme.row_of(RND)).word

    project = research("34", "1000")
    assert of(new_project(project_id="p")) == "缺数据"
    assert of(project) == "缺规划值"
    plans = [Target(indicator=RND, year=2027, value=Decimal("3.4")), Target(indicator=RND, year=2030, value=Decimal(4))]
    assert of(with_values(project, [("targets", tuple(plans))])) == "规划不足"
    plans[0] = plans[0].model_copy(update={"value": Decimal("3.5")})
    project = with_values(project, [("targets", tuple(plans))])
    assert of(project) == "缺佐证"
    project = with_values(project, [("evidence", ({"id": "a", "number": "21-01", "indicators": (RND,)},))])
    assert of(project) == "就绪"
    project = with_values(project, [("exemptions", ({"scheme": CITY, "indicator": RND, "reason": "无"},))])
    assert of(project) == "免列待补"
    assert of(with_values(project, [("exemptions/1/evidence", ("a",))])) == "免列"


def test_a_planned_value_is_read_in_the_rows_own_unit():
    evaluation = evaluate(new_project(project_id="p"), RULES)
    share, carbon = evaluation.schemes[CITY].row_of(RND), evaluation.schemes[CITY].row_of("carbon_per_unit_energy")
    assert planned_value(share, "4") == planned_value(share, " ４% ") == Decimal(4)
    assert planned_value(carbon, "1,000.5") == Decimal("1000.5")
    assert planned_value(share, "") is None
    for text in ("100.1", "百分之四"):
        with pytest.raises(EntryError):
            planned_value(share, text)
    with pytest.raises(EntryError):
        planned_value(carbon, "4%")


def test_a_planned_value_taken_away_keeps_who_is_responsible():
    project = with_values(new_project(project_id="p"), [("targets", (
        Target(id="a", indicator=RND, year=2027, value=Decimal(4), owner="科技局"),
        Target(id="b", indicator=RND, year=2030, value=Decimal(5))))])
    evaluation = evaluate(project, RULES)
    horizons = evaluation.schemes[CITY].row_of(RND).horizons
    assert target_edits(project, RND, horizons[HorizonName.NEAR_TERM], None) == [("targets/a/value", None)]
    assert target_edits(project, RND, horizons[HorizonName.LONG_TERM], None) == [("targets", project.targets[:1])]


def test_every_entered_fact_has_a_page_to_jump_to():
    assert [name for name, fact in FACTS.items() if not step_of(fact.where.format(year=2025))] == []


def test_the_trace_tells_the_equation_its_inputs_and_links(qapp):
    evaluation = evaluate(research("35", "1000"), RULES)
    scheme = evaluation.schemes[CITY]
    text = trace_text(evaluation, scheme, scheme.row_of(RND), HorizonName.CURRENT)
    assert "<b>3.50%</b>" in text
    assert 'href="field:years/2025/economy/green_rnd_10k_yuan"' in text
    assert 'href="field:years/2025/economy/revenue_10k_yuan"' in text
    assert "1,000&nbsp;万元" in text


def test_the_trace_of_every_row_of_the_sample_can_be_written(qapp):
    project = parse_json((resources() / "samples" / "sample.json").read_bytes())
    evaluation = evaluate(project, RULES)
    for scheme in evaluation.schemes.values():
        for row in scheme.rows:
            for horizon in HorizonName:
                assert "None" not in trace_text(evaluation, scheme, row, horizon)


@pytest.mark.parametrize(("value", "unit", "words"), [
    ("0.18756", "", "18.76%"), ("813156.728", "吨", "813,156.73"), ("1.94101", "吨", "1.9410"),
    ("0.0286001", "吨", "0.028600"),
])
def test_computed_numbers_have_as_many_places_as_their_size_asks_for(value, unit, words):
    assert quantity(Decimal(value), unit) == words


@pytest.mark.parametrize("upward", [True, False])
def test_a_bar_tells_met_from_not_met_without_colour(qapp, upward):
    def painted(ratio, met):
        image = QImage(200, 12, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        paint_bar(painter, QRect(0, 0, 200, 12), Bar(ratio, upward, met), QColor("black"))
        painter.end()
        return image

    good, bad = (1.2, 0.8) if upward else (0.8, 1.2)
    met, missed = painted(good, True), painted(bad, False)
    # between the value and the limit a missed bar is hatched: neither all black nor all track
    limit = 200 * LIMIT_AT
    start, stop = sorted((round(limit * bad), round(limit)))
    hatched = {missed.pixelColor(x, 6).lightness() for x in range(start + 3, stop - 3)}
    plain = {met.pixelColor(x, 6).lightness() for x in range(6, round(limit * min(good, 1)) - 3)}
    assert len(hatched) > 1 and plain == {0}
