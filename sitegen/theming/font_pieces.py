"""A font file cut into pieces for browsers: WOFF2, one for each script, of which readers load those of their page."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
from babel.core import get_global

from sitegen.fingerprint import digest_of, fingerprint_of
from sitegen.memo import Memo

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["HEAVIEST", "LIGHTEST", "SCRIPTS", "CannotCut", "font_pieces", "letters_of", "scripts_for"]

PIECES = 1
"""Counted up when the pieces of an equal file would be others."""
LIGHTEST, HEAVIEST = 400, 700
"""Between them are the weights that themes use."""
FEATURES = ("tnum", "lnum")
"""Figures for tables; what texts need anyway is kept."""
LEGAL_NAMES = (0, 13, 14)
"""Copyright and licence. A piece has no other name: some licences reserve it for the whole (OFL 1.1, condition 3)."""
FEWEST = 16
"""A font with fewer letters of a script has symbols, not the script."""

FAULTS = (ValueError, LookupError, AttributeError, AssertionError, NotImplementedError, OSError, struct.error)
"""What reading a file raises that is damaged, besides what is made for it."""

Range = tuple[int, int]
MARKS: tuple[Range, ...] = ((0x300, 0x36F),)
JOINERS: tuple[Range, ...] = ((0x200C, 0x200F), (0x2010, 0x2011), (0x25CC, 0x25CC))
DANDAS: tuple[Range, ...] = ((0x951, 0x952), (0x964, 0x965), (0x1CD0, 0x1CF9), (0x20B9, 0x20B9))
SHARED = frozenset(number for first, last in (*MARKS, *JOINERS, *DANDAS) for number in range(first, last + 1))
"""Marks, joiners and signs that are in several pieces, because a letter and its marks are set from one."""
SCRIPTS: dict[str, tuple[Range, ...]] = {
    "ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "armenian": ((0x530, 0x58F), (0xFB13, 0xFB17)),
    "khmer": ((0x1780, 0x17FF), (0x19E0, 0x19FF), *JOINERS),
    "lao": ((0xE80, 0xEFF), *JOINERS),
    "thai": ((0xE00, 0xE7F), *JOINERS),
    "sinhala": ((0xD80, 0xDFF), *JOINERS),
    "malayalam": ((0xD00, 0xD7F), *DANDAS, *JOINERS),
    "kannada": ((0xC80, 0xCFF), *DANDAS, *JOINERS),
    "telugu": ((0xC00, 0xC7F), *DANDAS, *JOINERS),
    "tamil": ((0xB80, 0xBFF), *DANDAS, *JOINERS),
    "gujarati": ((0xA80, 0xAFF), *DANDAS, *JOINERS),
    "gurmukhi": ((0xA00, 0xA7F), *DANDAS, *JOINERS),
    "bengali": ((0x980, 0x9FF), *DANDAS, *JOINERS),
    "devanagari": ((0x900, 0x97F), (0xA830, 0xA839), (0xA8E0, 0xA8FF), *DANDAS, *JOINERS),
    "arabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), *JOINERS),
    "hebrew": ((0x590, 0x5FF), (0x20AA, 0x20AA), (0xFB1D, 0xFB4F), *JOINERS),
    "cyrillic": ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F), *MARKS),
    "greek": ((0x370, 0x3FF), (0x1F00, 0x1FFF), *MARKS),
    "latin-more": (
        *((0x100, 0x130), (0x132, 0x151), (0x154, 0x2BA), (0x2BD, 0x2C5), (0x2C7, 0x2D9), (0x2DB, 0x2DB)),
        *((0x2DD, 0x2FF), (0x1E00, 0x1EFF), (0x20A0, 0x20AB), (0x20AD, 0x20C0), (0x2C60, 0x2C7F), *MARKS),
    ),
    "latin": (
        *((0x0, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x2BB, 0x2BC), (0x2C6, 0x2C6), (0x2DA, 0x2DA), (0x2DC, 0x2DC)),
        *((0x2000, 0x206F), (0x2070, 0x208E), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193)),
        *((0x2212, 0x2212), (0x2215, 0x2215), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD), *MARKS),
    ),
}
"""The letters of each piece. For those that are in several, browsers take the last one (CSS Fonts 4, 4.5.1)."""
ISO_15924 = {
    "Ethi": "ethiopic",
    "Geor": "georgian",
    "Armn": "armenian",
    "Khmr": "khmer",
    "Laoo": "lao",
    "Thai": "thai",
    "Sinh": "sinhala",
    "Mlym": "malayalam",
    "Knda": "kannada",
    "Telu": "telugu",
    "Taml": "tamil",
    "Gujr": "gujarati",
    "Guru": "gurmukhi",
    "Beng": "bengali",
    "Deva": "devanagari",
    "Arab": "arabic",
    "Hebr": "hebrew",
    "Cyrl": "cyrillic",
    "Grek": "greek",
}
"""What the pieces' scripts are called in language tags."""


