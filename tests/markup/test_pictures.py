from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Replacement
from sitegen.markup.fragment import PictureInText
from sitegen.problems import Location
from tests.markup.fragments import Options, html, read, with_both_engines

with_all_html_modes = pytest.mark.parametrize("mode", ["allow", "sanitize", "refuse"])


def alts(text: str, **options: Options) -> list[str | None]:
    return [picture.alt for picture in read(text, **options).pictures]


def only(text: str, **options: Options) -> PictureInText:
    (picture,) = read(text, **options).pictures
    return picture


@with_both_engines
@with_all_html_modes
@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ("![Delegates & guests](hall.jpg)", "Delegates & guests"),
        ("![](hall.jpg)", None),
        ("![ ](hall.jpg)", None),
        ('![](hall.jpg "A title")', None),
        ("![][hall]\n\n[hall]: hall.jpg", None),
        ('![""](hall.jpg)', ""),
        ("![“”](hall.jpg)", ""),
        ("![Hall][]\n\n[hall]: hall.jpg", "Hall"),
        ("![](https://example.org/hall.jpg)", None),
    ],
)
def test_markdown_says_what_a_picture_shows_or_that_it_adorns(engine: str, mode: str, text: str, alt: str) -> None:
    assert only(text, engine=engine, html=mode).alt == alt


@with_both_engines
@pytest.mark.parametrize("mode", ["allow", "sanitize"])
@pytest.mark.parametrize(
    ("tag", "alt"),
    [
        ('<img src="hall.jpg" alt="A &amp; B">', "A & B"),
        ("<img src=hall.jpg alt='IMG_1234'>", "IMG_1234"),
        ('<img src="hall.jpg">', None),
        ('<img src="hall.jpg" alt="">', ""),
        ('<img src="hall.jpg" alt>', ""),
        ('<img src="hall.jpg" alt=" ">', None),
        ('<img src="hall.jpg" aria-hidden="true">', ""),
        ('<img src="hall.jpg" role="presentation">', ""),
        ('<img src="hall.jpg" role="none">', ""),
        ('<img src="hall.jpg" aria-label="Hall">', "Hall"),
        ('<img src="https://example.org/hall.jpg">', None),
        ('<figure><img src="hall.jpg"><figcaption>The hall</figcaption></figure>', None),
    ],
)
def test_html_says_what_a_picture_shows_or_that_it_adorns(engine: str, mode: str, tag: str, alt: str | None) -> None:
    assert only(tag, engine=engine, html=mode).alt == alt
    assert only(f"See {tag} here", engine=engine, html=mode).alt == alt


@pytest.mark.parametrize(
    ("text", "alt"),
    [
        ('![](hall.jpg){alt=""}', ""),
        ('![](hall.jpg){alt="Hall"}', "Hall"),
        ("![](hall.jpg){aria-hidden=true}", ""),
        ("![](hall.jpg){.wide}", None),
    ],
)
def test_python_markdowns_attributes_count(text: str, alt: str | None) -> None:
    assert only(text).alt == alt


@with_both_engines
def test_a_picture_may_be_part_of_the_page(engine: str) -> None:
    assert only("![](data:image/png;base64,iVBORw0KGgo=)", engine=engine).src == "data:image/png;base64,iVBORw0KGgo="


@with_both_engines
@pytest.mark.parametrize(
    "text",
    [
        "`![](hall.jpg)`",
        "```\n<img src=hall.jpg>\n```",
        "<!-- <img src=hall.jpg> -->",
        '<img alt="">',
        '<img src="hall.jpg" aria-labelledby="hall">',
        "[hall](hall.jpg)",
        "!\\[](hall.jpg)",
    ],
)
def test_what_shows_no_picture_or_is_described_elsewhere_is_none(engine: str, text: str) -> None:
    assert read(text, engine=engine).pictures == ()


@with_both_engines
@pytest.mark.parametrize("text", ["![](hall.jpg)", '![""](hall.jpg)', "![ ](hall.jpg)", "![][h]\n\n[h]: hall.jpg"])
def test_a_page_hides_a_picture_without_a_text(engine: str, text: str) -> None:
    assert 'alt=""' in html(text, engine=engine)


