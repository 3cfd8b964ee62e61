"""Headings: their levels below the page's title, and ids that can be read, linked to and relied upon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import compress
from operator import not_

from sitegen.markup.fragment import Heading
from sitegen.markup.plain_text import plain_text
from sitegen.markup.tags import attributes_of, split_at_tags
from sitegen.slug import slugify

__all__ = ["heading_slug", "ids_in", "with_contents", "with_headings"]

OPENING = re.compile(r"<h[1-6](?=[\s>])", re.IGNORECASE)
LEVEL = re.compile(r"(</?h)([1-6])(?=[\s>])", re.IGNORECASE)
DEEPEST_LEVEL = 6
LONGEST_SLUG = 80


def with_headings(pieces: list[str]) -> tuple[list[str], tuple[Heading, ...]]:
    """Give every heading a level from 2 to 6 and an id of its own.

    The page's title is its only h1: a text that has one moves down by a level as a whole. An id that the author
    gave is kept, unless another element has it.
    """
    tags = pieces[1::2]
    are_headings = list(map(opens_heading, tags))
    places = list(compress(range(1, len(pieces), 2), are_headings))
    if not places:
        return pieces, ()
    pieces = one_level_down(pieces) if any(pieces[index][2] == "1" for index in places) else list(pieces)
    ends = [*places[1:], len(pieces)]
    texts = [plain_text(content_of(pieces, *extent)) for extent in zip(places, ends, strict=True)]
    written = [id_of(pieces[index]) for index in places]
    elsewhere = set(ids_in(compress(tags, map(not_, are_headings))))
    ids = unique_ids(written, [heading_slug(text) for text in texts], elsewhere)
    for index, id_ in zip(places, ids, strict=True):
        pieces[index] = with_id(pieces[index], id_)
    levels = [int(pieces[index][2]) for index in places]
    return pieces, tuple(map(Heading, levels, ids, texts))


def opens_heading(tag: str) -> bool:
    """Tell whether a tag opens a heading."""
    return tag[1] in "hH" and OPENING.match(tag) is not None


def one_level_down(pieces: list[str]) -> list[str]:
    """Make h2 of h1 and so on; h6 stays."""

    def lowered(match: re.Match[str]) -> str:
        return f"{match.group(1)}{min(int(match.group(2)) + 1, DEEPEST_LEVEL)}"

    return [LEVEL.sub(lowered, piece, count=1) if index % 2 else piece for index, piece in enumerate(pieces)]


def content_of(pieces: list[str], opening: int, end: int) -> list[str]:
    """Give what stands between a heading's tags, or up to the next heading if it is not closed."""
    closing = next((index for index in range(opening + 2, end, 2) if pieces[index][:3].lower() == "</h"), end)
    return pieces[opening + 1 : closing]


def unique_ids(written: list[str], slugs: list[str], elsewhere: set[str]) -> list[str]:
    """Give each heading the id that its author wrote, else its slug, with a number where that is taken."""
    taken = set(elsewhere)
    ids = []
    for id_ in written:
        ids.append("" if id_ in taken else id_)
        taken.add(id_)
    numbers: dict[str, int] = {}
    for index, id_ in enumerate(ids):
        if not id_:
            base = candidate = written[index] or slugs[index]
            while candidate in taken:
                numbers[base] = numbers.get(base, 1) + 1
                candidate = f"{base}-{numbers[base]}"
            ids[index] = candidate
            taken.add(candidate)
    return ids


def heading_slug(text: str) -> str:
    """Make an id of a heading's text; a long one ends with a whole word."""
    slug = slugify(text)
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "section"


def id_of(tag: str) -> str:
    """Give the id that a tag has, or nothing."""
    attribute = attributes_of(tag).get("id")
    return unescape(attribute.value) if attribute else ""


def with_id(tag: str, id_: str) -> str:
    """Give a heading's tag with this id."""
    attribute = attributes_of(tag).get("id")
    if attribute:
        if unescape(attribute.value) == id_:
            return tag
        tag = f"{tag[: attribute.start].rstrip()}{tag[attribute.end :]}"
    return f'{tag[:3]} id="{escape(id_)}"{tag[3:]}'


def ids_in(tags: Iterable[str]) -> tuple[str, ...]:
    """Give every name in these tags that a link with `#` can lead to, in order."""
    ids: list[str] = []
    for tag in dict.fromkeys(tags):
        lowered = tag.lower()
        if ("id" in lowered or "name" in lowered) and lowered[1] not in "/!?":
            attributes = attributes_of(tag)
            names = ("id", "name") if lowered.startswith("<a") else ("id",)
            ids += [unescape(attributes[name].value) for name in names if name in attributes]
    return tuple(dict.fromkeys(ids))


def with_contents(pieces: list[str], headings: tuple[Heading, ...]) -> list[str]:
    """Put a list of the headings where a paragraph says `[TOC]`."""
    html = "".join(pieces)
    if "<p>[TOC]</p>" not in html:
        return pieces
    return split_at_tags(html.replace("<p>[TOC]</p>", contents_of(headings)))


def contents_of(headings: tuple[Heading, ...]) -> str:
    """Write headings as lists within lists."""
    html: list[str] = []
    levels: list[int] = []
    for heading in headings:
        while levels and levels[-1] > heading.level:
            levels.pop()
            html.append("</li>\n</ul>")
        if levels and levels[-1] == heading.level:
            html.append("</li>\n<li>")
        else:
            levels.append(heading.level)
            html.append("\n<ul>\n<li>")
        html.append(f'<a href="#{escape(heading.id)}">{escape(heading.text, quote=False)}</a>')
    html += ["</li>\n</ul>"] * len(levels)
    return f'<div class="toc">{"".join(html)}\n</div>'
