from __future__ import annotations

import pytest

from sitegen.config import AddressSettings
from sitegen.planning.urls import Base, article_path, base_of, directory_path, redirect_path
from sitegen.reading.article import Article
from sitegen.site_path import SitePath
from tests.story import a_page, an_article


def path_of(article: Article, prefix: str = "", pattern: str = "") -> str:
    patterns = AddressSettings(article=pattern, page=pattern) if pattern else AddressSettings()
    return article_path(article, patterns, prefix).text


def test_an_article_lies_in_a_folder_of_its_section_and_year() -> None:
    assert path_of(an_article("A launch")) == "news/2017/a-launch/index.html"


def test_every_placeholder_of_a_pattern_is_filled_in() -> None:
    article = an_article(source="press/2017-03-24-launch.fr.md", date="2017-03-04T23:30+07:00", type="speech")
    pattern = "/{lang}/{section}/{type}/{year}/{month}/{day}/{slug}/{path}/"
    assert path_of(article, pattern=pattern) == ("fr/press/speech/2017/03/04/launch/press/2017-03-24-launch/index.html")


def test_a_section_may_have_its_own_pattern() -> None:
    patterns = AddressSettings(sections={"press": "/media/{slug}/"})
    assert article_path(an_article(source="press/a.md"), patterns, "").text == "media/a/index.html"
    assert article_path(an_article(source="news/a.md"), patterns, "").text == "news/2017/a/index.html"


def test_a_standing_page_lies_where_its_file_does() -> None:
    assert path_of(a_page(source="about.md")) == "about/index.html"
    assert path_of(a_page(source="about.fr.md"), "fr") == "fr/about/index.html"


def test_a_placeholder_that_has_no_value_leaves_no_empty_part() -> None:
    assert path_of(a_page(source="about.md"), pattern="/{year}/{section}/{slug}/") == "about/index.html"


def test_the_address_that_an_author_chose_counts() -> None:
    assert path_of(an_article(permalink="/releases/wco/")) == "releases/wco/index.html"
    assert path_of(an_article(permalink="/releases/wco"), "fr") == "fr/releases/wco/index.html"


def test_an_address_may_be_a_file() -> None:
    assert path_of(an_article(permalink="/releases/wco.html")) == "releases/wco.html"
    assert path_of(an_article(permalink="/releases/wco.htm")) == "releases/wco.htm"
    assert path_of(an_article(permalink="/releases/wco.html/")) == "releases/wco.html/index.html"


def test_a_dot_in_a_name_makes_no_file() -> None:
    assert path_of(an_article(permalink="/releases/version-2.0")) == "releases/version-2.0/index.html"


def test_an_address_is_in_one_unicode_form() -> None:
    assert path_of(an_article(slug="se\u0301curite\u0301")) == "news/2017/s\u00e9curit\u00e9/index.html"


@pytest.mark.parametrize("permalink", ["/../secret/", "/a/../../b/", "/a/./b/", "/a\\b/", "/a\nb/", f"/{'x' * 256}/"])
def test_an_address_that_is_no_path_inside_the_site_is_refused(permalink: str) -> None:
    with pytest.raises(ValueError, match=r"an address must|each part of an address"):
        path_of(an_article(permalink=permalink))


def test_parts_of_an_address_are_joined_with_single_slashes() -> None:
    assert directory_path("", "") == SitePath("index.html")
    assert directory_path("fr", "") == SitePath("fr/index.html")
    assert directory_path("fr", "tags", "health") == SitePath("fr/tags/health/index.html")
    assert directory_path("fr/", "/tags//health/") == SitePath("fr/tags/health/index.html")


def test_a_former_address_may_be_a_folder_or_a_file() -> None:
    assert redirect_path("/old/address/") == SitePath("old/address/index.html")
    assert redirect_path("/old/address.html") == SitePath("old/address.html")
    assert redirect_path("/") == SitePath("index.html")


@pytest.mark.parametrize("alias", ["/node?id=7", "/old/#part"])
def test_a_former_address_with_query_or_fragment_is_refused(alias: str) -> None:
    with pytest.raises(ValueError, match="without `\\?` and `#`"):
        redirect_path(alias)


def test_a_site_may_be_published_below_a_path() -> None:
    assert base_of("https://example.org") == Base("https://example.org", "/")
    assert base_of("https://example.org/") == Base("https://example.org", "/")
    assert base_of("https://example.org:8080/news/room") == Base("https://example.org:8080", "/news/room/")


def test_a_base_path_is_encoded_once() -> None:
    assert base_of("https://example.org/salle de presse/").path == "/salle%20de%20presse/"
    assert base_of("https://example.org/salle%20de%20presse/").path == "/salle%20de%20presse/"


def test_addresses_begin_with_the_base_path() -> None:
    base = base_of("https://example.org/newsroom/")
    assert base.address == "https://example.org/newsroom/"
    assert base.url(SitePath("tags/index.html")) == "/newsroom/tags/"
    assert base.absolute(SitePath("tags/index.html")) == "https://example.org/newsroom/tags/"
    assert base.url(SitePath("index.html")) == "/newsroom/"
    assert base.url(SitePath("été/hall 1.jpg")) == "/newsroom/%C3%A9t%C3%A9/hall%201.jpg"


def test_only_addresses_of_the_site_get_its_host() -> None:
    base = base_of("https://example.org/newsroom/")
    assert base.absolute_url("/newsroom/tags/") == "https://example.org/newsroom/tags/"
    assert base.absolute_url("https://other.example/") == "https://other.example/"
    assert base.absolute_url("//other.example/") == "//other.example/"
