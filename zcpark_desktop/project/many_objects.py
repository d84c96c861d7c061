"""Making very many small objects at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector away while a million small objects are made that soon go again by themselves."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector away while a million small objects are made that stay; it would take half of the time."""
    with collector_paused():
        try:
            yield
        finally:
            _count_as_old()


def _count_as_old() -> None:
    """Have the collector look at what there is only when it looks at everything, and not at its very next turn.

    Both calls move whole lists and look at nothing. Where something has been set aside, it stays so.
    """
    set_aside = gc.get_freeze_count()
    gc.freeze()
    if not set_aside:
        gc.unfreeze()
