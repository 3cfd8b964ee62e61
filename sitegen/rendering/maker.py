"""What makes a page, by its fingerprints."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["Maker"]


class Maker(Struct, frozen=True, array_like=True, gc=False):
    """What makes pages of one kind besides their descriptions: fingerprints of the template, the site, the program."""

    template: str = ""
    site: str = ""
    program: str = ""
