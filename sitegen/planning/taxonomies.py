"""Which articles belong to which tag, person, organization, place, author and kind of news."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sitegen.planning.editions import Entry
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Tag
from sitegen.slug import slugify

__all__ = ["TAXONOMIES", "Taxonomy", "Term", "entity_of", "term_slug", "terms_of"]


class Taxonomy(Struct, frozen=True, gc=False):
    """A way to sort articles: `name` is its folder in the site, `field` the field of articles."""

    name: str
    field: str
    has_feeds: bool = False


TAXONOMIES = (
    Taxonomy("tags", "tags", has_feeds=True),
    Taxonomy("people", "people"),
    Taxonomy("organizations", "organizations"),
    Taxonomy("places", "places"),
    Taxonomy("authors", "authors"),
    Taxonomy("types", "type"),
)


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


def term_slug(key: str) -> str:
    """Give the slug of a term; one without a letter or digit is named by its characters' numbers."""
    return slugify(key) or "-".join(f"u{ord(character):x}" for character in key.strip()) or "none"


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
        case _:
            return None
