"""The evaluation as plain data: values as full-precision decimal strings, in the unit that each row prints."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .evaluation import Evaluation, HorizonResult, RowResult
from .trace import Step, conventions_of, trace


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _horizon(result: HorizonResult) -> dict[str, Any]:
    limit = result.limit
    return {
        "year": result.year,
        "value": _text(result.value) if result.value is not None else result.text or None,
        "limit": None if limit is None else _text(limit.printed) if limit.printed is not None else limit.text,
        "comparison": limit.comparison if limit else None,
        "basis": limit.basis if limit else None,
        "verdict": result.verdict.value,
        "gap": _text(result.gap),
        "missing": [gap.sentence for gap in result.gaps],
        "missing_fields": [gap.address for gap in result.gaps],
        "planned": result.planned,
        "text": result.text,
        "reason": result.reason,
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        "title": step.title,
        "unit": step.unit,
        "equation": step.equation,
        "reference": step.reference,
        "value": _text(step.value),
        "inputs": [
            {
                "name": i.name,
                "title": i.title,
                "unit": i.unit,
                "kind": i.kind,
                "value": _text(i.value),
                "field": i.address,
                "source": i.source,
                "certainty": i.certainty,
            }
            for i in step.inputs
        ],
        "columns": list(step.columns),
        "lines": [
            {
                "label": line.label,
                "unit": line.unit,
                "cells": [_text(cell) for cell in line.cells],
                "source": line.source,
                "certainty": line.certainty,
            }
            for line in step.lines
        ],
    }


def convention_text(evaluation: Evaluation, row: RowResult) -> str:
    """The readings that the row's current value rests on: “title：choice；…”."""
    choices = evaluation.base.choices
    parts = []
    for key in conventions_of(evaluation, row.current.measure, row.current.year):
        convention = evaluation.rules.conventions[key]
        choice = choices.get(key, convention.default)
        alternative = convention.alternative(choice)
        title = alternative.title if alternative else evaluation.rules.fuel_set(choice).title
        parts.append(f"{convention.title}：{title}")
    return "；".join(parts)


def _row(evaluation: Evaluation, result: RowResult) -> dict[str, Any]:
    current = result.current
    return {
        "number": result.row.number,
        "id": result.row.indicator,
        "name": result.row.name,
        "class": result.row.row_class.value,
        "unit": result.row.unit,
        "horizons": {name.value: _horizon(horizon) for name, horizon in result.horizons.items()},
        "convention": convention_text(evaluation, result),
        "formula_certainty": result.indicator.formula_certainty.value,
        "exemption": result.exemption.reason if result.exemption else None,
        "claimed": result.claim is not None,
        "steps": [_step(step) for step in trace(evaluation, current.measure, current.year)],
    }


def as_json(evaluation: Evaluation, scheme: str | None = None) -> dict[str, Any]:
    """The evaluation of all schemes, or of one.

    Raises:
        RulesError: no scheme has that id.
    """
    wanted = [evaluation.rules.scheme(scheme).id] if scheme else list(evaluation.schemes)
    return {
        "schemes": [
            {
                "id": key,
                "title": evaluation.schemes[key].scheme.title,
                "rows": [_row(evaluation, row) for row in evaluation.schemes[key].rows],
                "conditions": [
                    {
                        "id": c.condition.id,
                        "title": c.condition.title,
                        "verdict": c.verdict.value,
                        "finding": c.finding,
                        "missing": [gap.sentence for gap in c.gaps],
                    }
                    for c in evaluation.schemes[key].conditions
                ],
            }
            for key in wanted
        ]
    }
