"""Named numbers of one year, as formulas ask for them; what is not filled in is Missing, with what is lacking."""

from . import coefficients, energy, enterprises, facilities, fields
from .registry import FACTS, Fact, FactValue, Gap, Missing, View

__all__ = [
    "FACTS",
    "Fact",
    "FactValue",
    "Gap",
    "Missing",
    "View",
    "coefficients",
    "energy",
    "enterprises",
    "facilities",
    "fields",
]
