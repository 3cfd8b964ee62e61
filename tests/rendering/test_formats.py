from __future__ import annotations

from typing import get_args

import pytest

from sitegen.config import CrawlerSettings, FeedFormat
from sitegen.planning.documents import (
    NewsSitemapView,
    OutlineView,
    RobotsView,
    SecurityView,
    SitemapIndexView,
    SitemapView,
)
from sitegen.planning.pages import MachineView
from sitegen.rendering.formats import document_of, feed_of
from tests.rendering.rendered import HOME, a_feed, an_event, at

VIEWS: dict[bytes, MachineView] = {
    b"<urlset": SitemapView(),
    b"<sitemapindex": SitemapIndexView(),
    b"sitemap-news": NewsSitemapView(publication="News"),
    b"BEGIN:VCALENDAR": an_event(),
    b"<opml": OutlineView(title="Feeds", updated=at("2017-03-24")),
    b"User-agent": RobotsView(crawlers=CrawlerSettings()),
    b"Contact:": SecurityView(contact=f"{HOME}report/", expires=at("2026-01-01")),
}
FEEDS: dict[FeedFormat, bytes] = {"rss": b"<rss", "atom": b"<feed", "json": b"jsonfeed.org"}


@pytest.mark.parametrize(("mark", "view"), VIEWS.items())
def test_every_view_has_its_format(mark: bytes, view: MachineView) -> None:
    assert mark in document_of(view)


def test_no_view_is_forgotten_here() -> None:
    assert {type(view) for view in VIEWS.values()} == set(get_args(MachineView))


@pytest.mark.parametrize(("form", "mark"), FEEDS.items())
def test_every_feed_format_is_written(form: FeedFormat, mark: bytes) -> None:
    assert mark in feed_of(a_feed(), form)
