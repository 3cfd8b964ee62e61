"""What the last build put into the output folder, and what each file was made of.

So the next build makes anew what is made of something else, removes what nothing asks for, and touches nothing else.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sitegen.fingerprint import digest_of
from sitegen.rendering.maker import Maker
from sitegen.sealed_file import read_sealed, write_sealed

__all__ = [
    "FileStamp",
    "Made",
    "Manifest",
    "load_manifest",
    "manifest_file",
    "save_manifest",
    "seal_of_manifest",
    "stamp_of",
]

FORMAT = 2
"""Raised when the meaning of a manifest changes; a manifest of another format is not read."""


class FileStamp(Struct, frozen=True, array_like=True, gc=False):
    """What tells that nobody touched a file of the output: its size, its time of change in nanoseconds, its inode."""

    size: int = -1
    mtime_ns: int = 0
    inode: int = 0


class Made(Struct, frozen=True, array_like=True, gc=False):
    """A file of the output: the fingerprint of its page, what made it, the digest of its bytes, and its stamp."""

    page: str
    maker: str = ""
    digest: str = ""
    stamp: FileStamp = FileStamp()


class Manifest(Struct, frozen=True, kw_only=True):
    """The files of the output by path, and by name what made them."""

    format: int = FORMAT
    files: dict[str, Made] = field(default_factory=dict)
    makers: dict[str, Maker] = field(default_factory=dict)


class FormerManifest(Struct, frozen=True):
    """What a manifest of format 1 says: which files the last build wrote."""

    files: dict[str, str]


DECODER = msgspec.json.Decoder(Manifest)
FORMER = msgspec.json.Decoder(FormerManifest)


def manifest_file(state: Path, output: Path) -> Path:
    """Give the manifest's file for an output folder; `state` is the folder `.sitegen` of the site."""
    key = digest_of(os.fsencode(os.path.relpath(os.path.realpath(output), os.path.realpath(state.parent))))
    return state / f"manifest-{key[:12]}.json"


def load_manifest(file: Path) -> Manifest | None:
    """Read a manifest; None when there is none, or none that can be read."""
    data = read_sealed(file)
    if data is None:
        return former_manifest(file)
    try:
        manifest = DECODER.decode(data)
    except msgspec.MsgspecError:
        return None
    return manifest if manifest.format == FORMAT else None


def former_manifest(file: Path) -> Manifest | None:
    """Read a manifest of format 1, by which files are known but not what they are made of."""
    try:
        files = FORMER.decode(file.read_bytes()).files
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return Manifest(files=dict.fromkeys(files, Made("")))


def seal_of_manifest(file: Path) -> str:
    """Give what tells one manifest from another; empty when there is none."""
    try:
        with file.open("rb") as stream:
            return stream.readline().decode("ascii", "replace").strip()
    except OSError:
        return ""


def save_manifest(file: Path, manifest: Manifest) -> None:
    """Write a manifest whole or not at all. Raises `OSError`."""
    write_sealed(file, msgspec.json.encode(manifest, order="deterministic"))


def stamp_of(facts: os.stat_result) -> FileStamp:
    """Give the stamp of a file."""
    return FileStamp(facts.st_size, facts.st_mtime_ns, facts.st_ino)
