"""Where a browser goes whose page has moved, and whoever wants to follow what is edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from sitegen.planning.pages import Page
from sitegen.planning.views import ArticleView, StandingView
from sitegen.preview.showing import Showing, source_of

__all__ = ["address_of_article", "moves_between"]


def moves_between(before: Showing, after: Showing) -> dict[str, str]:
    """Give the new address of each article's page that has moved, by its old address without percent signs.

    An article is known again by its file, and one whose file was renamed by its title and text.
    """
    if before.pages.keys() == after.pages.keys():
        return {}
    gone = articles_in(before.pages[path] for path in before.pages.keys() - after.pages.keys())
    new = articles_in(after.pages[path] for path in after.pages.keys() - before.pages.keys())
    by_source = {(page.edition, source_of(page)): view.url for page, view in new}
    by_text = {(page.edition, view.title, page.texts): view.url for page, view in new}
    found = {
        unquote(view.url): by_source.get((page.edition, source_of(page)))
        or by_text.get((page.edition, view.title, page.texts), "")
        for page, view in gone
    }
    return {address: url for address, url in found.items() if url}


def articles_in(pages: Iterable[Page]) -> list[tuple[Page, ArticleView | StandingView]]:
    """Give the pages of articles and standing pages, with their views."""
    return [(page, page.view) for page in pages if isinstance(page.view, ArticleView | StandingView)]


def address_of_article(pages: Mapping[str, Page], source: str) -> str:
    """Give the address of an article in the edition of its own language, else in the first that has it; or nothing."""
    found = [view for page, view in articles_in(pages.values()) if source_of(page) == source]
    return min(found, key=lambda view: view.is_carried).url if found else ""
