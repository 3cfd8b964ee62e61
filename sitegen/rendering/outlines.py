"""The list of all feeds as OPML 2.0, for import into a feed reader."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from sitegen.planning.documents import OutlineView
from sitegen.planning.view_parts import FeedGroup
from sitegen.rendering.dates import rfc822_of
from sitegen.rendering.printable import printable
from sitegen.rendering.xml_tree import add, written

__all__ = ["outline_of"]


def outline_of(view: OutlineView) -> bytes:
    """Write the list; each group once, by its RSS feed, so that a reader does not subscribe to the same news thrice."""
    view = printable(view)
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    add(head, "title", view.title)
    add(head, "dateModified", rfc822_of(view.updated))
    body = etree.SubElement(root, "body")
    for group in view.groups:
        if group.feeds:
            etree.SubElement(body, "outline", subscription_of(group))
    return written(root)


def subscription_of(group: FeedGroup) -> dict[str, str]:
    """Give the attributes of a group's outline; `type` is `rss` for any feed (OPML 2.0, "Subscription lists")."""
    feed = next((feed for feed in group.feeds if feed.format == "RSS"), group.feeds[0])
    language = {"language": group.lang} if group.lang else {}
    return {
        "text": group.title,
        "title": group.title,
        "type": "rss",
        "xmlUrl": feed.absolute_url,
        "htmlUrl": urljoin(feed.absolute_url, group.url),
        **language,
    }
