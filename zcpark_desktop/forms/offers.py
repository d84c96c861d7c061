"""What open lists offer: energy kinds, reference systems, evidence and more, as rules and project have them."""

from __future__ import annotations

from zcpark_desktop.boundary import find_system, likely_systems
from zcpark_desktop.project import Project
from zcpark_desktop.project.entry import Offered
from zcpark_desktop.rules import Rules


class Offers:
    """The open lists of one project, each worked out when it is first asked for."""

    def __init__(self, project: Project, rules: Rules) -> None:
        self._project, self._rules = project, rules
        self._lists: dict[str, Offered] = {}

    def of(self, name: str) -> Offered:
        """The list called `name` (`Declared.offered_by`): id → text shown; empty for a field that offers nothing."""
        if name not in self._lists:
            self._lists[name] = self._made(name)
        return self._lists[name]

    def _made(self, name: str) -> Offered:
        rules = self._rules
        if name == "energies":
            return {key: kind.name for key, kind in rules.energy_types.items()}
        if name == "indicators":
            return {key: indicator.name for key, indicator in rules.indicators.items()}
        if name == "process_products":
            return {key: product.name for key, product in rules.process_factors.items()}
        if name == "reference_systems":
            own = find_system(self._project.boundary.reference_system)
            systems = (*likely_systems(), *((own,) if own is not None else ()))
            return {each.id: each.title for each in systems}
        if name == "evidence":
            return {row.key: row.number or row.title or f"第{row.key}号" for row in self._project.evidence}
        return {}

    def unit_of_energy(self, energy: str) -> str:
        """The unit that amounts of `energy` are given in; blank for a kind that the rules do not know."""
        kind = self._rules.energy_types.get(energy)
        return kind.unit if kind is not None else ""

    def evidence_title(self, key: str) -> str:
        """Number and title of a piece of evidence, for tool tips; the id where it has been removed."""
        for row in self._project.evidence:
            if row.key == key:
                return f"{row.number} {row.title}".strip()
        return f"{key}（已删除）"
