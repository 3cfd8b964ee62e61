"""A newsroom that is edited and built again and again, and how a build of it compares with a clean one."""

from __future__ import annotations

import gc
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from msgspec import Struct

from sitegen import pipeline
from sitegen.problems import BuildFailed, Problem
from tests.incremental.sample import NOW

__all__ = ["IN_MEMORY", "Newsroom", "Outcome", "difference", "files_below", "with_line"]

IN_MEMORY = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None  # noqa: S108  where there is none, a disk will do
"""Where folders are made and removed sooner than on a disk."""

AN_HOUR = 3600 * 10**9

SOURCES = ("config.yaml", "content", "themes")


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of a build: the output as it is afterwards, and what was told."""

    failed: bool
    files: dict[str, bytes]
    problems: tuple[Problem, ...]


class Memory(Struct, frozen=True, kw_only=True):
    """A newsroom as it was: its sources by path, the wishes and the name of the output."""

    sources: dict[str, bytes]
    wishes: dict[str, Any]
    output: str


class Newsroom:
    """A site, and the wishes with which it is built: `at`, `drafts`, `base_url`, the name of the output.

    `former` are the versions of files that were replaced.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = "public"
        self.wishes: dict[str, Any] = {"at": NOW}
        self.former: list[tuple[str, bytes]] = []

    def path(self, name: str) -> Path:
        """The place of a file or folder of the site."""
        return self.folder / name

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8", errors="surrogateescape")

    def write(self, name: str, content: str | bytes) -> None:
        """Put a file in the place of an older one, as editors do: the new one is another file."""
        file = self.path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file():
            self.former.append((name, file.read_bytes()))
        part = file.with_name(f".{file.name}.new")
        part.write_bytes(content.encode(errors="surrogateescape") if isinstance(content, str) else content)
        part.replace(file)

    def reword(self, name: str, old: str, new: str) -> None:
        """Put other words in the place of some that a file has."""
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def put(self, name: str, key: str, value: str | None) -> None:
        """Give a setting, a field or an entry another value, or take it away."""
        self.write(name, with_line(self.read(name), key, value))

    def remove(self, name: str) -> None:
        """Delete a file, with the folders that are then empty."""
        file = self.path(name)
        file.unlink()
        while not any(file.parent.iterdir()) and file.parent != self.folder:
            file = file.parent
            file.rmdir()

    def move(self, name: str, to: str) -> None:
        self.path(to).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).rename(self.path(to))

    def names(self, pattern: str) -> list[str]:
        """The files of the site that match, as `content/**/*.md`."""
        found = self.folder.glob(pattern)
        return sorted(file.relative_to(self.folder).as_posix() for file in found if file.is_file())

    def state_files(self) -> list[str]:
        """The files of the state, when the program has let go of them, as it does when it ends."""
        gc.collect()
        return self.names(".sitegen/**/*")

    def memory(self) -> Memory:
        """All that people decide: what they write, and how they build."""
        files = files_below(self.folder)
        sources = {name: data for name, data in files.items() if name.split("/", 1)[0] in SOURCES}
        return Memory(sources=sources, wishes=dict(self.wishes), output=self.output)

    def restore(self, memory: Memory) -> None:
        """Make all as it was before, and touch nothing else."""
        self.wishes, self.output = dict(memory.wishes), memory.output
        now = self.memory().sources
        for name in now.keys() - memory.sources.keys():
            self.remove(name)
        for name, data in memory.sources.items():
            if now.get(name) != data:
                self.write(name, data)

    def files(self) -> dict[str, bytes]:
        """The output as the last build has left it."""
        return files_below(self.path(self.output))

    def check(self) -> None:
        pipeline.check(order_of(self.folder, self.output, 1, self.wishes))

    def build(self, jobs: int = 1, output: str = "", **wishes: Any) -> Outcome:  # noqa: ANN401  wishes have many types
        """Build as it is built day by day, an hour after the last edit, with all that former builds have left."""
        with an_hour_later():
            return self.build_at_once(jobs, output, **wishes)

    def build_at_once(self, jobs: int = 1, output: str = "", **wishes: Any) -> Outcome:  # noqa: ANN401
        """Build so soon after an edit that times of files do not tell whether there was another one."""
        return outcome_of(self.folder, output or self.output, jobs, self.wishes | wishes)

    def clean_build(self) -> Outcome:
        """Build a copy of the sources, made for it alone."""
        with TemporaryDirectory(dir=IN_MEMORY) as place:
            copy = Path(place) / "checkout"
            shutil.copytree(self.folder, copy, ignore=self.made_by_builds, symlinks=True)
            return outcome_of(copy, self.output, 1, self.wishes)

    def made_by_builds(self, folder: str, names: list[str]) -> set[str]:
        """The names of what is no source."""
        return set(names) - set(SOURCES) if Path(folder) == self.folder else set()

    def build_twice(self, jobs: int = 1) -> dict[str, bytes]:
        """Build as ever and cleanly, assert that it comes to the same, and give the files."""
        built, clean = self.build(jobs), self.clean_build()
        told = difference(built, clean)
        assert not told, told
        assert not built.failed, built.problems
        return built.files

    def fail_twice(self) -> str:
        """Try to build as ever and cleanly, assert that the same is wrong and the output as before, and tell it."""
        before = self.files()
        built, clean = self.build(), self.clean_build()
        told = difference(built, clean, before)
        assert not told, told
        assert built.failed
        return "\n".join(f"{problem.location.path}: {problem.message}" for problem in built.problems)


