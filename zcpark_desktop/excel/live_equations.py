"""A formula's equation, as the registry states it, as the formula of a cell.

The equation says `{parameter}`, `× ÷ − +`, brackets, `min(…)`, and `Σ {amounts} × {coefficients}` over energy kinds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from zcpark_desktop.formulas.registry import Formula

SPELLED_OUT = {
    # where the function guards a case that the printed equation does not mention
    "industrial_electricity_share":
        "IF({other_sectors_electricity_10k_kwh} = 0, 1, "
        "1 − {other_sectors_electricity_10k_kwh} ÷ {electricity_consumption_10k_kwh})",
    "industrial_heat_share":
        "IF({other_sectors_heat_gj} = 0, 1, 1 − {other_sectors_heat_gj} ÷ {heat_consumption_gj})",
    "nonfossil_electricity_with_grid_share_10k_kwh":
        "{nonfossil_electricity_with_certificates_10k_kwh} + max({grid_10k_kwh} − {applied_certificates_10k_kwh}, 0) "
        "× {grid_nonfossil_percent} ÷ 100",
}

_SUM = re.compile(r"Σ \{(\w+)\} × \{(\w+)\}")
_NAME = re.compile(r"\{(\w+)\}")
_SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-"})
_ALLOWED = re.compile(r"[-+*/(),.=\d\s]|IF|MIN|MAX|SUMPRODUCT|@\d+@")


class UnknownEquation(ValueError):
    """An equation holds something that no cell formula is known for; the program's own fault."""


def cell_formula(formula: Formula, cell: Callable[[str], str], area: Callable[[str], str]) -> str:
    """The formula of the cell that holds `formula`'s value.

    Args:
        cell: the reference of a parameter's single cell (for a formula over energy kinds: the kind's cell).
        area: the reference of a parameter's cells over all energy kinds.

    Raises:
        UnknownEquation: the equation has a sign that is not known here.
    """
    references: list[str] = []

    def kept(reference: str) -> str:
        references.append(reference)
        return f"@{len(references) - 1}@"

    text = SPELLED_OUT.get(formula.name, formula.equation)
    text = _SUM.sub(lambda found: f"SUMPRODUCT({kept(area(found[1]))},{kept(area(found[2]))})", text)
    text = _NAME.sub(lambda found: kept(cell(found[1])), text).translate(_SIGNS)
    text = text.replace("min(", "MIN(").replace("max(", "MAX(")
    if _ALLOWED.sub("", text):
        raise UnknownEquation(f"{formula.name}: {text}")
    return "=" + re.sub(r"@(\d+)@", lambda found: references[int(found[1])], text)
