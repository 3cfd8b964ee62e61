"""What editors do with files: new, moved, deleted, replaced and only touched ones."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from random import Random

from tests.drawn_pictures import drawn
from tests.incremental.edits_of_texts import Edit, any_text
from tests.incremental.newsroom import Newsroom

__all__ = ["FILES"]

KIT = "content/press/kit/index.md"


def written(newsroom: Newsroom, random: Random) -> None:
    section, number = random.choice(("press", "reports", "fresh")), random.randrange(100)
    ending = random.choice((".md", ".md", ".fr.md"))
    text = f"---\ntitle: New {number}\ndate: 2026-06-1{number % 10}\ntags: [works]\n---\nThe new text {number}.\n"
    newsroom.write(f"content/{section}/new-{number}{ending}", text)


def deleted(newsroom: Newsroom, random: Random) -> None:
    newsroom.remove(any_text(newsroom, random))


def moved_to(newsroom: Newsroom, name: str, to: str) -> None:
    if not newsroom.path(to).exists():
        newsroom.move(name, to)


def renamed(newsroom: Newsroom, random: Random) -> None:
    name = any_text(newsroom, random)
    folder, file = posixpath.split(name)
    other = random.choice((file.capitalize(), file.lower(), f"re{file}", f"2026-06-01-{file}"))
    moved_to(newsroom, name, f"{folder}/{other}")


def moved(newsroom: Newsroom, random: Random) -> None:
    name = any_text(newsroom, random)
    moved_to(
        newsroom, name, f"content/{random.choice(('press', 'reports', 'events', 'fr'))}/{posixpath.basename(name)}"
    )


def translated(newsroom: Newsroom, random: Random) -> None:
    """Give the name of a text another language."""
    name = any_text(newsroom, random)
    stem = re.sub(r"(\.fr|\.ar)?\.md$", "", name)
    moved_to(newsroom, name, stem + random.choice((".md", ".fr.md", ".ar.md")))


def copied(newsroom: Newsroom, random: Random) -> None:
    """Begin a translation with a copy of the original."""
    name = any_text(newsroom, random)
    newsroom.write(f"{name.removesuffix('.md').removesuffix('.fr')}.fr.md", newsroom.read(name))


def bundled(newsroom: Newsroom, random: Random) -> None:
    """Make a folder of an article, or an article of a folder."""
    name = any_text(newsroom, random)
    to = f"{posixpath.dirname(name)}.md" if name.endswith("/index.md") else f"{name.removesuffix('.md')}/index.md"
    moved_to(newsroom, name, to)


def photograph(newsroom: Newsroom, random: Random) -> None:
    name = random.choice(("hall", "tower"))
    size = random.choice(((40, 30), (40, 30), (60, 40)))
    newsroom.write(f"content/press/kit/{name}.png", drawn(*size, ".png", random.randrange(100)))


def photographs_exchanged(newsroom: Newsroom, _: Random) -> None:
    hall, tower = (newsroom.path(f"content/press/kit/{name}.png").read_bytes() for name in ("hall", "tower"))
    newsroom.write("content/press/kit/hall.png", tower)
    newsroom.write("content/press/kit/tower.png", hall)


def image(newsroom: Newsroom, random: Random) -> None:
    number = random.randrange(10)
    values = (
        "{src: hall.png, alt: Hall %d}",
        "{src: tower.png, alt: Tower}",
        "{src: hall.png, alt: '', focus: [0.%d, 1]}",
    )
    value = random.choice(values)
    if newsroom.path(KIT).exists():
        newsroom.put(KIT, "image", value % number if "%d" in value else value)


def attachment(newsroom: Newsroom, random: Random) -> None:
    newsroom.write("content/press/kit/plan.csv", "a,b\n" * random.randrange(1, 4))


def attachments(newsroom: Newsroom, random: Random) -> None:
    values = (None, "[{src: plan.csv, title: Other}]", "[plan.csv, hall.png]")
    if newsroom.path(KIT).exists():
        newsroom.put(KIT, "attachments", random.choice(values))


def static_file(newsroom: Newsroom, random: Random) -> None:
    name = f"content/_static/{random.choice(('robots-note.txt', 'more/deep.txt'))}"
    if newsroom.path(name).exists() and random.random() < 1 / 2:
        newsroom.remove(name)
    else:
        newsroom.write(name, f"Note {random.randrange(10)}.\n")


def any_source(newsroom: Newsroom, random: Random) -> str:
    return random.choice(sorted(newsroom.memory().sources))


def touched(newsroom: Newsroom, random: Random) -> None:
    os.utime(newsroom.path(any_source(newsroom, random)), (random.randrange(1, 2_000_000_000),) * 2)


def rewritten(newsroom: Newsroom, random: Random) -> None:
    """Write a file as it was."""
    name = any_source(newsroom, random)
    newsroom.write(name, newsroom.path(name).read_bytes())


def letter_exchanged(newsroom: Newsroom, random: Random) -> None:
    """Change a letter of a body by a program that keeps the size of the file and its time."""
    name = any_text(newsroom, random)
    file = newsroom.path(name)
    times = file.stat()
    head, rule, body = newsroom.read(name).partition("\n---\n")
    letters = [place for place, letter in enumerate(body) if letter in "abcdefghijklmnopqrstuvw"]
    if letters:
        place = random.choice(letters)
        newsroom.write(name, head + rule + body[:place] + chr(ord(body[place]) + 1) + body[place + 1 :])
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def reverted(newsroom: Newsroom, random: Random) -> None:
    """Bring back a former version of a file."""
    if newsroom.former:
        newsroom.write(*random.choice(newsroom.former))


FILES: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (
        written,
        deleted,
        renamed,
        moved,
        translated,
        copied,
        bundled,
        photograph,
        photographs_exchanged,
        image,
        attachment,
        attachments,
        static_file,
        touched,
        rewritten,
        letter_exchanged,
        reverted,
    )
}
