"""A template as its author wrote it."""

from __future__ import annotations

from msgspec import Struct

__all__ = ["TemplateText"]


class TemplateText(Struct, frozen=True, gc=False):
    """A template as its author wrote it, and its path in problems."""

    shown_as: str
    text: str
