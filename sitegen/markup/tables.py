"""Tables that a strict Content-Security-Policy lets align, and that screen readers can tell."""

from __future__ import annotations

import re

__all__ = ["with_alignment_classes", "without_empty_headings"]

ALIGNED_CELL = re.compile(r'<(t[dh]) style="text-align: (left|center|right);?">')
HEAD = re.compile(r"<thead>.*?</thead>", re.DOTALL)
HEADING = re.compile(r"<th(?=[ >])")
EMPTY_HEADING = re.compile(r"<th( class=\"[^\"]*\")?>\s*</th>")


def with_alignment_classes(html: str) -> str:
    """Give cells the class `align-right` for the style that engines write and `style-src 'self'` forbids."""
    return ALIGNED_CELL.sub(r'<\1 class="align-\2">', html) if 'style="text-align' in html else html


def without_empty_headings(html: str) -> str:
    """Make plain cells of headings that say nothing, as the corner of a table with headings on two sides.

    The other headings of such a row then say that they are those of columns (WCAG 2.2, technique H63).
    """
    return HEAD.sub(lambda head: with_plain_corner(head.group()), html) if "<thead>" in html else html


def with_plain_corner(head: str) -> str:
    """Mend the head of one table, if it has an empty heading."""
    mended = EMPTY_HEADING.sub(r"<td\1></td>", head)
    return mended if mended == head else HEADING.sub('<th scope="col"', mended)
