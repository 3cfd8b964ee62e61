"""Which files are made of a photograph, what they are called, and which part of it a crop shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isqrt

from msgspec import Struct

from sitegen.imaging.photograph import CENTRE, Focus, Photograph, Rendition, RenditionFormat, Shape

__all__ = ["Crop", "Renditions", "crop_of", "largest_size", "rendition_name", "renditions_of"]

SMALLEST_SIDE = 64
"""Pixels; of a smaller picture nothing is made."""
WIDEST = 2560
MOST_PIXELS = 12_000_000
"""No rendition is wider or has more pixels: enough for texts on the densest screens, and little enough to be quick."""
WIDEST_CROP = 1200
TALLEST: dict[RenditionFormat, int] = {"avif": 16_384, "webp": 16_383, "jpeg": 65_500, "png": 1_000_000}
"""The most pixels of a side that the formats can tell."""
RATIOS: dict[Shape, tuple[int, int]] = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1)}
ENDINGS: dict[RenditionFormat, str] = {"avif": "avif", "webp": "webp", "jpeg": "jpg", "png": "png"}


class Crop(Struct, frozen=True, gc=False):
    """A part of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    width: int
    height: int


class Renditions(Struct, frozen=True, kw_only=True):
    """The files to be made of a photograph: all of it for reading, 4 : 3 for lists, crops for search engines and feeds.

    `whole` and `thumbnails` go by format, best first, and in it from the narrowest to the widest.
    """

    whole: tuple[Rendition, ...] = ()
    thumbnails: tuple[Rendition, ...] = ()
    crops: tuple[Rendition, ...] = ()


def renditions_of(
    photograph: Photograph, widths: Sequence[int], thumbnails: Sequence[int], focus: Focus = CENTRE
) -> Renditions:
    """Plan the renditions of a photograph in the widths that a theme asks for, in pixels."""
    if not is_worth_renditions(photograph):
        return Renditions()
    formats = formats_for(photograph)
    focus = rounded(focus)
    width, height = largest_size(photograph.width, photograph.height)
    return Renditions(
        whole=tuple(
            Rendition(width=wide, height=high, format=kind)
            for kind in formats
            for wide in widths_within(width, widths)
            if (high := rounded_share(wide * height, width)) <= TALLEST[kind]
        ),
        thumbnails=tuple(
            Rendition(width=wide, height=high, format=kind, shape="4x3", focus=focus)
            for kind in formats
            for wide, high in sizes_within(width, height, "4x3", thumbnails)
        ),
        crops=tuple(
            Rendition(width=wide, height=high, format="jpeg", shape=shape, focus=focus, is_crop=True)
            for shape in RATIOS
            for wide, high in sizes_within(width, height, shape, (WIDEST_CROP,))
        ),
    )


def is_worth_renditions(photograph: Photograph) -> bool:
    """Whether smaller files of it make sense: not of what moves, is drawn in any size, cannot be read or is tiny."""
    return (
        photograph.frames == 1
        and photograph.format not in {"svg", "bmp"}
        and min(photograph.width, photograph.height) >= SMALLEST_SIDE
    )


def formats_for(photograph: Photograph) -> tuple[RenditionFormat, ...]:
    """Give the formats of the whole photograph; the last is the one that every browser shows."""
    return ("avif", "webp", "png" if photograph.is_transparent or photograph.format == "gif" else "jpeg")


def sizes_within(width: int, height: int, shape: Shape, asked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the sizes of a shape, none wider than the part of the photograph that it shows."""
    across, down = RATIOS[shape]
    for wide in widths_within(crop_of(width, height, shape, CENTRE).width, asked):
        yield wide, rounded_share(wide * down, across)


def widths_within(own: int, asked: Sequence[int]) -> tuple[int, ...]:
    """Give the asked widths that need no enlarging, and the photograph's own when a wider one is asked for."""
    return tuple(sorted({min(width, own) for width in asked if width > 0}))


def largest_size(width: int, height: int) -> tuple[int, int]:
    """Give the size, at most the own one, in which a photograph is decoded once for all its renditions."""
    wide = min(width, WIDEST)
    if wide * rounded_share(wide * height, width) > MOST_PIXELS:
        wide = max(1, isqrt(MOST_PIXELS * width // height))
    return wide, rounded_share(wide * height, width)


def crop_of(width: int, height: int, shape: Shape, focus: Focus) -> Crop:
    """Give the largest part of that shape, its middle as near to the focus as the edges allow."""
    if shape == "whole":
        return Crop(0, 0, width, height)
    across, down = RATIOS[shape]
    if width * down > height * across:
        wide, high = max(1, rounded_share(height * across, down)), height
    else:
        wide, high = width, max(1, rounded_share(width * down, across))
    return Crop(start_of(width, wide, focus[0]), start_of(height, high, focus[1]), wide, high)


def start_of(whole: int, part: int, focus: float) -> int:
    """Give where a part begins whose middle is at a share of the whole, if it fits there."""
    return min(max(0, round(whole * focus - part / 2)), whole - part)


def rounded_share(product: int, divisor: int) -> int:
    """Divide and round half up, at least to 1; with whole numbers, so that every machine gives the same."""
    return max(1, (2 * product + divisor) // (2 * divisor))


def rounded(focus: Focus) -> Focus:
    """Give a focus in whole percents, as names of files tell it, inside the picture."""
    across, down = (min(100, max(0, round(share * 100))) / 100 for share in focus)
    return across, down


def rendition_name(name: str, rendition: Rendition) -> str:
    """Give the file name beside a photograph called `name`: `hall.jpg.800.avif`, `hall.jpg.4x3-f30x50.320.webp`."""
    ending = ENDINGS[rendition.format]
    if rendition.shape == "whole":
        return f"{name}.{rendition.width}.{ending}"
    part: str = rendition.shape
    if rendition.focus != CENTRE:
        part += "-f{:.0f}x{:.0f}".format(*(share * 100 for share in rendition.focus))
    return f"{name}.{part}.{ending}" if rendition.is_crop else f"{name}.{part}.{rendition.width}.{ending}"
