"""What time it is, in a way that an export can be made again to the byte."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

from .refusals import StorageError

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time in UTC, to the second; the environment's SOURCE_DATE_EPOCH where it is set.

    Raises:
        StorageError: SOURCE_DATE_EPOCH is no number of seconds; one Chinese sentence.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        raise StorageError(f"环境变量 SOURCE_DATE_EPOCH 应为秒数，现为“{fixed[:40]}”；请改正或删除。") from None
