from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.console import (
    problem_json,
    problem_text,
    problems_text,
    progress,
    summary_text,
    wants_color,
)
from sitegen.problems import Location, Note, Problem, error, warning

CLINIC = "content/press-releases/2026/clinic.md"
CLINIC_TEXT = "---\ntitle: A clinic opens\ndate: 2026-03-24\ntag: [health]\n---\n"


def shown(problem: Problem, **files: str) -> str:
    named = {"content/a.md": files.get("a"), "content/b.md": files.get("b"), CLINIC: CLINIC_TEXT}
    return problem_text(problem, named.get, color=False)


def frame_of(line: str, column: int, width: int = 1) -> list[str]:
    return shown(error("wrong", Location("content/a.md", 1, column, width)), a=line).split("\n")[1:]


def test_a_problem_is_shown_with_its_line_and_what_to_do() -> None:
    problem = error("unknown field `tag`", Location(CLINIC, 4, 1, 3), "did you mean `tags`?")
    assert shown(problem) == (
        "content/press-releases/2026/clinic.md:4:1: error: unknown field `tag`\n"
        "    4 | tag: [health]\n"
        "      | ^^^\n"
        "  hint: did you mean `tags`?"
    )


def test_a_warning_calls_itself_one() -> None:
    assert shown(warning("no summary", Location(CLINIC))) == f"{CLINIC}: warning: no summary"


def test_second_places_stand_below_with_their_lines() -> None:
    note = Note("first used here", Location("content/b.md", 2, 7, 4))
    problem = error("the slug `news` is taken", Location("content/a.md", 2, 7, 4), "choose another one", (note,))
    assert shown(problem, a="---\nslug: news\n", b="---\nslug: news\n") == (
        "content/a.md:2:7: error: the slug `news` is taken\n"
        "    2 | slug: news\n"
        "      |       ^^^^\n"
        "content/b.md:2:7: note: first used here\n"
        "    2 | slug: news\n"
        "      |       ^^^^\n"
        "  hint: choose another one"
    )


def test_a_note_on_the_same_place_does_not_show_its_line_again() -> None:
    place = Location(CLINIC, 2, 1, 5)
    assert shown(error("wrong", place, notes=(Note("and 3 more pages", place),))) == (
        f"{CLINIC}:2:1: error: wrong\n"
        "    2 | title: A clinic opens\n"
        "      | ^^^^^\n"
        f"{CLINIC}:2:1: note: and 3 more pages"
    )


def test_a_place_without_a_column_is_shown_without_carets() -> None:
    assert shown(error("wrong", Location(CLINIC, 2))).split("\n") == [
        f"{CLINIC}:2: error: wrong",
        "    2 | title: A clinic opens",
    ]


@pytest.mark.parametrize(
    "place",
    [
        Location("content/missing.md", 4, 1, 3),
        Location(CLINIC, 99, 1, 3),
        Location(CLINIC, -1, 1, 3),
        Location(CLINIC),
        Location("config.yaml", 1),
    ],
)
def test_without_such_a_line_there_is_no_frame(place: Location) -> None:
    assert "\n" not in shown(error("wrong", place))


def test_a_file_that_cannot_be_read_has_no_frame() -> None:
    def refused(path: str) -> str | None:
        raise PermissionError(path)

    def garbled(_path: str) -> str | None:
        return b"\xff".decode()

    for source in (refused, garbled):
        text = problem_text(error("wrong", Location("content/a.md", 1, 1)), source, color=False)
        assert text == "content/a.md:1:1: error: wrong"


def test_a_mark_has_at_least_one_caret_and_ends_with_its_line() -> None:
    assert frame_of("title", 3, 0)[1] == "      |   ^"
    assert frame_of("title", 3, 99)[1] == "      |   ^^^"
    assert frame_of("title", 6, 3)[1] == "      |      ^"
    assert frame_of("title", 99, 3)[1] == "      |      ^"


def test_an_empty_line_can_be_marked() -> None:
    assert shown(error("wrong", Location("content/a.md", 2, 1)), a="a\n\nb").split("\n")[1:] == [
        "    2 |",
        "      | ^",
    ]


def test_on_a_line_from_right_to_left_the_marked_text_is_said_too() -> None:
    assert frame_of("عنوان: [صحة]", 9, 3) == ["    1 | عنوان: [صحة]", "      |         ^^^ `صحة`"]


def test_a_mark_left_of_such_text_needs_no_words() -> None:
    assert frame_of("tag: صحة", 1, 3) == ["    1 | tag: صحة", "      | ^^^"]


def test_line_numbers_may_be_long() -> None:
    problem = error("wrong", Location("content/a.md", 1234567, 1))
    assert shown(problem, a="\n" * 1234566 + "x").split("\n")[1:] == ["1234567 | x", "        | ^"]


