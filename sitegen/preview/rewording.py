"""Edits that change nothing but the texts of articles: the plan stays, with other texts in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from msgspec import Struct, structs

from sitegen.orders import Begun
from sitegen.planning.pages import Page
from sitegen.preview.showing import Showing
from sitegen.reading.library import SourceFile
from sitegen.reading.recollection import Recollection
from sitegen.reading.remembering import TextEdit, edit_of

__all__ = ["Uses", "edits_in", "with_files"]


class Uses(Struct, frozen=True):
    """Which pages show which texts, by their digests; `counts` tells how many articles have each."""

    pages: dict[str, list[str]]
    counts: Counter[str]

    @classmethod
    def of(cls, showing: Showing) -> Uses:
        """Look which pages show which texts."""
        pages: dict[str, list[str]] = {}
        for path, page in showing.pages.items():
            for text in page.texts:
                pages.setdefault(text.text, []).append(path)
        return cls(pages, Counter(article.body.text for article in showing.gathered.library.articles))

    def are_apart(self, edits: Collection[TextEdit]) -> bool:
        """Tell whether each edited text was and is that of one article alone."""
        after = [edit.after for edit in edits]
        taken = {*self.counts, *self.pages}
        return (
            len({*after}) == len(after)
            and not taken & {*after}
            and all(edit.before in self.pages and self.counts[edit.before] <= 1 for edit in edits)
        )

    def renamed(self, renamed: Mapping[str, str]) -> Uses:
        """Give the same with other texts in the place of some."""
        pages = {renamed.get(text, text): paths for text, paths in self.pages.items()}
        return Uses(pages, Counter({renamed.get(text, text): count for text, count in self.counts.items()}))

    def with_texts(self, pages: Mapping[str, Page], renamed: Mapping[str, str]) -> dict[str, Page]:
        """Give all pages, those that show some texts with others in their place."""
        new = dict(pages)
        for before, after in renamed.items():
            for path in self.pages[before]:
                page = new[path]
                texts = tuple(structs.replace(text, text=after) if text.text == before else text for text in page.texts)
                new[path] = structs.replace(page, texts=texts)
        return new


def edits_in(paths: Collection[str], begun: Begun, last: Recollection) -> dict[SourceFile, TextEdit] | None:
    """Read some articles anew; none if more than their texts has changed. Files that are as they were are left out."""
    content = begun.sources.content
    edits: dict[SourceFile, TextEdit] = {}
    for path in paths:
        there = last.articles.get(path)
        if there is None:
            return None
        try:
            facts = (content / there.file.path_on_disk).stat()
        except OSError:
            return None
        file = structs.replace(
            there.file, size=facts.st_size, mtime_ns=facts.st_mtime_ns, ctime_ns=facts.st_ctime_ns, inode=facts.st_ino
        )
        edit = edit_of(there.understood, file, content, begun.config)
        if edit is None:
            return None
        edits[file] = edit
    return edits


def with_files(begun: Begun, files: Collection[SourceFile]) -> Begun:
    """Give a beginning that knows some articles as they are now."""
    now = {file.path: file for file in files}
    articles = tuple(now.get(file.path, file) for file in begun.sources.articles)
    return structs.replace(begun, sources=structs.replace(begun.sources, articles=articles))
