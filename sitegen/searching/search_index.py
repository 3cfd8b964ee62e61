"""The index for full-text search in the finished pages, made by Pagefind.

A page can be found when an element of it has the attribute `data-pagefind-body`; the language of the page, not of the
text, decides in which edition's search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sitegen.fingerprint import fingerprint_of
from sitegen.planning.pages import INDEX_FOLDER
from sitegen.problems import Location, Problem, error
from sitegen.searching.pagefind import (
    PagefindFailed,
    PagefindStopped,
    files_of_index,
    installed_program,
    is_installed,
    version_of,
)
from sitegen.searching.steady_form import in_steady_form
from sitegen.site_path import SitePath

__all__ = [
    "index_key",
    "index_of",
    "installed_program",
    "is_installed",
    "packed_index",
    "searchable_pages",
    "unpacked_index",
]

MARKED = re.compile(rb"<[a-z][^<>]*\sdata-pagefind-body[\s=/>]", re.IGNORECASE)
"""Where a page offers its text; without the mark in any page, Pagefind would take whole pages, menus and all."""
UNUSED = re.compile(r"pagefind-(?:ui|modular-ui|component-ui|highlight)\.(?:js|css)|playground/.*")
"""Pagefind's own interface, of half a megabyte, in whose place the theme has one."""
FORM = 1
"""To be changed with anything here that makes another index of the same pages."""

INSTALL = "install it with `pip install 'sitegen[search]'`, or write `search: none` in `config.yaml`"
MEMORY = "the machine may be short of memory, of which 10,000 pages need 2 GB; `search: none` builds without an index"

Files = Mapping[SitePath, bytes]


def searchable_pages(files: Files) -> dict[SitePath, bytes]:
    """Give the pages that offer their text to search."""
    return {path: data for path, data in files.items() if path.text.endswith(".html") and MARKED.search(data)}


def index_key(pages: Mapping[str, str], program: Path) -> str:
    """Give a key under which the index of pages can be remembered: for other pages it is another one.

    `pages` are the digests of all HTML pages by path.
    """
    return fingerprint_of((FORM, version_of(program), pages))


def index_of(pages: Files, program: Path | None, place: Location) -> dict[SitePath, bytes] | Problem:
    """Give the files of the index of pages, none where there are no pages; or say why there is none.

    `program` is Pagefind's, if it is installed; `place` is where the setting stands that asks for the index.
    """
    if not pages:
        return {}
    if program is None:
        return error("the program of Pagefind is not installed, which makes the search index", place, INSTALL)
    try:
        files = files_of_index(program, {f"/{path.url_path}": data for path, data in pages.items()})
    except PagefindFailed as fault:
        hint = MEMORY if isinstance(fault, PagefindStopped) else INSTALL
        return error(f"there is no search index, because Pagefind {fault}", place, hint)
    used = {path: data for path, data in files.items() if not UNUSED.fullmatch(path)}
    return {SitePath(f"{INDEX_FOLDER}/{path}"): data for path, data in in_steady_form(used).items()}


def packed_index(index: Files) -> bytes:
    """Give an index as one piece, to be remembered."""
    return msgspec.msgpack.encode({path.text: data for path, data in index.items()})


def unpacked_index(data: bytes) -> dict[SitePath, bytes]:
    """Give an index that was one piece. Raises `ValueError` for what is none."""
    try:
        files = msgspec.msgpack.decode(data, type=dict[str, bytes])
    except msgspec.MsgspecError as fault:
        raise ValueError("this is no index") from fault
    return {SitePath(path): data for path, data in files.items()}
