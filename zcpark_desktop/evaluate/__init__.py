"""The schemes evaluated on a project: verdicts, gaps, what is missing, and how each number came about."""

from .as_json import as_json, convention_text
from .differences import Difference, differences
from .evaluation import Evaluation, HorizonResult, RowResult, SchemeResult, evaluate
from .judge import LISTS, ConditionResult, Judgement, judge_devices, judge_products
from .names import load_rules
from .resolve import Resolver, Undefined
from .statements import claim_of, effective_exemption, exemption_faults, may_exempt
from .trace import Input, Line, Step, conventions_of, trace
from .verdict import HorizonName, Verdict

__all__ = [
    "LISTS",
    "ConditionResult",
    "Difference",
    "Evaluation",
    "HorizonName",
    "HorizonResult",
    "Input",
    "Judgement",
    "Line",
    "Resolver",
    "RowResult",
    "SchemeResult",
    "Step",
    "Undefined",
    "Verdict",
    "as_json",
    "claim_of",
    "convention_text",
    "conventions_of",
    "differences",
    "effective_exemption",
    "evaluate",
    "exemption_faults",
    "judge_devices",
    "judge_products",
    "load_rules",
    "may_exempt",
    "trace",
]
