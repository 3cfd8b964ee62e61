"""A small site and its preview in this process: on a bench, without threads, or kept by them, without a server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitegen.preview.keeper import Report
from sitegen.preview.showing import Showing
from sitegen.preview.site_preview import SitePreview
from sitegen.preview.workbench import Moment, Workbench
from sitegen.problems import Problem
from tests.edited_site import EditedSite

__all__ = ["OnBench", "Previewed", "difference_between", "made_by", "previewed", "wait_until"]

PATIENCE = 10.0
"""Seconds after which what is waited for will not come."""

Files = dict[str, bytes]


def made_by(showing: Showing) -> Files:
    """All files of a site that is described in full."""
    return {path: bytes_of(showing.made(page)) for path, page in showing.pages.items()}


def bytes_of(made: bytes | Path | Problem) -> bytes:
    assert not isinstance(made, Problem), made
    return made if isinstance(made, bytes) else made.read_bytes()


def difference_between(files: Files, others: Files) -> set[str]:
    """The paths at which two sites differ."""
    return {path for path in files.keys() | others if files.get(path) != others.get(path)}


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for what comes soon, and assert that it does."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


class OnBench:
    """A site on the bench of its preview, as it is `shown`."""

    def __init__(self, site: EditedSite, **wishes: Any) -> None:  # noqa: ANN401  wishes have many types
        self.site = site
        self.wishes = wishes
        order = site.order(**wishes)
        self.moment = Moment(order.at, order.drafts)
        self.bench = Workbench(order)
        self.shown = self.renewed()

    def renewed(self) -> Showing:
        """Show the site anew."""
        self.shown = self.bench.complete(self.bench.sketch(self.moment))
        return self.shown

    def reworded(self, *names: str) -> tuple[str, ...] | None:
        """Show other texts of articles, `news/a.md`, if that is all that has changed; gives the pages that do."""
        done = self.bench.reworded(self.shown, names)
        if done is None:
            return None
        self.shown, changed = done
        return changed

    @property
    def files(self) -> Files:
        return made_by(self.shown)

    def assert_as_built(self) -> None:
        """Assert that what is shown is what a clean build makes, and tells."""
        built, files = self.site.clean_build(**self.wishes)
        assert not difference_between(self.files, files)
        assert self.shown.problems == built.problems


class Previewed:
    """A site whose preview runs; it hears of changes only what it is told."""

    def __init__(self, site: EditedSite, **wishes: Any) -> None:  # noqa: ANN401
        self.site = site
        self.wishes = wishes
        self.reports: list[Report] = []
        self.preview = SitePreview(site.order(**wishes), self.reports.append, lambda: None)

    def change(self, *names: str) -> None:
        """Tell of changed files, `content/news/a.md`."""
        self.preview.change([self.site.path(name).absolute() for name in names])

    def problems(self) -> str:
        """What is wrong, as it is told at this moment."""
        return "\n".join(problem.message for problem in self.preview.keeper.condition.problems)

    def text(self, path: str) -> str:
        """The text of a file of the site; nothing where there is none."""
        view = self.preview.view("")
        found = view.find(path) if view else None
        return bytes_of(found.body).decode() if found else ""

    def served(self, wanted: Iterable[str]) -> Files:
        """All files as they are served, and some more if they are."""
        view = self.preview.view("")
        shown = self.preview.keeper.condition.shown
        assert view
        assert shown
        found = {path: view.find(path) for path in {*shown.pages, *wanted}}
        return {path: bytes_of(content.body) for path, content in found.items() if content}

    def assert_as_built(self) -> None:
        """Assert that soon all is served that a clean build makes."""
        files = self.site.clean_build(**self.wishes)[1]
        wait_until(lambda: not difference_between(self.served(files), files))


@contextmanager
def previewed(site: EditedSite, **wishes: Any) -> Iterator[Previewed]:  # noqa: ANN401
    """Run the preview of a site; asserts at the end that the program has made no mistake."""
    made = Previewed(site, **wishes)
    made.preview.start()
    try:
        yield made
    finally:
        made.preview.stop()
    assert not [report.failure for report in made.reports if report.failure]
