"""The engine `commonmark`: CommonMark 0.31 with tables, footnotes and strikethrough, by pulldown-cmark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark

from sitegen.markup.pictures import UNSAID
from sitegen.markup.prose import byte_offsets

__all__ = ["html_of", "raw_html_in"]

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
ENGINE = pyromark.Markdown(options=OPTIONS)
NO_TEXT = re.compile(r"!\[\s*+\]")


def html_of(text: str) -> str:
    """Give the HTML of a text; never fails and takes linear time."""
    return ENGINE.html(with_unsaid_texts(text)).strip()


def with_unsaid_texts(text: str) -> str:
    """Mark the pictures that Markdown left without a text: `![](hall.jpg)`, but not `<img src="hall.jpg" alt="">`."""
    if not NO_TEXT.search(text):
        return text
    offsets = byte_offsets(text)
    parts: list[str] = []
    copied = 0
    for event, span in ENGINE.events_with_range(text):
        match event:
            case {"Start": {"Image": _}} if bare := NO_TEXT.match(text, offsets[span["start"]]):
                parts += (text[copied : bare.start()], f"![{UNSAID}")
                copied = bare.end() - 1
    return "".join((*parts, text[copied:]))


def raw_html_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each piece of raw HTML with its offset."""
    offsets = byte_offsets(text)
    for event, span in ENGINE.events_with_range(text):
        match event:
            case {"Start": "HtmlBlock"} | {"InlineHtml": _}:
                start = offsets[span["start"]]
                yield start, text[start : offsets[span["end"]]]
