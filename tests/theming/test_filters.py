from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.theming.filters import by_letter
from tests.theming.builders import a_link, a_site, a_theme, an_article, moment, rendered

WHEN = moment("2017-03-24T10:00+07:00")


@pytest.mark.parametrize(
    ("text", "lang", "result"),
    [
        ("{{ page.date|date }}", "it", "24 marzo 2017"),
        ("{{ page.date|date('EEEE d MMMM') }}", "fr", "vendredi 24 mars"),
        ("{{ page.date|datetime }}", "it", "24 marzo 2017 10:00 UTC+7"),
        ("{{ page.date|time }}", "es", "10:00 UTC+7"),
        (
            "{{ page.date|time_tag('datetime') }}",
            "it",
            '<time datetime="2017-03-24T10:00:00+07:00">24 marzo 2017 10:00 UTC+7</time>',
        ),
        ("{{ page.updated|time_tag }}", "it", '<time datetime="2017-03-27">27 marzo 2017</time>'),
        ("{{ page.updated|time_tag(lang='it') }}", "it", '<time datetime="2017-03-27" lang="it">27 marzo 2017</time>'),
        ("{{ 3|month_name }}", "ar", "مارس"),
        ("{{ 12345.6|number }}", "en", "12,345.6"),
        ("{{ 12345|number }}", "it", "12.345"),
        ("{{ 999|file_size }}", "en", "999 byte"),
        ("{{ 1000|file_size }}", "en", "1 kB"),
        ("{{ 1234567|file_size }}", "en", "1.2 MB"),
        ("{{ 1234567|file_size }}", "fr", "1,2\u202fMo"),
        ("{{ 52000000|file_size }}", "en", "52 MB"),
        ("{{ 999999|file_size }}", "en", "1 MB"),
        ("{{ 10 ** 16|int }}|{{ (10 ** 16)|file_size }}", "en", "10000000000000000|10,000 TB"),
        ("{{ 'fr'|language_name }}", "en", "Français"),
        ("{{ 'TH'|country_name }}", "it", "Thailandia"),
        ("{{ 'Atlantis'|country_name }}", "it", "Atlantis"),
        ("{{ '/a/'|absolute }}", "en", "https://news.example.org/a/"),
        ("{{ asset('style.css') }}", "en", "/assets/style."),
    ],
)
def test_values_are_written_in_the_editions_language(tmp_path: Path, text: str, lang: str, result: str) -> None:
    theme = a_theme(tmp_path, files={"templates/article.html": text, "assets/style.css": "a {}"})
    page = an_article(date=WHEN, updated=moment("2017-03-27"))

    assert rendered(theme, "article.html", page, a_site(theme, lang)).startswith(result)


@pytest.mark.parametrize(
    ("start", "end", "result"),
    [
        ("2017-04-03", "", "3 aprile 2017"),
        ("2017-04-03", "2017-04-03", "3 aprile 2017"),
        ("2017-04-03", "2017-04-05", "3 aprile 2017 – 5 aprile 2017"),
        ("2017-04-03T10:00+07:00", "", "3 aprile 2017 10:00 UTC+7"),
        ("2017-04-03T10:00+07:00", "2017-04-03T12:30+07:00", "3 aprile 2017 10:00–12:30 UTC+7"),
        ("2017-04-03T10:00+07:00", "2017-04-03T12:30+08:00", "3 aprile 2017 10:00 UTC+7–12:30 UTC+8"),
    ],
)
def test_a_period_says_once_what_both_ends_share(tmp_path: Path, start: str, end: str, result: str) -> None:
    text = "{{ page.extra.start|period_tag(page.extra.end)|striptags }}"
    theme = a_theme(tmp_path, files={"templates/article.html": text})
    page = an_article(extra={"start": moment(start), "end": moment(end) if end else None})

    assert rendered(theme, "article.html", page, a_site(theme, "it")) == result


def test_entries_are_parted_by_their_first_letter() -> None:
    titles = ["2017 review", "air", "Élan", "energy", "Zebra", "أمن", "إدارة"]
    parted = by_letter([a_link(title) for title in titles])

    assert [(letter, [link.title for link in links]) for letter, links in parted] == [
        ("#", ["2017 review"]),
        ("A", ["air"]),
        ("E", ["Élan", "energy"]),
        ("Z", ["Zebra"]),
        ("ا", ["أمن", "إدارة"]),
    ]
