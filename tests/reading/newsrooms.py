"""Small newsrooms on disk, written in one text, and what reading them gives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sitegen.config import Config
from sitegen.markup.fragment import Fragment
from sitegen.problems import Problem, sorted_by_place
from sitegen.reading.article import Article
from sitegen.reading.articles import parse_articles
from sitegen.reading.config_file import load_config
from sitegen.reading.library import Library
from sitegen.reading.manuscript import reader_of
from sitegen.reading.remembering import Understood, understood_file
from sitegen.reading.source_files import Sources, read_sources

FILE = re.compile(r"^-- (.+) --\n", re.MULTILINE)


def write_site(folder: Path, story: str) -> None:
    """Write the files of a story: `-- content/news/launch.md --`, and then its lines."""
    _, *parts = FILE.split(story)
    for path, text in zip(parts[::2], parts[1::2], strict=True):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Give problems as lines: place, severity, message and hint."""
    return [
        f"{problem.location}: {problem.severity}: {problem.message}" + (f" | {problem.hint}" if problem.hint else "")
        for problem in sorted_by_place(problems)
    ]


def messages(problems: tuple[Problem, ...]) -> list[str]:
    """Give only the messages of problems."""
    return [problem.message for problem in sorted_by_place(problems)]


def plain_body(body: str, lang: str) -> Fragment:
    """Stand for the Markdown engine."""
    return Fragment(pieces=(f"{lang}:{body}",))


@dataclass(frozen=True)
class Read:
    """A newsroom that was read."""

    library: Library
    problems: tuple[Problem, ...]

    @property
    def told(self) -> list[str]:
        """Its problems as lines."""
        return told(self.problems)

    def article(self, source: str) -> Article:
        """One of its articles."""
        return next(article for article in self.library.articles if article.source == source)

    @property
    def only(self) -> Article:
        """Its only article."""
        (article,) = self.library.articles
        return article


def read_site(folder: Path, story: str) -> Read:
    """Write a newsroom and read it; `config.yaml` may be left out."""
    write_site(folder, story)
    has_config = (folder / "config.yaml").exists()
    file = load_config(folder / "config.yaml") if has_config else None
    config = file.config if file and file.config else Config(title="News")
    sources, source_problems = read_sources(folder / "content", config)
    library, problems = parse_articles(sources, config, understood(sources, config))
    return Read(library, (*(file.problems if file else ()), *source_problems, *problems))


def understood(sources: Sources, config: Config) -> list[Understood]:
    """Read all articles, with a reader of texts that leaves them as they are."""
    reader = reader_of(config, plain_body)
    return [understood_file(file, sources.content, reader)[0] for file in sources.articles]


def read_article(folder: Path, text: str, source: str = "news/launch.md", config: str = "title: News\n") -> Read:
    """Read a newsroom of one article."""
    return read_site(folder, f"-- config.yaml --\n{config}-- content/{source} --\n{text}")


def front(fields: str, body: str = "Text.\n") -> str:
    """Write an article with a title, a date and other fields."""
    return f"---\ntitle: Launch\ndate: 2017-03-24\n{fields}---\n{body}"
