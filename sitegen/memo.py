"""What builds remember: files that take long to make, each under a key that covers all that decides its bytes.

Whatever happens to the folder costs time, never a wrong page: each file is named for its content too, and one that does
not have it is made anew.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from sitegen.fingerprint import digest_of_stream

__all__ = ["Memo"]

PART = ".part-"
"""The beginning of the name of a file that is not finished."""


class Memo:
    """Files by key, in a folder: `3f/3f9c….<digest of the content>`. Several processes may use one folder at once.

    One that does not recall finds nothing that was kept before it, and takes the place of that. One with a `shelf`
    finds what lies in that folder too, and puts nothing there. One in a `spare` folder does without it once that has
    gone.
    """

    def __init__(
        self, folder: Path, *, recalls: bool = True, shelf: Path | None = None, is_spare: bool = False
    ) -> None:
        self.folder = folder
        self.is_spare = is_spare
        self.recalls = recalls
        self.shelf = shelf
        self.own: set[str] = set()

    def find(self, key: str) -> Path | None:
        """Give the file under a key, if there is one and its bytes are those that were kept."""
        for path in self.files_of(key) if self.recalls or key in self.own else ():
            if is_whole(path):
                with suppress(OSError):
                    os.utime(path)  # which tells `forget` that it is used
                return path
            with suppress(OSError):
                path.unlink()
        return Memo(self.shelf).find(key) if self.shelf else None

    def keep(self, key: str, data: bytes) -> Path | None:
        """Remember bytes under a key; none when there is no room for them."""
        return self.write(key, lambda to: written_to(to, data))

    def write(self, key: str, write: Callable[[BinaryIO], None]) -> Path | None:
        """Remember what is written under a key; none when there is no room for it.

        Raises what `write` raises of its own, but for an `OSError` of this folder.
        """
        part = self.folder / key[:2] / f"{PART}{token_hex(8)}"
        try:
            part.parent.mkdir(parents=not self.is_spare, exist_ok=True)
            file = part.open("w+b")
        except OSError:
            return None
        try:
            with file:
                write(file)
                file.flush()
                file.seek(0)
                digest = digest_of_stream(file)
            kept = part.replace(part.with_name(f"{key}.{digest}"))
            for other in self.files_of(key):
                if other != kept:
                    other.unlink(missing_ok=True)
        except OSError:
            return None
        else:
            self.own.add(key)
            return kept
        finally:
            with suppress(OSError):
                part.unlink()

    def forget(self, before: float) -> None:
        """Remove the files that nobody has used since a time, in seconds since 1970, and those never finished."""
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def files_of(self, key: str) -> Iterator[Path]:
        """Give the files that claim to be what a key stands for."""
        with suppress(OSError):
            yield from sorted((self.folder / key[:2]).glob(f"{key}.*"))


def written_to(file: BinaryIO, data: bytes) -> None:
    """Write bytes."""
    file.write(data)


def is_whole(path: Path) -> bool:
    """Tell whether a file has the content that its name tells."""
    try:
        with path.open("rb") as file:
            return digest_of_stream(file) == path.name.rpartition(".")[2]
    except OSError:
        return False
