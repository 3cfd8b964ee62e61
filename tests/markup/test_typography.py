from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.tags import split_at_tags
from sitegen.markup.typography import quotation_marks, with_typography
from tests.markup.fragments import html, with_both_engines


def typeset(html_text: str, language: str = "en") -> str:
    return "".join(with_typography(split_at_tags(html_text), language))


@pytest.mark.parametrize(
    ("language", "result"),
    [
        ("en", "“He said ‘yes’” – it’s"),
        ("de", "„He said ‚yes‘“ – it’s"),
        ("de-CH", "«He said ‹yes›» – it’s"),
        ("fr", "«\u202fHe said “yes”\u202f» – it’s"),
        ("it", "«He said “yes”» – it’s"),
        ("es", "«He said “yes”» – it’s"),
        ("ar", "”He said ’yes‘“ – it’s"),
        ("ru", "«He said „yes“» – it’s"),
        ("sv", "”He said ’yes’” – it’s"),
        ("ja", "「He said 『yes』」 – it’s"),
        ("sw", "“He said ‘yes’” – it’s"),
    ],
)
def test_each_language_has_its_marks(language: str, result: str) -> None:
    assert typeset("\"He said 'yes'\" -- it's", language) == result


@pytest.mark.parametrize(
    ("straight", "result"),
    [
        ('("a")', "(“a”)"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("\"b 'a'\"", "“b ‘a’”"),
        ("the '80s", "the ’80s"),
        ("dogs' bowls", "dogs’ bowls"),
        ("a -- b --- c ---- d", "a – b — c ---- d"),
        ("a... b .... c", "a… b .... c"),
        ('&nbsp;"a"', "&nbsp;“a”"),
        ('"<em>a</em>" b', "“<em>a</em>” b"),
        ('<em>"a"</em>', "<em>“a”</em>"),
        ('<b>a</b>"', "<b>a</b>”"),
        ('<p>a</p><p>"b"</p>', "<p>a</p><p>“b”</p>"),
        (' " ', ' " '),
    ],
)
def test_marks_open_and_close_where_they_should(straight: str, result: str) -> None:
    assert typeset(straight) == result


def test_an_apostrophe_is_no_closing_mark_in_german() -> None:
    assert typeset("Hans' Plan, 'Max' Haus'", "de") == "Hans’ Plan, ‚Max‘ Haus’"


def test_french_spaces_do_not_break() -> None:
    assert typeset("« Vrai » ? Oui : a ; b !", "fr") == ("«\u202fVrai\u202f»\u202f? Oui\u202f: a\u202f; b\u202f!")


@pytest.mark.parametrize(
    "verbatim", ['<code>"a" -- b</code>', '<pre>"a"\n</pre>', '<a title="a--b">c</a>', "<!-- 'a' -->"]
)
def test_code_and_attributes_stay(verbatim: str) -> None:
    assert typeset(verbatim) == verbatim


@with_both_engines
def test_typography_is_for_those_who_ask(engine: str) -> None:
    assert html('"a"', engine=engine) == '<p>"a"</p>'
    assert html('"a"', engine=engine, typography=True, language="fr") == "<p>«\u202fa\u202f»</p>"


def test_a_region_without_marks_of_its_own_has_those_of_its_language() -> None:
    assert quotation_marks("de-AT") == quotation_marks("de")
    assert quotation_marks("pt_PT") == quotation_marks("it")
    assert quotation_marks("pt-BR") == quotation_marks("en")


@given(st.text("\"'a -.«»\u202f<b>&;", max_size=60))
def test_no_straight_mark_is_added_and_nothing_else_changes(text: str) -> None:
    result = typeset(text)
    assert result.count('"') <= text.count('"')
    assert result.count("a") == text.count("a")