@contextmanager
def an_hour_later() -> Iterator[None]:
    """Let what was edited just now be edited an hour ago: only then a build may trust the times of files."""
    now = time.time_ns
    with patch.object(time, "time_ns", lambda: now() + AN_HOUR):
        yield


def order_of(folder: Path, output: str, jobs: int, wishes: dict[str, Any]) -> pipeline.Order:
    return pipeline.Order(config_file=folder / "config.yaml", output=folder / output, jobs=jobs, **wishes)


def outcome_of(folder: Path, output: str, jobs: int, wishes: dict[str, Any]) -> Outcome:
    try:
        problems, failed = pipeline.build(order_of(folder, output, jobs, wishes)).problems, False
    except BuildFailed as failure:
        problems, failed = failure.problems, True
    return Outcome(failed=failed, files=files_below(folder / output), problems=problems)


def files_below(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder; an empty folder is there as a path that ends in a slash."""
    found: dict[str, bytes] = {}
    for place, folders, files in os.walk(folder):
        here = Path(place).relative_to(folder).as_posix()
        prefix = "" if here == "." else f"{here}/"
        found |= {prefix + name: Path(place, name).read_bytes() for name in files}
        if prefix and not (folders or files):
            found[prefix] = b""
    return found


def difference(built: Outcome, clean: Outcome, before: dict[str, bytes] | None = None) -> str:
    """Say in what a build differs from a clean one; a build that fails must leave the output as it was `before`."""
    expected = (before or {}) if clean.failed else clean.files
    told = {
        "missing": sorted(expected.keys() - built.files.keys()),
        "too many": sorted(built.files.keys() - expected.keys()),
        "different": sorted(path for path in expected.keys() & built.files if expected[path] != built.files[path]),
        "told by no clean build": [str(problem) for problem in built.problems if problem not in clean.problems],
        "not told": [str(problem) for problem in clean.problems if problem not in built.problems],
        "in another order": [] if set(built.problems) ^ set(clean.problems) else places_told(built, clean),
        "outcome": [] if built.failed == clean.failed else ["failed" if built.failed else "has not failed"],
    }
    lines = [f"{name}: {', '.join(found[:5])} ({len(found)})" for name, found in told.items() if found]
    if told["different"]:
        path = told["different"][0]
        lines.append(f"{path}: {first_change(built.files[path], expected[path])}")
    return "\n".join(lines)


def places_told(built: Outcome, clean: Outcome) -> list[str]:
    return [str(problem.location) for problem in built.problems] if built.problems != clean.problems else []


def first_change(there: bytes, expected: bytes) -> str:
    """Show the place at which two files begin to differ."""
    pairs = enumerate(zip(there, expected, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(there), len(expected)))
    start = max(0, at - 60)
    return f"{there[start : at + 60]!r} instead of {expected[start : at + 60]!r}"


def with_line(text: str, key: str, value: str | None) -> str:
    """Give a text in which the line `key: …` has another value, or is not there.

    A new line comes after the first one if that begins front matter, else to the end.
    """
    rest = re.sub(rf"^{re.escape(key)}:.*\n", "", text, count=1, flags=re.MULTILINE)
    if value is None:
        return rest
    line = f"{key}: {value}\n"
    return f"---\n{line}{rest[4:]}" if rest.startswith("---\n") else rest + line
