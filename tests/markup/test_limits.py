from __future__ import annotations

import pytest

from sitegen.markup.limits import limit_problem
from sitegen.markup.source_text import source_text


def message(text: str) -> str:
    problem = limit_problem(source_text(text), text)
    return f"{problem.location.line}: {problem.message}" if problem else ""


@pytest.mark.parametrize("markers", [">", "> ", "- ", "1. ", "> - "])
def test_nesting_deeper_than_anyone_means_is_told_at_its_line(markers: str) -> None:
    assert message(f"a\n\n{markers * 60}b") == "3: quotes or lists are nested more than 50 deep here"


def test_lists_nested_by_indentation_are_counted() -> None:
    text = "\n".join("    " * level + "- a" for level in range(60))
    assert message(text) == "51: quotes or lists are nested more than 50 deep here"


@pytest.mark.parametrize("text", ["- " * 100, "*" * 1000, "_ _ _ " * 50, "> " * 20 + "a", "|" * 1000, " " * 1000 + "a"])
def test_rules_and_drawings_are_no_nesting(text: str) -> None:
    assert message(text) == ""


@pytest.mark.parametrize("bracket", ["[", "!["])
def test_brackets_that_nobody_closes_are_told(bracket: str) -> None:
    assert message(f"a\n\n{bracket * 600}") == "3: more than 500 `[` from here on are not closed by `]`"


def test_tags_that_nobody_closes_are_told() -> None:
    assert message("a\n<a " * 600) == "2: more than 500 `<` from here on are not closed by `>`"


@pytest.mark.parametrize(
    "text", ["[a](b) " * 5000, "- [ ] a\n" * 5000, "<b>a</b> " * 5000, "1 < 2 " * 5000, "[0, 1)\n\n" * 5000]
)
def test_many_brackets_are_fine(text: str) -> None:
    assert message(text) == ""


@pytest.mark.parametrize("part", ["[", "]", "<", "<a", ">", "- ", "    ", "1. ", "* *\n", "a\n"])
def test_a_very_long_tangle_is_told_once_or_is_fine(part: str) -> None:
    assert message(part * (300_000 // len(part))).count("\n") == 0
