"""Who the enterprises are: credit codes, names, industries, and where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..evaluate import Evaluation
from ..project.enterprises import Enterprise
from ..project.remembering import remembered
from .many import Fault, called, each_fault, enterprise_rule
from .registry import Noticed, Severity, rule

CODE_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 signs of a unified social credit code, in the order of their values (GB 32100-2015)."""

CODE_LENGTH = 18
_CODE = re.compile(f"[{CODE_SIGNS}]{{{CODE_LENGTH}}}")
_INDUSTRY = re.compile(r"[A-Ta-t]?\d{2,4}")
_SECTIONS = {
    "A": (1, 5),
    "B": (6, 12),
    "C": (13, 43),
    "D": (44, 46),
    "E": (47, 50),
    "F": (51, 52),
    "G": (53, 60),
    "H": (61, 62),
    "I": (63, 65),
    "J": (66, 69),
    "K": (70, 70),
    "L": (71, 72),
    "M": (73, 75),
    "N": (76, 79),
    "O": (80, 82),
    "P": (83, 83),
    "Q": (84, 85),
    "R": (86, 90),
    "S": (91, 96),
    "T": (97, 97),
}
"""First and last division of each section (GB/T 4754-2017)."""


def check_sign(first17: str) -> str:
    """The 18th sign that belongs to the first 17: weights are the powers of 3 modulo 31 (GB 32100-2015)."""
    total = sum(CODE_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first17))
    return CODE_SIGNS[-total % 31]


@enterprise_rule("identity.code_form", Severity.MUST_FIX, "统一社会信用代码为18位", reads=("credit_code",))
def codes_have_their_form(enterprise: Enterprise) -> Iterator[Fault]:
    """A credit code has 18 digits and capitals, without I, O, S, V, Z."""
    code = enterprise.credit_code.strip()
    if code and not _CODE.fullmatch(code):
        wrong = "".join(dict.fromkeys(sign for sign in code if sign not in CODE_SIGNS))
        fault = f"有{len(code)}位" if len(code) != CODE_LENGTH else f"含有“{wrong}”"
        yield (
            f"企业“{called(enterprise)}”的统一社会信用代码“{code[:40]}”{fault}，"
            f"应为{CODE_LENGTH}位数字和大写字母（不含I、O、S、V、Z）；请按营业执照更正。",
            "credit_code",
        )


@enterprise_rule("identity.code_check", Severity.MUST_FIX, "统一社会信用代码校验位正确", reads=("credit_code",))
def codes_end_with_their_check_sign(enterprise: Enterprise) -> Iterator[Fault]:
    """The last sign of a credit code follows from the others (GB 32100-2015)."""
    code = enterprise.credit_code.strip()
    if _CODE.fullmatch(code) and check_sign(code[:17]) != code[17]:
        yield (
            f"企业“{called(enterprise)}”的统一社会信用代码“{code}”校验不符：末位应为{check_sign(code[:17])}，"
            f"现为{code[17]}；请按营业执照更正。",
            "credit_code",
        )


@enterprise_rule("identity.code_missing", Severity.EXPLAIN, "企业有统一社会信用代码", reads=("credit_code",))
def enterprises_have_codes(enterprise: Enterprise) -> Iterator[Fault]:
    """An enterprise that is counted in has a credit code."""
    if enterprise.counted_in and not enterprise.credit_code.strip():
        yield f"企业“{called(enterprise)}”没有填写统一社会信用代码；请补充，或说明原因。", "credit_code"


@enterprise_rule("identity.name_missing", Severity.MUST_FIX, "企业有名称", reads=("name",))
def enterprises_have_names(enterprise: Enterprise) -> Iterator[Fault]:
    """Every row of the list has a name."""
    if not enterprise.name.strip():
        code = enterprise.credit_code.strip()
        which = f"统一社会信用代码为“{code}”的企业" if code else f"企业清单中“{called(enterprise)}”一行"
        yield f"{which}没有填写企业名称；请补充，或删除该行。", "name"


