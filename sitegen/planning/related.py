"""Articles that belong together because they share terms that few others have."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import log

from sitegen.planning.editions import Entry
from sitegen.planning.taxonomies import ORGANIZATIONS, PEOPLE, PLACES, TAGS, keys_of
from sitegen.slug import term_slug

__all__ = ["related_entries"]

NEIGHBOURS = 40
"""How many articles of a frequent term are looked at, those nearest in time: keeps the work linear in the number
of articles.
"""

COMPARED = (TAGS, PEOPLE, ORGANIZATIONS, PLACES)


def related_entries(entries: Sequence[Entry], count: int) -> dict[str, tuple[Entry, ...]]:
    """Give, for each article's source path, the `count` articles that share the rarest terms with it.

    `entries` are newest first. A shared term weighs the logarithm of its rarity (inverse document frequency), a
    fifth more between articles of the same section; of equal articles the one nearer in time comes first.
    """
    if not count:
        return {}
    terms = [terms_of_entry(entry) for entry in entries]
    postings: dict[str, list[int]] = defaultdict(list)
    for position, names in enumerate(terms):
        for name in names:
            postings[name].append(position)
    weights = {name: log(1 + len(entries) / len(positions)) for name, positions in postings.items()}
    return {
        entry.article.source: tuple(
            entries[other] for other in best_matches(position, entries, terms[position], postings, weights, count)
        )
        for position, entry in enumerate(entries)
    }


def terms_of_entry(entry: Entry) -> tuple[str, ...]:
    """Give the terms of an article, made different for each kind."""
    return tuple(
        dict.fromkeys(
            f"{taxonomy.name}:{term_slug(key)}" for taxonomy in COMPARED for key in keys_of(entry.article, taxonomy)
        )
    )


def best_matches(
    position: int,
    entries: Sequence[Entry],
    names: tuple[str, ...],
    postings: dict[str, list[int]],
    weights: dict[str, float],
    count: int,
) -> list[int]:
    """Give the positions of the articles that match one article best."""
    scores: dict[int, float] = defaultdict(float)
    for name in names:
        weight = weights[name]
        for other in nearest_in_time(postings[name], position):
            scores[other] += weight
    scores.pop(position, None)
    section = entries[position].article.section
    ranked = sorted(
        scores,
        key=lambda other: (
            -round(scores[other] * (1.2 if entries[other].article.section == section else 1), 9),
            abs(other - position),
            other,
        ),
    )
    return ranked[:count]


def nearest_in_time(positions: list[int], position: int) -> list[int]:
    """Give the part of a sorted list of positions that lies nearest to one; lists of articles are sorted by time."""
    if len(positions) <= NEIGHBOURS:
        return positions
    middle = bisect_left(positions, position)
    start = min(max(0, middle - NEIGHBOURS // 2), len(positions) - NEIGHBOURS)
    return positions[start : start + NEIGHBOURS]
