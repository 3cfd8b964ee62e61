from __future__ import annotations

from xml.etree.ElementTree import Comment, Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.serializers import to_html_string

from sitegen.markup.serializing import html_string

TAGS = st.sampled_from(["p", "a", "em", "br", "img", "hr", "script", "style", "custom", "P", "svg"])
WRITTEN = st.sampled_from(["", "&", "&amp;", "&x &#65; <b>", 'a > "b"', "\n", "hidden"])
TEXTS = st.none() | WRITTEN
ATTRIBUTES = st.dictionaries(st.sampled_from(["href", "alt", "hidden", "class"]), WRITTEN)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> Element:
    element = Element(draw(TAGS), draw(ATTRIBUTES))
    element.text, element.tail = draw(TEXTS), draw(TEXTS)
    if depth:
        element.extend(draw(st.lists(elements(depth - 1), max_size=3)))
    return element


@given(elements())
def test_a_tree_is_written_as_python_markdown_writes_it(root: Element) -> None:
    assert html_string(root) == to_html_string(root)


@pytest.mark.parametrize("child", [Comment("a & b"), Element("{http://a.org}b"), Element("P"), Element("p", hidden="")])
def test_what_markdown_does_not_make_is_left_to_python_markdown(child: Element) -> None:
    root = Element("div")
    root.append(child)
    assert html_string(root) == to_html_string(root)
