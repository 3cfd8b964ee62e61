"""What machines read of the whole site: sitemaps, robots.txt, security.txt, the list of feeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from sitegen.clock import UnreadableDate, moment_from_text
from sitegen.planning.desk import Desk
from sitegen.planning.documents import (
    NewsEntry,
    NewsSitemapView,
    OutlineView,
    RobotsView,
    SecurityView,
    SitemapEntry,
    SitemapIndexView,
    SitemapView,
)
from sitegen.planning.feeds import NEVER
from sitegen.planning.lists import newest_change
from sitegen.planning.pages import FromView, MachineView, Page
from sitegen.planning.site import Site
from sitegen.planning.view_parts import FeedGroup
from sitegen.planning.views import PageView
from sitegen.planning.visibility import NEWS_WINDOW
from sitegen.problems import Location
from sitegen.site_path import SitePath

__all__ = ["OUTLINE", "machine_pages", "security_view", "sitemap_entry"]

OUTLINE = SitePath("feeds.opml")
ROBOTS = SitePath("robots.txt")
SECURITY = SitePath(".well-known/security.txt")
SITEMAP = SitePath("sitemap.xml")
NEWS_SITEMAP = SitePath("news-sitemap.xml")
CONFIG = Location("config.yaml")

MOST_ADDRESSES = 50_000
"""Addresses in one sitemap (sitemaps.org, protocol 0.9)."""

MOST_BYTES = 50_000_000
"""Bytes of one sitemap (likewise)."""

MARK_UP_BYTES = 150

MOST_NEWS = 1_000
"""Articles in one news sitemap (Google, "Create a News sitemap")."""


def machine_pages(
    desks: Sequence[Desk], addresses: Iterable[SitemapEntry], groups: tuple[FeedGroup, ...]
) -> Iterator[Page]:
    """Describe the documents that speak of the whole site; `addresses` are those of all pages for search engines."""
    desk = desks[0]
    site = desk.site
    sitemaps = tuple(sitemap_pages(site, addresses))
    yield from sitemaps
    news = news_sitemap(desks)
    if news.entries:
        yield machine_page(site, NEWS_SITEMAP, news)
    announced = (SITEMAP, NEWS_SITEMAP) if news.entries else (SITEMAP,)
    robots = RobotsView(
        crawlers=site.config.crawlers,
        sitemaps=tuple(site.base.absolute(path) for path in announced),
        path=site.base.path,
    )
    yield machine_page(site, ROBOTS, robots)
    updated = newest_change([entry for each in desks for entry in each.edition.articles]) or NEVER
    yield machine_page(site, OUTLINE, OutlineView(title=desk.title, updated=updated, groups=groups))
    if security := security_view(site):
        yield machine_page(site, SECURITY, security)


def machine_page(site: Site, path: SitePath, view: MachineView) -> Page:
    """Make a page of one document."""
    return Page(path=path, recipe=FromView(), edition=site.default.lang, origin=CONFIG, view=view)


def sitemap_entry(page: Page) -> SitemapEntry | None:
    """Describe the address of a page for search engines; none for one that they shall not list."""
    view = page.view
    if not isinstance(view, PageView) or not view.indexed or view.canonical != view.absolute_url:
        return None
    return SitemapEntry(url=view.absolute_url, updated=view.updated, alternates=view.alternates)


def sitemap_pages(site: Site, addresses: Iterable[SitemapEntry], most: int = MOST_ADDRESSES) -> Iterator[Page]:
    """Describe the sitemap, or a list of sitemaps when there are too many addresses for one."""
    entries = tuple(addresses)
    parts = sitemap_parts(entries, most)
    if len(parts) == 1:
        yield machine_page(site, SITEMAP, SitemapView(entries=entries))
        return
    paths = [SitePath(f"sitemap-{number}.xml") for number in range(1, len(parts) + 1)]
    yield machine_page(site, SITEMAP, SitemapIndexView(sitemaps=tuple(site.base.absolute(path) for path in paths)))
    for path, part in zip(paths, parts, strict=True):
        yield machine_page(site, path, SitemapView(entries=part))


def sitemap_parts(entries: Iterable[SitemapEntry], most: int) -> list[tuple[SitemapEntry, ...]]:
    """Cut the addresses into sitemaps that are neither too long nor too large."""
    parts: list[list[SitemapEntry]] = [[]]
    size = 0
    for entry in entries:
        size += size_of(entry)
        if len(parts[-1]) == most or size > MOST_BYTES:
            parts.append([])
            size = size_of(entry)
        parts[-1].append(entry)
    return [tuple(part) for part in parts]


def size_of(entry: SitemapEntry) -> int:
    """Give an upper bound of the bytes that an address takes in a sitemap, its mark-up included."""
    return MARK_UP_BYTES + len(entry.url) + sum(MARK_UP_BYTES + len(other.absolute_url) for other in entry.alternates)


def news_sitemap(desks: Sequence[Desk]) -> NewsSitemapView:
    """Describe the articles of the last 48 hours, each at the address that counts."""
    site = desks[0].site
    entries = [
        NewsEntry(
            url=entry.absolute_url,
            title=entry.article.title,
            lang=entry.article.lang,
            published=entry.article.date,
        )
        for desk in desks
        for entry in desk.edition.articles
        if entry.article.date
        and entry.canonical == entry.absolute_url
        and site.now - entry.article.date.at < NEWS_WINDOW
    ]
    return NewsSitemapView(publication=desks[0].title, entries=tuple(entries[:MOST_NEWS]))


def security_view(site: Site) -> SecurityView | None:
    """Describe where to report weaknesses, if the site says so."""
    settings = site.config.security
    if not settings.contact or not settings.expires:
        return None
    try:
        expires = moment_from_text(settings.expires, ZoneInfo(site.config.timezone))
    except UnreadableDate:
        return None
    return SecurityView(
        contact=settings.contact,
        expires=expires,
        policy=settings.policy,
        canonical=site.base.absolute(SECURITY),
        languages=tuple(edition.lang for edition in site.editions),
    )
