"""The answers that a row of a scheme can have."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """How a row stands at a horizon. Never a default, never an average."""

    MET = "met"
    NOT_MET = "not_met"
    MISSING = "missing"
    EXEMPT = "exempt"
    NOT_CLAIMED = "not_claimed"
    NOT_APPLICABLE = "not_applicable"
    UNDEFINED = "undefined"


class HorizonName(StrEnum):
    """The three dates at which every row is looked at."""

    CURRENT = "current"
    NEAR_TERM = "near_term"
    LONG_TERM = "long_term"
