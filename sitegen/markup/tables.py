"""Tables that a narrow screen can scroll and a strict Content-Security-Policy lets align."""

from __future__ import annotations

import re

from sitegen.markup.tags import name_of

__all__ = ["with_alignment_classes", "with_scrolling_tables"]

ALIGNED_CELL = re.compile(r'<(t[dh]) style="text-align: (left|center|right);?">')
SCROLLER = '<div class="table-scroll" tabindex="0">'


def with_alignment_classes(html: str) -> str:
    """Give cells the class `align-right` for the style that engines write and `style-src 'self'` forbids."""
    return ALIGNED_CELL.sub(r'<\1 class="align-\2">', html) if 'style="text-align' in html else html


def with_scrolling_tables(pieces: list[str]) -> list[str]:
    """Wrap each outermost table in an element that scrolls sideways and that the keyboard reaches."""
    pieces = list(pieces)
    depth = start = 0
    for index in range(1, len(pieces), 2):
        if name_of(pieces[index]) != "table":
            continue
        if pieces[index][1] != "/":
            depth += 1
            start = index if depth == 1 else start
        elif depth:
            depth -= 1
            if not depth:
                pieces[start - 1] += SCROLLER
                pieces[index + 1] = f"</div>{pieces[index + 1]}"
    return pieces