@with_both_engines
def test_raw_html_stays_as_it_was_written(engine: str) -> None:
    tags = '<p><img src="hall.jpg"> <img alt=\'\' src="x.jpg"></p>'
    assert html(tags, engine=engine) == tags


@with_both_engines
@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('[![""](hall.jpg)](a.md)', [True]),
        ("[![](hall.jpg)](a.md)", [True]),
        ("[![Programme](hall.jpg)](a.md)", [False]),
        ('[![""](hall.jpg) Programme](a.md)', [False]),
        ('[![Programme](hall.jpg) ![""](line.png)](a.md)', [False, False]),
        ('[ ![""](hall.jpg)![""](line.png) ](a.md)', [True, True]),
        ('<a href="a.md" aria-label="Programme"><img src="hall.jpg" alt=""></a>', [False]),
        ('<a name="a"><img src="hall.jpg" alt=""></a>', [False]),
        ('[x](a.md) ![""](hall.jpg) [y](a.md)', [False]),
    ],
)
def test_a_link_may_consist_of_pictures_alone(engine: str, text: str, whole: list[bool]) -> None:
    assert [picture.is_whole_link for picture in read(text, engine=engine).pictures] == whole


@with_both_engines
@pytest.mark.parametrize(
    ("text", "line", "column", "width"),
    [
        ("é ![](hall.jpg)", 1, 7, 8),
        ("\n![IMG_1](hall.jpg)", 2, 3, 5),
        ("a\n![](<my hall.jpg>)", 2, 6, 11),
        ('See <img alt="IMG_1" src="hall.jpg">', 1, 15, 5),
        ("See <img src=hall.jpg>", 1, 14, 8),
        ("![][h]\n\n[h]: hall.jpg", 1, 1, 6),
        ("![IMG_1][h]\n\n[h]: hall.jpg", 1, 3, 5),
        ("[hall](hall.jpg) ![](hall.jpg)", 1, 22, 8),
        ("`![](hall.jpg)` ![](hall.jpg)", 1, 21, 8),
        ("![a [b] c](hall.jpg)", 1, 3, 7),
    ],
)
def test_a_place_is_that_of_the_text_else_of_the_address(
    engine: str, text: str, line: int, column: int, width: int
) -> None:
    assert only(text, engine=engine).place == Location("", line, column, width)


@with_both_engines
def test_pictures_of_one_file_are_kept_apart(engine: str) -> None:
    pictures = read('![Hall](a.jpg)\n\n<img src="a.jpg" alt="">\n\n![](a.jpg)\n', engine=engine).pictures
    assert [(picture.alt, picture.place.line, picture.in_html) for picture in pictures] == [
        ("Hall", 1, False),
        ("", 3, True),
        (None, 5, False),
    ]


def test_a_replaced_tag_is_told_where_it_was_written() -> None:
    figure = Replacement(match=r'\{% figure "(.*?)" %\}', put=r'<img src="\1" alt="">')
    picture = only('See\n{% figure "hall.jpg" %}', replace=(figure,), foreign_tags="ignore")
    assert (picture.alt, picture.place.line, picture.place.column) == ("", 2, 1)


@with_both_engines
@given(
    words=st.lists(st.sampled_from(["![](a.jpg)", '![""](b.jpg)', "<img src=c.jpg>", "\n\n", "![", "](", "]", "é ["]))
)
def test_whatever_is_written_no_page_shows_the_engines_mark(engine: str, words: list[str]) -> None:
    fragment = read(" ".join(words), engine=engine)
    assert "\ue000" not in "".join(fragment.pieces) + fragment.first_paragraph
    assert {picture.alt for picture in fragment.pictures if picture.src == "b.jpg"} <= {""}


@pytest.mark.parametrize(
    "text", ["![" * 20_000, "![a [b" * 400, "![a](" * 20_000, "<img src=" * 400, "![ [a] " * 20_000]
)
def test_texts_that_nobody_means_take_no_longer(text: str) -> None:
    assert read(text, engine="commonmark").pictures == ()
