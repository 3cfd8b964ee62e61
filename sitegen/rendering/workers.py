"""Rendering many pages, in this process or in several; nobody else knows that processes exist."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import groupby
from multiprocessing.context import BaseContext
from threading import Thread

from sitegen.planning.pages import CardOf, ImageOf, Page
from sitegen.problems import BuildFailed, Location, error
from sitegen.rendering.made_files import MadeFile, develop, remembered_file
from sitegen.rendering.render import Outcome, Press, render_page

__all__ = ["processes_for", "render_pages"]

WORTH_A_PROCESS = 400
"""Fewer pages than this for each process are rendered sooner without it."""

WORK_OF_A_PICTURE = 50
"""To make a picture takes as long as to render so many pages."""

CHUNK = 50
"""Pages that travel together to a process."""


def processes_for(pages: Sequence[Page], jobs: int | None) -> int:
    """Give how many processes to use: as many as asked for, else what the work and the machine call for."""
    work = sum(WORK_OF_A_PICTURE if isinstance(page.recipe, ImageOf | CardOf) else 1 for page in pages)
    return jobs or max(1, min(os.cpu_count() or 1, work // WORTH_A_PROCESS))


def render_pages(
    pages: Sequence[Page], press: Press, jobs: int | None, on_page: Callable[[int], None] = lambda _: None
) -> Iterator[Outcome]:
    """Render pages in their order; `on_page` is told how many are done. Raises `BuildFailed` when a process dies."""
    known = [remembered_file(page.recipe, press.memo) if isinstance(page.recipe, MadeFile) else None for page in pages]
    waiting = [page for page, file in zip(pages, known, strict=True) if file is None]
    remembered = len(pages) - len(waiting)
    outcomes = rendered(waiting, press, jobs, lambda done: on_page(done + remembered))
    yield from (file or next(outcomes) for file in known)


def rendered(
    pages: Sequence[Page], press: Press, jobs: int | None, on_page: Callable[[int], None]
) -> Iterator[Outcome]:
    """Render pages that nobody remembers."""
    processes = processes_for(pages, jobs)
    if processes == 1:
        done = 0
        for chunk in chunks_of(pages):
            yield from outcomes_of(chunk, press)
            done += len(chunk)
            on_page(done)
        return
    with ProcessPoolExecutor(processes, context_of_workers(), initializer=take_press, initargs=(press,)) as executor:
        yield from rendered_by(executor, pages, on_page)


def context_of_workers() -> BaseContext:
    """Say how processes begin: never as copies of this one, in which libvips has threads that a copy waits for."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def rendered_by(executor: Executor, pages: Sequence[Page], on_page: Callable[[int], None]) -> Iterator[Outcome]:
    """Render pages by the workers of an executor that have taken the press."""
    done = 0
    try:
        for outcomes in executor.map(render_chunk, chunks_of(pages)):
            yield from outcomes
            done += len(outcomes)
            on_page(done)
    except BrokenProcessPool:
        hint = "the machine may be short of memory; build with `--jobs 1`"
        raise BuildFailed([error("a process that renders pages has died", Location("."), hint)]) from None


def chunks_of(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """Cut the pages into parts of about `CHUNK`; what is made of one photograph stays together."""
    start, last = 0, ""
    for place, page in enumerate(pages):
        photograph = photograph_of(page)
        if place - start >= CHUNK and not (photograph and photograph == last):
            yield pages[start:place]
            start = place
        last = photograph
    yield pages[start:]


def photograph_of(page: Page) -> str:
    """Name the photograph that a page is made of; nothing for all other pages."""
    return page.recipe.file if isinstance(page.recipe, ImageOf) else ""


def outcomes_of(pages: Sequence[Page], press: Press) -> Iterator[Outcome]:
    """Render pages in their order, those of one photograph together."""
    for photograph, group in groupby(pages, photograph_of):
        if photograph:
            pictures = list(group)
            recipes = [page.recipe for page in pictures if isinstance(page.recipe, ImageOf)]
            yield from develop(recipes, pictures[0].origin, press.folder, press.memo)
        else:
            yield from (render_page(page, press) for page in group)


class Worker:
    """What a worker process keeps between chunks."""

    press: Press


def take_press(press: Press) -> None:
    """Keep what rendering needs in a worker process, which ends when the program does, however that ends."""
    Worker.press = press
    Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the program, and end as well: one that is killed cannot say so."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def render_chunk(pages: Sequence[Page]) -> list[Outcome]:
    """Render some pages in a worker process."""
    return list(outcomes_of(pages, Worker.press))