@enterprise_rule("identity.industry_missing", Severity.EXPLAIN, "规上企业有行业代码", reads=("industry_code",))
def enterprises_have_industries(enterprise: Enterprise) -> Iterator[Fault]:
    """An enterprise above scale has an industry code: without it, it cannot be told whether it is industrial."""
    if enterprise.counted_in and enterprise.above_scale and not enterprise.industry_code.strip():
        yield (
            f"规上企业“{called(enterprise)}”没有填写行业代码，无法判定是否属于工业；请补充，或说明原因。",
            "industry_code",
        )


@enterprise_rule("identity.industry_code", Severity.MUST_FIX, "行业代码符合GB/T 4754", reads=("industry_code",))
def industry_codes_have_their_form(enterprise: Enterprise) -> Iterator[Fault]:
    """An industry code has two to four digits and names a division from 01 to 97."""
    code = enterprise.industry_code.strip()
    if code and (not _INDUSTRY.fullmatch(code) or not 1 <= _division(code) <= 97):
        yield (
            f"企业“{called(enterprise)}”的行业代码“{code[:20]}”不符合GB/T 4754（2至4位数字，大类01至97）；请更正。",
            "industry_code",
        )


@enterprise_rule("identity.industry_section", Severity.MUST_FIX, "行业门类与大类相符", reads=("industry_code",))
def sections_hold_their_divisions(enterprise: Enterprise) -> Iterator[Fault]:
    """The letter before an industry code is that of its division."""
    code = enterprise.industry_code.strip().upper()
    if _INDUSTRY.fullmatch(code) and code[0] in _SECTIONS:
        first, last = _SECTIONS[code[0]]
        if not first <= _division(code) <= last:
            yield (
                f"企业“{called(enterprise)}”的行业代码“{code}”中，门类{code[0]}为大类{first:02}至{last:02}，"
                f"不含{_division(code):02}；请更正。",
                "industry_code",
            )


def _division(code: str) -> int:
    return int(code.lstrip("ABCDEFGHIJKLMNOPQRSTabcdefghijklmnopqrst")[:2])


@remembered(most=60_000)
def _identity(enterprise: Enterprise) -> tuple[str, str]:
    """Credit code and name, as they are compared."""
    return enterprise.credit_code.strip(), enterprise.name.replace("（", "(").replace("）", ")").strip()


@remembered(most=4)
def _twice(enterprises: tuple[Enterprise, ...]) -> tuple[list[Fault], list[Fault]]:
    """Codes and names that stand twice."""
    codes: dict[str, Enterprise] = {}
    names: dict[str, Enterprise] = {}
    same_code: list[Fault] = []
    same_name: list[Fault] = []
    for row in enterprises:
        code, name = _identity(row)
        if code and codes.setdefault(code, row) is not row:
            same_code.append(
                (
                    f"企业“{called(row)}”与“{called(codes[code])}”的统一社会信用代码同为“{code}”；请删除重复的一行，或更正代码。",
                    f"enterprises/{row.key}/credit_code",
                )
            )
        if name and names.setdefault(name, row) is not row and (not code or code != _identity(names[name])[0]):
            same_name.append(
                (
                    f"企业名称“{row.name.strip()}”在清单中重复出现，信用代码为“{_identity(names[name])[0] or '未填'}”"
                    f"和“{code or '未填'}”；请核对是否同一家企业，不是的请说明。",
                    f"enterprises/{row.key}/name",
                )
            )
    return same_code, same_name


@rule("identity.code_twice", Severity.MUST_FIX, "统一社会信用代码不重复", reads=("enterprises/*/credit_code",))
def no_code_stands_twice(evaluation: Evaluation) -> Noticed:
    """A credit code belongs to one enterprise, and an enterprise stands in the list once."""
    yield from each_fault(_twice(evaluation.project.enterprises)[0])


@rule(
    "identity.name_twice", Severity.EXPLAIN, "企业名称不重复", reads=("enterprises/*/name", "enterprises/*/credit_code")
)
def no_name_stands_twice(evaluation: Evaluation) -> Noticed:
    """A name stands once; the same name with the same code is said by identity.code_twice."""
    yield from each_fault(_twice(evaluation.project.enterprises)[1])
