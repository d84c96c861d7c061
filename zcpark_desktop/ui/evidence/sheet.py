"""The list of evidence as a sheet: its fields, its file, and how often it is cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    Column("number", frozen=True), Column("title"), Column("indicators"), Column("kind"), Column("issuer"),
    Column("issued_on"), Column("note", optional=True),
), "材料")
SHOWN = ("number", "title", "indicators", "kind", "issuer", "issued_on", "file", "cited", "note")
DECLARED = {column.path: at for at, column in enumerate(TABLE.columns)}
INDICATORS, FILE, CITED = SHOWN.index("indicators"), SHOWN.index("file"), SHOWN.index("cited")
WIDTHS = {"number": 8, "title": 26, "indicators": 9, "kind": 9, "issuer": 14, "issued_on": 10, "note": 16}
COMPUTED = {
    "file": Head("文件", tip="把文件拖到表中添加；在右侧查看、替换", width=11),
    "cited": Head("引用", tip="项目中有几处引用这份材料", width=6),
}
NO_FILE, GONE = "无文件", "文件缺失"


def size(count: int) -> str:
    """A file's size as one reads it: “81 KB”, “1.2 MB”."""
    if count >= 1024**2:
        return f"{count / 1024**2:.1f} MB"
    return f"{max(count / 1024, 1):.0f} KB" if count else "0 KB"


class EvidenceOffers(Offers):
    """Offers indicators by their short codes: the numbers of their rows, with which evidence numbers begin."""

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
        cited: tells how often the evidence of a key is cited.
        filed_under: the indicators that new rows begin with.
    """

    def __init__(self, project: Project, rules: Rules, store: EvidenceStore | None, cited: Callable[[str], int],
                 filed_under: tuple[str, ...] = ()) -> None:
        self._store, self._cited, self._filed_under = store, cited, filed_under
        self._titles: EvidenceOffers = EvidenceOffers(project, rules)
        super().__init__(project, TABLE, self._titles)
        named = {column.path: replace(head, group="", width=WIDTHS[column.path])
                 for head, column in zip(self.heads, TABLE.columns, strict=True)}
        self.heads = tuple(COMPUTED.get(path) or named[path] for path in SHOWN)

    def _declared_at(self, column: int) -> int | None:
        """Which of the table's columns is shown as `column`; None for a computed one."""
        return DECLARED.get(SHOWN[column])

    def value(self, row: int, column: int) -> Any:
        """See `Sheet`."""
        at = self._declared_at(column)
        if at is not None:
            return super().value(row, at)
        evidence = self.rows[row]
        assert isinstance(evidence, Evidence)
        return self._file_words(evidence) if column == FILE else self._cited(evidence.key)

    def reader(self, column: int) -> Callable[[int], Any]:
        """See `RowsSheet`."""
        at = self._declared_at(column)
        return super().reader(at) if at is not None else lambda row: self.value(row, column)

    def _file_words(self, row: Evidence) -> str:
        if row.file is None or not row.file.sha256:
            return NO_FILE
        if self._store is not None and row.file.sha256 not in self._store:
            return GONE
        kind = row.file.name.rpartition(".")[2].upper()[:5] if "." in row.file.name else ""
        return f"{kind} {size(row.file.size)}".strip()

    def text(self, row: int, column: int) -> str:
        """See `Sheet`."""
        if column == CITED:
            return self.text_of_count(self.value(row, column))
        return super().text(row, column)

    def text_of_count(self, count: int) -> str:
        """How often a piece is cited, as it is read."""
        return f"{count}处" if count else "—"

    def field(self, row: int, column: int) -> Declared | None:
        """See `Sheet`."""
        at = self._declared_at(column)
        return None if at is None else super().field(row, at)

    def address(self, row: int, column: int) -> str | None:
        """See `Sheet`."""
        at = self._declared_at(column)
        return None if at is None else super().address(row, at)

    def address_in(self, key: str, column: int) -> str:
        """See `RowsSheet`."""
        at = self._declared_at(column)
        assert at is not None, "computed cells are not written"
        return super().address_in(key, at)

    def column_of(self, path: str) -> int:
        """See `RowsSheet`."""
        return SHOWN.index(path)

    def _column_at(self, path: str) -> int:
        return SHOWN.index(path) if path in SHOWN else 0

    def tone(self, row: int, column: int) -> Tone:
        """See `Sheet`."""
        return Tone.COMPUTED if self._declared_at(column) is None else super().tone(row, column)

    def tip(self, row: int, column: int) -> str:
        """See `Sheet`; the names behind the indicators' codes."""
        at = self._declared_at(column)
        if at is None:
            return self.heads[column].tip
        if column == INDICATORS:
            titles = self._titles.indicator_titles()
            return "\n".join(titles.get(key, key) for key in self.value(row, column)) or "双击选择对应的指标；也可输入指标序号，如“2、5”"
        text = str(self.value(row, column)) if SHOWN[column] in ("title", "note", "issuer") else ""
        return text or self.heads[column].tip

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
