"""Units as column titles write them, and the factor that leads from one to another.

Only powers of ten are declared, so that a converted number keeps all its digits and nothing else. A unit that is not
declared, or measures something else than the field, is never guessed at.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from zcpark_desktop.project.entry import folded

_UNITS: dict[str, dict[str, str]] = {
    "money": {"元": "1", "千元": "1E3", "万元": "1E4", "百万元": "1E6", "亿元": "1E8", "人民币万元": "1E4"},
    "standard coal": {"千克标准煤": "1E-3", "千克标煤": "1E-3", "kgce": "1E-3", "吨标准煤": "1", "吨标煤": "1", "tce": "1",
                      "万吨标准煤": "1E4", "万吨标煤": "1E4", "万tce": "1E4"},
    "carbon dioxide": {"千克二氧化碳": "1E-3", "kgco2": "1E-3", "吨二氧化碳": "1", "tco2": "1", "吨co2": "1",
                       "万吨二氧化碳": "1E4", "万tco2": "1E4", "万吨co2": "1E4"},
    "electricity": {"度": "1", "千瓦时": "1", "kwh": "1", "兆瓦时": "1E3", "mwh": "1E3", "万度": "1E4", "万千瓦时": "1E4",
                    "万kwh": "1E4", "吉瓦时": "1E6", "gwh": "1E6", "亿度": "1E8", "亿千瓦时": "1E8", "亿kwh": "1E8"},
    "power": {"千瓦": "1", "kw": "1", "kwp": "1", "兆瓦": "1E3", "mw": "1E3", "mwp": "1E3", "万千瓦": "1E4"},
    "heat": {"兆焦": "1E-3", "mj": "1E-3", "吉焦": "1", "gj": "1", "百万千焦": "1", "太焦": "1E3", "tj": "1E3",
             "万吉焦": "1E4", "万gj": "1E4"},
    "mass": {"千克": "1E-3", "公斤": "1E-3", "kg": "1E-3", "吨": "1", "t": "1", "千吨": "1E3", "万吨": "1E4", "万t": "1E4"},
    "volume": {"立方米": "1", "m3": "1", "方": "1", "千立方米": "1E3", "万立方米": "1E4", "万m3": "1E4", "亿立方米": "1E8"},
    "area": {"平方米": "1", "m2": "1", "万平方米": "1E4", "万m2": "1E4", "公顷": "1E4", "平方公里": "1E6", "平方千米": "1E6",
             "km2": "1E6"},
    "people": {"人": "1", "万人": "1E4"},
    "firms": {"家": "1", "个": "1"},
    "sheets": {"张": "1", "个": "1"},
    "share": {"%": "1", "百分比": "1"},
}
_TONNES_OF = ("standard coal", "carbon dioxide")  # whose tonnes a title may call tonnes
_IN_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_HINT = re.compile(r"必填|选填|全称|公章|盖章|是/?否|\d+位|如.*|例.*|以营业执照为准|按营业执照填写")
_BEHIND = re.compile(r"[:：/、,，]([^:：/、,，]+)$")


def _plain(unit: str) -> str:
    return re.sub(r"\s+", "", folded(unit)).lower().replace("·", "").removeprefix("单位:").removeprefix("单位")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(unit for units in _UNITS.values() for unit in units)


def is_unit(text: str) -> bool:
    """Whether `text` is the name of a unit and nothing else."""
    return _plain(text) in _known()


def has_scales(unit: str) -> bool:
    """Whether numbers in `unit` are also met in a unit ten, a thousand or ten thousand times as large or small."""
    plain = _plain(unit)
    if plain == "度":
        return False  # of an angle: no field has this unit for electricity
    return any(plain in units and len(set(units.values())) > 1 for kind, units in _UNITS.items() if kind != "people")


def split_title(title: str) -> tuple[str, str]:
    """A column's title without spaces, and the unit that stands in it (empty for none).

    What stands in brackets and is neither a unit nor a hint for filling in tells columns apart (当量值, 等价值) and stays.
    """
    text = _IN_BRACKETS.sub(lambda found: "" if _HINT.fullmatch(found[1]) else found[0],
                            re.sub(r"\s+", "", folded(title)))
    for found in reversed(list(_IN_BRACKETS.finditer(text))):
        inside = found[1]
        last = re.split(r"[,，;；、]", inside)[-1]
        if is_unit(inside) or is_unit(last):
            rest = "" if is_unit(inside) else f"({inside[:-len(last) - 1]})"
            return text[:found.start()] + rest + text[found.end():], last if rest else inside
    if (behind := _BEHIND.search(text)) and is_unit(behind[1]):
        return text[:behind.start()], behind[1]
    return text, ""


def factor(written: str, wanted: str) -> Decimal | None:
    """By what a number in `written` is multiplied to stand in `wanted`; None where one does not lead to the other."""
    one, other = _plain(written), _plain(wanted)
    if not one or one == other:
        return Decimal(1)
    for kind, units in _UNITS.items():
        if other in units:
            to = units | _UNITS["mass"] if kind in _TONNES_OF else units
            if one in to:
                return Decimal(to[one]) / Decimal(units[other])
    return None
