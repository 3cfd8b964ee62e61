from __future__ import annotations

import pytest

from sitegen.planning.documents import NewsEntry, NewsSitemapView, SitemapEntry, SitemapIndexView, SitemapView
from sitegen.planning.view_parts import Alternate
from sitegen.rendering.sitemaps import news_language, news_sitemap_of, sitemap_index_of, sitemap_of
from sitegen.rendering.xml_tree import tree_of
from tests.rendering.rendered import HOME, at

SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}


def test_addresses_have_their_last_change_and_translations() -> None:
    alternates = (Alternate(lang="en", absolute_url=HOME), Alternate(lang="x-default", absolute_url=HOME))
    entries = (SitemapEntry(url=f"{HOME}?a&b", updated=at("2017-03-24T10:00+07:00"), alternates=alternates),)
    (url,) = tree_of(sitemap_of(SitemapView(entries=(*entries,)))).iterfind("s:url", SPACES)
    assert url.findtext("s:loc", namespaces=SPACES) == f"{HOME}?a&b"
    assert url.findtext("s:lastmod", namespaces=SPACES) == "2017-03-24T10:00:00+07:00"
    assert [dict(link.attrib) for link in url.iterfind("x:link", SPACES)] == [
        {"rel": "alternate", "hreflang": "en", "href": HOME},
        {"rel": "alternate", "hreflang": "x-default", "href": HOME},
    ]


def test_one_address_is_one_line() -> None:
    written = sitemap_of(SitemapView(entries=(SitemapEntry(url=HOME), SitemapEntry(url=f"{HOME}a/"))))
    assert written.decode().splitlines()[2:] == [
        f"<url><loc>{HOME}</loc></url>",
        f"<url><loc>{HOME}a/</loc></url>",
        "</urlset>",
    ]
    assert b"xhtml" not in written


def test_the_index_lists_sitemaps() -> None:
    written = tree_of(sitemap_index_of(SitemapIndexView(sitemaps=(f"{HOME}sitemap-1.xml", f"{HOME}sitemap-2.xml"))))
    assert [loc.text for loc in written.iterfind("s:sitemap/s:loc", SPACES)] == [
        f"{HOME}sitemap-1.xml",
        f"{HOME}sitemap-2.xml",
    ]


def test_news_have_their_publication_title_and_date() -> None:
    entry = NewsEntry(url=HOME, title="A & <b>\x00", lang="pt-BR", published=at("2017-03-24T10:00+07:00"))
    news = tree_of(news_sitemap_of(NewsSitemapView(publication="Q&A", entries=(entry,)))).find("s:url/n:news", SPACES)
    assert news.findtext("n:publication/n:name", namespaces=SPACES) == "Q&A"
    assert news.findtext("n:publication/n:language", namespaces=SPACES) == "pt"
    assert news.findtext("n:publication_date", namespaces=SPACES) == "2017-03-24T10:00:00+07:00"
    assert news.findtext("n:title", namespaces=SPACES) == "A & <b>"


@pytest.mark.parametrize(
    ("lang", "name"), [("en-GB", "en"), ("zh", "zh-cn"), ("zh-Hans", "zh-cn"), ("zh-Hant", "zh-tw"), ("zh-HK", "zh-tw")]
)
def test_chinese_has_names_of_its_own(lang: str, name: str) -> None:
    assert news_language(lang) == name


def test_a_sitemap_holds_fifty_thousand_addresses() -> None:
    entries = tuple(SitemapEntry(url=f"{HOME}{number}/", updated=at("2017-03-24")) for number in range(50_000))
    assert sitemap_of(SitemapView(entries=entries)).count(b"<loc>") == 50_000
