"""Making many pages, in this process or in several; nobody else knows that processes exist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Generic, Protocol, TypeVar, cast

import msgspec
from msgspec import Struct, structs

from sitegen.markup.fragment import Fragment, text_from_bytes
from sitegen.planning.page_data import page_from_data
from sitegen.planning.pages import ImageOf, Page
from sitegen.problems import Problem
from sitegen.processes import executor_of, in_order, processes_for
from sitegen.records import LostRecord, Records
from sitegen.rendering.descriptions import Description
from sitegen.rendering.filling_in import filled_in
from sitegen.rendering.made_files import develop
from sitegen.rendering.render import Outcome, Press, render_page

__all__ = ["Put", "make_pages"]

WORTH_A_PROCESS = 400
"""Fewer pages than this for each process are rendered sooner without it."""

WORK_OF_A_PICTURE = 50
"""To make a picture takes as long as to render so many pages."""

CHUNK = 50
"""Pages that travel together to a process."""

Place = TypeVar("Place")
Place_co = TypeVar("Place_co", covariant=True)


class Put(Protocol[Place_co]):
    """Where finished files go, in whatever process; what it gives is told to the one who asked for the pages."""

    def put(self, path: str, data: bytes | Path) -> Place_co:
        """Take the bytes of a file, or a file that holds them."""


def make_pages(
    pages: Sequence[Description],
    press: Press,
    to: Put[Place],
    jobs: int | None,
    on_page: Callable[[int], None] = lambda _: None,
) -> Iterator[Place | Problem]:
    """Make pages in their order; `on_page` is told how many are done.

    Raises `BuildFailed` when a process dies, `OSError` when there is no room for a file, and `LostRecord`.
    """
    workshop = Workshop(press, to)
    remembered = {page.path: file for page in pages if (file := remembered_picture(page, press))}
    waiting = [page for page in pages if page.path not in remembered]
    outcomes = made(waiting, workshop, jobs, lambda done: on_page(done + len(remembered)))
    for page in pages:
        yield to.put(page.path, remembered[page.path]) if page.path in remembered else next(outcomes)


def remembered_picture(page: Description, press: Press) -> Path | None:
    """Give the file of a page that takes long to make, if an earlier build has made it."""
    return press.memo.find(page.fingerprint) if page.photograph or page.is_heavy else None


class Workshop(Struct, Generic[Place], frozen=True):
    """What making pages takes: all that is needed to render them, and where they go."""

    press: Press
    to: Put[Place]


def made(
    pages: Sequence[Description], workshop: Workshop[Place], jobs: int | None, on_page: Callable[[int], None]
) -> Iterator[Place | Problem]:
    """Make pages that nobody remembers."""
    done = 0
    for outcomes in parts_made(pages, workshop, jobs):
        yield from outcomes
        done += len(outcomes)
        on_page(done)


def parts_made(
    pages: Sequence[Description], workshop: Workshop[Place], jobs: int | None
) -> Iterator[list[Place | Problem]]:
    """Make pages, part by part, in as many processes as it is worth."""
    processes = processes_for(work_of(pages), WORTH_A_PROCESS, jobs) if pages else 1
    if processes == 1:
        for part in chunks_of(pages):
            yield outcomes_of(part, workshop)
        return
    with executor_of(processes, take_workshop, workshop) as executor:
        for made_part in in_order(executor, make_part, chunks_of(pages), "makes pages"):
            yield cast("list[Place | Problem]", made_part)


def work_of(pages: Iterable[Description]) -> int:
    """Give how many ordinary pages could be made in the same time."""
    return sum(WORK_OF_A_PICTURE if page.photograph or page.is_heavy else 1 for page in pages)


def chunks_of(pages: Sequence[Description]) -> Iterator[Sequence[Description]]:
    """Cut the pages into parts of about `CHUNK`; what is made of one photograph stays together."""
    start, last = 0, ""
    for place, page in enumerate(pages):
        if place - start >= CHUNK and not (page.photograph and page.photograph == last):
            yield pages[start:place]
            start = place
        last = page.photograph
    yield pages[start:]


class Worker:
    """What a worker process keeps between parts."""

    workshop: Workshop[object]


def take_workshop(workshop: Workshop[object]) -> None:
    """Keep what making pages takes in a worker process."""
    Worker.workshop = workshop


def make_part(pages: Sequence[Description]) -> list[object]:
    """Make some pages in a worker process."""
    return outcomes_of(pages, Worker.workshop)


def outcomes_of(pages: Sequence[Description], workshop: Workshop[Place]) -> list[Place | Problem]:
    """Make pages in their order, those of one photograph together."""
    whole = whole_pages(pages, workshop.press)
    texts = texts_of(whole, workshop.press.records)
    outcomes: list[Place | Problem] = []
    for photograph, group in groupby(whole, photograph_of):
        for page, outcome in zip(each := list(group), made_of(each, photograph, texts, workshop.press), strict=True):
            outcomes.append(outcome if isinstance(outcome, Problem) else workshop.to.put(page.path.text, outcome))
    return outcomes


def photograph_of(page: Page) -> str:
    """Name the photograph that a page is made of; nothing for all other pages."""
    return page.recipe.file if isinstance(page.recipe, ImageOf) else ""


def made_of(pages: Sequence[Page], photograph: str, texts: Mapping[str, Fragment], press: Press) -> Iterable[Outcome]:
    """Make the files of one photograph, or pages of which each stands alone."""
    if photograph:
        recipes = [page.recipe for page in pages if isinstance(page.recipe, ImageOf)]
        return develop(recipes, pages[0].origin, press.folder, press.memo)
    return (render_page(structs.replace(page, view=filled_in(page, texts)), press) for page in pages)


def whole_pages(pages: Sequence[Description], press: Press) -> list[Page]:
    """Give pages with everything that they show. Raises `LostRecord`."""
    data = press.records.find([page.record for page in pages])
    try:
        return [page_from_data(data[page.record], page.path, page.origin) for page in pages]
    except (KeyError, msgspec.MsgspecError) as fault:
        raise LostRecord from fault


def texts_of(pages: Iterable[Page], records: Records) -> dict[str, Fragment]:
    """Give the texts that pages show, by digest. Raises `LostRecord`."""
    wanted = {text.text for page in pages for text in page.texts}
    found = records.find(wanted)
    if len(found) < len(wanted):
        raise LostRecord
    try:
        return {digest: text_from_bytes(data) for digest, data in found.items()}
    except msgspec.MsgspecError as fault:
        raise LostRecord from fault
