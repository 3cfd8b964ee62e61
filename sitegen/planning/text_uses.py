"""Which pages show which texts: all that must be made anew when only texts of articles change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct, structs

from sitegen.reading.library import Library
from sitegen.reading.remembering import TextEdit

__all__ = ["TextUses", "shared_texts"]


class TextUses(Struct, frozen=True):
    """By the digest of a text the pages that show it, by their paths.

    `shared` are texts of several articles, of which nobody can tell which of these a page shows.
    """

    pages: dict[str, list[str]]
    shared: frozenset[str]

    @classmethod
    def of(cls, pages: Iterable[tuple[str, Iterable[str]]], shared: Collection[str]) -> TextUses:
        """Give the uses of texts by pages, which are paths with the digests of their texts."""
        uses: dict[str, list[str]] = {}
        for path, texts in pages:
            for text in texts:
                uses.setdefault(text, []).append(path)
        return cls(uses, frozenset(shared))

    def are_apart(self, edits: Collection[TextEdit]) -> bool:
        """Tell whether each edited text was and is that of one article alone, and pages show it."""
        before, after = {edit.before for edit in edits}, {edit.after for edit in edits}
        return (
            len(after) == len(edits)
            and not after & (self.shared | self.pages.keys())
            and before <= self.pages.keys() - self.shared
        )

    def renamed(self, after: Mapping[str, str]) -> TextUses:
        """Give the same with other texts in the place of some."""
        return structs.replace(self, pages={after.get(text, text): paths for text, paths in self.pages.items()})


def shared_texts(library: Library) -> set[str]:
    """Give the texts that several articles have."""
    counts = Counter(article.body.text for article in library.articles)
    return {text for text, count in counts.items() if count > 1}
