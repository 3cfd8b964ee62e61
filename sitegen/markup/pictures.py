"""The pictures in a text: what each says to those who cannot see it, and where its author wrote that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from sitegen.markup.fragment import PictureInText
from sitegen.markup.source_text import SourceText
from sitegen.markup.tags import Attribute, attributes_of, name_of, tags_in
from sitegen.problems import Location

__all__ = ["UNSAID", "pictures_in", "with_alt_texts", "with_picture_places"]

UNSAID = "\ue000"
"""The `alt` that engines give a picture without one in Markdown, where nobody can see whether that is meant."""

ADORNS = frozenset({'""', "“”", "''", "‘’"})
"""What an author writes in Markdown for an `alt` that is empty on purpose; word processors curl the quotes."""


def with_alt_texts(pieces: list[str]) -> list[str]:
    """Give text and tags by turns with an empty `alt` where an author wrote `![](…)` or `![""](…)`."""
    return [
        with_alt_text(piece) if index % 2 and name_of(piece) == "img" else piece for index, piece in enumerate(pieces)
    ]


def with_alt_text(tag: str) -> str:
    """Empty an `alt` that only stands for an empty one."""
    alt = attributes_of(tag).get("alt")
    said = unescape(alt.value).strip() if alt else ""
    return f'{tag[: alt.start]}alt=""{tag[alt.end :]}' if alt and (said == UNSAID or said in ADORNS) else tag


def pictures_in(pieces: list[str]) -> tuple[PictureInText, ...]:
    """Give the pictures of a text, as engines wrote it, without their places."""
    pictures: list[PictureInText] = []
    first_of_link: int | None = None  # while a link is open that has no words until now
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            if piece.strip():
                first_of_link = None
            continue
        match name_of(piece):
            case "img":
                pictures += picture_of(piece)
            case "a" if not piece.startswith("</"):
                first_of_link = None if is_named(attributes_of(piece)) else len(pictures)
            case "a" if first_of_link is not None:
                pictures[first_of_link:] = in_link(pictures[first_of_link:])
                first_of_link = None
    return tuple(pictures)


def picture_of(tag: str) -> Iterator[PictureInText]:
    """Give the picture of an `img`, unless it shows nothing or a text elsewhere in the page describes it."""
    attributes = attributes_of(tag)
    src = value_of("src", attributes)
    if not src or value_of("aria-labelledby", attributes):
        return
    yield PictureInText(src=src, alt=alt_of(attributes))


def alt_of(attributes: Mapping[str, Attribute]) -> str | None:
    """Give what a picture says: nothing if it only adorns, None if its author left that open."""
    said = value_of("aria-label", attributes) or value_of("alt", attributes)
    if said and said not in ADORNS and said != UNSAID:
        return said
    is_empty = "alt" in attributes and not attributes["alt"].value
    return "" if is_empty or said in ADORNS or is_hidden(attributes) else None


def in_link(pictures: list[PictureInText]) -> list[PictureInText]:
    """Mark the pictures that are all there is of a link, if none of them has a text."""
    if any(picture.alt for picture in pictures):
        return pictures
    return [replace(picture, is_whole_link=True) for picture in pictures]


def is_named(attributes: Mapping[str, Attribute]) -> bool:
    """Tell whether a link needs no words (https://www.w3.org/TR/accname-1.2/)."""
    return "href" not in attributes or any(
        value_of(name, attributes) for name in ("aria-label", "aria-labelledby", "title")
    )


def is_hidden(attributes: Mapping[str, Attribute]) -> bool:
    """Tell whether an author took a picture away from those who cannot see it."""
    return value_of("aria-hidden", attributes) == "true" or value_of("role", attributes) in {"presentation", "none"}


def value_of(name: str, attributes: Mapping[str, Attribute]) -> str:
    """Give the value of an attribute, or nothing."""
    return unescape(attributes[name].value).strip() if name in attributes else ""


class Written(NamedTuple):
    """A picture as it stands in the text: its address, and the extents of that and of its `alt`, if it has one."""

    src: str
    start: int
    address: tuple[int, int]
    alt: tuple[int, int] | None
    in_html: bool


ADDRESS = r"(?:<([^<>\n]*+)>|((?:[^\s()<>\\]++|\\.|\((?:[^\s()\\]++|\\.)*+\))*+))"
PICTURE = re.compile(
    rf"""
      !\[ ((?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*+\])*+) \]    # ![text]
      (?: \(\s*+ {ADDRESS} | [ ]?\[ ([^\[\]]*+) \] )?         # (address), [label] or nothing
    """,
    re.VERBOSE,
)
DEFINITION = re.compile(r"^[ >]*+\[([^\]\n]++)\]:\s*+(?:<([^<>\n]*+)>|(\S++))", re.MULTILINE)
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def with_picture_places(
    pictures: tuple[PictureInText, ...], source: SourceText, prose: str
) -> tuple[PictureInText, ...]:
    """Give each picture the place of its text, or of its address when it has none.

    The k-th picture with an address is the k-th that is written with it. Engines percent-encode, so addresses are
    compared decoded. `prose` is the source's text without its code.
    """
    if not pictures:
        return ()
    places: dict[str, list[Written]] = {}
    for written in sorted((*written_in_markdown(prose), *written_in_html(prose)), key=lambda each: each.start):
        places.setdefault(unquote(written.src), []).append(written)
    for found in places.values():
        found.reverse()
    return tuple(placed(picture, places, source, prose) for picture in pictures)


def placed(picture: PictureInText, places: dict[str, list[Written]], source: SourceText, prose: str) -> PictureInText:
    """Give one picture its place, and take the place away from those that are left if there are more."""
    if found := places.get(unquote(picture.src)):
        written = found.pop() if len(found) > 1 else found[0]
        extent = (written.alt if picture.alt else None) or written.address
        return replace(picture, src=written.src, place=place_of(extent, source), in_html=written.in_html)
    start = prose.find(picture.src)
    return replace(picture, place=place_of((start, start + len(picture.src)), source)) if start >= 0 else picture


def place_of(extent: tuple[int, int], source: SourceText) -> Location:
    """Give the place of a stretch, with its width as far as it stands in one line."""
    first, last = source.place(extent[0]), source.place(extent[1])
    return replace(first, width=max(last.column - first.column, 0) if last.line == first.line else 0)


def written_in_markdown(prose: str) -> Iterator[Written]:
    """Give the pictures that are written as `![text](address)` or `![text][label]`."""
    definitions: dict[str, str] = {}
    for label, angle, plain in DEFINITION.findall(prose):
        definitions.setdefault(label_of(label), angle or plain)
    for match in PICTURE.finditer(prose):
        alt = match.span(1)
        number = match.lastindex or 1
        if number in {2, 3}:
            yield Written(plain_address(match[number]), match.start(), match.span(number), alt, in_html=False)
            continue
        address = definitions.get(label_of(match[4] or match[1]))
        if address is not None:
            yield Written(plain_address(address), match.start(), match.span(), alt, in_html=False)


def written_in_html(prose: str) -> Iterator[Written]:
    """Give the pictures that are written as `<img>`."""
    for start, tag in tags_in(prose):
        if name_of(tag) != "img":
            continue
        attributes = attributes_of(tag)
        if src := attributes.get("src"):
            alt = attributes.get("alt")
            yield Written(
                unescape(src.value).strip(),
                start,
                extent_of_value(tag, src, start),
                extent_of_value(tag, alt, start) if alt else None,
                in_html=True,
            )


def extent_of_value(tag: str, attribute: Attribute, offset: int) -> tuple[int, int]:
    """Give where an attribute's value stands in the text that has the tag at an offset."""
    end = attribute.end - (tag[attribute.end - 1] in "\"'")
    return offset + end - len(attribute.value), offset + end


def label_of(written: str) -> str:
    """Give a label as references and definitions compare it."""
    return " ".join(written.casefold().split())


def plain_address(written: str) -> str:
    """Give an address without Markdown's escapes and HTML's."""
    return unescape(ESCAPED.sub(r"\1", written)).strip()
