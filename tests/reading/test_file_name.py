from __future__ import annotations

import pytest

from sitegen.reading.file_name import article_name

LANGUAGES = {"en", "fr", "pt-BR"}


def test_a_dated_file_in_a_section() -> None:
    name = article_name("press/2017/2017-03-24-launch.md", LANGUAGES)
    assert (name.path, name.folder, name.section) == ("press/2017/2017-03-24-launch", "press/2017", "press")
    assert (name.name, name.date, name.lang, name.top) == ("launch", "2017-03-24", "", False)


def test_a_file_at_the_root_is_in_no_section() -> None:
    name = article_name("about.md", LANGUAGES)
    assert (name.path, name.folder, name.section, name.top) == ("about", "", "", True)


def test_a_bundle_is_named_and_dated_by_its_folder() -> None:
    name = article_name("press/2017-03-24-launch/index.fr.md", LANGUAGES)
    assert (name.path, name.folder) == ("press/2017-03-24-launch", "press/2017-03-24-launch")
    assert (name.name, name.date, name.lang, name.lang_from) == ("launch", "2017-03-24", "fr", "file name")


def test_a_bundle_at_the_root_is_a_file_at_the_root() -> None:
    name = article_name("about/index.md", LANGUAGES)
    assert (name.path, name.folder, name.section, name.top) == ("about", "about", "", True)


def test_an_index_at_the_root_is_no_bundle() -> None:
    assert article_name("index.md", LANGUAGES).path == "index"


@pytest.mark.parametrize(
    ("source", "lang", "path"),
    [
        ("press/launch.fr.md", "fr", "press/launch"),
        ("press/launch.pt-br.md", "pt-BR", "press/launch"),
        ("press/launch.de.md", "de", "press/launch"),
        ("press/v1.2.md", "", "press/v1.2"),
        ("press/analytics.usa.gov-dashboards.md", "", "press/analytics.usa.gov-dashboards"),
        ("press/.fr.md", "", "press/.fr"),
        ("fr/press/launch.md", "fr", "press/launch"),
        ("press/fr/launch.md", "fr", "press/launch"),
        ("pt-br/launch.md", "pt-BR", "launch"),
        ("FR/launch.md", "", "FR/launch"),
        ("de/launch.md", "", "de/launch"),
    ],
)
def test_the_language_is_a_suffix_or_the_folder_of_an_edition(source: str, lang: str, path: str) -> None:
    name = article_name(source, LANGUAGES)
    assert (name.lang, name.path) == (lang, path)


def test_the_suffix_counts_before_the_folder() -> None:
    name = article_name("fr/launch.en.md", LANGUAGES)
    assert (name.lang, name.lang_from, name.path) == ("en", "file name", "launch")


def test_a_suffix_that_no_edition_has_is_part_of_the_name_when_the_front_matter_says_otherwise() -> None:
    assert article_name("press/data.is.md", LANGUAGES, "en").path == "press/data.is"
    assert article_name("press/data.is.md", LANGUAGES, "is").path == "press/data"
    assert article_name("press/data.fr.md", LANGUAGES, "en").path == "press/data"


@pytest.mark.parametrize(
    ("stem", "date", "name"),
    [
        ("2017-3-4_launch", "2017-03-04", "launch"),
        ("2017-03-24", "2017-03-24", "2017-03-24"),
        ("2017-13-45-launch", "", "2017-13-45-launch"),
        ("0000-01-01-launch", "", "0000-01-01-launch"),
        ("2017-03-24launch", "", "2017-03-24launch"),
    ],
)
def test_a_date_before_the_name_is_no_part_of_it(stem: str, date: str, name: str) -> None:
    found = article_name(f"press/{stem}.md", LANGUAGES)
    assert (found.date, found.name) == (date, name)
