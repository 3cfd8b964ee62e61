"""What a browser has seen of a page, by which the preview tells what to do when the page changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct, structs

from sitegen.fingerprint import digest_of

__all__ = ["News", "Seen", "completed", "news_between", "seen_from_text", "seen_of", "style_sheets_in"]

LINK = re.compile(rb"<link\b[^>]*>", re.IGNORECASE)
STYLE_SHEET = re.compile(rb"""\brel=(?:"stylesheet"|'stylesheet'|stylesheet\b)""", re.IGNORECASE)
HREF = re.compile(rb"""\bhref=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
LOADED = re.compile(rb"""\b(?:src|srcset|poster|data-src)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
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


def seen_of(html: bytes, base_path: str, version_of: Callable[[str], str] | None) -> Seen:
    """Give what a browser sees in a page whose addresses lie below `base_path`.

    `version_of` tells the version of a file of the site by its path, empty for one that is not there; none where files
    are not known yet.
    """
    sheets = style_sheets_in(html)
    bare = LINK.sub(lambda found: without_address(found[0]), html)
    seen = Seen(short(bare), short("\n".join(sheets).encode()))
    if version_of is None:
        return seen
    styles = "\n".join(version_of(path_below(address, base_path)) for address in sheets)
    files = "\n".join(f"{path} {version_of(path)}" for path in dict.fromkeys(files_in(html, base_path)))
    return structs.replace(seen, styles=short(styles.encode()), files=short(files.encode()))


def short(data: bytes) -> str:
    """Give a digest that is long enough to tell versions of one page apart."""
    return digest_of(data)[:DIGITS]


def without_address(link: bytes) -> bytes:
    """Give a `<link>` without its address, if it is a style sheet."""
    return HREF.sub(b"href", link) if STYLE_SHEET.search(link) else link


def style_sheets_in(html: bytes) -> list[str]:
    """Give the addresses of the style sheets of a page, in their order."""
    links = (link[0] for link in LINK.finditer(html) if STYLE_SHEET.search(link[0]))
    return [address_in(href) for link in links if (href := HREF.search(link))]


def address_in(found: re.Match[bytes]) -> str:
    """Give the value of an attribute."""
    return unescape((found[1] or found[2] or b"").decode(errors="replace")).strip()


def files_in(html: bytes, base_path: str) -> Iterator[str]:
    """Give the paths of the files of the site that a page loads, but for its style sheets."""
    for found in LOADED.finditer(html):
        for candidate in address_in(found).split(","):
            address = candidate.split(maxsplit=1)
            if address and (path := path_below(address[0], base_path)):
                yield path


def path_below(address: str, base_path: str) -> str:
    """Give the path of a file of the site by its address in a page; empty for one elsewhere."""
    try:
        parts = urlsplit(urljoin(base_path, address))
    except ValueError:
        return ""
    path = unquote(parts.path)
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
