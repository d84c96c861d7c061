"""Why a file could not be read or written, as one Chinese sentence."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "磁盘空间不足；请清理磁盘，或另存到其他位置",
    errno.EDQUOT: "磁盘配额已用完；请清理磁盘，或另存到其他位置",
    errno.EFBIG: "文件超过该磁盘允许的大小；请另存到其他位置",
    errno.EACCES: "没有权限，或文件正被其他程序占用；请关闭占用它的程序，或换一个位置",
    errno.EPERM: "没有权限；请换一个位置",
    errno.EROFS: "所在磁盘为只读；请换一个位置",
    errno.ENOENT: "文件或所在文件夹不存在，可能已被移动或删除；请核对位置",
    errno.ENOTDIR: "所在位置不是文件夹；请核对位置",
    errno.EISDIR: "这是一个文件夹，不是文件；请核对位置",
    errno.EEXIST: "已有同名文件；请换一个名称",
    errno.ENAMETOOLONG: "文件名过长；请换一个较短的名称",
    errno.EIO: "磁盘读写出错；请检查磁盘或网络连接，并另存到其他位置",
    errno.ENODEV: "磁盘已断开；请重新连接，或另存到其他位置",
    errno.ENXIO: "磁盘已断开；请重新连接，或另存到其他位置",
}


class StorageError(Exception):
    """A file was not read or not written; `str()` is one Chinese sentence: what, where, what to do."""


def reason(error: OSError) -> str:
    """Why the system refused, and what to do, without naming the file."""
    return _REASONS.get(error.errno or 0, f"系统报告错误（{error.strerror or type(error).__name__}）；请重试，或换一个位置")


def refusal(doing: str, path: Path | str, error: OSError) -> StorageError:
    """The error to raise when `doing` (a verb: 保存, 打开, …) failed on `path`."""
    return StorageError(f"无法{doing}“{path}”：{reason(error)}。".replace("\n", " "))
