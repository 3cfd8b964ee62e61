"""Feeds of the site, of editions, sections and tags, and their archives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct, structs

from sitegen.clock import Moment
from sitegen.config import FeedFormat
from sitegen.planning.article_pages import attachment_views
from sitegen.planning.desk import Desk
from sitegen.planning.documents import FeedAuthor, FeedEntry, FeedView
from sitegen.planning.editions import Entry, id_authority, newest_first
from sitegen.planning.lists import ArticleList
from sitegen.planning.pages import FromFeed, Page, TextInPage
from sitegen.planning.pagination import pages_of
from sitegen.planning.taxonomies import AUTHORS, TAGS
from sitegen.planning.urls import Base, directory_path
from sitegen.planning.view_parts import FeedGroup, FeedLabel, FeedLink, FeedScope, ListKind, Picture
from sitegen.problems import Location
from sitegen.site_path import SitePath

__all__ = ["NEVER", "Channel", "channel_links", "channels_of", "feed_pages", "group_of", "site_channel"]

FORMATS: tuple[tuple[FeedFormat, str, FeedLabel, str], ...] = (
    ("rss", "feed.xml", "RSS", "application/rss+xml"),
    ("atom", "atom.xml", "Atom", "application/atom+xml"),
    ("json", "feed.json", "JSON", "application/feed+json"),
)
"""Format, file name, name for people and media type of each feed."""

NEVER = Moment(datetime(1970, 1, 1, tzinfo=UTC))
"""When a feed without entries last changed."""

SCOPES: dict[ListKind, FeedScope] = {"home": "edition", "section": "section", "tag": "tag"}
"""The kinds of lists that are published as feeds, and what their feeds are of."""


class Channel(Struct, frozen=True, kw_only=True):
    """A list of articles that is published as a feed.

    `folder` is where its documents lie, `formats` in which they are written, `is_archived` whether it has archives.
    """

    scope: FeedScope
    title: str
    description: str
    folder: SitePath
    home_url: str
    lang: str
    origin: Location
    entries: tuple[Entry, ...]
    formats: tuple[FeedFormat, ...]
    is_archived: bool = False


def channels_of(desk: Desk, lists: Sequence[ArticleList]) -> tuple[Channel, ...]:
    """Give the feeds of an edition; that of its home page is the first."""
    return tuple(channel_of(desk, shown) for shown in lists if shown.of in SCOPES)


def channel_of(desk: Desk, shown: ArticleList) -> Channel:
    """Give the feed of a list."""
    settings = desk.site.config.feeds
    folder = desk.path(*shown.parts)
    title = desk.title if shown.of == "home" else f"{desk.title}: {shown.title}"
    return Channel(
        scope=SCOPES[shown.of],
        title=title,
        description=shown.description,
        folder=folder,
        home_url=desk.site.base.absolute(folder),
        lang=desk.lang,
        origin=shown.origin,
        entries=shown.entries,
        formats=settings.formats,
        is_archived=shown.of == "home" and settings.archives and "atom" in settings.formats,
    )


def site_channel(desks: Sequence[Desk]) -> Channel | None:
    """Give the feed of all languages of a site that has several."""
    if len(desks) == 1:
        return None
    default = desks[0]
    texts = newest_first(entry for desk in desks for entry in desk.edition.articles if is_own_text(entry))
    return Channel(
        scope="site",
        title=f"{default.title}: {default.text('All languages')}",
        description=default.description or default.title,
        folder=directory_path("all/"),
        home_url=default.site.base.address,
        lang=default.lang,
        origin=Location("config.yaml"),
        entries=texts,
        formats=default.site.config.feeds.formats,
    )


def is_own_text(entry: Entry) -> bool:
    """Tell whether an entry stands at the address that counts for its text."""
    return entry.canonical == entry.absolute_url


def formats_of(channel: Channel) -> Iterator[tuple[FeedFormat, str, FeedLabel, str]]:
    """Give the formats in which a feed is written, in the order in which readers are offered them."""
    return (known for known in FORMATS if known[0] in channel.formats)


def document_path(channel: Channel, name: str) -> SitePath:
    """Give the output file of a document of a feed."""
    return SitePath(channel.folder.text.removesuffix("index.html") + name)


def channel_links(channel: Channel, base: Base) -> tuple[FeedLink, ...]:
    """Link to all formats of a feed."""
    return tuple(
        FeedLink(
            title=f"{channel.title} ({label})",
            url=base.url(document_path(channel, name)),
            absolute_url=base.absolute(document_path(channel, name)),
            format=label,
            type=media_type,
        )
        for _, name, label, media_type in formats_of(channel)
    )


def group_of(channel: Channel, base: Base) -> FeedGroup:
    """Describe a feed for the page that explains all feeds."""
    return FeedGroup(
        title=channel.title,
        url=channel.home_url.removeprefix(base.origin),
        feeds=channel_links(channel, base),
        lang=channel.lang,
        kind=channel.scope,
    )


def feed_pages(channel: Channel, desks: Mapping[str, Desk], logo: Picture | None) -> Iterator[Page]:
    """Describe the document of a feed in each format, and its archive documents."""
    site = desks[channel.lang].site
    base = site.base
    window = site.config.feeds.window
    archives = archive_slices(channel, window)
    newest_archive = archive_urls(channel, base, len(archives)) if archives else {}
    newest = channel.entries[:window]
    view = feed_view(channel, desks, logo, newest, current_urls(channel, base))
    current = structs.replace(view, previous=newest_archive)
    texts = feed_texts(desks, newest)
    for kind, name, _, _ in formats_of(channel):
        yield feed_page(channel, document_path(channel, name), kind, current, texts)
    for number, entries in enumerate(archives, start=1):
        plain = feed_view(channel, desks, logo, entries, archive_urls(channel, base, number))
        view = structs.replace(
            plain,
            is_archive=True,
            previous=archive_urls(channel, base, number - 1) if number > 1 else {},
            next=archive_urls(channel, base, number + 1) if number < len(archives) else {},
            current=current_urls(channel, base),
        )
        yield feed_page(channel, archive_path(channel, number), "atom", view, feed_texts(desks, entries))


def feed_page(
    channel: Channel, path: SitePath, kind: FeedFormat, view: FeedView, texts: tuple[TextInPage, ...]
) -> Page:
    """Make a page of one document of a feed."""
    recipe = FromFeed(kind)
    return Page(path=path, recipe=recipe, edition=channel.lang, origin=channel.origin, view=view, texts=texts)


def feed_texts(desks: Mapping[str, Desk], entries: Sequence[Entry]) -> tuple[TextInPage, ...]:
    """Give the texts of a feed's entries, if it carries them."""
    return tuple(
        desks[entry.edition].feed_text(entry) for entry in entries if desks[entry.edition].site.config.feeds.full_text
    )


