from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitegen.rendering.printable import printable, printable_text
from tests.rendering.rendered import a_feed, a_full_entry, an_entry


@given(st.text())
def test_what_is_left_can_be_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = printable_text(text)
    assert etree.tostring(element, encoding="UTF-8")


def test_lone_surrogates_and_controls_go_and_all_else_stays() -> None:
    assert printable_text("a\x00\x1b\ud800\ufffe\x9fb\t\n🎉 é عنوان") == "ab\t\n🎉 é عنوان"


def test_values_are_cleaned_all_through() -> None:
    assert printable(a_feed(an_entry(title="a\x00", categories=("b\x01",)))) == a_feed(
        an_entry(title="a", categories=("b",))
    )
    assert printable({"a": ["b\x00", 1, None]}) == {"a": ["b", 1, None]}


def test_a_clean_value_is_left_as_it_is() -> None:
    entry = a_full_entry()
    assert printable(entry) is entry
