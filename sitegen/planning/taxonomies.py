"""Which articles belong to which tag, person, organization, place, author and kind of news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import assert_never

from msgspec import Struct

from sitegen.planning.editions import Entry
from sitegen.planning.view_parts import ListKind, TaxonomyName
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Tag
from sitegen.slug import term_slug

__all__ = [
    "AUTHORS",
    "ORGANIZATIONS",
    "PEOPLE",
    "PLACES",
    "TAGS",
    "TAXONOMIES",
    "TYPES",
    "Taxonomy",
    "Term",
    "entity_of",
    "keys_of",
    "terms_of",
]


class Taxonomy(Struct, frozen=True, kw_only=True, gc=False):
    """A way to sort articles, with the interface texts of its pages.

    `name` is its folder in the site, `field` the field of articles, `one` the kind of the list of one of its terms.
    `title` and `description` are those of the index of all terms, `about_one` describes the list of one.
    """

    name: TaxonomyName
    field: str
    one: ListKind
    title: str
    description: str
    about_one: str


TAGS = Taxonomy(
    name="tags",
    field="tags",
    one="tag",
    title="Topics",
    description="All topics of %(site)s.",
    about_one="News of %(site)s about %(title)s.",
)
PEOPLE = Taxonomy(
    name="people",
    field="people",
    one="person",
    title="People",
    description="All people in the news of %(site)s.",
    about_one="News of %(site)s with %(title)s.",
)
ORGANIZATIONS = Taxonomy(
    name="organizations",
    field="organizations",
    one="organization",
    title="Organizations",
    description="All organizations in the news of %(site)s.",
    about_one="News of %(site)s about %(title)s.",
)
PLACES = Taxonomy(
    name="places",
    field="places",
    one="place",
    title="Places",
    description="All places in the news of %(site)s.",
    about_one="News of %(site)s about %(title)s.",
)
AUTHORS = Taxonomy(
    name="authors",
    field="authors",
    one="author",
    title="Authors",
    description="All authors of %(site)s.",
    about_one="News of %(site)s by %(title)s.",
)
TYPES = Taxonomy(
    name="types",
    field="type",
    one="type",
    title="Kinds of news",
    description="All kinds of news of %(site)s.",
    about_one="%(title)s of %(site)s.",
)
TAXONOMIES = (TAGS, PEOPLE, ORGANIZATIONS, PLACES, AUTHORS, TYPES)


class Term(Struct, frozen=True, kw_only=True):
    """One tag, person, …: its key as articles write it, its slug in addresses, and its articles, newest first."""

    taxonomy: Taxonomy
    key: str
    slug: str
    entries: tuple[Entry, ...]


def terms_of(entries: Sequence[Entry], taxonomy: Taxonomy) -> dict[str, Term]:
    """Give the terms of a taxonomy by slug.

    Spellings with the same slug are one term, named as most articles do.
    """
    spellings: dict[str, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        for key in keys_of(entry.article, taxonomy):
            spellings[term_slug(key)][key].append(entry)
    return {
        slug: Term(
            taxonomy=taxonomy,
            key=min(keys, key=lambda key: (-len(keys[key]), key)),
            slug=slug,
            entries=unique_entries(entries, keys.values()),
        )
        for slug, keys in sorted(spellings.items())
    }


def keys_of(article: Article, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Give what an article says for a taxonomy."""
    value = getattr(article, taxonomy.field)
    return (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))


def unique_entries(order: Sequence[Entry], spellings: Iterable[list[Entry]]) -> tuple[Entry, ...]:
    """Join the articles of all spellings of a term, each once, in the order of the edition."""
    lists = list(spellings)
    if len(lists) == 1:
        return tuple(lists[0])
    wanted = {entry.path for entries in lists for entry in entries}
    return tuple(entry for entry in order if entry.path in wanted)


Entity = Person | Organization | Place | Contact | Tag


def entity_of(entities: Entities, taxonomy: Taxonomy, key: str) -> Entity | None:
    """Give what the newsroom's files say of a term; authors are people, organizations or contacts."""
    match taxonomy.name:
        case "tags":
            same = (tag for name, tag in entities.tags.items() if term_slug(name) == term_slug(key))
            return entities.tags.get(key) or next(same, None)
        case "people":
            return entities.people.get(key)
        case "organizations":
            return entities.organizations.get(key)
        case "places":
            return entities.places.get(key)
        case "authors":
            return entities.people.get(key) or entities.organizations.get(key) or entities.contacts.get(key)
        case "types":
            return None
        case _:
            assert_never(taxonomy.name)
