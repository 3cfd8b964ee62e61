"""From the files of `content/` to the library that a site is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sitegen.config import Config
from sitegen.problems import Note, Problem, error
from sitegen.reading.article import Article
from sitegen.reading.entities import Section
from sitegen.reading.entity_files import read_entities
from sitegen.reading.library import Library, SourceFile
from sitegen.reading.manuscript import Manuscript, ReadBody, Reader, read_manuscript, reader_of
from sitegen.reading.references import reference_problems
from sitegen.reading.source_files import Sources
from sitegen.reading.text_file import read_text
from sitegen.reading.translations import with_originals

__all__ = ["parse_articles", "read_article_file"]


def parse_articles(sources: Sources, config: Config, read_body: ReadBody) -> tuple[Library, tuple[Problem, ...]]:
    """Read every article, list and section; what is wrong in one file does not hide what is wrong in others."""
    lists, list_problems = read_entities(sources, config)
    reader = reader_of(config, read_body)
    understood = {file.path: read_article_file(file, sources, reader) for file in sources.articles}
    manuscripts = [manuscript for manuscript, _ in understood.values() if manuscript]
    unread = frozenset(path for path, (manuscript, _) in understood.items() if not manuscript)
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
        *(problem for _, problems in understood.values() for problem in problems),
        *translation_problems,
        *reference_problems(articles, lists, config.references),
        *same_ids(articles),
    )


def read_article_file(
    file: SourceFile, sources: Sources, reader: Reader
) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read one article; a pure function of the file's bytes and the reader."""
    text, problems = read_text(sources.content / file.path_on_disk, f"content/{file.path}")
    if text is None:
        return None, problems
    manuscript, more = read_manuscript(text, file.path, reader)
    return manuscript, problems + more


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
