"""Every page of a preview is made once behind the scenes: to find what is wrong with it, and for the search index."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path

from msgspec import Struct

from sitegen.fingerprint import digest_of
from sitegen.planning.pages import FromTemplate, ImageOf, Page
from sitegen.preview.showing import Showing
from sitegen.problems import Problem, Severity
from sitegen.records import LostRecord
from sitegen.rendering.descriptions import makers_of, name_of_maker
from sitegen.rendering.made_files import develop, key_of
from sitegen.rendering.maker import Maker
from sitegen.theming.template_faults import once_for_each_template
from sitegen.theming.templates import is_sound

__all__ = ["Progress", "Proofreader", "makers_in"]

PAGES_BETWEEN_WORDS = 500
"""After so many pages it is told how far the work is."""
PAGES_TRIED = 20
"""So many of the pages with one maker tell whether what is wrong with them is mended."""


class Proof(Struct, frozen=True):
    """What came of a page: it and its maker as they were then, the digest of an HTML file, or what is wrong with it."""

    page: Page
    maker: Maker | None
    digest: str
    problem: Problem | None


class Progress(Struct, frozen=True):
    """How many pages of a showing are looked through, of how many, and what was found wrong."""

    showing: Showing
    done: int
    total: int
    problems: tuple[Problem, ...]

    @property
    def is_done(self) -> bool:
        """Whether all pages are looked through."""
        return self.done == self.total


class Proofreader:
    """Looks through one showing after the other, in a thread of its own; `tell` hears how far it is.

    `lose` is called when what was remembered of the site is lost, `blame` gives a mistake of the program as a problem.
    The work stands aside while `is_free` is not set.
    """

    def __init__(
        self, tell: Callable[[Progress], None], lose: Callable[[], None], blame: Callable[[Exception], Problem]
    ) -> None:
        self.tell = tell
        self.lose = lose
        self.blame = blame
        self.proofs: dict[str, Proof] = {}
        self.showing: Showing | None = None
        self.wanted = threading.Condition()
        self.is_free = threading.Event()
        self.is_free.set()
        self.is_stopping = False

    def take(self, showing: Showing | None) -> None:
        """Leave the showing at hand, and take another one."""
        with self.wanted:
            self.showing = showing
            self.wanted.notify_all()

    def stop(self) -> None:
        """End the thread soon."""
        self.is_stopping = True
        self.is_free.set()
        self.take(None)

    def run(self) -> None:
        """Look through showings until the end."""
        done: Showing | None = None
        while not self.is_stopping:
            with self.wanted:
                while not self.is_stopping and self.showing is done:
                    self.wanted.wait()
                showing = done = self.showing
            try:
                if showing:
                    self.look_through(showing)
            except LostRecord:
                self.lose()
            except Exception as fault:  # noqa: BLE001  whatever it is
                if showing and not self.is_stopping:
                    count = len(showing.pages)
                    self.tell(Progress(showing, count, count, (self.blame(fault),)))

    def look_through(self, showing: Showing) -> None:
        """Look through a showing, or as much of it as there is time for before the next one."""
        makers = makers_in(showing)
        self.proofs = {path: proof for path, proof in self.proofs.items() if path in showing.pages}
        problems: list[Problem] = []
        total, told = len(showing.pages), 0
        for done, proof in enumerate(self.proofs_of(showing, makers), start=1):
            if proof.problem:
                problems.append(proof.problem)
            if self.showing is not showing:
                return
            is_news = bool(proof.problem) and len(problems) == 1
            if done == total or is_news or done - told >= PAGES_BETWEEN_WORDS:
                told = done
                self.tell(Progress(showing, done, total, once_for_each_template(problems)))

    def proofs_of(self, showing: Showing, makers: Mapping[str, Maker]) -> Iterator[Proof]:
        """Give the proof of each page; those of one photograph are made together."""
        for photograph, group in groupby(showing.pages.values(), photograph_of):
            pages = list(group)
            known = {path: proof for page in pages if (proof := self.known(path := page.path.text, page, makers))}
            waiting = [page for page in pages if page.path.text not in known]
            if photograph:
                self.develop(waiting, showing)
            for page in pages:
                path = page.path.text
                if path not in known:
                    self.is_free.wait()
                    if self.is_stopping or self.showing is not showing:
                        return
                    known[path] = proof_of(page, makers.get(name_of_maker(page)), showing)
                self.proofs[path] = known[path]
                yield known[path]

    def known(self, path: str, page: Page, makers: Mapping[str, Maker]) -> Proof | None:
        """Give the proof of a page that has not changed since, as one of the page as it is described now.

        What is wrong with a file may be mended without a word: the right to read it, a disk that was full.
        """
        proof, maker = self.proofs.get(path), makers.get(name_of_maker(page))
        if proof is None or proof.maker != maker or (proof.page is not page and proof.page != page):
            return None
        if proof.problem and not isinstance(page.recipe, FromTemplate):
            return None
        return proof if proof.page is page else Proof(page, maker, proof.digest, proof.problem)

    def develop(self, pages: list[Page], showing: Showing) -> None:
        """Make what the memo lacks of a photograph, which is decoded once for all of it."""
        recipes = [page.recipe for page in pages if isinstance(page.recipe, ImageOf)]
        lacking = [recipe for recipe in recipes if not showing.press.memo.find(key_of(recipe))]
        if len(lacking) > 1:
            self.is_free.wait()
            develop(lacking, pages[0].origin, showing.press.folder, showing.press.memo)

    def digests(self, showing: Showing) -> dict[str, str] | None:
        """Give the digests of all HTML files of a showing; none as long as they are not all made."""
        files = {path: self.proofs.get(path) for path in showing.pages if path.endswith(".html")}
        if not all(proof and proof.page is showing.pages[path] for path, proof in files.items()):
            return None
        return {path: proof.digest for path, proof in files.items() if proof and proof.digest}

    def faulty(self, showing: Showing) -> tuple[Problem, ...]:
        """Give what is still wrong of what was wrong before, as far as that is soon known. Raises `LostRecord`."""
        proofs = tuple(self.proofs.items())
        pages = [showing.pages[path] for path, proof in proofs if proof.problem and path in showing.pages]
        alike = groupby(sorted(pages, key=name_of_maker), name_of_maker)
        outcomes = (showing.made(page) for _, group in alike for page in islice(group, PAGES_TRIED))
        return once_for_each_template(outcome for outcome in outcomes if isinstance(outcome, Problem))


def makers_in(showing: Showing) -> dict[str, Maker]:
    """Give what makes the pages of a showing, by name."""
    return makers_of({name_of_maker(page) for page in showing.pages.values()}, showing.press)


def photograph_of(page: Page) -> str:
    """Name the photograph that a page is made of; nothing for all other pages."""
    return page.recipe.file if isinstance(page.recipe, ImageOf) else ""


def proof_of(page: Page, maker: Maker | None, showing: Showing) -> Proof:
    """Make a page and tell what came of it."""
    if not is_makeable(page, showing):
        return Proof(page, maker, "", None)
    outcome = showing.made(page)
    if isinstance(outcome, Problem):
        return Proof(page, maker, "", outcome)
    digest = digest_of_html(outcome) if page.path.text.endswith(".html") else ""
    return Proof(page, maker, digest, None)


def is_makeable(page: Page, showing: Showing) -> bool:
    """Tell whether making a page can show more than that its template is broken, which is known."""
    if showing.is_sound or not isinstance(page.recipe, FromTemplate):
        return True
    broken = {problem.location.path for problem in showing.problems if problem.severity is Severity.ERROR}
    return is_sound(showing.press.theme, page.recipe.template, broken)


def digest_of_html(made: bytes | Path) -> str:
    """Give the digest of a file; nothing of one that has just gone."""
    try:
        return digest_of(made if isinstance(made, bytes) else made.read_bytes())
    except OSError:
        return ""
