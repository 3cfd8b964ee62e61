"""The part of a Markdown text that is not code."""

from __future__ import annotations

import re

import pyromark

__all__ = ["byte_offsets", "code_blanked"]

MAY_HOLD_CODE = re.compile(r"`|~~~|^ *(?:    |\t)", re.MULTILINE)
READER = pyromark.Markdown(options=pyromark.Options.ENABLE_FOOTNOTES)


def code_blanked(text: str) -> str:
    """Give the text with the characters of code spans and code blocks as spaces, so that offsets stay.

    What is code is asked of CommonMark, whichever engine reads the article: a linear parser that nothing
    upsets. Where the dialects differ (indented code), the place of a problem may be less exact, no more.
    """
    if not MAY_HOLD_CODE.search(text):
        return text
    spans = []
    for event, span in READER.events_with_range(text):
        match event:
            case {"Code": _} | {"Start": {"CodeBlock": _}}:
                spans.append((span["start"], span["end"]))
    if not spans:
        return text
    if not text.isascii():
        offsets = byte_offsets(text)
        spans = [(offsets[start], offsets[end]) for start, end in spans]
    parts: list[str] = []
    copied = 0
    for start, end in spans:
        parts += (text[copied:start], re.sub(r"[^\n]", " ", text[start:end]))
        copied = end
    return "".join((*parts, text[copied:]))


def byte_offsets(text: str) -> dict[int, int]:
    """Give, for each offset in UTF-8 at which a character starts, and for the end, the offset in characters."""
    offsets = {}
    position = 0
    for index, character in enumerate(text):
        offsets[position] = index
        code = ord(character)
        position += 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4  # noqa: PLR2004 (RFC 3629)
    offsets[position] = len(text)
    return offsets
