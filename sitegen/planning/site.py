"""The site of what is visible: editions, sections, terms and addresses, before any page is described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct, structs

from sitegen.config import Config
from sitegen.planning.editions import Edition, Entry, editions_of, with_visible_originals
from sitegen.planning.related import related_entries
from sitegen.planning.taxonomies import TAXONOMIES, Term, terms_of
from sitegen.planning.urls import Base, base_of
from sitegen.planning.visibility import Held, Visible
from sitegen.problems import Problem
from sitegen.reading.library import Library

__all__ = ["Site", "assemble_site"]


class Site(Struct, frozen=True, kw_only=True):
    """Everything that is known of the site.

    `terms` are by edition, taxonomy and slug, without those that have no lists; `sections` by edition and name, the
    newest articles first; `entries` by set of translations and edition; `groups` gives the set of translations of a
    source path; `related` is by edition and source path.
    """

    config: Config
    base: Base
    now: datetime
    library: Library
    held: dict[str, Held]
    editions: tuple[Edition, ...]
    sections: dict[str, dict[str, tuple[Entry, ...]]]
    terms: dict[str, dict[str, dict[str, Term]]]
    groups: dict[str, str]
    entries: dict[str, dict[str, Entry]]
    related: dict[str, dict[str, tuple[Entry, ...]]]

    @property
    def default(self) -> Edition:
        """The edition at the root of the site."""
        return self.editions[0]


def assemble_site(visible: Visible, config: Config) -> tuple[Site, tuple[Problem, ...]]:
    """Bring the visible articles into their editions, sections and terms."""
    base = base_of(config.base_url)
    articles = with_visible_originals(visible.library.articles, config.language)
    library = structs.replace(visible.library, articles=articles)
    editions, problems = editions_of(library.articles, config, base)
    site = Site(
        config=config,
        base=base,
        now=visible.now,
        library=library,
        held=visible.held,
        editions=editions,
        sections={edition.lang: sections_of(edition, library) for edition in editions},
        terms={
            edition.lang: {
                taxonomy.name: terms_of(edition.articles, taxonomy) if taxonomy.name in config.lists else {}
                for taxonomy in TAXONOMIES
            }
            for edition in editions
        },
        groups={article.source: article.original.group for article in library.articles},
        entries=entries_by_group(editions),
        related={edition.lang: related_entries(edition.articles, config.related) for edition in editions},
    )
    return site, problems


def sections_of(edition: Edition, library: Library) -> dict[str, tuple[Entry, ...]]:
    """Give an edition's articles by section, the sections in their order."""
    sections: dict[str, list[Entry]] = defaultdict(list)
    for entry in edition.articles:
        sections[entry.article.section].append(entry)
    orders = {name: section.order for name, section in library.sections.items()}
    return {name: tuple(sections[name]) for name in sorted(sections, key=lambda name: (orders.get(name, 0), name))}


def entries_by_group(editions: Iterable[Edition]) -> dict[str, dict[str, Entry]]:
    """Give the entries of each set of translations by edition."""
    groups: dict[str, dict[str, Entry]] = defaultdict(dict)
    for edition in editions:
        for entry in (*edition.articles, *edition.pages):
            groups[entry.article.original.group][edition.lang] = entry
    return dict(groups)
