from __future__ import annotations

from sitegen.planning.related import NEIGHBOURS
from sitegen.reading.article import Article
from tests.story import a_config, a_site, an_article


def related(*articles: Article, count: int = 3) -> dict[str, list[str]]:
    site = a_site(*articles, config=a_config(related=count))
    titles = {article.source: article.title for article in articles}
    return {titles[source]: [entry.article.title for entry in found] for source, found in site.related["en"].items()}


def test_articles_that_share_nothing_are_not_related() -> None:
    assert related(an_article("a", tags=("x",)), an_article("b", tags=("y",))) == {"a": [], "b": []}


def test_a_rare_shared_term_weighs_more_than_a_frequent_one() -> None:
    articles = [an_article(f"other {number}", tags=("frequent",)) for number in range(6)]
    here = an_article("here", tags=("frequent", "rare"))
    rare = an_article("rare", tags=("rare",), date="2000-01-01")
    assert related(here, *articles, rare)["here"][0] == "rare"


def test_people_organizations_and_places_relate_articles_too() -> None:
    assert related(
        an_article("here", people=("p",), organizations=("o",), places=("l",)),
        an_article("person", people=("p",), date="2016-01-01"),
        an_article("organization", organizations=("o",), date="2015-01-01"),
        an_article("place", places=("l",), date="2014-01-01"),
    )["here"] == ["person", "organization", "place"]


def test_a_person_is_no_tag_of_the_same_name() -> None:
    assert related(an_article("a", people=("wco",)), an_article("b", tags=("wco",)))["a"] == []


def test_spellings_of_one_term_relate_articles_and_count_once() -> None:
    assert related(
        an_article("here", tags=("Capacity Building", "capacity-building", "rare")),
        an_article("spelled otherwise", tags=("capacity building",), date="2015-01-01"),
        an_article("rare", tags=("rare",), date="2016-01-01"),
    )["here"] == ["rare", "spelled otherwise"]


def test_the_same_section_weighs_a_fifth_more() -> None:
    assert related(
        an_article("here", source="press/here.md", tags=("x",), date="2020-01-03"),
        an_article("elsewhere", source="news/elsewhere.md", tags=("x",), date="2020-01-02"),
        an_article("same section", source="press/same.md", tags=("x",), date="2020-01-01"),
    )["here"] == ["same section", "elsewhere"]


def test_of_equal_articles_the_one_nearer_in_time_comes_first() -> None:
    articles = [an_article(str(day), tags=("x",), date=f"2020-01-0{day}") for day in range(1, 8)]
    assert related(*articles, count=4)["4"] == ["5", "3", "6", "2"]


def test_no_more_are_named_than_the_settings_ask_for() -> None:
    articles = [an_article(str(number), tags=("x",)) for number in range(5)]
    assert {len(found) for found in related(*articles, count=2).values()} == {2}
    assert related(*articles, count=0) == {}


def test_the_order_of_reading_changes_nothing() -> None:
    articles = [
        an_article(str(number), tags=("x", f"y{number % 3}"), date=f"2020-01-{1 + number % 7:02}")
        for number in range(20)
    ]
    assert related(*articles) == related(*reversed(articles))


def test_of_a_frequent_term_only_the_articles_nearest_in_time_are_looked_at() -> None:
    years = [an_article(str(year), tags=("x",), date=f"{year}-01-01") for year in range(1901, 2001)]
    found = related(*years, count=len(years))
    assert found["2000"] == [str(year) for year in range(1999, 2000 - NEIGHBOURS, -1)]
    assert found["1901"] == [str(year) for year in range(1902, 1901 + NEIGHBOURS)]
    assert {len(others) for others in found.values()} == {NEIGHBOURS - 1}
