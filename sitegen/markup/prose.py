"""The part of a Markdown text that is not code."""

from __future__ import annotations

import re
from itertools import accumulate

import pyromark

__all__ = ["byte_offsets", "code_blanked"]

INDENTED = re.compile(r"^ *(?:    |\t)", re.MULTILINE)
NO_LINE_BREAK = re.compile(r"[^\n]")
READER = pyromark.Markdown(options=pyromark.Options.ENABLE_FOOTNOTES)


def code_blanked(text: str) -> str:
    """Give the text with the characters of code spans and code blocks as spaces, so that offsets stay.

    What is code is asked of CommonMark, whichever engine reads the article: a linear parser that nothing
    upsets. Where the dialects differ (indented code), the place of a problem may be less exact, no more.
    """
    if not may_hold_code(text):
        return text
    written = text.encode()
    parts: list[str] = []
    copied = 0
    for event, span in READER.events_with_range(text):
        match event:
            case {"Code": _} | {"Start": {"CodeBlock": _}}:
                start, end = span["start"], span["end"]
                parts += (written[copied:start].decode(), NO_LINE_BREAK.sub(" ", written[start:end].decode()))
                copied = end
    return "".join((*parts, written[copied:].decode())) if parts else text


def may_hold_code(text: str) -> bool:
    """Tell whether a text has a mark of code; a quick look that may be wrong about texts without code."""
    has_fence = "`" in text or ("~" in text and "~~~" in text)
    return has_fence or (("    " in text or "\t" in text) and INDENTED.search(text) is not None)


def byte_offsets(text: str) -> dict[int, int]:
    """Give, for each offset in UTF-8 at which a character starts, and for the end, the offset in characters."""
    widths = map(len, map(str.encode, text))
    return {position: index for index, position in enumerate(accumulate(widths, initial=0))}
