from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from sitegen.config import Config, EditionSettings, MarkdownSettings
from sitegen.markup.fragment import parted
from sitegen.markup.markdown_text import markdown_options, read_markdown
from sitegen.planning.visibility import visible_at
from sitegen.problems import Problem
from sitegen.reading.articles import parse_articles
from sitegen.reading.manuscript import reader_of
from sitegen.reading.remembering import (
    Reading,
    TextEdit,
    Understood,
    remembered_articles,
    settings_for_reading,
    settle,
    text_edit,
    understood_file,
)
from sitegen.reading.source_files import Sources, read_sources
from sitegen.reading.stamps import Stamps
from sitegen.records import Records
from tests.built_sites import files_in
from tests.reading.newsrooms import front
from tests.story import a_config, story

NOW = datetime.fromisoformat("2026-01-01T00:00Z")
CONFIG = a_config("en", "fr")
NEWSROOM = """
-- content/news/launch.md --
---
title: Launch
date: 2017-03-24
---
It was *launched*. See [the opening](opening.md).

## How

![A hall](hall.jpg)
-- content/news/opening.md --
---
title: Opening
date: 2017-03-25
tag: [health]
---
It was opened. ![](line.jpg)
-- content/news/broken.md --
---
title: Broken
date: soon
---
Text.
-- content/about.md --
No front matter.
"""


FAULTY = {"news/opening.md", "news/broken.md", "about.md"}
"""Articles with errors, of which nothing is remembered: perhaps they should be held back."""


class Newsroom:
    """A folder of articles that is read again and again, each time with what the last reading has left."""

    def __init__(self, folder: Path, text: str = "") -> None:
        self.folder = story(text or NEWSROOM, folder)

    @property
    def sources(self) -> Sources:
        """The files as they are: of long ago, so that their stamps can be trusted, when nobody has written since."""
        sources, _ = read_sources(self.folder / "content", CONFIG)
        aged = tuple(structs.replace(file, ctime_ns=file.mtime_ns) for file in sources.articles)
        return structs.replace(sources, articles=aged)

    @property
    def records(self) -> Records:
        return Records(self.folder / ".sitegen")

    @property
    def stamps(self) -> Stamps:
        stamps = Stamps(self.folder / ".sitegen" / "stamps.json")
        stamps.began += 3600 * 10**9
        return stamps

    def read(self, config: Config = CONFIG, now: datetime = NOW, jobs: int = 1, *, drafts: bool = False) -> Reading:
        """Read all articles as a build does, and remember those that are not held back."""
        sources, records, stamps = self.sources, self.records, self.stamps
        reading = remembered_articles(sources, config, now, records, stamps, jobs)
        library, _ = parse_articles(sources, config, reading.understood)
        settle(reading, visible_at(library, now, drafts=drafts).held, records)
        stamps.save()
        records.close()
        return reading

    def anew(self, config: Config = CONFIG, now: datetime = NOW, jobs: int = 1) -> set[str]:
        """Read all articles, and tell which sound ones were read because no reading had remembered them."""
        reading = self.read(config, now, jobs)
        return {*reading.anew} - FAULTY

    def edit(self, before: str, after: str, path: str = "news/launch.md", now: datetime = NOW) -> TextEdit | None:
        """Read an article, reword it, and tell what a short build makes of it."""
        self.read(now=now)
        file = self.folder / "content" / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")
        source = next(each for each in self.sources.articles if each.path == path)
        return text_edit(source, file.parents[path.count("/")], CONFIG, now, self.records, self.stamps)

    def traces(self, trace: str) -> list[str]:
        """The files of state in which a text stands."""
        return [name for name, data in files_in(self.folder / ".sitegen").items() if trace.encode() in data]


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)


def read_directly(sources: Sources, config: Config = CONFIG) -> list[Understood]:
    """What the files alone tell."""
    reader = reader_of(config, lambda text, lang: read_markdown(text, markdown_options(config, lang)))
    return [in_short(understood_file(file, sources.content, reader)[0]) for file in sources.articles]


