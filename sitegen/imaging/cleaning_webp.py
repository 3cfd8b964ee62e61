"""WebP files (RFC 9649, section 2) without private metadata."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.imaging.exif import Exif, exif_of
from sitegen.imaging.inspecting import Header
from sitegen.imaging.iptc import kept_xmp
from sitegen.imaging.pieces import Piece, cut_off, number_at, size_of

__all__ = ["webp_pieces"]

FILE_HEAD = 12
CHUNK_HEAD = 8
FRAME_HEAD = 16
EXTENDED, FRAME = b"VP8X", b"ANMF"
PICTURE = {b"VP8 ", b"VP8L", b"ALPH"}
KEPT = {*PICTURE, EXTENDED, FRAME, b"ICCP", b"ANIM"}
HAS_EXIF, HAS_XMP = 0x08, 0x04


def webp_pieces(content: bytes, header: Header) -> Iterator[Piece]:
    """Give the pieces of a clean file; what follows its end is left out. Raises `UnreadablePhotograph`."""
    end = CHUNK_HEAD + number_at(content, 4, 4, "little")
    if end > len(content):
        raise cut_off()
    exif, xmp = exif_of(Exif(orientation=header.orientation)), kept_xmp(header.fields)
    pieces: list[Piece] = []
    is_extended = content[FILE_HEAD : FILE_HEAD + 4] == EXTENDED
    for kind, start, stop in chunks_in(content, FILE_HEAD, end):
        if kind == EXTENDED:
            flags = content[start + CHUNK_HEAD] & ~(HAS_EXIF | HAS_XMP)
            flags |= (HAS_EXIF if exif else 0) | (HAS_XMP if xmp else 0)
            pieces += [range(start, start + CHUNK_HEAD), bytes([flags]), range(start + CHUNK_HEAD + 1, stop)]
        elif kind == FRAME:
            pieces += frame_pieces(content, start, stop)
        elif kind in KEPT:
            pieces += padded(start, stop)
    if is_extended:
        pieces += [chunk(b"EXIF", exif) if exif else b"", chunk(b"XMP ", xmp) if xmp else b""]
    size = size_of(pieces) + FILE_HEAD - CHUNK_HEAD
    yield range(4)
    yield size.to_bytes(4, "little")
    yield range(CHUNK_HEAD, FILE_HEAD)
    yield from pieces


def chunks_in(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Give type, start and end of each chunk, without its padding."""
    while place + CHUNK_HEAD <= end:
        stop = place + CHUNK_HEAD + number_at(content, place + 4, 4, "little")
        if stop > end:
            raise cut_off()
        yield content[place : place + 4], place, stop
        place = stop + (stop - place) % 2


def frame_pieces(content: bytes, start: int, stop: int) -> Iterator[Piece]:
    """Give the pieces of one picture of a moving one."""
    inside = start + CHUNK_HEAD + FRAME_HEAD
    pieces = [
        piece
        for kind, first, last in chunks_in(content, inside, stop)
        if kind in PICTURE
        for piece in padded(first, last)
    ]
    yield FRAME + (FRAME_HEAD + size_of(pieces)).to_bytes(4, "little")
    yield range(start + CHUNK_HEAD, inside)
    yield from pieces


def padded(start: int, stop: int) -> Iterator[Piece]:
    """Give a chunk with an even number of bytes."""
    yield range(start, stop)
    if (stop - start) % 2:
        yield b"\0"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk."""
    return kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2)
