"""Whatever is wrong in a rule file, one Chinese sentence names file, line and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zcpark_desktop import rules

Complaint = Callable[[str, str | bytes], str]

SCHEME = """\
id = "own"
title = "本园区评价体系"
short_title = "本园区"
issuer = "园区管委会"
document = "内部办法"
reference = "ndrc_910"
certainty = "official"
level = "city"

[[rows]]
number = 1
indicator = "carbon_per_unit_energy"
name = "单位能耗碳排放"
class = "core"
unit = "吨/吨标准煤"
comparison = "<="

[rows.target]
tier_by = "energy_equivalent_tce"
tiers = [
    { below = 1000000, limit = 0.2 },
    { from = 1000000, limit = 0.3 },
]

[[rows]]
number = 2
indicator = "renewable_share"
name = "可再生能源消费占比"
class = "guiding"
unit = "%"
comparison = ">="
near_term = { limit = 30 }
long_term = { limit = 70 }

[[conditions]]
id = "floor"
title = "规模"
text = "不低于 20 万吨标准煤"
judged_by = "energy_floor"
levels = ["city"]
limit = 200000
reference = "ndrc_910"
"""

FUELS = """\
#title,园区实测因子
#reference,ndrc_910
#certainty,common
fuel,unit,ncv_gj_per_unit,carbon_tc_per_gj,oxidation,tco2_per_unit,certainty,reference,note
gasoline,吨,43.07,0.01890,0.98,2.9251,common,ndrc_910,
diesel,吨,42.652,0.02020,0.98,3.0959,common,ndrc_910,
"""

FACTORS = """\
id,title,value,unit,year,reference,certainty,note
power_own,园区因子,0.5,tCO2/MWh,2024,ndrc_910,common,
"""

CONVENTION = """\
[[conventions]]
id = "own"
title = "自定"
rows = "第 1 行"
note = "说明"
reference = "ndrc_910"
default = "a"

[[conventions.alternatives]]
id = "a"
title = "甲"
certainty = "common"
targets = { own_name = "power_green" }

