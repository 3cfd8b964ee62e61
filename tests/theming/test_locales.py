from __future__ import annotations

import pytest

from sitegen.theming.locales import (
    direction_of,
    format_hours,
    format_moment,
    format_moment_with_time,
    format_time,
    language_title,
    locale_of,
    month_name,
    month_title,
)
from tests.theming.builders import moment


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "March 24, 2017"),
        ("en_GB", "24 March 2017"),
        ("it", "24 marzo 2017"),
        ("fr", "24 mars 2017"),
        ("es", "24 de marzo de 2017"),
        ("ar", "24 مارس 2017"),
    ],
)
def test_a_day_is_written_as_the_locale_writes_it(locale: str, text: str) -> None:
    assert format_moment(moment("2017-03-24"), "long", locale) == text


def test_a_pattern_of_cldr_is_followed() -> None:
    assert format_moment(moment("2017-03-24"), "d.M.yy", "de") == "24.3.17"


def test_the_day_is_that_of_the_moments_own_zone() -> None:
    assert format_moment(moment("2017-03-24T23:30-11:00"), "long", "it") == "24 marzo 2017"


def test_one_instant_in_two_zones_is_written_in_each() -> None:
    here, there = moment("2017-03-24T10:00+07:00"), moment("2017-03-24T03:00Z")

    assert here.at == there.at
    assert format_moment_with_time(here, "long", "HH:mm", "it") == "24 marzo 2017 10:00 UTC+7"
    assert format_moment_with_time(there, "long", "HH:mm", "it") == "24 marzo 2017 03:00 UTC"


def test_a_day_without_time_of_day_gets_none() -> None:
    assert format_moment_with_time(moment("2017-03-24"), "long", "short", "fr") == "24 mars 2017"


@pytest.mark.parametrize(("zone", "text"), [("+05:30", "UTC+5:30"), ("-03:00", "UTC−3"), ("Z", "UTC")])
def test_a_time_names_its_distance_from_utc(zone: str, text: str) -> None:
    assert format_time(moment(f"2017-03-24T10:00{zone}"), "HH:mm", "en") == f"10:00 {text}"


def test_hours_of_one_day_name_the_zone_once() -> None:
    start, end = moment("2017-04-03T10:00+07:00"), moment("2017-04-03T12:30+07:00")

    assert format_hours(start, end, "long", "HH:mm", "it") == ("3 aprile 2017 10:00", "12:30 UTC+7")


def test_months_are_named_with_and_without_their_year() -> None:
    assert month_title(2017, 3, "it") == "marzo 2017"
    assert month_title(2017, 3, "en") == "March 2017"
    assert month_name(3, "fr") == "mars"


@pytest.mark.parametrize(
    ("lang", "locale"),
    [("pt-BR", "pt_BR"), ("zh-Hant-TW", "zh_Hant_TW"), ("fr-XX", "fr"), ("tlh", "en"), ("", "en"), ("../x", "en")],
)
def test_every_language_has_a_locale(lang: str, locale: str) -> None:
    assert locale_of(lang) == locale


@pytest.mark.parametrize("lang", ["ar", "he", "fa", "ur", "dv", "ug", "ckb", "az-Arab", "pa-Arab-PK", "ar-EG"])
def test_these_languages_run_from_right_to_left(lang: str) -> None:
    assert direction_of(lang) == "rtl"


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "ru", "ar-Latn", "az", "pa", "tlh", "sr-Latn"])
def test_these_languages_run_from_left_to_right(lang: str) -> None:
    assert direction_of(lang) == "ltr"


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("fr", "Français"),
        ("ar", "العربية"),
        ("pt-BR", "Português (Brasil)"),
        ("zh-Hans", "中文 (简体)"),
        ("tlh", "tlh"),
    ],
)
def test_a_language_is_named_in_itself(lang: str, title: str) -> None:
    assert language_title(lang) == title
