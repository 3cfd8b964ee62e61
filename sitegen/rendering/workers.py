"""Rendering many pages, in this process or in several; nobody else knows that processes exist."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from sitegen.planning.pages import Page
from sitegen.problems import BuildFailed, Location, Problem, error
from sitegen.rendering.render import Press, render_page

__all__ = ["processes_for", "render_pages"]

WORTH_A_PROCESS = 400
"""Fewer pages than this for each process are rendered sooner without it."""

CHUNK = 50
"""Pages that travel together to a process."""

Outcome = bytes | Problem


def processes_for(pages: int, jobs: int | None) -> int:
    """Give how many processes to use: as many as asked for, else what the number of pages and the machine call for."""
    return jobs or max(1, min(os.cpu_count() or 1, pages // WORTH_A_PROCESS))


def render_pages(
    pages: Sequence[Page], press: Press, jobs: int | None, on_page: Callable[[int], None] = lambda _: None
) -> Iterator[Outcome]:
    """Render pages in their order; `on_page` is told how many are done. Raises `BuildFailed` when a process dies."""
    processes = processes_for(len(pages), jobs)
    if processes == 1:
        for done, page in enumerate(pages, start=1):
            yield render_page(page, press)
            on_page(done)
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    with ProcessPoolExecutor(processes, context, initializer=take_press, initargs=(press,)) as executor:
        yield from rendered_by(executor, pages, on_page)


def rendered_by(executor: Executor, pages: Sequence[Page], on_page: Callable[[int], None]) -> Iterator[Outcome]:
    """Render pages by the workers of an executor that have taken the press."""
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    done = 0
    try:
        for outcomes in executor.map(render_chunk, chunks):
            yield from outcomes
            done += len(outcomes)
            on_page(done)
    except BrokenProcessPool:
        hint = "the machine may be short of memory; build with `--jobs 1`"
        raise BuildFailed([error("a process that renders pages has died", Location("."), hint)]) from None


class Worker:
    """What a worker process keeps between chunks."""

    press: Press


def take_press(press: Press) -> None:
    """Keep what rendering needs in a worker process."""
    Worker.press = press


def render_chunk(pages: Sequence[Page]) -> list[Outcome]:
    """Render some pages in a worker process."""
    return [render_page(page, Worker.press) for page in pages]
