from __future__ import annotations

import pytest

from sitegen.config import AddressSettings, Config, EditionSettings
from sitegen.planning.editions import Edition, editions_of, feed_id, with_visible_originals
from sitegen.planning.urls import base_of
from sitegen.problems import Location, error
from sitegen.reading.article import Article, Original
from sitegen.site_path import SitePath
from tests.story import a_config, a_page, an_article

HIDING = {"en": EditionSettings(untranslated="hide"), "fr": EditionSettings(untranslated="hide")}
LAUNCH = an_article("Launch", source="news/launch.md")
LANCEMENT = an_article("Lancement", source="news/launch.fr.md")
LANCIO = an_article("Lancio", source="news/launch.it.md")


def editions(*articles: Article, config: Config) -> dict[str, Edition]:
    found, problems = editions_of(articles, config, base_of(config.base_url))
    assert problems == ()
    return {edition.lang: edition for edition in found}


def titles(*articles: Article, config: Config) -> dict[str, list[str]]:
    return {
        lang: [entry.article.title for entry in edition.articles]
        for lang, edition in editions(*articles, config=config).items()
    }


def test_each_edition_shows_the_text_in_its_language() -> None:
    assert titles(LAUNCH, LANCEMENT, config=a_config("en", "fr")) == {"en": ["Launch"], "fr": ["Lancement"]}


def test_an_edition_carries_what_is_not_translated() -> None:
    assert titles(LAUNCH, config=a_config("en", "fr")) == {"en": ["Launch"], "fr": ["Launch"]}


def test_an_edition_carries_the_original_and_not_another_translation() -> None:
    lancement = an_article("Lancement", source="news/a.fr.md", original=Original(group="news/a"))
    lancio = an_article("Lancio", source="news/a.it.md")
    assert titles(lancio, lancement, config=a_config("en", "fr", "it"))["en"] == ["Lancement"]


def test_an_edition_may_hide_what_is_not_translated() -> None:
    config = a_config("en", "fr", languages=HIDING)
    assert titles(LAUNCH, LANCIO, config=config) == {"en": ["Launch"], "fr": []}


def test_a_text_in_a_language_without_an_edition_is_shown_in_the_default_one() -> None:
    config = a_config("en", "fr", languages=HIDING)
    assert titles(LANCIO, config=config) == {"en": ["Lancio"], "fr": []}


def test_only_a_text_in_another_language_is_carried() -> None:
    found = editions(LAUNCH, config=a_config("en", "fr"))
    assert not found["en"].articles[0].is_carried
    assert found["fr"].articles[0].is_carried


def test_every_edition_but_the_default_one_has_a_folder() -> None:
    found = editions(LAUNCH, config=a_config("en", "pt-BR", base_url="https://example.org/newsroom/"))
    entry = found["pt-BR"].articles[0]
    assert [edition.prefix for edition in found.values()] == ["", "pt-br"]
    assert entry.path == SitePath("pt-br/news/2017/launch/index.html")
    assert entry.url == "/newsroom/pt-br/news/2017/launch/"
    assert entry.absolute_url == "https://example.org/newsroom/pt-br/news/2017/launch/"


def test_the_address_that_counts_is_the_one_in_the_edition_of_the_text() -> None:
    found = editions(LANCEMENT, config=a_config("en", "it", "fr"))
    assert {edition.articles[0].canonical for edition in found.values()} == {
        "https://news.example.org/fr/news/2017/launch/"
    }


def test_a_text_without_an_edition_counts_in_the_first_that_carries_it() -> None:
    found = editions(LANCIO, config=a_config("en", "fr"))
    assert {edition.articles[0].canonical for edition in found.values()} == {
        "https://news.example.org/news/2017/launch/"
    }


def test_articles_are_sorted_newest_first_whatever_their_zones_and_then_by_path() -> None:
    articles = (
        an_article("1", source="news/1.md", date="2020-01-01T10:00+09:00"),
        an_article("2", source="news/2.md", date="2020-01-01T02:00Z"),
        an_article("4", source="news/4.md", date="2019-01-01"),
        an_article("3", source="news/3.md", date="2019-01-01"),
        an_article("5", source="news/5.md", date="1960-01-01"),
    )
    assert titles(*articles, config=a_config()) == {"en": ["2", "1", "3", "4", "5"]}


def test_standing_pages_stand_in_their_order() -> None:
    pages = (a_page("b"), a_page("a"), a_page("c", order=-1))
    edition = editions(*pages, config=a_config())["en"]
    assert [entry.article.title for entry in edition.pages] == ["c", "a", "b"]
    assert edition.articles == ()


@pytest.mark.parametrize(
    ("facts", "line"),
    [({"permalink": "/../x/"}, 3), ({"slug": "x" * 256}, 3), ({}, 2)],
)
def test_an_article_without_an_address_is_reported_where_its_address_comes_from(
    facts: dict[str, str], line: int
) -> None:
    config = a_config(permalinks=AddressSettings(article="/{slug}/../" if not facts else "/{slug}/"))
    found, problems = editions_of([an_article("Launch", **facts)], config, base_of(config.base_url))
    assert found[0].articles == ()
    assert [problem.location for problem in problems] == [
        Location("content/news/launch.md", line, 8 if line == 2 else 1)
    ]


def test_an_article_without_an_address_is_told_what_to_do() -> None:
    config = a_config()
    _, problems = editions_of([an_article("Launch", permalink="/a/../")], config, base_of(config.base_url))
    assert problems == (
        error(
            "this article gets no address: an address must stay inside the site: no empty part, no `.` and no `..`",
            Location("content/news/launch.md", 3, 1),
            "give it a `slug` of letters, digits and hyphens",
        ),
    )


def test_the_id_of_an_article_is_made_of_its_path_and_not_of_its_address() -> None:
    config = a_config()
    base = base_of("https://news.example.org:8080/room/")
    assert feed_id(an_article(source="news/été 1.fr.md"), config, base) == (
        "tag:news.example.org,2000:news/%C3%A9t%C3%A9%201.fr"
    )
    assert feed_id(an_article(source="news/a.md", slug="b", title="c"), config, base) == (
        "tag:news.example.org,2000:news/a"
    )


def test_the_first_part_of_ids_can_be_set() -> None:
    config = a_config(feeds=a_config().feeds.__class__(id_authority="wco.example,2024"))
    assert feed_id(an_article(source="news/a.md"), config, base_of(config.base_url)) == "tag:wco.example,2024:news/a"


def test_an_article_may_bring_its_own_id() -> None:
    config = a_config()
    assert feed_id(an_article(id="urn:old:7"), config, base_of(config.base_url)) == "urn:old:7"


def test_texts_whose_original_is_not_there_have_another_one() -> None:
    lancement = an_article(source="news/a.fr.md")
    lancio = an_article(source="news/a.it.md")
    assert [article.original for article in with_visible_originals([lancio, lancement], "en")] == [
        Original(group="news/a", is_translation=True),
        Original(group="news/a"),
    ]
    assert [article.original for article in with_visible_originals([lancio, lancement], "it")] == [
        Original(group="news/a"),
        Original(group="news/a", is_translation=True),
    ]


def test_texts_whose_original_is_there_stay_as_they_are() -> None:
    assert with_visible_originals([LAUNCH, LANCEMENT], "fr") == (LAUNCH, LANCEMENT)
