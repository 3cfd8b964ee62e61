"""Texts without the characters that no document may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TypeVar, cast

from msgspec import Struct, structs

__all__ = ["printable", "printable_text"]

T = TypeVar("T")
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2) or discouraged there: controls, lone surrogates, noncharacters."""


def printable_text(text: str) -> str:
    """Give a text without the characters that XML and HTML cannot hold."""
    return text if text.isprintable() else UNPRINTABLE.sub("", text)


def printable(value: T) -> T:
    """Give a value, equal but for its texts, which have lost the characters that XML and HTML cannot hold."""
    return value if is_printable(value) else cast("T", cleaned(value))


def is_printable(value: object) -> bool:
    """Tell whether all texts of a value can be shown as they are; nearly all can, so that this is asked first."""
    if not value:
        return True
    if isinstance(value, str):
        return value.isprintable() or not UNPRINTABLE.search(value)
    if isinstance(value, Struct):
        return all(map(is_printable, fields_of(type(value))(value)))
    if isinstance(value, dict):
        return all(map(is_printable, value.values()))
    return not isinstance(value, tuple | list) or all(map(is_printable, value))


@cache
def fields_of(kind: type[Struct]) -> Callable[[object], Iterable[object]]:
    """Give the function that gives all fields of a value of a class."""
    names = kind.__struct_fields__
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def cleaned(value: object) -> object:
    """Give a value with its texts cleaned."""
    match value:
        case str():
            return printable_text(value)
        case tuple():
            return tuple(map(cleaned, value))
        case list():
            return list(map(cleaned, value))
        case dict():
            return {key: cleaned(item) for key, item in value.items()}
        case Struct():
            return structs.replace(value, **{name: cleaned(old) for name, old in structs.asdict(value).items()})
    return value
