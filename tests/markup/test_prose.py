from __future__ import annotations

from hypothesis import given

from sitegen.markup.prose import byte_offsets, code_blanked
from tests.markup.test_markdown_text import TEXTS


def test_code_is_blank_and_lines_stay() -> None:
    assert code_blanked("é `a` b\n\n~~~\nc\n~~~\n\n    d\n\ne") == "é     b\n\n   \n \n   \n\n     \n\ne"


def test_text_without_code_is_untouched() -> None:
    assert code_blanked("- a\n\n    still a\n") == "- a\n\n    still a\n"


@given(TEXTS)
def test_offsets_stay(text: str) -> None:
    blanked = code_blanked(text)
    assert len(blanked) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blanked, strict=True))


@given(TEXTS)
def test_offsets_in_utf8_are_known(text: str) -> None:
    assert byte_offsets(text) == {len(text[:index].encode()): index for index in range(len(text) + 1)}
