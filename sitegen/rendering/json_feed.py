"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from sitegen.planning.documents import FeedEntry, FeedView
from sitegen.planning.view_parts import Picture
from sitegen.rendering.feed_html import feed_html
from sitegen.rendering.printable import printable

__all__ = ["json_feed_of"]


class JsonAuthor(Struct, frozen=True, omit_defaults=True):
    """An author; the names of fields in this module are those of JSON Feed."""

    name: str
    url: str = ""


class JsonAttachment(Struct, frozen=True, omit_defaults=True):
    """A file that belongs to an item."""

    url: str
    mime_type: str
    title: str = ""
    size_in_bytes: int = 0


class JsonItem(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An item: `content_html`, or `content_text` where there is no whole article."""

    id: str
    url: str
    title: str
    summary: str = ""
    content_html: str = ""
    content_text: str = ""
    image: str = ""
    date_published: str
    date_modified: str
    authors: tuple[JsonAuthor, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    attachments: tuple[JsonAttachment, ...] = ()


class JsonFeed(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The document."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str = ""
    next_url: str = ""
    icon: str = ""
    authors: tuple[JsonAuthor, ...] = ()
    language: str
    items: tuple[JsonItem, ...]


def json_feed_of(feed: FeedView) -> bytes:
    """Write a feed as JSON Feed 1.1; `next_url` leads to the older entries of the archive."""
    feed = printable(feed)
    document = JsonFeed(
        version="https://jsonfeed.org/version/1.1",
        title=feed.title or feed.home_url,
        home_page_url=feed.home_url,
        feed_url=feed.urls["json"],
        description=feed.description,
        next_url=feed.previous.get("json", ""),
        icon=feed.logo.absolute_url if feed.logo else "",
        authors=(JsonAuthor(feed.publisher, feed.home_url),),
        language=feed.lang,
        items=tuple(item_of(entry) for entry in feed.entries),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def picture_address(picture: Picture | None) -> str:
    """Give the cut of a photograph that readers show beside a title, else the photograph; nothing if there is none."""
    if picture is None:
        return ""
    return picture.crops[0].absolute_url if picture.crops else picture.absolute_url


def item_of(entry: FeedEntry) -> JsonItem:
    """Give an entry as an item; one without any text shows its title."""
    html = feed_html(entry.html, entry.url)
    return JsonItem(
        id=entry.id,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        content_html=html,
        content_text="" if html else entry.summary or entry.title or entry.url,
        image=picture_address(entry.picture),
        date_published=entry.published.iso,
        date_modified=entry.updated.iso,
        authors=tuple(JsonAuthor(author.name, author.url) for author in entry.authors),
        tags=entry.categories,
        language=entry.lang,
        attachments=tuple(
            JsonAttachment(file.absolute_url, file.type, file.title, file.size) for file in entry.attachments
        ),
    )
