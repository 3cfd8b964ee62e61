"""Files of what a build remembers, sealed with the digest of their content: one that was damaged is as none."""

from __future__ import annotations

from pathlib import Path

from sitegen.fingerprint import digest_of
from sitegen.whole_file import write_whole

__all__ = ["read_sealed", "write_sealed"]


def read_sealed(file: Path) -> bytes | None:
    """Read a file; None when there is none, or none that is whole."""
    try:
        seal, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if seal == digest_of(data).encode() else None


def write_sealed(file: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises `OSError`."""
    write_whole(file, digest_of(data).encode() + b"\n" + data)
