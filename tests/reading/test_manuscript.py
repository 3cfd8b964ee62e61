from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clock import moment_from_text
from sitegen.config import Config
from sitegen.markup.fragment import Fragment
from sitegen.problems import Location, Note, Problem, Severity
from sitegen.reading.article import Article, Attachment, Correction, Event, Image, Original
from sitegen.reading.manuscript import plain_text, read_manuscript, reader_of
from sitegen.reading.text_file import text_from_bytes
from tests.reading.newsrooms import front, plain_body, read_article, told

UTC = ZoneInfo("UTC")
FREE = "title: News\nreferences: {people: free, organizations: free, places: free, authors: free, contacts: free}\n"

WHOLE = """---
title: Customs security project opens in Bangkok
date: 2017-03-24T10:00+07:00
type: press-release
dateline: Bangkok
summary: Seventeen administrations of Asia and the Pacific took part.
lang: en
tags: [security, capacity building]
people: [kunio-mikuriya]
organizations: [wco]
places: [bangkok]
authors: press-office
contacts: [press-office]
image: {src: ceremony.jpg, alt: Delegates in the hall, caption: The hall, credit: WCO, focus: [0.3, 0.5]}
attachments: [{src: programme.pdf, title: Programme of the day, lang: fr}]
media_kit: true
updated: 2017-03-27T09:00+07:00
corrections: [{date: 2017-03-28, text: Two.}, {date: 2017-03-27, text: One.}]
embargo: 2017-03-24T10:00+07:00
expires: 2018-03-24
draft: true
pinned: true
slug: security-project-bangkok
permalink: /bangkok/
aliases: [/old/address.html]
event: {start: 2017-03-24, end: 2017-03-25, venue: Hall, online: https://example.org/live}
id: tag:example.org,2017:bangkok
order: 3
extra: {anything: [1, no]}
---

Text.
"""


def test_an_article_is_read_with_all_its_fields(tmp_path: Path) -> None:
    read = read_article(tmp_path, WHOLE, "press/2017-03-24-bangkok.md", FREE)
    article = read.only
    assert read.told == []
    assert article == Article(
        source="press/2017-03-24-bangkok.md",
        path="press/2017-03-24-bangkok",
        folder="press",
        section="press",
        kind="article",
        lang="en",
        title="Customs security project opens in Bangkok",
        slug="security-project-bangkok",
        body=Fragment(pieces=("en:\nText.\n",)),
        body_line=31,
        marks=article.marks,
        original=Original(group="press/2017-03-24-bangkok"),
        date=moment_from_text("2017-03-24T10:00+07:00", UTC),
        type="press-release",
        dateline="Bangkok",
        summary="Seventeen administrations of Asia and the Pacific took part.",
        tags=("security", "capacity building"),
        people=("kunio-mikuriya",),
        organizations=("wco",),
        places=("bangkok",),
        authors=("press-office",),
        contacts=("press-office",),
        image=Image(
            src="ceremony.jpg", alt="Delegates in the hall", caption="The hall", credit="WCO", focus=(0.3, 0.5)
        ),
        attachments=(Attachment(src="programme.pdf", title="Programme of the day", lang="fr"),),
        media_kit=True,
        updated=moment_from_text("2017-03-27T09:00+07:00", UTC),
        corrections=(
            Correction(date=moment_from_text("2017-03-27", UTC), text="One."),
            Correction(date=moment_from_text("2017-03-28", UTC), text="Two."),
        ),
        embargo=moment_from_text("2017-03-24T10:00+07:00", UTC),
        expires=moment_from_text("2018-03-24", UTC),
        draft=True,
        pinned=True,
        permalink="/bangkok/",
        aliases=("/old/address.html",),
        event=Event(
            start=moment_from_text("2017-03-24", UTC),
            end=moment_from_text("2017-03-25", UTC),
            venue="Hall",
            online="https://example.org/live",
        ),
        id="tag:example.org,2017:bangkok",
        order=3,
        extra={"anything": [1, "no"]},
    )


def test_every_field_that_is_written_has_its_place(tmp_path: Path) -> None:
    article = read_article(tmp_path, WHOLE, "press/2017-03-24-bangkok.md", FREE).only
    assert article.place_of("title") == Location("content/press/2017-03-24-bangkok.md", 2, 8, 41)
    assert article.place_of("image.src").column == 14
    assert article.place_of("attachments.0.src").line == 15
    assert article.place_of("tags.1").column == 18
    assert "extra.anything" not in article.marks


