"""Small texts that the program keeps among the user's data, such as how foreign lists are read."""

from __future__ import annotations

from typing import BinaryIO

from zcpark_desktop import paths

from . import disk
from .refusals import refusal

MAPPINGS = "mappings.json"
LARGEST = 16 * 1024 * 1024


def kept(name: str) -> str:
    """The text kept as `name`; empty where there is none.

    Raises:
        StorageError: it is there and cannot be read.
    """
    path = paths.user_data() / name
    try:
        with open(path, encoding="utf-8-sig") as file:
            return file.read(LARGEST)
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise refusal("读取", path, error if isinstance(error, OSError) else OSError("编码不是UTF-8")) from error


def keep(name: str, text: str) -> None:
    """Keep `text` as `name`, whole or not at all.

    Raises:
        StorageError: it cannot be written.
    """
    disk.write_whole(paths.user_data() / name, lambda file: _write(file, text), doing="写入")


def _write(file: BinaryIO, text: str) -> None:
    file.write(text.encode())
