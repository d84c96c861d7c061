"""The list of evidence as a sheet: its fields, its file, and how often it is cited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from zcpark_desktop.forms.edits import Edit
from zcpark_desktop.forms.offers import Offers
from zcpark_desktop.forms.rows_sheet import RowsSheet
from zcpark_desktop.forms.sheet import Head, Tone
from zcpark_desktop.forms.structure import Column, Table
from zcpark_desktop.project import Project
from zcpark_desktop.project.declared import Declared
from zcpark_desktop.project.entry import Offered
from zcpark_desktop.project.fields import Row
from zcpark_desktop.project.statements import Evidence
from zcpark_desktop.rules import Rules
from zcpark_desktop.storage.evidence import EvidenceStore

from .citing import without_citations
from .numbering import codes, next_number

TABLE = Table("evidence", (
    Column("number", frozen=True), Column("title"), Column("indicators"), Column("kind"), Column("issuer"), Column("issued_on"),
    Column("note", optional=True),
), "材料")
WIDTHS = {"number": 8, "title": 32, "indicators": 12, "note": 16, "issuer": 18}
NO_FILE, GONE = "无文件", "文件缺失"


def size(count: int) -> str:
    """A file's size as one reads it: “81 KB”, “1.2 MB”."""
    if count >= 1024**2:
        return f"{count / 1024**2:.1f} MB"
    return f"{max(count / 1024, 1):.0f} KB" if count else "0 KB"


class EvidenceOffers(Offers):
    """Offers indicators by their short codes, which are the numbers of the rows and the beginnings of evidence numbers."""

    def __init__(self, project: Project, rules: Rules) -> None:
        super().__init__(project, rules)
        self.rules = rules
        self._codes = codes(rules)

    def of(self, name: str) -> Offered:
        """See `Offers`."""
        return self._codes if name == "indicators" else super().of(name)

    def indicator_titles(self) -> dict[str, str]:
        """Each indicator with code and name: “2　单位能耗碳排放”."""
        return {key: f"{code}　{self.rules.indicators[key].name}" for key, code in self._codes.items()}


class EvidenceSheet(RowsSheet):
    """The sheet.

    Args:
        store: where the files lie; None where none can be kept.
        cited: the evidence's key → how often it is cited.
        filed_under: the indicators that new rows begin with.
    """

    def __init__(self, project: Project, rules: Rules, store: EvidenceStore | None, cited: Callable[[], Mapping[str, int]],
                 filed_under: tuple[str, ...] = ()) -> None:
        self._store, self._cited, self._filed_under = store, cited, filed_under
        self._titles: EvidenceOffers = EvidenceOffers(project, rules)
        super().__init__(project, TABLE, self._titles)
        self._own = len(TABLE.columns)
        named = tuple(Head(head.title, head.unit, "", head.tip, WIDTHS.get(column.path, head.width), head.frozen, head.field)
                      for head, column in zip(self.heads, TABLE.columns, strict=True))
        self.heads = (*named, Head("文件", tip="把文件拖到表中添加；在右侧查看、替换", width=24),
                      Head("引用", tip="项目中有几处引用这份材料", width=7))

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        if column < self._own:
            return super().value(row, column)
        evidence = self.rows[row]
        assert isinstance(evidence, Evidence)
        if column == self._own:
            if evidence.file is None or not evidence.file.sha256:
                return NO_FILE
            if self._store is not None and evidence.file.sha256 not in self._store:
                return GONE
            return f"{evidence.file.name}（{size(evidence.file.size)}）"
        return self._cited().get(evidence.key, 0)

    def text(self, row: int, column: int) -> str:
        """See `Sheet`."""
        if column < self._own:
            return super().text(row, column)
        value = self.value(row, column)
        return self.text_of_count(value) if column > self._own else str(value)

    def text_of_count(self, count: int) -> str:
        """How often a piece is cited, as it is read."""
        return f"{count}处" if count else "—"

    def raw(self, row: int, column: int) -> str:
        """See `Sheet`."""
        return super().raw(row, column) if column < self._own else str(self.value(row, column))

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        return super().field(row, column) if column < self._own else None

    def address(self, row: int, column: int) -> str | None:
        """See `Sheet`."""
        return super().address(row, column) if column < self._own else None

    def tone(self, row: int, column: int) -> Tone:
        """See `Sheet`."""
        return super().tone(row, column) if column < self._own else Tone.COMPUTED

    def tip(self, row: int, column: int) -> str:
        """See `Sheet`; the names behind the indicators' codes."""
        if column >= self._own:
            return self.heads[column].tip
        if TABLE.columns[column].path == "indicators":
            titles = self._titles.indicator_titles()
            return "\n".join(titles.get(key, key) for key in self.value(row, column)) or "双击选择对应的指标；也可输入指标序号，如“2、5”"
        return super().tip(row, column)

    def removing(self, rows: Sequence[int]) -> list[Edit]:
        """See `Sheet`; what cites the rows cites them no longer."""
        gone = {self.rows[row].key for row in rows}
        return [*without_citations(self.project, gone), *super().removing(rows)]

    def _blank(self, keys: Sequence[str]) -> list[Row]:
        taken = [row.number for row in self.project.evidence]
        made: list[Row] = []
        for key in keys:
            number = next_number(self._titles.rules, taken, self._filed_under)
            taken.append(number)
            made.append(Evidence(id=key, number=number, indicators=self._filed_under))
        return made
