"""Why Jinja cannot read a template, in the words and at the place that help its author."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError
from jinja2.environment import Environment

from sitegen.problems import Location, Problem, error, place_at
from sitegen.reading.nearest import did_you_mean
from sitegen.theming.template_text import TemplateText

__all__ = ["place_in", "problem_of_syntax"]

NO_FILTER = re.compile(r"No (?P<kind>filter|test) named '(?P<name>[^']*)'")
UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(?P<name>[^']*)'")
TO_BE_CLOSED = re.compile(r"The innermost block that needs to be closed is '(?P<name>[^']*)'")
TAGS = ("if", "for", "set", "block", "extends", "include", "import", "from", "macro", "call", "filter", "with", "trans")
BLOCK_TAG = re.compile(r"\{%[-+]?\s*(?P<end>end)?(?P<name>\w+)")
PIECE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|(?P<open>\{\{|\{%|\{#)", re.DOTALL)
CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}


def problem_of_syntax(fault: TemplateSyntaxError, template: TemplateText, environment: Environment) -> Problem:
    """Word what Jinja could not read."""
    said = (fault.message or "").rstrip(".")
    if found := NO_FILTER.search(said):
        known = environment.filters if found["kind"] == "filter" else environment.tests
        place = place_in(template, fault.lineno, found["name"])
        return error(f"there is no {found['kind']} `{found['name']}`", place, did_you_mean(found["name"], known))
    unclosed = TO_BE_CLOSED.search(said)
    if found := UNKNOWN_TAG.search(said):
        return unknown_tag(found["name"], unclosed["name"] if unclosed else "", fault.lineno, template)
    if unclosed:
        place = place_of_unclosed(unclosed["name"], template) or Location(template.shown_as, fault.lineno)
        hint = f"write `{{% end{unclosed['name']} %}}` where it ends"
        return error(f"`{{% {unclosed['name']} %}}` is not closed", place, hint)
    opener = unclosed_opener(template.text, fault.lineno)
    if opener is not None:
        sign = template.text[opener : opener + 2]
        message = f"the `{sign}` that opens here is not closed"
        place = place_at(template.shown_as, template.text, opener, 2)
        return error(message, place, f"write `{CLOSERS[sign]}` at its end")
    return error(f"this template cannot be read: {lower_first(said)}", piece_at(template, fault.lineno))


def unknown_tag(name: str, unclosed: str, line: int, template: TemplateText) -> Problem:
    """Say that there is no such tag, or that it closes nothing here."""
    place = place_in(template, line, name)
    if name.startswith("end") and name.removeprefix("end") in TAGS:
        hint = f"write `{{% end{unclosed} %}}` before it" if unclosed else "delete it"
        return error(f"`{{% {name} %}}` closes nothing that is open here", place, hint)
    tags = ", ".join(f"`{tag}`" for tag in TAGS)
    return error(f"there is no tag `{name}`", place, did_you_mean(name, TAGS, f"tags of Jinja: {tags}"))


def place_of_unclosed(name: str, template: TemplateText) -> Location | None:
    """Give the place of the innermost tag of a name that is never closed."""
    open_tags: list[re.Match[str]] = []
    for tag in BLOCK_TAG.finditer(template.text):
        if tag["name"] != name:
            continue
        if not tag["end"]:
            open_tags.append(tag)
        elif open_tags:
            open_tags.pop()
    if not open_tags:
        return None
    start = open_tags[-1].start()
    end = template.text.find("%}", start) + 2
    return place_at(template.shown_as, template.text, start, end - start)


def unclosed_opener(text: str, line: int) -> int | None:
    """Give the offset of the last `{{`, `{%` or `{#` up to a line, if what it opens is not closed on its own line."""
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    end = text.find("\n", start) if "\n" in text[start:] else len(text)
    openers = [found.start() for found in re.finditer(r"\{[{%#]", text[:end])]
    if not openers:
        return None
    last = openers[-1]
    closed = text.find(CLOSERS[text[last : last + 2]], last, end) > 0
    return None if closed else last


def piece_at(template: TemplateText, line: int) -> Location:
    """Give the place of the only tag or value in a line, else the whole line."""
    text = template.text.split("\n")[line - 1] if line <= template.text.count("\n") + 1 else ""
    pieces = list(PIECE.finditer(text))
    if len(pieces) != 1:
        return Location(template.shown_as, line)
    return Location(template.shown_as, line, pieces[0].start() + 1, len(pieces[0][0]))


def lower_first(text: str) -> str:
    """Write a sentence as a part of another."""
    return text[:1].lower() + text[1:]


def place_in(template: TemplateText, line: int, words: str) -> Location:
    """Give the place of words in a template, at or soon after the line that Jinja tells."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    for number, text in enumerate(template.text.split("\n")[line - 1 : line + 4], line):
        if found := whole.search(text):
            return Location(template.shown_as, number, found.start() + 1, len(words))
    return Location(template.shown_as, line)
