"""JPEG files (ITU-T T.81, Annex B) without private metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitegen.imaging.exif import INTRODUCTION, exif_of
from sitegen.imaging.inspecting import Header
from sitegen.imaging.iptc import kept_exif, kept_xmp
from sitegen.imaging.pieces import Piece, cut_off, number_at

__all__ = ["jpeg_pieces"]

SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPLICATIONS = range(0xE0, 0xF0)
APP0, APP1 = 0xE0, 0xE1
WITHOUT_LENGTH = {0x00, 0x01, *range(0xD0, 0xD8)}
JFIF = b"JFIF\0"
JFIF_BYTES = 18
"""A JFIF segment with its marker, and without the small picture that may follow (ITU-T T.871, section 10.1)."""
KEPT = {0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""What colours depend on: ICC profiles, and how Adobe's programs code them."""
XMP = b"http://ns.adobe.com/xap/1.0/\0"

MARKER = re.compile(rb"\xff[^\xff]")
AFTER_SCAN = re.compile(rb"\xff[^\xff\0\xd0-\xd7]")


def jpeg_pieces(content: bytes, header: Header) -> Iterator[Piece]:
    """Give the pieces of a clean file; what follows its end, such as films of moving photographs, is left out.

    Raises `UnreadablePhotograph`.
    """
    start, end = marker_after(content, 2)
    yield range(2)
    if is_jfif(content, start, end):
        yield content[start : start + 2] + length_of(JFIF_BYTES - 2)
        yield range(start + 4, start + JFIF_BYTES - 2)
        yield bytes(2)
        start, end = marker_after(content, end)
    yield metadata_of(header)
    while content[start + 1] != END:
        if is_kept(content, start):
            yield range(start, end)
        start, end = marker_after(content, end)
    yield range(start, start + 2)


def marker_after(content: bytes, place: int) -> tuple[int, int]:
    """Give start and end of the next segment, with the scan that follows it if it begins one."""
    found = MARKER.search(content, place)
    if not found:
        raise cut_off()
    start = found.start()
    kind = content[start + 1]
    if kind == END or kind in WITHOUT_LENGTH:
        return start, start + 2
    end = start + 2 + number_at(content, start + 2, 2)
    if end > len(content):
        raise cut_off()
    if kind == SCAN:
        following = AFTER_SCAN.search(content, end)
        if not following:
            raise cut_off()
        end = following.start()
    return start, end


def is_jfif(content: bytes, start: int, end: int) -> bool:
    """Tell whether a segment is the one with the resolution that begins most files."""
    named = content[start + 4 : start + 4 + len(JFIF)] == JFIF
    return content[start + 1] == APP0 and named and end - start >= JFIF_BYTES


def is_kept(content: bytes, start: int) -> bool:
    """Tell whether a segment belongs to the picture and not to those who made it."""
    kind = content[start + 1]
    if kind in APPLICATIONS:
        name = KEPT.get(kind)
        return name is not None and content[start + 4 : start + 4 + len(name)] == name
    return kind != COMMENT and kind not in WITHOUT_LENGTH


def metadata_of(header: Header) -> bytes:
    """Write how the photograph must be turned and whom it must name."""
    exif, xmp = exif_of(kept_exif(header.fields, header.orientation)), kept_xmp(header.fields)
    return (segment(INTRODUCTION + exif) if exif else b"") + (segment(XMP + xmp) if xmp else b"")


def segment(content: bytes) -> bytes:
    """Write an application segment of the first kind."""
    return bytes([0xFF, APP1]) + length_of(len(content) + 2) + content


def length_of(size: int) -> bytes:
    """Write the length of a segment, which counts itself."""
    return size.to_bytes(2, "big")
