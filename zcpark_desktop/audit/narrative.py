"""The written text: every live number in it has a value, is known, and speaks of what the application shows."""

from __future__ import annotations

from collections.abc import Iterator

from ..evaluate import Evaluation
from ..narrative import Chip, Resolved, resolve, section, section_title
from .registry import Noticed, Severity, rule


def _texts(evaluation: Evaluation) -> Iterator[tuple[str, str, Resolved]]:
    """Title, address and chips of each text that a document prints."""
    for row in evaluation.project.narratives:
        if section(row.section) is not None:
            yield section_title(row.section), f"narratives/{row.key}/body", resolve(row.body, evaluation)


@rule("narrative.chip_missing", Severity.MUST_FIX, "文稿中的数据有值", reads=("narratives", "years"))
def chips_have_values(evaluation: Evaluation) -> Noticed:
    """Every live number in a text has a value."""
    for title, address, text in _texts(evaluation):
        alike: dict[tuple[str, ...], list[Chip]] = {}
        for chip in text.missing:
            alike.setdefault((chip.reason, *(gap.address for gap in chip.gaps)), []).append(chip)
        for chips in alike.values():
            gaps = chips[0].gaps
            lacking = "、".join(gap.sentence for gap in gaps[:2]) + ("等" if len(gaps) > 2 else "")
            why = f"缺{lacking}" if gaps else chips[0].reason.rstrip("。")
            names = "、".join(f"“{name}”" for name in dict.fromkeys(chip.title for chip in chips))
            yield (
                f"“{title}”中的数据{names}没有值：{why}；请补充数据，或删去引用。",
                tuple(dict.fromkeys((address, *(gap.address for gap in gaps)))),
            )


@rule("narrative.chip_unknown", Severity.MUST_FIX, "文稿中的数据名称正确", reads=("narratives/*/body",))
def chips_are_known(evaluation: Evaluation) -> Noticed:
    """Every name in braces is that of a live number."""
    for title, address, text in _texts(evaluation):
        for typed in text.unknown:
            yield f"“{title}”中的“{typed}”不是可以引用的数据；请从数据列表中重新插入，或去掉花括号。", (address,)


@rule(
    "narrative.chip_left_out",
    Severity.EXPLAIN,
    "文稿不引用未列入申报的指标",
    reads=("narratives", "exemptions", "claims"),
)
def chips_speak_of_listed_rows(evaluation: Evaluation) -> Noticed:
    """No text quotes an indicator that application and plan leave out: exempt, or an incentive not claimed."""
    for title, address, text in _texts(evaluation):
        for chip in text.chips:
            if chip.left_out:
                yield (
                    f"“{title}”引用了“{chip.title}”，而该指标已列入免列说明或未申请激励，申报书中不列出；请核对是否保留，或说明原因。",
                    (address,),
                )


@rule("narrative.section_unknown", Severity.EXPLAIN, "文稿的章节在文件中", reads=("narratives/*/section",))
def sections_are_known(evaluation: Evaluation) -> Noticed:
    """Every text belongs to a section of a document."""
    for row in evaluation.project.narratives:
        if row.body.strip() and section(row.section) is None:
            yield (
                f"文稿“{row.section}”不属于任何文件的章节，导出时不会出现；请核对，或说明原因。",
                (f"narratives/{row.key}/body",),
            )
