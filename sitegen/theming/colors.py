"""Whether text in a colour can be read (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["contrast_between", "enough_contrast", "nearest_with_contrast"]

LEAST_CONTRAST = 4.5
LAST_LINEAR = 0.04045
"""Below it sRGB is a straight line (IEC 61966-2-1)."""
STEPS = 100

Rgb = tuple[int, int, int]
BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)


def contrast_between(color: str, ground: str) -> float:
    """Give the contrast ratio of two colours `#rrggbb`, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted((luminance(rgb_of(color)), luminance(rgb_of(ground))))
    return (lighter + 0.05) / (darker + 0.05)


def enough_contrast(color: str, ground: str) -> bool:
    """Tell whether text in a colour can be read on a ground."""
    return contrast_between(color, ground) >= LEAST_CONTRAST


@lru_cache(maxsize=64)
def nearest_with_contrast(color: str, grounds: tuple[str, ...]) -> str:
    """Give the shade or tint of a colour that changes it least and can be read on all grounds, or nothing."""
    for step in range(STEPS + 1):
        for end in (BLACK, WHITE):
            mixed = hex_of(mixed_with(rgb_of(color), end, step / STEPS))
            if all(enough_contrast(mixed, ground) for ground in grounds):
                return mixed
    return ""


def mixed_with(color: Rgb, other: Rgb, share: float) -> Rgb:
    """Mix two colours; `share` is the second's, from 0 to 1."""
    red, green, blue = (round(here + (there - here) * share) for here, there in zip(color, other, strict=True))
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Give the relative luminance of a colour, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (linear(channel / 255) for channel in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(channel: float) -> float:
    """Undo the gamma of sRGB."""
    return channel / 12.92 if channel <= LAST_LINEAR else ((channel + 0.055) / 1.055) ** 2.4


def rgb_of(color: str) -> Rgb:
    """Read `#rrggbb`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def hex_of(color: Rgb) -> str:
    """Write `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*color)
