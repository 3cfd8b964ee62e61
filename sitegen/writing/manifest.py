"""What the last build put into the output folder, so that the next one removes that and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sitegen.fingerprint import digest_of
from sitegen.writing.whole_file import write_whole

__all__ = ["Manifest", "load_manifest", "manifest_file", "save_manifest"]

FORMAT = 1
"""Raised when the meaning of a manifest changes; a manifest of another format is not read."""


class Manifest(Struct, frozen=True, kw_only=True):
    """For each file of the output, by path: the fingerprint of the page that it was made of."""

    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)


DECODER = msgspec.json.Decoder(Manifest)


def manifest_file(state: Path, output: Path) -> Path:
    """Give the manifest's file for an output folder; `state` is the folder `.sitegen` of the site."""
    key = digest_of(os.fsencode(os.path.relpath(os.path.realpath(output), os.path.realpath(state.parent))))
    return state / f"manifest-{key[:12]}.json"


def load_manifest(file: Path) -> Manifest | None:
    """Read a manifest; None when there is none, or none that can be read."""
    try:
        manifest = DECODER.decode(file.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return manifest if manifest.format == FORMAT else None


def save_manifest(file: Path, manifest: Manifest) -> None:
    """Write a manifest whole or not at all. Raises `OSError`."""
    write_whole(file, msgspec.json.encode(manifest, order="deterministic"))
