"""A rules pack: one file that brings new or changed schemes, factors and readings to a PC without a network.

A pack (`.zcrules`) is a zip of a folder of rules as `resources/rules` has it, with `pack.toml`, which says what it is,
`SHA256SUMS`, and if wanted `template.docx`, the look of the documents. It is not signed: the checksum of the whole file
is shown, so that staff can hold it against the published one.

Entries are looked up by names that the program chooses itself, so that no name leads out of the pack's own folder.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ValidationError

from .. import __version__
from .entries import Entry
from .errors import RulesError, shown
from .fields import Text, wrong
from .files import FILES, PACK_HEAD, is_hidden
from .sentences import sentence
from .sources import LARGEST_FILE, read

SUFFIX = ".zcrules"
TEMPLATE = "template.docx"
CHECKSUMS = "SHA256SUMS"
MOST_FILES = 200
LARGEST_TEMPLATE = 20 * 1024**2
LARGEST_PACK = 50 * 1024**2
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_TIME = (1980, 1, 1, 0, 0, 0)  # the same files make the same pack, so that its checksum can be published


def _pack_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,63}", value):
        raise wrong(f"的值“{shown(value)}”只能用小写字母、数字、下划线和连字符，并以字母开头")
    return value


def _version(value: str) -> str:
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4}){0,2}", value):
        raise wrong(f"的值“{shown(value)}”应为版本号，如 {__version__}")
    return value


class PackHead(Entry):
    """What a pack says of itself in `pack.toml`.

    Attributes:
        id: the same for all issues of a pack; a later one takes the place of an earlier one.
        program: the oldest version of the program that understands it.
    """

    id: Annotated[Text, AfterValidator(_pack_id)]
    title: Text
    date: datetime.date
    issuer: Text
    program: Annotated[Text, AfterValidator(_version)]
    note: Text | None = None


@dataclass(frozen=True)
class Pack:
    """A pack that was read.

    Attributes:
        files: name below the pack's folder -> content, `pack.toml` among them.
        sha256: the checksum of the whole file.
    """

    head: PackHead
    files: Mapping[str, bytes]
    sha256: str

    def unpack(self, folder: Path) -> None:
        """Write the files into `folder`, which is made.

        Raises:
            OSError: it cannot be written.
        """
        _unpack(self.files, folder)


def read_head(folder: Path) -> PackHead:
    """What the pack in a folder says of itself.

    Raises:
        RulesError: `pack.toml` is missing or wrong.
    """
    file = folder / PACK_HEAD
    if not file.is_file():
        raise RulesError(f"“{folder.name}”中没有 {PACK_HEAD}，请写明 id、title、date、issuer 和 program。")
    source = read(file, PACK_HEAD)
    try:
        head = PackHead.model_validate(source.data)
    except ValidationError as problem:
        raise sentence(source, PackHead, problem) from problem
    if _numbers(head.program) > _numbers(__version__):
        raise RulesError(f"规则包“{head.title}”需要 {head.program} 或更新版本的程序，本机为 {__version__}，请先升级程序。")
    return head


def pack_folder(folder: Path) -> bytes:
    """The pack made of a folder; whether its rules are sound is for `load` to say.

    Raises:
        RulesError: there is no head, nothing to pack, a file that does not belong there, or one too many.
    """
    read_head(folder)
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*"))
             if file.is_file() and not is_hidden(file) and file.name != CHECKSUMS}
    for name in files:
        if not _belongs(name):
            raise RulesError(f"{name}：规则包中不能有这个文件，请移走；可用位置为 {'、'.join((*FILES, TEMPLATE))}。")
    if len(files) < 2:
        raise RulesError(f"“{folder.name}”中只有 {PACK_HEAD}，没有规则文件，请放入后再打包。")
    contents = {name: _content(name, file) for name, file in files.items()}
    contents[CHECKSUMS] = "".join(f"{_sha256(content)}  {name}\n" for name, content in contents.items()).encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def read_pack(file: Path, into: Path) -> Pack:
    """Reads a pack, and unpacks it into the empty folder `into`, where `load` can read it.

    Raises:
        RulesError: it is no pack, is damaged, not safe, or for a newer program; one sentence.
        OSError: `into` cannot be written.
    """
    try:
        size = file.stat().st_size
        if size > LARGEST_PACK:
            raise RulesError(f"“{file.name}”大于 {LARGEST_PACK // 1024**2} MB，不像规则包，请核对来源。")
        packed = file.read_bytes()
    except OSError as problem:
        raise RulesError(f"“{file.name}”无法读取，请检查文件是否还在，以及是否被其他程序占用。") from problem
    files = _entries(file)
    sums = _checksums(file, files.pop(CHECKSUMS))
    for name in sorted(files.keys() ^ sums.keys()):
        word = "没有校验值" if name in files else "缺失"
        raise RulesError(f"“{file.name}”中的 {shown(name)} {word}，规则包不完整或被改动过，请重新获取。")
    for name, content in files.items():
        if _sha256(content) != sums[name]:
            raise RulesError(f"“{file.name}”中的 {name} 与校验值不符，规则包已损坏或被改动过，请重新获取。")
    _unpack(files, into)
    return Pack(read_head(into), files, _sha256(packed))


def _unpack(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _entries(file: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            names = {info.orig_filename for info in infos}
            if not {PACK_HEAD, CHECKSUMS} <= names:
                raise RulesError(f"“{file.name}”是压缩文件，但不是规则包（缺少 {PACK_HEAD}），请选择 {SUFFIX} 文件。")
            if len(infos) > MOST_FILES or len(names) < len(infos):
                raise RulesError(f"“{file.name}”中的文件过多或重名，不是正常的规则包，请核对来源。")
            for info in infos:
                if not _belongs(info.orig_filename) and info.orig_filename != CHECKSUMS:
                    name = shown(info.orig_filename.replace("\x00", ""))
                    raise RulesError(f"“{file.name}”中有不属于规则包的文件“{name}”，为安全起见未采用，请核对来源。")
            return {info.orig_filename: _bounded(file, archive, info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise RulesError(f"“{file.name}”不是规则包，或已损坏，请重新获取。") from problem


def _bounded(file: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """An entry, read no further than it may reach, whatever its header says."""
    limit = LARGEST_TEMPLATE if info.orig_filename == TEMPLATE else LARGEST_FILE
    with archive.open(info) as body:
        content = body.read(limit + 1)
    if len(content) > limit:
        raise RulesError(f"“{file.name}”中的 {info.orig_filename} 解压后大于 {limit // 1024**2} MB，为安全起见未采用，请核对来源。")
    return content


def _checksums(file: Path, content: bytes) -> dict[str, str]:
    found = {}
    for line in content.decode("utf-8", errors="replace").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise RulesError(f"“{file.name}”中的 {CHECKSUMS} 读不出来，规则包已损坏，请重新获取。")
        found[match[2]] = match[1]
    return found


def _belongs(name: str) -> bool:
    """Whether a file of that name may lie in a pack."""
    folder, _, last = name.rpartition("/")
    if not last or re.search(r'[\\:*?"<>|\x00-\x1f]', name) or last.startswith((".", "~")):
        return False
    patterns = [pattern.rpartition("/") for pattern in (*FILES, PACK_HEAD, TEMPLATE)]
    return any(folder == where and (last == form or form.startswith("*") and last.endswith(form[1:]))
               for where, _, form in patterns)


def _content(name: str, file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise RulesError(f"{name}：文件无法读取，请检查是否被其他程序占用以及有无读取权限。") from problem


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in version.split(".")]
    return (*numbers, *[0] * (3 - len(numbers)))
