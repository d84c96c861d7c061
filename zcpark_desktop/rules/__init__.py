"""The rules as data: schemes, indicators, conventions, factors and their sources, read from `resources/rules`."""

from .catalogue import Rules
from .entries import (
    Alternative,
    Convention,
    EnergyType,
    Factor,
    FuelFactor,
    FuelFactorSet,
    Indicator,
    IndicatorKind,
    Nature,
    ProcessFactor,
    Reference,
)
from .errors import RulesError
from .fields import Certainty
from .loading import load
from .scheme import Condition, Goal, Horizon, IndicatorClass, Level, Limit, Row, Scheme, Tier, digest, digest_of_factors

__all__ = [
    "Alternative",
    "Certainty",
    "Condition",
    "Convention",
    "EnergyType",
    "Factor",
    "FuelFactor",
    "FuelFactorSet",
    "Goal",
    "Horizon",
    "Indicator",
    "IndicatorClass",
    "IndicatorKind",
    "Level",
    "Limit",
    "Nature",
    "ProcessFactor",
    "Reference",
    "Row",
    "Rules",
    "RulesError",
    "Scheme",
    "Tier",
    "digest",
    "digest_of_factors",
    "load",
]
