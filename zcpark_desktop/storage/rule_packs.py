"""The rules packs of this PC: which were taken, which are in use, and the way back.

A pack that was taken stays among the user's data, so that one taken back can be used again. Packs in use are told apart
by their id: a later issue takes the place of the earlier one, and gives it back when it is taken back itself. A pack
remembers the program under which it was taken, since the shipped rules of a newer one may be newer than the pack.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from .. import __version__, paths
from ..rules.errors import RulesError
from ..rules.packs import TEMPLATE, Pack, PackHead, read_head
from . import disk
from .clock import Clock, now
from .refusals import StorageError, refusal

LIST = "packs.json"


@dataclass(frozen=True)
class Installed:
    """A pack that was taken once.

    Attributes:
        sha256: the checksum of the file that it came as.
        taken_at: when it was taken last.
        in_use: whether its rules count now.
        wanted_under: the version of the program under which the user last wanted it.
    """

    head: PackHead
    folder: Path
    sha256: str
    taken_at: datetime
    in_use: bool
    wanted_under: str = __version__


def installed(root: Path | None = None, *, whole: bool = True) -> list[Installed]:
    """All packs that were taken, in the order of taking; later ones prevail.

    Args:
        whole: what cannot be read is an error; otherwise it is left out, so that there is a way out.

    Raises:
        StorageError: the list or a pack that is in use cannot be read; one sentence.
    """
    root = root or _root()
    try:
        content = (root / LIST).read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise refusal("读取规则包清单", root / LIST, error) from error
    try:
        listed = [(str(each["sha256"]), datetime.fromisoformat(each["taken_at"]), bool(each["in_use"]),
                   str(each.get("wanted_under", "")))
                  for each in json.loads(content)["packs"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        if not whole:
            return []
        raise StorageError(f"规则包清单“{root / LIST}”已损坏；请删除该文件，再重新采用规则包。") from None
    found = []
    for sha256, taken_at, in_use, wanted_under in listed:
        folder = _folder(root, sha256)
        try:
            found.append(Installed(read_head(folder), folder, sha256, taken_at, in_use, wanted_under))
        except RulesError:
            if in_use and whole:
                raise StorageError(f"在用的规则包（{sha256[:8]}）的文件已损坏或丢失；请重新采用该规则包。") from None
    return found


def from_before(packs: Sequence[Installed]) -> list[Installed]:
    """The packs in use that were taken under another version of the program, whose shipped rules may be newer now."""
    return [pack for pack in packs if pack.in_use and pack.wanted_under != __version__]


def settle(*, use: bool, root: Path | None = None) -> None:
    """Let the packs in use stay so under this version of the program, or let all of them rest.

    Raises:
        StorageError: nothing can be written.
    """
    root = root or _root()
    _write(root, [replace(pack, in_use=use, wanted_under=__version__) if pack.in_use else pack
                  for pack in installed(root, whole=False)])


def folders_in_use(packs: Sequence[Installed] | None = None) -> list[Path]:
    """Where the rules lie that are in use, in the order in which `rules.load` takes them."""
    return [pack.folder for pack in (installed() if packs is None else packs) if pack.in_use]


def template_in_use() -> Path | None:
    """The look of the documents that the latest pack in use brings; None where none does, or none can be read."""
    folders = folders_in_use(installed(whole=False))
    found = [folder / TEMPLATE for folder in folders if (folder / TEMPLATE).is_file()]
    return found[-1] if found else None


def with_pack(packs: Sequence[Installed], head: PackHead, folder: Path, sha256: str,
              taken_at: datetime) -> list[Installed]:
    """The packs once one more is used; the earlier issue of it rests."""
    kept = [replace(pack, in_use=pack.in_use and pack.head.id != head.id) for pack in packs if pack.sha256 != sha256]
    return [*kept, Installed(head, folder, sha256, taken_at, in_use=True)]


def without_pack(packs: Sequence[Installed], sha256: str) -> list[Installed]:
    """The packs once one is taken back; the issue of it that was used before is used again."""
    gone = next(pack for pack in packs if pack.sha256 == sha256)
    before = [pack for pack in packs[:list(packs).index(gone)] if pack.head.id == gone.head.id]
    again = before[-1].sha256 if before and gone.in_use else None
    return [replace(pack, in_use=False) if pack is gone else
            replace(pack, in_use=True) if pack.sha256 == again else pack for pack in packs]


def take(pack: Pack, *, root: Path | None = None, clock: Clock = now) -> Installed:
    """Use a pack from now on.

    Raises:
        StorageError: nothing can be written among the user's data; nothing has changed.
    """
    root = root or _root()
    target = _folder(root, pack.sha256)
    fresh = root / f".new-{uuid.uuid4().hex[:12]}"
    try:
        pack.unpack(fresh)
        if target.exists():
            shutil.rmtree(target)
        os.replace(fresh, target)
    except OSError as error:
        raise refusal("采用规则包，写入", target, error) from error
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(fresh)
    packs = with_pack(installed(root, whole=False), pack.head, target, pack.sha256, clock())
    _write(root, packs)
    return packs[-1]


def use_again(sha256: str, *, root: Path | None = None, clock: Clock = now) -> None:
    """Use a pack that was taken back.

    Raises:
        StorageError: it is not there, or nothing can be written.
    """
    root = root or _root()
    packs = installed(root, whole=False)
    pack = _found(packs, sha256)
    _write(root, with_pack(packs, pack.head, pack.folder, sha256, clock()))


def take_back(sha256: str, *, root: Path | None = None) -> None:
    """Do without a pack; it stays among the user's data.

    Raises:
        StorageError: it is not there, or nothing can be written.
    """
    root = root or _root()
    packs = installed(root, whole=False)
    _found(packs, sha256)
    _write(root, without_pack(packs, sha256))


def _found(packs: Sequence[Installed], sha256: str) -> Installed:
    found = next((pack for pack in packs if pack.sha256 == sha256), None)
    if found is None:
        raise StorageError("没有这个规则包；请重新打开“规则包”窗口查看。")
    return found


def _write(root: Path, packs: Sequence[Installed]) -> None:
    listed = [{"sha256": pack.sha256, "taken_at": pack.taken_at.astimezone(UTC).isoformat(), "in_use": pack.in_use,
               "wanted_under": pack.wanted_under} for pack in packs]
    content = json.dumps({"packs": listed}, ensure_ascii=False, indent=1).encode()

    def write(file: BinaryIO) -> None:
        file.write(content)

    disk.write_whole(root / LIST, write, doing="保存规则包清单")


def _folder(root: Path, sha256: str) -> Path:
    """Where a pack lies; the checksum comes from a file, so that it never becomes a path as it is."""
    return root / "".join(sign for sign in sha256 if sign in "0123456789abcdef")[:32]


def _root() -> Path:
    return paths.user_data() / "rule-packs"
