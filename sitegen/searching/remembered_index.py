"""The search index of a site, made only when what can be found has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    files: Mapping[str, str], read: Callable[[str], bytes], memo: Memo, place: Location
) -> tuple[dict[SitePath, bytes], tuple[Problem, ...]]:
    """Give the files of the search index of a site's finished files.

    `files` are their digests by path; `read` gives the bytes of one. `place` is that of the setting.
    """
    if not is_installed():
        message = "search offers lists alone, because the package `pagefind` is not installed"
        hint = "install it with `pip install 'sitegen[search]'`, or write `search: none` in `config.yaml`"
        return {}, (warning(message, place, hint),)
    program = installed_program()
    names = [path for path in sorted(files) if path.endswith(".html")]
    key = index_key({path: files[path] for path in names}, program) if program else ""
    if key and (known := memo.find(key)):
        with suppress(OSError, ValueError):
            return unpacked_index(known.read_bytes()), ()
    index = index_of(searchable_pages({SitePath(path): read(path) for path in names}), program, place)
    if isinstance(index, Problem):
        return {}, (index,)
    memo.keep(key, packed_index(index))
    return index, ()
