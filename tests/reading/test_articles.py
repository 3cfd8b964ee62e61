from __future__ import annotations

from pathlib import Path

from sitegen.config import Config
from sitegen.reading.articles import parse_articles
from sitegen.reading.entities import Section
from sitegen.reading.source_files import read_sources
from tests.reading.newsrooms import front, read_article, read_site, told, understood


def test_a_newsroom_is_read_into_a_library(tmp_path: Path) -> None:
    read = read_site(
        tmp_path,
        f"-- content/about.md --\n---\ntitle: About\n---\n-- content/news/a.md --\n{front('')}"
        f"-- content/speeches/b.md --\n{front('')}-- content/news/a.txt --\nx\n-- content/_static/robots.txt --\nx\n",
    )
    assert read.told == []
    assert [article.source for article in read.library.articles] == ["about.md", "news/a.md", "speeches/b.md"]
    assert read.library.sections == {"news": Section(name="news"), "speeches": Section(name="speeches")}
    assert list(read.library.files) == ["news/a.txt"]
    assert read.library.static["robots.txt"].path == "_static/robots.txt"
    assert read.library.unread == frozenset()


def test_one_bad_article_does_not_stop_the_others(tmp_path: Path) -> None:
    read = read_site(
        tmp_path,
        f"-- content/news/a.md --\nbad\n-- content/news/b.md --\n{front('')}-- content/news/c.md --\n---\n---\n",
    )
    assert [article.source for article in read.library.articles] == ["news/b.md"]
    assert read.library.unread == {"news/a.md", "news/c.md"}
    assert len(read.problems) == 2


def test_two_articles_with_one_id_are_told(tmp_path: Path) -> None:
    fields = "id: tag:example.org,2017:1\n"
    read = read_site(tmp_path, f"-- content/news/a.md --\n{front(fields)}-- content/news/b.md --\n{front(fields)}")
    assert read.told == [
        (
            "content/news/b.md:4:5: error: the id `tag:example.org,2017:1` belongs to `content/news/a.md` already"
            " | give each article its own id"
        )
    ]
    assert str(read.problems[0].notes[0].location) == "content/news/a.md:4:5"


def test_an_article_in_another_encoding_is_unread(tmp_path: Path) -> None:
    (tmp_path / "content/news").mkdir(parents=True)
    (tmp_path / "content/news/a.md").write_bytes(b"---\r\ntitle: caf\xe9\r\n---\r\n")
    read = read_site(tmp_path, "")
    assert read.library.unread == {"news/a.md"}
    assert read.told == [
        (
            "content/news/a.md:2:11: error: this file is not UTF-8: here is the byte 0xe9, probably `é` in Windows-1252"
            " | save it as UTF-8"
        )
    ]


def test_an_article_from_windows_is_read_like_any_other(tmp_path: Path) -> None:
    text = "\ufeff\r\n---\r\ntitle: Launch\r\ndate: 2017-03-24\r\n---\r\nText.\r\n---\r\nMore.\r\n"
    read = read_article(tmp_path, text)
    assert read.told == []
    assert read.only.body.pieces == ("en:Text.\n---\nMore.\n",)
    assert read.only.body_line == 6


def test_a_file_that_vanishes_between_listing_and_reading_is_told(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("")
    sources, _ = read_sources(tmp_path / "content", Config(title="News"))
    (tmp_path / "content/a.md").unlink()
    config = Config(title="News")
    _, problems = parse_articles(sources, config, understood(sources, config))
    assert told(problems) == ["content/a.md: error: this file does not exist any more | run the command again"]


def test_the_language_of_a_text_is_given_to_the_engine(tmp_path: Path) -> None:
    read = read_article(tmp_path, front("", "Texte"), "news/launch.fr.md", "title: News\nlanguages: {en: , fr: }\n")
    assert read.only.body.pieces == ("fr:Texte",)
