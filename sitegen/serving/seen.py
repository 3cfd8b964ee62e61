"""What a browser has seen of a page, by which the preview tells what to do when the page changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, structs

from sitegen.fingerprint import digest_of
from sitegen.serving.tags import Attribute, attributes_at, text_of

__all__ = ["HOST_RULES", "News", "Seen", "completed", "news_between", "seen_from_text", "seen_of", "style_sheets_in"]

Attributes = dict[bytes, Attribute]
Element = tuple[bytes, Attributes]

ELEMENT = re.compile(
    rb"<(base|link|img|source|video|audio|track|script|embed|object|iframe|input|image|use)(?=[\t\n\f\r />])",
    re.IGNORECASE,
)
"""The beginnings of elements that load files, and of the one that says where relative addresses begin."""
LISTS = (b"srcset", b"imagesrcset")
ADDRESSES = {
    **dict.fromkeys((b"src", b"poster", b"data-src"), None),
    b"data": (b"object",),
    b"href": (b"image", b"use"),
    b"xlink:href": (b"image", b"use"),
}
"""Attributes that hold the address of a file, and the elements of which they do so where it is not all."""
LOADED_LINKS = {"icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload"}
HOST_RULES = "_headers"
"""A file that decides how all pages are sent."""
DIGITS = 16
"""Hexadecimal digits of each part."""


class Seen(Struct, frozen=True):
    """Digests of a page, of its style sheets by address and by content, and of the other files that it loads.

    The page's own leaves out the addresses of style sheets. `styles` and `files` are empty as long as nobody knows
    them.
    """

    page: str = ""
    sheets: str = ""
    styles: str = ""
    files: str = ""

    def __str__(self) -> str:
        return f"{self.page}.{self.sheets}.{self.styles}.{self.files}"


class News(StrEnum):
    """What a browser has to do."""

    RELOAD = "reload"
    SHEETS = "sheets"
    NOTED = "noted"
    NOTHING = ""


def seen_from_text(text: str) -> Seen:
    """Read what `str` has written; whatever else a browser sends is a page that nobody has."""
    parts = text.split(".")
    return Seen(*parts) if len(parts) == len(Seen.__struct_fields__) else Seen()


def seen_of(html: bytes, address: str, base_path: str, version_of: Callable[[str], str] | None) -> Seen:
    """Give what a browser sees in the page at an address, which is a path, of a site below `base_path`.

    `version_of` tells the version of a file of the site by its path, empty for one that is not there; none where files
    are not known yet.
    """
    elements = elements_in(html)
    sheets = sheets_among(elements)
    addresses = [value_of(sheet) for sheet in sheets]
    seen = Seen(short(without(sheets, html)), short("\n".join(addresses).encode()))
    if version_of is None:
        return seen
    base = next((value_of(each[b"href"]) for name, each in elements if is_base(name, each)), "")
    start = joined(address, base)
    styles = "\n".join(version_of(path_below(joined(start, sheet), base_path)) for sheet in addresses)
    paths = [path_below(joined(start, loaded), base_path) for loaded in addresses_in(elements)]
    files = "\n".join(f"{path} {version_of(path)}" for path in dict.fromkeys([HOST_RULES, *paths]) if path)
    return structs.replace(seen, styles=short(styles.encode()), files=short(files.encode()))


def short(data: bytes) -> str:
    """Give a digest that is long enough to tell versions of one page apart."""
    return digest_of(data)[:DIGITS]


def elements_in(html: bytes) -> list[Element]:
    """Give the elements of a page that may load a file, with their attributes."""
    return [(found[1].lower(), attributes_at(html, found.end())[0]) for found in ELEMENT.finditer(html)]


def sheets_among(elements: Iterable[Element]) -> list[Attribute]:
    """Give the attributes that hold the addresses of style sheets, in their order."""
    links = (attributes for _, attributes in elements if b"href" in attributes)
    return [attributes[b"href"] for attributes in links if "stylesheet" in words_of(attributes.get(b"rel"))]


def is_base(name: bytes, attributes: Attributes) -> bool:
    """Tell the element that says where relative addresses begin."""
    return name == b"base" and b"href" in attributes


def words_of(attribute: Attribute | None) -> list[str]:
    """Give the words of an attribute, in lower case."""
    return value_of(attribute).lower().split() if attribute else []


def value_of(attribute: Attribute) -> str:
    """Give what an attribute says, without space around it."""
    return text_of(attribute.value).encode("utf-8", "replace").decode().strip()


def without(attributes: Iterable[Attribute], html: bytes) -> bytes:
    """Leave the values of some attributes out of a page."""
    pieces, position = [], 0
    for attribute in attributes:
        pieces.append(html[position : attribute.start])
        position = attribute.end
    return b"".join([*pieces, html[position:]])


def style_sheets_in(html: bytes) -> list[str]:
    """Give the addresses of the style sheets of a page, in their order."""
    return [value_of(sheet) for sheet in sheets_among(elements_in(html))]


def addresses_in(elements: Iterable[Element]) -> Iterator[str]:
    """Give the addresses of the files that elements load, but for style sheets."""
    for name, attributes in elements:
        if name == b"link" and LOADED_LINKS.intersection(words_of(attributes.get(b"rel"))) and b"href" in attributes:
            yield value_of(attributes[b"href"])
        for kind, attribute in attributes.items():
            if kind in LISTS:
                candidates = (candidate.split(maxsplit=1) for candidate in value_of(attribute).split(","))
                yield from (words[0] for words in candidates if words)
            elif kind in ADDRESSES and name in (ADDRESSES[kind] or (name,)):
                yield value_of(attribute)


def joined(start: str, address: str) -> str:
    """Give an address that is relative to another one in full; that other one where it is none."""
    try:
        return urlsplit(urljoin(start, address)).geturl()
    except ValueError:
        return start


def path_below(address: str, base_path: str) -> str:
    """Give the path of a file of the site by its address; empty for one elsewhere."""
    path = unquote(urlsplit(address).path)
    return path.removeprefix(base_path) if path.startswith(base_path) else ""


def completed(now: Seen, before: Seen) -> Seen:
    """Give what is seen now; files of which nobody knows anything now are as they were before.

    Style sheets that lie elsewhere now are exchanged, all of them, whatever they were before.
    """
    styles = before.styles if now.sheets == before.sheets else ""
    return structs.replace(now, styles=now.styles or styles, files=now.files or before.files)


def news_between(before: Seen, now: Seen) -> News:
    """Say what a browser that has seen a page must do to show it as it is now."""
    if before.page != now.page or are_others(before.files, now.files):
        return News.RELOAD
    if before.sheets != now.sheets or are_others(before.styles, now.styles):
        return News.SHEETS
    return News.NOTED if before != now else News.NOTHING


def are_others(before: str, now: str) -> bool:
    """Tell whether files are others than before, as far as both are known."""
    return bool(before and now) and before != now
