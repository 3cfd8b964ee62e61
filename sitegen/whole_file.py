"""Files that are written whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

__all__ = ["write_new", "write_whole"]


def write_whole(file: Path, data: bytes) -> None:
    """Write a file, in the place of an older one if there is one. Raises `OSError`."""
    with written_beside(file, data) as part:
        part.replace(file)


def write_new(file: Path, data: bytes) -> None:
    """Write a file, but never in the place of another one. Raises `FileExistsError` and `OSError`."""
    with written_beside(file, data) as part:
        try:
            file.hardlink_to(part)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            with file.open("xb"):
                pass
            part.replace(file)


@contextmanager
def written_beside(file: Path, data: bytes) -> Iterator[Path]:
    """Give a finished file beside the place where it belongs, and take away what is left of it in the end."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".part-{token_hex(8)}")
    try:
        with part.open("xb") as stream:
            stream.write(data)
        yield part
    finally:
        part.unlink(missing_ok=True)
