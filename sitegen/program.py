"""What makes the pages: this program, the libraries that it uses, and Python."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import distribution
from pathlib import Path

from sitegen.fingerprint import DIGEST_BYTES

__all__ = ["program_digest"]

LIBRARIES = (
    *("babel", "feedgen", "icalendar", "jinja2", "lxml", "markdown", "markupsafe", "msgspec", "nh3", "pyromark"),
    *("pyyaml", "rapidfuzz", "tzdata"),
)
"""Those that decide the bytes of texts and pages; pictures and the search index know their makers themselves."""


@cache
def program_digest() -> str:
    """Give the digest of all code that makes pages: what another program remembers is not used."""
    digest = blake2b(sys.version.encode(), digest_size=DIGEST_BYTES)
    for name in LIBRARIES:
        digest.update(f"{name} {distribution(name).version}\n".encode())
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*.py")):
        digest.update(f"{file.relative_to(folder).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
