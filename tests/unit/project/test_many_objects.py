"""While very many objects are made the collector keeps away, and it does not walk through them right afterwards."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from zcpark_desktop.project.many_objects import collector_paused, without_collector


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """The collector as it was."""
    was_on = gc.isenabled()
    gc.enable()
    gc.unfreeze()  # windows of other tests have set aside what there was
    yield
    gc.unfreeze()
    if not was_on:
        gc.disable()


def test_it_is_off_inside_and_on_again_after_a_failure() -> None:
    with pytest.raises(ValueError), without_collector():
        assert not gc.isenabled()
        raise ValueError
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    with without_collector():
        pass
    assert not gc.isenabled()


def test_what_was_made_counts_as_old_and_is_looked_at_with_everything() -> None:
    with without_collector():
        made = [[] for _ in range(10_000)]
    young = {id(each) for generation in (0, 1) for each in gc.get_objects(generation)}
    old = {id(each) for each in gc.get_objects(2)}
    assert not young & {id(each) for each in made} and {id(each) for each in made} <= old


def test_what_has_been_set_aside_stays_so() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with without_collector():
        made = [[] for _ in range(10)]
    assert gc.get_freeze_count() >= before + len(made)


class Ring:
    """Something that refers to itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_goes_again_is_found_after_a_pause_also_where_something_was_set_aside() -> None:
    gc.freeze()
    with collector_paused():
        assert not gc.isenabled()
        gone = weakref.ref(Ring())
    assert gc.isenabled()
    gc.collect()
    assert gone() is None
