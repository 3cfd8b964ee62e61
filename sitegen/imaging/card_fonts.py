"""The fonts of cards, and words set in them (Pango and HarfBuzz, by libvips).

What a card looks like must not depend on the machine: fontconfig reads none of the machine's settings, letters are
not hinted, the fonts of installed packages come first, and the machine's own serve only what no package has.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from msgspec import Struct

from sitegen.imaging.libvips import libvips

__all__ = ["Direction", "Face", "Lettering", "Weight", "card_fonts", "is_drawable", "open_fonts", "set_words"]

PACKAGES = (
    *("noto-sans", "noto-sans-arabic", "heebo", "noto-sans-devanagari", "hind-siliguri", "noto-sans-tamil"),
    *("noto-sans-telugu", "noto-sans-thai", "noto-sans-khmer"),
)
"""The font packages that cards use; the first that has a letter counts. Heebo has Hebrew, Hind Siliguri Bengali."""

EAST_ASIAN = {
    "ja": ("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "IPAGothic"),
    "ko": ("Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"),
    "zh-hant": ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"),
    "zh": ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei"),
}
"""Sans-serif fonts that machines have for scripts that no package covers, by language."""
TRADITIONAL = re.compile(r"zh-(?:hant|tw|hk|mo)\b")
LANG = re.compile(r"[a-z0-9-]{2,35}")

SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  {folders}
  <cachedir>{folder}</cachedir>
  <config><rescan><int>0</int></rescan></config>
  <selectfont><rejectfont>
    <pattern><patelt name="scalable"><bool>false</bool></patelt></pattern>
    {packaged}
  </rejectfont></selectfont>
  <match target="font"><edit name="hinting" mode="assign"><bool>false</bool></edit></match>
  <match target="font"><edit name="antialias" mode="assign"><bool>true</bool></edit></match>
</fontconfig>
"""
"""For fontconfig: where the machine has fonts, of which it leaves out those that packages bring."""
FOLDERS = """
  <dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir><dir prefix="xdg">fonts</dir><dir>~/.fonts</dir>
  <dir>/System/Library/Fonts</dir><dir>/Library/Fonts</dir><dir>~/Library/Fonts</dir>
  <cachedir>/var/cache/fontconfig</cachedir><cachedir prefix="xdg">fontconfig</cachedir>
"""
FOLDERS_OF_WINDOWS = """
  <dir>WINDOWSFONTDIR</dir><dir>WINDOWSUSERFONTDIR</dir>
  <cachedir>LOCAL_APPDATA_FONTCONFIG_CACHE</cachedir>
"""
PACKAGED = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'
SETTINGS_VARIABLE = "FONTCONFIG_FILE"
ONE_AT_A_TIME = Lock()

Weight = Literal["Medium", "Semi-Bold"]
Direction = Literal["ltr", "rtl"]
DIRECTIONS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}
"""Marks that say how a text runs, also where it begins with a name in another script (UAX 9, rule P2)."""
NO_CHARACTERS = ("\ufdd0", "\U0010fffe")
"""Two that no font can have, because they will never be characters (Unicode, section 23.7)."""


class Font(Struct, frozen=True, gc=False):
    """A family of letters from an installed package, and its upright files."""

    family: str
    version: str
    files: tuple[str, ...]


class Face(Struct, frozen=True, kw_only=True, gc=False):
    """How words are set: `size` in pixels; `lead` and `tracking` are shares of the font's own height and of `size`."""

    size: int
    weight: Weight
    lang: str
    dir: Direction
    lead: float = 1.0
    tracking: float = 0.0


class Lettering(Struct, frozen=True):
    """Words as a mask, dark but for the ink, cut to it; `top` is how far below its line's top the ink begins."""

    mask: Any
    width: int
    height: int
    top: int

    @property
    def bottom(self) -> int:
        """How far below the first line's top the ink ends."""
        return self.top + self.height


@cache
def card_fonts() -> tuple[Font, ...]:
    """Give the fonts for cards that are installed as packages."""
    import fontpkg  # noqa: PLC0415 (slow to load, and most commands draw no card)

    installed = fontpkg.families()
    return tuple(
        Font(family.name, family.version, tuple(str(file.path) for file in family.files if file.style == "normal"))
        for family in (installed[name] for name in PACKAGES if name in installed)
    )


