"""The site as a browser sees it at one moment: files, problems, and what the bar says of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.console import source_text, summary_text
from sitegen.editors import editor_address
from sitegen.frames import lines_by_path
from sitegen.planning.visibility import ChangeKind
from sitegen.preview.showing import Showing, source_of, version_of
from sitegen.problems import Problem, has_errors
from sitegen.serving.answers import Content, media_type_of
from sitegen.serving.defaults import OWN
from sitegen.serving.own_pages import Bar, problem_page
from sitegen.serving.view import NotYet

__all__ = ["Condition", "ShownView"]

MOST_MOMENTS = 5
CHANGES = {
    ChangeKind.APPEARS: "appears",
    ChangeKind.EXPIRES: "expires",
    ChangeKind.EVENT_ENDS: "is over",
    ChangeKind.LEAVES_NEWS: "leaves the news sitemap",
}


class Condition(Struct, frozen=True, kw_only=True):
    """How the preview is at one moment.

    `showing` is the site as it is, if it can be shown; `good` is the last one in which nothing was found wrong, be it
    that not all of it was looked through.
    `problems` are those of the site as it is. `era` counts how often a good site became a bad one. `ways` tell, by the
    number of a condition, from which address a browser goes to which; one from nowhere is for every browser. `work` is
    what goes on.
    """

    number: int = 0
    showing: Showing | None = None
    good: Showing | None = None
    problems: tuple[Problem, ...] = ()
    era: int = 0
    ways: Mapping[int, Mapping[str, str]] = {}
    work: str = ""
    editor: str = "vscode"

    @property
    def is_broken(self) -> bool:
        """Whether something stands in the way of the site."""
        return has_errors(self.problems)

    @property
    def shown(self) -> Showing | None:
        """The site of which files are served."""
        return (self.good or self.showing) if self.is_broken else self.showing


class ShownView:
    """A condition of the preview as one browser sees it; `find` gives the files of the site, or what is wrong."""

    def __init__(
        self, condition: Condition, folder: Path, find: Callable[[str], Content | Problem | None], *, is_behind: bool
    ) -> None:
        self.condition = condition
        self.folder = folder.absolute()
        self.find_made = find
        self.is_behind = is_behind
        self.found: tuple[Problem, ...] = ()

    @property
    def number(self) -> int:
        """Which view this is."""
        return self.condition.number

    @property
    def base_path(self) -> str:
        """The path below which the site lies."""
        return self.condition.shown.base_path if self.condition.shown else "/"

    @property
    def problems(self) -> str:
        """How many problems there are, in words."""
        return summary_text(self.condition.problems) if self.condition.problems else ""

    def find(self, path: str) -> Content | None:
        """Give a file of the site; one that cannot be made is empty, and its problem covers the page."""
        if not self.condition.shown:
            return Content(b"", media_type_of("404.html")) if path == "404.html" else None
        found = self.find_made(path)
        if isinstance(found, Problem):
            self.found = (found,)
            kind = media_type_of(path)
            return Content(b"", kind) if kind.startswith("text/html") else None
        return found

    def version_of(self, path: str) -> str:
        """Give what changes with the bytes of a file."""
        page = self.condition.shown.pages.get(path) if self.condition.shown else None
        return version_of(page) if page else ""

    def knows_files(self) -> bool:
        """Tell whether all files of the site are known yet."""
        return bool(self.condition.shown and not self.condition.shown.sketch)

    def cover(self, page: str) -> bytes | None:
        """Give the page that stands in the place of all others while the site has errors."""
        is_behind = self.is_behind and self.condition.shown is not None
        if not self.condition.is_broken or is_behind:
            return self.page_of(self.found, "") if self.found else None
        behind = f"{OWN}behind?page={quote(unquote(page), safe='/')}" if self.condition.shown else ""
        return self.page_of(self.condition.problems, behind)

    def problem_list(self, page: str) -> bytes:
        """Give the page of all problems, with a way back to the page that was shown."""
        return self.page_of(self.condition.problems, "" if self.condition.is_broken else page)

    def page_of(self, problems: Sequence[Problem], behind: str) -> bytes:
        """Give a page of problems."""
        lines = lines_by_path(source_text(self.folder))
        summary = summary_text(problems)
        return problem_page(problems, lines, self.folder, self.condition.editor, summary=summary, behind=behind)

    def bar(self, page: str) -> Bar:
        """Say what the bar of a page shows."""
        showing = self.condition.shown
        if showing is None:
            return Bar(showing="nothing yet", problems=self.problems, page=page)
        path = self.path_of(page)
        described = None
        with suppress(NotYet):
            described = showing.page(path)
        source = source_of(described) if described else showing.absent.get(path, "")
        config, now = showing.gathered.config, showing.gathered.now
        zone = ZoneInfo(config.timezone)
        file = f"content/{source}" if source else ""
        words: dict[datetime, list[str]] = {}
        for change in showing.changes:
            words.setdefault(change.at, []).append(f"{change.source} {CHANGES[change.kind]}")
        return Bar(
            showing=f"the site of {in_words(now, zone)}" if showing.at else "the site as it is now",
            moment=in_zone(now, zone),
            zone=config.timezone,
            is_walk=bool(showing.at),
            drafts=showing.drafts,
            notes=notes_of(showing, source, is_shown=described is not None),
            appears=next(
                (
                    in_zone(change.at, zone)
                    for change in showing.changes
                    if described is None and change.source == source and change.kind is ChangeKind.APPEARS
                ),
                "",
            ),
            file=file,
            editor=editor_address(self.condition.editor, self.folder / file, 1, 1) if file else "",
            moments=tuple(
                (in_zone(at, zone), f"{in_words(at, zone)}: {told}")
                for at, told in [(at, ", ".join(each)) for at, each in words.items()][:MOST_MOMENTS]
            ),
            problems=self.problems,
            is_behind=self.condition.is_broken,
            work=self.condition.work,
            page=page,
        )

    def path_of(self, address: str) -> str:
        """Give the path of the file at an address; nothing for an address outside of the site."""
        path = unquote(address)
        if not path.startswith(self.base_path):
            return ""
        inside = path.removeprefix(self.base_path)
        return f"{inside}index.html" if not inside or inside.endswith("/") else inside

    def way_from(self, page: str, number: int) -> str:
        """Give the address to which a browser goes that has shown a page since a condition, or nothing."""
        address = page
        for later, ways in sorted(self.condition.ways.items()):
            if later > number:
                address = ways.get(unquote(address)) or ways.get("") or address
        return address if address != page else ""


def notes_of(showing: Showing, source: str, *, is_shown: bool) -> tuple[str, ...]:
    """Say why an article is not public now, or why it is not shown."""
    if is_shown:
        held = showing.hidden.get(source)
        return (f"Not public{' today' if showing.at else ''}: it {held.reason}",) if held else ()
    held = showing.outlined.visible.held.get(source)
    return (f"Not shown: it {held.reason}",) if held else ()


def in_zone(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment for an input of the type `datetime-local`."""
    return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def in_words(at: datetime, zone: ZoneInfo) -> str:
    """Write a moment for people: `24 December 2026, 09:00 (Europe/Rome)`."""
    there = at.astimezone(zone)
    return f"{there.day} {there:%B %Y, %H:%M} ({zone.key})"
