"""What lies in `content/`, before anything of it is understood."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from sitegen.config import Config
from sitegen.problems import Location, Note, Problem, error, warning
from sitegen.reading.globs import glob_matcher
from sitegen.reading.library import SourceFile

__all__ = ["ARTICLE_ENDING", "LEFT_BEHIND", "STATIC_FOLDER", "Sources", "read_sources"]

ARTICLE_ENDING = ".md"
OTHER_ENDINGS = (".md.txt", ".markdown", ".mdown", ".mkd", ".mkdn")
"""Endings of Markdown files that are not read as articles, which could surprise their author."""
STATIC_FOLDER = "_static"
ENTITY_FILE = re.compile(r"_[^/]*\.ya?ml")
LEFT_BEHIND = re.compile(r".*~|\.DS_Store|Thumbs\.db|desktop\.ini")
"""What editors and systems leave in folders."""
UNUSABLE_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")


class Sources(Struct, frozen=True, kw_only=True):
    """The files below `content/`, sorted by path.

    `entity_files` are those named `_….yaml`, known or not; `files` all others that pages may refer to;
    `static` those of `_static/`, by their path below that folder.
    """

    content: Path
    articles: tuple[SourceFile, ...] = ()
    entity_files: tuple[SourceFile, ...] = ()
    files: dict[str, SourceFile] = field(default_factory=dict)
    static: dict[str, SourceFile] = field(default_factory=dict)


def read_sources(content: Path, config: Config) -> tuple[Sources, tuple[Problem, ...]]:
    """List the files below `content/`; names that begin with `_` or `.` are left out but for those that we know."""
    if not content.is_dir():
        problem = error("there is no folder `content`", Location("content"), "make it, and put an article into it")
        return Sources(content=content), (problem,)
    walk = Walk(content, glob_matcher(config.ignore))
    files = sorted(walk.files_in("", (walk.root,)), key=lambda file: file.path)
    problems = (*walk.problems, *same_name_problems(files), *ending_problems(files))
    once = {file.path: file for file in reversed(files)}
    paths = sorted(once)
    return Sources(
        content=content,
        articles=tuple(once[path] for path in paths if path.endswith(ARTICLE_ENDING) and not is_static(path)),
        entity_files=tuple(once[path] for path in paths if is_entity_file(path)),
        files={path: once[path] for path in paths if is_plain_file(path)},
        static={path.removeprefix(f"{STATIC_FOLDER}/"): once[path] for path in paths if is_static(path)},
    ), problems


def is_static(path: str) -> bool:
    """Tell whether a file is copied to the site's root."""
    return path.startswith(f"{STATIC_FOLDER}/")


def is_entity_file(path: str) -> bool:
    """Tell whether a file speaks of articles instead of being one."""
    return not is_static(path) and path.rsplit("/", 1)[-1].startswith("_")


def is_plain_file(path: str) -> bool:
    """Tell whether a file is neither an article nor anything special."""
    return not (path.endswith(ARTICLE_ENDING) or is_static(path) or is_entity_file(path))


def same_name_problems(files: list[SourceFile]) -> Iterator[Problem]:
    """Report names that differ only in their Unicode form, which nobody can see and some systems do not keep apart."""
    for one, other in pairwise(files):
        if one.path == other.path:
            place = Location(f"content/{one.path}")
            message = f"there are two files `{one.path}`, whose names differ only in their Unicode form"
            yield error(message, place, "rename or delete one of them", (Note("the other one", place),))


def ending_problems(files: list[SourceFile]) -> Iterator[Problem]:
    """Warn of what looks like an article but is only copied."""
    for file in files:
        if file.path.endswith(ARTICLE_ENDING):
            continue
        name = PurePosixPath(file.path)
        ending = ".md.txt" if name.name.lower().endswith(".md.txt") else name.suffix
        if not is_static(file.path) and (ending.lower() in OTHER_ENDINGS or ending in {".MD", ".Md"}):
            message = f"this file is no article, because its name ends in `{ending}`"
            yield warning(message, Location(f"content/{file.path}"), "rename it to end in `.md`")


class Walk:
    """One walk through `content/`; collects its problems."""

    def __init__(self, content: Path, is_ignored: Callable[[str], bool]) -> None:
        self.content = content
        self.root = content.resolve()
        self.is_ignored = is_ignored
        self.problems: list[Problem] = []

    def refuse(self, path: str, message: str, hint: str) -> None:
        """Tell that a file or folder is left out."""
        self.problems.append(error(message, Location(f"content/{path}" if path else "content"), hint))

    def files_in(self, folder: str, above: tuple[Path, ...]) -> Iterator[SourceFile]:
        """Give the files of a folder and of all below; `above` are the real paths of the folders that hold it."""
        try:
            with os.scandir(self.content / folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as fault:
            self.refuse(folder, f"this folder cannot be read: {fault.strerror}", "give yourself the right to read it")
            return
        for entry in entries:
            stored = f"{folder}/{entry.name}" if folder else entry.name
            if self.is_left_out(entry.name, folder) or self.has_unusable_name(stored):
                continue
            path = unicodedata.normalize("NFC", stored)
            if self.is_ignored(path) or (entry.is_symlink() and not self.stays_inside(entry, path, above)):
                continue
            if entry.is_dir():
                yield from self.files_in(stored, (*above, Path(entry.path).resolve()))
            elif entry.is_file():
                facts = entry.stat()
                spelled = stored if stored != path else ""
                yield SourceFile(path, facts.st_size, facts.st_mtime_ns, facts.st_ino, spelled, facts.st_ctime_ns)
            else:
                self.refuse(path, "this is neither a file nor a folder", "delete it")

    def is_left_out(self, name: str, folder: str) -> bool:
        """Tell whether a name has no meaning for us."""
        if LEFT_BEHIND.fullmatch(name):
            return True
        if folder == STATIC_FOLDER or is_static(folder):
            return False
        if not folder and name == STATIC_FOLDER:
            return False
        return name.startswith((".", "_")) and not ENTITY_FILE.fullmatch(name)

    def has_unusable_name(self, stored: str) -> bool:
        """Tell whether no page could name a file, after a problem was told."""
        name = os.fsencode(stored).decode("utf-8", "backslashreplace")
        if name != stored:
            self.refuse(name, "the name of this file is not UTF-8", "rename it")
        elif found := UNUSABLE_IN_NAMES.search(stored):
            shown = UNUSABLE_IN_NAMES.sub("�", stored)
            what = "a backslash" if found[0] == "\\" else "a control character"
            self.refuse(shown, f"the name of this file holds {what}", "rename it")
        else:
            return False
        return True

    def stays_inside(self, entry: os.DirEntry[str], path: str, above: tuple[Path, ...]) -> bool:
        """Tell whether a symbolic link leads to another place in `content/`, else tell what is wrong with it."""
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):
            self.refuse(path, "this link leads nowhere", "mend or delete it")
            return False
        if target in above:
            self.refuse(path, "this link leads to a folder that holds it", "delete it")
        elif not target.is_relative_to(self.root):
            self.refuse(path, "this link leaves the folder `content`", "copy the file to this place")
        else:
            return True
        return False