def in_short(understood: Understood) -> Understood:
    """An article without its text, as a site knows it."""
    if not understood.manuscript:
        return understood
    article = understood.manuscript.article
    known = structs.replace(article, body=parted(article.body)[0])
    return structs.replace(understood, manuscript=structs.replace(understood.manuscript, article=known))


def problems_of(understood: Iterable[Understood]) -> list[Problem]:
    return [problem for each in understood for problem in each.problems]


def test_articles_are_understood_as_their_files_tell(newsroom: Newsroom) -> None:
    understood = newsroom.read().understood
    assert understood == read_directly(newsroom.sources)
    assert len(problems_of(understood)) >= 4


def test_remembered_articles_are_the_same_with_their_problems(newsroom: Newsroom) -> None:
    first = newsroom.read().understood
    assert newsroom.read().understood == first


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_understand_the_same_in_the_same_order(tmp_path: Path, jobs: int) -> None:
    texts = (f"-- content/news/{number}.md --\n" + front(f"tags: [t{number}]\n") for number in range(60))
    newsroom = Newsroom(tmp_path, NEWSROOM + "".join(texts))
    assert newsroom.read(jobs=jobs).understood == read_directly(newsroom.sources)


def test_an_article_is_read_once(newsroom: Newsroom) -> None:
    assert newsroom.anew() == {"news/launch.md"}
    assert newsroom.anew() == set()


def test_an_article_with_errors_is_remembered_nowhere(newsroom: Newsroom) -> None:
    newsroom.read()
    assert {*newsroom.read().anew} == FAULTY
    for file in files_in(newsroom.folder / ".sitegen").values():
        assert b"It was opened." not in file


def test_what_is_remembered_is_taken_at_its_word(newsroom: Newsroom) -> None:
    newsroom.read()
    lie = Understood(None)
    records = newsroom.records
    rows = records.connection(0).execute("SELECT key, data FROM records").fetchall()
    records.keep((key.hex(), msgspec.json.encode(lie)) for key, data in rows if b'"news/launch.md"' in data)
    records.close()
    paths = [file.path for file in newsroom.sources.articles]
    assert newsroom.read().understood[paths.index("news/launch.md")] == lie


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"manuscript": {}}', b"\xff"])
def test_a_record_that_cannot_be_read_is_read_anew(newsroom: Newsroom, data: bytes) -> None:
    first = newsroom.read().understood
    records = newsroom.records
    for (key,) in records.connection(0).execute("SELECT key FROM records").fetchall():
        records.keep([(key.hex(), data)])
    records.close()
    assert newsroom.read().understood == first


def test_an_edited_article_is_read_anew_and_no_other(newsroom: Newsroom) -> None:
    newsroom.read()
    story("-- content/news/launch.md --\n" + front("summary: Other words.\n"), newsroom.folder)
    assert newsroom.anew() == {"news/launch.md"}
    assert newsroom.read().understood == read_directly(newsroom.sources)


def test_an_article_that_goes_back_to_a_former_text_is_not_read(newsroom: Newsroom) -> None:
    newsroom.read()
    file = newsroom.folder / "content/news/launch.md"
    before = file.read_bytes()
    file.write_text(front("summary: Other words.\n"), encoding="utf-8")
    newsroom.read()
    file.write_bytes(before)
    assert newsroom.anew() == set()


def test_an_article_that_has_moved_is_read_anew(newsroom: Newsroom) -> None:
    newsroom.read()
    content = newsroom.folder / "content/news"
    (content / "launch.md").rename(content / "2017-launch.md")
    assert newsroom.anew() == {"news/2017-launch.md"}


