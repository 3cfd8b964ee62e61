"""Exif (CIPA DC-008), as far as it says how to turn a photograph and whom to name."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

__all__ = ["INTRODUCTION", "Exif", "exif_in", "exif_of"]

INTRODUCTION = b"Exif\0\0"
BYTE_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
DESCRIPTION, ORIENTATION, ARTIST, COPYRIGHT = 0x010E, 0x0112, 0x013B, 0x8298
TEXT_TYPES = {1, 2, 7, 129}
"""Bytes, ASCII, undefined and, since Exif 3.0, UTF-8."""
ASCII, SHORT = 2, 3
MOST_ENTRIES = 1000
LONGEST = 10_000
IN_ENTRY = 4
"""A value of so few bytes stands in the entry itself."""
UPRIGHT = 1


class Exif(Struct, frozen=True, kw_only=True, gc=False):
    """The tags of the first directory that concern us; texts as bytes, since their encoding is a guess."""

    orientation: int = UPRIGHT
    description: bytes = b""
    artist: bytes = b""
    copyright: bytes = b""


def exif_in(data: bytes) -> Exif:
    """Read Exif, or a TIFF file, which is the same; whatever is broken in it counts as absent."""
    start = len(INTRODUCTION) if data[: len(INTRODUCTION)] == INTRODUCTION else 0
    order = BYTE_ORDERS.get(bytes(data[start : start + 4]))
    if order is None:
        return Exif()
    try:
        entries = dict(entries_in(data, start, order))
    except struct.error:
        return Exif()
    orientation = entries.get(ORIENTATION, b"")
    turned = int.from_bytes(orientation[:2], "little" if order == "<" else "big") if len(orientation) > 1 else UPRIGHT
    return Exif(
        orientation=turned if turned in range(1, 9) else UPRIGHT,
        description=entries.get(DESCRIPTION, b""),
        artist=entries.get(ARTIST, b""),
        copyright=entries.get(COPYRIGHT, b""),
    )


def entries_in(data: bytes, start: int, order: str) -> Iterator[tuple[int, bytes]]:
    """Give the tags and values of the first directory (TIFF 6.0, section 2). Raises `struct.error`."""
    (offset,) = struct.unpack_from(f"{order}I", data, start + 4)
    (count,) = struct.unpack_from(f"{order}H", data, start + offset)
    for number in range(min(count, MOST_ENTRIES)):
        place = start + offset + 2 + 12 * number
        tag, kind, length = struct.unpack_from(f"{order}HHI", data, place)
        if kind == SHORT and length == 1:
            yield tag, data[place + 8 : place + 10]
        elif kind in TEXT_TYPES and length <= IN_ENTRY:
            yield tag, data[place + 8 : place + 8 + length]
        elif kind in TEXT_TYPES and length <= LONGEST:
            (where,) = struct.unpack_from(f"{order}I", data, place + 8)
            yield tag, data[start + where : start + where + length]


def exif_of(exif: Exif) -> bytes:
    """Write Exif without its introduction, or nothing when there is nothing to say; descriptions are not written."""
    entries = [(ORIENTATION, SHORT, exif.orientation.to_bytes(2, "big"))] if exif.orientation != UPRIGHT else []
    entries += [
        (tag, ASCII, text + b"\0") for tag, text in ((ARTIST, exif.artist), (COPYRIGHT, exif.copyright)) if text
    ]
    if not entries:
        return b""
    after = 8 + 2 + 12 * len(entries) + 4
    directory, values = [struct.pack(">4sIH", b"MM\0*", 8, len(entries))], b""
    for tag, kind, value in entries:
        count = 1 if kind == SHORT else len(value)
        here = len(value) <= IN_ENTRY
        content = value.ljust(IN_ENTRY, b"\0") if here else struct.pack(">I", after + len(values))
        directory.append(struct.pack(">HHI", tag, kind, count) + content)
        values += b"" if here else value + b"\0" * (len(value) % 2)
    return b"".join(directory) + bytes(4) + values
