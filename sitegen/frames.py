"""The source lines of problems, laid out with their marks, for a terminal or a page.

A frame shows one line of a file, or what is near the marked place of a long one. No character of it can steer what
shows it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from msgspec import Struct

from sitegen.problems import Location

__all__ = ["Lines", "Mark", "SourceText", "lines_by_path", "mark_at", "mark_in", "safe_text"]

SourceText = Callable[[str], str | None]
"""Gives the text of a file by its path as a `Location` names it, or nothing when there is none."""

Lines = Callable[[str], list[str]]
"""Gives the lines of a file by its path as a `Location` names it; none when there is no such file."""

FRAME_CELLS = 100
"""How much of a line a frame shows, in columns of the terminal."""

CELLS_BEFORE_MARK = 60
"""How much of a long line is shown before the place that is marked."""

LONGEST_LOOK = 400
"""How many characters on either side of a place are looked at, whatever the length of the line."""

TAB_CELLS = 4
JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")
JOINING_JAMO = ("\u1160", "\u11ff")

LINE_END = re.compile(r"\r\n|\r|\n")
UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control characters, C0 and C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi control characters (UAX #9)
    "\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"  # unseen or line-breaking
    "\ud800-\udfff]"  # what no terminal can be sent
)


class Glyph(Struct, frozen=True, gc=False):
    """What stands in a frame for one character of the source, and how many columns it takes."""

    shown: str
    cells: int


def safe_text(text: str) -> str:
    r"""Give a text that cannot steer a terminal: control and bidi control characters as `\x1b` or `\u202e`."""
    return UNSAFE.sub(lambda found: escaped(found[0]), text)


def escaped(character: str) -> str:
    """Give a character as Python would write it."""
    return character.encode("unicode_escape").decode("ascii")


def lines_by_path(source: SourceText) -> Lines:
    """Give a function for the lines of a file; a file that is not there or cannot be read has none."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            text = source(path)
        except (OSError, ValueError):
            return []
        return LINE_END.split(text.removeprefix("\ufeff")) if text else []

    return lines


class Mark(Struct, frozen=True, gc=False):
    """A line with a marked place: the texts before it, in it and after it, as they are shown.

    `indent` and `width` count the columns before the mark and in it, from the left. What lays out right-to-left text
    does not count so: `turns` tells that there is such text up to the end of the mark.
    """

    before: str
    marked: str
    after: str
    indent: int
    width: int
    turns: bool

    @property
    def shown(self) -> str:
        """All that is shown of the line."""
        return self.before + self.marked + self.after


def mark_at(lines: Lines, place: Location) -> Mark | None:
    """Give the line of a place with the place marked; nothing when there is no such line."""
    found = lines(place.path)
    if not 1 <= place.line <= len(found):
        return None
    return mark_in(found[place.line - 1], place.column, place.width)


def mark_in(line: str, column: int, width: int) -> Mark:
    """Mark `width` characters of a line, or of what is near the column of a long one."""
    wanted = min(max(column - 1, 0), len(line))
    start = max(wanted - LONGEST_LOOK, 0)
    glyphs = glyphs_of(line[start : wanted + LONGEST_LOOK])
    at, end = whole_characters(glyphs, wanted - start, width)
    first, last = window(glyphs, at)
    cut_before = "…" if start or first else ""
    cut_after = "…" if start + last < len(line) else ""
    stop = min(end, last)
    return Mark(
        before=cut_before + text_across(glyphs[first:at]),
        marked=text_across(glyphs[at:stop]),
        after=text_across(glyphs[stop:last]) + cut_after,
        indent=len(cut_before) + cells_across(glyphs[first:at]),
        width=cells_across(glyphs[at:stop]),
        turns=is_right_to_left(text_across(glyphs[first:end])),
    )


def whole_characters(glyphs: list[Glyph], at: int, width: int) -> tuple[int, int]:
    """Give the first marked glyph and the one after the last, so that no accent is marked without its letter."""
    end = min(at + max(width, 1), len(glyphs))
    while 0 < at < len(glyphs) and not glyphs[at].cells:
        at -= 1
    while end < len(glyphs) and not glyphs[end].cells:
        end += 1
    return at, end


def cells_across(glyphs: list[Glyph]) -> int:
    """Count the columns of glyphs side by side."""
    return sum(glyph.cells for glyph in glyphs)


def text_across(glyphs: list[Glyph]) -> str:
    """Give what glyphs show, side by side."""
    return "".join(glyph.shown for glyph in glyphs)


def window(glyphs: list[Glyph], at: int) -> tuple[int, int]:
    """Give the first glyph that is shown and the one after the last, with the one at `at` between them."""
    if cells_across(glyphs) <= FRAME_CELLS:
        return 0, len(glyphs)
    first, used = at, 0
    while first and used + glyphs[first - 1].cells <= CELLS_BEFORE_MARK:
        first -= 1
        used += glyphs[first].cells
    while first < at and not glyphs[first].cells:
        first += 1
    last = at
    while last < len(glyphs) and used + glyphs[last].cells <= FRAME_CELLS:
        used += glyphs[last].cells
        last += 1
    return first, last


def glyphs_of(text: str) -> list[Glyph]:
    """Give a glyph for each character."""
    glyphs: list[Glyph] = []
    used = 0
    previous = ""
    for character in text:
        glyph = glyph_of(character, previous, used)
        glyphs.append(glyph)
        used += glyph.cells
        previous = character
    return glyphs


def glyph_of(character: str, previous: str, used: int) -> Glyph:
    """Show a character that stands after another one and `used` columns from the left."""
    if character == "\t":
        cells = TAB_CELLS - used % TAB_CELLS
        return Glyph(" " * cells, cells)
    if UNSAFE.match(character):
        spelled = escaped(character)
        return Glyph(spelled, len(spelled))
    return Glyph(character, cells_of(character, previous))


def cells_of(character: str, previous: str) -> int:
    """Count the columns of a character (UAX #11), as terminals do that join emoji (UTS #51)."""
    if character == EMOJI_STYLE:
        return int(unicodedata.category(previous or " ") == "So" and cells_of(previous, "") == 1)
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or JOINING_JAMO[0] <= character <= JOINING_JAMO[1]:
        return 0
    if unicodedata.east_asian_width(character) not in {"W", "F"}:
        return 1
    joined = previous == JOINER or (previous and SKIN_TONES[0] <= character <= SKIN_TONES[1])
    return 0 if joined else 2


def is_right_to_left(text: str) -> bool:
    """Tell whether a text holds a letter that is written from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)
