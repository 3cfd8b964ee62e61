"""Which part of a file a browser asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

__all__ = ["Part", "part_asked_for"]

ONE_RANGE = re.compile(r"bytes=\s*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})\s*", re.IGNORECASE)


class Part(Struct, frozen=True):
    """A part of a file: the place of its first byte, and how many bytes it has."""

    start: int
    length: int


def part_asked_for(headers: Mapping[str, str], size: int, etag: str, modified: str) -> Part | None:
    """Give the part of a file of `size` bytes that is asked for; none for one that the file does not have.

    Where several parts are asked for, where the request cannot be understood, and where the browser has parts of
    another version, the whole is given, as section 14.2 allows. `modified` is the value of `Last-Modified`.
    """
    whole = Part(0, size)
    asked = ONE_RANGE.fullmatch(headers.get("range", ""))
    if not asked or (not asked["first"] and not asked["last"]):
        return whole
    condition = headers.get("if-range", "").strip()
    if condition and condition not in {etag, modified}:
        return whole
    if not asked["first"]:
        length = min(int(asked["last"]), size)
        return Part(size - length, length) if int(asked["last"]) else None
    first = int(asked["first"])
    last = min(int(asked["last"] or size - 1), size - 1)
    if asked["last"] and int(asked["last"]) < first:
        return whole
    return Part(first, last - first + 1) if first < size else None
