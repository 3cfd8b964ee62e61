"""Texts that no author means and that an engine would choke on: nested far too deep, or full of unclosed brackets."""

from __future__ import annotations

import re
from itertools import accumulate

from sitegen.markup.source_text import SourceText
from sitegen.problems import Problem, error

__all__ = ["limit_problem", "recursion_problem"]

DEEPEST_NESTING = 50
MOST_UNCLOSED = 500

MARKER = r"(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])"
NESTED_LINE = re.compile(
    rf"\n(?=[ \t>+*\d-])(?![ \t]*([-*_])(?:[ \t]*\1)*+[ \t]*(?:\n|\Z))"  # a line of dashes is a rule
    rf"(?:(?:[ \t]*{MARKER}){{{DEEPEST_NESTING + 1}}}|(?:[ ]{{4}}|\t){{{DEEPEST_NESTING}}}[ \t]*{MARKER})"
)
UNCLOSED_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*+(?!>)")
PARAGRAPH = re.compile(r"(?:.++\n?+)++")
STEPS = {"[": 1, "]": -1}


def limit_problem(source: SourceText, prose: str) -> Problem | None:
    """Say which part of a text is too tangled to be read, if one is; takes time in proportion to the text."""
    if nested := NESTED_LINE.search(f"\n{prose}"):
        return error(
            f"quotes or lists are nested more than {DEEPEST_NESTING} deep here",
            source.place(nested.start()),
            "take the `>` or list markers away that are not meant, or put the text between lines of ```",
        )
    if prose.count("<") > MOST_UNCLOSED:
        unclosed = list(UNCLOSED_TAG.finditer(prose))
        if len(unclosed) > MOST_UNCLOSED:
            return unclosed_problem(source, unclosed[0].start(), "<", ">", "&lt;")
    if prose.count("[") > MOST_UNCLOSED:
        for paragraph in PARAGRAPH.finditer(prose):
            if most_unclosed(paragraph.group()) > MOST_UNCLOSED:
                return unclosed_problem(source, prose.index("[", paragraph.start()), "[", "]", "\\[")
    return None


def most_unclosed(paragraph: str) -> int:
    """Give how many `[` are open at once, at most."""
    return max(accumulate(STEPS[bracket] for bracket in re.findall(r"[\[\]]", paragraph)), default=0)


def unclosed_problem(source: SourceText, start: int, opening: str, closing: str, escaped: str) -> Problem:
    """Say that a bracket is opened again and again."""
    return error(
        f"more than {MOST_UNCLOSED} `{opening}` from here on are not closed by `{closing}`",
        source.place(start, 1),
        f"close them, write `{escaped}` for each that is only a character, or put the text between lines of ```",
    )


def recursion_problem(source: SourceText) -> Problem:
    """Say that an engine gave up for depth, at the line that opens most."""
    lines = source.text.split("\n")
    line = max(range(len(lines)), key=lambda index: sum(map(lines[index].count, "<[*_>")))
    return error(
        "this text is nested too deep to be read",
        source.place(sum(len(before) + 1 for before in lines[:line])),
        "nest quotes, lists, emphasis and HTML less deep",
    )
