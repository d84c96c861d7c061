"""Facts that are one field of the year's record; title and unit come from the field's declaration."""

from __future__ import annotations

import calendar
from decimal import Decimal

from ..project.fields import Model
from ..project.years import Economy, Electricity, Freight, Heat, Resources
from .registry import Fact, FactValue, Missing, View, add_fact, fact

PARTS: dict[str, type[Model]] = {
    "economy": Economy,
    "electricity": Electricity,
    "heat": Heat,
    "resources": Resources,
    "freight": Freight,
}


def _field_fact(part: str, name: str, title: str, unit: str) -> Fact:
    def read(view: View) -> FactValue:
        record = view.record
        value = getattr(getattr(record, part), name) if record else None
        if value is None:
            spoken = title.removeprefix("其中：")  # beside its whole in a form, alone in a sentence
            return Missing((view.gap(spoken, view.address(f"{part}/{name}")),))
        return Decimal(value)

    return Fact(name, title, unit, f"years/{{year}}/{part}/{name}", read)


for _part, _model in PARTS.items():
    for _name, _info in _model.model_fields.items():
        _extra = _info.json_schema_extra
        if isinstance(_extra, dict) and _extra.get("unit"):
            add_fact(_field_fact(_part, _name, _info.title or _name, str(_extra["unit"])))


@fact("全年天数", unit="天", where="years/{year}")
def days_of_year(view: View) -> FactValue:
    """365 or 366."""
    return Decimal(366 if calendar.isleap(view.year) else 365)
