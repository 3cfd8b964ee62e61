"""The engine `commonmark`: CommonMark 0.31 with tables, footnotes and strikethrough, by pulldown-cmark."""

from __future__ import annotations

from collections.abc import Iterator

import pyromark

from sitegen.markup.prose import byte_offsets

__all__ = ["html_of", "raw_html_in"]

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_STRIKETHROUGH
ENGINE = pyromark.Markdown(options=OPTIONS)


def html_of(text: str) -> str:
    """Give the HTML of a text; never fails and takes linear time."""
    return ENGINE.html(text).strip()


def raw_html_in(text: str) -> Iterator[tuple[int, str]]:
    """Give each piece of raw HTML with its offset."""
    offsets = byte_offsets(text)
    for event, span in ENGINE.events_with_range(text):
        match event:
            case {"Start": "HtmlBlock"} | {"InlineHtml": _}:
                start = offsets[span["start"]]
                yield start, text[start : offsets[span["end"]]]
