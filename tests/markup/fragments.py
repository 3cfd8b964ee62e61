"""Texts read by either engine, as a test needs them."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, TypeAlias

import pytest

from sitegen.markup.fragment import Fragment, Resolved, html_of
from sitegen.markup.markdown_text import MarkdownOptions, read_markdown

ENGINES = ("python-markdown", "commonmark")
with_both_engines = pytest.mark.parametrize("engine", ENGINES)

Options: TypeAlias = Any
"""Fields of `MarkdownOptions`."""


def read(text: str, **options: Options) -> Fragment:
    return read_markdown(text, MarkdownOptions(**options))


def written_html(fragment: Fragment) -> str:
    """The HTML with every address as its author wrote it."""
    return html_of(fragment, lambda target: Resolved(target.written))


def html(text: str, **options: Options) -> str:
    return written_html(read(text, **options))


def written(fragment: Fragment) -> list[str]:
    return [target.written for target in fragment.targets]


def told(fragment: Fragment) -> list[str]:
    """Each problem as `2:5 message`."""
    return [f"{problem.location.line}:{problem.location.column} {problem.message}" for problem in fragment.problems]


def elements(html_text: str) -> list[object]:
    """HTML as a parser sees it, to compare however it is quoted and escaped."""
    return list(Events(html_text))


class Events(HTMLParser):
    def __init__(self, html_text: str) -> None:
        super().__init__()
        self.seen: list[object] = []
        self.feed(html_text)
        self.close()

    def __iter__(self) -> Iterator[object]:
        return iter(self.seen)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.seen.append(data)

    def handle_comment(self, data: str) -> None:
        self.seen.append(("!", data))
