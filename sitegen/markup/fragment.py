"""What a Markdown text becomes: HTML in pieces, between which the addresses of its links are put later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import chain
from typing import Literal

import msgspec
from msgspec import Struct, structs

from sitegen.fingerprint import digest_of
from sitegen.markup.tags import attributes_of
from sitegen.problems import Location, Problem

__all__ = [
    "Candidates",
    "Fragment",
    "Heading",
    "PictureInText",
    "Resolved",
    "Target",
    "html_of",
    "parted",
    "text_from_bytes",
]


class Target(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """An address in the text that the site must resolve: relative, rooted in the site, or a `#fragment`.

    `written` is the address as the author wrote it, without HTML escapes. `attribute` is the attribute whose
    value it is, or empty for one candidate of a `srcset`. `line` and `column` count from 1 in the text that
    was given to the engine (0 when the place is unknown), and `width` is how many characters the address takes
    there. `sized` tells that the author gave an image's width or height.
    """

    written: str
    kind: Literal["link", "image", "file"]
    attribute: str = ""
    line: int = 0
    column: int = 0
    width: int = 0
    sized: bool = False


class PictureInText(Struct, frozen=True, kw_only=True, gc=False):
    """A picture in the text, wherever its file is.

    `alt` is what it says to those who cannot see it: None when its author left that open, empty when it only adorns.
    `is_whole_link` tells that a link consists of it and has no other text. `in_html` tells that it was written as a
    tag. `place` is that of its text, else of its address, counted from the first line of the text.
    """

    src: str
    alt: str | None = None
    is_whole_link: bool = False
    in_html: bool = False
    place: Location = Location("")


class Heading(Struct, frozen=True, gc=False):
    """A heading of the text: level 1 to 6, its id in the page, and its text without mark-up."""

    level: int
    id: str
    text: str


class Fragment(Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A Markdown text, understood once; it depends on the text and the engine's options alone.

    There is one piece of HTML more than there are targets: piece, target, piece, target, … piece. `ids` are all
    names that a `#fragment` can lead to, those of headings and footnotes included. Places in `problems` have an
    empty path and count lines from the first line of the text.

    One that is `parted` knows its pieces only by the digest `text`. `above` is how many characters of HTML stand
    before its first picture.
    """

    pieces: tuple[str, ...] = ("",)
    targets: tuple[Target, ...] = ()
    pictures: tuple[PictureInText, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    first_paragraph: str = ""
    words: int = 0
    problems: tuple[Problem, ...] = ()
    text: str = ""
    above: int = 0


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(Fragment)


def parted(fragment: Fragment) -> tuple[Fragment, bytes]:
    """Part what the site must know of a text from what its own page shows, which need not stay in memory.

    Gives the first, and the bytes of the second, whose digest the first knows.
    """
    shown = Fragment(
        pieces=fragment.pieces,
        targets=tuple(
            Target(written="", kind=target.kind, attribute=target.attribute, sized=target.sized)
            for target in fragment.targets
        ),
        headings=fragment.headings,
        words=fragment.words,
    )
    data = ENCODER.encode(shown)
    known = structs.replace(
        fragment,
        pieces=(),
        pictures=(),
        words=0,
        problems=(),
        text=digest_of(data),
        above=above_picture(fragment),
    )
    return known, data


def above_picture(fragment: Fragment) -> int:
    """Give how many characters of HTML stand before the first picture."""
    first = next((number for number, target in enumerate(fragment.targets) if target.kind == "image"), None)
    return 0 if first is None else sum(map(len, fragment.pieces[: first + 1]))


def text_from_bytes(data: bytes) -> Fragment:
    """Read back what `parted` has written. Raises `msgspec.MsgspecError`."""
    return DECODER.decode(data)


class Candidates(Struct, frozen=True, gc=False):
    """A picture in several sizes: the attribute `srcset`, better formats as media type and `srcset`, and `sizes`."""

    srcset: str
    sources: tuple[tuple[str, str], ...]
    sizes: str


class Resolved(Struct, frozen=True, gc=False, omit_defaults=True):
    """Where a target leads on the site; an image brings its size in pixels, if it is known.

    A link without an address becomes its mere words (HTML, "the `a` element": a placeholder). `candidates` are other
    sizes and formats of an image. `loading` says when browsers shall load it: before all else (`eager`) or when
    readers scroll to it (`lazy`).
    """

    address: str | None
    width: int = 0
    height: int = 0
    candidates: Candidates | None = None
    loading: Literal["", "eager", "lazy"] = ""


def html_of(fragment: Fragment, resolve: Callable[[Target], Resolved]) -> str:
    """Give the HTML of a fragment with every target resolved."""
    if not any(target.kind == "image" for target in fragment.targets):
        attributes = [attribute_of(target, resolve(target)) for target in fragment.targets]
        return "".join(chain.from_iterable(zip(fragment.pieces, (*attributes, ""), strict=True)))
    html = [fragment.pieces[0]]
    states = open_pictures(fragment.pieces[:-1])
    for target, piece, in_picture in zip(fragment.targets, fragment.pieces[1:], states, strict=True):
        resolved = resolve(target)
        is_shown = target.kind == "image" and resolved.address
        tag = image_tag(target, html[-1], piece, in_picture=in_picture) if is_shown else None
        if tag is None:
            html += (attribute_of(target, resolved), piece)
        else:
            html[-1] = html[-1][: tag.start] + opened_picture(resolved, tag)
            html.append(tag.text[: tag.cut] + attribute_of(target, resolved) + loading_of(resolved, tag))
            html += (tag.text[tag.cut :], "</picture>" if tag.is_free and resolved.candidates else "", piece[tag.end :])
    return "".join(html)


class ImageTag(Struct, frozen=True, gc=False):
    """The tag of an image whose address is put in: its text without the address, which belongs at `cut`.

    `start` is where it begins in the piece before the address, `end` where it ends in the piece after it. `is_free`
    tells that it has no sizes or formats that its author chose.
    """

    text: str
    cut: int
    start: int
    end: int
    is_free: bool


LOADING = {"": "", "eager": ' fetchpriority="high"', "lazy": ' loading="lazy" decoding="async"'}
OPEN_IMAGE = re.compile(r"""<img(?=[\s/])(?:[^>"']|"[^"]*"|'[^']*')*+$""", re.IGNORECASE)
PICTURE_TAG = re.compile(r"<(/?)picture\b", re.IGNORECASE)
TAG_END = re.compile(r"""(?:[^>"']|"[^"]*"|'[^']*')*+>""")


def image_tag(target: Target, before: str, piece: str, *, in_picture: bool) -> ImageTag | None:
    """Give the tag of an image that stands between two pieces, unless another address of it is still to come."""
    begun, end = OPEN_IMAGE.search(before), TAG_END.match(piece)
    if target.attribute != "src" or begun is None or end is None:
        return None
    start = begun.start()
    text = before[start:] + end.group()
    is_free = "srcset" not in attributes_of(text) and not in_picture
    return ImageTag(text, len(before) - start, start, end.end(), is_free)


def open_pictures(pieces: Iterable[str]) -> Iterator[bool]:
    """Tell of each piece whether it ends inside a `picture` that the author wrote."""
    inside = False
    for piece in pieces:
        for tag in PICTURE_TAG.finditer(piece):
            inside = not tag[1]
        yield inside


def opened_picture(resolved: Resolved, tag: ImageTag) -> str:
    """Write what stands before an image that has better formats (HTML, section 4.8.1)."""
    if not resolved.candidates or not tag.is_free:
        return ""
    candidates = resolved.candidates
    sources = (
        f'<source type="{escape(kind)}" srcset="{escape(srcset)}" sizes="{escape(candidates.sizes)}">'
        for kind, srcset in candidates.sources
    )
    return "".join(("<picture>", *sources))


def loading_of(resolved: Resolved, tag: ImageTag) -> str:
    """Write an image's other sizes, and when browsers load it; an author who said so is obeyed."""
    sizes = ""
    if resolved.candidates and tag.is_free:
        sizes = f' srcset="{escape(resolved.candidates.srcset)}" sizes="{escape(resolved.candidates.sizes)}"'
    if attributes_of(tag.text).keys() & {"loading", "fetchpriority"}:
        return sizes
    return sizes + LOADING[resolved.loading]


def attribute_of(target: Target, resolved: Resolved) -> str:
    """Write the attribute that holds a resolved address."""
    if resolved.address is None:
        return ""
    address = escape(resolved.address)
    if not target.attribute:
        return address
    size = f' width="{resolved.width}" height="{resolved.height}"' if resolved.width and not target.sized else ""
    return f'{target.attribute}="{address}"{size}'
