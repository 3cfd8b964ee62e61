"""Sitemaps (sitemaps.org, protocol 0.9), with hreflang, and Google News sitemaps.

Written as text, because fifty thousand addresses as a tree of elements cost seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from sitegen.planning.documents import NewsEntry, NewsSitemapView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.rendering.printable import printable_text

__all__ = ["news_sitemap_of", "sitemap_index_of", "sitemap_of"]

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
TRADITIONAL_CHINESE = {"hant", "tw", "hk", "mo"}


def sitemap_of(view: SitemapView) -> bytes:
    """Write a sitemap; the translations of a page are named with it (`xhtml:link`)."""
    xhtml = {"xhtml": XHTML} if any(entry.alternates for entry in view.entries) else {}
    return document("urlset", {"": SITEMAP, **xhtml}, map(address_of, view.entries))


def address_of(entry: SitemapEntry) -> str:
    """Write the entry of one page."""
    updated = f"<lastmod>{entry.updated.iso}</lastmod>" if entry.updated else ""
    alternates = "".join(
        f'\n<xhtml:link rel="alternate" hreflang="{escape(other.lang)}" href="{escape(other.absolute_url)}"/>'
        for other in entry.alternates
    )
    return f"<url><loc>{escape(entry.url)}</loc>{updated}{alternates}</url>"


def sitemap_index_of(view: SitemapIndexView) -> bytes:
    """Write the list of all sitemaps."""
    lines = (f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in view.sitemaps)
    return document("sitemapindex", {"": SITEMAP}, lines)


def news_sitemap_of(view: NewsSitemapView) -> bytes:
    """Write a Google News sitemap."""
    publication = text_of(view.publication)
    return document("urlset", {"": SITEMAP, "news": NEWS}, (news_of(entry, publication) for entry in view.entries))


def news_of(entry: NewsEntry, publication: str) -> str:
    """Write the entry of one article; `publication` is already escaped."""
    return (
        f"<url><loc>{escape(entry.url)}</loc><news:news>"
        f"<news:publication><news:name>{publication}</news:name>"
        f"<news:language>{news_language(entry.lang)}</news:language></news:publication>"
        f"<news:publication_date>{entry.published.iso}</news:publication_date>"
        f"<news:title>{text_of(entry.title)}</news:title></news:news></url>"
    )


def news_language(lang: str) -> str:
    """Give a language as Google News names it: ISO 639, but `zh-cn` and `zh-tw` for Chinese."""
    language, *subtags = lang.lower().split("-")
    if language != "zh":
        return language
    return "zh-tw" if TRADITIONAL_CHINESE.intersection(subtags) else "zh-cn"


def text_of(text: str) -> str:
    """Write a text for XML."""
    return escape(printable_text(text), quote=False)


def document(root: str, namespaces: dict[str, str], lines: Iterable[str]) -> bytes:
    """Write a document of one entry on a line; the namespace with the empty prefix is the root's own."""
    declared = "".join(f' xmlns{":" if prefix else ""}{prefix}="{address}"' for prefix, address in namespaces.items())
    body = "".join(f"{line}\n" for line in lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{declared}>\n{body}</{root}>\n'.encode()
