"""Headings: their levels below the page's title, and ids that can be read, linked to and relied upon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from unicodedata import category, normalize

from sitegen.markup.fragment import Heading
from sitegen.markup.tags import attributes_of, name_of, split_at_tags
from sitegen.markup.words import plain_text

__all__ = ["heading_slug", "ids_in", "with_contents", "with_headings"]

OPENING = re.compile(r"<h([1-6])(?=[\s>])", re.IGNORECASE)
ANY = re.compile(r"(</?h)([1-6])(?=[\s>])", re.IGNORECASE)
DEEPEST_LEVEL = 6
LONGEST_SLUG = 80
CONTENTS_MARK = "<p>[TOC]</p>"


def with_headings(pieces: list[str]) -> tuple[list[str], tuple[Heading, ...]]:
    """Give every heading a level from 2 to 6 and an id of its own.

    The page's title is its only h1: a text that has one moves down by a level as a whole. An id that the author
    gave is kept, unless an earlier element has it.
    """
    openings = [index for index in range(1, len(pieces), 2) if OPENING.match(pieces[index])]
    if not openings:
        return pieces, ()
    if any(pieces[index][2] == "1" for index in openings):
        pieces = [ANY.sub(one_level_down, piece) if index % 2 else piece for index, piece in enumerate(pieces)]
    else:
        pieces = list(pieces)
    ends = [*openings[1:], len(pieces)]
    ids = Ids(written_ids(pieces, set(openings)))
    headings = []
    own = {index: attributes_of(pieces[index]).get("id") for index in openings}
    for index in openings:
        if (attribute := own[index]) and attribute.value and ids.take(unescape(attribute.value)):
            own[index] = None
        elif attribute:
            pieces[index] = pieces[index][: attribute.start].rstrip() + pieces[index][attribute.end :]
    for index, end in zip(openings, ends, strict=True):
        text = plain_text(pieces[index + 1 : closing_of(pieces, index, end)])
        attribute = attributes_of(pieces[index]).get("id")
        if attribute and attribute.value:
            id_ = unescape(attribute.value)
        else:
            id_ = ids.free(unescape(own[index].value) if own[index] else heading_slug(text))
            pieces[index] = f'{pieces[index][:3]} id="{escape(id_)}"{pieces[index][3:]}'
        headings.append(Heading(int(pieces[index][2]), id_, text))
    return pieces, tuple(headings)
