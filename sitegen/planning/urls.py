"""Addresses: from patterns to paths in the output, and from paths to what links say."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import quote, urlsplit

from msgspec import Struct

from sitegen.config import AddressSettings
from sitegen.reading.article import Article
from sitegen.site_path import SitePath

__all__ = ["Base", "article_path", "base_of", "directory_path", "redirect_path"]

REPEATED_SLASH = re.compile(r"/{2,}")
DATE_BEFORE_NAME = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
"""The date that Jekyll, Eleventy and their like take from a file's name; one of `2024-12-5-` they leave there."""


class Base(Struct, frozen=True, gc=False):
    """Where the site is published: `https://example.org` and `/newsroom/`."""

    origin: str
    path: str

    @property
    def address(self) -> str:
        """The absolute address of the home page."""
        return self.origin + self.path

    def url(self, path: SitePath) -> str:
        """Give the address of an output file for links in pages."""
        return self.path + path.url_path

    def absolute(self, path: SitePath) -> str:
        """Give the address of an output file with its host."""
        return self.origin + self.path + path.url_path

    def absolute_url(self, url: str) -> str:
        """Give an address of a link in a page with its host."""
        return self.origin + url if url.startswith("/") and not url.startswith("//") else url


def base_of(base_url: str) -> Base:
    """Split a checked `base_url` into origin and path."""
    parts = urlsplit(base_url)
    return Base(f"{parts.scheme}://{parts.netloc}", quote(parts.path.rstrip("/"), safe="/%") + "/")


def article_path(article: Article, patterns: AddressSettings, prefix: str) -> SitePath:
    """Give the output file of an article or standing page; `prefix` is its edition's folder, or empty.

    Raises `ValueError` for an address that cannot be a path.
    """
    if prefix and article.permalink.startswith(f"/{prefix}/"):
        return directory_path(article.permalink)
    return directory_path(prefix, article.permalink or expanded(pattern_for(article, patterns), article))


def pattern_for(article: Article, patterns: AddressSettings) -> str:
    """Choose the pattern of an article's address."""
    if article.kind == "page":
        return patterns.page
    return patterns.sections.get(article.section, patterns.article)


def expanded(pattern: str, article: Article) -> str:
    """Fill in a pattern."""
    day = article.date.at.date() if article.date else None
    return pattern.format(
        section=article.section,
        path=article.path,
        slug=article.slug,
        name=article.slug if "slug" in article.marks else DATE_BEFORE_NAME.sub("", posixpath.basename(article.path)),
        type=article.type,
        lang=article.lang,
        year=f"{day.year:04}" if day else "",
        month=f"{day.month:02}" if day else "",
        day=f"{day.day:02}" if day else "",
    )


def directory_path(*parts: str) -> SitePath:
    """Join parts of an address to an output file: `tags`, `health` gives `tags/health/index.html`.

    An address that ends in a file name with an extension is taken as it is. Raises `ValueError`.
    """
    joined = unicodedata.normalize("NFC", REPEATED_SLASH.sub("/", "/".join(parts)).strip("/"))
    wants_file = not parts[-1].endswith("/") and posixpath.splitext(joined)[1] in {".html", ".htm"}
    return SitePath(joined if wants_file else f"{joined}/index.html".lstrip("/"))


def redirect_path(alias: str) -> SitePath:
    """Give the output file that answers for a former address. Raises `ValueError`."""
    if "?" in alias or "#" in alias:
        raise ValueError("an address must be without `?` and `#`")
    return directory_path(alias)
