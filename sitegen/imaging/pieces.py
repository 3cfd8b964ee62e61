"""Parts of a file of which another one is put together: new bytes, and ranges of offsets in the old one."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen.imaging.photograph import UnreadablePhotograph
from sitegen.imaging.signatures import CUT_OFF_HINT

__all__ = ["Piece", "cut_off", "merged", "number_at", "size_of"]

Piece = bytes | range


def cut_off() -> UnreadablePhotograph:
    """Say that a file ends too early, or is broken so that it seems to."""
    return UnreadablePhotograph("this file is damaged or cut off: its end is missing", CUT_OFF_HINT)


def number_at(content: bytes, place: int, size: int, order: str = "big") -> int:
    """Read a number of `size` bytes. Raises `UnreadablePhotograph` where the file ends before it."""
    if place + size > len(content):
        raise cut_off()
    return int.from_bytes(content[place : place + size], "little" if order == "little" else "big")


def size_of(pieces: Iterable[Piece]) -> int:
    """Give the bytes that pieces make together."""
    return sum(map(len, pieces))


def merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Give the same file in as few pieces as can be."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else b""
        if not piece:
            continue
        if isinstance(last, range) and isinstance(piece, range) and last.stop == piece.start:
            found[-1] = range(last.start, piece.stop)
        elif last and isinstance(last, bytes) and isinstance(piece, bytes):
            found[-1] = last + piece
        else:
            found.append(piece)
    return tuple(found)
