"""What makes the pages: this program, the libraries that it uses, and Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from sitegen.fingerprint import DIGEST_BYTES

__all__ = ["installed_packages", "program_digest"]

LIBRARIES = (
    *("babel", "feedgen", "icalendar", "jinja2", "lxml", "markdown", "markupsafe", "msgspec", "nh3", "pyromark"),
    *("pyyaml", "rapidfuzz", "tzdata"),
)
"""Those that decide the bytes of texts and pages; pictures and the search index know their makers themselves."""

METADATA = (".dist-info", ".egg-info")
"""How names end by which an installed package tells of itself: `Jinja2-3.1.6.dist-info` (PEP 376)."""


@cache
def program_digest() -> str:
    """Give the digest of all code that makes pages: what another program remembers is not used."""
    digest = blake2b(sys.version.encode(), digest_size=DIGEST_BYTES)
    for package in installed_packages():
        if package.partition("-")[0].lower() in LIBRARIES:
            digest.update(f"{package}\n".encode())
    folder = os.path.dirname(__file__)  # noqa: PTH120  for each start
    for file in sorted(modules_in(folder)):
        digest.update(f"{file.removeprefix(folder)}\n".encode())
        digest.update(Path(file).read_bytes())
    return digest.hexdigest()


def modules_in(folder: str) -> Iterator[str]:
    """Give all modules of a package."""
    for where, _, names in os.walk(folder):
        yield from (f"{where}/{name}" for name in names if name.endswith(".py"))


@cache
def installed_packages() -> tuple[str, ...]:
    """Name the packages that are installed, with their versions, as their folders tell them."""
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        with suppress(OSError):
            found.update(name.rpartition(".")[0] for name in os.listdir(folder) if name.endswith(METADATA))  # noqa: PTH208  likewise
    return tuple(sorted(found))
