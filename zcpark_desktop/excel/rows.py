"""Which row of the project a row of a sheet is: by its key, by what names it, or a new one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pydantic import ValidationError

from zcpark_desktop.forms.edits import fresh_keys
from zcpark_desktop.project import Address, row_title
from zcpark_desktop.project.declared import row_model
from zcpark_desktop.project.entry import EntryError, folded
from zcpark_desktop.project.fields import Row

from .layouts import field_of, naming, naming_paths
from .values import Values

_SPACE = re.compile(r"\s+")
_NO_KEY = re.compile(r"[/\x00-\x1f]|^.{81,}$")


class Rows:
    """The rows of all lists: those of the project, and those that files bring."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._new: dict[Address, dict[str, Row]] = {}
        self._last: dict[Address, int] = {}
        self._index: dict[tuple[Address, tuple[str, ...]], dict[tuple[str, ...], list[str]]] = {}

    naming_paths = staticmethod(lru_cache(maxsize=None)(naming_paths))

    def row(self, address: Address, key: str) -> tuple[Any, bool]:
        """The row, and whether it is new (and then blank)."""
        found = self._values.list_rows(address).get(key)
        return (found, False) if found is not None else (self._new[address][key], True)

    def title(self, address: Address, key: str) -> str:
        """What the row is called."""
        return row_title(self.row(address, key)[0])

    def added(self) -> Mapping[Address, tuple[Row, ...]]:
        """The new rows, list by list."""
        return {address: tuple(rows.values()) for address, rows in self._new.items()}

    def enterprise(self, credit_code: str, name: str) -> str | None:
        """The key of the enterprise with that code or name; None where there is none, or more than one."""
        for path, value in (("credit_code", credit_code), ("name", name)):
            found = self._indexed("enterprises", (path,)).get((_plain(value),), []) if value else []
            if len(found) == 1:
                return found[0]
        return None

    def whose(self, key: str, code: str, name: str) -> str:
        """The key of the enterprise whose own workbook was made for `key`, and says that code and name.

        Raises:
            EntryError: there is no such enterprise, or another one filled the workbook in.
        """
        own = self._values.list_rows("enterprises").get(key)
        said = self.enterprise(code, name)
        if own is None:
            if said is None:
                raise EntryError("所属企业不在企业清单中；请先在清单中添加该企业，再重新生成模板。")
            return said
        known = [same_name(one, other) for one, other in ((code, own.credit_code), (name, own.name)) if one and other]
        is_another = self.enterprise("", name) not in (None, key) or (said not in (None, key) and not any(known))
        if is_another or known == [False, False]:  # of a name or a code that nobody knows, one may be set right
            raise EntryError(f"这是“{row_title(own)}”的收集表，填的却是“{name or code}”，未读取；"
                             "请改用该企业自己的收集表，或改正企业名称和代码。")
        return key

    def find(self, address: Address, layout: Address, mark: str, names: Mapping[str, Any]) -> str:
        """The key of the row that is meant; a new row is made where there is none.

        Args:
            address: the list.
            layout: the list as layouts name it, with `{year}`.
            mark: the key that the sheet gives; empty for none.
            names: what the row says of itself, path by path.

        Raises:
            EntryError: nothing tells which row is meant, or several rows answer to it.
        """
        if mark and (mark in self._values.list_rows(address) or mark in self._new.get(address, {})):
            return self._meant(address, layout, mark, names)
        for paths in naming(layout):
            wanted = tuple(_plain(names.get(path)) for path in paths)
            if not wanted[0]:
                continue
            found = self._indexed(address, paths).get(wanted, [])
            if len(found) == 1:
                return found[0]
            if found:
                raise EntryError(f"清单中有{len(found)}行与它同名，看不出是哪一行；请用本项目生成的模板填写。")
        if not any(_plain(names.get(path)) for path in naming_paths(layout)):
            titles = "或".join(f"“{field_of(f'{layout}/*/{paths[0]}').title}”" for paths in naming(layout))
            raise EntryError(f"没有填写{titles}，看不出是哪一项，该行未读取。")
        return self._add(address, layout, mark, names)

    def is_called(self, address: Address, layout: Address, mark: str, names: Mapping[str, Any]) -> bool:
        """Whether the row of that key is called so, by one of the ways in which rows are known."""
        row = self._values.list_rows(address).get(mark) or self._new.get(address, {}).get(mark)
        return row is not None and any(
            (wanted := tuple(_plain(names.get(path)) for path in paths))[0]
            and wanted == tuple(_plain(getattr(row, path)) for path in paths) for paths in naming(layout))

    def _meant(self, address: Address, layout: Address, mark: str, names: Mapping[str, Any]) -> str:
        """The key of the row that a marked row means: another one where all that it says of itself is that one's.

        Who sorts a sheet, or copies rows about, leaves the hidden keys behind.
        """
        if self.is_called(address, layout, mark, names):
            return mark
        for paths in naming(layout):
            wanted = tuple(_plain(names.get(path)) for path in paths)
            found = self._indexed(address, paths).get(wanted, []) if wanted[0] else []
            if len(found) == 1:
                return found[0]
        return mark

    def _add(self, address: Address, layout: Address, mark: str, names: Mapping[str, Any]) -> str:
        key = mark if mark and not _NO_KEY.search(mark) else self._fresh_key(address)
        model = row_model(address)
        own = {path: names[path] for path in naming_paths(layout) if path in names}
        try:
            row = _blank(model).model_copy(update={"id": key}) if model.key is Row.key else model(**own)
        except ValidationError:
            raise EntryError("名称不合要求，该行未读取。") from None
        self._new.setdefault(address, {})[row.key] = row
        for paths in naming(layout):
            wanted = tuple(_plain(names.get(path)) for path in paths)
            if wanted[0]:
                self._indexed(address, paths).setdefault(wanted, []).append(row.key)
        return row.key

    def _fresh_key(self, address: Address) -> str:
        known, new = self._values.list_rows(address), self._new.get(address, {})
        if address not in self._last:
            self._last[address] = int(fresh_keys(known.values(), 1)[0]) - 1
        while True:
            self._last[address] += 1
            key = str(self._last[address])
            if key not in known and key not in new:
                return key

    def _indexed(self, address: Address, paths: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
        if (address, paths) not in self._index:
            index: dict[tuple[str, ...], list[str]] = {}
            for key, row in self._values.list_rows(address).items():
                named = tuple(_plain(getattr(row, path)) for path in paths)
                if named[0]:
                    index.setdefault(named, []).append(key)
            self._index[address, paths] = index
        return self._index[address, paths]


@cache
def _blank(model: type[Row]) -> Row:
    return model()


def same_name(one: Any, other: Any) -> bool:
    """Whether two names differ at most in space, width and case."""
    return bool(one) and _plain(one) == _plain(other)


def _plain(value: Any) -> str:
    """A name as it is compared: full width folded, without any space, brackets and letters of one kind."""
    return _SPACE.sub("", folded(str(value))).lower() if value is not None else ""
