"""The logo on a card: small, and seen on whatever ground."""

from __future__ import annotations

from functools import lru_cache

from sitegen.imaging.card_fonts import open_fonts
from sitegen.imaging.card_png import Numbered, Picture, Rgb, numbered
from sitegen.imaging.libvips import libvips

__all__ = ["fitted_logo"]

OPAQUE = 250
"""The mean of a mask, of 255, above which a logo fills its rectangle."""
NEAR = 90
"""Difference in lightness, of 255, below which a logo is lost on its ground."""
DRAWINGS = "VipsForeignLoadSvg"
"""The loader of SVG, which photographs never need; that of a logo reads no other file."""
PADDING = 12
BRIGHTNESS = (0.2126, 0.7152, 0.0722)
"""Of red, green and blue (ITU-R BT.709)."""


@lru_cache(maxsize=4)
def fitted_logo(data: bytes, ground: Rgb, ink: Rgb, width: int, height: int) -> Numbered | None:
    """Give a logo of at most `width` × `height` pixels on the ground, or on a plate where it needs one.

    A logo with a shape of its own that would be lost on the ground stands on a plate of ink; one that fills a
    rectangle has a border of its corner's colour. None where the bytes are no picture that can be read.
    """
    pyvips = libvips()
    try:
        logo = sized(data, width, height)
        plate = plate_for(logo, ground, ink)
        flat = logo.flatten(background=list(plate)).cast("uchar")
        if plate != ground:
            around = (flat.width + 2 * PADDING, flat.height + 2 * PADDING)
            flat = flat.embed(PADDING, PADDING, *around, extend="background", background=list(plate))
        return numbered(flat)
    except pyvips.Error:
        return None


def sized(data: bytes, width: int, height: int) -> Picture:
    """Give a logo in its size on the card, in red, green, blue and its mask; only drawings are enlarged."""
    pyvips = libvips()
    open_fonts()  # before a drawing with letters opens them in another way
    pyvips.operation_block_set(DRAWINGS, state=False)
    try:
        loader = pyvips.Image.new_from_buffer(data, "").get("vips-loader")
        size = "both" if loader.startswith("svg") else "down"
        small = pyvips.Image.thumbnail_buffer(data, width, height=height, size=size)
        colored = small.colourspace("srgb").cast("uchar")
        return (colored if colored.hasalpha() else colored.addalpha()).copy_memory()
    finally:
        pyvips.operation_block_set(DRAWINGS, state=True)


def plate_for(logo: Picture, ground: Rgb, ink: Rgb) -> Rgb:
    """Choose what a logo stands on."""
    mask = logo[3]
    if mask.avg() > OPAQUE:
        red, green, blue, _ = (round(band) for band in logo(0, 0))
        return red, green, blue
    covered = mask.avg()
    if not covered:
        return ground
    mean = tuple((band * mask).avg() / covered for band in logo[0:3].bandsplit())
    from_ground, from_ink = (abs(lightness(mean) - lightness(color)) for color in (ground, ink))
    return ink if from_ground < NEAR and from_ink > from_ground else ground


def lightness(color: tuple[float, ...]) -> float:
    """Give how light a colour looks, from 0 to 255, well enough to tell light from dark."""
    return sum(share * band for share, band in zip(BRIGHTNESS, color, strict=True))
