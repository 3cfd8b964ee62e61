"""The rules of a `_headers` file, by which hosts of static sites send headers, applied to one answer.

The format is that of Netlify (docs.netlify.com, "Custom headers") and of Cloudflare Pages (developers.cloudflare.com,
"Headers"): a path in a line of its own, below it the headers for this path. Where the two differ, the stricter
reading is taken, so that what is seen here is what both send: a path is compared with its case and with the slash at
its end, and `:placeholder` is not filled in where it stands in a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

__all__ = ["HeaderRule", "header_rules", "headers_for"]

MOST_RULES = 1_000
"""Cloudflare reads 100, Netlify names no limit."""
LONGEST_TEXT = 1_000_000
LONGEST_LINE = 8_192
LONGEST_PATH = 4_096
"""No file has a longer name, so no rule is meant for it."""

OF_THE_CONNECTION = {"connection", "date", "keep-alive", "server", "trailer", "transfer-encoding", "upgrade"}
OF_THE_BODY = {"accept-ranges", "content-encoding", "content-length", "content-range"}
OF_THE_ANSWER = {"age", "allow", "location"}
OF_THE_BROWSER = {"alt-svc", "clear-site-data", "strict-transport-security"}
"""They outlive the answer: a browser would look for every site on this machine under https, or forget what it holds."""
NEVER_CHANGED = OF_THE_CONNECTION | OF_THE_BODY | OF_THE_ANSWER | OF_THE_BROWSER

NEVER_JOINED = "set-cookie"
"""A comma is part of its value (RFC 9110, section 5.3)."""

NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
SETS = re.compile(rf"(?P<name>{NAME})[ \t]*:[ \t]*(?P<value>[\t -~]+)")
"""A header: a token and a value in visible ASCII (RFC 9110, sections 5.1, 5.5 and 5.6.2)."""
REMOVES = re.compile(rf"![ \t]+(?P<name>{NAME})")
BEGINS_A_BLOCK = re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*://")
WITH_HOST = re.compile(r"https://[^/]+")
WITH_PORT = re.compile(r"https://[^/]*:[0-9]+(?:/|$)")

THIS_HOST = "https://localhost"
"""What a pattern with a host is compared with: hosts ignore the scheme and the port of a request."""

PART = re.compile(
    r"(?P<splat>\*+)|(?P<head>:[A-Za-z]\w*)(?P<rest>\**)|(?P<literal>(?:[^*:]|:(?![A-Za-z]))+)", re.ASCII | re.DOTALL
)


class HeaderRule(Struct, frozen=True):
    """Which headers are set and removed where the path matches: `/news/*`, `/:year/`, `https://example.org/*`."""

    pattern: str
    set: tuple[tuple[str, str], ...]
    removed: tuple[str, ...]


class Matcher(Struct, frozen=True):
    """A pattern as a machine whose states are bits: bit n stands for "the first n steps are done".

    A step takes one character (`literal` by character, `no_slash` for any but a slash) or stays where it is for as
    many as come (`anything`, or `segment` up to a slash). Nothing is tried twice: the time is that of the path times
    the length of the pattern in machine words.
    """

    literal: dict[str, int]
    no_slash: int
    segment: int
    anything: int
    end: int


def header_rules(text: str) -> tuple[HeaderRule, ...]:
    """Give the rules of a `_headers` file in their order; what cannot be understood is left out.

    A pattern with a host must begin with `https://` and have no port, as at Cloudflare. What follows a pattern that is
    not understood belongs to it and is left out too. The first 1,000 rules and the first million characters are read.
    """
    rules = (rule_of(pattern, lines) for pattern, lines in blocks_of(text))
    return tuple(islice((rule for rule in rules if rule), MOST_RULES))


def blocks_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Give each line with a pattern, and the lines up to the next one; what stands before the first belongs to none."""
    pattern, below = "", list[str]()
    for line in lines_of(text):
        if BEGINS_A_BLOCK.match(line):
            yield pattern, below
            pattern, below = line, []
        else:
            below.append(line)
    yield pattern, below


