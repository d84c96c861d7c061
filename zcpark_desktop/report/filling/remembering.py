"""What was chosen for the fields of a form, kept among the user's data: a form is mapped once."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

from ... import paths
from .fields import Form


def _file(form: Form) -> Path:
    return paths.user_data() / "forms" / f"{form.digest}.json"


def remembered(form: Form) -> dict[str, str]:
    """Text of a field → the name that was chosen for it; empty for a form that is new."""
    try:
        found = json.loads(_file(form).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    fields = found.get("fields") if isinstance(found, dict) else None
    if not isinstance(fields, dict):
        return {}
    return {key: value for key, value in fields.items() if isinstance(key, str) and isinstance(value, str)}


def remember(form: Form, mapping: Mapping[str, str]) -> None:
    """Keep what was chosen; a disk that refuses costs the memory only."""
    with contextlib.suppress(OSError):
        file = _file(form)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"fields": dict(sorted(mapping.items()))}, ensure_ascii=False, indent=1)
        file.write_text(text, encoding="utf-8", newline="\n")
