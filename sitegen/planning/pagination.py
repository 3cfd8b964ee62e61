"""Lists in pages whose addresses keep their content.

Pages are numbered from the oldest article: page 1 holds the oldest, and a new article changes the newest page
only. The first page of a list, whose address has no number, holds the newest articles: at least one page full,
and less than two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from msgspec import Struct

__all__ = ["Slice", "neighbours_of", "pages_of"]

Item = TypeVar("Item")


class Slice(Struct, Generic[Item], frozen=True):
    """One page of a list: its number from the oldest, whether it is the first, its items newest first."""

    number: int
    is_newest: bool
    items: tuple[Item, ...]


def pages_of(newest_first: Sequence[Item], size: int) -> tuple[Slice[Item], ...]:
    """Cut a list into pages of `size`, newest page first; an empty list is one empty page."""
    total = max(1, len(newest_first) // size)
    return tuple(
        Slice(
            number=number,
            is_newest=number == total,
            items=tuple(
                newest_first[
                    0 if number == total else len(newest_first) - number * size : len(newest_first)
                    - (number - 1) * size
                ]
            ),
        )
        for number in range(total, 0, -1)
    )


def neighbours_of(newest_first: Sequence[Item]) -> tuple[tuple[Item | None, Item | None], ...]:
    """Give the newer and the older neighbour of each item of a list."""
    padded = [None, *newest_first, None]
    return tuple((padded[at], padded[at + 2]) for at in range(len(newest_first)))
