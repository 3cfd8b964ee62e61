from __future__ import annotations

import pytest

from sitegen.problems import Problem
from sitegen.reading.front_matter import FrontMatterText, split_front_matter
from tests.reading.newsrooms import told


def test_an_article_is_split_at_the_line_that_closes_its_front_matter() -> None:
    assert split_front_matter("---\ntitle: A\n---\nBody.\n", "a.md") == FrontMatterText("title: A\n", 2, "Body.\n", 4)


def test_blank_lines_before_the_front_matter_count_as_lines() -> None:
    assert split_front_matter("\n \t\n---\na: b\n---\nBody", "a.md") == FrontMatterText("a: b\n", 4, "Body", 6)


def test_three_dots_close_the_front_matter_too() -> None:
    assert split_front_matter("---\na: b\n...\nBody", "a.md") == FrontMatterText("a: b\n", 2, "Body", 4)


def test_spaces_after_the_hyphens_do_no_harm() -> None:
    assert split_front_matter("--- \na: b\n---\t \nBody", "a.md") == FrontMatterText("a: b\n", 2, "Body", 4)


def test_hyphens_in_the_body_belong_to_the_body() -> None:
    assert split_front_matter("---\na: b\n---\none\n---\ntwo\n", "a.md") == FrontMatterText(
        "a: b\n", 2, "one\n---\ntwo\n", 4
    )


def test_hyphens_within_a_line_or_indented_close_nothing() -> None:
    parts = split_front_matter("---\na: --- b\n ---\n----\n---\n", "a.md")
    assert parts == FrontMatterText("a: --- b\n ---\n----\n", 2, "", 6)


@pytest.mark.parametrize("text", ["---\n---\n", "---\n---"])
def test_front_matter_and_body_may_be_empty(text: str) -> None:
    assert split_front_matter(text, "a.md") == FrontMatterText("", 2, "", 3)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "\n---\ntitle: A\n\nBody.\n",
            "a.md:2:1: error: the front matter that begins here has no end | write a line `---` after its last field",
        ),
        (
            "---",
            "a.md:1:1: error: the front matter that begins here has no end | write a line `---` after its last field",
        ),
        (
            "\nJust text.\n",
            (
                "a.md:2:1: error: there is no front matter"
                " | begin the file with the lines `---`, `title: …`, `date: 2017-03-24` and `---`"
            ),
        ),
        (
            "",
            (
                "a.md:1:1: error: there is no front matter"
                " | begin the file with the lines `---`, `title: …`, `date: 2017-03-24` and `---`"
            ),
        ),
        ("+++\na = 1\n+++\n", "a.md:1:1: error: the front matter is TOML | write it as YAML, between lines `---`"),
        ('{"title": "A"}\n', "a.md:1:1: error: the front matter is JSON | write it as YAML, between lines `---`"),
        (";;;\n{}\n;;;\n", "a.md:1:1: error: the front matter is JSON | write it as YAML, between lines `---`"),
        (
            "  ---\na: b\n---\n",
            "a.md:1:3: error: the line that opens the front matter is indented | write `---` without spaces before it",
        ),
        (
            "-----\na: b\n---\n",
            "a.md:1:1: error: the front matter begins with `---`, not `-----` | write three hyphens",
        ),
    ],
)
def test_what_is_no_front_matter_is_told_with_a_way_out(text: str, line: str) -> None:
    problem = split_front_matter(text, "a.md")
    assert isinstance(problem, Problem)
    assert told((problem,)) == [line]
