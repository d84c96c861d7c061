"""What the park states and proves: exemptions, claims, chosen conventions, evidence, and the written chapters."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from .fields import Choice, Model, Row, Text, answer, evidence_ids, quantity, text
from .quantities import Amount


class Exemption(Row):
    """免列说明: why a reference (or guiding) indicator of a scheme is left out; needs a reason and evidence."""

    scheme: Text = answer("评价体系", default="wuxi-2025")
    indicator: Text = answer("指标", default="")
    reason: Text = text("不具备条件的原因", "说明客观条件为何不具备", long=True)
    evidence: tuple[str, ...] = evidence_ids()


class Claim(Row):
    """An incentive indicator that the park claims extra points for."""

    scheme: Text = answer("评价体系", default="wuxi-2025")
    indicator: Text = answer("指标", default="")
    note: Text = text("说明", long=True)
    evidence: tuple[str, ...] = evidence_ids()


class ConventionChoice(Row):
    """The reading chosen where the policy leaves one open; rows not listed use the default."""

    convention: Text = answer("口径", default="")
    choice: Text = answer("选择", default="")
    note: Text = text("选择理由", long=True)

    @property
    def key(self) -> str:
        """The convention: chosen once."""
        return self.convention or self.id


class MeasuredCoefficient(Row):
    """A measured coefficient or emission factor of an energy kind, used in place of the default."""

    energy: Text = answer("能源品种", default="")
    calorific_tce_per_unit: Amount | None = quantity("折标准煤系数", "吨标准煤/单位")
    emission_tco2_per_unit: Amount | None = quantity("燃烧排放因子", "吨二氧化碳/单位")
    carbon_tco2_per_unit: Amount | None = quantity(
        "含碳量折二氧化碳", "吨二氧化碳/单位", "加工转换碳平衡用，氧化率按100%"
    )
    source: Text = text("来源")
    evidence: tuple[str, ...] = evidence_ids()

    @property
    def key(self) -> str:
        """The energy kind: one measured set for each."""
        return self.energy or self.id


class EvidenceKind(Choice):
    """What sort of paper proves something."""

    REPORT = "report", "统计报表"
    CERTIFICATE = "certificate", "证书批文"
    CONTRACT = "contract", "合同凭证"
    LEDGER = "ledger", "台账清单"
    STATEMENT = "statement", "说明承诺"
    DRAWING = "drawing", "图纸图件"
    OTHER = "other", "其他"


class StoredFile(Model):
    """A file kept in the project file once, by its hash."""

    name: Text = text("文件名")
    sha256: str = Field(default="", title="校验值", pattern=r"^([0-9a-f]{64})?$")
    size: int = Field(default=0, title="大小", ge=0, json_schema_extra={"unit": "字节"})


class Evidence(Row):
    """佐证材料: a paper that proves values, rows or statements."""

    number: Text = text("编号")
    title: Text = text("名称")
    kind: EvidenceKind | None = answer("类别")
    indicators: tuple[str, ...] = Field(
        default=(), title="对应指标", max_length=60, json_schema_extra={"refers_to": "indicators"}
    )
    issuer: Text = text("出具单位")
    issued_on: date | None = answer("日期")
    note: Text = text("备注", long=True)
    file: StoredFile | None = Field(default=None, title="文件")


class Narrative(Row):
    """What staff wrote for a section of the documents."""

    section: Text = answer("章节", default="")
    body: Text = text("正文", long=True)

    @property
    def key(self) -> str:
        """The section: written once."""
        return self.section or self.id


class Explanation(Row):
    """What the park says to a finding of the audit; it holds as long as the finding reads the same (by its digest)."""

    rule: Text = answer("审核规则", default="")
    digest: str = answer("问题摘要", default="")
    finding: Text = text("所说明的问题", "填写说明时审核指出的问题", long=True)
    reason: Text = text("情况说明", long=True)

    @property
    def key(self) -> str:
        """The finding: explained once."""
        return self.digest or self.id


class SchemeStamp(Row):
    """Which version of a scheme the project was last evaluated with."""

    scheme: Text = answer("评价体系", default="")
    digest: str = answer("规则摘要", default="")

    @property
    def key(self) -> str:
        """The scheme."""
        return self.scheme or self.id
