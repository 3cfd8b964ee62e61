"""Photographs without what their cameras and programs wrote into them: places, serial numbers, names, earlier versions.

The picture itself is copied as it is, byte for byte; only how to turn it and whom to name are written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sitegen.imaging.cleaning_gif import gif_pieces
from sitegen.imaging.cleaning_jpeg import jpeg_pieces
from sitegen.imaging.cleaning_png import png_pieces
from sitegen.imaging.cleaning_webp import webp_pieces
from sitegen.imaging.inspecting import Header, header_in
from sitegen.imaging.photograph import FileFormat
from sitegen.imaging.pieces import Piece, cut_off, merged

__all__ = ["clean_pieces", "read_clean"]

BLOCK = 1 << 20
CLEANERS: dict[FileFormat, Callable[[bytes, Header], Iterator[Piece]]] = {
    "gif": gif_pieces,
    "jpeg": jpeg_pieces,
    "png": png_pieces,
    "webp": webp_pieces,
}


def clean_pieces(path: Path) -> tuple[Piece, ...] | None:
    """Give the file without private metadata; none when one of its format cannot be cleaned without being coded again.

    Raises `UnreadablePhotograph` and `OSError`.
    """
    header = header_in(path)
    cleaner = CLEANERS.get(header.photograph.format)
    if cleaner is None:
        return None
    return merged(cleaner(path.read_bytes(), header))


def read_clean(path: Path, pieces: Sequence[Piece]) -> Iterator[bytes]:
    """Give the bytes that pieces of a file make, in blocks. Raises `UnreadablePhotograph` and `OSError`."""
    with path.open("rb") as file:
        for piece in pieces:
            if isinstance(piece, bytes):
                yield piece
                continue
            file.seek(piece.start)
            left = len(piece)
            while left:
                block = file.read(min(left, BLOCK))
                if not block:
                    raise cut_off()
                left -= len(block)
                yield block
