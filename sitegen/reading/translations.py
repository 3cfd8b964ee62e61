"""Which articles are translations of one another, by file name or by `translation_of`."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from sitegen.problems import Note, Problem, error
from sitegen.reading.article import Article, Original
from sitegen.reading.manuscript import Manuscript
from sitegen.reading.nearest import did_you_mean

__all__ = ["with_originals"]


def with_originals(
    manuscripts: Iterable[Manuscript], unread: Collection[str], language: str
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Give the articles with their originals; `unread` are the sources of articles that could not be understood."""
    by_source = {manuscript.article.source: manuscript for manuscript in manuscripts}
    parents: dict[str, str] = {}
    problems: list[Problem] = []
    for source, manuscript in by_source.items():
        if not manuscript.translation_of:
            continue
        original = source_named(manuscript, by_source)
        if original:
            parents[source] = original
        elif not {*ways_to_read(manuscript)} & {*unread}:
            problems.append(unknown_original(manuscript, by_source))
    roots = {source: root_of(source, parents) for source in by_source}
    problems += (circle(by_source[source].article) for source, root in roots.items() if not root)
    groups = {source: by_source[root or source].article.path for source, root in roots.items()}
    members: dict[str, list[Manuscript]] = {}
    for source, manuscript in by_source.items():
        members.setdefault(groups[source], []).append(manuscript)
    originals = {group: original_among(group_members, parents, language) for group, group_members in members.items()}
    problems += (problem for group_members in members.values() for problem in same_language(group_members))
    articles = tuple(
        with_original(manuscript.article, groups[source], originals[groups[source]])
        for source, manuscript in by_source.items()
    )
    return articles, tuple(problems)


def ways_to_read(manuscript: Manuscript) -> tuple[str, str]:
    """Give the paths that `translation_of` may mean: from `content/`, and from the folder of the file."""
    written = manuscript.translation_of
    beside = posixpath.normpath(posixpath.join(manuscript.article.folder, written))
    return posixpath.normpath(written.lstrip("/")), beside


def source_named(manuscript: Manuscript, by_source: Collection[str]) -> str:
    """Give the source of the article that `translation_of` names, or nothing."""
    return next((path for path in ways_to_read(manuscript) if path in by_source), "")


def unknown_original(manuscript: Manuscript, by_source: Collection[str]) -> Problem:
    """Say that there is no such original."""
    article = manuscript.article
    message = f"`translation_of` names `{manuscript.translation_of}`, which is no article"
    others = [source for source in by_source if source != article.source]
    hint = did_you_mean(manuscript.translation_of, others, "write its path below `content/`, as `press/launch.md`")
    return error(message, article.place_of("translation_of"), hint)


def circle(article: Article) -> Problem:
    """Say that an article is a translation of itself."""
    hint = "leave `translation_of` out of the original"
    return error("`translation_of` leads back to this article", article.place_of("translation_of"), hint)


def root_of(source: str, parents: dict[str, str]) -> str:
    """Follow `translation_of` to an article without it; empty when it goes round in a circle."""
    seen = set()
    while source in parents:
        if source in seen:
            return ""
        seen.add(source)
        source = parents[source]
    return source


def original_among(members: list[Manuscript], parents: Collection[str], language: str) -> str:
    """Choose the source of the original: named by others, else without a language in its name, else in the default."""
    return min(
        members,
        key=lambda member: (
            member.article.source in parents,
            member.names_language,
            member.article.lang != language,
            member.article.source,
        ),
    ).article.source


def same_language(members: list[Manuscript]) -> Iterator[Problem]:
    """Report two texts of one original in one language."""
    first: dict[str, Article] = {}
    for member in members:
        article = member.article
        other = first.setdefault(article.lang, article)
        if other is not article:
            message = f"this text and `{other.file}` are the same article in the same language, `{article.lang}`"
            hint = "give one of them another `lang`, or another file name"
            yield error(message, article.place_of("lang"), hint, (Note("the other text", other.place_of("lang")),))


def with_original(article: Article, group: str, original: str) -> Article:
    """Give an article that knows its original."""
    known = Original(group=group, is_translation=article.source != original)
    return article if article.original == known else replace(article, original=known)
