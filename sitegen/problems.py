"""What is wrong with a site, as values with a place and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct

__all__ = [
    "BuildFailed",
    "Location",
    "Note",
    "Problem",
    "Severity",
    "Told",
    "error",
    "has_errors",
    "place_at",
    "place_named",
    "sorted_by_place",
    "told",
    "warning",
]


Told = Literal["error", "warning", "ignore"]
"""How a setting wants a problem to be told."""


class Severity(StrEnum):
    """How bad a problem is: an error stops the build, a warning does not unless `--strict`."""

    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True, gc=False):
    """A place in a file of the site.

    `path` is relative to the folder of `config.yaml`, with forward slashes. `line` and `column` count
    from 1, columns in characters; 0 means that the whole file (or the whole line) is meant. `width` is
    the number of characters to underline.
    """

    path: str
    line: int = 0
    column: int = 0
    width: int = 0

    def __str__(self) -> str:
        return ":".join([self.path, *(str(number) for number in (self.line, self.column) if number)])


class Note(Struct, frozen=True, order=True, gc=False):
    """A second place that belongs to a problem, with what is to be seen there: "first used here"."""

    text: str
    location: Location


class Problem(Struct, frozen=True, gc=False):
    """One thing that is wrong, worded for an editor.

    `message` is lower case, one line, with backticks around what the author wrote; `hint` says what to do.
    """

    message: str
    location: Location
    hint: str = ""
    severity: Severity = Severity.ERROR
    notes: tuple[Note, ...] = ()


class BuildFailed(Exception):
    """The site cannot be built; carries every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted_by_place(problems)
        super().__init__("; ".join(f"{problem.location}: {problem.message}" for problem in self.problems))


def place_at(path: str, text: str, offset: int, width: int = 0) -> Location:
    """Give the place of what stands at an offset of a file's text."""
    return Location(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset), width)


def place_named(marks: Mapping[str, Location], name: str, top: Location) -> Location:
    """Give the place of a value by its dotted name (`image.src`), else of the group that it is in, else the top."""
    while name:
        if name in marks:
            return marks[name]
        name = name.rpartition(".")[0]
    return top


def error(message: str, location: Location, hint: str = "", notes: tuple[Note, ...] = ()) -> Problem:
    """Give a problem that stops the build."""
    return Problem(message, location, hint, Severity.ERROR, notes)


def warning(message: str, location: Location, hint: str = "", notes: tuple[Note, ...] = ()) -> Problem:
    """Give a problem that is told but stops nothing."""
    return Problem(message, location, hint, Severity.WARNING, notes)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether one of the problems stops the build."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def sorted_by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Give each problem once, in the order of files, lines and columns."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.location, problem.message)))


def told(level: Told, message: str, place: Location, hint: str) -> tuple[Problem, ...]:
    """Give a problem as severe as a setting wants it, or none."""
    if level == "ignore":
        return ()
    return (error(message, place, hint) if level == "error" else warning(message, place, hint),)
