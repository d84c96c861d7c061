"""Reading a zip that anyone may have made: bounded, checked by name, and never unpacked by name.

Entries are looked up by names that the program chooses itself; nothing is written to a place that an entry names.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from .refusals import StorageError, refusal

MANIFEST = "manifest.json"
PROJECT = "project.json"
EVIDENCE = "evidence/"

MAX_MANIFEST = 16 * 1024**2
MAX_PROJECT = 200 * 1024**2
MAX_FILE = 500 * 1024**2
MAX_TOTAL = 2_000_000_000  # below the size at which zip needs its 64-bit records, which are refused
MAX_ENTRIES = 20_002
MAX_DIRECTORY = 8 * 1024**2
MAX_RATIO = 300  # of packed data; deflate of zeros reaches 1000, the largest real project 60
RATIO_COUNTS_FROM = 20 * 1024**2

_NAME = re.compile(r"manifest\.json|project\.json|evidence/[0-9a-f]{64}")
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")


def evidence_name(sha256: str) -> str:
    """The entry that holds the file with this digest."""
    return EVIDENCE + sha256


class Container:
    """A project file opened for reading; close it, or use it in a `with`.

    Raises:
        StorageError: not there, not readable, no zip, incomplete, or not safe to read; one Chinese sentence.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file: BinaryIO = open(path, "rb")
        except OSError as error:
            raise refusal("打开", path, error) from error
        try:
            self._check_end()
            self._zip = zipfile.ZipFile(self._file)
            self._entries = {entry.filename: entry for entry in self._zip.infolist()}
            self._check_entries()
        except (zipfile.BadZipFile, struct.error, NotImplementedError, ValueError, UnicodeError):
            self._file.close()
            raise self._refused("已损坏（文件目录读不出来）；请换用备份，或从“历史版本”恢复") from None
        except OSError as error:
            self._file.close()
            raise refusal("打开", path, error) from error
        except StorageError:
            self._file.close()
            raise

    def __enter__(self) -> Container:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()
        self._file.close()

    def _refused(self, why: str) -> StorageError:
        return StorageError(f"“{self.path.name}”{why}。".replace("\n", " "))

    def _check_end(self) -> None:
        size = self._file.seek(0, io.SEEK_END)
        if not size:
            raise self._refused("是空文件（0字节）；请换用备份，或从“历史版本”恢复")
        self._file.seek(0)
        if self._file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            raise self._refused("不是零碳园区项目文件；请选择扩展名为 .zcpark 的文件")
        tail_length = min(size, _END.size + 20)
        self._file.seek(size - tail_length)
        tail = self._file.read(tail_length)
        if tail[-_END.size:][:4] != b"PK\x05\x06" or len(tail) < _END.size:
            raise self._refused("不完整，可能是复制、下载中断或同步未完成；请重新获取，或从“历史版本”恢复")
        *_, count, directory, _, comment = _END.unpack(tail[-_END.size:])
        if count > MAX_ENTRIES or directory > MAX_DIRECTORY or tail[:4] == b"PK\x06\x07":
            raise self._refused("中的条目过多或过大，不是正常的项目文件，为安全起见未打开；请核对来源")
        if comment:
            raise self._refused("不完整，末尾的内容与文件不符；请重新获取，或从“历史版本”恢复")

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        if not {MANIFEST, PROJECT} & self._entries.keys():
            raise self._refused("是压缩文件，但不是零碳园区项目文件（缺少 manifest.json）；请选择扩展名为 .zcpark 的文件")
        if len(self._entries) < len(entries):
            raise self._refused("中有重名的条目，为安全起见未打开；请核对来源")
        for entry in entries:
            name = entry.filename
            # zipfile cuts names at NUL and turns backslashes round on Windows: what was written counts
            if not _NAME.fullmatch(entry.orig_filename):
                shown = entry.orig_filename[:60].replace("\x00", "")
                raise self._refused(f"中有不属于项目的条目“{shown}”，为安全起见未打开；请核对来源")
            if stat.S_ISLNK(entry.external_attr >> 16):
                raise self._refused(f"中的条目“{name}”是链接，为安全起见未打开；请核对来源")
            if entry.flag_bits & 0x1:
                raise self._refused("已加密，无法读取；请取消加密后重试")
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise self._refused(f"中的条目“{name}”采用了不支持的压缩方式；请用本程序重新保存")
            limit = {MANIFEST: MAX_MANIFEST, PROJECT: MAX_PROJECT}.get(name, MAX_FILE)
            if entry.file_size > limit:
                raise self._refused(f"中的条目“{name}”超过{limit // 1024**2}兆字节，为安全起见未打开；请核对来源")
            if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
                raise self._refused(f"中的条目“{name}”压缩比异常，为安全起见未打开；请核对来源")
        if sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise self._refused("解压后超过2000兆字节，为安全起见未打开；请核对来源")

    @property
    def evidence(self) -> dict[str, int]:
        """The digests of the files kept here, with their sizes in bytes."""
        return {name.removeprefix(EVIDENCE): entry.file_size
                for name, entry in self._entries.items() if name.startswith(EVIDENCE)}

    def read(self, name: str) -> bytes:
        """The whole of an entry, checked against its own checksum.

        Raises:
            StorageError: it is missing or damaged.
        """
        if name not in self._entries:
            raise self._refused(f"已损坏（缺少 {name}）；请换用备份，或从“历史版本”恢复")
        try:
            return self._zip.read(self._entries[name])
        except OSError as error:
            raise refusal("读取", self.path, error) from error
        except Exception:  # zlib.error, BadZipFile, EOFError, NotImplementedError: all say that the bytes are wrong
            raise self._refused(f"已损坏（{name} 的内容与校验值不符）；请换用备份，或从“历史版本”恢复") from None

    def check(self, name: str) -> None:
        """Read an entry through, piece by piece, for its checksum.

        Raises:
            StorageError: it is missing or damaged.
        """
        try:
            with self._zip.open(self._entries[name]) as body:
                while body.read(1024 * 1024):
                    pass
        except OSError as error:
            raise refusal("读取", self.path, error) from error
        except Exception:
            raise self._refused(f"已损坏（{name} 的内容与校验值不符）；请换用备份，或从“历史版本”恢复") from None

    def open_evidence(self, sha256: str) -> BinaryIO:
        """The bytes of a kept file, as they lie there, damaged or not; the caller checks the digest.

        Raises:
            StorageError: it is missing, or where it lies cannot be found.
        """
        entry = self._entries.get(evidence_name(sha256))
        if entry is None:
            raise self._refused("中没有这份佐证材料；请重新添加该文件")
        try:
            if entry.compress_type != zipfile.ZIP_STORED:
                return self._zip.open(entry)  # type: ignore[return-value]
            self._file.seek(entry.header_offset)
            header = _LOCAL.unpack(self._file.read(_LOCAL.size))
        except (OSError, struct.error, zipfile.BadZipFile):
            raise self._refused("中的佐证材料读不出来；请重新添加该文件") from None
        start = entry.header_offset + _LOCAL.size + header[-2] + header[-1]
        return io.BufferedReader(_Part(self._file, start, entry.file_size))


class _Part(io.RawIOBase):
    """The bytes from `start` on, `length` of them, of an open file."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file, self._start, self._length, self._position = file, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._length}[whence]
        self._position = max(0, origin + offset)
        return self._position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._position)
        wanted = max(0, min(len(buffer), self._length - self._position))
        piece = self._file.read(wanted)
        buffer[:len(piece)] = piece
        self._position += len(piece)
        return len(piece)
