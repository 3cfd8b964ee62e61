"""Problems and progress, as people and programs read them."""

from __future__ import annotations

import json
import math
import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from sitegen.problems import Location, Problem, Severity
from sitegen.theming.built_in import built_in_themes

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = [
    "ShowProgress",
    "SourceText",
    "problem_json",
    "problem_text",
    "problems_text",
    "progress",
    "safe_text",
    "source_text",
    "summary_text",
    "wants_color",
]

SourceText = Callable[[str], str | None]
"""Gives the text of a file by its path as a `Location` names it, or nothing when there is none."""

Lines = Callable[[str], list[str]]

ShowProgress = Callable[[int, int], None]
"""Is told how many items are done so far, and how many there are."""

FRAME_CELLS = 100
"""How much of a line a frame shows, in columns of the terminal."""

CELLS_BEFORE_MARK = 60
"""How much of a long line is shown before the place that is marked."""

LONGEST_LOOK = 400
"""How many characters on either side of a place are looked at, whatever the length of the line."""

TAB_CELLS = 4
GUTTER_DIGITS = 5
JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
JOINING_JAMO = ("\u1160", "\u11ff")

LINE_END = re.compile(r"\r\n|\r|\n")
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, C0 and C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi control characters (UAX #9)
    "\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # unseen or line-breaking
    "\ud800-\udfff]"  # what no terminal can be sent
)

PLAIN = ""
BOLD = "1"
DIM = "2"
CYAN = "1;36"
GREEN = "1;32"
COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


class Glyph(Struct, frozen=True, gc=False):
    """What stands in a frame for one character of the source, and how many columns it takes."""

    shown: str
    cells: int


