"""A Markdown text, read: from what the author wrote to a `Fragment`, by either engine."""

from __future__ import annotations

from typing import Literal, assert_never

from msgspec import Struct

from sitegen.config import Config, Replacement
from sitegen.markup import commonmark, python_markdown
from sitegen.markup.footnotes import with_endnotes
from sitegen.markup.foreign_tags import foreign_tag_problems
from sitegen.markup.fragment import Fragment, PictureInText
from sitegen.markup.headings import ids_in, with_contents, with_headings
from sitegen.markup.limits import limit_problem, recursion_problem
from sitegen.markup.links import targets_in, with_places
from sitegen.markup.pictures import pictures_in, with_alt_texts, with_picture_places
from sitegen.markup.plain_text import first_paragraph, text_of, word_count
from sitegen.markup.prose import code_blanked
from sitegen.markup.raw_html import raw_html_problems
from sitegen.markup.sanitizing import sanitized
from sitegen.markup.source_text import SourceText, source_text
from sitegen.markup.tables import with_alignment_classes, without_empty_headings
from sitegen.markup.tags import split_at_tags
from sitegen.markup.typography import with_typography
from sitegen.problems import Problem, Told

__all__ = ["MarkdownOptions", "markdown_options", "read_markdown"]


class MarkdownOptions(Struct, frozen=True, kw_only=True):
    """All that decides what a text becomes; `language` is that of the text (BCP 47)."""

    engine: Literal["python-markdown", "commonmark"] = "python-markdown"
    html: Literal["allow", "sanitize", "refuse"] = "allow"
    typography: bool = False
    language: str = "en"
    replace: tuple[Replacement, ...] = ()
    foreign_tags: Told = "warning"


def markdown_options(config: Config, language: str) -> MarkdownOptions:
    """Give the options for texts in a language."""
    return MarkdownOptions(
        engine=config.markdown.engine,
        html=config.markdown.html,
        typography=config.markdown.typography,
        language=language,
        replace=config.markdown.replace,
        foreign_tags=config.links.foreign_tags,
    )


def read_markdown(text: str, options: MarkdownOptions) -> Fragment:
    """Understand a text; what is wrong with it is in the fragment's problems."""
    source = source_text(text, options.replace)
    prose = code_blanked(source.text)
    problems = foreign_tag_problems(source, prose, options.foreign_tags)
    if too_tangled := limit_problem(source, prose):
        return Fragment(problems=(*problems, too_tangled))
    try:
        html = engine_html(source.text, options)
        refused = raw_html_problems(source, options.engine) if options.html == "refuse" else ()
    except RecursionError:
        return Fragment(problems=(*problems, recursion_problem(source)))
    return fragment_of(html, source, prose, options, (*problems, *refused))


def engine_html(text: str, options: MarkdownOptions) -> str:
    """Let the engine read the text; links and attributes are unsafe in either, so `refuse` sanitizes as well."""
    match options.engine:
        case "python-markdown":
            html = python_markdown.html_of(text)
        case "commonmark":
            html = commonmark.html_of(text)
        case _ as unknown:
            assert_never(unknown)
    html = without_empty_headings(with_alignment_classes(html))
    return html if options.html == "allow" else sanitized(html)


def fragment_of(
    html: str, source: SourceText, prose: str, options: MarkdownOptions, problems: tuple[Problem, ...]
) -> Fragment:
    """Make a fragment of an engine's HTML, in the same way for both."""
    html = with_endnotes(html, options.language)
    pieces = split_at_tags(html)
    pictures: tuple[PictureInText, ...] = ()
    if "<img" in html.lower():
        pictures = pictures_in(pieces)
        pieces = with_alt_texts(pieces)
    if options.typography:
        pieces = with_typography(pieces, options.language)
    pieces, headings = with_headings(pieces)
    summary, words = first_paragraph(pieces), word_count(text_of(pieces))
    pieces = with_contents(pieces, headings)
    html_pieces, targets = targets_in(pieces)
    return Fragment(
        pieces=html_pieces,
        targets=with_places(targets, source, prose),
        pictures=with_picture_places(pictures, source, prose),
        headings=headings,
        ids=ids_in(pieces[1::2]),
        first_paragraph=summary,
        words=words,
        problems=problems,
    )
