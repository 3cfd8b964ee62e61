"""What the header of a photograph's file tells, without decoding a pixel."""

from __future__ import annotations

import re
import struct
from pathlib import Path

from msgspec import Struct

from sitegen.imaging.drawings import drawing_size
from sitegen.imaging.exif import Exif, exif_in
from sitegen.imaging.iptc import IptcFields, iptc_fields
from sitegen.imaging.libvips import failures, libvips, source_of
from sitegen.imaging.photograph import FileFormat, Photograph, UnreadablePhotograph
from sitegen.imaging.signatures import CUT_OFF_HINT, HEAD_BYTES, format_of

__all__ = ["MOST_PIXELS", "Header", "header_in", "photograph_in"]

BROKEN = "this file is damaged or cut off: its beginning cannot be read"
TOLD = ("orientation", "n-pages", "xmp-data", "iptc-data", "exif-data")
MOST_PIXELS = 400_000_000
"""What a file may claim to have, since a few bytes can claim anything; the largest cameras have 150 million."""
TURNED = 5
"""Orientations from here on lay the picture on its side (Exif 3.0, section 4.6.5, Orientation)."""

BMP_SIZE = struct.Struct("<18xii")
FILM_SIZE = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
APNG_FRAMES = re.compile(rb"\0\0\0\x08acTL(.{4})", re.DOTALL)


class Header(Struct, frozen=True, kw_only=True, gc=False):
    """A photograph with what its copies need besides: how it must be turned (Exif, 1 to 8) and whom they must name."""

    photograph: Photograph
    orientation: int = 1
    fields: IptcFields = IptcFields()


def photograph_in(path: Path) -> Photograph:
    """Tell what a photograph is, by its content and not by its name. Raises `UnreadablePhotograph` and `OSError`."""
    return header_in(path).photograph


def header_in(path: Path) -> Header:
    """Read a header. Raises `UnreadablePhotograph` and `OSError`."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    kind = format_of(head, path)
    if kind == "svg":
        width, height = drawing_size(path)
        return Header(photograph=Photograph(format=kind, width=width, height=height, is_transparent=True))
    if kind == "bmp":
        width, height = bitmap_size(head)
        return Header(photograph=Photograph(format=kind, width=width, height=height))
    if kind == "avif" and head[8:12] == b"avis":
        width, height = film_size(head)
        return Header(photograph=Photograph(format=kind, width=width, height=height, frames=2))
    return header_by_libvips(path, kind, head)


def header_by_libvips(path: Path, kind: FileFormat, head: bytes) -> Header:
    """Read the header of what libvips decodes."""
    vips = libvips()
    held = source_of(path)  # until all is told
    try:
        image = vips.Image.new_from_source(held, "", access="sequential")
    except failures():
        raise UnreadablePhotograph(BROKEN, CUT_OFF_HINT) from None
    told = {name: image.get(name) for name in TOLD if image.get_typeof(name)}
    orientation = told.get("orientation", 1)
    width, height = believable(image.width, image.height)
    if orientation >= TURNED:
        width, height = height, width
    fields = iptc_fields(
        told.get("xmp-data", b""), told.get("iptc-data", b""), exif_of_file(path, kind, told.get("exif-data", b""))
    )
    photograph = Photograph(
        format=kind,
        width=width,
        height=height,
        frames=frames_in(head, kind, told.get("n-pages", 1)),
        is_transparent=bool(image.hasalpha()),
        caption=fields.caption,
        credit=fields.credit,
        creator=fields.creator,
        copyright=fields.copyright,
    )
    return Header(photograph=photograph, orientation=orientation, fields=fields)


def exif_of_file(path: Path, kind: FileFormat, found: bytes) -> Exif:
    """Read the Exif that libvips found; of a TIFF file it shows none, because the file itself is built like Exif."""
    return exif_in(path.read_bytes() if kind == "tiff" else found)


def frames_in(head: bytes, kind: FileFormat, pages: int) -> int:
    """Count the frames of what moves; the pages of a TIFF and the pictures in an AVIF are no frames."""
    if kind == "png":
        animation = APNG_FRAMES.search(head, 0, (head.find(b"IDAT") + 1 or HEAD_BYTES + 1) - 1)
        return int.from_bytes(animation[1], "big") if animation else 1
    return pages if kind in {"gif", "webp"} else 1


def bitmap_size(head: bytes) -> tuple[int, int]:
    """Read the size of a Windows bitmap, which libvips does not know; a negative height means rows from the top."""
    if len(head) < BMP_SIZE.size:
        raise UnreadablePhotograph(BROKEN, CUT_OFF_HINT)
    width, height = BMP_SIZE.unpack_from(head)
    return believable(width, abs(height))


def film_size(head: bytes) -> tuple[int, int]:
    """Read the size of an AVIF that moves, which libvips does not know (ISO/IEC 23008-12, section 6.5.3)."""
    found = FILM_SIZE.search(head)
    if not found:
        raise UnreadablePhotograph(BROKEN, CUT_OFF_HINT)
    return believable(int.from_bytes(found[1], "big"), int.from_bytes(found[2], "big"))


def believable(width: int, height: int) -> tuple[int, int]:
    """Give a size that a photograph can have. Raises `UnreadablePhotograph`."""
    if width < 1 or height < 1:
        raise UnreadablePhotograph(BROKEN, CUT_OFF_HINT)
    if width * height > MOST_PIXELS:
        raise UnreadablePhotograph(
            f"this picture says that it has {width:,} × {height:,} pixels, more than can be shown",
            "save it smaller; 4,000 pixels across are plenty",
        )
    return width, height
