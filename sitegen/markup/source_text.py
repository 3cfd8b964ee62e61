"""The text of an article, its replacements made, that still knows where each character was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from sitegen.config import Replacement
from sitegen.problems import Location

__all__ = ["SourceText", "quoted", "source_text"]

LONGEST_QUOTE = 60


class Edit(Struct, frozen=True, gc=False):
    """A stretch that was replaced, before and after, as offsets."""

    start: int
    end: int
    old_start: int
    old_end: int


class SourceText(Struct, frozen=True):
    """What the engine reads (`text`), with the way back to what the author wrote."""

    text: str
    rounds: tuple[tuple[Edit, ...], ...]
    line_starts: tuple[int, ...]

    def place(self, start: int, width: int = 0) -> Location:
        """Give the place at which the author wrote what stands at an offset of `text`."""
        offset = start
        for edits in reversed(self.rounds):
            offset = offset_before(edits, offset)
        line = bisect_right(self.line_starts, offset)
        return Location("", line, offset - self.line_starts[line - 1] + 1, width)


def source_text(written: str, replacements: Iterable[Replacement] = ()) -> SourceText:
    """Make the replacements, one after the other, each everywhere."""
    text = written
    rounds = []
    for replacement in replacements:
        text, edits = replaced(text, replacement)
        if edits:
            rounds.append(edits)
    line_starts = (0, *map(re.Match.end, re.finditer("\n", written)))
    return SourceText(text, tuple(rounds), line_starts)


def replaced(text: str, replacement: Replacement) -> tuple[str, tuple[Edit, ...]]:
    """Make one replacement everywhere."""
    parts: list[str] = []
    edits: list[Edit] = []
    copied = length = 0
    for match in compiled(replacement.match).finditer(text):
        unchanged, put = text[copied : match.start()], match.expand(replacement.put)
        start = length + len(unchanged)
        length = start + len(put)
        copied = match.end()
        parts += (unchanged, put)
        edits.append(Edit(start, length, match.start(), match.end()))
    return "".join((*parts, text[copied:])), tuple(edits)


def offset_before(edits: tuple[Edit, ...], offset: int) -> int:
    """Give an offset's place before a round of edits; inside a replaced stretch, that is its start."""
    index = bisect_right(edits, offset, key=lambda edit: edit.start) - 1
    if index < 0:
        return offset
    edit = edits[index]
    return edit.old_start if offset < edit.end else edit.old_end + offset - edit.end


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(pattern)


def quoted(written: str) -> str:
    """Give what an author wrote as a problem quotes it: on one line, and not much of it."""
    text = " ".join(written.split())
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
