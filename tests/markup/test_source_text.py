from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Replacement
from sitegen.markup.source_text import quoted, source_text
from sitegen.problems import Location


def test_a_place_counts_lines_and_columns_from_one() -> None:
    source = source_text("ab\n\ncd")
    assert [source.place(offset) for offset in (0, 1, 3, 5)] == [
        Location("", 1, 1),
        Location("", 1, 2),
        Location("", 2, 1),
        Location("", 3, 2),
    ]


def test_replacements_are_made_one_after_the_other() -> None:
    source = source_text("a-b", (Replacement(match="-", put="+"), Replacement(match=r"(\w)\+(\w)", put=r"\2+\1")))
    assert source.text == "b+a"


def test_a_place_is_where_the_author_wrote_it_before_every_replacement() -> None:
    source = source_text(
        "x {{a}} y\nz {{b}} w",
        (Replacement(match=r"\{\{(.)\}\}", put="\\1\n\\1"), Replacement(match="x ")),
    )
    assert source.text == "a\na y\nz b\nb w"
    assert source.place(source.text.index("y")) == Location("", 1, 9)
    assert source.place(source.text.index("z")) == Location("", 2, 1)
    assert source.place(source.text.index("w")) == Location("", 2, 9)
    assert source.place(source.text.index("b")) == Location("", 2, 3)


@given(st.text("ab\n", max_size=30), st.text("xy\n", max_size=3))
def test_what_is_not_replaced_keeps_its_place(text: str, put: str) -> None:
    plain = source_text(text)
    source = source_text(text, (Replacement(match="b", put=put),))
    kept = [plain.place(index) for index, character in enumerate(text) if character == "a"]
    assert [source.place(index) for index, character in enumerate(source.text) if character == "a"] == kept


def test_a_quotation_is_one_short_line() -> None:
    assert quoted("a\n  b") == "a b"
    assert len(quoted("long " * 100)) == 60
