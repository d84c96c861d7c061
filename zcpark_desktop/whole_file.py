"""Files for others, written whole or not at all: a full disk costs nobody the file that was there before."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Make `path` hold `content`, or leave it as it is.

    Raises:
        OSError: nothing was changed; `filename` is `path`.
    """
    beside = path.with_name(f".{path.stem[:40]}-{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(content)
        os.replace(beside, path)
    except OSError as error:
        raise naming(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def naming(path: Path, error: OSError) -> OSError:
    """The same error, of the same kind, with the file that the user asked for; the system names none on a full disk."""
    return OSError(error.errno, error.strerror, str(path), getattr(error, "winerror", None))
