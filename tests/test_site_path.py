from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site_path import SitePath


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "an address must not be empty"),
        ("a\\b", "an address must use `/`, not a backslash"),
        ("a\nb", "an address must not hold control characters"),
        ("a\x7fb", "an address must not hold control characters"),
        ("a\x85b", "an address must not hold control characters"),
        ("a\x00", "an address must not hold control characters"),
        ("a\ud800", "an address must not hold control characters"),
        ("e\u0301te\u0301", "an address must be in Unicode form NFC"),
        ("/a", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("a/", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("a//b", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("a/../b", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("..", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("./a", "an address must stay inside the site: no empty part, no `.` and no `..`"),
        ("é" * 128, "an address must have at most 255 bytes in each part"),
    ],
)
def test_a_path_that_could_leave_the_site_or_be_read_differently_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match="an address") as refused:
        SitePath(text)
    assert str(refused.value) == fault


INSIDE = ("a", "a/b/index.html", "...", ".well-known/security.txt", "é" * 127, "a b/%20#?.html")


@pytest.mark.parametrize("text", INSIDE)
def test_a_path_inside_the_site_is_kept_as_it_is(text: str) -> None:
    assert str(SitePath(text)) == SitePath(text).text == text


@given(st.text())
def test_no_text_makes_a_path_that_leaves_the_site(text: str) -> None:
    try:
        path = SitePath(text)
    except ValueError:
        return
    parts = PurePosixPath("/public", path.text).parts
    assert parts[:2] == ("/", "public")
    assert not {"..", ".", ""} & {*parts}


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("index.html", ""),
        ("tags/index.html", "tags/"),
        ("index.html/a.txt", "index.html/a.txt"),
        ("a/myindex.html", "a/myindex.html"),
        ("été/hall 1.jpg", "%C3%A9t%C3%A9/hall%201.jpg"),
        ("100%.pdf", "100%25.pdf"),
        ("a?b#c.pdf", "a%3Fb%23c.pdf"),
    ],
)
def test_an_address_is_encoded_and_leaves_the_index_out(text: str, address: str) -> None:
    assert SitePath(text).url_path == address


@given(st.text(min_size=1))
def test_an_address_leads_back_to_its_path(text: str) -> None:
    try:
        path = SitePath(text)
    except ValueError:
        return
    assert unquote(path.url_path) == (path.text.removesuffix("index.html") if path.is_index else path.text)


def test_only_a_file_named_index_answers_for_its_folder() -> None:
    assert [SitePath(text).is_index for text in ("index.html", "a/index.html", "a/xindex.html", "index.htm")] == [
        True,
        True,
        False,
        False,
    ]


TWINS = [("News/A.html", "news/a.HTML"), ("stra\u00dfe", "STRASSE"), ("\ufb01le", "file"), ("\u212b", "\u00e5")]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_paths_that_some_file_system_takes_for_one_have_the_same_key(one: str, other: str) -> None:
    composed = unicodedata.normalize("NFC", one)
    assert SitePath(composed).collision_key == SitePath(other).collision_key


def test_other_paths_have_keys_of_their_own() -> None:
    assert SitePath("resume").collision_key != SitePath("résumé").collision_key


def test_paths_are_sorted_by_their_text() -> None:
    assert sorted([SitePath("b"), SitePath("a/c"), SitePath("a")]) == [SitePath("a"), SitePath("a/c"), SitePath("b")]