def wants_color(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Tell whether to color (https://no-color.org, https://force-color.org); `NO_COLOR` has the last word."""
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR"):
        return forced not in {"0", "false"}
    return is_terminal and environment.get("TERM") != "dumb"


def safe_text(text: str) -> str:
    r"""Give a text that cannot steer a terminal: control and bidi control characters as `\x1b` or `\u202e`."""
    return UNSAFE.sub(lambda found: escaped(found[0]), text)


def escaped(character: str) -> str:
    """Give a character as Python would write it."""
    return character.encode("unicode_escape").decode("ascii")


def summary_text(problems: Iterable[Problem]) -> str:
    """Count problems: `2 errors, 1 warning`."""
    severities = [problem.severity for problem in problems]
    counts = [(severities.count(severity), severity.value) for severity in Severity]
    return ", ".join(f"{count} {name}{'s' * (count > 1)}" for count, name in counts if count) or "no problems"


def problem_json(problem: Problem) -> str:
    """Give a problem as one line of JSON, in ASCII, with the same keys for every problem."""
    fields = {
        "severity": problem.severity.value,
        "message": problem.message,
        **place_fields(problem.location),
        "hint": problem.hint,
        "notes": [{"message": note.text, **place_fields(note.location)} for note in problem.notes],
    }
    return json.dumps(fields).replace("\x7f", "\\u007f")


def place_fields(place: Location) -> dict[str, str | int]:
    """Give the fields of a place in JSON; lines and columns count from 1, and 0 means none."""
    return {"file": place.path, "line": place.line, "column": place.column, "width": place.width}


def problems_text(problems: Iterable[Problem], source: SourceText, *, color: bool) -> str:
    """Give all problems for a terminal, an empty line between them."""
    printer = Printer(lines_by_path(source), color)
    return "\n\n".join(printer.problem(problem) for problem in problems)


def problem_text(problem: Problem, source: SourceText, *, color: bool) -> str:
    """Give a problem for a terminal: where and what, the line in its frame, second places, and what to do."""
    return problems_text([problem], source, color=color)


class Printer(Struct, frozen=True):
    """Prints problems, with the lines of files at hand, in color or without."""

    lines: Lines
    color: bool

    def problem(self, problem: Problem) -> str:
        """Give a problem with its frames, notes and hint."""
        style = COLORS[problem.severity]
        blocks = [self.block(problem.location, problem.severity.value, problem.message, style)]
        for note in problem.notes:
            told = self.head if note.location == problem.location else self.block
            blocks.append(told(note.location, "note", note.text, CYAN))
        if problem.hint:
            blocks.append(self.styled(("  hint:", GREEN), (f" {safe_text(problem.hint)}", PLAIN)))
        return "\n".join(blocks)

    def block(self, place: Location, label: str, message: str, style: str) -> str:
        """Give the first line about a place and the frame below it."""
        return "\n".join([self.head(place, label, message, style), *self.frame(place, style)])

    def head(self, place: Location, label: str, message: str, style: str) -> str:
        """Give `path:line:column: label: message`."""
        where = (f"{safe_text(str(place))}:", BOLD)
        return self.styled(where, (" ", PLAIN), (f"{label}:", style), (f" {safe_text(message)}", PLAIN))

    def frame(self, place: Location, style: str) -> list[str]:
        """Show the line of a place and mark the place below it; nothing when there is no such line."""
        lines = self.lines(place.path)
        if not 1 <= place.line <= len(lines):
            return []
        mark = mark_in(lines[place.line - 1], place.column, place.width)
        number = f"{place.line:>{GUTTER_DIGITS}} |"
        shown = self.styled((number, DIM), (f" {mark.shown}".rstrip(), PLAIN))
        if place.column < 1:
            return [shown]
        gutter = f"{'|':>{len(number)}} {' ' * mark.indent}"
        return [shown, self.styled((gutter, DIM), (mark.carets, style))]

    def styled(self, *parts: tuple[str, str]) -> str:
        """Join texts, each in its style (the parameters of SGR, ECMA-48)."""
        return "".join(f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text for text, style in parts)


def lines_by_path(source: SourceText) -> Lines:
    """Give a function for the lines of a file; a file that is not there or cannot be read has none."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            text = source(path)
        except (OSError, ValueError):
            return []
        return LINE_END.split(text.removeprefix("\ufeff")) if text else []

    return lines


class Mark(Struct, frozen=True, gc=False):
    """What is shown of a line, the columns before the mark, and the mark itself."""

    shown: str
    indent: int
    carets: str


def mark_in(line: str, column: int, width: int) -> Mark:
    """Show a line, or what is near the column of a long one, and put carets under `width` characters.

    Carets count columns from the left. A terminal that lays out right-to-left text does not, so there the marked
    text stands beside them.
    """
    wanted = min(max(column - 1, 0), len(line))
    start = max(wanted - LONGEST_LOOK, 0)
    glyphs = glyphs_of(line[start : wanted + LONGEST_LOOK])
    at, end = whole_characters(glyphs, wanted - start, width)
    first, last = window(glyphs, at)
    before = "…" if start or first else ""
    after = "…" if start + last < len(line) else ""
    marked = glyphs[at : min(end, last)]
    carets = "^" * max(cells_across(marked), 1)
    text = text_across(marked)
    turns = is_right_to_left(text_across(glyphs[first:end])) and text.strip()
    return Mark(
        before + text_across(glyphs[first:last]) + after,
        len(before) + cells_across(glyphs[first:at]),
        f"{carets} `{text}`" if turns else carets,
    )


def whole_characters(glyphs: list[Glyph], at: int, width: int) -> tuple[int, int]:
    """Give the first marked glyph and the one after the last, so that no accent is marked without its letter."""
    end = min(at + max(width, 1), len(glyphs))
    while 0 < at < len(glyphs) and not glyphs[at].cells:
        at -= 1
    while end < len(glyphs) and not glyphs[end].cells:
        end += 1
    return at, end


def cells_across(glyphs: list[Glyph]) -> int:
    """Count the columns of glyphs side by side."""
    return sum(glyph.cells for glyph in glyphs)


def text_across(glyphs: list[Glyph]) -> str:
    """Give what glyphs show, side by side."""
    return "".join(glyph.shown for glyph in glyphs)


def window(glyphs: list[Glyph], at: int) -> tuple[int, int]:
    """Give the first glyph that is shown and the one after the last, with the one at `at` between them."""
    if cells_across(glyphs) <= FRAME_CELLS:
        return 0, len(glyphs)
    first, used = at, 0
    while first and used + glyphs[first - 1].cells <= CELLS_BEFORE_MARK:
        first -= 1
        used += glyphs[first].cells
    while first < at and not glyphs[first].cells:
        first += 1
    last = at
    while last < len(glyphs) and used + glyphs[last].cells <= FRAME_CELLS:
        used += glyphs[last].cells
        last += 1
    return first, last


def glyphs_of(text: str) -> list[Glyph]:
    """Give a glyph for each character."""
    glyphs: list[Glyph] = []
    used = 0
    previous = ""
    for character in text:
        glyph = glyph_of(character, previous, used)
        glyphs.append(glyph)
        used += glyph.cells
        previous = character
    return glyphs


def glyph_of(character: str, previous: str, used: int) -> Glyph:
    """Show a character that stands after another one and `used` columns from the left."""
    if character == "\t":
        cells = TAB_CELLS - used % TAB_CELLS
        return Glyph(" " * cells, cells)
    if UNSAFE.match(character):
        spelled = escaped(character)
        return Glyph(spelled, len(spelled))
    return Glyph(character, cells_of(character, previous))


def cells_of(character: str, previous: str) -> int:
    """Count the columns of a character (UAX #11), as terminals do that join emoji (UTS #51)."""
    if character == EMOJI_STYLE:
        return int(unicodedata.category(previous or " ") == "So" and cells_of(previous, "") == 1)
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or JOINING_JAMO[0] <= character <= JOINING_JAMO[1]:
        return 0
    if unicodedata.east_asian_width(character) not in {"W", "F"}:
        return 1
    joined = previous == JOINER or (previous and SKIN_TONES[0] <= character <= SKIN_TONES[1])
    return 0 if joined else 2


def is_right_to_left(text: str) -> bool:
    """Tell whether a text holds a letter that is written from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


@contextmanager
def progress(title: str, stream: TextIO, patience: float = 1.0) -> Iterator[ShowProgress]:
    """Give a function that is told how many items are done, and of how many.

    A bar appears on a terminal only, after `patience` seconds, and leaves nothing behind.
    """
    bar = LateBar(title, patience, stream)
    try:
        yield bar.show
    finally:
        bar.close()


class LateBar:
    """A bar that appears when work turns out to be long; `rich` is loaded only then."""

    def __init__(self, title: str, patience: float, stream: TextIO) -> None:
        self.title = safe_text(title)
        self.stream = stream
        self.due = time.monotonic() + patience if stream.isatty() else math.inf
        self.rich: Progress | None = None

    def show(self, done: int, total: int) -> None:
        """Draw the bar, at most ten times a second, so that it costs nothing."""
        now = time.monotonic()
        if now < self.due:
            return
        self.due = now + 0.1
        if not self.rich:
            self.rich = rich_bar(self.stream)
            self.rich.add_task(self.title, total=None)
            self.rich.start()
        self.rich.update(self.rich.task_ids[0], completed=done, total=total, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self.rich:
            self.rich.stop()


def rich_bar(stream: TextIO) -> Progress:
    """Make a bar without a thread of its own, because processes may be forked while it stands."""
    from rich.console import Console  # noqa: PLC0415 (it would slow every start down)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 (it would slow every start down)

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(file=stream), auto_refresh=False, transient=True)


def source_text(folder: Path) -> SourceText:
    """Give a function that reads the files that problems name, for the lines that they show."""

    def text(path: str) -> str | None:
        for root in (folder, built_in_themes().parent):
            try:
                if (root / path).is_file():
                    return (root / path).read_text("utf-8-sig", errors="replace")
            except (OSError, ValueError):
                continue
        return None

    return text
