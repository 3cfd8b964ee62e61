"""Raw HTML in a text where the site refuses it."""

from __future__ import annotations

from typing import Literal, assert_never

from sitegen.markup import commonmark, python_markdown
from sitegen.markup.source_text import SourceText, quoted
from sitegen.problems import Problem, error

__all__ = ["raw_html_problems"]

HINT = "write it in Markdown, or put it between backticks to show it as it is; `markdown.html` in `config.yaml` decides"


def raw_html_problems(source: SourceText, engine: Literal["python-markdown", "commonmark"]) -> tuple[Problem, ...]:
    """Tell each line on which raw HTML starts, as the engine that reads the text understands raw HTML."""
    match engine:
        case "python-markdown":
            found = python_markdown.raw_html_in(source.text)
        case "commonmark":
            found = commonmark.raw_html_in(source.text)
        case _ as unknown:
            assert_never(unknown)
    problems: dict[int, Problem] = {}
    for start, html in found:
        first_line = html.strip().partition("\n")[0]
        place = source.place(start, len(first_line))
        problems.setdefault(place.line, error(f"raw HTML is not allowed here: `{quoted(first_line)}`", place, HINT))
    return tuple(problems.values())