def test_what_content_says_cannot_steer_the_terminal() -> None:
    nasty = "a\x1b[31m\x9b2J\u202eb"
    problem = error(f"`{nasty}`\nis wrong", Location("content/\x07.md", 1), f"not {nasty}", ())
    assert shown(problem) == (
        "content/\\x07.md:1: error: `a\\x1b[31m\\x9b2J\\u202eb`\\nis wrong\n  hint: not a\\x1b[31m\\x9b2J\\u202eb"
    )
    assert frame_of(nasty, 11, 1) == ["    1 | a\\x1b[31m\\x9b2J\\u202eb", "      | " + " " * 21 + "^"]
    assert frame_of(nasty, 2, 1)[1] == "      |  ^^^^"


def test_in_color_the_text_is_the_same() -> None:
    note = Note("first used here", Location(CLINIC, 2, 1, 5))
    problem = error("unknown field `tag`", Location(CLINIC, 4, 1, 3), "did you mean `tags`?", (note,))
    colored = problem_text(problem, {CLINIC: CLINIC_TEXT}.get, color=True)
    assert colored.split("\n")[0] == f"\x1b[1m{CLINIC}:4:1:\x1b[0m \x1b[1;31merror:\x1b[0m unknown field `tag`"
    for code in ("0", "1", "2", "1;31", "1;32", "1;36"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == shown(problem)


def test_problems_are_parted_by_an_empty_line() -> None:
    problems = [warning("one", Location("content/a.md")), error("two", Location("content/b.md"))]
    assert problems_text(problems, lambda _path: None, color=False) == (
        "content/a.md: warning: one\n\ncontent/b.md: error: two"
    )
    assert problems_text([], lambda _path: None, color=False) == ""


def test_a_file_with_many_problems_is_read_once() -> None:
    read: list[str] = []

    def source(path: str) -> str:
        read.append(path)
        return "one\ntwo"

    problems_text([error("wrong", Location("content/a.md", line, 1)) for line in (1, 2)], source, color=False)
    assert read == ["content/a.md"]


@given(
    st.text(),
    st.builds(Location, st.text(), st.integers(-2, 4), st.integers(-5, 2000), st.integers(-5, 2000)),
    st.text(),
    st.text(st.characters(), max_size=1500),
)
def test_no_problem_is_too_strange_to_be_shown(message: str, place: Location, hint: str, text: str) -> None:
    lines = problem_text(error(message, place, hint), lambda _path: text, color=False).split("\n")
    assert len(lines) <= 4
    assert all(line.isprintable() or not any(ord(character) < 32 for character in line) for line in lines)


def test_problems_are_counted() -> None:
    place = Location("content/a.md")
    assert summary_text([]) == "no problems"
    assert summary_text([warning("one", place)]) == "1 warning"
    assert summary_text([error("one", place), warning("two", place), error("three", place)]) == "2 errors, 1 warning"


def test_a_problem_as_json_has_all_keys_on_one_line() -> None:
    note = Note("first used here", Location("content/b.md", 2, 7, 4))
    line = problem_json(error("`é\x7f\x9b\n` is wrong", Location("content/a.md", 4, 1, 3), "", (note,)))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == {
        "severity": "error",
        "message": "`é\x7f\x9b\n` is wrong",
        "file": "content/a.md",
        "line": 4,
        "column": 1,
        "width": 3,
        "hint": "",
        "notes": [{"message": "first used here", "file": "content/b.md", "line": 2, "column": 7, "width": 4}],
    }


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_color_is_for_those_who_see_it(environment: dict[str, str], *, is_terminal: bool, expected: bool) -> None:
    assert wants_color(environment, is_terminal=is_terminal) is expected


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_shows_how_far_it_is() -> None:
    terminal = Terminal()
    with progress("pages [of all]", terminal, patience=0) as show:
        show(4, 10)
    assert "pages [of all]" in terminal.getvalue()
    assert "4/10" in terminal.getvalue()


def test_short_work_shows_nothing() -> None:
    terminal = Terminal()
    with progress("pages", terminal) as show:
        show(4, 10)
    assert terminal.getvalue() == ""


def test_what_is_no_terminal_gets_no_bar() -> None:
    log = StringIO()
    with progress("pages", log, patience=0) as show:
        show(4, 10)
    assert log.getvalue() == ""


def test_a_bar_goes_away_when_work_fails() -> None:
    terminal = Terminal()

    def work() -> None:
        with progress("pages", terminal, patience=0) as show:
            show(4, 10)
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert terminal.getvalue().endswith("\x1b[2K")


def test_the_console_starts_without_rich() -> None:
    script = "import sys, sitegen.console; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