def test_a_mere_text_as_image_is_the_place_of_its_source(tmp_path: Path) -> None:
    article = read_article(tmp_path, front("image: a.jpg\n")).only
    assert article.image == Image(src="a.jpg")
    assert article.marks["image.src"] == Location("content/news/launch.md", 4, 8, 5)


def test_title_and_date_are_enough_and_the_rest_comes_from_the_file(tmp_path: Path) -> None:
    article = read_article(tmp_path, "---\ntitle: A\n---\n", "news/2017-03-24-The_Launch.md").only
    assert article.date == moment_from_text("2017-03-24", UTC)
    assert article.slug == "the-launch"
    assert (article.section, article.kind, article.lang, article.body_line) == ("news", "article", "en", 4)


def test_dates_without_a_zone_are_in_that_of_the_site(tmp_path: Path) -> None:
    read = read_article(tmp_path, "---\ntitle: A\n---\n", "news/2017-07-24-a.md", "title: N\ntimezone: Europe/Rome\n")
    assert read.only.date
    assert read.only.date.iso == "2017-07-24T00:00:00+02:00"


def test_a_page_needs_no_date_and_is_in_no_section(tmp_path: Path) -> None:
    page = read_article(tmp_path, "---\ntitle: About\n---\n", "about.md").only
    assert (page.kind, page.section, page.date, page.slug) == ("page", "", None, "about")


def test_settings_make_standing_pages_elsewhere(tmp_path: Path) -> None:
    config = "title: News\nstanding_pages: [about/**]\n"
    read = read_article(tmp_path, "---\ntitle: History\n---\n", "about/history.md", config)
    assert (read.only.kind, read.only.section) == ("page", "")
    assert read.library.sections == {}


def test_a_bundle_is_one_article_with_its_own_folder(tmp_path: Path) -> None:
    article = read_article(
        tmp_path, "---\ntitle: A\n---\n", "news/2017-03-24-launch/index.fr.md", "title: N\nlanguage: fr\n"
    ).only
    assert (article.path, article.folder) == ("news/2017-03-24-launch", "news/2017-03-24-launch")
    assert (article.slug, article.lang, article.original.group) == ("launch", "fr", "news/2017-03-24-launch")


def test_a_field_of_another_system_is_read_as_the_settings_say(tmp_path: Path) -> None:
    config = "title: N\nfront_matter:\n  rename: {topics: tags, image_alt: image.alt}\n  allow: [kicker]\n"
    fields = "topics: health\nimage: a.jpg\nimage_alt: A hall\nkicker: 7\nextra: {own: x}\n"
    read = read_article(tmp_path, front(fields), config=config)
    assert read.told == []
    assert read.only.tags == ("health",)
    assert read.only.image == Image(src="a.jpg", alt="A hall")
    assert read.only.extra == {"kicker": 7, "own": "x"}
    assert read.only.marks["image.alt"] == Location("content/news/launch.md", 6, 12, 6)


def test_the_focus_of_another_system_is_read_as_the_settings_say(tmp_path: Path) -> None:
    config = "title: N\nfront_matter:\n  rename: {focal_point: image.focus}\n"
    fields = "image: {src: a.jpg, alt: A hall}\nfocal_point: [0.25, 1]\n"
    read = read_article(tmp_path, front(fields), config=config)
    assert read.told == []
    assert read.only.image == Image(src="a.jpg", alt="A hall", focus=(0.25, 1))


