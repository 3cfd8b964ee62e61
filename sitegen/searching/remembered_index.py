"""The search index of a site, made only when what can be found has changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from sitegen.memo import Memo
from sitegen.problems import Location, Problem, warning
from sitegen.searching.search_index import (
    index_key,
    index_of,
    installed_program,
    is_installed,
    packed_index,
    searchable_pages,
    unpacked_index,
)
from sitegen.site_path import SitePath

__all__ = ["remembered_index"]


def remembered_index(
    files: Mapping[SitePath, bytes], memo: Memo, place: Location
) -> tuple[dict[SitePath, bytes], tuple[Problem, ...]]:
    """Give the files of the search index of a site's finished files; `place` is that of the setting."""
    if not is_installed():
        message = "search offers lists alone, because the package `pagefind` is not installed"
        hint = "install it with `pip install 'sitegen[search]'`, or write `search: none` in `config.yaml`"
        return {}, (warning(message, place, hint),)
    pages = searchable_pages(files)
    if not pages:
        return {}, ()
    program = installed_program()
    key = index_key(pages, program) if program else ""
    if key and (known := memo.find(key)):
        with suppress(OSError, ValueError):
            return unpacked_index(known.read_bytes()), ()
    index = index_of(pages, program, place)
    if isinstance(index, Problem):
        return {}, (index,)
    memo.keep(key, packed_index(index))
    return index, ()