def archive_slices(channel: Channel, window: int) -> list[tuple[Entry, ...]]:
    """Cut the articles beyond the window into archive documents, oldest first, so that full ones never change."""
    if not channel.is_archived or len(channel.entries) <= window:
        return []
    complete = channel.entries[len(channel.entries) % window :]
    return [part.items for part in reversed(pages_of(complete, window))]


def archive_path(channel: Channel, number: int) -> SitePath:
    """Give the output file of an archive document."""
    return document_path(channel, f"atom-archive-{number}.xml")


def archive_urls(channel: Channel, base: Base, number: int) -> dict[str, str]:
    """Give the address of an archive document; archives exist in Atom only, where RFC 5005 has them."""
    return {"atom": base.absolute(archive_path(channel, number))}


def current_urls(channel: Channel, base: Base) -> dict[str, str]:
    """Give the addresses of the documents to which readers subscribe."""
    return {kind: base.absolute(document_path(channel, name)) for kind, name, _, _ in formats_of(channel)}


def feed_view(
    channel: Channel, desks: Mapping[str, Desk], logo: Picture | None, entries: Sequence[Entry], urls: dict[str, str]
) -> FeedView:
    """Describe a document of a feed, each article in the words of its own edition."""
    desk = desks[channel.lang]
    config = desk.site.config
    described = tuple(known_feed_entry(desks[entry.edition], entry) for entry in entries)
    return FeedView(
        id=f"tag:{id_authority(config, desk.site.base)}:feed/{channel.folder.url_path}",
        title=channel.title,
        description=channel.description or channel.title,
        home_url=channel.home_url,
        urls=urls,
        lang=channel.lang,
        updated=max((entry.updated for entry in described), key=lambda moment: moment.at, default=NEVER),
        publisher=desk.local(config.organization.name) or desk.title,
        email=config.organization.email,
        logo=logo,
        entries=described,
    )


def known_feed_entry(desk: Desk, entry: Entry) -> FeedEntry:
    """Give an article's entry, which is the same in all feeds of its edition."""
    source = entry.article.source
    if source not in desk.feed_entries:
        desk.feed_entries[source] = feed_entry(desk, entry)
    return desk.feed_entries[source]


def feed_entry(desk: Desk, entry: Entry) -> FeedEntry:
    """Describe an article for feeds."""
    article = entry.article
    published = article.date or NEVER
    authors = desk.term_links(AUTHORS, article.authors)
    base = desk.site.base
    return FeedEntry(
        id=entry.id,
        url=entry.absolute_url,
        title=article.title,
        lang=article.lang,
        published=published,
        updated=entry.changed or published,
        summary=article.summary or article.body.first_paragraph,
        authors=tuple(FeedAuthor(name=author.title, url=base.absolute_url(author.url)) for author in authors),
        categories=categories_of(desk, entry),
        picture=desk.picture(entry),
        attachments=attachment_views(desk, article),
    )


def categories_of(desk: Desk, entry: Entry) -> tuple[str, ...]:
    """Name an article's tags in the edition's language."""
    return tuple(dict.fromkeys(desk.term_title(TAGS, key) for key in entry.article.tags))
