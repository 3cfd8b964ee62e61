"""Every format that is not made by a template: which function writes it."""

from __future__ import annotations

from typing import assert_never

from sitegen.config import FeedFormat
from sitegen.planning.documents import (
    CalendarView,
    FeedView,
    NewsSitemapView,
    OutlineView,
    RobotsView,
    SecurityView,
    SitemapIndexView,
    SitemapView,
)
from sitegen.planning.pages import MachineView
from sitegen.rendering.feeds import atom_of, rss_of
from sitegen.rendering.json_feed import json_feed_of
from sitegen.rendering.outlines import outline_of
from sitegen.rendering.robots import robots_txt, security_txt
from sitegen.rendering.sitemaps import news_sitemap_of, sitemap_index_of, sitemap_of

__all__ = ["document_of", "feed_of"]


def document_of(view: MachineView) -> bytes:
    """Write a document of which the type of its view says the format."""
    match view:
        case SitemapView():
            document = sitemap_of(view)
        case SitemapIndexView():
            document = sitemap_index_of(view)
        case NewsSitemapView():
            document = news_sitemap_of(view)
        case CalendarView():
            from sitegen.rendering.calendars import calendar_of  # noqa: PLC0415  its library takes long to load

            document = calendar_of(view)
        case OutlineView():
            document = outline_of(view)
        case RobotsView():
            document = robots_txt(view)
        case SecurityView():
            document = security_txt(view)
        case _:
            assert_never(view)
    return document


def feed_of(feed: FeedView, form: FeedFormat) -> bytes:
    """Write a feed in one of the three formats."""
    match form:
        case "rss":
            return rss_of(feed)
        case "atom":
            return atom_of(feed)
        case "json":
            return json_feed_of(feed)
        case _:
            assert_never(form)
