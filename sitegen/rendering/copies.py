"""Files of the site's folder as they come to the output: as they are, or without the private data of photographs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.imaging.cleaning import clean_pieces, read_clean
from sitegen.planning.pages import CleanCopyOf, CopyOf

__all__ = ["blocks_of_copy"]

BLOCK = 1 << 20


def blocks_of_copy(recipe: CopyOf | CleanCopyOf, folder: Path) -> Iterator[bytes]:
    """Give the bytes of a file in parts; `folder` is the site's. Raises `OSError` and `UnreadablePhotograph`."""
    path = folder / recipe.file
    pieces = clean_pieces(path) if isinstance(recipe, CleanCopyOf) else None
    if pieces is not None:
        yield from read_clean(path, pieces)
        return
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
