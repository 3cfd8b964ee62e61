"""What a photograph's file tells of itself, and what may be made of it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

__all__ = [
    "CENTRE",
    "FileFormat",
    "Focus",
    "Photograph",
    "Rendition",
    "RenditionFormat",
    "Shape",
    "UnreadablePhotograph",
]

FileFormat = Literal["jpeg", "png", "webp", "gif", "tiff", "avif", "bmp", "svg"]
RenditionFormat = Literal["avif", "webp", "jpeg", "png"]
Shape = Literal["whole", "16x9", "4x3", "1x1"]
Focus = tuple[float, float]
"""The point that a crop keeps: shares of the width from the left and of the height from the top, from 0 to 1."""

CENTRE: Focus = (0.5, 0.5)


class Photograph(Struct, frozen=True, kw_only=True, gc=False):
    """A photograph as its header tells it.

    `width` and `height` are pixels as it is shown, its orientation applied. `frames` are more than one when it moves.
    `caption`, `credit`, `creator` and `copyright` are its IPTC fields, from XMP, IPTC-IIM or Exif, in this order
    (IPTC Photo Metadata Standard: Description, Credit Line, Creator, Copyright Notice).
    """

    format: FileFormat
    width: int
    height: int
    frames: int = 1
    is_transparent: bool = False
    caption: str = ""
    credit: str = ""
    creator: str = ""
    copyright: str = ""

    @property
    def credit_line(self) -> str:
        """Whom to name below it: the credit line, else the creator, else who holds the rights."""
        return self.credit or self.creator or self.copyright


class Rendition(Struct, frozen=True, kw_only=True, gc=False):
    """One file to be made of a photograph: the whole of it or a part around its focus, in pixels, never enlarged.

    A crop is for search engines and feeds: there is one of each shape, and its name does not tell its width.
    """

    width: int
    height: int
    format: RenditionFormat
    shape: Shape = "whole"
    focus: Focus = CENTRE
    is_crop: bool = False


class UnreadablePhotograph(ValueError):
    """Why a file cannot be shown as a picture, in the words of a message, and what its owner can do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason, hint)  # both, so that it travels between processes
        self.reason = reason
        self.hint = hint

    def __str__(self) -> str:
        return self.reason
