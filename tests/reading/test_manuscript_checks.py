from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.newsrooms import front, read_article

CONFIG = "title: News\nlanguages: {en: , fr: }\ntimezone: Asia/Bangkok\n"


def lines(folder: Path, fields: str, source: str = "news/launch.md") -> list[str]:
    return [
        line.removeprefix(f"content/{source}:") for line in read_article(folder, front(fields), source, CONFIG).told
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ("lang: french\n", "4:7: error: `french` is no known language | write `fr`"),
        ("lang: de\n", "4:7: warning: no edition of this site is in `de` | add `de` to `languages` in `config.yaml`"),
        ("attachments: [{src: a.pdf, lang: xx}]\n", ("4:34: error: `xx` is no known language"
         " | write a language tag of BCP 47, as `en`, `fr` or `pt-BR`")),
        ("expires: 2017-03-23\n", "4:10: error: `expires` is before `date` | an article cannot end before it begins"),
        ("embargo: 2018-01-02\nexpires: 2018-01-01\n", ("5:10: error: `expires` is before `embargo`"
         " | an article cannot end before it begins")),
        ("updated: 2016-03-27\n", "4:10: warning: `updated` is before `date` | check the year of both"),
        ("event: {start: 2017-03-24, end: 2017-03-23}\n", ("4:33: error: `event.end` is before `event.start`"
         " | check the day of both")),
        ("event: {start: 2017-03-24T10:00, end: 2017-03-24T09:00}\n", ("4:39: error: `event.end` is before"
         " `event.start` | check the day of both")),
        ("slug: a/b\n", "4:7: error: `slug` must not hold `/` | write `a-b`"),
        ("slug: '%'\n", "4:7: error: `slug` must not hold `%` | write a short name"),
        ("permalink: about/\n", ("4:12: error: `permalink` should begin with `/`, but is `about/`"
         " | write it as `/about/history/`")),
        ("permalink: /../about/\n", ("4:12: error: `permalink` must stay inside the site:"
         " no empty part, no `.` and no `..`, but is `/../about/` | write it as `/about/history/`")),
        ("aliases: [/ok/, 'https://old.example.org/a']\n", ("4:17: error: an alias should begin with `/`,"
         " but is `https://old.example.org/a` | write only the path, as `/old/address.html`")),
        ("aliases: /?p=12\n", ("4:10: error: an alias should be a path without `?`, but is `/?p=12`"
         " | write only the path, as `/old/address.html`")),
        ("event: {start: 2017-03-24, online: 'javascript:alert(1)'}\n", ("4:36: error: `event.online` should begin with"
         " `https://`, but is `javascript:alert(1)` | write it as `https://www.example.org/live`")),
        ("image: {src: 'javascript:alert(1)', alt: Hall}\n", ("4:14: error: `image.src` should begin with `https://`,"
         " but is `javascript:alert(1)` | write it as `https://www.example.org/live`")),
        ("id: my article\n", ("4:5: error: `id` should be a URI, but is `my article`"
         " | write the id under which feeds knew it: an address or a `tag:`")),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told(tmp_path: Path, fields: str, line: str) -> None:
    assert lines(tmp_path, fields) == [line]


@pytest.mark.parametrize(
    "fields",
    [
        "lang: FR\n",
        "expires: 2017-03-24\n",
        "updated: 2017-03-24\n",
        "updated: 2017-03-23T23:00Z\n",
        "event: {start: 2017-03-24T10:00, end: 2017-03-24}\n",
        "event: {start: 2017-03-24}\n",
        "id: https://example.org/?p=12\n",
        "aliases: [/, /old/, /old/address.html]\n",
        "permalink: /\n",
        "attachments: [{src: a.pdf, lang: fr}]\n",
    ],
)
def test_what_can_be_meant_is_no_problem(tmp_path: Path, fields: str) -> None:
    assert lines(tmp_path, fields) == []


def test_a_field_that_cannot_be_used_has_its_default(tmp_path: Path) -> None:
    fields = "slug: a/b\npermalink: about\naliases: [old]\nid: x\nlang: xx\n"
    article = read_article(tmp_path, front(fields), config=CONFIG).only
    assert (article.slug, article.permalink, article.aliases, article.id, article.lang) == ("launch", "", (), "", "en")


def test_the_front_matter_wins_over_the_file_name(tmp_path: Path) -> None:
    read = read_article(tmp_path, front("lang: en\n"), "news/2017-03-25-launch.fr.md", CONFIG)
    assert read.only.lang == "en"
    assert read.only.date
    assert read.only.date.day == "2017-03-24"
    assert read.told == [
        (
            "content/news/2017-03-25-launch.fr.md:3:7: warning: `date` is 2017-03-24, but the file name says 2017-03-25"
            " | `date` counts; mend the one that is wrong"
        ),
        (
            "content/news/2017-03-25-launch.fr.md:4:7: warning: `lang` is `en`, but the file name says `fr`"
            " | `lang` counts; mend the one that is wrong"
        ),
    ]


def test_a_folder_of_a_language_is_named_in_the_warning(tmp_path: Path) -> None:
    assert lines(tmp_path, "lang: en\n", "fr/news/launch.md") == [
        "4:7: warning: `lang` is `en`, but the folder says `fr` | `lang` counts; mend the one that is wrong"
    ]


def test_a_date_in_another_zone_is_the_day_of_the_site(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndate: 2017-03-23T22:00Z\n---\n"
    assert read_article(tmp_path, text, "news/2017-03-24-launch.md", CONFIG).told == []


def test_a_language_in_the_file_name_that_no_edition_has_is_told_at_the_top(tmp_path: Path) -> None:
    assert lines(tmp_path, "", "news/launch.de.md") == [
        "1:1: warning: no edition of this site is in `de` | add `de` to `languages` in `config.yaml`"
    ]
