"""What tells that a file is unchanged without reading it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from sitegen.fingerprint import digest_of
from sitegen.reading.library import SourceFile
from sitegen.sealed_file import read_sealed, write_sealed

__all__ = ["Stamps", "is_settled"]

SAFE_AGE = 2_000_000_000
"""Nanoseconds after which a file system tells a later change by another time: FAT counts in two seconds."""

Stamp = tuple[int, int, int, int]
DECODER = msgspec.json.Decoder(dict[str, tuple[Stamp, str]])


def is_settled(changed: int, now: int = 0) -> bool:
    """Tell whether a time of change, in nanoseconds since 1970, is so long ago that a later one would be another."""
    return changed < (now or time.time_ns()) - SAFE_AGE


def stamp_of(file: SourceFile) -> Stamp:
    """Give what changes with a file: its size, times of change in nanoseconds, and inode."""
    return file.size, file.mtime_ns, file.ctime_ns, file.inode


class Stamps:
    """The digests of files by path, each with the stamp that the file had when it was read.

    A stamp that is younger than `SAFE_AGE` is not trusted: the file may have changed again at the same moment.
    """

    def __init__(self, file: Path, *, recalls: bool = True) -> None:
        self.file = file
        self.recalls = recalls
        self.began = time.time_ns()
        self.last = read_stamps(file) if recalls else {}
        self.now: dict[str, tuple[Stamp, str]] = {}

    def digests_of(self, files: Iterable[SourceFile], folder: Path, *, reads: bool) -> dict[str, str]:
        """Give the digests of files below a folder by path, as far as stamps tell them; `reads` the others for that."""
        digests: dict[str, str] = {}
        for file in files:
            stamp, digest = self.last.get(file.path, ((), ""))
            if stamp == stamp_of(file):
                digests[file.path] = digest
                self.now[file.path] = (stamp_of(file), digest)
            elif reads and self.recalls:
                with suppress(OSError):
                    digests[file.path] = digest_of((folder / file.path_on_disk).read_bytes())
                    self.note(file, digests[file.path])
        return digests

    def note(self, file: SourceFile, digest: str) -> None:
        """Remember the digest of a file that was just read; none for one that could not be."""
        if digest and is_settled(max(file.mtime_ns, file.ctime_ns), self.began):
            self.now[file.path] = (stamp_of(file), digest)

    def leave_out(self, paths: Iterable[str]) -> None:
        """Note nothing of some files, not even that they are there."""
        for path in paths:
            self.now.pop(path, None)

    def save(self) -> None:
        """Write down what is known, if it is not what was known."""
        if self.now != self.last:
            with suppress(OSError):
                write_sealed(self.file, msgspec.json.encode(self.now))


def read_stamps(file: Path) -> dict[str, tuple[Stamp, str]]:
    """Read what was written down; nothing where it is not whole."""
    data = read_sealed(file)
    if data is None:
        return {}
    try:
        return DECODER.decode(data)
    except msgspec.MsgspecError:
        return {}
