"""The IPTC fields of a photograph: what it shows and whom to name, from wherever cameras and agencies write them.

IPTC Photo Metadata Standard 2023.2, section 8: a field may stand in XMP, in IPTC-IIM or in Exif; XMP is believed first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

from sitegen.imaging.exif import Exif
from sitegen.imaging.xmp import XmpFields, xmp_in, xmp_of

__all__ = ["IptcFields", "iptc_fields", "kept_exif", "kept_xmp"]

LONGEST = 2000
"""Characters; the standard's own limit for descriptions."""

RESOURCE = b"8BIM"
IPTC_RESOURCE = 0x0404
MARK = 0x1C
CHARSET, CAPTION, BYLINE, CREDIT, COPYRIGHT = (1, 90), (2, 120), (2, 80), (2, 110), (2, 116)
UTF8 = b"\x1b%G"
EXTENDED = 0x8000

CAMERA_DEFAULTS = re.compile(
    r"(?:[\w ]+ )?digital (?:still )?camera|sony dsc|dcim|dcf|untitled|default|camera|image|picture|photo|screenshot"
    r"|samsung camera pictures|exif[ _]jpeg(?:[ _]picture)?|ascii|jpeg|none|null|<[\w ]+>"
    r"|(?:oz)?nor|r?hdr(?:pl|_vivid)?|sdr(?:_vivid|_hdrb?)?|cof|dav|edf|mde|ptr|bty|fbt|_cuva"
    r"|(?:_?dscn?f?|img|pict|p\d{3}|mvi|hpim|cimg|scan)[-_ ]?\d*(?:\.jpe?g)?",
    re.IGNORECASE,
)
"""What cameras and programs write as a description when nobody described anything."""


class IptcFields(Struct, frozen=True, kw_only=True, gc=False):
    """The fields of the standard that a press office fills in, each in one line."""

    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""


def iptc_fields(xmp: bytes, iim: bytes, tags: Exif) -> IptcFields:
    """Give the fields from the three places; each may be empty or broken."""
    packet, datasets = xmp_in(xmp), iim_in(iim)
    return IptcFields(
        caption=first_caption(packet.description, datasets.caption, decoded(tags.description)),
        credit=first(packet.credit, datasets.credit),
        creator=first(packet.creator, datasets.creator, decoded(tags.artist)),
        copyright=first(packet.rights, datasets.copyright, decoded(tags.copyright)),
    )


def kept_xmp(fields: IptcFields) -> bytes:
    """Give the XMP that stays with a published photograph: creator, credit line and copyright notice."""
    return xmp_of(XmpFields(credit=fields.credit, creator=fields.creator, rights=fields.copyright))


def kept_exif(fields: IptcFields, orientation: int) -> Exif:
    """Give the Exif that stays with a published photograph: how to turn it, creator and copyright notice."""
    return Exif(orientation=orientation, artist=fields.creator.encode(), copyright=fields.copyright.encode())


def first(*texts: str) -> str:
    """Give the first text that says something, in one line."""
    return next(filter(None, map(one_line, texts)), "")


def first_caption(*texts: str) -> str:
    """Give the first text that says something and that no camera wrote by itself."""
    return next((line for line in map(one_line, texts) if line and not CAMERA_DEFAULTS.fullmatch(line)), "")


def one_line(text: str) -> str:
    """Give a text without control characters and what no character is, in one line of bounded length."""
    characters = "".join(
        character
        for character in text
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cn", "Cs"}
    )
    return " ".join(characters.split())[:LONGEST].rstrip()


def decoded(text: bytes) -> str:
    """Give a text whose encoding is not told: UTF-8 if it can be, else Western European."""
    parts = (part.strip() for part in text.split(b"\0"))
    return ", ".join(decoded_part(part) for part in parts if part)


def decoded_part(text: bytes) -> str:
    """Give one of the texts that NUL bytes part, as in the copyright notices of photographer and editor."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace").replace("\ufffd", "")


def iim_in(data: bytes) -> IptcFields:
    """Read IPTC-IIM 4.2, alone or in an image resource of Photoshop; what is broken counts as absent."""
    found = list(datasets_in(iim_block(data)))
    is_utf8 = (CHARSET, UTF8) in found

    def texts(key: tuple[int, int]) -> list[str]:
        values = [value for name, value in found if name == key]
        return [value.decode("utf-8", "replace") if is_utf8 else decoded(value) for value in values]

    return IptcFields(
        caption="".join(texts(CAPTION)[:1]),
        credit="".join(texts(CREDIT)[:1]),
        creator=", ".join(texts(BYLINE)),
        copyright="".join(texts(COPYRIGHT)[:1]),
    )


def iim_block(data: bytes) -> bytes:
    """Give the datasets that a JPEG or TIFF file holds as a resource (Photoshop File Formats, Image Resources)."""
    place = data.find(RESOURCE)
    if data[:1] == bytes([MARK]) or place < 0:
        return data
    while data[place : place + 4] == RESOURCE:
        kind = int.from_bytes(data[place + 4 : place + 6], "big")
        named = place + 6 + even(1 + sum(data[place + 6 : place + 7]))
        start = named + 4
        size = int.from_bytes(data[named:start], "big")
        if kind == IPTC_RESOURCE:
            return data[start : start + size]
        place = start + even(size)
    return b""


def even(length: int) -> int:
    """Give a length with its padding."""
    return length + length % 2


def datasets_in(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Give record, number and value of each dataset, up to the first that is broken or of the extended kind."""
    place = 0
    while data[place : place + 1] == bytes([MARK]) and place + 5 <= len(data):
        _, record, number, high, low = data[place : place + 5]
        size = high << 8 | low
        if size >= EXTENDED:
            return
        yield (record, number), data[place + 5 : place + 5 + size]
        place += 5 + size
