"""The page on which the park's head signs that the material is true."""

from __future__ import annotations

from ...facts import Gap
from ..blocks import SignaturePage
from ..material import Material

_STATEMENT = (
    "本单位已核对本次提交的全部申报材料和佐证材料，所填数据和所附文件真实、准确、完整，来源可以追溯，电子文本与纸质文本一致。",
    "近三年内，本园区未发生重大及以上安全（含网络和数据安全）、质量、环境事故，没有因偷逃税款受到处罚，按要求完成了节能减排任务。",
    "本单位愿意接受有关部门的核查，如有不实，承担相应责任。",
)


def commitment(material: Material) -> tuple[SignaturePage, tuple[Gap, ...]]:
    """The page, and a gap where the head has not agreed to it yet."""
    applicant = material.basics.applicant or "申报单位"
    page = SignaturePage("材料真实性承诺", _STATEMENT, ((applicant, ("负责人（签字）：", "（公章）", "年　　月　　日")),))
    gaps = () if material.project.committed else (Gap("负责人对材料真实性承诺的确认", "committed"),)
    return page, gaps
