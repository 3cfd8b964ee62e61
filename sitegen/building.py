"""Building a site, the shortest way that there is.

Most builds find little to do, and most of the program takes longer to load than they take.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import structs

from sitegen.beginning import begin
from sitegen.orders import Built, Order, output_of, state_of
from sitegen.processes import prepare
from sitegen.records import LostRecord
from sitegen.snapshot import read_snapshot, unchanged

__all__ = ["build"]

WORTH_PREPARING = 400
"""With so many articles it pays to let processes load the program while this one does."""


def build(
    order: Order,
    on_stage: Callable[[str], None] = lambda _: None,
    on_page: Callable[[int, int], None] = lambda _done, _total: None,
) -> Built:
    """Build the site. Raises `BuildFailed` with all problems; the output is then as it was."""
    with without_collector():
        try:
            return built(order, on_stage, on_page)
        except LostRecord:
            return built(structs.replace(order, fresh=True), on_stage, on_page)


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


def built(order: Order, on_stage: Callable[[str], None], on_page: Callable[[int, int], None]) -> Built:
    """Build the site with what is remembered. Raises `BuildFailed` and `LostRecord`."""
    on_stage("config")
    begun = begin(order, state_of(order))
    output = output_of(order, begun.config)
    snapshot = None if order.fresh else read_snapshot(begun, output)
    if snapshot and (done := unchanged(begun, output, snapshot)):
        return done
    if not snapshot and len(begun.sources.articles) >= WORTH_PREPARING:
        prepare()
    from sitegen import pipeline, shortcut  # noqa: PLC0415  they load everything

    if snapshot and (done := shortcut.shortened(begun, output, snapshot, on_page)):
        return done
    return pipeline.build_from(begun, output, on_stage, on_page)
