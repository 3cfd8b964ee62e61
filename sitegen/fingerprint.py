"""Equal values have equal fingerprints, on every machine and in every process."""

from __future__ import annotations

from hashlib import blake2b, file_digest
from io import BufferedRandom, BufferedReader

import msgspec

__all__ = ["DIGEST_BYTES", "digest_of", "digest_of_stream", "fingerprint_of"]

ENCODER = msgspec.json.Encoder(order="deterministic")
"""JSON, because msgpack would drop the zone of a date."""
DIGEST_BYTES = 16


def digest_of(data: bytes) -> str:
    """Give the BLAKE2b digest (RFC 7693) of bytes as 32 hexadecimal characters."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def digest_of_stream(file: BufferedReader | BufferedRandom) -> str:
    """Give the digest of what is in an open file from here on. Raises `OSError`."""
    return file_digest(file, lambda: blake2b(digest_size=DIGEST_BYTES)).hexdigest()


def fingerprint_of(value: object) -> str:
    """Give the digest of any value made of structs, containers, texts, numbers and dates."""
    return digest_of(ENCODER.encode(value))
