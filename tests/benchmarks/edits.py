"""What an editor or a designer changes between two builds, and how the finished site shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

__all__ = ["EDITS", "Edit", "Sign"]

HOME = "index.html"


class Sign(Struct, frozen=True):
    """What stands in a file of the finished site after a change."""

    file: str
    words: str


class Edit(Struct, frozen=True):
    """A change to a site: its name, what it does in a round, and how many files more there are afterwards."""

    name: str
    make: Callable[[Path, int], Sign]
    new_files: int = 0


def nothing(_site: Path, _number: int) -> Sign:
    """Change nothing."""
    return Sign(HOME, "</html>")


def change_body(site: Path, number: int) -> Sign:
    """Add a sentence to the article in the middle."""
    article = middle_article(site)
    words = f"Added in round {number}."
    article.write_text(f"{article.read_text('utf-8')}\n{words}\n", "utf-8")
    return Sign(page_of(article), words)


def change_title(site: Path, number: int) -> Sign:
    """Change the title of the article in the middle."""
    article = middle_article(site)
    put(article, 'title: "', f'title: "Round {number}: ')
    return Sign(page_of(article), f"<h1>Round {number}: ")


def add_tag(site: Path, number: int) -> Sign:
    """Give the article in the middle a tag that no other has."""
    put(middle_article(site), r"tags: \[", f"tags: [round {number}, ")
    return Sign("tags/index.html", f'<a href="/tags/round-{number}/">')


def change_base_template(site: Path, number: int) -> Sign:
    """Change the template of all pages."""
    words = f"<!-- Round {number} -->"
    put(site / "themes/plain/templates/base.html", "</footer>", f"{words}</footer>")
    return Sign(HOME, words)


def change_article_template(site: Path, number: int) -> Sign:
    """Change the template of articles."""
    words = f"<!-- Round {number} -->"
    put(site / "themes/plain/templates/article.html", "</article>", f"{words}</article>")
    return Sign(page_of(middle_article(site)), f"{words}</article>")


def change_settings(site: Path, number: int) -> Sign:
    """Change the title of the site, which stands on every page."""
    title = f"Organization News {number}"
    put(site / "config.yaml", r"^title: .*$", f"title: {title}")
    return Sign(HOME, f"<h1>{title}</h1>")


EDITS = (
    Edit("unchanged", nothing),
    Edit("one body", change_body),
    Edit("one title", change_title),
    Edit("one tag", add_tag, new_files=2),
    Edit("base template", change_base_template),
    Edit("article template", change_article_template),
    Edit("settings", change_settings),
)
"""In this order, one after another, each on a site that is up to date."""


def middle_article(site: Path) -> Path:
    """Give the article in the middle of the newsroom."""
    articles = sorted((site / "content").rglob("*.md"))
    return articles[len(articles) // 2]


def page_of(article: Path) -> str:
    """Give the page of an article, which has the address of its file."""
    return "/".join((*article.with_suffix("").parts[-3:], HOME))


def put(file: Path, pattern: str, words: str) -> None:
    """Put words in place of the first ones that match. Raises `ValueError` where nothing does."""
    text, found = re.subn(pattern, words, file.read_text("utf-8"), count=1, flags=re.MULTILINE)
    if not found:
        raise ValueError(f"`{pattern}` is not in {file}")
    file.write_text(text, "utf-8")
