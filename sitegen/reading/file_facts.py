"""What a page says of a file: its size, its media type and, for a picture, its pixels."""

from __future__ import annotations

import mimetypes
import struct
from hashlib import blake2b
from pathlib import Path

import imagesize
from msgspec import Struct

from sitegen.fingerprint import DIGEST_BYTES

__all__ = ["FileFacts", "facts_of_file", "media_type"]

MEDIA_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".opml": "text/x-opml",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rss": "application/rss+xml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
"""Types that the standard library's table lacks, or that differ between its versions."""

TABLE = mimetypes.MimeTypes(filenames=())


class FileFacts(Struct, frozen=True, kw_only=True, gc=False):
    """`size` in bytes; `width` and `height` in pixels, 0 for what is no picture; `digest` of the bytes."""

    size: int
    digest: str
    type: str
    width: int = 0
    height: int = 0


def facts_of_file(path: Path) -> FileFacts:
    """Read a file once and tell what it is. Raises `OSError`."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    size = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    kind = media_type(path.name)
    width, height = pixels_of(path) if kind.startswith("image/") else (0, 0)
    return FileFacts(size=size, digest=digest.hexdigest(), type=kind, width=width, height=height)


def pixels_of(path: Path) -> tuple[int, int]:
    """Give a picture's width and height, or zeros when its header cannot be read."""
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError, TypeError, struct.error):
        return 0, 0
    return max(0, int(width)), max(0, int(height))


def media_type(name: str) -> str:
    """Give the media type (RFC 6838) for a file name, the same on every machine."""
    suffix = Path(name).suffix.lower()
    return MEDIA_TYPES.get(suffix) or TABLE.guess_type(f"file{suffix}")[0] or "application/octet-stream"
