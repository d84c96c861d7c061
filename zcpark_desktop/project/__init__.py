"""The project's data: frozen models in which every field declares its title, unit, limits and source once."""

from .addressing import Address, NoSuchAddress, described, field_at, row_title, value_at
from .edits import with_value, with_values
from .origins import How, Origin
from .origins_stamping import origin_of, with_origins
from .project import Project, new_project, year_mismatches
from .reading import ProjectError, dump_json, parse_json, project_schema

__all__ = [
    "Address",
    "How",
    "NoSuchAddress",
    "Origin",
    "Project",
    "ProjectError",
    "described",
    "field_at",
    "row_title",
    "dump_json",
    "new_project",
    "origin_of",
    "parse_json",
    "project_schema",
    "value_at",
    "with_origins",
    "with_value",
    "with_values",
    "year_mismatches",
]
