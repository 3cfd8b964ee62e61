"""Processes that work for a build; nobody else knows how they begin and end."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from subprocess import Popen
from threading import Thread, current_thread, main_thread
from typing import Any, TypeVar
from weakref import WeakSet

from sitegen.problems import BuildFailed, Location, error

__all__ = ["cancel_all", "cancelled_with_all", "executor_of", "in_order", "prepare", "processes_for", "take_over"]

if sys.platform != "win32":
    import resource

AT_WORK: WeakSet[Executor] = WeakSet()
"""The executors that somebody waits for."""
PROGRAMS: WeakSet[Popen[bytes]] = WeakSet()
"""Other programs that somebody waits for."""

Part = TypeVar("Part")
Result = TypeVar("Result")

QUICK_SWITCH = 0.001
"""Seconds after which a thread that works lets others answer browsers."""
RARELY = (200_000, 20, 100)
"""How many new values make Python look for circles of them; the many values of a site hold none."""
FILES_OPEN = 4096
"""So many files and connections a preview may have open, where the system grants it."""

PRELOADED = ("sitegen.reading.remembering", "sitegen.rendering.workers")
"""What processes need, loaded once for all of them."""


def processes_for(work: int, worth_one: int, jobs: int | None) -> int:
    """Give how many processes to use: as many as asked for, else what the work and the machine call for."""
    return jobs or max(1, min(os.cpu_count() or 1, work // worth_one))


def take_over() -> None:
    """Make this process one that shows a site to browsers, from threads; a closed terminal ends it like Ctrl-C."""
    sys.setswitchinterval(QUICK_SWITCH)
    gc.set_threshold(*RARELY)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if sys.platform == "win32":
        return
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # else `nohup` wants it ignored
        signal.signal(signal.SIGHUP, lambda _sign, _frame: signal.raise_signal(signal.SIGTERM))
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(few, min(most, FILES_OPEN)), most))


def context_of_workers() -> BaseContext:
    """Say how processes begin: never as copies of this one, in which libvips has threads that a copy waits for."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def prepare() -> None:
    """Begin to load what processes need, while this one goes on."""
    if context_of_workers().get_start_method() == "forkserver":
        with suppress(OSError), deaf_to_interrupts():
            forkserver.ensure_running()


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Let processes that begin now not hear Ctrl-C, which is for this one: they end with it."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def executor_of(processes: int, initializer: Callable[..., None], *initargs: Any) -> Iterator[Executor]:  # noqa: ANN401  what a worker is told is its own affair
    """Give an executor whose processes have been told what they need, and end with this one, however it ends."""
    prepare()
    context = context_of_workers()
    with ProcessPoolExecutor(processes, context, initializer=begin, initargs=(initializer, *initargs)) as executor:
        AT_WORK.add(executor)
        try:
            yield executor
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def cancelled_with_all(program: Popen[bytes]) -> Popen[bytes]:
    """Give a program that ends when everything is cancelled."""
    PROGRAMS.add(program)
    return program


def cancel_all() -> None:
    """Leave undone what no process has begun, since nobody needs it any more: this program ends."""
    for executor in tuple(AT_WORK):
        executor.shutdown(wait=False, cancel_futures=True)
    for program in tuple(PROGRAMS):
        program.kill()


def in_order(
    executor: Executor, function: Callable[[Part], Result], parts: Iterable[Part], what: str
) -> Iterator[Result]:
    """Give what a function makes of each part, in their order. Raises `BuildFailed` when a process that … dies."""
    try:
        yield from executor.map(function, parts)
    except BrokenProcessPool:
        hint = "the machine may be short of memory; build with `--jobs 1`"
        raise BuildFailed([error(f"a process that {what} has died", Location("."), hint)]) from None


def begin(initializer: Callable[..., None], *initargs: Any) -> None:  # noqa: ANN401  as above
    """Make a process ready, and its collector of circles rest: there are none, and it ends soon."""
    gc.disable()
    Thread(target=end_with_parent, daemon=True).start()
    initializer(*initargs)


def end_with_parent() -> None:
    """Wait for the end of the program, and end as well: one that is killed cannot say so."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
