"""RSS 2.0 and Atom 1.0 (RFC 4287), by feedgen; what it cannot say is added by `feed_mending`."""

from __future__ import annotations

from html import escape

from feedgen.entry import FeedEntry as EntryGenerator
from feedgen.feed import FeedGenerator

from sitegen.clock import with_whole_minutes
from sitegen.planning.documents import FeedEntry, FeedView
from sitegen.rendering.feed_html import feed_html
from sitegen.rendering.feed_mending import NAMESPACES, entry_links, mended_atom, mended_rss
from sitegen.rendering.printable import printable
from sitegen.rendering.xml_tree import Element, tree_of, written

__all__ = ["atom_of", "rss_of"]

RSS_IMAGES = {"image/png", "image/jpeg", "image/gif"}
"""What RSS 2.0 takes for a channel's image."""


class Tree:
    """The extension that feedgen asks for the namespaces of the root element, and that gets to see the element.

    feedgen itself gives a feed as text only, which we should have to read again.
    """

    root: Element

    def extend_ns(self) -> dict[str, str]:
        """Give our prefixes, Atom's left out: feedgen sets it."""
        return {prefix: address for prefix, address in NAMESPACES.items() if prefix not in {"atom", "content"}}

    def extend_rss(self, root: Element) -> Element:
        """Keep the element, to which feedgen adds the entries later."""
        self.root = root
        return root

    def extend_atom(self, root: Element) -> Element:
        """Leave the element as it is: in Atom, it has its namespace only once it has been written."""
        return root


def rss_of(feed: FeedView) -> bytes:
    """Write a feed as RSS 2.0: summaries in `description`, whole articles in `content:encoded`."""
    feed = printable(feed)
    generator = generator_of(feed)
    generator.description(feed.description or title_of(feed))
    if feed.logo and feed.logo.type in RSS_IMAGES:
        generator.image(feed.logo.absolute_url, title=title_of(feed), link=feed.home_url)
    for entry in feed.entries:
        generator.add_entry(rss_item_of(entry), order="append")
    generator.rss_str()
    return written(mended_rss(generator.tree.root, feed))


def atom_of(feed: FeedView) -> bytes:
    """Write a feed as Atom 1.0."""
    feed = printable(feed)
    generator = generator_of(feed)
    email = {"email": feed.email} if feed.email else {}
    generator.author({"name": feed.publisher, "uri": feed.home_url, **email})
    if feed.description:
        generator.subtitle(feed.description)
    if feed.logo:
        generator.logo(feed.logo.absolute_url)
    for entry in feed.entries:
        generator.add_entry(atom_entry_of(entry), order="append")
    return written(mended_atom(tree_of(generator.atom_str()), feed))


def generator_of(feed: FeedView) -> FeedGenerator:
    """Tell feedgen what both formats say of the feed itself."""
    generator = FeedGenerator()
    generator.register_extension("tree", Tree)
    generator.id(feed.id)
    generator.title(title_of(feed))
    generator.link(href=feed.home_url, rel="alternate")
    generator.language(feed.lang)
    generator.updated(with_whole_minutes(feed.updated.at))
    generator.generator("sitegen")
    generator.docs("")
    return generator


def title_of(feed: FeedView) -> str:
    """Give the feed's title; both formats insist on one."""
    return feed.title or feed.home_url


def entry_of(entry: FeedEntry) -> EntryGenerator:
    """Tell feedgen what both formats say of an entry."""
    generator = EntryGenerator()
    generator.id(entry.id)
    generator.title(entry.title or entry.url)
    for category in entry.categories:
        generator.category(term=category)
    if html := feed_html(entry.html, entry.url):
        generator.content(html, type="html")
    return generator


def summary_of(entry: FeedEntry) -> str:
    """Give the summary, and for an entry without any text its title, so that no reader shows a blank."""
    return entry.summary or ("" if feed_html(entry.html, entry.url) else entry.title)


def rss_item_of(entry: FeedEntry) -> EntryGenerator:
    """Tell feedgen what RSS says of an entry; its description is HTML, so a plain summary is escaped."""
    generator = entry_of(entry)
    page, *files = entry_links(entry)
    generator.link(href=page["href"])
    if summary := summary_of(entry):
        generator.description(escape(summary, quote=False), isSummary=True)
    for file in files[:1]:
        generator.enclosure(file["href"], file["length"], file["type"])
    return generator


def atom_entry_of(entry: FeedEntry) -> EntryGenerator:
    """Tell feedgen what Atom says of an entry."""
    generator = entry_of(entry)
    generator.published(with_whole_minutes(entry.published.at))
    generator.updated(with_whole_minutes(entry.updated.at))
    for link in entry_links(entry):
        generator.link(dict(link))
    if summary := summary_of(entry):
        generator.summary(summary)
    for author in entry.authors:
        generator.author({"name": author.name, **({"uri": author.url} if author.url else {})})
    return generator
