from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.frames import Mark, lines_by_path, mark_at, mark_in, safe_text
from sitegen.problems import Location


def underlined(line: str, column: int, width: int = 1) -> list[str]:
    """What is shown of a line, and its mark drawn below."""
    mark = mark_in(line, column, width)
    return [mark.shown, " " * mark.indent + "^" * mark.width]


def parts(mark: Mark) -> tuple[str, str, str]:
    return mark.before, mark.marked, mark.after


def test_lines_end_as_in_any_editor() -> None:
    lines = lines_by_path({"a.md": "one\r\ntwo\rthree\x0b\u2028\nfour"}.get)
    assert lines("a.md") == ["one", "two", "three\x0b\u2028", "four"]


def test_a_file_that_is_not_there_has_no_lines() -> None:
    assert lines_by_path({"a.md": ""}.get)("a.md") == []
    assert lines_by_path({"a.md": ""}.get)("b.md") == []


def test_a_byte_order_mark_takes_no_column() -> None:
    mark = mark_at(lines_by_path({"a.md": "\ufefftitle"}.get), Location("a.md", 1, 1, 5))
    assert mark
    assert parts(mark) == ("", "title", "")


def test_a_line_is_parted_by_its_mark() -> None:
    assert parts(mark_in("tag: [health]", 7, 6)) == ("tag: [", "health", "]")
    assert parts(mark_in("tag: [health]", 1, 3)) == ("", "tag", ": [health]")


def test_a_mark_ends_with_its_line() -> None:
    assert parts(mark_in("title", 3, 99)) == ("ti", "tle", "")
    assert parts(mark_in("title", 6, 3)) == ("title", "", "")
    assert parts(mark_in("title", 99, 3)) == ("title", "", "")
    assert parts(mark_in("", 1, 1)) == ("", "", "")


@pytest.mark.parametrize("line", [-1, 0, 2])
def test_a_line_that_does_not_exist_cannot_be_marked(line: int) -> None:
    assert mark_at(lines_by_path({"a.md": "title"}.get), Location("a.md", line, 1, 1)) is None


@pytest.mark.parametrize(
    ("line", "column", "width", "drawn"),
    [
        ("日本: x", 5, 1, "      ^"),
        ("日本: x", 1, 2, "^^^^"),
        ("a🎉b", 3, 1, "   ^"),
        ("a🎉b", 2, 1, " ^^"),
        ("👩\u200d🚀x", 4, 1, "  ^"),
        ("👍🏽x", 3, 1, "  ^"),
        ("☀\ufe0fx", 3, 1, "  ^"),
        ("🇮🇹x", 3, 1, "  ^"),
        ("cafe\u0301 x", 7, 1, "     ^"),
        ("cafe\u0301 x", 4, 1, "   ^"),
        ("cafe\u0301 x", 5, 1, "   ^"),
        ("\u1100\u1161\u11a8x", 4, 1, "  ^"),
        ("हिन्दी x", 8, 1, "      ^"),
    ],
)
def test_a_mark_knows_its_columns(line: str, column: int, width: int, drawn: str) -> None:
    assert underlined(line, column, width) == [line, drawn]


def test_a_tab_is_shown_as_spaces() -> None:
    assert underlined("a\tb\tc", 5) == ["a   b   c", "        ^"]
    assert underlined("\t日\tb", 3) == ["    日  b", "      ^^"]


def test_right_to_left_text_before_the_end_of_a_mark_turns_it() -> None:
    assert mark_in("عنوان: [صحة]", 9, 3).turns
    assert not mark_in("tag: صحة", 1, 3).turns


def test_of_a_long_line_the_place_is_shown() -> None:
    mark = mark_in("a" * 5000 + "wrong" + "b" * 5000, 5001, 5)
    assert parts(mark) == ("…" + "a" * 60, "wrong", "b" * 35 + "…")
    assert (mark.indent, mark.width) == (61, 5)


def test_the_end_of_a_long_line_is_not_called_cut() -> None:
    assert underlined("a" * 5000, 5000) == ["…" + "a" * 61, " " * 61 + "^"]


def test_a_mark_wider_than_the_frame_is_cut_with_it() -> None:
    assert underlined("a" * 5000, 1, 5000) == ["a" * 100 + "…", "^" * 100]


def test_a_cut_never_parts_a_letter_from_its_accent() -> None:
    assert underlined("e\u0301" * 3000, 3001) == ["…" + "e\u0301" * 100 + "…", " " * 61 + "^"]


def test_a_line_of_megabytes_is_cut() -> None:
    assert len(mark_in("日" * 3_000_000, 2_000_000, 7).shown) < 120


def test_what_cannot_be_seen_is_spelled_and_marked_as_spelled() -> None:
    assert underlined("a\x1b[31m\u202eb", 2) == ["a\\x1b[31m\\u202eb", " ^^^^"]


def test_half_a_character_is_no_trouble() -> None:
    assert safe_text("a\ud83d") == "a\\ud83d"
    assert mark_in("\udcff", 1, 1).marked == "\\udcff"


def test_emoji_and_joined_letters_stay_as_they_are() -> None:
    for text in ("👩\u200d🚀", "می\u200cخواهم", "☀\ufe0f"):
        assert safe_text(text) == text


@given(st.text(st.characters(), max_size=1500), st.integers(-5, 2000), st.integers(-5, 2000))
def test_no_line_is_too_strange_to_be_marked(line: str, column: int, width: int) -> None:
    mark = mark_in(line, column, width)
    assert safe_text(mark.shown) == mark.shown
    assert mark.indent >= 0
