"""How each number is computed: pure functions, found by the name of their result."""

from . import carbon, energy, green, shares
from .registry import FORMULAS, Amounts, Formula, Value

__all__ = ["FORMULAS", "Amounts", "Formula", "Value", "carbon", "energy", "green", "shares"]
