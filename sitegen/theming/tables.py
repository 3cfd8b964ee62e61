"""Wide tables of an article in boxes that scroll sideways, so that the page does not."""

from __future__ import annotations

import re
from html import escape, unescape

from markupsafe import Markup

__all__ = ["scrolling_tables"]

WIDE = 6
"""Tables with fewer columns fit on a telephone when their words may break."""
TABLE_OR_COMMENT = re.compile(r"<!--.*?-->|<(?P<end>/)?table\b[^>]*>", re.IGNORECASE | re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|</table|\Z)", re.IGNORECASE | re.DOTALL)
CELL = re.compile(r"<t[hd]\b(?:[^>]*?\bcolspan\s*=\s*[\"']?(?P<span>\d{1,3}))?[^>]*>", re.IGNORECASE)
CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def scrolling_tables(html: str, label: str) -> Markup:
    """Put each table with many columns into a box that scrolls and that the keyboard reaches (WCAG 2.2, 1.4.10, 2.1.1).

    `label` names a table without a caption.
    """
    if "<table" not in html.lower():
        return Markup(html)  # noqa: S704  (the text of an article is HTML already)
    pieces: list[str] = []
    done = 0
    for start, end in outer_tables(html):
        table = html[start:end]
        pieces += [html[done:start], boxed(table, label) if columns(table) >= WIDE else table]
        done = end
    return Markup("".join([*pieces, html[done:]]))  # noqa: S704


def outer_tables(html: str) -> list[tuple[int, int]]:
    """Give start and end of each table that stands in no other one."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for tag in TABLE_OR_COMMENT.finditer(html):
        if tag[0].startswith("<!--"):
            continue
        if not tag["end"]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, tag.end()))
    return found


def columns(table: str) -> int:
    """Count the columns of a table's widest row."""
    return max((sum(int(cell["span"] or 1) for cell in CELL.finditer(row)) for row in ROW.findall(table)), default=0)


def boxed(table: str, label: str) -> str:
    """Put a table into a box."""
    caption = CAPTION.search(table)
    name = " ".join(unescape(TAG.sub(" ", caption[1])).split()) if caption else ""
    return f'<div class="wide-table" role="group" aria-label="{escape(name or label)}" tabindex="0">{table}</div>'
