"""What the preview shows of itself: what stands in the way, the bar below each page, and other moments of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from sitegen.editors import editor_address
from sitegen.frames import Lines, Mark, mark_at, safe_text
from sitegen.problems import Location, Problem, Severity
from sitegen.serving.defaults import OWN

__all__ = ["Bar", "bar_page", "own_file", "page_inside", "problem_page", "walk_page"]

PAGES = Path(__file__).parent / "pages"
STYLE = "text/css; charset=utf-8"
SCRIPT = "text/javascript; charset=utf-8"
FILES = {
    **dict.fromkeys(("own.css", "problems.css", "bar.css", "walk.css", "preview.css"), STYLE),
    "live.js": SCRIPT,
}
"""The files that pages of the preview load, and their media types."""

QUOTED = re.compile("`([^`]+)`")
INSIDE = re.compile(r"/(?:[^/\\\x00-\x20\x7f\ud800-\udfff][^\\\x00-\x20\x7f\ud800-\udfff]*)?")
"""A path of this server: browsers take `//` (and a backslash for a `/`) for another host, and leave tabs out."""
MANY = 10
"""From how many problems on their files are listed above them."""


class Bar(Struct, frozen=True, kw_only=True):
    """What the preview knows of the page that is shown, and of the moment at which the site is seen."""

    showing: str
    """What is shown: `the site as it is now`, `the site of 24 December 2026, 09:00 (Europe/Rome)`."""
    moment: str = ""
    """The moment for an input of the type `datetime-local`, in the time zone of the site: `2026-12-24T09:00`."""
    zone: str = ""
    is_walk: bool = False
    """Whether another moment than now is shown."""
    drafts: bool = False
    notes: tuple[str, ...] = ()
    """Why the page is not public: `Not public: it is a draft`."""
    file: str = ""
    """The file of which the page is made: `content/news/launch.md`."""
    editor: str = ""
    """The address that opens the file in the editor."""
    appears: str = ""
    """The moment at which an article appears that is not public yet, for the input."""
    moments: tuple[tuple[str, str], ...] = ()
    """Moments at which the site changes, soonest first: the value for the input, and words for it."""
    problems: str = ""
    """`1 error, 2 warnings`."""
    is_behind: bool = False
    """Whether problems stand in the way of the present site, and a former one is shown."""
    work: str = ""
    """What goes on: `looking for mistakes in 4,213 of 12,000 pages`."""
    page: str = ""
    """The path of the page, to which forms come back."""


class Shown(Struct, frozen=True, kw_only=True):
    """A problem or a note as its page shows it: `address` opens its place in the editor, `mark` is its line."""

    text: str
    place: Location
    address: str = ""
    mark: Mark | None = None
    hint: str = ""
    notes: tuple[Shown, ...] = ()


class ListedFile(Struct, frozen=True):
    """A file in which something is wrong: the number of its first problem on the page, and how many it has."""

    path: str
    first: int
    count: int


def bar_page(bar: Bar) -> bytes:
    """Give the bar that lies in a frame below each page: one line."""
    page = page_inside(bar.page)
    return rendered("bar.html", bar=bar, page=page, walk=f"{OWN}walk?page={quote(page, safe='/')}")


def walk_page(bar: Bar) -> bytes:
    """Give the page with all that the bar has no room for, and with the forms that choose another moment."""
    return rendered("walk.html", bar=bar, page=page_inside(bar.page))


def problem_page(
    problems: Sequence[Problem], lines: Lines, folder: Path, editor: str, *, summary: str, behind: str
) -> bytes:
    """Give the page of what is wrong with the site in a folder, errors first.

    `behind` is the address of the last good version of the page that was asked for, or empty.
    """
    address_of = editor_addresses(folder, editor)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    warnings = [problem for problem in problems if problem.severity is Severity.WARNING]
    return rendered(
        "problems.html",
        errors=[shown_problem(problem, lines, address_of) for problem in errors],
        warnings=[shown_problem(problem, lines, address_of) for problem in warnings],
        files=listed_files([*errors, *warnings]) if len(problems) >= MANY else (),
        opens=any(address_of(problem.location) for problem in problems),
        summary=summary,
        behind=behind and page_inside(behind),
    )


def own_file(name: str) -> tuple[bytes, str] | None:
    """Give a file that the preview's pages load, with its media type; nothing for any other name."""
    file = PAGES / name
    return (file.read_bytes(), FILES[name]) if name in FILES and file.is_file() else None


def page_inside(path: str) -> str:
    """Give a path of this server, with its query, as it is; in place of any other address, the home page."""
    return path if INSIDE.fullmatch(path) else "/"


def shown_problem(problem: Problem, lines: Lines, address_of: Callable[[Location], str]) -> Shown:
    """Give a problem as its page shows it; a note on the same place does not show the line again."""

    def note_on(place: Location, text: str) -> Shown:
        mark = mark_at(lines, place) if place != problem.location else None
        return Shown(text=text, place=place, address=address_of(place), mark=mark)

    return Shown(
        text=problem.message,
        place=problem.location,
        address=address_of(problem.location),
        mark=mark_at(lines, problem.location),
        hint=problem.hint,
        notes=tuple(note_on(note.location, note.text) for note in problem.notes),
    )


def listed_files(problems: Sequence[Problem]) -> tuple[ListedFile, ...]:
    """Name the files in which something is wrong, in their order; problems are numbered from 1."""
    numbers: dict[str, list[int]] = {}
    for number, problem in enumerate(problems, 1):
        numbers.setdefault(problem.location.path, []).append(number)
    return tuple(ListedFile(path, found[0], len(found)) for path, found in sorted(numbers.items()))


def editor_addresses(folder: Path, editor: str) -> Callable[[Location], str]:
    """Give a function for the address that opens a place in the editor: empty for all but files of the folder."""
    site = folder.absolute()

    @cache
    def file_of(path: str) -> Path | None:
        file = site / path
        try:
            inside = file.is_relative_to(site) and ".." not in Path(path).parts
            return file if inside and file.is_file() else None
        except (OSError, ValueError):
            return None

    def address_of(place: Location) -> str:
        file = file_of(place.path)
        return editor_address(editor, file, place.line, place.column) if file else ""

    return address_of


def pieces_of(text: str) -> Iterator[str]:
    """Part a message at its backticks: by turns words, and what is quoted."""
    yield from QUOTED.split(safe_text(text))


def counted(count: int, noun: str) -> str:
    """Count things in words: `1 error`, `2 errors`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


@cache
def environment() -> Environment:
    """Give the templates, which are read once."""
    made = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(pieces=pieces_of, visible=safe_text, counted=counted)
    made.globals.update(own=OWN)
    return made


def rendered(template: str, **values: object) -> bytes:
    """Fill a template in."""
    return environment().get_template(template).render(values).encode()
