"""Making the files of a photograph that visitors load: turned upright, in sRGB, as large as a page needs them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from sitegen.imaging.inspecting import header_in
from sitegen.imaging.iptc import kept_xmp
from sitegen.imaging.libvips import failures, libvips, source_of
from sitegen.imaging.photograph import Focus, Rendition, RenditionFormat, Shape, UnreadablePhotograph
from sitegen.imaging.renditions import crop_of, largest_size
from sitegen.imaging.signatures import CUT_OFF_HINT

if TYPE_CHECKING:
    from pyvips import Image

__all__ = ["developed", "developer"]

SETTINGS = 1
"""To be raised with every change in this file that changes bytes."""

AVIF = {"Q": 52, "effort": 2, "bitdepth": 8}
"""An effort of 4 takes six times as long and saves a tenth to a seventh of the bytes."""
WEBP = {"Q": 76, "effort": 4}
JPEG = {
    "Q": 80,
    "interlace": True,
    "optimize_coding": True,
    "trellis_quant": True,
    "overshoot_deringing": True,
    "quant_table": 3,
}
PNG = {"compression": 6, "filter": "all"}
WHITE = 255
OPAQUE = 255
RGB = 3
"""The bands of a picture's colours; one of transparency may follow."""
SCREEN = 72 / 25.4
"""Pixels per millimetre that printers assume; 72 dpi is what says nothing."""
DAMAGED = "this file is damaged or cut off: only a part of the picture can be read"

GRID = (0, 64, 128, 192, 255)
"""The shades of red, green and blue with which a colour profile is tried."""
UNSEEN = 2
"""A difference of so many shades of 256 is nothing that anybody sees."""


UNWRITABLE = "this picture cannot be written in the sizes and formats that readers need"
SMALLER_HINT = "save it smaller, or as PNG or JPEG in sRGB"


@cache
def developer() -> str:
    """Name all that decides the bytes besides source and rendition: the encoders, which come in one wheel, and us."""
    try:
        encoders = f"pyvips-binary {version('pyvips-binary')}"
    except PackageNotFoundError:
        vips = libvips()
        encoders = "libvips {}.{}.{}".format(*map(vips.version, range(3)))
    return f"{encoders}, settings {SETTINGS}"


def developed(source: Path, renditions: Sequence[Rendition]) -> dict[Rendition, bytes]:
    """Make renditions of a photograph, each the same whatever others are made.

    The source is decoded once, row by row, so that its own size does not matter; but an interlaced PNG, a progressive
    JPEG, a WebP and an AVIF can only be decoded as a whole. Raises `UnreadablePhotograph` and `OSError`.
    """
    header = header_in(source)
    whole = decoded(source, *largest_size(header.photograph.width, header.photograph.height))
    if packet := kept_xmp(header.fields):
        whole.set_type(libvips().GValue.blob_type, "xmp-data", packet)
    sizes: dict[tuple[Shape, Focus, int, int], Image] = {}
    made: dict[Rendition, bytes] = {}
    try:
        for rendition in renditions:
            size = (rendition.shape, rendition.focus, rendition.width, rendition.height)
            if size not in sizes:
                sizes[size] = resized(whole, rendition)
            made[rendition] = encoded(sizes[size], rendition.format)
    except failures() as fault:
        raise UnreadablePhotograph(UNWRITABLE, SMALLER_HINT) from fault
    return made


def decoded(source: Path, width: int, height: int) -> Image:
    """Decode a photograph into memory: upright, in this size, 8 bits of sRGB, without metadata.

    Raises `UnreadablePhotograph`.
    """
    vips = libvips()
    held = source_of(source)  # until all is decoded
    try:
        reduced = vips.Image.thumbnail_source(held, width, height=height, size="force", option_string="fail_on=error")
        image = in_srgb(reduced)
        pixels = image.write_to_memory()
    except failures():
        raise UnreadablePhotograph(DAMAGED, CUT_OFF_HINT) from None
    bare = vips.Image.new_from_memory(pixels, image.width, image.height, image.bands, "uchar")
    upright: Image = bare.copy(interpretation="srgb", xres=SCREEN, yres=SCREEN)
    return upright[:RGB] if upright.hasalpha() and upright[RGB].min() == OPAQUE else upright


def in_srgb(image: Image) -> Image:
    """Give a picture in sRGB, with transparency if it has any, and without further channels."""
    if image.get_typeof("icc-profile-data") and not is_nearly_srgb(image):
        image = image.icc_transform("srgb", embedded=True, black_point_compensation=True, depth=8)
    return image.colourspace("srgb").cast("uchar")[: RGB + 1]


def is_nearly_srgb(image: Image) -> bool:
    """Try a colour profile on a few colours: most are sRGB under one name or another, and converting takes long."""
    if image.interpretation != "srgb":
        return False
    colors = bytes(chain.from_iterable(product(GRID, repeat=RGB)))
    grid = libvips().Image.new_from_memory(colors, len(colors) // RGB, 1, RGB, "uchar").copy(interpretation="srgb")
    tried = grid.copy()
    tried.set_type(libvips().GValue.blob_type, "icc-profile-data", image.get("icc-profile-data"))
    converted = tried.icc_transform("srgb", embedded=True, black_point_compensation=True, depth=8)
    return bool((converted - grid).abs().max() <= UNSEEN)


def resized(whole: Image, rendition: Rendition) -> Image:
    """Give the part that a rendition shows, in its size."""
    part = crop_of(whole.width, whole.height, rendition.shape, rendition.focus)
    cropped = whole.crop(part.left, part.top, part.width, part.height)
    return cropped.thumbnail_image(rendition.width, height=rendition.height, size="force").copy_memory()


def encoded(image: Image, kind: RenditionFormat) -> bytes:
    """Write a picture in a format, with XMP as its only metadata."""
    match kind:
        case "avif":
            written: bytes = image.heifsave_buffer(compression="av1", keep="xmp", **AVIF)
        case "webp":
            written = image.webpsave_buffer(keep="xmp", **WEBP)
        case "png":
            written = image.pngsave_buffer(keep="xmp", **PNG)
        case "jpeg":
            opaque = image.flatten(background=WHITE) if image.hasalpha() else image
            written = opaque.jpegsave_buffer(keep="xmp", **JPEG)
        case _:
            assert_never(kind)
    return written
