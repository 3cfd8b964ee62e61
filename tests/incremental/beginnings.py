"""Newsrooms of which a test says only the articles that matter to it, built once."""

from __future__ import annotations

from pathlib import Path

from tests.incremental.newsroom import Newsroom
from tests.incremental.sample import themed
from tests.story import story

__all__ = ["an_article", "begun"]

CONFIG = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
languages: {en: {}, fr: {}}
timezone: Europe/Rome
theme: house
search: none
social_cards: false
feeds: {id_authority: "example.org,2026", window: 3}
page_size: 2
related: 2
-- content/about.md --
---
title: About us
---
Who we are.
"""


def begun(place: Path, text: str = "", **files: bytes) -> Newsroom:
    """Write a newsroom and build it. The text is a story, with settings of its own or not."""
    folder = place / "site"
    story(CONFIG, themed(folder))
    story(text, folder, files)
    newsroom = Newsroom(folder)
    built = newsroom.build()
    assert not built.failed, built.problems
    return newsroom


def an_article(title: str, date: str = "2026-06-01", body: str = "The text.", **fields: str) -> str:
    """The text of an article."""
    head = {"title": title, "date": date} | fields
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in head.items()) + f"---\n{body}\n"
