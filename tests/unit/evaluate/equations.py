"""Recomputes a step of the calculation appendix from nothing but what is printed: equation, inputs and lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from zcpark_desktop.evaluate import Step

TOKEN = re.compile(r"\s*(?:(?P<number>\d+)|⟨(?P<title>\d+)⟩|(?P<sign>Σ|min|max|[+−×÷(),]))")


class Recomputed:
    """The value of an equation for one set of numbers: those of the whole step, or those of one of its lines."""

    def __init__(self, step: Step, line: int | None) -> None:
        """Take `step` apart; `line` picks one line of a step whose result is a column."""
        titles = sorted({each.title for each in step.inputs} | set(step.columns), key=len, reverse=True)
        text = step.equation
        for number, title in enumerate(titles):
            text = text.replace(title, f"⟨{number}⟩")
        self.titles, self.step, self.line = titles, step, line
        self.tokens = [match for match in TOKEN.finditer(text)]
        assert "".join(match[0] for match in self.tokens).strip() == text.strip(), f"cannot be read: {text}"
        self.at = 0

    def value(self) -> Fraction:
        """The value of the whole equation."""
        found = self._sum(None if self.line is None else self.line)
        assert self.at == len(self.tokens), self.step.equation
        return found

    def _next(self, *signs: str) -> str | None:
        if self.at < len(self.tokens) and self.tokens[self.at]["sign"] in signs:
            self.at += 1
            return self.tokens[self.at - 1]["sign"]
        return None

    def _sum(self, line: int | None) -> Fraction:
        found = self._product(line)
        while sign := self._next("+", "−"):
            term = self._product(line)
            found = found + term if sign == "+" else found - term
        return found

    def _product(self, line: int | None) -> Fraction:
        if self._next("Σ"):
            start, total = self.at, Fraction(0)
            for number in range(max(1, len(self.step.lines))):
                self.at = start
                term = self._product(number)
                total += term if self.step.lines else 0
            return total
        found = self._factor(line)
        while sign := self._next("×", "÷"):
            factor = self._factor(line)
            found = found * factor if sign == "×" else found / factor
        return found

    def _factor(self, line: int | None) -> Fraction:
        if self._next("("):
            found = self._sum(line)
            assert self._next(")"), self.step.equation
            return found
        if function := self._next("min", "max"):
            assert self._next("(")
            numbers = [self._sum(line)]
            while self._next(","):
                numbers.append(self._sum(line))
            assert self._next(")")
            return {"min": min, "max": max}[function](numbers)
        token = self.tokens[self.at]
        self.at += 1
        if token["number"]:
            return Fraction(token["number"])
        assert token["title"], f"{token[0]} in {self.step.equation}"
        return self._named(self.titles[int(token["title"])], line)

    def _named(self, title: str, line: int | None) -> Fraction:
        for each in self.step.inputs:
            if each.title == title:
                assert each.value is not None
                return Fraction(each.value)
        if not self.step.lines:
            return Fraction(0)
        assert line is not None, f"{title} is a column, and stands outside a sum in {self.step.equation}"
        cell = self.step.lines[line].cells[self.step.columns.index(title)]
        return Fraction(0 if cell is None else cell)


def recomputed(step: Step) -> Mapping[str, Fraction]:
    """The step's result; of a step whose result is a column, one for each line by its label."""
    if step.value is not None:
        return {"": Recomputed(step, None).value()}
    return {line.label: Recomputed(step, number).value() for number, line in enumerate(step.lines)}


def printed(step: Step) -> Mapping[str, Fraction]:
    """What the step says its result is, in the same shape."""
    if step.value is not None:
        return {"": Fraction(step.value)}
    return {line.label: Fraction(line.cells[-1] or 0) for line in step.lines}
