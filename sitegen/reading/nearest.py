"""What an author probably meant to write."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "in_words", "nearest", "nearest_path"]

CLOSE_ENOUGH = 0.6
"""Share of the longer word that must agree: `tag` and `tags` have 0.75, `titel` and `title` 0.8."""
CLOSE_ENOUGH_FOR_A_PATH = 80
"""Hundredths of two paths that must agree; their folders agree by themselves, so more than of a word."""
SHOWN = 12


def nearest(word: str, known: Iterable[str], close_enough: float = CLOSE_ENOUGH) -> str:
    """Give the known word that is most like a word (one swap counts as one slip), or nothing."""
    from rapidfuzz import process  # noqa: PLC0415  most builds find nothing wrong
    from rapidfuzz.distance import OSA  # noqa: PLC0415  likewise

    found = process.extractOne(
        word, sorted(known), scorer=OSA.normalized_similarity, processor=str.casefold, score_cutoff=close_enough
    )
    return found[0] if found else ""


def nearest_path(path: str, known: Iterable[str]) -> str:
    """Give the known path that is most like a path, whatever was put into one or left out of it; or nothing."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  likewise

    found = process.extractOne(path, sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH_FOR_A_PATH)
    return found[0] if found else ""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Give a hint that names the nearest known word, or another hint."""
    meant = nearest(word, known)
    return f"did you mean `{meant}`?" if meant else otherwise


def in_words(names: Iterable[str], conjunction: str = "and") -> str:
    """List names in backticks for a sentence, a dozen at most: "`a`, `b` and `c`"."""
    quoted = [f"`{name}`" for name in names]
    if len(quoted) > SHOWN:
        return f"{', '.join(quoted[:SHOWN])} and {len(quoted) - SHOWN} more"
    return f" {conjunction} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