def set_words(words: str, face: Face, width: int = 0, *, between_letters: bool = False) -> Lettering | None:
    """Set words in lines of at most `width` pixels (0: in one line); nothing where there is no ink.

    A word that is longer than a line sticks out, unless lines may end `between_letters`.
    """
    lang = face.lang.lower() if LANG.fullmatch(face.lang.lower()) else "und"
    tracking = round(face.tracking * face.size * PANGO_UNITS)
    styled = (
        f'<span lang="{lang}" line_height="{face.lead}" letter_spacing="{tracking}">'
        f"{DIRECTIONS[face.dir]}{escape(words, quote=False)}</span>"
    )
    options = {"width": width, "wrap": "word-char" if between_letters else "word"} if width else {}
    return drawn(styled, f"{families_for(lang)} {face.weight} {face.size}", options)


PANGO_UNITS = 1024
"""To a pixel, as there are 72 pixels to an inch here."""


def drawn(markup: str, font: str, options: dict[str, Any]) -> Lettering | None:
    """Draw Pango mark-up; nothing where it has no ink."""
    open_fonts()
    pyvips = libvips()
    try:
        mask = pyvips.Image.text(markup, font=font, dpi=72, **options)
    except pyvips.Error:
        return None
    return Lettering(mask, mask.width, mask.height, mask.yoffset)


@lru_cache(maxsize=64)
def families_for(lang: str) -> str:
    """Name the families for a language, in the order in which they are asked for a letter."""
    own = "zh-hant" if TRADITIONAL.match(lang) else lang.partition("-")[0]
    east = [*EAST_ASIAN.get(own, ()), *(name for names in EAST_ASIAN.values() for name in names)]
    return ",".join(dict.fromkeys((*(font.family for font in card_fonts()), *east, "DejaVu Sans")))


def open_fonts() -> None:
    """Let fontconfig know our settings and fonts, once per process."""
    with ONE_AT_A_TIME:
        register_fonts()


@cache
def register_fonts() -> None:
    """Start fontconfig with our settings and give it the files of packages."""
    pyvips = libvips()
    with fontconfig_settings(settings_beside(card_fonts())):
        for font in card_fonts():
            for file in font.files:
                pyvips.Image.text("a", font=font.family, fontfile=file)


def settings_beside(fonts: tuple[Font, ...]) -> str:
    """Write the settings for fontconfig when some fonts come from packages; `{folder}` stays open."""
    folders = FOLDERS_OF_WINDOWS if sys.platform == "win32" else FOLDERS
    packaged = "".join(PACKAGED.format(escape(font.family, quote=False)) for font in fonts)
    return SETTINGS.replace("{folders}", folders).replace("{packaged}", packaged)


@contextmanager
def fontconfig_settings(settings: str) -> Iterator[None]:
    """Let fontconfig, if it starts meanwhile, read these settings; `{folder}` is where it may keep notes.

    A variable of the environment is the only way in; it is as before afterwards.
    """
    before = os.environ.get(SETTINGS_VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fonts.conf")
        file.write_text(settings.replace("{folder}", escape(folder, quote=False)), encoding="utf-8")
        os.environ[SETTINGS_VARIABLE] = str(file)
        try:
            yield
        finally:
            if before is None:
                del os.environ[SETTINGS_VARIABLE]
            else:
                os.environ[SETTINGS_VARIABLE] = before


@cache
def is_drawable(letter: str) -> bool:
    """Tell whether a font here has a letter. Pango draws a box with the letter's number in it where none has."""
    drawing = drawn(escape(letter, quote=False), PROBE, {})
    return drawing is None or outline_of(drawing) not in boxes()


PROBE = "Noto Sans Medium 20"


@cache
def boxes() -> frozenset[tuple[bytes, ...]]:
    """Give the outlines of the boxes that stand for letters of four and of more hexadecimal digits."""
    drawings = (drawn(letter, PROBE, {}) for letter in NO_CHARACTERS)
    return frozenset(outline_of(drawing) for drawing in drawings if drawing)


def outline_of(drawing: Lettering) -> tuple[bytes, ...]:
    """Give the first and last row and column of a drawing."""
    pixels = bytes(drawing.mask.write_to_memory())
    width = drawing.width
    return pixels[:width], pixels[-width:], pixels[::width], pixels[width - 1 :: width]
