from __future__ import annotations

from pathlib import Path, PosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.reading.text_file import read_text, text_from_bytes
from tests.reading.newsrooms import told


def test_text_is_given_with_unix_line_ends_whatever_it_was_written_with() -> None:
    assert text_from_bytes(b"one\r\ntwo\rthree\n", "a.md") == ("one\ntwo\nthree\n", ())


def test_a_byte_order_mark_at_the_start_is_no_part_of_the_text() -> None:
    assert text_from_bytes(b"\xef\xbb\xbf---\n", "a.md") == ("---\n", ())


def test_a_tab_is_no_control_character() -> None:
    assert text_from_bytes(b"a\tb", "a.md") == ("a\tb", ())


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (
            b"one\r\ntwo caf\xe9 x",
            (
                "a.md:2:8: error: this file is not UTF-8: here is the byte 0xe9, probably `é` in Windows-1252"
                " | save it as UTF-8"
            ),
        ),
        (b"\x81", "a.md:1:1: error: this file is not UTF-8: here is the byte 0x81 | save it as UTF-8"),
        (b"\xff\xfea\x00", "a.md:1:1: error: this file is UTF-16, not UTF-8 | save it as UTF-8"),
        (
            "été: ".encode() + b"\xff",
            (
                "a.md:1:6: error: this file is not UTF-8: here is the byte 0xff, probably `ÿ` in Windows-1252"
                " | save it as UTF-8"
            ),
        ),
    ],
)
def test_other_encodings_are_told_with_line_and_column_and_a_guess(data: bytes, line: str) -> None:
    text, problems = text_from_bytes(data, "a.md")
    assert text is None
    assert told(problems) == [line]


def test_utf16_without_its_mark_is_recognized_by_its_zeros() -> None:
    _, problems = text_from_bytes("hello".encode("utf-16-le"), "a.md")
    assert told(problems) == ["a.md:1:1: error: this file seems to be UTF-16, not UTF-8 | save it as UTF-8"]


def test_control_characters_are_errors_and_become_spaces() -> None:
    text, problems = text_from_bytes(b"a\nb\x0bc\x0b", "a.md")
    assert text == "a\nb c "
    assert told(problems) == [
        "a.md:2:2: error: the control character U+000B must not be in a text, 2 times | delete it"
    ]


def test_a_c1_control_is_probably_a_character_of_windows_1252() -> None:
    _, problems = text_from_bytes("\x93quoted".encode(), "a.md")
    assert told(problems) == [
        (
            "a.md:1:1: error: the control character U+0093 must not be in a text"
            " | delete it, or write `“` if this was meant"
        )
    ]


def test_a_c1_control_without_a_meaning_should_be_deleted() -> None:
    _, problems = text_from_bytes("\x81".encode(), "a.md")
    assert problems[0].hint == "delete it"


def test_a_byte_order_mark_inside_is_dropped_with_a_warning() -> None:
    text, problems = text_from_bytes("a\n\ufeff---\n\ufeff".encode(), "a.md")
    assert text == "a\n---\n"
    assert told(problems) == ["a.md:2:1: warning: the invisible character U+FEFF is left out, 2 times | delete it here"]


def test_both_versions_of_an_unfinished_merge_are_reported_at_the_first_marker() -> None:
    text, problems = text_from_bytes(b"a\n<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n", "a.md")
    assert text is not None
    assert told(problems) == [
        (
            "a.md:2:1: error: two versions of this text were not merged"
            " | choose one of the two versions and delete the lines 2, 4 and 6 with the other"
        )
    ]


@pytest.mark.parametrize(
    "text", ["Title\n=======\n", "<<<<<<< HEAD\n", " <<<<<<< a\n=======\n>>>>>>> b\n", "<<<<<<< a\n>>>>>>> b\n"]
)
def test_one_marker_alone_is_no_unfinished_merge(text: str) -> None:
    assert text_from_bytes(text.encode(), "a.md") == (text, ())


def test_a_long_line_is_read_as_it_is() -> None:
    line = "word " * 60_000
    assert text_from_bytes(line.encode(), "a.md") == (line, ())


def test_a_file_that_vanished_is_told(tmp_path: Path) -> None:
    text, problems = read_text(tmp_path / "gone.md", "content/gone.md")
    assert text is None
    assert told(problems) == ["content/gone.md: error: this file does not exist any more | run the command again"]


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "content/a.md")
    assert told(problems) == ["content/a.md: error: this file cannot be read: Is a directory"]


class Locked(PosixPath):
    def read_bytes(self) -> bytes:
        raise PermissionError


def test_a_file_without_the_right_to_read_is_told() -> None:
    _, problems = read_text(Locked("a.md"), "content/a.md")
    assert told(problems) == ["content/a.md: error: this file must not be read | give yourself the right to read it"]


@given(st.binary())
def test_any_bytes_give_a_text_or_problems(data: bytes) -> None:
    text, problems = text_from_bytes(data, "a.md")
    assert text is not None or problems
