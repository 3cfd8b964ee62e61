"""Putting texts into the pages that show them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from sitegen.markup.fragment import Fragment, html_of
from sitegen.planning.documents import FeedView
from sitegen.planning.pages import Page, TextInPage, View
from sitegen.planning.views import ArticleView, StandingView

__all__ = ["filled_in", "html_of_text"]


def filled_in(page: Page, texts: Mapping[str, Fragment]) -> View | None:
    """Give a page's view with its texts; `texts` are by digest. Raises `KeyError` for one that is not there."""
    match page.view:
        case ArticleView() as view if page.texts:
            text = texts[page.texts[0].text]
            html = html_of_text(page.texts[0], texts)
            return structs.replace(view, html=html, headings=text.headings, words=text.words)
        case StandingView() as view if page.texts:
            text = texts[page.texts[0].text]
            return structs.replace(view, html=html_of_text(page.texts[0], texts), headings=text.headings)
        case FeedView() as view if page.texts:
            entries = zip(view.entries, page.texts, strict=True)
            return structs.replace(
                view,
                entries=tuple(structs.replace(entry, html=html_of_text(text, texts)) for entry, text in entries),
            )
        case view:
            return view


def html_of_text(text: TextInPage, texts: Mapping[str, Fragment]) -> str:
    """Give a text with the addresses to which its links lead on this page."""
    targets = iter(text.targets)
    return html_of(texts[text.text], lambda _: next(targets))
