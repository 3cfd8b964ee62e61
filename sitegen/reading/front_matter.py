"""Where the front matter of an article ends and its body begins."""

from __future__ import annotations

import re

from msgspec import Struct

from sitegen.problems import Location, Problem, error

__all__ = ["FrontMatterText", "split_front_matter"]

OPENER = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?:\n|\Z)")
CLOSER = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
"""With the end of the line above."""
EXAMPLE = "begin the file with the lines `---`, `title: …`, `date: 2017-03-24` and `---`"


class FrontMatterText(Struct, frozen=True, gc=False):
    """The two parts of an article, and the line of the file on which each begins."""

    yaml: str
    yaml_line: int
    body: str
    body_line: int


def split_front_matter(text: str, path: str) -> FrontMatterText | Problem:
    """Split an article's text at the line `---` or `...` that closes its front matter."""
    opener = OPENER.match(text)
    if not opener:
        return opening_problem(text, path)
    yaml_line = text.count("\n", 0, opener.end()) + 1
    closer = CLOSER.search(text, opener.end() - 1)
    if not closer:
        opening_line = text.count("\n", 0, opener.end() - 1) + 1
        hint = "write a line `---` after its last field"
        return error("the front matter that begins here has no end", Location(path, opening_line, 1, 3), hint)
    yaml = text[opener.end() : closer.start() + 1]
    return FrontMatterText(yaml, yaml_line, text[closer.end() :], yaml_line + yaml.count("\n") + 1)


def opening_problem(text: str, path: str) -> Problem:
    """Say why an article's first line does not open its front matter."""
    blank = len(text) - len(text.lstrip("\n \t"))
    line = text.count("\n", 0, blank) + 1
    first = text[blank:].split("\n", 1)[0].rstrip()
    place = Location(path, line, blank - text.rfind("\n", 0, blank) if first else 1, len(first))
    if first.startswith("+++"):
        return error("the front matter is TOML", place, "write it as YAML, between lines `---`")
    if first.startswith((";;;", "{")):
        return error("the front matter is JSON", place, "write it as YAML, between lines `---`")
    if first == "---":
        return error("the line that opens the front matter is indented", place, "write `---` without spaces before it")
    if set(first) == {"-"}:
        return error(f"the front matter begins with `---`, not `{first}`", place, "write three hyphens")
    return error("there is no front matter", place, EXAMPLE)