def test_new_times_of_files_do_not_let_them_be_read_anew(newsroom: Newsroom) -> None:
    newsroom.read()
    for file in newsroom.folder.rglob("*.md"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert newsroom.anew() == set()


SETTINGS_FOR_READING = {
    "timezone": structs.replace(CONFIG, timezone="Asia/Tokyo"),
    "standing_pages": structs.replace(CONFIG, standing_pages=("news/**",)),
    "markdown": structs.replace(CONFIG, markdown=MarkdownSettings(engine="commonmark")),
    "languages": structs.replace(CONFIG, languages=CONFIG.languages | {"ar": EditionSettings()}),
    "language": structs.replace(CONFIG, language="fr"),
}
OTHER_SETTINGS = {
    "title": structs.replace(CONFIG, title="Newsdesk"),
    "base_url": structs.replace(CONFIG, base_url="https://example.com/"),
    "theme_options": structs.replace(CONFIG, theme="bulletin", theme_options={"accent": "#7a1f2b"}),
    "page_size": structs.replace(CONFIG, page_size=3),
    "titles of editions": structs.replace(CONFIG, languages=CONFIG.languages | {"fr": EditionSettings(title="Salle")}),
}


@pytest.mark.parametrize("config", SETTINGS_FOR_READING.values(), ids=SETTINGS_FOR_READING)
def test_a_setting_that_decides_what_articles_are_lets_all_be_read_anew(newsroom: Newsroom, config: Config) -> None:
    newsroom.read()
    assert len(newsroom.anew(config)) == 1
    assert newsroom.read(config).understood == read_directly(newsroom.sources, config)


@pytest.mark.parametrize("config", OTHER_SETTINGS.values(), ids=OTHER_SETTINGS)
def test_another_setting_lets_none_be_read_anew(newsroom: Newsroom, config: Config) -> None:
    newsroom.read()
    assert newsroom.anew(config) == set()
    assert settings_for_reading(config) == settings_for_reading(CONFIG)


def test_the_settings_for_reading_are_all_that_reading_needs(newsroom: Newsroom) -> None:
    for config in (*SETTINGS_FOR_READING.values(), *OTHER_SETTINGS.values()):
        sources = newsroom.sources
        assert read_directly(sources, settings_for_reading(config)) == read_directly(sources, config)


HELD = {
    "a draft": "draft: true\n",
    "an embargo": "embargo: 2026-01-01T00:00:01Z\n",
    "a date to come": "date: 2026-01-01T00:00:01Z\n",
    "an embargo that nobody can read": "embargo: soon\n",
}


@pytest.mark.parametrize("fields", HELD.values(), ids=HELD)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_is_held_back_leaves_nothing_in_the_records(tmp_path: Path, fields: str, jobs: int) -> None:
    head = "title: The xylograph accord\n" + ("" if "date:" in fields else "date: 2017-03-24\n") + fields
    secret = f"-- content/news/xylograph.md --\n---\n{head}---\nThe xylograph text.\n"
    newsroom = Newsroom(tmp_path, NEWSROOM + secret)
    newsroom.read(jobs=jobs)
    newsroom.read(jobs=jobs)
    assert newsroom.traces("launch")
    assert newsroom.traces("xylograph") == []


def test_a_translation_that_waits_for_its_original_leaves_nothing_in_the_records(tmp_path: Path) -> None:
    original = "-- content/news/xylograph.md --\n" + front("embargo: 2026-02-01\n")
    translation = "-- content/news/xylograph.fr.md --\n" + front("", "Le texte xylographe.\n")
    newsroom = Newsroom(tmp_path, NEWSROOM + original + translation)
    newsroom.read()
    newsroom.read()
    assert newsroom.traces("xylograph") == []


def test_a_published_article_whose_translation_gets_an_embargo_leaves_the_records_when_it_is_read(
    tmp_path: Path,
) -> None:
    newsroom = Newsroom(tmp_path, NEWSROOM + "-- content/news/other.md --\n" + front("", "The xylograph text.\n"))
    newsroom.read()
    assert newsroom.traces("xylograph text")
    story("-- content/news/other.fr.md --\n" + front("embargo: 2026-02-01\n"), newsroom.folder)
    story("-- content/news/other.md --\n" + front("", "A xylograph text too.\n"), newsroom.folder)
    newsroom.read()
    assert newsroom.traces("A xylograph") == []


def test_an_article_is_remembered_from_the_moment_on_that_it_is_for_all_eyes(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path, "-- content/news/later.md --\n" + front("embargo: 2026-02-01\n", "Xylograph.\n"))
    newsroom.read()
    assert newsroom.traces("Xylograph") == []
    newsroom.read(now=datetime.fromisoformat("2026-02-01T00:00Z"))
    assert newsroom.traces("Xylograph")
    assert newsroom.anew(now=datetime.fromisoformat("2026-02-01T00:00Z")) == set()


def test_an_embargo_that_is_shown_on_purpose_is_remembered(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path, "-- content/news/draft.md --\n" + front("draft: true\n"))
    newsroom.read(drafts=True)
    assert newsroom.anew() == set()


BODY_EDITS = {
    "a word": ("*launched*", "*begun*"),
    "a paragraph that is not the first": ("## How", "More words.\n\n## How"),
    "a line before a link": ("See [", "\nSee ["),
    "the text of a link": ("[the opening]", "[this]"),
    "a link to another site": ("A last word", "A [last word](https://example.org/)"),
}


@pytest.mark.parametrize(("before", "after"), BODY_EDITS.values(), ids=BODY_EDITS)
def test_an_edit_of_the_mere_text_is_told(tmp_path: Path, before: str, after: str) -> None:
    text = NEWSROOM.replace("title: Launch\n", "title: Launch\nsummary: In short.\n")
    newsroom = Newsroom(tmp_path, text.replace("![A hall](hall.jpg)", "A last word."))
    edit = newsroom.edit(before, after)
    assert edit
    assert edit.before != edit.after
    newsroom.records.keep(edit.rows)
    assert edit.after in newsroom.records.find([edit.after])


OTHER_EDITS = {
    "the first paragraph, which is the summary": ("*launched*", "*begun*"),
    "where a link leads": ("(opening.md)", "(broken.md)"),
    "a link more": ("## How", "[Here](opening.md) is more.\n\n## How"),
    "an address elsewhere that becomes one here": (
        "See [",
        "See [this](https://example.org/) and [that](opening.md) [",
    ),
    "a heading": ("## How", "## Why"),
    "the level of a heading": ("## How", "### How"),
    "a picture": ("(hall.jpg)", "(tower.jpg)"),
    "what a picture shows": ("![A hall]", "![]"),
    "the title": ("title: Launch", "title: Opening"),
    "the date": ("2017-03-24", "2017-03-25"),
    "a field": ("title: Launch\n", "title: Launch\ntags: [health]\n"),
    "the place of a field": ("title: Launch\ndate: 2017-03-24", "date: 2017-03-24\ntitle: Launch"),
    "a slip": ("title: Launch\n", "title: Launch\ntag: [health]\n"),
    "an embargo": ("title: Launch\n", "title: Launch\nembargo: 2030-01-01\n"),
    "an embargo that is over": ("title: Launch\n", "title: Launch\nembargo: 2017-03-24\n"),
    "all of it": ("---\ntitle: Launch", "title: Launch"),
}


@pytest.mark.parametrize(("before", "after"), OTHER_EDITS.values(), ids=OTHER_EDITS)
def test_an_edit_of_anything_else_is_not_taken_for_one_of_the_text(newsroom: Newsroom, before: str, after: str) -> None:
    assert newsroom.edit(before, after) is None


def test_an_edit_of_an_article_with_problems_is_not_taken_for_one_of_the_text(newsroom: Newsroom) -> None:
    assert newsroom.edit("![](line.jpg)", "More words. ![](line.jpg)", "news/opening.md") is None


def test_an_edit_of_an_article_that_is_held_back_is_not_remembered(tmp_path: Path) -> None:
    newsroom = Newsroom(tmp_path, "-- content/news/later.md --\n" + front("summary: S\nembargo: 2026-02-01\n"))
    assert newsroom.edit("Text.", "Xylograph.", "news/later.md") is None
    assert newsroom.traces("Xylograph") == []


def test_an_edit_of_an_article_that_nobody_remembers_is_not_taken_for_one_of_the_text(newsroom: Newsroom) -> None:
    newsroom.read()
    file = next(file for file in newsroom.sources.articles if file.path == "news/launch.md")
    content = newsroom.folder / "content"
    no_records = Records(newsroom.folder / "elsewhere")
    assert text_edit(file, content, CONFIG, NOW, no_records, newsroom.stamps) is None
