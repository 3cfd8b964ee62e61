"""What happens beside a preview that runs: ways of saving, folders that go and come, builds, and what they remember."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from functools import partial
from random import Random

from tests.incremental.edits_of_settings import change_line, clock
from tests.incremental.edits_of_texts import Edit, any_text
from tests.incremental.newsroom import Newsroom

__all__ = ["BESIDE", "SAVED", "STATES"]

A_MOMENT = 0.15
"""Seconds in which a preview notices what is only there in between."""


def reworded(newsroom: Newsroom, name: str, random: Random) -> bytes:
    """Give a text with one more word at its end."""
    return newsroom.path(name).read_bytes().rstrip(b"\n") + b" word%d\n" % random.randrange(100)


def saved_in_place(newsroom: Newsroom, random: Random) -> None:
    """Save as simple editors do: the file is empty for a moment."""
    name = any_text(newsroom, random)
    newsroom.path(name).write_bytes(reworded(newsroom, name, random))


def saved_slowly(newsroom: Newsroom, random: Random) -> None:
    """Save so slowly that half of the file is there to be read."""
    name = any_text(newsroom, random)
    data = reworded(newsroom, name, random)
    with newsroom.path(name).open("wb", buffering=0) as file:
        file.write(data[: random.randrange(len(data))])
        time.sleep(random.random() * A_MOMENT)
        file.seek(0)
        file.write(data)


def saved_with_backup(newsroom: Newsroom, random: Random) -> None:
    """Save as Vim does: try the folder, put the old file aside, write a new one, take the old one away."""
    name = any_text(newsroom, random)
    file, data = newsroom.path(name), reworded(newsroom, name, random)
    trial, backup = file.with_name("4913"), file.with_name(f"{file.name}~")
    trial.touch()
    trial.unlink()
    file.rename(backup)
    time.sleep(random.choice((0, 0, random.random() * A_MOMENT)))
    file.write_bytes(data)
    backup.unlink()


def saved_twice(newsroom: Newsroom, random: Random) -> None:
    """Save two versions of one size right after one another."""
    name = any_text(newsroom, random)
    for digit in random.sample(range(10), 2):
        newsroom.path(name).write_bytes(newsroom.path(name).read_bytes().rstrip(b"0123456789\n") + b"%d\n" % digit)


SAVED: Mapping[str, Edit] = {
    edit.__name__: edit for edit in (saved_in_place, saved_slowly, saved_with_backup, saved_twice)
}


def moved_away(name: str, newsroom: Newsroom, random: Random) -> None:
    """Let a folder be gone for a while."""
    folder = newsroom.path(name)
    if folder.is_dir():
        away = newsroom.folder.with_name("away")
        folder.rename(away)
        time.sleep(random.random() * A_MOMENT * random.choice((0, 1, 2)))
        away.rename(folder)


def branch_changed(newsroom: Newsroom, random: Random) -> None:
    """Bring back former versions of files as Git does, which locks its index meanwhile."""
    lock = newsroom.path(".git/index.lock")
    lock.parent.mkdir(exist_ok=True)
    lock.touch()
    for name, data in random.sample(newsroom.former, min(len(newsroom.former), 5)):
        newsroom.path(name).parent.mkdir(parents=True, exist_ok=True)
        newsroom.path(name).write_bytes(data)
        time.sleep(random.random() * A_MOMENT / 5)
    lock.unlink()


def built(newsroom: Newsroom, _: Random) -> None:
    """Build the site into its output while the preview runs."""
    newsroom.build_at_once()


def checked(newsroom: Newsroom, _: Random) -> None:
    newsroom.check()


BESIDE: Mapping[str, Edit] = {
    "clock": clock,
    "content_away": partial(moved_away, "content"),
    "section_away": partial(moved_away, "content/press"),
    "theme_away": partial(moved_away, "themes/plain"),
    "branch_changed": branch_changed,
    "built": built,
    "checked": checked,
    "search": partial(change_line, "config.yaml", "search", ("none", "pagefind")),
    "social_cards": partial(change_line, "config.yaml", "social_cards", ("false", "true")),
}


def state_removed(newsroom: Newsroom, _: Random) -> None:
    shutil.rmtree(newsroom.path(".sitegen"), ignore_errors=True)
    shutil.rmtree(newsroom.path("public"), ignore_errors=True)


def state_lost_in_part(newsroom: Newsroom, random: Random) -> None:
    found = newsroom.names(".sitegen/**/*")
    for name in random.sample(found, len(found) // 2):
        newsroom.path(name).unlink(missing_ok=True)


def state_exchanged(newsroom: Newsroom, random: Random) -> None:
    """Put other files in the place of what is remembered, as a program that synchronizes folders does."""
    for name in newsroom.names(".sitegen/**/*"):
        if random.random() < 1 / 3:
            part = newsroom.path(f"{name}.part")
            part.write_bytes(random.choice((b"", b"\0" * 5000)))
            part.replace(newsroom.path(name))


STATES: Mapping[str, Edit] = {edit.__name__: edit for edit in (state_removed, state_lost_in_part, state_exchanged)}
