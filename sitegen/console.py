"""Problems and progress, as people and programs read them."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from sitegen.frames import Lines, Mark, SourceText, lines_by_path, mark_at, safe_text
from sitegen.problems import Location, Problem, Severity
from sitegen.theming.built_in import built_in_themes

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = [
    "ShowProgress",
    "problem_json",
    "problem_text",
    "problems_text",
    "progress",
    "safe_text",
    "source_text",
    "summary_text",
    "wants_color",
]

ShowProgress = Callable[[int, int], None]
"""Is told how many items are done so far, and how many there are."""

GUTTER_DIGITS = 5

PLAIN = ""
BOLD = "1"
DIM = "2"
CYAN = "1;36"
GREEN = "1;32"
COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}


def wants_color(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Tell whether to color (https://no-color.org, https://force-color.org); `NO_COLOR` has the last word."""
    if environment.get("NO_COLOR"):
        return False
    if forced := environment.get("FORCE_COLOR"):
        return forced not in {"0", "false"}
    return is_terminal and environment.get("TERM") != "dumb"


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
        mark = mark_at(self.lines, place)
        if not mark:
            return []
        number = f"{place.line:>{GUTTER_DIGITS}} |"
        shown = self.styled((number, DIM), (f" {mark.shown}".rstrip(), PLAIN))
        if place.column < 1:
            return [shown]
        gutter = f"{'|':>{len(number)}} {' ' * mark.indent}"
        return [shown, self.styled((gutter, DIM), (carets_of(mark), style))]

    def styled(self, *parts: tuple[str, str]) -> str:
        """Join texts, each in its style (the parameters of SGR, ECMA-48)."""
        return "".join(f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text for text, style in parts)


def carets_of(mark: Mark) -> str:
    """Underline a mark; where a terminal lays out right-to-left text, the marked text stands beside the carets."""
    carets = "^" * max(mark.width, 1)
    return f"{carets} `{mark.marked}`" if mark.turns and mark.marked.strip() else carets


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
