"""What a Markdown text becomes: HTML in pieces, between which the addresses of its links are put later."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Literal

from msgspec import Struct

from sitegen.problems import Problem

__all__ = ["Fragment", "Heading", "Resolved", "Target", "html_of"]


class Target(Struct, frozen=True, kw_only=True, gc=False):
    """An address in the text that the site must resolve: relative, rooted in the site, or a `#fragment`.

    `written` is the address as the author wrote it, without HTML escapes. `attribute` is the attribute whose
    value it is, or empty for one candidate of a `srcset`. `line` and `column` count from 1 in the text that
    was given to the engine (0 when the place is unknown), and `width` is how many characters the address takes
    there. `alt` is an image's text, None when it has none. `sized` tells that the author gave width or height.
    """

    written: str
    kind: Literal["link", "image", "file"]
    attribute: str = ""
    line: int = 0
    column: int = 0
    width: int = 0
    alt: str | None = None
    sized: bool = False


class Heading(Struct, frozen=True, gc=False):
    """A heading of the text: level 1 to 6, its id in the page, and its text without mark-up."""

    level: int
    id: str
    text: str


class Fragment(Struct, frozen=True, kw_only=True, gc=False):
    """A Markdown text, understood once; it depends on the text and the engine's options alone.

    There is one piece of HTML more than there are targets: piece, target, piece, target, … piece. `ids` are all
    names that a `#fragment` can lead to, those of headings and footnotes included. Places in `problems` have an
    empty path and count lines from the first line of the text.
    """

    pieces: tuple[str, ...] = ("",)
    targets: tuple[Target, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    first_paragraph: str = ""
    words: int = 0
    problems: tuple[Problem, ...] = ()


class Resolved(Struct, frozen=True, gc=False):
    """Where a target leads on the site; an image brings its size in pixels, if it is known.

    A link without an address becomes its mere words (HTML, "the `a` element": a placeholder).
    """

    address: str | None
    width: int = 0
    height: int = 0


def html_of(fragment: Fragment, resolve: Callable[[Target], Resolved]) -> str:
    """Give the HTML of a fragment with every target resolved."""
    html = [fragment.pieces[0]]
    for target, piece in zip(fragment.targets, fragment.pieces[1:], strict=True):
        html += (attribute_of(target, resolve(target)), piece)
    return "".join(html)


def attribute_of(target: Target, resolved: Resolved) -> str:
    """Write the attribute that holds a resolved address."""
    if resolved.address is None:
        return ""
    address = escape(resolved.address)
    if not target.attribute:
        return address
    size = f' width="{resolved.width}" height="{resolved.height}"' if resolved.width and not target.sized else ""
    return f'{target.attribute}="{address}"{size}'