[[conventions.alternatives]]
id = "b"
title = "乙"
certainty = "common"
targets = { own_name = "heat_nonfossil" }
"""

ALTERNATIVE = """\
[[alternatives]]
convention = "ordinary_power_factor"
id = "own"
title = "园区因子"
certainty = "common"
targets = { ordinary_power_factor = "power_green" }
"""

ENERGY = """\
id,name,group,unit,calorific_tce_per_unit,nature,clean,fuel,certainty,reference
own_gas,园区燃气,天然气,万立方米,12.1,fossil,true,own_gas,common,ndrc_910
"""

INDICATOR = """\
[[indicators]]
id = "own"
name = "自定指标"
unit = "%"
kind = "share"
theme = "能源"
definition = "甲 ÷ 乙"
formula_certainty = "direct"
reference = "ndrc_910"
proofs = ["台账"]
"""

ALL = {
    "schemes/own.toml": SCHEME,
    "fuel_factors/own.csv": FUELS,
    "factors/own.csv": FACTORS,
    "conventions.toml": CONVENTION + "\n" + ALTERNATIVE,
    "energy_types.csv": ENERGY,
    "indicators.toml": INDICATOR,
}

WRONG = [
    # what, file, text, replacement, the beginning of the sentence after the file name
    ("a misspelt field", "schemes/own.toml", "limit = 30", "limt = 30",
     " 第 32 行：未知字段“limt”，可用字段为 limit、text、tiers、tier_by、measure、basis。"),
    ("a misspelt required field", "schemes/own.toml", 'issuer = "园', 'isuer = "园', " 第 4 行：未知字段“isuer”，可用字段为 id、"),
    ("a misspelt field inside a list", "schemes/own.toml", "{ from = 1000000", "{ form = 1000000",
     " 第 22 行：未知字段“form”，可用字段为 from、below、limit。"),
    ("a missing field", "schemes/own.toml", 'document = "内部办法"\n', "", " 第 1 行：缺少字段“document”，请补上。"),
    ("a missing field of a row", "schemes/own.toml", 'name = "可再生能源消费占比"\n', "", " 第 25 行：缺少字段“name”，请补上。"),
    ("a number in quotes", "schemes/own.toml", "limit = 70", 'limit = "70"', " 第 33 行：字段“limit”应为数字，不加引号。"),
    ("a truth for a number", "schemes/own.toml", "limit = 70", "limit = true", " 第 33 行：字段“limit”应为数字，不加引号。"),
    ("nan", "schemes/own.toml", "limit = 70", "limit = nan", " 第 33 行：字段“limit”应为有限的数字，不能是 nan 或 inf。"),
    ("infinity", "schemes/own.toml", "limit = 70", "limit = inf", " 第 33 行：字段“limit”应为有限的数字，不能是 nan 或 inf。"),
    ("an endless number", "schemes/own.toml", "limit = 70", "limit = 1e99999", " 第 33 行：字段“limit”数字位数过多，最多 28 位。"),
    ("a text for a list", "schemes/own.toml", '["city"]', '"city"', " 第 40 行：字段“levels”应为方括号中的列表。"),
    ("a number for a text", "schemes/own.toml", '"园区管委会"', "3", " 第 4 行：字段“issuer”应为加引号的文字。"),
    ("an empty text", "schemes/own.toml", '"园区管委会"', '" "', " 第 4 行：字段“issuer”不能为空。"),
    ("a number for a table", "schemes/own.toml", "near_term = { limit = 30 }", "near_term = 30",
     " 第 32 行：字段“near_term”应为花括号中的表，或以该名为标题的一节。"),
    ("a wrong class", "schemes/own.toml", '"core"', '"hard"',
     " 第 14 行：字段“class”的值“hard”不可用，可用值为 binding、reference、incentive、core、guiding。"),
    ("a wrong comparison", "schemes/own.toml", '">="', '">"', " 第 31 行：字段“comparison”的值“>”不可用，可用值为 >=、<=。"),
    ("a wrong judgement", "schemes/own.toml", '"energy_floor"', '"floor"', " 第 39 行：字段“judged_by”的值“floor”不可用，可用值为"),
    ("a wrong date", "schemes/own.toml", 'level = "city"', 'date = "去年"', " 第 8 行：字段“date”应为日期，如 2025-03-19。"),
    ("a wrong id", "schemes/own.toml", 'id = "own"', 'id = "自定"', " 第 1 行：字段“id”的值“自定”只能用小写字母、数字、下划线和连字符"),
    ("a missing limit", "schemes/own.toml", "near_term = { limit = 30 }\n", "",
     " 第 25 行：缺少限值：请写 near_term 和 long_term，或只写一个两期共用的 target。"),
    ("an empty goal", "schemes/own.toml", "{ limit = 30 }", "{}",
     " 第 32 行：缺少限值，或写了不止一种：limit、text、tiers 三者须且只须写一个。"),
    ("a goal and horizons", "schemes/own.toml", "near_term = {", "target = {",
     " 第 25 行：target 表示两期共用，不能与 near_term、long_term 同时写。"),
    ("tiers that overlap", "schemes/own.toml", "from = 1000000", "from = 900000", " 第 18 行：tiers 第 2 档与前一档重叠或没有从小到大排列"),
    ("tiers that descend", "schemes/own.toml", "{ from = 1000000,", "{ from = 2000000, below = 1500000,",
     " 第 18 行：tiers 第 2 档与前一档重叠"),
    ("a tier after the last", "schemes/own.toml", "below = 1000000, ", "", " 第 18 行：tiers 第 2 档与前一档重叠"),
    ("tiers without what they go by", "schemes/own.toml", 'tier_by = "energy_equivalent_tce"\n', "",
     " 第 18 行：tiers 与 tier_by 应同时出现。"),
    ("a floor without a limit", "schemes/own.toml", "limit = 200000\n", "",
     " 第 35 行：judged_by 为 energy_floor 的条件应写 limit（吨标准煤）。"),
    ("a number twice", "schemes/own.toml", "number = 2", "number = 1",
     " 第 26 行：number“1”与“schemes/own.toml 第 10 行”重复，请改用另一个。"),
    ("an indicator twice", "schemes/own.toml", '"renewable_share"', '"carbon_per_unit_energy"',
     " 第 27 行：indicator“carbon_per_unit_energy”与"),
    ("an id that ships", "schemes/own.toml", 'id = "own"', 'id = "wuxi-2025"',
     " 第 1 行：id“wuxi-2025”与“自带的 schemes/wuxi-2025.toml 第 1 行”重复，请改用另一个。"),
    ("an unknown indicator", "schemes/own.toml", '"renewable_share"', '"renewables"',
     " 第 27 行：字段“indicator”所指的“renewables”不存在，是否应为“renewable_share”。"),
    ("an unknown reference", "schemes/own.toml", 'reference = "ndrc_910"\nc', 'reference = "内部"\nc',
     " 第 6 行：字段“reference”所指的“内部”不存在，请先在 references.toml 中定义。"),
    ("a share that is not in percent", "schemes/own.toml", 'unit = "%"', 'unit = "个"',
     " 第 30 行：指标“renewable_share”的单位应为 %，请改正 unit。"),
    ("more than all", "schemes/own.toml", "limit = 70", "limit = 700", " 第 33 行：百分数限值应在 0 至 100 之间（20 表示 20%）。"),
    ("words for a number", "schemes/own.toml", "{ limit = 70 }", '{ text = "七成" }',
     " 第 33 行：指标“renewable_share”的限值应为数字 limit 或 tiers。"),
    ("a condition of no row", "schemes/own.toml", "limit = 200000", "limit = 200000\nrow = 7",
     " 第 42 行：字段“row”所指的第 7 号指标不存在"),
    ("no rows", "schemes/own.toml", SCHEME[SCHEME.index("[[rows]]"):], "rows = []", " 第 10 行：字段“rows”至少应有一项。"),
    ("bad TOML", "schemes/own.toml", '"core"', 'core"', " 第 14 行：写法不符合 TOML 格式，请检查引号、等号和括号是否成对。"),
    ("TOML that stops", "schemes/own.toml", '"ndrc_910"\n', '"ndrc_910"\nx = [', "：写法不符合 TOML 格式"),
    ("a key twice", "schemes/own.toml", 'class = "core"', 'class = "core"\nclass = "core"',
     " 第 15 行：同一个字段或表写了两次，请只保留一个。"),
    ("a wrong product", "fuel_factors/own.csv", "2.9251", "2.9300",
     " 第 5 行：tco2_per_unit 为 2.9300，而热值×含碳量×氧化率×44/12 = 2.9251，请核对这四列。"),
    ("a negative calorific value", "fuel_factors/own.csv", "43.07", "-43.07", " 第 5 行：列“ncv_gj_per_unit”应大于 0。"),
    ("a negative carbon content", "fuel_factors/own.csv", "0.01890", "-0.01890", " 第 5 行：列“carbon_tc_per_gj”不能为负数。"),
    ("oxidation in percent", "fuel_factors/own.csv", "0.01890,0.98", "0.01890,98", " 第 5 行：氧化率 98 大于 1，请填写小数，如 0.98。"),
    ("NaN in a cell", "fuel_factors/own.csv", "42.652", "NaN",
     " 第 6 行：列“ncv_gj_per_unit”应为如 0.8325 的半角数字（不带单位和千分位），现为“NaN”。"),
    ("full-width digits", "fuel_factors/own.csv", "42.652", "４２.652", " 第 6 行：列“ncv_gj_per_unit”应为如 0.8325 的半角数字"),
    ("a blank that is needed", "fuel_factors/own.csv", "42.652", "", " 第 6 行：列“ncv_gj_per_unit”没有填写，请补上。"),
    ("a cell too few", "fuel_factors/own.csv", "3.0959,common,ndrc_910,", "3.0959,common,ndrc_910",
     " 第 6 行：有 8 列，而表头有 9 列"),
    ("a cell too many", "fuel_factors/own.csv", "3.0959,common,ndrc_910,", "3.0959,common,ndrc_910,,",
     " 第 6 行：有 10 列，而表头有 9 列"),
    ("an unknown column", "fuel_factors/own.csv", "oxidation", "oxid",
     " 第 4 行：未知列“oxid”，可用列为 fuel、unit、ncv_gj_per_unit"),
    ("a missing column", "factors/own.csv", FACTORS, "id,title,value\na,b,1\n", " 第 1 行：缺少列“unit”，请补上。"),
    ("a column twice", "factors/own.csv", "title,value", "value,value", " 第 1 行：表头的列名“value”为空或重复，请改正。"),
    ("a misspelt head", "fuel_factors/own.csv", "#title", "#titel",
     " 第 1 行：未知的“#titel”行，可用的有 #title、#reference、#certainty、#note。"),
    ("a missing head", "fuel_factors/own.csv", "#title,园区实测因子\n", "", " 第 3 行：缺少文件开头的“#title”行，请补上。"),
    ("a head twice", "fuel_factors/own.csv", "#reference,ndrc_910", "#title,又一个", " 第 2 行：“#title”写了两次，请只保留一个。"),
    ("an unquoted comma", "fuel_factors/own.csv", "园区实测因子", "园区,实测因子", " 第 1 行：“#title”之后应有且只有一个值"),
    ("an unknown fuel", "fuel_factors/own.csv", "diesel", "deisel", " 第 6 行：列“fuel”所指的“deisel”不存在，是否应为“diesel”。"),
    ("a fuel twice", "fuel_factors/own.csv", "diesel", "gasoline",
     " 第 6 行：fuel“gasoline”与“fuel_factors/own.csv 第 5 行”重复"),
    ("another unit", "fuel_factors/own.csv", "diesel,吨", "diesel,千克", " 第 6 行：单位“千克”与能源品种表中的“吨”不同，请换算后填写。"),
    ("no rows in a table", "fuel_factors/own.csv", FUELS[FUELS.index("gasoline"):], "", "：没有数据行，请在表头下填写，或删除该文件。"),
    ("an open quote", "fuel_factors/own.csv", "diesel", '"diesel', " 第 6 行：写法不符合 CSV 格式，请检查双引号是否成对。"),
    ("a wrong certainty", "factors/own.csv", "common", "sure", " 第 2 行：列“certainty”的值“sure”不可用，可用值为 official、"),
    ("a negative factor", "factors/own.csv", "0.5", "-0.5", " 第 2 行：列“value”不能为负数。"),
    ("a wrong year", "factors/own.csv", "2024", "去年", " 第 2 行：列“year”应为 1990 至 2100 之间的年份。"),
    ("a factor that ships", "factors/own.csv", "power_own", "power_green",
     " 第 2 行：id“power_green”与“自带的 factors/power_and_heat.csv 第 18 行”重复"),
    ("a default that is no alternative", "conventions.toml", 'default = "a"', 'default = "c"',
     " 第 7 行：default“c”不在选项之中，可用值为 a、b。"),
    ("an alternative twice", "conventions.toml", 'id = "b"', 'id = "a"', " 第 16 行：id“a”与“conventions.toml 第 9 行”重复"),
    ("alternatives for different names", "conventions.toml", 'own_name = "heat_nonfossil"', 'other = "heat_nonfossil"',
     " 第 19 行：选项“b”的 targets 应恰好给出 own_name。"),
    ("a name bound twice", "conventions.toml", "own_name", "renewable_share",
     " 第 13 行：名称“renewable_share”已由口径“renewable_view”决定"),
    ("names bound in a circle", "conventions.toml", 'ordinary_power_factor = "power_green"',
     'ordinary_power_factor = "industrial_ordinary_power_factor"', " 第 26 行：名称“ordinary_power_factor”经各口径绕回了自己，请改正。"),
    ("no alternatives", "conventions.toml", CONVENTION[CONVENTION.index("[[conventions.alt"):], "", " 第 1 行：口径没有选项"),
    ("an unknown convention", "conventions.toml", '"ordinary_power_factor"', '"ordinary_power"',
     " 第 22 行：字段“convention”所指的“ordinary_power”不存在，是否应为“ordinary_power_factor”。"),
    ("an alternative to the fuel sets", "conventions.toml", '"ordinary_power_factor"', '"fuel_factor_set"',
     " 第 22 行：口径“fuel_factor_set”的选项是已有的燃料排放因子集，请改为在 fuel_factors 文件夹中加入文件。"),
    ("a fossil kind without fuel", "energy_types.csv", "true,own_gas", "true,", " 第 2 行：化石能源应在 fuel 列填写燃料编号"),
    ("a coefficient of zero", "energy_types.csv", "12.1", "0", " 第 2 行：列“calorific_tce_per_unit”应大于 0。"),
    ("a wrong group", "energy_types.csv", "天然气", "气体", " 第 2 行：列“group”的值“气体”不可用，可用值为 煤品、油品、"),
    ("a wrong truth", "energy_types.csv", "true", "是", " 第 2 行：列“clean”应为 true 或 false。"),
    ("too many decimals", "indicators.toml", 'proofs = ["台账"]', 'proofs = ["台账"]\ndecimals = 9',
     " 第 11 行：字段“decimals”小数位数应为 0 至 6。"),
    ("a kind that does not exist", "indicators.toml", '"share"', '"rate"', " 第 5 行：字段“kind”的值“rate”不可用"),
]  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_the_files_that_are_made_wrong_below_are_right_before(name: str, own: Callable) -> None:
    rules.load(own(name, ALL[name]))


@pytest.mark.parametrize(("what", "name", "text", "instead", "sentence"), WRONG, ids=[each[0] for each in WRONG])
def test_what_is_wrong_is_said_in_one_sentence_with_its_line(
    what: str, name: str, text: str, instead: str, sentence: str, complaint: Complaint
) -> None:
    content = ALL[name]
    assert text in content
    said = complaint(name, content.replace(text, instead, 1) if "bound" not in what else content.replace(text, instead))
    pattern = re.escape(sentence)
    if sentence.startswith("："):  # the line depends on the parser, or there is none
        pattern = r"( 第 \d+ 行)?" + pattern
    assert re.match(re.escape(name) + pattern, said), said
    assert said.endswith("。") and said.count("。") == 1 and "\n" not in said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "：文件为空，请填写内容或删除该文件。"),
        (b" \n\xef\xbb\xbf"[:2], "：文件为空，请填写内容或删除该文件。"),
        (SCHEME.encode("gbk"), " 第 2 行：文件不是 UTF-8 编码，请另存为 UTF-8 编码后重新放入。"),
        (SCHEME.encode("utf-16"), " 第 1 行：文件不是 UTF-8 编码，请另存为 UTF-8 编码后重新放入。"),
        (b"#" * (5 * 1024 * 1024 + 1), "：文件大于 5 MB，不像规则文件，请检查后重新放入。"),
        (b"x = " + b"[" * 5000, "：写法不符合 TOML 格式，请检查引号、等号和括号是否成对。"),
        (b"x = " + b"9" * 5000, "：写法不符合 TOML 格式，请检查引号、等号和括号是否成对。"),
    ],
    ids=["empty", "blank", "GBK", "UTF-16", "huge", "deep", "long number"],
)
def test_a_file_that_is_no_rule_file_is_refused(content: bytes, sentence: str, complaint: Complaint) -> None:
    said = complaint("schemes/own.toml", content)
    assert re.sub(r" 第 \d+ 行(?=：写法)", "", said) == "schemes/own.toml" + sentence


def test_a_file_in_an_unknown_place_is_refused_with_the_known_ones(complaint: Complaint) -> None:
    assert complaint("scheme/own.toml", SCHEME).startswith("scheme/own.toml：不知道这是哪一类规则文件，请改为以下位置之一：")


def test_a_folder_that_does_not_exist_is_refused(tmp_path) -> None:
    with pytest.raises(rules.RulesError, match="规则文件夹“nowhere”不存在，请检查所选位置。"):
        rules.load(tmp_path / "nowhere")


def test_a_line_is_right_in_a_file_from_windows(complaint: Complaint) -> None:
    wrong = SCHEME.replace("limit = 30", "limt = 30").replace("\n", "\r\n")
    assert complaint("schemes/own.toml", b"\xef\xbb\xbf" + wrong.encode()).startswith("schemes/own.toml 第 32 行：未知字段")


def test_a_line_is_right_after_a_cell_of_two_lines(complaint: Complaint) -> None:
    wrong = FACTORS.replace("园区因子", '"园区\n因子"') + "power_b,乙,-1,tCO2/MWh,,ndrc_910,common,\n"
    assert complaint("factors/own.csv", wrong) == "factors/own.csv 第 4 行：列“value”不能为负数。"


def test_a_long_value_is_cut_in_the_sentence(complaint: Complaint) -> None:
    said = complaint("schemes/own.toml", SCHEME.replace('"core"', '"' + "长" * 1000 + '"'))
    assert said.startswith(f"schemes/own.toml 第 14 行：字段“class”的值“{'长' * 40}…”不可用")
    assert len(said) < 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(ALL)), st.data())
def test_a_damaged_file_gives_rules_or_one_sentence(own: Callable, name: str, data: st.DataObject) -> None:
    content = ALL[name].encode()
    start = data.draw(st.integers(0, len(content)))
    signs = st.sampled_from([b'"', b"[", b"}", b"\n", b",", b"nan", b"=", b"#"])
    damage = data.draw(st.one_of(st.binary(max_size=4), signs))
    folder = own(name, content[:start] + damage + content[start + data.draw(st.integers(0, 20)) :])
    try:
        rules.load(folder)
    except rules.RulesError as error:
        assert re.match(rf"{re.escape(name)}( 第 \d+ 行)?：[^。\n]+。$", str(error)), error
    finally:
        (folder / name).unlink()
