"""Building a site, the shortest way that there is.

Most builds find little to do, and most of the program takes longer to load than they take.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import structs

from sitegen.beginning import begin
from sitegen.orders import Begun, Built, Order, State, output_of, state_of
from sitegen.records import LostRecord
from sitegen.snapshot import read_snapshot, unchanged

__all__ = ["LongWay", "build"]

WORTH_PREPARING = 400
"""With so many articles it pays to let processes load the program while this one does."""


LongWay = Callable[[Begun, Path], Built]
"""How a site is built of which anything may have changed, from its beginning into an output."""


def build(
    order: Order,
    long_way: LongWay,
    on_stage: Callable[[str], None] = lambda _: None,
    on_page: Callable[[int, int], None] = lambda _done, _total: None,
) -> Built:
    """Build the site. Raises `BuildFailed` with all problems; the output is then as it was."""
    with without_collector():
        try:
            return built(order, long_way, on_stage, on_page)
        except LostRecord:
            return built(structs.replace(order, fresh=True), long_way, on_stage, on_page)


@contextmanager
def without_collector() -> Iterator[None]:
    """Leave out Python's search for circles of values: the values of a site hold none, and there are many of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def built(
    order: Order, long_way: LongWay, on_stage: Callable[[str], None], on_page: Callable[[int, int], None]
) -> Built:
    """Build the site with what is remembered. Raises `BuildFailed` and `LostRecord`."""
    on_stage("config")
    state = state_of(order)
    try:
        return built_with(state, order, long_way, on_page)
    finally:
        state.records.close()


def built_with(state: State, order: Order, long_way: LongWay, on_page: Callable[[int, int], None]) -> Built:
    """Build the site with what is remembered, by the shortest way. Raises `BuildFailed` and `LostRecord`."""
    begun = begin(order, state)
    output = output_of(order, begun.config)
    snapshot = None if order.fresh else read_snapshot(begun, output)
    if snapshot and (done := unchanged(begun, output, snapshot)):
        return done
    if not snapshot and len(begun.sources.articles) >= WORTH_PREPARING:
        from sitegen.processes import prepare  # noqa: PLC0415  most builds need no processes

        prepare()
    if snapshot:
        from sitegen.shortcut import shortened  # noqa: PLC0415  it loads most of the program

        if done := shortened(begun, output, snapshot, on_page):
            return done
    return long_way(begun, output)
