"""From the files of `content/` to the library that a site is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitegen.config import Config
from sitegen.problems import Note, Problem, error
from sitegen.reading.article import Article
from sitegen.reading.entities import Section
from sitegen.reading.entity_files import read_entities
from sitegen.reading.library import Library
from sitegen.reading.references import reference_problems
from sitegen.reading.remembering import Understood
from sitegen.reading.source_files import Sources
from sitegen.reading.translations import with_originals

__all__ = ["parse_articles"]


def parse_articles(
    sources: Sources, config: Config, understood: Sequence[Understood]
) -> tuple[Library, tuple[Problem, ...]]:
    """Bring together every article, list and section; `understood` are the files of `sources.articles`.

    What is wrong in one file does not hide what is wrong in others.
    """
    lists, list_problems = read_entities(sources, config)
    manuscripts = [each.manuscript for each in understood if each.manuscript]
    unread = frozenset(
        file.path for file, each in zip(sources.articles, understood, strict=True) if not each.manuscript
    )
    articles, translation_problems = with_originals(manuscripts, unread, config.language)
    library = Library(
        articles=articles,
        sections=sections_of(articles, lists.sections),
        entities=lists.entities,
        files=sources.files,
        static=sources.static,
        unread=unread,
    )
    return library, (
        *list_problems,
        *(problem for each in understood for problem in each.problems),
        *translation_problems,
        *reference_problems(articles, lists, config.references),
        *same_ids(articles),
    )


def sections_of(articles: Iterable[Article], with_texts: Mapping[str, Section]) -> dict[str, Section]:
    """Give the sections that hold articles, by name, with their texts where they have any."""
    names = sorted({article.section for article in articles if article.section})
    return {name: with_texts.get(name) or Section(name=name) for name in names}


def same_ids(articles: Iterable[Article]) -> Iterator[Problem]:
    """Report two articles with one id, which feed readers would take for one."""
    first: dict[str, Article] = {}
    for article in articles:
        other = first.setdefault(article.id, article) if article.id else article
        if other is not article:
            message = f"the id `{article.id}` belongs to `{other.file}` already"
            notes = (Note("first given here", other.place_of("id")),)
            yield error(message, article.place_of("id"), "give each article its own id", notes)
