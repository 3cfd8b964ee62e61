"""The place where new files wait until all are there: beside the output, on the same file system."""

from __future__ import annotations

import operator
import os
import shutil
import stat
from collections.abc import Iterator
from io import RawIOBase
from pathlib import Path

from msgspec import Struct

from sitegen.fingerprint import digest_of, digest_of_stream
from sitegen.writing.manifest import FileStamp, stamp_of

__all__ = ["Delivered", "Stage", "digest_of_file", "stage_for"]

BLOCK = 1 << 20


class Delivered(Struct, frozen=True, gc=False):
    """A finished file: the digest of its bytes, its stamp, and whether it waits in the stage.

    One that the output already holds, byte for byte, does not.
    """

    digest: str
    stamp: FileStamp
    is_staged: bool


class Stage:
    """A folder for new files; several processes may put files there at once.

    `is_first` tells that the output is not there yet, so that there is nothing to compare with.
    """

    def __init__(self, folder: Path, output: Path, *, is_first: bool) -> None:
        self.folder = folder
        self.output = output
        self.is_first = is_first
        self.known: set[str] = set()

    def put(self, path: str, data: bytes | Path) -> Delivered:
        """Take the bytes of a finished file, or a copy of one that holds them. Raises `OSError`."""
        digest = digest_of(data) if isinstance(data, bytes) else digest_of_file(data)
        if not self.is_first and (there := stamp_if_same(self.output / path, data)):
            return Delivered(digest, there, is_staged=False)
        if isinstance(data, Path):
            return Delivered(digest, self.put_copy(path, data), is_staged=True)
        with open(self.place_for(path), "wb", buffering=0) as file:  # noqa: PTH123  for each page
            write_all(file, data)
            return Delivered(digest, stamp_of(os.fstat(file.fileno())), is_staged=True)

    def put_copy(self, path: str, file: Path) -> FileStamp:
        """Take a copy of a file. Raises `OSError`."""
        place = self.place_for(path)
        shutil.copyfile(file, place)
        return stamp_of(os.stat(place))  # noqa: PTH116  for each page

    def place_for(self, path: str) -> str:
        """Give the place of a file in the stage, in a folder that is there. Raises `OSError`."""
        folder = path.rpartition("/")[0]
        if folder not in self.known:
            os.makedirs(f"{self.folder}/{folder}", exist_ok=True)  # noqa: PTH103  for each page
            self.known.add(folder)
        return f"{self.folder}/{path}"


def write_all(file: RawIOBase, data: bytes) -> None:
    """Write bytes to an open file, in as many parts as the system takes. Raises `OSError`."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def stage_for(output: Path) -> Path:
    """Give the place for new files: beside the output, or in it where it is a file system of its own."""
    beside = output.with_name(f".{output.name}.part")
    return output / ".sitegen.part" if output.is_mount() else beside


def stamp_if_same(file: Path, data: bytes | Path) -> FileStamp | None:
    """Give the stamp of a file that has exactly these bytes, or those of another one; none for any other."""
    try:
        there = file.lstat()
        if not stat.S_ISREG(there.st_mode):
            return None
        if isinstance(data, Path):
            same = there.st_size == data.stat().st_size and all(map(operator.eq, blocks_of(file), blocks_of(data)))
        else:
            same = there.st_size == len(data) and file.read_bytes() == data
    except OSError:
        return None
    return stamp_of(there) if same else None


def blocks_of(path: Path) -> Iterator[bytes]:
    """Read a file in parts. Raises `OSError`."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def digest_of_file(path: Path) -> str:
    """Give the digest of a file's bytes. Raises `OSError`."""
    with path.open("rb") as file:
        return digest_of_stream(file)
