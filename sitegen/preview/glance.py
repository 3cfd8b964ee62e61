"""A large site before its texts are read: by the front matter of its articles, and those texts that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sitegen.orders import Begun
from sitegen.pipeline import gathered_from, outlined_at
from sitegen.planning.outline import Outline
from sitegen.problems import has_errors
from sitegen.reading.remembering import Reading, Understood, are_remembered, article_in_full, glimpsed_articles
from sitegen.records import Records
from sitegen.shortcut import Themed

__all__ = ["Glance", "glance_at"]

WORTH_A_GLANCE = 400
"""Fewer articles than this are read at once."""
FILES_TRIED = 40
"""So many articles tell whether most are remembered."""
READ_AT_A_GLANCE = 60
"""So many of the newest articles are read in full at a glance: those that the first page may show."""


def glance_at(begun: Begun, jobs: int | None, theme: Callable[[], Themed], records: Records) -> Glance | None:
    """Look at a site; none for a small one, for one that is remembered, and for one with errors.

    `theme` gives its theme, `records` are for facts about files.
    """
    files, content, state = begun.sources.articles, begun.sources.content, begun.state
    if len(files) < WORTH_A_GLANCE or has_errors(begun.problems):
        return None
    if not begun.order.fresh and are_remembered(
        files[:: len(files) // FILES_TRIED], content, begun.config, state.records
    ):
        return None
    understood, unread = glimpsed_articles(begun.sources, begun.config, state.records, state.stamps, jobs)
    if len(unread) < WORTH_A_GLANCE or any(has_errors(each.problems) for each in understood):
        return None
    glance = Glance(begun, understood, unread, theme(), records)
    glance.read_on(newest_of(understood, unread))
    return glance


class Glance:
    """A large site at the first glance: all front matter, and the texts of the articles that were asked for."""

    def __init__(
        self, begun: Begun, understood: Sequence[Understood], unread: frozenset[str], themed: Themed, records: Records
    ) -> None:
        self.begun = begun
        self.themed = themed
        self.records = records
        self.unread = unread
        self.files = {file.path: file for file in begun.sources.articles}
        self.understood = dict(zip(self.files, understood, strict=True))
        self.texts: dict[str, bytes] = {}

    def read_on(self, paths: Collection[str]) -> Outline:
        """Read some articles in full, and give the outline of the site with them."""
        for path in paths:
            self.understood[path], (digest, data) = article_in_full(
                self.files[path], self.begun.sources.content, self.begun.config
            )
            self.texts[digest] = data
        self.unread -= frozenset(paths)
        reading = Reading(understood=list(self.understood.values()), keys={}, anew=(), waiting={}, faulty=[])
        self.gathered = gathered_from(self.begun, reading, self.themed, self.records)
        self.outlined = outlined_at(self.gathered, self.gathered.now, drafts=self.begun.order.drafts)
        return self.outlined.outline


def newest_of(understood: Sequence[Understood], unread: Collection[str]) -> list[str]:
    """Give the newest articles of those that are not read."""
    articles = (each.manuscript.article for each in understood if each.manuscript)
    dated = sorted(
        ((article.date.at, article.source) for article in articles if article.date and article.source in unread),
        reverse=True,
    )
    return [source for _, source in dated[:READ_AT_A_GLANCE]]
