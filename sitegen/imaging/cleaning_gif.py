"""GIF files (GIF89a specification) without comments and what programs add."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.imaging.inspecting import Header
from sitegen.imaging.pieces import Piece, number_at

__all__ = ["gif_pieces"]

HEAD_BYTES = 13
"""Signature and logical screen descriptor, whose fifth byte tells of a colour table."""
IMAGE_BYTES = 10
FLAGS_AT, IMAGE_FLAGS_AT = 10, 9
HAS_TABLE, TABLE_SIZE = 0x80, 0x07

EXTENSION, IMAGE, END = 0x21, 0x2C, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
KEPT_APPLICATIONS = {b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"}
"""How often a picture moves, under its two names, and its colour profile."""


def gif_pieces(content: bytes, _: Header) -> Iterator[Piece]:
    """Give the pieces of a clean file; what follows its end is left out. Raises `UnreadablePhotograph`."""
    place = HEAD_BYTES + table_bytes(number_at(content, FLAGS_AT, 1))
    yield range(place)
    while (kind := number_at(content, place, 1)) != END:
        if kind == EXTENSION:
            end = after_blocks(content, place + 2)
            if is_kept(content, place):
                yield range(place, end)
        elif kind == IMAGE:
            table = table_bytes(number_at(content, place + IMAGE_FLAGS_AT, 1))
            end = after_blocks(content, place + IMAGE_BYTES + table + 1)
            yield range(place, end)
        else:
            end = place + 1  # bytes between blocks, which browsers skip as well
        place = end
    yield range(place, place + 1)


def table_bytes(flags: int) -> int:
    """Give the size of the colour table that flags announce."""
    return 3 << ((flags & TABLE_SIZE) + 1) if flags & HAS_TABLE else 0


def after_blocks(content: bytes, place: int) -> int:
    """Give the place after a chain of blocks, each of which begins with its size; the last one is empty."""
    while size := number_at(content, place, 1):
        place += 1 + size
    return place + 1


def is_kept(content: bytes, place: int) -> bool:
    """Tell whether an extension belongs to the picture."""
    label = number_at(content, place + 1, 1)
    return label == CONTROL or (label == APPLICATION and content[place + 3 : place + 14] in KEPT_APPLICATIONS)
