"""A build is killed at any moment: each file is then the old or the new one, and the next build is right."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from msgspec import Struct

from tests.incremental.edits_of_settings import marked
from tests.incremental.newsroom import Newsroom
from tests.incremental.processes import kill_build
from tests.incremental.sample import sample

SOON = 0.3
"""Seconds in which a build that has begun to write has often ended."""


class Edited(Struct, frozen=True):
    """A newsroom that is built, and its files before the edits that wait for a build, and after them."""

    newsroom: Newsroom
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float


@pytest.fixture
def edited(place: Path) -> Edited:
    """A newsroom of which edits change nearly every page, take some away and bring others."""
    return edited_by(edit_much, place)


@pytest.fixture
def reworded(place: Path) -> Edited:
    """A newsroom of which edits change only the texts of articles."""
    return edited_by(reword, place)


def edited_by(edit: Callable[[Newsroom], None], place: Path) -> Edited:
    newsroom = Newsroom(sample(place / "site"))
    newsroom.build()
    started = time.monotonic()
    kill_build(newsroom.folder, lambda: None, 1, signal.SIGCONT)
    seconds = time.monotonic() - started
    old = newsroom.files()
    edit(newsroom)
    clean = newsroom.clean_build()
    assert not clean.failed, clean.problems
    return Edited(newsroom, old, clean.files, seconds)


def edit_much(newsroom: Newsroom) -> None:
    newsroom.put("config.yaml", "title", "Another name")
    newsroom.put("content/press/second.md", "slug", "deux")
    newsroom.reword("content/press/third.md", "One. Two.", "Two. One.")
    newsroom.put("content/press/kit/index.md", "image", "{src: tower.png, alt: The tower}")
    newsroom.remove("content/press/brief.md")
    newsroom.reword("content/reports/2026-02-01-budget.md", "/press/2026/second/", "/press/2026/deux/")
    marked(newsroom, Random(0))  # noqa: S311  nothing here is secret


def reword(newsroom: Newsroom) -> None:
    for name in ("press/third", "press/brief", "reports/annual", "events/fair"):
        file = f"content/{name}.md"
        newsroom.write(file, newsroom.read(file) + "\nMore words.\n")


def assert_each_file_is_whole(edited: Edited) -> None:
    """Assert that a file is as it was or as it will be, and is there if it is in both."""
    now = edited.newsroom.files()
    assert edited.old.keys() & edited.new.keys() <= now.keys()
    for path, data in now.items():
        if not path.endswith("/"):
            assert data in (edited.old.get(path), edited.new.get(path)), path


def after(seconds: float) -> Callable[[], None]:
    return lambda: time.sleep(seconds)


def after_first_change(newsroom: Newsroom, seconds: float, limit: float) -> Callable[[], None]:
    """Wait until something beside the sources changes, and then some time more."""

    def stamps() -> set[tuple[str, int]]:
        state = (*newsroom.folder.glob("*"), *newsroom.folder.glob(".*"), *newsroom.path(".sitegen").glob("*"))
        return {(path.name, path.lstat().st_mtime_ns) for path in state if path.exists()}

    def wait() -> None:
        first, end = stamps(), time.monotonic() + limit
        while time.monotonic() < end and stamps() == first:
            time.sleep(0.001)
        time.sleep(seconds)

    return wait


@pytest.mark.parametrize("edits", ["edited", "reworded"])
def test_a_build_is_killed(kill: int, edits: str, request: pytest.FixtureRequest) -> None:
    edited: Edited = request.getfixturevalue(edits)
    random = Random(kill)  # noqa: S311
    newsroom = edited.newsroom
    for _ in range(random.choice((1, 1, 2))):
        at_any_moment = after(random.uniform(0, edited.seconds))
        while_writing = after_first_change(newsroom, random.uniform(0, SOON), 2 * edited.seconds)
        wait = random.choice((at_any_moment, while_writing))
        kill_build(newsroom.folder, wait, random.choice((1, 2)), hours=random.choice((0, 1)))
        assert_each_file_is_whole(edited)
    assert newsroom.build_twice() == edited.new
    assert sorted(path.name for path in newsroom.folder.iterdir()) == [
        *(".sitegen", "config.yaml", "content", "public", "themes")
    ]


def test_a_build_is_killed_and_the_edits_are_taken_back(edited: Edited) -> None:
    newsroom = edited.newsroom
    kill_build(newsroom.folder, after_first_change(newsroom, 0.02, 2 * edited.seconds), 1)
    newsroom.put("config.yaml", "title", "A third name")
    newsroom.put("content/press/second.md", "slug", "third-name")
    newsroom.reword("content/reports/2026-02-01-budget.md", "/press/2026/deux/", "/press/2026/third-name/")
    assert "press/2026/third-name/index.html" in newsroom.build_twice()


@pytest.mark.parametrize("share", [0.4, 0.7, 0.9])
def test_a_person_stops_a_build(edited: Edited, share: float) -> None:
    kill_build(edited.newsroom.folder, after(share * edited.seconds), 2, signal.SIGINT)
    assert_each_file_is_whole(edited)
    assert edited.newsroom.build_twice() == edited.new
