"""What stands in the way of a build in the output folder: looked for before anything is changed."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen.problems import Location, Problem, error

__all__ = ["folders_of", "identities", "is_behind_link", "obstacle_problems"]


def obstacle_problems(
    output: Path, written: Collection[str], removed: Collection[str], last: Collection[str]
) -> Iterator[Problem]:
    """Tell of what others put where files must be written, and of folders that must not be changed.

    `written` and `removed` are the paths that are to change, `last` those that the last build wrote.
    """
    away = "move it away, or give the page another address"
    known = folders_of(last)
    going = identities(output / path for path in removed)
    for path in sorted(folders_of(written)):
        if (output / path).is_symlink():
            yield error("a symbolic link is in the way of pages", Location(f"{output.name}/{path}"), away)
        elif (output / path).exists() and not (output / path).is_dir() and not identities([output / path]) & going:
            message = "a file that sitegen did not write is in the way of pages"
            yield error(message, Location(f"{output.name}/{path}"), away)
    for path in written:
        place = output / path
        if place.is_dir() and not place.is_symlink():
            if path not in known or any(is_foreign(below, output, known, last) for below in place.rglob("*")):
                message = "a folder with files that sitegen did not write is in the way of a page"
                yield error(message, Location(f"{output.name}/{path}"), away)
        elif os.path.lexists(place) and path not in last and not identities([place]) & going:
            message = "a file that sitegen did not write is in the way of a page"
            yield error(message, Location(f"{output.name}/{path}"), away)
    for folder in sorted({existing_folder(output / path) for path in (*written, *removed)}):
        if not os.access(folder, os.W_OK | os.X_OK):
            shown = folder.relative_to(output.parent).as_posix() if folder.is_relative_to(output) else output.name
            yield error("this folder cannot be changed", Location(shown), "give yourself the right to write there")


def identities(files: Iterable[Path]) -> set[tuple[int, int]]:
    """Give what tells files apart whatever their names: on some systems `News` and `news` are one file."""
    found = set()
    for file in files:
        with suppress(OSError):
            facts = file.lstat()
            found.add((facts.st_dev, facts.st_ino))
    return found


def is_foreign(found: Path, output: Path, known: Collection[str], last: Collection[str]) -> bool:
    """Tell whether no build put a file or folder into the output."""
    path = found.relative_to(output).as_posix()
    return path not in (known if found.is_dir() and not found.is_symlink() else last)


def existing_folder(path: Path) -> Path:
    """Give the folder that is there already and in which a path will lie."""
    return next(parent for parent in path.parents if parent.is_dir())


def is_behind_link(output: Path, path: str) -> bool:
    """Tell whether a path leads through a symbolic link, and so perhaps out of the output."""
    return any((output / folder).is_symlink() for folder in folders_of([path]))


def folders_of(paths: Iterable[str]) -> set[str]:
    """Give the folders in which files lie: for `a/b/c` these are `a/b` and `a`."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return folders
