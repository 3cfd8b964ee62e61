"""Texts without the characters that no document may hold."""

from __future__ import annotations

import re
from typing import Any, TypeVar, cast

from msgspec import Struct, structs

__all__ = ["printable", "printable_text"]

T = TypeVar("T")
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2) or discouraged there: controls, lone surrogates, noncharacters."""


def printable_text(text: str) -> str:
    """Give a text without the characters that XML and HTML cannot hold."""
    return text if text.isascii() and text.isprintable() else UNPRINTABLE.sub("", text)


def printable(value: T) -> T:
    """Give a value, equal but for its texts, which have lost the characters that XML and HTML cannot hold."""
    cleaned: Any = value
    match value:
        case str():
            cleaned = printable_text(value)
        case tuple():
            cleaned = tuple(printable(item) for item in value)
        case list():
            cleaned = [printable(item) for item in value]
        case dict():
            cleaned = {key: printable(item) for key, item in value.items()}
        case Struct():
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            changed = {name: new for name, old in fields.items() if (new := printable(old)) != old}
            cleaned = structs.replace(value, **changed) if changed else value
        case _:
            pass
    return cast("T", cleaned)
