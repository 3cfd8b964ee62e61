from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site_path import SitePath
from sitegen.slug import slug_fault, slugify, term_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Capacity building", "capacity-building"),
        ("  R&D: what's new?  ", "r-d-whats-new"),
        ("Sécurité", "sécurité"),
        ("a_day_in_the_life", "a-day-in-the-life"),
        ("正式 发布", "正式-发布"),
        ("क्षमता निर्माण", "क्षमता-निर्माण"),
        ("الأمن", "الأمن"),
        ("ﬁle №1", "file-no1"),
        ("می‌خواهم", "میخواهم"),
        ("???", ""),
        ("", ""),
    ],
)
def test_a_slug_keeps_letters_of_every_script(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_unicode_forms_of_one_word_have_one_slug() -> None:
    assert slugify(unicodedata.normalize("NFD", "Élan")) == slugify("élan") == "élan"


def test_a_slug_fits_into_a_file_name_without_breaking_a_character() -> None:
    assert len(slugify("é" * 300).encode()) == 200
    assert len(slugify("a" * 300)) == 200


@given(st.text())
def test_every_slug_can_be_part_of_an_address(text: str) -> None:
    slug = slugify(text)
    assert not slug or SitePath(slug)


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("launch-2017", ""),
        ("Größe", ""),
        (" ", "must not be empty"),
        ("..", "must be a name"),
        ("a/b", "must not hold `/`"),
        ("a b", "must not hold a space"),
        ("100%", "must not hold `%`"),
        ("a" * 201, "must have at most 200 bytes"),
    ],
)
def test_a_chosen_slug_is_checked(slug: str, fault: str) -> None:
    assert slug_fault(slug) == fault


def test_a_term_without_letters_is_named_by_its_characters() -> None:
    assert term_slug("C++") == "c"
    assert term_slug("☀") == "u2600"
    assert term_slug(" ") == "none"


def test_a_term_of_many_signs_gets_a_slug_that_fits_into_a_file_name() -> None:
    assert term_slug("☕") == "u2615"
    assert len(term_slug("😀" * 100)) <= 255
