from __future__ import annotations

from sitegen.planning.taxonomies import (
    AUTHORS,
    ORGANIZATIONS,
    PEOPLE,
    PLACES,
    TAGS,
    TYPES,
    Taxonomy,
    entity_of,
    terms_of,
)
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Tag
from tests.story import a_site, an_article


def terms(taxonomy: Taxonomy, *articles: Article) -> dict[str, tuple[str, list[str]]]:
    found = terms_of(a_site(*articles).default.articles, taxonomy)
    return {slug: (term.key, [entry.article.title for entry in term.entries]) for slug, term in found.items()}


def test_terms_hold_their_articles_newest_first() -> None:
    assert terms(
        TAGS,
        an_article("Old", date="2020-01-01", tags=("trade",)),
        an_article("New", date="2021-01-01", tags=("trade", "health")),
    ) == {"health": ("health", ["New"]), "trade": ("trade", ["New", "Old"])}


def test_terms_stand_in_the_order_of_their_slugs() -> None:
    assert list(terms(TAGS, an_article(tags=("zeta", "Alpha", "mid")))) == ["alpha", "mid", "zeta"]


def test_spellings_of_one_slug_are_one_term_named_as_most_write_it() -> None:
    assert terms(
        TAGS,
        an_article("a", tags=("Capacity Building",)),
        an_article("b", tags=("capacity building",)),
        an_article("c", tags=("capacity building",)),
    ) == {"capacity-building": ("capacity building", ["a", "b", "c"])}


def test_of_spellings_that_are_as_frequent_the_first_by_alphabet_counts() -> None:
    assert terms(TAGS, an_article("a", tags=("health",)), an_article("b", tags=("Health",))) == {
        "health": ("Health", ["a", "b"])
    }


def test_an_article_that_writes_a_term_twice_stands_there_once() -> None:
    assert terms(TAGS, an_article("a", tags=("health", "Health", "health"))) == {"health": ("Health", ["a"])}


def test_merged_spellings_keep_the_order_of_the_edition() -> None:
    articles = (
        an_article("1", date="2021-01-01", tags=("health",)),
        an_article("2", date="2022-01-01", tags=("Health",)),
        an_article("3", date="2023-01-01", tags=("health",)),
    )
    assert terms(TAGS, *articles) == {"health": ("health", ["3", "2", "1"])}


def test_the_type_of_an_article_is_a_term() -> None:
    assert terms(TYPES, an_article("a", type="speech"), an_article("b")) == {
        "news": ("news", ["b"]),
        "speech": ("speech", ["a"]),
    }


def test_what_the_newsroom_knows_of_a_term_is_found_by_its_id() -> None:
    entities = Entities(
        people={"kunio": Person(name="Kunio Mikuriya")},
        organizations={"wco": Organization(name="WCO")},
        places={"bangkok": Place(name="Bangkok")},
        contacts={"desk": Contact(name="Press desk")},
        tags={"health": Tag(name="Public health")},
    )
    assert entity_of(entities, PEOPLE, "kunio") == Person(name="Kunio Mikuriya")
    assert entity_of(entities, ORGANIZATIONS, "wco") == Organization(name="WCO")
    assert entity_of(entities, PLACES, "bangkok") == Place(name="Bangkok")
    assert entity_of(entities, TYPES, "news") is None
    assert entity_of(entities, PEOPLE, "wco") is None


def test_authors_are_people_organizations_or_contacts() -> None:
    entities = Entities(
        people={"kunio": Person(name="Kunio")},
        organizations={"wco": Organization(name="WCO")},
        contacts={"desk": Contact(name="Desk")},
    )
    assert [entity_of(entities, AUTHORS, key) for key in ("kunio", "wco", "desk", "nobody")] == [
        Person(name="Kunio"),
        Organization(name="WCO"),
        Contact(name="Desk"),
        None,
    ]


def test_a_tag_is_found_however_it_is_spelled() -> None:
    entities = Entities(tags={"capacity-building": Tag(name="Capacity building")})
    assert entity_of(entities, TAGS, "Capacity Building") == Tag(name="Capacity building")
    assert entity_of(entities, TAGS, "health") is None
