"""What editors change inside articles: their bodies and their fields."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from functools import partial
from random import Random

from tests.incremental.newsroom import Newsroom

__all__ = ["BODIES", "FIELDS", "Edit", "any_text", "any_value"]

Edit = Callable[[Newsroom, Random], None]
Values = tuple[str | None, ...]

WORDS = ("water", "budget", "square", "Übersicht", "ماء", '"quoted"', "--", "*loud*", "`code`", "1.", "...")
LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\([^)\n]*\)")


def any_text(newsroom: Newsroom, random: Random) -> str:
    """Choose an article or a standing page."""
    return random.choice(newsroom.names("content/**/*.md"))


def any_value(random: Random, values: Values) -> str | None:
    """Choose one of some values; `#` in it becomes a digit."""
    value = random.choice(values)
    return value and value.replace("#", str(random.randrange(10)))


def change_body(newsroom: Newsroom, random: Random, change: Callable[[list[str]], object]) -> None:
    """Change the paragraphs of a text in place."""
    name = any_text(newsroom, random)
    head, _, body = newsroom.read(name).partition("\n---\n")
    paragraphs = body.strip("\n").split("\n\n")
    change(paragraphs)
    newsroom.write(name, f"{head}\n---\n" + "\n\n".join(paragraphs) + "\n")


def word(newsroom: Newsroom, random: Random) -> None:
    def change(paragraphs: list[str]) -> None:
        place = random.randrange(len(paragraphs))
        words = paragraphs[place].split(" ")
        words.insert(random.randrange(1, len(words) + 1), random.choice(WORDS))
        paragraphs[place] = " ".join(words)

    change_body(newsroom, random, change)


def word_removed(newsroom: Newsroom, random: Random) -> None:
    def change(paragraphs: list[str]) -> None:
        place = random.randrange(len(paragraphs))
        words = paragraphs[place].split(" ")
        words.pop(random.randrange(len(words)))
        paragraphs[place] = " ".join(words)

    change_body(newsroom, random, change)


def paragraph(newsroom: Newsroom, random: Random) -> None:
    text = " ".join(random.choices(WORDS, k=random.randrange(1, 30)))
    change_body(newsroom, random, lambda found: found.insert(random.randrange(len(found) + 1), f"So {text}."))


def paragraph_removed(newsroom: Newsroom, random: Random) -> None:
    change_body(newsroom, random, lambda found: found.pop(random.randrange(len(found))))


def heading(newsroom: Newsroom, random: Random) -> None:
    text = f"{'#' * random.randrange(1, 4)} {random.choice(('Part one', 'The square', 'Details', 'تفاصيل'))}"
    change_body(newsroom, random, lambda found: found.insert(random.randrange(len(found) + 1), text))


def heading_reworded(newsroom: Newsroom, random: Random) -> None:
    def change(paragraphs: list[str]) -> None:
        headings = [place for place, text in enumerate(paragraphs) if text.startswith("#")]
        if headings:
            paragraphs[random.choice(headings)] += f" {random.randrange(10)}"

    change_body(newsroom, random, change)


def link(newsroom: Newsroom, random: Random) -> None:
    to = any_text(newsroom, random)
    name = any_text(newsroom, random)
    place = random.choice(("", "", "#part-one"))
    address = posixpath.relpath(to, posixpath.dirname(name))
    newsroom.write(name, f"{newsroom.read(name)}\nSee [another text]({address}{place}).\n")


def link_removed(newsroom: Newsroom, random: Random) -> None:
    name = any_text(newsroom, random)
    newsroom.write(name, LINK.sub(r"\1", newsroom.read(name), count=1))


def change_field(field: str, values: Values, newsroom: Newsroom, random: Random) -> None:
    """Give a field of an article another value, or take it away."""
    newsroom.put(any_text(newsroom, random), field, any_value(random, values))


VALUES: Mapping[str, Values] = {
    "title": ("Title #", "A title “with” & signs #", "عنوان #"),
    "summary": (None, "A summary #.", "Another one."),
    "tags": (None, "[water]", "[works, money]", "[new #]", "[Water, secret]"),
    "date": ("2025-12-3#", "2026-06-0#", "2026-06-15T11:5#", "2026-06-2#", "2026-06-14T2#:00+02:00"),
    "updated": (None, "2026-06-1#", "2026-06-15T0#:30"),
    "type": (None, "press-release", "speech", "event"),
    "lang": (None, "fr", "ar", "en", "de"),
    "slug": (None, "second", "slug-#"),
    "permalink": (None, "/special/#/"),
    "aliases": (None, "[/old/launch/]", "[/former/#/]", "[/press/2026/second/]"),
    "pinned": (None, "true"),
    "expires": (None, "2026-06-1#", "2026-06-2#"),
    "embargo": (None, "2026-06-1#", "2026-06-2#"),
    "draft": (None, "true"),
    "people": (None, "[alba]", "[otto, alba]"),
    "authors": (None, "[alba]", "[otto]"),
    "event": (None, "{start: 2026-06-1#}", "{start: 2026-06-14T1#:00, end: 2026-06-15T1#:00}"),
    "corrections": (None, "[{date: 2026-06-14, text: It was #.}]"),
    "translation_of": (None, "press/launch.md", "press/second.md", "reports/annual.md"),
    "order": (None, "#"),
    "extra": (None, "{mood: '#'}"),
    "colour": (None, "red"),
}

FIELDS: Mapping[str, Edit] = {name: partial(change_field, name, values) for name, values in VALUES.items()}

BODIES: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (
        word,
        word_removed,
        paragraph,
        paragraph_removed,
        heading,
        heading_reworded,
        link,
        link_removed,
    )
}
