"""What a YAML text is made of, with the place of everything, and what its plain scalars mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite

from msgspec import Struct

from sitegen.problems import Location

__all__ = [
    "BOOLEANS",
    "DECIMAL",
    "FLOAT",
    "MAX_DIGITS",
    "ODD_SPACES",
    "YamlField",
    "YamlFields",
    "YamlList",
    "YamlNode",
    "YamlText",
    "collect_places",
    "is_empty",
    "meaning_of",
    "place_of_name",
    "places_in",
]

NULLS = {"", "~", "null"}
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
ODD_SPACES = "\u00a0\u2007\u202f"
"""Non-breaking spaces, which are letters to YAML."""
MAX_DIGITS = 18
"""More do not fit into 64 bits, and are no number but a name: a barcode, an account."""


class YamlText(Struct, frozen=True, gc=False):
    """A scalar as its author wrote it; `plain` when it has no quotes and may mean a number, a date, nothing."""

    text: str
    place: Location
    plain: bool = True


class YamlList(Struct, frozen=True, gc=False):
    """A sequence."""

    items: tuple[YamlNode, ...]
    place: Location


class YamlField(Struct, frozen=True, gc=False):
    """A value and the place of its name."""

    name_place: Location
    value: YamlNode


class YamlFields(Struct, frozen=True, gc=False):
    """A mapping, in the order of the file."""

    fields: dict[str, YamlField]
    place: Location


YamlNode = YamlText | YamlList | YamlFields


def is_empty(node: YamlNode) -> bool:
    """Tell whether nothing was written: a field without a value, `~` or `null`."""
    return type(node) is YamlText and node.plain and node.text in NULLS


def meaning_of(node: YamlNode) -> object:
    """Give a node whose type nobody knows as a plain value, by the core schema of YAML 1.2 (section 10.3).

    Stricter in one point: what begins with a zero and goes on (`007`) is text. Dates stay text.
    """
    match node:
        case YamlText():
            return meaning_of_plain(node.text) if node.plain else node.text
        case YamlList():
            return [meaning_of(item) for item in node.items]
        case YamlFields():
            return {name: meaning_of(field.value) for name, field in node.fields.items()}


def meaning_of_plain(text: str) -> object:
    """Give the value of a scalar without quotes."""
    if text in NULLS:
        return None
    return BOOLEANS[text] if text in BOOLEANS else number_or_text(text)


def number_or_text(text: str) -> object:
    """Give a number, if a text is one that fits into 64 bits."""
    if len(text) > MAX_DIGITS:
        return text
    if DECIMAL.fullmatch(text):
        return int(text)
    if OTHER_BASE.fullmatch(text):
        return int(text, 0) if int(text, 0) < 1 << 63 else text
    return float(text) if FLOAT.fullmatch(text) and isfinite(float(text)) else text


def places_in(node: YamlNode, name: str = "") -> dict[str, Location]:
    """Give the place of every value below a node by its dotted name: `image.src`, `attachments.0.title`.

    With a colon at its end, `image.src:`, it is the place of the name itself.
    """
    places: dict[str, Location] = {}
    collect_places(node, name, places)
    return places


def place_of_name(node: YamlNode, way: Iterable[str | int]) -> Location:
    """Give the place of the name of the field to which a way leads from a node."""
    place = node.place
    for name in way:
        if isinstance(node, YamlFields) and isinstance(name, str) and name in node.fields:
            place, node = node.fields[name].name_place, node.fields[name].value
    return place


def collect_places(node: YamlNode, name: str, places: dict[str, Location]) -> None:
    """Add the places of the values below a node, as `places_in` gives them."""
    prefix = f"{name}." if name else ""
    match node:
        case YamlText():
            return
        case YamlList():
            parts = {f"{prefix}{index}": item for index, item in enumerate(node.items)}
        case YamlFields():
            places |= {f"{prefix}{key}:": field.name_place for key, field in node.fields.items()}
            parts = {prefix + key: field.value for key, field in node.fields.items()}
    for name_of_part, part in parts.items():
        places[name_of_part] = part.place
        if type(part) is not YamlText:
            collect_places(part, name_of_part, places)
