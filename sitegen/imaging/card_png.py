"""Cards as PNG: with a palette, because they have few colours (PNG specification, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from functools import partial
from typing import Any

from msgspec import Struct

from sitegen.imaging.libvips import libvips

__all__ = ["FULL", "Numbered", "Picture", "Rgb", "card_png", "numbered", "rgb_of"]

Rgb = tuple[int, int, int]
Picture = Any
"""A `pyvips.Image`, whose module is loaded only where something is drawn."""

FULL = 255
"""The value of a mask where all is ink."""
SHADES = 16
"""From the ground to the ink: as many as four bits count, and enough for smooth edges."""
MOST_COLORS = 256 - SHADES
COMPRESSION = 6
"""The next levels save a thirtieth of the bytes and take twice the time."""

SIGNATURE = 8
HEADER = range(16, 29)
CHECKSUM = 4
COLOR_TYPE = 9
INDEXED = b"\x03"
"""Where the parts of a PNG are, in bytes."""


class Numbered(Struct, frozen=True):
    """A picture whose points are numbers of colours in its palette."""

    numbers: Picture
    palette: bytes
    width: int
    height: int


def card_png(inked: Picture, ground: Rgb, ink: Rgb, logo: Numbered | None, place: tuple[int, int]) -> bytes:
    """Write a mask in shades from the ground to the ink, and a logo in its own colours at its place."""
    shades = inked.linear((SHADES - 1) / FULL, 0, uchar=True)
    palette = shades_between(ground, ink)
    if logo is None:
        return with_palette(shades.pngsave_buffer(bitdepth=4, **SAVING), palette)
    numbers = shades.insert((logo.numbers + SHADES).cast("uchar"), *place)
    return with_palette(numbers.pngsave_buffer(**SAVING), palette + logo.palette)


SAVING: dict[str, Any] = {"compression": COMPRESSION, "filter": "none", "keep": "none"}


def shades_between(ground: Rgb, ink: Rgb) -> bytes:
    """Give the palette from one colour to another."""
    steps = (step / (SHADES - 1) for step in range(SHADES))
    return bytes(round(here + (there - here) * step) for step in steps for here, there in zip(ground, ink, strict=True))


def numbered(picture: Picture) -> Numbered:
    """Give a picture with numbered colours; of more than a palette has room for, the most frequent ones count."""
    pixels = pixels_of(picture)
    if len(set(pixels)) > MOST_COLORS:
        few = picture.pngsave_buffer(palette=True, dither=0.5, effort=4, compression=1, keep="none")
        pixels = pixels_of(libvips().Image.new_from_buffer(few, "")[0:3])
    kept = [color for color, _ in sorted(Counter(pixels).items(), key=lambda found: (-found[1], found[0]))][
        :MOST_COLORS
    ]
    numbers = {color: number for number, color in enumerate(kept)}
    rare = set(pixels) - numbers.keys()
    numbers |= {color: numbers[min(kept, key=partial(distance, color))] for color in rare}
    data = bytes(numbers[color] for color in pixels)
    image = libvips().Image.new_from_memory(data, picture.width, picture.height, 1, "uchar")
    return Numbered(image, b"".join(bytes(color) for color in kept), picture.width, picture.height)


def pixels_of(picture: Picture) -> list[Rgb]:
    """Give the colours of a picture's points, row by row."""
    data = bytes(picture.write_to_memory())
    return list(zip(data[::3], data[1::3], data[2::3], strict=True))


def distance(color: Rgb, other: Rgb) -> int:
    """Give how far two colours are from each other."""
    return sum((here - there) ** 2 for here, there in zip(color, other, strict=True))


def with_palette(grey: bytes, palette: bytes) -> bytes:
    """Let the values of a grey PNG be the numbers of colours (sections 11.2.1 and 11.2.2)."""
    at = HEADER.start + COLOR_TYPE
    header = grey[HEADER.start : at] + INDEXED + grey[at + 1 : HEADER.stop]
    return grey[:SIGNATURE] + part(b"IHDR", header) + part(b"PLTE", palette) + grey[HEADER.stop + CHECKSUM :]


def part(kind: bytes, data: bytes) -> bytes:
    """Give a part of a PNG with its length and checksum (section 5.3)."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def rgb_of(color: str) -> Rgb:
    """Read `#rrggbb`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
