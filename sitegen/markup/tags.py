"""HTML as a list in which text and tags take turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

__all__ = [
    "INLINE",
    "Attribute",
    "attributes_of",
    "name_in",
    "name_of",
    "names",
    "split_at_tags",
    "starts_of",
    "tags_in",
]

# Follows https://html.spec.whatwg.org/multipage/parsing.html as far as engines let HTML through: quotes count only
# after `=`, comments and raw text run to the end if nothing closes them. `<` inside a tag starts anew, and every
# part is possessive, so that no text takes more than linear time.
TAG = re.compile(
    r"""(
      <!--(?:-?>|.*?(?:--!?>|\Z))
    | <script(?=[\s/>]).*?(?:</script[^>]*>|\Z)
    | <style(?=[\s/>]).*?(?:</style[^>]*>|\Z)
    | <textarea(?=[\s/>]).*?(?:</textarea[^>]*>|\Z)
    | </?[a-z](?:[^=<>]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>][^\s<>]*+)?+)*+>
    | <[!?][^>]*+>?
    )""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
ATTRIBUTE = re.compile(r"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?""")
ONE_ATTRIBUTE = re.compile(r"""<[a-z0-9]+ ([a-z]+)="([^"]+)">""")
"""A tag as engines write most of those that have attributes."""
LONGEST_START = 40
"""More than any element's name has."""
SELF_CLOSED = re.compile(
    r"""<(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)(?:\s*|\s.*["'\s])/>""",
    re.DOTALL | re.IGNORECASE,
)


def names(text: str) -> frozenset[str]:
    """Give the names that a text lists."""
    return frozenset(text.split())


INLINE = names(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i img ins kbd label mark math meter output "
    "picture progress q ruby rp rt s samp small span strike strong sub sup svg time tt u var wbr"
)
"""Elements that stand inside a line and so do not part words."""


class Attribute(NamedTuple):
    """An attribute's value, HTML escapes and all, and its extent in the tag, name included."""

    value: str
    start: int
    end: int


def split_at_tags(html: str) -> list[str]:
    """Give text, tag, text, … text: texts at even places, tags and comments at odd ones.

    A `script`, `style` or `textarea` with its content counts as one tag. Void elements lose the slash of XHTML;
    all else is as it was.
    """
    pieces = TAG.split(html)
    if "/>" in html:
        for index in range(1, len(pieces), 2):
            tag = pieces[index]
            if tag.endswith("/>") and SELF_CLOSED.fullmatch(tag):
                pieces[index] = f"{tag[:-2].rstrip()}>"
    return pieces


def tags_in(html: str) -> Iterator[tuple[int, str]]:
    """Give each tag and comment, exactly as it stands there, with its offset."""
    return ((match.start(), match.group()) for match in TAG.finditer(html))


def starts_of(pieces: list[str]) -> list[str]:
    """Give as much of each tag as tells what it is; no more is remembered, for a picture may be written in a tag."""
    return [tag[:LONGEST_START] for tag in pieces[1::2]]


def name_of(tag: str) -> str:
    """Give a tag's name in lower case, `p` for `</P>`; nothing for a comment."""
    return name_in(tag[:LONGEST_START])


@lru_cache(maxsize=1024)
def name_in(start: str) -> str:
    """Give the name in the start of a tag."""
    match = NAME.match(start)
    return match.group(1).lower() if match else ""


def attributes_of(tag: str) -> Mapping[str, Attribute]:
    """Give the attributes of a start tag by name in lower case; of two with one name, the first counts."""
    if only := ONE_ATTRIBUTE.fullmatch(tag):
        return {only[1]: Attribute(only[2], only.start(1), only.end(2) + 1)}
    name = NAME.match(tag)
    found: dict[str, Attribute] = {}
    if name:
        for match in ATTRIBUTE.finditer(tag, name.end()):
            value = match.group(2) or match.group(3) or match.group(4) or ""
            found.setdefault(match.group(1).lower(), Attribute(value, match.start(), match.end()))
    return found
