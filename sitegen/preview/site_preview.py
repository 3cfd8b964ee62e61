"""The preview of a site as browsers ask for it: the pages as they are now, waited for as long as nobody knows them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import token_hex

from sitegen.beginning import moment_of, present_moment, settings_of
from sitegen.clock import UnreadableDate
from sitegen.fingerprint import digest_of
from sitegen.orders import Order
from sitegen.planning.pages import is_of_index
from sitegen.preview.keeper import Keeper, Report
from sitegen.preview.showing import Showing, version_of
from sitegen.preview.shown_view import ShownView
from sitegen.problems import BuildFailed, Problem, has_errors
from sitegen.records import LostRecord
from sitegen.searching.remembered_index import remembered_index
from sitegen.serving.answers import Content, media_type_of
from sitegen.serving.view import NotYet

__all__ = ["SitePreview"]

MOST_ATTEMPTS = 5
"""So often a page is looked for in one condition after the other."""
PATIENCE = 120
"""Seconds that a browser waits for a page that is not known yet."""


class SitePreview:
    """Shows browsers, each in a thread of its own, what the keeper of the site knows.

    `report` hears what has changed, `tell` wakes browsers that have a page open. An `editor` replaces the setting.
    """

    def __init__(
        self,
        order: Order,
        report: Callable[[Report], None],
        tell: Callable[[], None],
        *,
        editor: str = "",
        follows: bool = False,
    ) -> None:
        self.order = order
        self.tell = tell
        self.run = token_hex(4)
        self.news = threading.Condition()
        self.keeper = Keeper(order, self.hear, report, editor=editor, follows=follows)
        self.versions: dict[str, tuple[str, datetime]] = {}
        self.indexing = threading.Lock()
        self.index: tuple[Mapping[str, str], dict[str, bytes]] = ({}, {})

    def start(self) -> None:
        """Begin to read the site."""
        self.keeper.start()

    def stop(self) -> None:
        """End, and leave nothing behind."""
        self.keeper.stop()
        self.hear()

    def change(self, paths: Collection[Path]) -> None:
        """Hear that files have changed."""
        self.keeper.changes.put(frozenset(paths))

    def hear(self) -> None:
        """Wake all who wait for something new."""
        with self.news:
            self.news.notify_all()
        self.tell()

    def walk(self, at: str) -> str:
        """Show the site of another moment, or of now; say what is wrong with the moment, or nothing."""
        try:
            if at:
                moment_of(at, settings_of(self.order)[0])
        except BuildFailed:
            return "the site has problems: mend them first"
        except UnreadableDate as fault:
            return str(fault)
        if self.keeper.go_to(at):
            self.wait_for(lambda: self.keeper.moment.at != at or self.keeper.is_at(at))
        return ""

    def view(self, behind: str, *, waits: bool = True) -> ShownView | None:
        """Give the site as it is now; waits for the first that there is."""
        if waits:
            self.wait_for(lambda: self.keeper.condition.number > 0)
        condition = self.keeper.condition
        if not condition.number or self.keeper.is_stopping:
            return None

        def find(path: str) -> Content | Problem | None:
            return self.found(condition.shown, path, waits=waits)

        return ShownView(condition, self.order.folder, find, is_behind=behind == self.behind())

    def behind(self) -> str:
        """Give the cookie of a browser that looks behind the problems of now."""
        return f"{self.run}-{self.keeper.condition.era}"

    def wait_for(self, is_so: Callable[[], bool]) -> bool:
        """Wait until something is so, or the preview ends; tell whether it is so."""
        with self.news:
            self.news.wait_for(lambda: self.keeper.is_stopping or is_so(), PATIENCE)
        return not self.keeper.is_stopping and is_so()

    def found(self, showing: Showing | None, path: str, *, waits: bool) -> Content | Problem | None:
        """Give a file of the site, or say why it cannot be made. Raises `NotYet` when it is not waited for longer."""
        for _ in range(MOST_ATTEMPTS):
            if showing is None:
                return None
            try:
                return self.made(showing, path)
            except (LostRecord, NotYet) as fault:
                if isinstance(fault, LostRecord):
                    self.keeper.lose()
                if not waits:
                    raise NotYet(path) from None
            if not self.wait_for(partial(self.is_worth_another_look, showing, path)):
                break
            showing = self.keeper.condition.shown
        raise NotYet(path)

    def is_worth_another_look(self, showing: Showing, path: str) -> bool:
        """Tell whether more may be known of a file than when it was last looked for."""
        condition = self.keeper.condition
        if condition.shown is not showing:
            return True
        return is_of_index(path) and (condition.is_broken or self.keeper.proofreader.digests(showing) is not None)

    def made(self, showing: Showing, path: str) -> Content | Problem | None:
        """Make a file of a showing. Raises `NotYet` and `LostRecord`."""
        page = showing.page(path)
        if page is None:
            return self.indexed(showing, path) if is_of_index(path) else None
        outcome = showing.made(page)
        if isinstance(outcome, Problem):
            return outcome
        version = digest_of(outcome) if isinstance(outcome, bytes) else version_of(page)
        return Content(outcome, media_type_of(path), self.since(path, version), version)

    def since(self, path: str, version: str) -> datetime:
        """Give when a file was first seen as it is; what nobody has asked for until now is new."""
        last = self.versions.get(path)
        if last is None or last[0] != version:
            last = self.versions[path] = (version, present_moment())
        return last[1]

    def indexed(self, showing: Showing, path: str) -> Content | None:
        """Give a file of the search index, which is made when it is first asked for. Raises `NotYet`.

        Why there can be none is a problem of the site.
        """
        if showing.gathered.config.search == "none":
            return None
        digests = self.keeper.proofreader.digests(showing)
        if digests is None and self.keeper.condition.is_broken:
            return None
        if digests is None:
            raise NotYet(path)
        with self.indexing:
            if self.index[0] != digests:
                place = showing.gathered.file.place_of("search")
                read = partial(self.bytes_at, showing)
                files, problems = remembered_index(digests, read, showing.press.memo, place)
                if has_errors(problems):
                    self.keeper.add(problems, showing)
                    return None
                self.index = (digests, {each.text: data for each, data in files.items()})
            data = self.index[1].get(path)
        return None if data is None else Content(data, media_type_of(path))

    def bytes_at(self, showing: Showing, path: str) -> bytes:
        """Give the bytes of a file that was made before. Raises `LostRecord`, and `NotYet` if it cannot be made now."""
        outcome = None if self.keeper.is_stopping else showing.made(showing.pages[path])
        if outcome is None or isinstance(outcome, Problem):
            raise NotYet(path)
        return outcome if isinstance(outcome, bytes) else outcome.read_bytes()
