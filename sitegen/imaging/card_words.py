"""The words of a card: cleaned, measured, and set as large as their place allows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from msgspec import structs

from sitegen.imaging.card_fonts import Face, Lettering, set_words

__all__ = ["fitted_line", "fitted_title", "plain_words"]

LONGEST = 400
"""Characters beyond which a text is cut before it is set; no card has room for as many."""
FIXED_SPACES = frozenset("\u00a0\u2007\u202f")
NO_LETTERS = frozenset(("Cc", "Cs", "Co"))
"""Categories of what is never written: controls, lone surrogates, private characters."""
PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\U000e0020-\U000e007f\ufe0e\ufe0f\u20e3]")
"""Emoji and what varies them: their fonts have colours, of which a card has two."""
JOINERS = frozenset("\u200c\u200d\u2060")
CLOSE_LEAD = 0.84
LEADS = (
    (re.compile("[\u0700-\u109f\u1700-\u1c7f\ua840-\uabff\U00010800-\U00011fff]"), 0.92),
    (re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]"), 0.72),
)
"""How near large lines may come: scripts of India and its neighbours have marks above and below, Arabic has a few."""
CURSIVE = re.compile("[\u0600-\u1c7f\ua840-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010800-\U00011fff]")
CLOSE_TRACKING = -0.012
"""For large letters that do not join; the distances in fonts are made for small ones."""
WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer, whose words only a dictionary can tell apart."""

TITLE_SIZES = (112, 100, 88, 80, 72, 66, 60, 54, 48)
NARROWEST = 0.6
"""Share of a line's width to which lines are shortened so that they end alike."""
BALANCING = 5
"""Halvings in that search: to within 13 pixels."""
ELLIPSIS = "…"


def plain_words(text: str) -> str:
    """Give a text as it can be set: on one line, without emoji and control characters, cut where it is absurd."""
    cut = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    spaced = "".join(" " if letter.isspace() and letter not in FIXED_SPACES else letter for letter in cut)
    written = "".join(letter for letter in spaced if unicodedata.category(letter) not in NO_LETTERS)
    return " ".join(part for part in PICTOGRAPHS.sub("", written).split(" ") if part)[:LONGEST]


def fitted_title(words: str, face: Face, width: int, height: int) -> Lettering | None:
    """Set a title as large as it fits; words are broken only where they fit in no size, and cut where that fails."""
    lead = next((lead for script, lead in LEADS if script.search(words)), CLOSE_LEAD)
    tracking = 0 if CURSIVE.search(words) else CLOSE_TRACKING
    face = structs.replace(face, lead=lead, tracking=tracking)

    def in_size(size: int, *, between_letters: bool) -> Lettering | None:
        sized = structs.replace(face, size=size)
        set_whole = set_words(words, sized, width, between_letters=between_letters)
        if set_whole is None or not fits(set_whole, width, height):
            return None
        return set_whole if between_letters else balanced(set_whole, words, sized, width)

    ways = (True,) if WITHOUT_SPACES.search(words) else (False, True)
    for between_letters in ways:
        for size in TITLE_SIZES:
            if done := in_size(size, between_letters=between_letters):
                return done
    smallest = structs.replace(face, size=TITLE_SIZES[-1])

    def cut(part: str) -> Lettering | None:
        lettering = set_words(part, smallest, width, between_letters=True)
        return lettering if lettering and fits(lettering, width, height) else None

    return shortened(words, cut)


def fitted_line(words: str, face: Face, width: int) -> Lettering | None:
    """Set words in one line, cut where it is too long."""

    def cut(part: str) -> Lettering | None:
        lettering = set_words(part, face)
        return lettering if lettering and lettering.width <= width else None

    return cut(words) or shortened(words, cut)


def fits(lettering: Lettering, width: int, height: int) -> bool:
    """Tell whether words keep within their place."""
    return lettering.width <= width and lettering.bottom <= height


def balanced(lettering: Lettering, words: str, face: Face, width: int) -> Lettering:
    """Make lines as short as their number allows, so that none is left with one word."""
    best = lettering
    too_narrow, wide_enough = round(width * NARROWEST), width
    if lettering.width < too_narrow or lettering.height < 2 * face.size * face.lead:
        return best
    for _ in range(BALANCING):
        middle = (too_narrow + wide_enough) // 2
        attempt = set_words(words, face, middle)
        if attempt and fits(attempt, middle, lettering.bottom + face.size // 2):
            best, wide_enough = attempt, middle
        else:
            too_narrow = middle
    return best


def shortened(words: str, cut: Callable[[str], Lettering | None]) -> Lettering | None:
    """Set as much of the beginning of a text as fits, with an ellipsis."""
    best = None
    fitting, too_long = 0, len(words)
    while too_long - fitting > 1:
        middle = (fitting + too_long) // 2
        if attempt := cut(beginning(words, middle) + ELLIPSIS):
            best, fitting = attempt, middle
        else:
            too_long = middle
    return best


def beginning(words: str, length: int) -> str:
    """Give the first characters of a text, to the end of a word where one is near, else of a letter with its marks."""
    last_space = words.rfind(" ", 0, length + 1)
    if last_space > length * 3 // 4:
        return words[:last_space].rstrip(" ,;:–—-")
    while length and (unicodedata.category(words[length])[0] == "M" or {words[length], words[length - 1]} & JOINERS):
        length -= 1
    return words[:length]
