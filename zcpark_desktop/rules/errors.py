"""The one error of the rules: a Chinese sentence that says where, what and what to do."""

from __future__ import annotations

_LONGEST = 40


class RulesError(ValueError):
    """A rule file is wrong, or something was asked for that no rule file defines."""


def shown(value: object) -> str:
    """A wrong value as a sentence can hold it: on one line, and cut when long."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
