"""Patterns of file names, as `drafts/**` or `*.bak`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

__all__ = ["glob_matcher"]

PIECES = re.compile(r"\*\*/|/\*\*$|\*\*|\*|\?|[^*?/]+|/")
WILD = {"**/": "(?:[^/]+/)*", "/**": "/.+", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def glob_matcher(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Give a function that tells whether one of the patterns fits a path (with forward slashes).

    As in `.gitignore`: a pattern without a slash fits a name in any folder, one with a slash begins at the
    top; `*` and `?` stay within a name, `**` spans folders; a pattern that fits a folder fits all below it.
    """
    expressions = [expression_of(pattern) for pattern in patterns]
    if not expressions:
        return lambda _path: False
    fits = re.compile("|".join(expressions)).fullmatch
    return lambda path: fits(path) is not None


def expression_of(pattern: str) -> str:
    """Write a pattern as a regular expression."""
    anywhere = "" if "/" in pattern.rstrip("/") else "(?:[^/]+/)*"
    pieces = PIECES.findall(pattern.strip("/"))
    return anywhere + "".join(WILD.get(piece) or re.escape(piece) for piece in pieces) + "(?:/.*)?"
