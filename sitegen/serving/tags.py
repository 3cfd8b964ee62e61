"""Tags and their attributes, read as browsers read them (HTML Standard, section 13.2.5)."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from msgspec import Struct

__all__ = ["TAG", "Attribute", "attributes_at", "text_of"]

TAG = re.compile(rb"<(?P<closing>/?)(?P<name>[A-Za-z][^\t\n\f\r />]*)")
END_OF_TAG = re.compile(rb"[\t\n\f\r /]*>")
ATTRIBUTE = re.compile(
    rb"""[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)
    (?:[\t\n\f\r ]*=[\t\n\f\r ]*(?P<written>
        "(?P<double>[^"]*)" | '(?P<single>[^']*)' | (?P<bare>[^\t\n\f\r >"'][^\t\n\f\r >]*) | (?P<open>["']) | (?=>)
    ))?""",
    re.VERBOSE,
)
"""An attribute as browsers read it (HTML, sections 13.2.5.32 to 13.2.5.39); `open` is a quote that nothing closes."""
REFERENCE = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9A-Fa-f]+;?|[A-Za-z][A-Za-z0-9]*(?:;|(?![=A-Za-z0-9])))")
"""A character reference in an attribute, where `&copy=` is none (HTML, section 13.2.5.73)."""
LONGEST_NUMBER = 100


class Attribute(Struct, frozen=True):
    """The value of an attribute as it is written, and where it stands in the page, quotes included."""

    value: bytes
    start: int
    end: int


def attributes_at(html: bytes, position: int) -> tuple[dict[bytes, Attribute], int]:
    """Give the attributes of a tag by lower-case name, the first of a name, and where the tag ends.

    A tag that does not end is none (HTML, section 13.2.2, "eof-in-tag"): it has no attributes and takes the rest of
    the page.
    """
    attributes: dict[bytes, Attribute] = {}
    while (found := ATTRIBUTE.match(html, position)) and not found["open"]:
        value = found["double"] or found["single"] or found["bare"] or b""
        attributes.setdefault(found["name"].lower(), Attribute(value, found.start("written"), found.end("written")))
        position = found.end()
    end = END_OF_TAG.match(html, position)
    return (attributes, end.end()) if end else ({}, len(html))


def text_of(value: bytes) -> str:
    """Give what an attribute says, without character references; bytes that are not UTF-8 come back as they were."""
    return REFERENCE.sub(character_of, value.decode("utf-8", "surrogateescape"))


def character_of(reference: re.Match[str]) -> str:
    """Give the character that is meant, or the reference itself where it is none."""
    written = reference[0]
    if not written.startswith("&#"):
        return html5.get(written[1:], written)
    return unescape(written) if len(written) < LONGEST_NUMBER else "\N{REPLACEMENT CHARACTER}"
