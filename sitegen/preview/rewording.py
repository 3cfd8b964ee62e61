"""Edits that change nothing but the texts of articles: the plan stays, with other texts in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from stat import S_ISREG

from msgspec import structs

from sitegen.orders import Begun
from sitegen.planning.pages import Page
from sitegen.planning.text_uses import TextUses, shared_texts
from sitegen.preview.showing import Showing
from sitegen.reading.library import SourceFile
from sitegen.reading.recollection import Recollection
from sitegen.reading.remembering import TextEdit, edit_of

__all__ = ["edits_in", "uses_in", "with_files", "with_texts"]


def uses_in(showing: Showing) -> TextUses:
    """Look which pages show which texts; a text that no page shows is taken for one of several articles."""
    uses = TextUses.of(
        ((path, (text.text for text in page.texts)) for path, page in showing.pages.items()),
        shared_texts(showing.gathered.library),
    )
    unseen = {article.body.text for article in showing.gathered.library.articles} - uses.pages.keys()
    return structs.replace(uses, shared=uses.shared | unseen)


def with_texts(pages: Mapping[str, Page], uses: TextUses, after: Mapping[str, str]) -> dict[str, Page]:
    """Give all pages, those that show some texts with others in their place."""
    new = dict(pages)
    for before in after:
        for path in uses.pages[before]:
            page = new[path]
            texts = tuple(structs.replace(text, text=after.get(text.text, text.text)) for text in page.texts)
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
        if not S_ISREG(facts.st_mode):
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