def lines_of(text: str) -> Iterator[str]:
    """Give the lines that say something, without their indentation, which hosts do not ask for either."""
    whole = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rpartition("\n")[0]
    lines = (line.strip(" \t\r") for line in whole.removeprefix("\N{BYTE ORDER MARK}").split("\n"))
    return (line for line in lines if line and not line.startswith("#"))


def rule_of(pattern: str, lines: Iterable[str]) -> HeaderRule | None:
    """Give the rule of a block, or nothing if it has no effect here."""
    if not is_understood(pattern):
        return None
    short = [line for line in lines if len(line) <= LONGEST_LINE]
    given = tuple((found["name"], found["value"]) for line in short if (found := SETS.fullmatch(line)))
    removed = tuple(found["name"] for line in short if (found := REMOVES.fullmatch(line)))
    rule = HeaderRule(
        pattern=pattern,
        set=tuple((name, value) for name, value in given if name.lower() not in NEVER_CHANGED),
        removed=tuple(name for name in removed if name.lower() not in NEVER_CHANGED),
    )
    return rule if rule.set or rule.removed else None


def is_understood(pattern: str) -> bool:
    """Tell whether a line is a path, or a path at a host."""
    if len(pattern) > LONGEST_LINE:
        return False
    return pattern.startswith("/") or bool(WITH_HOST.match(pattern) and not WITH_PORT.match(pattern))


def headers_for(path: str, rules: Sequence[HeaderRule], given: Mapping[str, str]) -> dict[str, str]:
    """Give the headers of an answer: those that the server would send, changed by every rule that matches, in order.

    The path is decoded and begins with a slash. Each rule first removes, then sets. What a rule sets takes the place
    of what the server would send, but is joined with a comma to what rules have set before (RFC 9110, section 5.3); a
    cookie, which cannot be joined, takes its place. A pattern with a host is compared with `localhost`, as the tools
    of Cloudflare do on one's own machine: what is meant for one host (`https://staging.example.org/*`) is not shown
    at another.
    """
    headers = {name.lower(): (name, value) for name, value in given.items()}
    set_by_rules = set[str]()
    for rule in rules:
        if not is_match(rule.pattern, path):
            continue
        for name in rule.removed:
            headers.pop(name.lower(), None)
        for name, value in rule.set:
            key = name.lower()
            former_name, former = headers.get(key, (name, ""))
            joins = former and key in set_by_rules and key != NEVER_JOINED
            headers[key] = (former_name, f"{former}, {value}" if joins else value)
            set_by_rules.add(key)
    return dict(headers.values())


def is_match(pattern: str, path: str) -> bool:
    """Tell whether a pattern covers the whole of a path."""
    if len(path) > LONGEST_PATH:
        return False
    machine = matcher(pattern)
    loops = machine.anything | machine.segment
    states = 1 | (loops & 1) << 1
    for character in path if pattern.startswith("/") else THIS_HOST + path:
        inside = character != "/"
        takes = machine.literal.get(character, 0) | (machine.no_slash if inside else 0)
        stays = machine.anything | (machine.segment if inside else 0)
        states = (states & takes) << 1 | (states & stays)
        if not states:
            return False
        states |= (states & loops) << 1
    return bool(states & machine.end)


@lru_cache(maxsize=MOST_RULES)
def matcher(pattern: str) -> Matcher:
    """Make the machine of a pattern: `*` takes any characters or none, `:name` one or more up to a slash.

    What else is written in the pattern may be percent-encoded. There are never two loops side by side: `**` is `*`,
    and what `:name*` takes is one character and then anything.
    """
    literal: dict[str, int] = {}
    no_slash = segment = anything = 0
    bit = 1
    for part in PART.finditer(pattern):
        if part["head"]:
            no_slash |= bit
            bit <<= 1
        if part["splat"] or part["rest"]:
            anything |= bit
            bit <<= 1
        elif part["head"]:
            segment |= bit
            bit <<= 1
        for character in unquote(part["literal"] or ""):
            literal[character] = literal.get(character, 0) | bit
            bit <<= 1
    return Matcher(literal=literal, no_slash=no_slash, segment=segment, anything=anything, end=bit)