@pytest.mark.parametrize(
    ("focus", "message"),
    [
        ("left", "should be a list of 2 numbers, but is `left`"),
        ("[0.1, 0.2, 0.3]", "should be a list of 2 numbers, but has 3"),
        ("[30, 0.5]", "should be a number from 0 to 1, but is `30`"),
        ("[50%, 0.5]", "should be a number, but is `50%`"),
    ],
)
def test_a_focus_is_two_shares(tmp_path: Path, focus: str, message: str) -> None:
    read = read_article(tmp_path, front(f"image: {{src: a.jpg, alt: A hall, focus: {focus}}}\n"))
    assert [problem.message for problem in read.problems] == [f"`image.focus` {message}"]
    assert read.only.image == Image(src="a.jpg", alt="A hall")


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("R&amp;D and Women&#8217;s Day", "R&D and Women’s Day"),
        ("A&#x2019;s caf&eacute;", "A’s café"),
        ("AT&T, Q&A &copy 2017", "AT&T, Q&A &copy 2017"),
        ("one\n  two \n\nthree ", "one two three"),
        ("&lt;b&gt;", "<b>"),
    ],
)
def test_html_entities_in_texts_are_the_characters_that_they_mean(written: str, text: str) -> None:
    assert plain_text(written) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: A\n---\n", ("1:1: error: `date` is missing | add `date: 2017-03-24`, or begin the name of the"
         " file with it: `2017-03-24-launch.md`")),
        ("---\n---\n", "1:1: error: `title` is missing | add `title: …`"),
        ("---\n- a\n---\n", "2:1: error: the front matter has no fields | write them as `title: …`"),
        ("---\ntitle:\ndate: 2017-03-24\n---\n", "2:1: error: `title` is empty | write its value after the `:`"),
        ("---\ntitle: '  '\ndate: 2017-03-24\n---\n", "2:8: error: `title` is empty | write the headline"),
        ("---\ntitle: A\ndate: soon\n---\n", ("3:7: error: `date` should be a date, but is `soon`"
         " | write it as `2017-03-24` or `2017-03-24T10:00+07:00`")),
        ("---\ntitle: a: b\n---\n", ("2:9: error: a `:` with a space after it cannot stand in a text without quotes"
         ' | put the text in quotes: `title: "a: b"`')),
        ("No front matter.\n", ("1:1: error: there is no front matter"
         " | begin the file with the lines `---`, `title: …`, `date: 2017-03-24` and `---`")),
    ],
)  # fmt: skip
def test_an_article_that_lacks_what_it_needs_is_unread(tmp_path: Path, text: str, line: str) -> None:
    read = read_article(tmp_path, text)
    assert read.library.articles == ()
    assert read.library.unread == {"news/launch.md"}
    assert read.told == [f"content/news/launch.md:{line}"]


def test_a_name_that_gives_no_address_needs_a_slug(tmp_path: Path) -> None:
    assert read_article(tmp_path, front(""), "news/!!!.md").told == [
        "content/news/!!!.md:1:1: error: the name `!!!` gives no address | add `slug: …`, or rename the file"
    ]
    assert read_article(tmp_path, front("slug: launch\n"), "news/!!!.md").only.slug == "launch"


def test_everything_that_is_wrong_in_an_article_is_told_at_once(tmp_path: Path) -> None:
    read = read_article(tmp_path, "---\ntitle: A\ntype: pres-release\nslug: a b\ntag: x\n---\n")
    assert read.told == [
        (
            "content/news/launch.md:1:1: error: `date` is missing | add `date: 2017-03-24`, or begin the name of the"
            " file with it: `2017-03-24-launch.md`"
        ),
        (
            "content/news/launch.md:3:7: error: `type` should be `advisory`, `event`, `news`, `press-release`,"
            " `speech` or `statement`, but is `pres-release` | did you mean `press-release`?"
        ),
        "content/news/launch.md:4:7: error: `slug` must not hold a space | write `a-b`",
        "content/news/launch.md:5:1: warning: unknown field `tag` | did you mean `tags`?",
    ]


def test_problems_of_the_body_have_their_places_in_the_file() -> None:
    def body_with_problems(_body: str, _lang: str) -> Fragment:
        note = Note("opened here", Location("", 1, 1, 2))
        return Fragment(problems=(Problem("odd", Location("", 2, 3, 4), "mend it", Severity.WARNING, (note,)),))

    reader = reader_of(Config(title="News"), body_with_problems)
    manuscript, problems = read_manuscript(front("", "one\ntwo\n"), "news/a.md", reader)
    assert manuscript
    note = Note("opened here", Location("content/news/a.md", 5, 1, 2))
    here = Location("content/news/a.md", 6, 3, 4)
    assert problems == (Problem("odd", here, "mend it", Severity.WARNING, (note,)),)


ARTICLE_LIKE = st.text(alphabet="-.+;{}[]:\n\t '\"ab&*!|>#<=\r\ufeff\x00é01", max_size=80).map(str.encode)
FIELD_LIKE = st.builds(
    lambda name, value: f"---\ntitle: A\n{name}: {value}\n---\n".encode(),
    st.sampled_from(["date", "image", "tags", "event", "extra", "lang", "slug", "aliases", "id", "attachments"]),
    st.text(alphabet="-[]{}:, '\"ab/&*~0129T+Z\n é", max_size=40),
)


@given(st.one_of(st.binary(), ARTICLE_LIKE, FIELD_LIKE))
def test_any_bytes_are_an_article_or_a_problem(data: bytes) -> None:
    text, problems = text_from_bytes(data, "content/news/a.md")
    if text is None:
        assert problems
        return
    reader = reader_of(Config(title="News"), plain_body)
    manuscript, problems = read_manuscript(text, "news/a.md", reader)
    assert manuscript or problems
    assert told(problems) is not None