class CannotCut(Exception):
    """Why no pieces can be made: what has to be installed for it is not, or the file is no font."""


def scripts_for(languages: Iterable[str]) -> tuple[str, ...]:
    """Name the pieces that languages need: Latin always, because names and addresses are written in it."""
    named = {ISO_15924.get(script_of(language), "latin") for language in languages}
    return tuple(script for script in SCRIPTS if script in named or script.startswith("latin"))


def script_of(language: str) -> str:
    """Give the script of a language tag (BCP 47): the one that it names, else the likely one (CLDR)."""
    subtags = language.replace("_", "-").split("-")
    likely = get_global("likely_subtags").get(subtags[0].lower(), "").split("_")
    return next((tag.title() for tag in (*subtags[1:], *likely[1:]) if len(tag) == len("Latn") and tag.isalpha()), "")


def font_pieces(data: bytes, scripts: Sequence[str], memo: Memo | None) -> dict[str, bytes]:
    """Give the pieces of a font file by script, as WOFF2. Making them takes seconds, so they are remembered.

    Raises `CannotCut`.
    """
    wanted = {script: SCRIPTS[script] for script in scripts}
    key = fingerprint_of(("font pieces", PIECES, maker(), list(wanted.items()), digest_of(data)))
    if pieces := remembered(key, memo):
        return pieces
    pieces = pieces_made_of(data, wanted)
    if memo:
        memo.keep(key, msgspec.msgpack.encode(pieces))
    return pieces


def remembered(key: str, memo: Memo | None) -> dict[str, bytes] | None:
    """Give pieces that an earlier build made, if they can be read."""
    file = memo.find(key) if memo else None
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=dict[str, bytes]) if file else None
    except (OSError, msgspec.DecodeError):
        return None


def maker() -> str:
    """Name the versions that decide the bytes of pieces. Raises `CannotCut` where one is not installed."""
    try:
        return f"fonttools {version('fonttools')}, brotli {version('brotli')}"
    except PackageNotFoundError as fault:
        raise CannotCut(f"`{fault.name}` is not installed") from None


def pieces_made_of(data: bytes, scripts: Mapping[str, tuple[Range, ...]]) -> dict[str, bytes]:
    """Cut a font file. Raises `CannotCut`."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 (of an extra, and slow to load)

    logging.getLogger("fontTools").addHandler(logging.NullHandler())
    try:
        letters = frozenset(TTFont(BytesIO(data), lazy=True).getBestCmap() or ())
        wanted = {script: letters & numbers_in(ranges) for script, ranges in scripts.items()}
        return {
            script: piece_of(TTFont(BytesIO(data), lazy=True, recalcTimestamp=False), numbers)
            for script, numbers in wanted.items()
            if len(numbers - SHARED) >= FEWEST
        }
    except (TTLibError, *FAULTS) as fault:
        raise CannotCut(f"its file is no font that can be cut: {fault}") from None


def numbers_in(ranges: tuple[Range, ...]) -> frozenset[int]:
    """Give the characters of ranges."""
    return frozenset(number for first, last in ranges for number in range(first, last + 1))


def piece_of(font: TTFont, letters: frozenset[int]) -> bytes:
    """Keep some letters of a font in the weights that themes use."""
    from fontTools import subset  # noqa: PLC0415
    from fontTools.varLib import instancer  # noqa: PLC0415

    options = subset.Options()
    options.layout_features = [*options.layout_features, *FEATURES]
    options.name_IDs = list(LEGAL_NAMES)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, limits_of(font), inplace=True)
    font.flavor = "woff2"
    finished = BytesIO()
    font.save(finished)
    return finished.getvalue()


def limits_of(font: TTFont) -> dict[str, float | tuple[float, float]]:
    """Say how much of each axis of a variable font stays: all weights that themes use, of the others the default."""
    limits: dict[str, float | tuple[float, float]] = {}
    for axis in font["fvar"].axes:
        if axis.axisTag == "wght" and axis.minValue < HEAVIEST and axis.maxValue > LIGHTEST:
            limits[axis.axisTag] = (max(axis.minValue, LIGHTEST), min(axis.maxValue, HEAVIEST))
        else:
            limits[axis.axisTag] = axis.defaultValue
    return limits


def letters_of(script: str) -> str:
    """Write the letters of a piece for the `unicode-range` of CSS."""
    return ", ".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in sorted(SCRIPTS[script])
    )
