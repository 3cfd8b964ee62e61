"""PNG files (W3C PNG, third edition, section 11) without private metadata."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from sitegen.imaging.exif import Exif, exif_of
from sitegen.imaging.inspecting import Header
from sitegen.imaging.iptc import kept_xmp
from sitegen.imaging.pieces import Piece, cut_off, number_at

__all__ = ["png_pieces"]

SIGNATURE_BYTES = 8
CHUNK_BYTES = 12
"""Length, type and checksum of a chunk."""
ANCILLARY = 0x20
"""The bit of the first letter that makes it small."""
FIRST, LAST = b"IHDR", b"IEND"
KEPT = {
    *(b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"pHYs", b"tRNS", b"bKGD", b"hIST"),
    *(b"acTL", b"fcTL", b"fdAT"),
}
"""What the look and the movement of a picture depend on."""
XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def png_pieces(content: bytes, header: Header) -> Iterator[Piece]:
    """Give the pieces of a clean file; what follows its end is left out. Raises `UnreadablePhotograph`."""
    place = SIGNATURE_BYTES
    yield range(place)
    kind = b""
    while kind != LAST:
        end = place + CHUNK_BYTES + number_at(content, place, 4)
        kind = content[place + 4 : place + 8]
        if end > len(content):
            raise cut_off()
        if not kind[0] & ANCILLARY or kind in KEPT:
            yield range(place, end)
        if kind == FIRST:
            yield metadata_of(header)
        place = end


def metadata_of(header: Header) -> bytes:
    """Write how the picture must be turned and whom it must name."""
    exif, xmp = exif_of(Exif(orientation=header.orientation)), kept_xmp(header.fields)
    return (chunk(b"eXIf", exif) if exif else b"") + (chunk(b"iTXt", XMP + xmp) if xmp else b"")


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk."""
    checksum = zlib.crc32(kind + content)
    return len(content).to_bytes(4, "big") + kind + content + checksum.to_bytes(4, "big")
