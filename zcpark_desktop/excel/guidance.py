"""What guides those who fill a sheet in: the definition of each column, and an example beneath it.

Both stand in rows that say so by their keys. Where a sheet was copied without its hidden keys, they are known again by
their words: an example must never become a figure of the park.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.project.declared import Declared, Kind

_EXAMPLES = {
    "name": "示例名称（本行不会导入）", "credit_code": "91320200MA00000000", "industry_code": "3562", "evidence": "",
    "number": "示例-001", "longitude": "120.3", "latitude": "31.5",
}
_BY_KIND = {Kind.NUMBER: "1234.5", Kind.COUNT: "12", Kind.YEAR: "2024", Kind.DATE: "2024-06-30"}


def definition_of(field: Declared) -> str:
    """What is asked, who usually has it, and how several are written."""
    several = "填写编号，多个用顿号分开" if field.kind is Kind.SEVERAL_OF else ""
    return "；".join(part for part in (field.definition, several) if part)


def labels_of(field: Declared, offers: Offers) -> list[str]:
    """What may be chosen; none for a field that is typed."""
    if field.kind is Kind.YES_NO:
        return ["是", "否"]
    if field.kind is Kind.CHOICE:
        return [choice.label for choice in field.choices]
    return list(offers.of(field.offered_by).values()) if field.kind is Kind.ONE_OF else []


def example_of(field: Declared, offers: Offers) -> str:
    """An answer as it is written; empty for none."""
    name = field.pattern.rpartition("/")[2]
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    return next(iter(labels_of(field, offers)), "") or _BY_KIND.get(field.kind, "")


def is_guidance(cells: Iterable[tuple[Declared, Any]], offers: Offers) -> bool:
    """Whether what stands in a row is definitions, or the example, and nothing else is."""
    said = [(field, value) for field, value in cells if value is not None and value != ""]
    return len(said) > 1 and all(
        isinstance(value, str) and value.strip() in (definition_of(field), example_of(field, offers))
        for field, value in said)
