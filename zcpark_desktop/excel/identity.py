"""The hidden sheet by which a workbook says what it is and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

SHEET = "_zcpark"
OPTIONS_SHEET = "_options"
FORMAT = 1


@dataclass(frozen=True)
class Identity:
    """What a workbook of ours is.

    Attributes:
        template: park, office, enterprise or table.
        version: of the template's format; a newer one is not read.
        program: version of the program that wrote it.
        schemes: the schemes in use, each with the digest of its rules.
        project: the project's id.
        enterprise: the key of the enterprise that it is for; empty for the others.
        office: the office that it is for; empty for the others.
    """

    template: str
    version: str = str(FORMAT)
    program: str = ""
    schemes: str = ""
    project: str = ""
    enterprise: str = ""
    office: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Name and value, line by line."""
        return list(asdict(self).items())


def identity_from(lines: Mapping[str, str]) -> Identity | None:
    """The identity that a sheet's lines give; None where they are none of ours."""
    known = {field.name for field in fields(Identity)}
    found = {name: value for name, value in lines.items() if name in known}
    return Identity(**found) if "template" in found else None
