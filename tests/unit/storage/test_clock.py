"""The time that is written into files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from zcpark_desktop.storage.clock import now
from zcpark_desktop.storage.refusals import StorageError


def test_the_time_is_in_utc_and_whole_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert now().microsecond == 0


def test_the_time_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert now() == datetime(1970, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize("seconds", ["noon", "1.5", "9" * 30])
def test_a_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(StorageError, match="SOURCE_DATE_EPOCH"):
        now()
