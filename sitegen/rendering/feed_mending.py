"""What feedgen 1.0.0 leaves out of RSS and Atom or puts wrong, mended on its element tree: all of it is here.

- It knows the attributes of an Atom entry's links but writes `href` alone (it asks the wrong variable for them).
- It refuses `rel` values that it does not know (RFC 5005), writes only `self` into RSS, and takes the *last* `link()`
  for the RSS channel's own: so of a feed's links it is told the page alone.
- It drops RSS authors without an e-mail address; we name them by `dc:creator`.
- Its RSS dates switch the locale of the whole process and do not pad years; so it is told of no `pubDate`, and its
  `lastBuildDate`, which it writes unasked, is overwritten.
- It knows one language for a feed; ours may carry articles in others.
- It fails at control characters without saying where: they are gone before it sees a text (`printable`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from lxml import etree

from sitegen.planning.documents import FeedEntry, FeedView
from sitegen.planning.view_parts import Picture
from sitegen.rendering.dates import rfc822_of
from sitegen.rendering.xml_tree import Element, add

__all__ = ["NAMESPACES", "Link", "entry_links", "mended_atom", "mended_rss"]

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fh": "http://purl.org/syndication/history/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
ATOM, DC, FH, MEDIA = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("atom", "dc", "fh", "media"))
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Link = dict[str, str]
"""The attributes of an Atom link (RFC 4287, section 4.2.7)."""


def mended_rss(rss: Element, feed: FeedView) -> Element:
    """Complete the `rss` element that feedgen made of a feed; gives the same element."""
    channel = rss.find("channel")
    channel.find("lastBuildDate").text = rfc822_of(feed.updated)
    place = channel.index(channel.find("description")) + 1
    for element in [*rss_head(feed), *(etree.Element(f"{ATOM}link", link) for link in feed_links(feed, "rss"))]:
        channel.insert(place, element)
        place += 1
    for item, entry in zip(channel.iterchildren("item"), feed.entries, strict=True):
        mend_item(item, entry, feed)
    return rss


def rss_head(feed: FeedView) -> Iterator[Element]:
    """Give what the channel says of itself beyond RSS: its publisher, and that it is an archive.

    `managingEditor` would need an e-mail address with the name behind it, which RSS's schema refuses.
    """
    publisher = etree.Element(f"{DC}publisher")
    publisher.text = feed.publisher
    yield publisher
    if feed.is_archive:
        yield etree.Element(f"{FH}archive")


def mend_item(item: Element, entry: FeedEntry, feed: FeedView) -> None:
    """Complete an RSS item: its dates, authors, language and picture."""
    add(item, "pubDate", rfc822_of(entry.published))
    if entry.updated != entry.published:
        add(item, f"{ATOM}updated", entry.updated.iso)
    for author in entry.authors:
        add(item, f"{DC}creator", author.name)
    if entry.lang != feed.lang:
        add(item, f"{DC}language", entry.lang)
    add_picture(item, entry.picture)


def mended_atom(root: Element, feed: FeedView) -> Element:
    """Complete the `feed` element that feedgen made of a feed; gives the same element."""
    page = root.find(f"{ATOM}link")
    page.attrib.update({"type": "text/html", "hreflang": feed.lang})
    place = root.index(page) + 1
    for link in feed_links(feed, "atom"):
        root.insert(place, etree.Element(f"{ATOM}link", link))
        place += 1
    if feed.is_archive:
        root.insert(place, etree.Element(f"{FH}archive"))
    for element, entry in zip(root.iterchildren(f"{ATOM}entry"), feed.entries, strict=True):
        mend_entry(element, entry, feed)
    return root


def mend_entry(element: Element, entry: FeedEntry, feed: FeedView) -> None:
    """Complete an Atom entry: its language, its links and its picture."""
    if entry.lang != feed.lang:
        element.set(XML_LANG, entry.lang)
    for link, attributes in zip(element.iterchildren(f"{ATOM}link"), entry_links(entry), strict=True):
        link.attrib.update(attributes)
    add_picture(element, entry.picture)


def feed_links(feed: FeedView, form: Literal["rss", "atom"]) -> list[Link]:
    """Give a feed's links besides its page: itself and the documents of its archive (RFC 5005, section 4)."""
    addresses = {
        "self": feed.urls.get(form, ""),
        "current": feed.current.get(form, ""),
        "prev-archive": feed.previous.get(form, ""),
        "next-archive": feed.next.get(form, ""),
    }
    media_type = f"application/{form}+xml"
    return [{"rel": rel, "type": media_type, "href": address} for rel, address in addresses.items() if address]


def entry_links(entry: FeedEntry) -> list[Link]:
    """Give an entry's links: its page, then its files, or its picture when it has no files.

    RSS shows the first file as its one enclosure.
    """
    page = {"rel": "alternate", "type": "text/html", "hreflang": entry.lang, "href": entry.url}
    files = [
        {"href": file.absolute_url, "type": file.type, "length": str(file.size), "title": file.title}
        | ({"hreflang": file.lang} if file.lang else {})
        for file in entry.attachments
    ]
    picture = entry.picture
    if not files and picture and picture.size and picture.type:
        files = [{"href": picture.absolute_url, "type": picture.type, "length": str(picture.size)}]
    return [page, *({"rel": "enclosure"} | file for file in files)]


def add_picture(parent: Element, picture: Picture | None) -> None:
    """Add a photograph with its size, text and credit (Media RSS 1.5)."""
    if not picture:
        return
    facts = {"fileSize": picture.size, "width": picture.width, "height": picture.height}
    known = {name: str(value) for name, value in facts.items() if value}
    media_type = {"type": picture.type} if picture.type else {}
    content = etree.SubElement(
        parent, f"{MEDIA}content", {"url": picture.absolute_url, **media_type, "medium": "image", **known}
    )
    for crop in picture.crops[:1]:
        size = {"width": str(crop.width), "height": str(crop.height)}
        etree.SubElement(content, f"{MEDIA}thumbnail", {"url": crop.absolute_url, **size})
    if text := picture.caption or picture.alt:
        add(content, f"{MEDIA}description", text).set("type", "plain")
    if picture.credit:
        add(content, f"{MEDIA}credit", picture.credit)
