"""The part of an address that names a thing: `capacity-building`, `sécurité`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["slug_fault", "slugify", "term_slug"]

MAX_BYTES = 200
"""A slug becomes a file name, which has at most 255 bytes, with room for an extension and a number."""
APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ"))
NOT_IN_ASCII_SLUGS = re.compile(r"[^a-z0-9]+")
NOT_IN_SLUGS = re.compile(r"[\s/\\?#%\x00-\x1f\x7f]")


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Give the slug of any text, in any script: letters, marks and numbers in lower case, hyphens between them.

    Equal for two texts that differ only in case, punctuation or Unicode form; empty when nothing remains.
    """
    plain = unicodedata.normalize("NFKC", text.translate(APOSTROPHES)).lower()
    if plain.isascii():
        return NOT_IN_ASCII_SLUGS.sub("-", plain).strip("-")[:MAX_BYTES].rstrip("-")
    words = "".join(map(slug_character, plain)).split()
    slug = unicodedata.normalize("NFC", "-".join(words))
    return slug.encode()[:MAX_BYTES].decode(errors="ignore").rstrip("-")


def slug_character(character: str) -> str:
    """Keep letters, marks and numbers, drop invisible joiners, and part words at everything else."""
    category = unicodedata.category(character)
    if category[0] in "LMN":
        return character
    return "" if category == "Cf" else " "


def term_slug(key: str) -> str:
    """Give the slug of a term; one without a letter or digit is named by its characters' numbers."""
    return slugify(key) or slugify("-".join(f"u{ord(character):x}" for character in key.strip())) or "none"


def slug_fault(slug: str) -> str:
    """Say what is wrong with a slug that an author chose, or nothing."""
    if not slug.strip():
        return "must not be empty"
    if slug in {".", ".."}:
        return "must be a name"
    if found := NOT_IN_SLUGS.search(slug):
        return f"must not hold {'a space' if found[0].isspace() else f'`{found[0]}`'}"
    if len(slug.encode()) > MAX_BYTES:
        return f"must have at most {MAX_BYTES} bytes"
    return ""
