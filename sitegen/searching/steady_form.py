"""Pagefind's index in a form that is the same each time.

Pagefind up to 1.5.2 writes the values of a filter, the list of filters and the list of languages in an order that
changes from run to run, and names files by what is in them; the order means nothing to those who read the index. Its
words and texts keep the order in which pages were told.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from sitegen.fingerprint import digest_of
from sitegen.searching.cbor import Value, bytes_of, value_in

__all__ = ["ENTRY", "content_of", "in_steady_form"]

ENTRY = "pagefind-entry.json"
"""The file that names the index of each language."""
SIGNATURE = b"pagefind_dcd"
"""With this begins what is packed in each file of the index."""
DIGEST_LENGTH = 10

Files = Mapping[str, bytes]


def in_steady_form(files: Files) -> dict[str, bytes]:
    """Give the files with everything in order. An index of a form not known here stays as it is."""
    try:
        return ordered(files)
    except (KeyError, TypeError, ValueError, OSError, EOFError, zlib.error):
        return dict(files)


def ordered(files: Files) -> dict[str, bytes]:
    """Put every list in order. Raises various errors for an index of another form."""
    entry = msgspec.json.decode(files[ENTRY])
    renewed: dict[str, bytes] = {}
    gone = {ENTRY}
    for lang, known in sorted(entry["languages"].items()):
        gone.add(meta_path(known["hash"]))
        filters, meta = ordered_lists(files, lang, known["hash"])
        gone |= {filter_path(old) for old, _, _ in filters}
        renewed |= {filter_path(new): packed(data) for _, new, data in filters}
        known["hash"] = f"{lang}_{digest_of(meta)[:DIGEST_LENGTH]}"
        renewed[meta_path(known["hash"])] = packed(meta)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    kept = {path: data for path, data in files.items() if path not in gone}
    return dict(sorted((kept | renewed | {ENTRY: msgspec.json.encode(entry)}).items()))


def ordered_lists(files: Files, lang: str, name: str) -> tuple[list[tuple[str, str, bytes]], bytes]:
    """Give the filters of a language (old name, new name, new content), and its main list, which names them."""
    meta: list[Any] = list_in(content_of(files[meta_path(name)]))
    version, pages, chunks, listed, *others = meta
    filters = []
    for title, old in sorted(listed):
        held, values = list_in(content_of(files[filter_path(old)]))
        data = bytes_of([held, sorted(values)])
        filters.append((old, f"{lang}_{digest_of(data)[:DIGEST_LENGTH]}", data, title))
    names: list[Value] = [[title, new] for _, new, _, title in filters]
    return [(old, new, data) for old, new, data, _ in filters], bytes_of([version, pages, chunks, names, *others])


def list_in(data: bytes) -> list[Any]:
    """Read a list. Raises `ValueError` for anything else."""
    value = value_in(data)
    if not isinstance(value, list):
        raise ValueError("there is no list")  # noqa: TRY004  told to the same callers as what is no CBOR
    return value


def meta_path(name: str) -> str:
    """Give the file with the main list of a language."""
    return f"pagefind.{name}.pf_meta"


def filter_path(name: str) -> str:
    """Give the file with the values of a filter."""
    return f"filter/{name}.pf_filter"


def content_of(data: bytes) -> bytes:
    """Unpack a file of the index. Raises `ValueError` or `OSError` for one that is not packed as Pagefind does."""
    content = gzip.decompress(data)
    if not content.startswith(SIGNATURE):
        raise ValueError("this is no file of Pagefind")
    return content.removeprefix(SIGNATURE)


def packed(content: bytes) -> bytes:
    """Pack a file of the index, without the time at which that is done."""
    return gzip.compress(SIGNATURE + content, mtime=0)
