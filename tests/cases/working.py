"""Arithmetic as people write it, `(50000*1.229 + 714.3) / 4`, worked out exactly; shares no code with the program."""

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction


def worked_out(text: str) -> Fraction:
    """The exact value of sums, differences, products and quotients of decimal numbers, with parentheses and min().

    Raises:
        ValueError: anything else stands in `text`.
    """
    return _value(ast.parse(text.replace("\n", " ").strip(), mode="eval").body, text)


def _value(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.Constant):
        return Fraction(ast.get_source_segment(text.replace("\n", " ").strip(), node).replace("_", ""))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, text)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "min":
        return min(_value(each, text) for each in node.args)
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, text), _value(node.right, text)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
    raise ValueError(f"no plain arithmetic: {text}")


def rounded(value: Fraction, like: Decimal) -> Decimal:
    """`value` rounded half up to as many places as `like` is written with."""
    scale = 10 ** max(0, -int(like.as_tuple().exponent))
    whole = (abs(value) * scale * 2 + 1) // 2
    return Decimal(whole if value >= 0 else -whole) / scale
