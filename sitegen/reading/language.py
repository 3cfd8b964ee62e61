"""Language tags (BCP 47) that the program can date and count in."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from sitegen.reading.nearest import nearest

__all__ = ["known_language", "language_hint"]

WELL_FORMED = re.compile(
    r"""(?P<language>[a-z]{2,3})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?P<rest>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)""",
    re.VERBOSE | re.IGNORECASE,
)
"""RFC 5646, section 2.1, without extensions and private use."""

LONGEST_CODE = 5
"""What is no longer is a tag with a slip rather than a name: `en-us`."""
CLOSE_ENOUGH = 0.75
"""Share of a language's name that must be right; there are so many that less finds another language."""
UNDETERMINED = "und"
"""A tag for texts whose language nobody knows, for which Babel answers as for English."""


@lru_cache(maxsize=1024)
def known_language(text: str) -> str:
    """Give a language tag in its usual case (RFC 5646, section 2.1.1), or nothing when CLDR does not know it."""
    found = WELL_FORMED.fullmatch(text)
    if not found or found["language"].lower() == UNDETERMINED:
        return ""
    parts = (found["language"].lower(), (found["script"] or "").title(), (found["region"] or "").upper())
    tag = "-".join(filter(None, parts))
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    return tag + found["rest"].lower()


def language_hint(text: str) -> str:
    """Say how a language that is not known should be written."""
    written = text.strip().replace("_", "-")
    if tag := known_language(written):
        return f"write `{tag}`"
    if tag := tag_by_name(written):
        return f"write `{tag}`"
    if tag := known_language(written.split("-")[0]):
        return f"write `{tag}`"
    return "write a language tag of BCP 47, as `en`, `fr` or `pt-BR`"


def tag_by_name(name: str) -> str:
    """Give the tag of a language that is written by its English or its own name."""
    names: dict[str, str] = {}
    for tag, english in Locale.parse("en").languages.items():
        if known := known_language(tag.replace("_", "-")):
            names.setdefault(english.casefold(), known)
            names.setdefault((Locale.parse(known, sep="-").get_display_name() or english).casefold(), known)
    folded = name.casefold()
    if folded in names or len(folded) <= LONGEST_CODE:
        return names.get(folded, "")
    return names.get(nearest(folded, names, CLOSE_ENOUGH), "")
