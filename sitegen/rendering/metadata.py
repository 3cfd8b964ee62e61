"""What the head of a page tells machines: for search engines, link previews and feed readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape

import msgspec
from babel.core import get_global
from markupsafe import Markup

from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import PictureFile
from sitegen.planning.views import (
    ArticleView,
    NotFoundView,
    SiteView,
    StandingView,
)
from sitegen.rendering.printable import printable, printable_text
from sitegen.rendering.structured_data import Node, files_of, modified, preview_files, structured_data

__all__ = ["metadata_of"]

LARGE_CARD = (600, 315)
"""Width and height in pixels from which previews show a picture large."""
COUNTRY_LETTERS = 2
RISKY_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
"""What could end a script or start a comment there (HTML, section 4.12.1.3)."""


def metadata_of(page: HtmlView, site: SiteView) -> Markup:
    """Give the elements for the head of a page, but for the theme's: charset, viewport, title, icons and styles."""
    parts = [*for_search_engines(page, site), *for_feed_readers(page)]
    if not isinstance(page, NotFoundView):
        parts += [*for_link_previews(page, site), *map(script, structured_data(page, site))]
    return Markup("\n".join(parts))  # noqa: S704 – every value has passed through `element` or `script`


def for_search_engines(page: HtmlView, site: SiteView) -> Iterator[str]:
    """Give the description, what robots may do, the lasting address and the translations."""
    if description := page.description or site.description:
        yield element("meta", name="description", content=description)
    yield element("meta", name="robots", content="max-image-preview:large" if page.indexed else "noindex")
    if page.canonical and not isinstance(page, NotFoundView):
        yield element("link", rel="canonical", href=page.canonical)
    for other in page.alternates:
        yield element("link", rel="alternate", hreflang=other.lang, href=other.absolute_url)


def for_feed_readers(page: HtmlView) -> Iterator[str]:
    """Announce the feeds of a page."""
    for feed in page.feeds:
        yield element("link", rel="alternate", type=feed.type, title=feed.title, href=feed.absolute_url)


def for_link_previews(page: HtmlView, site: SiteView) -> Iterator[str]:
    """Give what a preview of the page shows elsewhere (OpenGraph, and the one tag of Twitter's that has no other)."""
    lang = page.article_lang if isinstance(page, ArticleView | StandingView) else ""
    own_locale = opengraph_locale(lang or site.locale)
    yield property_of("og:type", "article" if isinstance(page, ArticleView) else "website")
    yield property_of("og:site_name", site.title)
    yield property_of("og:title", page.title)
    if description := page.description or site.description:
        yield property_of("og:description", description)
    yield property_of("og:url", page.canonical or page.absolute_url)
    if own_locale:
        yield property_of("og:locale", own_locale)
    others = {opengraph_locale(other.lang) for other in page.alternates} - {own_locale, ""}
    for locale in sorted(others):
        yield property_of("og:locale:alternate", locale)
    if isinstance(page, ArticleView):
        yield from of_the_article(page)
    preview = next(iter(preview_files(page, site)), None)
    if preview:
        shown = next((each for each in (page.picture, site.picture) if preview in files_of(each)), None)
        yield from of_the_preview(preview, (shown and (shown.alt or shown.caption)) or page.title)
    yield element("meta", name="twitter:card", content="summary_large_image" if is_large(preview) else "summary")


def of_the_article(page: ArticleView) -> Iterator[str]:
    """Give OpenGraph's properties of an article."""
    yield property_of("article:published_time", page.date.iso)
    yield property_of("article:modified_time", modified(page).iso)
    if page.section:
        yield property_of("article:section", page.section.title)
    for tag in page.tags:
        yield property_of("article:tag", tag.title)


def of_the_preview(preview: PictureFile, alt: str) -> Iterator[str]:
    """Give OpenGraph's properties of a picture, which `alt` describes."""
    yield property_of("og:image", preview.absolute_url)
    if preview.type:
        yield property_of("og:image:type", preview.type)
    if preview.width and preview.height:
        yield property_of("og:image:width", str(preview.width))
        yield property_of("og:image:height", str(preview.height))
    yield property_of("og:image:alt", alt)


def is_large(preview: PictureFile | None) -> bool:
    """Tell whether previews show the picture large."""
    return preview is not None and preview.width >= LARGE_CARD[0] and preview.height >= LARGE_CARD[1]


@lru_cache(maxsize=256)
def opengraph_locale(lang: str) -> str:
    """Give a language tag or CLDR locale with its country, as `pt_BR`: its own, else the likely one, else nothing."""
    language, *subtags = lang.replace("_", "-").split("-")
    likely = get_global("likely_subtags")
    known = next((likely[key] for key in ("_".join([language, *subtags[:1]]), language) if key in likely), "")
    countries = [tag for tag in (*subtags, *known.split("_")[1:]) if len(tag) == COUNTRY_LETTERS and tag.isalpha()]
    return f"{language.lower()}_{countries[0].upper()}" if countries else ""


def property_of(name: str, content: str) -> str:
    """Write one property of OpenGraph."""
    return element("meta", property=name, content=content)


def element(tag: str, /, **attributes: str) -> str:
    """Write an element without content."""
    written = "".join(f' {name}="{escape(printable_text(value))}"' for name, value in attributes.items())
    return f"<{tag}{written}>"


def script(node: Node) -> str:
    """Write a thing of schema.org so that nothing in its texts can end the script."""
    json = msgspec.json.encode(printable(node)).decode()
    safe = RISKY_IN_SCRIPT.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
    return f'<script type="application/ld+json">{safe}</script>'
