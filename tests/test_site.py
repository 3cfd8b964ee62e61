"""The site in this repository: complete, without a warning, and true to what newsrooms need."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.built_sites import REPOSITORY, built, own_site

SECURITY_PROJECT = "press-releases/2017/wco-security-project-bangkok/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(own_site(tmp_path_factory.mktemp("own") / "site"), strict=True)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "press-releases/index.html",
        "statements/index.html",
        "speeches/index.html",
        "events/index.html",
        "advisories/index.html",
        "stories/index.html",
        "tags/index.html",
        "tags/security/index.html",
        "people/index.html",
        "people/kunio-mikuriya/index.html",
        "organizations/wco/index.html",
        "places/bangkok/index.html",
        "authors/press-office/index.html",
        "types/press-release/index.html",
        "archive/index.html",
        "archive/2017/index.html",
        "archive/2017/03/index.html",
        SECURITY_PROJECT,
        "about/index.html",
        "subscribe/index.html",
        "search/index.html",
        "404.html",
        "feed.xml",
        "atom.xml",
        "feed.json",
        "all/feed.xml",
        "press-releases/feed.xml",
        "tags/security/atom.xml",
        "fr/feed.json",
        "feeds.opml",
        "sitemap.xml",
        "robots.txt",
        ".well-known/security.txt",
        "ar/index.html",
        "it/404.html",
    ],
)
def test_every_kind_of_page_is_there(site: dict[str, bytes], path: str) -> None:
    assert path in site


def test_there_are_articles_enough_and_pages_to_turn(site: dict[str, bytes]) -> None:
    articles = [
        path for path in site if re.fullmatch(r"[a-z-]+/\d{4}/[^/]+/index\.html", path) and "archive" not in path
    ]
    assert len(articles) >= 40
    assert "page/1/index.html" in site


def test_the_italian_edition_carries_the_english_article_honestly(site: dict[str, bytes]) -> None:
    page = html.fromstring(site[f"it/{SECURITY_PROJECT}"])
    article = page.find(".//article")
    assert page.get("lang") == "it"
    assert article is not None
    assert article.get("lang") == "en"
    dates = page.xpath("//main//time[@datetime='2017-03-24']")
    assert "24 marzo 2017" in {date.text_content().strip() for date in dates}
    english = f"https://news.tradecorridors.example/{SECURITY_PROJECT.removesuffix('index.html')}"
    assert page.xpath("//link[@rel='canonical']/@href") == [english]
    assert page.xpath("//link[@hreflang]") == []


def test_the_article_on_the_security_project_reports_the_facts(site: dict[str, bytes]) -> None:
    text = " ".join(html.fromstring(site[SECURITY_PROJECT]).text_content().split())
    for fact in (
        "World Customs Organization",
        "Thailand",
        "Bangkok",
        "23 March 2017",
        "17 customs administrations",
        "Asia",
        "Pacific",
        "Japan",
        "7.25 million",
        "Punta Cana Resolution",
        "2015",
        "Secretary General",
        "Kunio Mikuriya",
        "Laem Chabang Port Customs Bureau",
        "railway X-ray",
    ):
        assert fact in text


def test_arabic_pages_run_from_right_to_left(site: dict[str, bytes]) -> None:
    page = html.fromstring(site["ar/index.html"])
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_what_is_not_public_is_not_there(site: dict[str, bytes]) -> None:
    sources = (REPOSITORY / "content").rglob("*.md")
    hidden = [
        source for source in sources if re.search(r"^(draft: true|embargo: 2027)", source.read_text(), re.MULTILINE)
    ]
    assert hidden
    for source in hidden:
        title = re.search(r"^title: [\"']?(.+?)[\"']?$", source.read_text(), re.MULTILINE)
        assert title
        assert not [path for path, data in site.items() if title[1].encode() in data]


def test_the_about_page_says_that_the_organization_is_invented(site: dict[str, bytes]) -> None:
    assert "invented" in html.fromstring(site["about/index.html"]).text_content()
