"""The one error of the rules: a Chinese sentence that says where, what and what to do."""

from __future__ import annotations


class RulesError(ValueError):
    """A rule file is wrong, or something was asked for that no rule file defines."""
