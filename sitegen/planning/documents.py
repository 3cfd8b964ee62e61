"""What the formats that machines read are made of: feeds, sitemaps, calendars, outlines, robots.txt."""

from __future__ import annotations

from msgspec import Struct

from sitegen.clock import Moment
from sitegen.config import CrawlerSettings
from sitegen.planning.view_parts import (
    Alternate,
    AttachmentView,
    FeedGroup,
    Picture,
)

__all__ = [
    "CalendarView",
    "FeedAuthor",
    "FeedEntry",
    "FeedView",
    "NewsEntry",
    "NewsSitemapView",
    "OutlineView",
    "RobotsView",
    "SecurityView",
    "SitemapEntry",
    "SitemapIndexView",
    "SitemapView",
]


class FeedAuthor(Struct, frozen=True, kw_only=True, gc=False):
    """Who wrote an entry; `url` is absolute or empty."""

    name: str
    url: str = ""


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One article in a feed.

    `id` never changes. `html` is the whole article with absolute addresses only, or empty when feeds carry
    summaries; it may still hold elements that feed readers refuse.
    """

    id: str
    url: str
    title: str
    lang: str
    published: Moment
    updated: Moment
    summary: str = ""
    html: str = ""
    authors: tuple[FeedAuthor, ...] = ()
    categories: tuple[str, ...] = ()
    picture: Picture | None = None
    attachments: tuple[AttachmentView, ...] = ()


class FeedView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="feed"):
    """One list of articles as a feed, newest first; all addresses are absolute.

    `urls` are the addresses in the site's formats: keys `rss`, `atom`, `json`. `id` is the feed's own id, the
    same in all formats. `updated` is when its newest entry last changed. The window's neighbours in the archive
    (RFC 5005, section 4) are in `previous`, `next` and `current`: for each format the address of that document,
    or empty; `is_archive` marks an archive document.
    """

    id: str
    title: str
    description: str
    home_url: str
    urls: dict[str, str]
    lang: str
    updated: Moment
    publisher: str
    email: str = ""
    logo: Picture | None = None
    entries: tuple[FeedEntry, ...] = ()
    is_archive: bool = False
    previous: dict[str, str] = {}
    next: dict[str, str] = {}
    current: dict[str, str] = {}


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """An address for search engines, when it last changed, and the same text in other languages."""

    url: str
    updated: Moment | None = None
    alternates: tuple[Alternate, ...] = ()


class SitemapView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="sitemap"):
    """A sitemap (sitemaps.org, protocol 0.9) of at most 50,000 addresses."""

    entries: tuple[SitemapEntry, ...] = ()


class SitemapIndexView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="sitemap-index"):
    """The list of all sitemaps, by absolute address."""

    sitemaps: tuple[str, ...] = ()


class NewsEntry(Struct, frozen=True, kw_only=True, gc=False):
    """An article of the last 48 hours."""

    url: str
    title: str
    lang: str
    published: Moment


class NewsSitemapView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="news-sitemap"):
    """A Google News sitemap; `publication` is the name of the site."""

    publication: str
    entries: tuple[NewsEntry, ...] = ()


class CalendarView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="calendar"):
    """One event as iCalendar (RFC 5545).

    `stamp` is when its description last changed; `end` may be missing, `online` is an address.
    """

    uid: str
    title: str
    url: str
    stamp: Moment
    start: Moment
    end: Moment | None = None
    summary: str = ""
    venue: str = ""
    online: str = ""
    lang: str = ""
    publisher: str = ""


class OutlineView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="outline"):
    """All feeds as OPML 2.0, for import into a feed reader."""

    title: str
    updated: Moment
    groups: tuple[FeedGroup, ...] = ()


class RobotsView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="robots"):
    """robots.txt (RFC 9309): what the site asks of crawlers, and its sitemaps by absolute address."""

    crawlers: CrawlerSettings
    sitemaps: tuple[str, ...] = ()
    path: str = "/"


class SecurityView(Struct, frozen=True, kw_only=True, tag_field="kind", tag="security"):
    """.well-known/security.txt (RFC 9116)."""

    contact: str
    expires: Moment
    policy: str = ""
    canonical: str = ""
    languages: tuple[str, ...] = ()
