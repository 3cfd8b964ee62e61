"""The places of addresses: one walk through a text, whatever forms it holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup.links import ADDRESS_IN_PARENTHESES, ATTRIBUTE, DEFINITION, stretches_with_addresses
from tests.markup.test_markdown_text import TEXTS

FORMS = (ADDRESS_IN_PARENTHESES, DEFINITION, ATTRIBUTE)
WORDS = r"""
[a](b) [a](<b c>) ]( [d]: e [d]:<f> > href="g" href='h' SRC = i srcset="j 2x, k" data= ſrcset= srcset ( ) \( \) < " '
"""
PARTS = st.sampled_from([*WORDS.split(), " ", "\n"])


def one_by_one(text: str) -> list[tuple[int, int]]:
    """The next stretch of any form, looked for at each character."""
    found, position = [], 0
    while position < len(text):
        match = next((match for form in FORMS if (match := form.match(text, position))), None)
        if match:
            found.append(match.span())
        position = match.end() if match else position + 1
    return found


@given(TEXTS | st.lists(PARTS).map("".join))
def test_forms_are_found_in_order_and_never_within_each_other(text: str) -> None:
    assert [match.span() for match in stretches_with_addresses(text)] == one_by_one(text)


@pytest.mark.parametrize("text", ['[a](href="b")', '[a]: href="b"', '<a href="](b)">', '<a title="x" href="[a]: b">'])
def test_an_address_inside_another_one_does_not_count(text: str) -> None:
    assert len(re.findall("b", text)) == len(list(stretches_with_addresses(text))) == 1
