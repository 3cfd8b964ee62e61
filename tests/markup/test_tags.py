from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.tags import Attribute, attributes_of, name_of, split_at_tags, tags_in


@pytest.mark.parametrize(
    "tag",
    [
        '<a title="1 > 0">',
        "<a title='a \"quote\" > 0'>",
        "<a title=it's>",
        "<P>",
        "</p >",
        "<!-- <b> -->",
        "<!-->",
        "<!DOCTYPE html>",
        "<?php echo 1 ?>",
        "<script>if (a<b && c>d) '<b>'</script>",
        "<STYLE>p>a{}</STYLE>",
    ],
)
def test_a_tag_is_one_piece(tag: str) -> None:
    assert split_at_tags(f"before{tag}after") == ["before", tag, "after"]


@pytest.mark.parametrize("text", ["1 < 2", "a <3 b", "</3>", "a &lt;b&gt;"])
def test_what_only_looks_like_a_tag_is_text(text: str) -> None:
    assert split_at_tags(text) == [text]


def test_what_is_not_closed_runs_to_the_end() -> None:
    assert split_at_tags("a<!-- b <i>") == ["a", "<!-- b <i>", ""]
    assert split_at_tags("a<script>b <i>") == ["a", "<script>b <i>", ""]


def test_void_elements_lose_the_slash_of_xhtml() -> None:
    assert "".join(split_at_tags('<br /><img src="a"/><hr/><g/><a href=x/>')) == '<br><img src="a"><hr><g/><a href=x/>'


@given(st.text() | st.text("<>!-/='\" ab\n"))
def test_all_pieces_together_are_the_html(html: str) -> None:
    pieces = split_at_tags(html)
    assert len(pieces) % 2 == 1
    if "/>" not in html:
        assert "".join(pieces) == html


@pytest.mark.parametrize("part", ["<a b", "<!--", "<script>", '<a b="', "<!", "='", "<a =", "<"])
def test_a_very_long_tangle_is_split_without_loss(part: str) -> None:
    text = part * (300_000 // len(part))
    assert "".join(split_at_tags(text)) == text


def test_tags_are_given_as_they_stand() -> None:
    assert list(tags_in("a<br />b</b>")) == [(1, "<br />"), (8, "</b>")]


def test_names_are_in_lower_case() -> None:
    assert [name_of(tag) for tag in ("<IMG src=a>", "</p>", "<br/>", "<!-- a -->")] == ["img", "p", "br", ""]


def test_attributes_have_their_place_in_the_tag() -> None:
    tag = "<img SRC='a.jpg' alt = \"A &amp; B\" hidden width=9 src=b>"
    assert attributes_of(tag) == {
        "src": Attribute("a.jpg", 5, 16),
        "alt": Attribute("A &amp; B", 17, 34),
        "hidden": Attribute("", 35, 41),
        "width": Attribute("9", 42, 49),
    }
