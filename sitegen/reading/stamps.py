"""What tells that a file is unchanged without reading it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from sitegen.fingerprint import digest_of
from sitegen.reading.library import SourceFile
from sitegen.sealed_file import read_sealed, write_sealed

__all__ = ["Stamps", "is_settled", "seal_of"]

SAFE_AGE = 2_000_000_000
"""Nanoseconds after which a file system tells a later change by another time: FAT counts in two seconds."""

Stamp = tuple[int, int, int, int]
NEVER: Stamp = (-1, 0, 0, 0)
"""The stamp of no file: of one that may have changed again at the moment when it was read."""
DECODER = msgspec.json.Decoder(dict[str, tuple[Stamp, str]])


def is_settled(changed: int, now: int = 0) -> bool:
    """Tell whether a time of change, in nanoseconds since 1970, is so long ago that a later one would be another."""
    return changed < (now or time.time_ns()) - SAFE_AGE


def stamp_of(file: SourceFile) -> Stamp:
    """Give what changes with a file: its size, times of change in nanoseconds, and inode."""
    return file.size, file.mtime_ns, file.ctime_ns, file.inode


class Stamps:
    """The digests of files, each with the stamp that the file had when it was read.

    A stamp that is younger than `SAFE_AGE` is not trusted: the file may have changed again at the same moment. Paths
    are digests too, since nobody who finds the stamps shall learn from them what is held back.
    """

    def __init__(self, file: Path, *, recalls: bool = True) -> None:
        self.file = file
        self.recalls = recalls
        self.began = time.time_ns()
        self.last = read_stamps(file) if recalls else {}
        self.now: dict[str, tuple[Stamp, str]] = {}
        self.digests: dict[str, str] = {}

    def digests_of(self, files: Iterable[SourceFile], folder: Path, *, reads: bool) -> dict[str, str]:
        """Give the digests of a site's articles by path, as far as stamps tell them; `reads` the others for that.

        `folder` is `content/`. No file is read twice: what a build has seen of it once holds for the whole build.
        """
        if self.digests:
            return self.digests
        digests: dict[str, str] = {}
        for file in files:
            name = name_of(file.path)
            known = self.last.get(name)
            if known and known[0] == stamp_of(file):
                digests[file.path] = known[1]
                self.now[name] = known
            elif reads and self.recalls:
                with suppress(OSError):
                    digests[file.path] = digest_of((folder / file.path_on_disk).read_bytes())
                    self.note(file, digests[file.path])
        if reads:
            self.digests = digests
        return digests

    def note(self, file: SourceFile, digest: str) -> None:
        """Remember the digest of a file that was just read; none for one that could not be."""
        if digest:
            settled = is_settled(max(file.mtime_ns, file.ctime_ns), self.began)
            self.now[name_of(file.path)] = (stamp_of(file) if settled else NEVER, digest)

    def last_digest(self, path: str) -> str:
        """Give the digest that a file had at the last build; empty for one that it did not read."""
        return self.last.get(name_of(path), (NEVER, ""))[1]

    def save(self) -> None:
        """Write down what is known, if it is not what was known."""
        if self.now != self.last:
            with suppress(OSError):
                write_sealed(self.file, msgspec.json.encode(self.now))


def name_of(path: str) -> str:
    """Give the name under which a path is known."""
    return digest_of(path.encode(errors="surrogateescape"))


def seal_of(stamps: Mapping[str, tuple[Stamp, str]]) -> str:
    """Give the digest of all files: equal for files of equal content."""
    return digest_of("".join(f"{name}{stamps[name][1]}" for name in sorted(stamps)).encode())


def read_stamps(file: Path) -> dict[str, tuple[Stamp, str]]:
    """Read what was written down; nothing where it is not whole."""
    data = read_sealed(file)
    if data is None:
        return {}
    try:
        return DECODER.decode(data)
    except msgspec.MsgspecError:
        return {}
