"""Whether the people, organizations, places, contacts and tags that articles name are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from sitegen.config import ReferenceSettings
from sitegen.problems import Location, Problem, error
from sitegen.reading.article import Article
from sitegen.reading.entity_files import EntityLists
from sitegen.reading.nearest import did_you_mean, in_words
from sitegen.slug import term_slug

__all__ = ["reference_problems"]

Referring = Literal["people", "organizations", "places", "authors", "contacts", "tags"]

LISTS: dict[Referring, tuple[str, ...]] = {
    "people": ("people",),
    "organizations": ("organizations",),
    "places": ("places",),
    "authors": ("people", "organizations", "contacts"),
    "contacts": ("contacts",),
    "tags": ("tags",),
}
"""The lists in which the entries of a field are looked up."""
FEW = 8


class Reference(Struct, frozen=True):
    """What an article names, and where."""

    field: Referring
    name: str
    place: Location


def reference_problems(
    articles: Iterable[Article], lists: EntityLists, settings: ReferenceSettings
) -> tuple[Problem, ...]:
    """Report every name that is not in its list; a list that does not exist is reported once for its field.

    Nothing is said of a list that cannot be read, which its own problem tells.
    """
    checked = [
        name for name in LISTS if getattr(settings, name) == "checked" and not lists.unread.intersection(LISTS[name])
    ]
    known = {name: known_names(name, lists) for name in checked}
    unknown = [
        reference
        for article in articles
        for name in checked
        for reference in references_in(article, name)
        if not is_known(reference, known[name])
    ]
    absent = {name for name in checked if not lists.written.intersection(LISTS[name])}
    return (
        *(unknown_name(reference, known[reference.field]) for reference in unknown if reference.field not in absent),
        *lists_missing([reference for reference in unknown if reference.field in absent]),
    )


def known_names(field: Referring, lists: EntityLists) -> Mapping[str, object]:
    """Give the entries that a field may name; tags are the same when their slugs are."""
    entries: dict[str, object] = {}
    for kind in LISTS[field]:
        entries |= getattr(lists.entities, kind)
    return {term_slug(tag): entry for tag, entry in entries.items()} if field == "tags" else entries


def is_known(reference: Reference, known: Mapping[str, object]) -> bool:
    """Tell whether a name is in its list."""
    return (term_slug(reference.name) if reference.field == "tags" else reference.name) in known


def references_in(article: Article, field: Referring) -> Iterator[Reference]:
    """Give the entries of a field with their places."""
    for index, name in enumerate(getattr(article, field)):
        yield Reference(field, name, article.place_of(f"{field}.{index}"))


def unknown_name(reference: Reference, known: Mapping[str, object]) -> Problem:
    """Say that a name is not in its list, and which one was probably meant."""
    files = in_words((f"_{kind}.yaml" for kind in LISTS[reference.field]), "or")
    ways_out = f"add it there, or set `references.{reference.field}` to `free` in `config.yaml`"
    listed = f"known are {in_words(known)}; {ways_out}" if 0 < len(known) <= FEW else ways_out
    message = f"`{reference.name}` in `{reference.field}` is not in {files}"
    return error(message, reference.place, did_you_mean(reference.name, known, listed))


def lists_missing(references: Iterable[Reference]) -> Iterator[Problem]:
    """Say once for each field that there is no list for it."""
    by_field: dict[Referring, list[Reference]] = {}
    for reference in references:
        by_field.setdefault(reference.field, []).append(reference)
    for field, found in by_field.items():
        files = in_words((f"content/_{kind}.yaml" for kind in LISTS[field]), "or")
        more = {1: "", 2: " (1 more entry is not listed either)"}.get(
            len(found), f" ({len(found) - 1} more entries are not listed either)"
        )
        message = f"`{found[0].name}` in `{field}` is not listed, because there is no {files}{more}"
        hint = f"write the list, or set `references.{field}` to `free` in `config.yaml`"
        yield error(message, found[0].place, hint)
