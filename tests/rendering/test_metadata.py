from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import Alternate, Link, Picture
from sitegen.planning.views import NotFoundView, SearchView, SiteView
from sitegen.rendering.metadata import metadata_of, opengraph_locale
from sitegen.rendering.printable import printable_text
from sitegen.rendering.xml_tree import Element
from tests.rendering.rendered import HOME, a_home_page, a_picture, a_site, an_article, at


def head_of(page: HtmlView, site: SiteView | None = None) -> Element:
    return html.document_fromstring(f"<html><head>{metadata_of(page, site or a_site())}</head><body></body></html>")


def values(head: Element, name: str) -> list[str]:
    return [found.get("content") for found in head.xpath("//meta[@name=$n or @property=$n]", n=name)]


def links(head: Element, rel: str, *names: str) -> list[tuple[str, ...]]:
    return [
        tuple(found.get(name) for name in names)
        for found in head.xpath("//link[@rel=$r]", r=rel)
        if found.get(names[0])
    ]


def test_an_article_tells_previews_what_it_is() -> None:
    head = head_of(an_article(updated=at("2017-03-27T09:00+07:00")))
    told = {found.get("property"): found.get("content") for found in head.xpath("//meta[@property]")}
    assert told == {
        "og:type": "article",
        "og:site_name": "WCO newsroom",
        "og:title": "A launch",
        "og:description": "It was launched.",
        "og:url": f"{HOME}news/2017/launch/",
        "og:locale": "en_US",
        "article:published_time": "2017-03-24T10:00:00+07:00",
        "article:modified_time": "2017-03-27T09:00:00+07:00",
        "article:section": "News",
        "article:tag": "Security",
        "og:image": f"{HOME}a/hall.jpg",
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "800",
        "og:image:alt": "Delegates in the hall",
    }


def test_translations_and_feeds_are_announced() -> None:
    alternates = tuple(
        Alternate(lang=lang, absolute_url=f"{HOME}{path}")
        for lang, path in [("en", ""), ("ar", "ar/"), ("x-default", "")]
    )
    head = head_of(an_article(alternates=alternates))
    assert links(head, "alternate", "hreflang", "href") == [("en", HOME), ("ar", f"{HOME}ar/"), ("x-default", HOME)]
    assert links(head, "alternate", "type", "title", "href") == [("application/rss+xml", "News", f"{HOME}feed.rss")]
    assert values(head, "og:locale:alternate") == ["ar_EG"]


def test_an_article_carried_from_another_language_is_the_originals() -> None:
    original = f"{HOME}news/2017/launch/"
    page = an_article(absolute_url=f"{HOME}it/news/2017/launch/", canonical=original, is_carried=True)
    head = head_of(page, a_site(lang="it", locale="it"))
    assert links(head, "canonical", "href") == [(original,)]
    assert values(head, "og:url") == [original]
    assert values(head, "og:locale") == ["en_US"]
    assert links(head, "alternate", "hreflang") == []


def test_a_page_without_a_picture_shows_the_sites() -> None:
    head = head_of(an_article(picture=None))
    assert values(head, "og:image") == [f"{HOME}preview.png"]
    assert values(head, "og:image:alt") == ["WCO"]


@pytest.mark.parametrize(
    ("picture", "card"),
    [(a_picture(), "summary_large_image"), (a_picture(width=300), "summary"), (None, "summary")],
)
def test_large_pictures_are_shown_large(picture: Picture | None, card: str) -> None:
    assert values(head_of(an_article(picture=picture), a_site(picture=None)), "twitter:card") == [card]


def test_a_page_without_a_description_has_the_sites() -> None:
    assert values(head_of(a_home_page(description="")), "description") == ["News of customs"]


def test_pages_that_are_no_news_are_not_indexed() -> None:
    facts: dict[str, Any] = {
        "url": "/s/",
        "absolute_url": f"{HOME}s/",
        "title": "Search",
        "head_title": "Search",
        "description": "",
    }
    search = head_of(SearchView(**facts, canonical=f"{HOME}s/", indexed=False))
    assert values(search, "robots") == ["noindex"]
    assert search.xpath("//script") == []
    missing = head_of(NotFoundView(**facts, canonical="", indexed=False))
    assert values(missing, "robots") == ["noindex"]
    assert missing.xpath("//link[@rel='canonical'] | //meta[@property]") == []


@pytest.mark.parametrize(
    ("lang", "locale"),
    [
        ("en", "en_US"),
        ("fr_CH", "fr_CH"),
        ("pt-BR", "pt_BR"),
        ("zh-Hant", "zh_TW"),
        ("sr_Latn_RS", "sr_RS"),
        ("es-419", "es_ES"),
        ("eo", ""),
        ("tlh", ""),
    ],
)
def test_locales_name_a_country(lang: str, locale: str) -> None:
    assert opengraph_locale(lang) == locale


@given(st.text())
@settings(max_examples=50, deadline=None)
def test_no_text_breaks_out_of_an_attribute(text: str) -> None:
    title = text.replace("\r", "")
    head = head_of(an_article(title=title, tags=(Link(title=title, url="/t/"),)))
    assert values(head, "og:title") == [printable_text(title)]
    assert len(head.xpath("//body/*")) == 0
