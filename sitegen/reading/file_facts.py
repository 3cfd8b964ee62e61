"""What a page says of a file: its size, its media type and, for a picture, its pixels."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from sitegen.fingerprint import DIGEST_BYTES, fingerprint_of
from sitegen.imaging.cleaning import clean_pieces, read_clean
from sitegen.imaging.inspecting import photograph_in
from sitegen.imaging.photograph import FileFormat, Photograph, UnreadablePhotograph
from sitegen.imaging.signatures import is_photograph
from sitegen.program import program_digest
from sitegen.reading.stamps import is_settled
from sitegen.records import Records

__all__ = ["TYPES_OF_PICTURES", "FileFacts", "facts_in", "facts_of_file", "media_type", "published_blocks"]

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

BLOCK = 1 << 20
HEAD = 256
TABLE = mimetypes.MimeTypes(filenames=())


TYPES_OF_PICTURES: dict[FileFormat, str] = {
    "avif": "image/avif",
    "bmp": "image/bmp",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "tiff": "image/tiff",
    "webp": "image/webp",
}
"""What a picture is, whatever its name says."""


class FileFacts(Struct, frozen=True, kw_only=True, gc=False):
    """What is known of a file as the site publishes it.

    `size` is bytes, `digest` that of the bytes: both of the file without private metadata where `is_cleaned` says that
    they are taken out. `may_tell_secrets` is a photograph of a format in which they cannot be. `width` and `height`
    are pixels, 0 for what is no picture. `fault` says why a file that is named like a picture cannot be shown,
    `way_out` what to do.
    """

    size: int
    digest: str
    type: str
    width: int = 0
    height: int = 0
    photograph: Photograph | None = None
    is_cleaned: bool = False
    may_tell_secrets: bool = False
    fault: str = ""
    way_out: str = ""


ENCODER = msgspec.json.Encoder()
DECODER = msgspec.json.Decoder(FileFacts)


def facts_in(folder: Path, records: Records | None = None) -> Callable[[str], FileFacts]:
    """Give a function that looks at files below a folder, each once; one that cannot be read is told as such.

    What is found goes to `records`, from which it comes as long as a file does not change.
    """

    @cache
    def facts(source: str) -> FileFacts:
        try:
            return remembered_facts(folder / source, source, records) if records else facts_of_file(folder / source)
        except OSError as fault:
            reason, way_out = f"it cannot be read: {fault.strerror}", "give yourself the right to read it"
            return FileFacts(size=0, digest="", type=media_type(source), fault=reason, way_out=way_out)

    return facts


def remembered_facts(path: Path, source: str, records: Records) -> FileFacts:
    """Tell what a file is, as an earlier build has found if the file has not changed since. Raises `OSError`."""
    there = path.stat()
    changed = max(there.st_mtime_ns, there.st_ctime_ns)
    stamp = (there.st_size, there.st_mtime_ns, there.st_ctime_ns, there.st_ino)
    key = fingerprint_of((program_digest(), source, stamp))
    if is_settled(changed):
        with suppress(KeyError, msgspec.MsgspecError):
            return DECODER.decode(records.find([key])[key])
    facts = facts_of_file(path)
    if is_settled(changed) and not facts.fault:
        records.keep([(key, ENCODER.encode(facts))])
    return facts


def facts_of_file(path: Path) -> FileFacts:
    """Read a file once and tell what it is. Raises `OSError`."""
    kind = media_type(path.name)
    if not kind.startswith("image/") and not is_photograph(head_of(path)):
        return plain_facts(path, kind)
    try:
        photograph = photograph_in(path)
        is_cleaned = clean_pieces(path) is not None
        size, digest = digest_of_blocks(published_blocks(path, is_cleaned=is_cleaned))
    except UnreadablePhotograph as fault:
        return structs.replace(plain_facts(path, kind), fault=str(fault), way_out=fault.hint)
    return FileFacts(
        size=size,
        digest=digest,
        type=TYPES_OF_PICTURES[photograph.format],
        width=photograph.width,
        height=photograph.height,
        photograph=photograph,
        is_cleaned=is_cleaned,
        may_tell_secrets=not is_cleaned and photograph.format != "svg",
    )


def head_of(path: Path) -> bytes:
    """Give the first bytes of a file, by which photographs are known. Raises `OSError`."""
    with path.open("rb") as file:
        return file.read(HEAD)


def plain_facts(path: Path, kind: str) -> FileFacts:
    """Tell the size and the digest of a file. Raises `OSError`."""
    size, digest = digest_of_blocks(blocks_of(path))
    return FileFacts(size=size, digest=digest, type=kind)


def published_blocks(path: Path, *, is_cleaned: bool) -> Iterator[bytes]:
    """Give the bytes of a file as they come to the site. Raises `OSError` and `UnreadablePhotograph`."""
    pieces = clean_pieces(path) if is_cleaned else None
    return blocks_of(path) if pieces is None else read_clean(path, pieces)


def blocks_of(path: Path) -> Iterator[bytes]:
    """Read a file in parts. Raises `OSError`."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def digest_of_blocks(blocks: Iterable[bytes]) -> tuple[int, str]:
    """Give the number of bytes and their digest."""
    digest = blake2b(digest_size=DIGEST_BYTES)
    size = 0
    for block in blocks:
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()


def media_type(name: str) -> str:
    """Give the media type (RFC 6838) for a file name, the same on every machine."""
    suffix = Path(name).suffix.lower()
    return MEDIA_TYPES.get(suffix) or TABLE.guess_type(f"file{suffix}")[0] or "application/octet-stream"
