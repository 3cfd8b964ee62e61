from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.fragment import Heading
from sitegen.markup.headings import heading_slug, ids_in, with_headings
from sitegen.markup.tags import split_at_tags
from tests.markup.fragments import html, read, with_both_engines


def headed(html_text: str) -> str:
    return "".join(with_headings(split_at_tags(html_text))[0])


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Capacity building", "capacity-building"),
        ("  What’s new, what isn't?  ", "whats-new-what-isnt"),
        ("Données & sécurité", "données-sécurité"),
        ("Ａ１ – full width", "a1-full-width"),
        ("ÜBER", "über"),
        ("मुख्य समाचार", "मुख्य-समाचार"),
        ("أخبار المنظمة", "أخبار-المنظمة"),
        ("ข่าวล่าสุด", "ข่าวล่าสุด"),
        ("新闻 2026", "新闻-2026"),
        ("C++ / C#", "c-c"),
        ("!?", "section"),
        ("", "section"),
    ],
)
def test_a_slug_can_be_read_in_every_script(text: str, slug: str) -> None:
    assert heading_slug(text) == slug


def test_a_long_slug_ends_at_a_word() -> None:
    slug = heading_slug("capacity building " * 20)
    assert len(slug) <= 80
    assert slug.endswith(("-capacity", "-building"))


@with_both_engines
def test_equal_headings_get_different_ids(engine: str) -> None:
    headings = read("## A\n\n## A\n\n## A 2\n\n## A\n", engine=engine).headings
    assert [heading.id for heading in headings] == ["a", "a-2", "a-2-2", "a-3"]


@with_both_engines
def test_the_pages_title_is_the_only_h1(engine: str) -> None:
    assert [heading.level for heading in read("# A\n\n## B\n\n###### C\n", engine=engine).headings] == [2, 3, 6]
    assert "<h1" not in html("A\n=\n\n<h1>B</h1>\n", engine=engine)


@with_both_engines
def test_skipped_levels_are_the_authors(engine: str) -> None:
    assert [heading.level for heading in read("## A\n\n#### B\n\n### C\n", engine=engine).headings] == [2, 4, 3]


@with_both_engines
def test_a_headings_text_has_no_mark_up_and_no_footnote_marker(engine: str) -> None:
    text = "## The *new* `plan` &amp; [more](a.md)[^1]\n\n[^1]: note\n"
    assert read(text, engine=engine).headings == (Heading(2, "the-new-plan-more", "The new plan & more"),)


def test_an_id_of_the_author_is_kept() -> None:
    assert html("## Budget {#money}\n") == '<h2 id="money">Budget</h2>'


def test_a_generated_id_makes_way_for_one_that_is_written_anywhere() -> None:
    assert headed('<h2>A</h2><p id="a"><h2 id="a-2">B</h2>') == '<h2 id="a-3">A</h2><p id="a"><h2 id="a-2">B</h2>'


def test_an_id_that_is_written_twice_stays_with_the_first() -> None:
    assert headed('<h2 id="a">A</h2><h3 class="x" id="a">B</h3>') == '<h2 id="a">A</h2><h3 id="a-2" class="x">B</h3>'
    assert headed('<i id="a"></i><h2 id="a">A</h2>') == '<i id="a"></i><h2 id="a-2">A</h2>'


def test_a_heading_that_is_not_closed_ends_at_the_next() -> None:
    assert with_headings(split_at_tags("<h2>A<H3>B</H3>"))[1] == (Heading(2, "a", "A"), Heading(3, "b", "B"))


@with_both_engines
def test_a_list_of_the_headings_stands_where_the_text_asks_for_it(engine: str) -> None:
    fragment = read("[TOC]\n\n## A & B\n\n#### C\n\n## D\n", engine=engine)
    assert [target.written for target in fragment.targets] == ["#a-b", "#c", "#d"]
    toc = html("[TOC]\n\n## A & B\n\n#### C\n\n## D\n", engine=engine).partition("\n</div>")[0]
    assert toc == (
        '<div class="toc">\n<ul>\n<li><a href="#a-b">A &amp; B</a>\n'
        '<ul>\n<li><a href="#c">C</a></li>\n</ul></li>\n<li><a href="#d">D</a></li>\n</ul>'
    )


def test_every_name_that_a_link_can_lead_to_is_known() -> None:
    assert ids_in(['<p ID="a">', "<a name='b&amp;c'>", "<img name=no>", "<i id=a>", "<!-- id=no -->"]) == ("a", "b&c")


@given(st.lists(st.tuples(st.sampled_from(["a", "a-2", "a-3", "!", ""]), st.sampled_from(["", "a", "a-2", "section"]))))
def test_ids_never_collide_and_are_never_empty(headings: list[tuple[str, str]]) -> None:
    found = with_headings(split_at_tags("".join(f'<h2 id="{id_}">{text}</h2>' for text, id_ in headings)))[1]
    ids = [heading.id for heading in found]
    assert len(ids) == len(headings)
    assert len(set(ids)) == len(ids)
    assert all(ids)
