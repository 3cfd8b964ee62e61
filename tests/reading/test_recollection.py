from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from sitegen.config import Config
from sitegen.planning.visibility import visible_at
from sitegen.reading.articles import parse_articles
from sitegen.reading.library import SourceFile
from sitegen.reading.recollection import Recollection, recalled_articles, reworded, settled
from sitegen.reading.remembering import Reading, Understood, edit_of, text_of
from sitegen.reading.source_files import Sources, read_sources
from sitegen.reading.stamps import Stamps
from sitegen.records import Records
from tests.built_sites import files_in
from tests.story import story

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
CONFIG = Config(title="News", base_url="https://news.example.org/")
NEWSROOM = """
-- content/news/launch.md --
---
title: Launch
date: 2025-01-01
---
It was launched.

More is to come.
-- content/news/accord.md --
---
title: Accord
date: 2025-01-02
embargo: 2026-06-01T10:00Z
---
The xylograph accord.

More is to come.
-- content/news/broken.md --
---
title: [Broken
---
The broken xylograph.
"""


class Newsroom:
    """A folder that is read again and again while a program goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = story(NEWSROOM, folder)
        self.records = Records(folder / ".sitegen")
        self.recollection = Recollection()

    @property
    def sources(self) -> Sources:
        """The files as they are, at rest since long ago."""
        sources, _ = read_sources(self.folder / "content", CONFIG)
        aged = tuple(structs.replace(file, ctime_ns=file.mtime_ns) for file in sources.articles)
        return structs.replace(sources, articles=aged)

    def read(self, now: datetime = NOW, config: Config = CONFIG) -> Reading:
        """Read what has changed since the last time, and remember what the public sees at that moment."""
        sources, stamps = self.sources, Stamps(self.folder / ".sitegen" / "stamps.json", recalls=False)
        stamps.began += 3600 * 10**9
        reading, last = recalled_articles(sources, config, now, self.records, stamps, 1, self.recollection)
        library, _ = parse_articles(sources, config, reading.understood)
        self.recollection = settled(last, reading, visible_at(library, now).held, self.records)
        return reading

    def write(self, name: str, before: str, after: str) -> SourceFile:
        """Edit an article, and give its file as it is then."""
        file = self.folder / "content" / "news" / name
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        return next(each for each in self.sources.articles if each.path == f"news/{name}")

    def text(self, name: str) -> str:
        """The digest of an article's text."""
        return text_of(self.understood(name))

    def understood(self, name: str) -> Understood:
        return self.recollection.articles[f"news/{name}"].understood

    def traces(self, trace: str) -> list[str]:
        """The files of state in which a text stands."""
        self.records.close()
        return [name for name, data in files_in(self.folder / ".sitegen").items() if trace.encode() in data]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def test_only_files_that_have_changed_are_read_again(newsroom: Newsroom) -> None:
    first = newsroom.read()
    assert {*first.anew} == {"news/accord.md", "news/broken.md", "news/launch.md"}
    assert newsroom.read().anew == ()
    newsroom.write("launch.md", "Launch", "Great launch")
    again = newsroom.read()
    assert again.anew == ("news/launch.md",)
    titles = [each.manuscript.article.title for each in again.understood if each.manuscript]
    assert titles == ["Accord", "Great launch"]


def test_other_settings_for_reading_read_all_articles_again(newsroom: Newsroom) -> None:
    newsroom.read()
    assert len(newsroom.read(config=structs.replace(CONFIG, timezone="Europe/Rome")).anew) == 3


def test_what_is_held_back_or_faulty_is_kept_in_memory_alone(newsroom: Newsroom) -> None:
    newsroom.read()
    assert b"The xylograph accord." in newsroom.recollection.texts[newsroom.text("accord.md")]
    assert newsroom.traces("xylograph") == []


def test_what_everybody_may_see_is_kept_in_the_folder_alone(newsroom: Newsroom) -> None:
    newsroom.read()
    digest = newsroom.text("launch.md")
    assert digest not in newsroom.recollection.texts
    assert b"It was launched." in newsroom.records.find([digest])[digest]


def test_an_article_goes_to_the_folder_when_its_embargo_lifts(newsroom: Newsroom) -> None:
    newsroom.read()
    assert newsroom.read(LATER).anew == ()
    assert newsroom.records.find([newsroom.text("accord.md")])


def test_an_article_that_comes_under_embargo_leaves_the_folder_and_stays_in_memory(newsroom: Newsroom) -> None:
    newsroom.read(LATER)
    newsroom.read(NOW)
    assert newsroom.traces("xylograph") == []
    assert b"The xylograph accord." in newsroom.recollection.texts[newsroom.text("accord.md")]


def test_the_text_of_an_article_that_has_gone_is_forgotten(newsroom: Newsroom) -> None:
    newsroom.read()
    digest = newsroom.text("accord.md")
    (newsroom.folder / "content" / "news" / "accord.md").unlink()
    newsroom.read()
    assert digest not in newsroom.recollection.texts


@pytest.mark.parametrize(("name", "is_held"), [("launch.md", False), ("accord.md", True)])
def test_another_text_takes_the_place_of_the_last_one(newsroom: Newsroom, name: str, *, is_held: bool) -> None:
    newsroom.read()
    file = newsroom.write(name, "More is", "Much is")
    edit = edit_of(newsroom.understood(name), file, newsroom.folder / "content", CONFIG)
    assert edit
    newsroom.recollection = reworded(newsroom.recollection, file, edit, is_held=is_held)
    assert newsroom.text(name) == edit.after != edit.before
    assert (edit.after in newsroom.recollection.texts) is is_held


def test_a_file_that_was_read_while_it_may_have_been_changing_is_read_again(newsroom: Newsroom) -> None:
    newsroom.read()
    file = newsroom.write("launch.md", "More is", "Much is")
    edit = edit_of(newsroom.understood("launch.md"), file, newsroom.folder / "content", CONFIG)
    assert edit
    newsroom.recollection = reworded(newsroom.recollection, file, edit, is_held=False)
    assert newsroom.read().anew == ("news/launch.md",)
