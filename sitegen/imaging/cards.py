"""The picture that social networks and messengers show beside a link: a title, set in the colours of the site."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from msgspec import Struct

from sitegen.imaging.card_fonts import Direction, Face, Lettering, Weight, card_fonts, is_drawable
from sitegen.imaging.card_logo import fitted_logo
from sitegen.imaging.card_png import FULL, Picture, card_png, rgb_of
from sitegen.imaging.card_words import fitted_line, fitted_title, plain_words
from sitegen.imaging.libvips import libvips

__all__ = ["CARD_HEIGHT", "CARD_WIDTH", "EVERYWHERE", "Card", "card_maker", "draw_card", "undrawable"]

CARD_WIDTH = 1200
CARD_HEIGHT = 630
"""What the Open Graph protocol's users ask for: 1.91 : 1."""
LAYOUT = 1
"""Counted up when a card of equal words would look different."""

MARGIN = 80
INNER_WIDTH = CARD_WIDTH - 2 * MARGIN
KICKER_TOP = 64
KICKER_SIZE = 32
TITLE_TOP = 134
TITLE_HEIGHT = 346
RULE_TOP = 510
RULE = (INNER_WIDTH, 2)
MARK = (112, 8)
FOOT_TOP = 538
FOOT_MIDDLE = 566
SITE_TITLE_SIZE = 34
LOGO = (300, 56)
BETWEEN = 40

KICKER_INK = 205
RULE_INK = 80
"""How much of the ink's colour is in a part, of 255."""


class Card(Struct, frozen=True, kw_only=True, gc=False):
    """What a card shows.

    `kicker` stands above the title: the kind of news and its date. `ground` and `ink` are colours `#rrggbb`. `logo` is
    the path of the publisher's logo below the site's folder, or empty; `logo_digest` is the digest of its file.
    """

    title: str
    kicker: str = ""
    site_title: str = ""
    lang: str
    dir: Direction = "ltr"
    ground: str
    ink: str
    logo: str = ""
    logo_digest: str = ""


def draw_card(card: Card, logo: bytes | None) -> bytes:
    """Give the card as a PNG of 1200 × 630 pixels; `logo` are the bytes of its logo's file, if it has one.

    It never fails: a logo that cannot be read is left out, and what no font has is a box with a number in it.
    """
    ground, ink = rgb_of(card.ground), rgb_of(card.ink)
    drawing = fitted_logo(logo, ground, ink, *LOGO) if logo else None
    if drawing is None:
        return card_png(inked_parts(card, INNER_WIDTH), ground, ink, None, (0, 0))
    left = CARD_WIDTH - MARGIN - drawing.width if card.dir == "ltr" else MARGIN
    inked = inked_parts(card, INNER_WIDTH - drawing.width - BETWEEN)
    return card_png(inked, ground, ink, drawing, (left, FOOT_MIDDLE - drawing.height // 2))


def inked_parts(card: Card, foot_width: int) -> Picture:
    """Give all that is printed in ink, as a mask; the title of the site has `foot_width` pixels."""
    canvas = libvips().Image.black(CARD_WIDTH, CARD_HEIGHT)
    kicker = fitted_line(plain_words(card.kicker), face_of(card, KICKER_SIZE, "Medium"), INNER_WIDTH)
    canvas = with_words(canvas, kicker, card.dir, KICKER_TOP, KICKER_INK)
    title = fitted_title(plain_words(card.title), face_of(card, 0, "Semi-Bold"), INNER_WIDTH, TITLE_HEIGHT)
    canvas = with_words(canvas, title, card.dir, TITLE_TOP, FULL)
    canvas = with_bar(canvas, card.dir, *RULE, RULE_INK)
    canvas = with_bar(canvas, card.dir, *MARK, FULL)
    site_title = fitted_line(plain_words(card.site_title), face_of(card, SITE_TITLE_SIZE, "Semi-Bold"), foot_width)
    return with_words(canvas, site_title, card.dir, FOOT_TOP, FULL)


def face_of(card: Card, size: int, weight: Weight) -> Face:
    """Give the face of a card's words."""
    return Face(size=size, weight=weight, lang=card.lang, dir=card.dir)


def with_words(canvas: Picture, words: Lettering | None, direction: Direction, top: int, ink: int) -> Picture:
    """Put words at the edge where lines begin."""
    if words is None:
        return canvas
    mask = words.mask if ink == FULL else (words.mask * (ink / FULL)).cast("uchar")
    return canvas.insert(mask, start(direction, words.width), top + words.top)


def with_bar(canvas: Picture, direction: Direction, width: int, height: int, ink: int) -> Picture:
    """Put a bar at the edge where lines begin, above the foot of the card."""
    bar = (libvips().Image.black(width, height) + ink).cast("uchar")
    return canvas.insert(bar, start(direction, width), RULE_TOP)


def start(direction: Direction, width: int) -> int:
    """Give the left edge of something that begins where lines begin."""
    return MARGIN if direction == "ltr" else CARD_WIDTH - MARGIN - width


def undrawable(text: str) -> str:
    """Give the characters of a text, each once, that no font here can draw."""
    return "".join(letter for letter in dict.fromkeys(EVERYWHERE.sub("", plain_words(text))) if not is_drawable(letter))


EVERYWHERE = re.compile("[\x00-\u03e1\u03f0-\u052f\u0600-\u06ff\u1e00-\u206f\u20a0-\u20cf\u2100-\u214f]")
"""Latin, Greek, Cyrillic, Arabic and signs, which the fonts have that every installation brings."""


@cache
def card_maker() -> str:
    """Name everything that decides a card's bytes but the card: the layout, libvips and the fonts of packages."""
    fonts = "; ".join(f"{font.family} {font.version}" for font in card_fonts())
    return f"cards {LAYOUT}; libvips {version_of_libvips()}; {fonts}"


def version_of_libvips() -> str:
    """Give the version of libvips that is installed as a package, else of the machine's own."""
    try:
        return version("pyvips-binary")
    except PackageNotFoundError:
        return ".".join(str(libvips().version(part)) for part in range(3))
