"""The YAML of nearly every front matter, read in one pass: fields with texts, lists of texts or groups of texts.

What is written in any other way, or could mean anything else to YAML, is left to `yaml_document`.
"""

from __future__ import annotations

import re

from sitegen.problems import Location
from sitegen.reading.yaml_values import YamlField, YamlFields, YamlList, YamlNode, YamlText

__all__ = ["flat_fields"]

USUAL = re.compile("[\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*+")
"""Neither tabs nor what YAML takes for a line end or forbids."""
PLAIN = r"[\w/(] [^\n:\#]*+ (?: :[^ \n:\#] [^\n:\#]*+ )*+"
"""A text without quotes, in which no `:` and no `#` can be anything but a character."""
DOUBLE = r'[^"\\\n]*+'
SINGLE = r"[^'\n]*+ (?: '' [^'\n]*+ )*+"
SCALAR = rf""" {PLAIN} | "{DOUBLE}" | '{SINGLE}' """
"""A text in one line."""
WRAP = r"\n[ ]*+ (?![ \n\"'])"
WRAPPED = (
    rf""" {PLAIN} (?: \n[ ]++ {PLAIN} )*+ | "{DOUBLE} (?: {WRAP} {DOUBLE} )*+" | '{SINGLE} (?: {WRAP} {SINGLE} )*+' """
)
"""A text in one line or more, none of them empty."""
ENTRY = rf""" [\w/(] [^\n:\#,?[\]{{}}]*+ | "{DOUBLE}" | '{SINGLE}' """
ENTRIES = rf"\[ [ ]*+ (?: (?: {ENTRY} ) [ ]*+ (?: ,[ ]*+ (?: {ENTRY} ) [ ]*+ )*+ )? \]"
"""A list in brackets, between which more signs have a meaning."""
NAME = "[A-Za-z_][A-Za-z0-9_-]{0,99}"
BLANK = r"(?: (?: \#[^\n]*+ )? \n )*+"
"""Empty lines and comments."""
FIELD = re.compile(
    rf"""
    (?P<name> {NAME} ) :
    (?:
        [ ]++ (?:
            (?P<scalar> {WRAPPED} )
          | (?P<entries> {ENTRIES} )
          | (?P<block> [|>]-? (?P<margin> \n[ ]++ ) [^ \n][^\n]*+ (?: (?P=margin) [^ \n][^\n]*+ )*+ )
        )
      | [ ]*+ (?P<items> (?P<dash> \n[ ]*+-[ ] ) [ ]*+ (?: {SCALAR} ) [ ]*+
            (?: (?P=dash) [ ]*+ (?: {SCALAR} ) [ ]*+ )*+ )
      | [ ]*+ (?P<group> (?P<step> \n[ ]++ ) {NAME} :[ ]++ (?: {SCALAR} | {ENTRIES} ) [ ]*+
            (?: (?P=step) {NAME} :[ ]++ (?: {SCALAR} | {ENTRIES} ) [ ]*+ )*+ )
      |
    )
    [ ]*+ \n {BLANK} (?![ ])
    """,
    re.VERBOSE,
)
"""A field up to the next one, whose name stands at the beginning of a line."""
BEGINNING = re.compile(rf"{BLANK} (?= {NAME} : )", re.VERBOSE)
EACH_ENTRY = re.compile(ENTRY, re.VERBOSE)
LINE_END = re.compile(" *\n *")


def flat_fields(text: str, path: str, first_line: int) -> YamlFields | None:
    """Give the same as `parse_yaml` does for a text that is flat and has no problem; None for every other."""
    beginning = BEGINNING.match(text)
    if not beginning or not USUAL.fullmatch(text):
        return None
    fields: dict[str, YamlField] = {}
    start = end = beginning.end()
    line = first = first_line + text.count("\n", 0, start)
    while found := FIELD.match(text, end):
        name, value = found["name"], value_of(found, path, line)
        if name in fields or value is None:
            return None
        fields[name] = YamlField(Location(path, line, 1, len(name)), value)
        line += text.count("\n", end, end := found.end())
    if end < len(text):
        return None
    return YamlFields(fields, Location(path, first, 1, text.index("\n", start) - start))


def value_of(found: re.Match[str], path: str, line: int) -> YamlNode | None:
    """Give the value of a field, whose name stands on a line; None when two fields of its group have one name."""
    kind = found.lastgroup or ""
    written = found[kind]
    column = found.start(kind) - found.start() + 1
    match kind:
        case "scalar":
            return scalar(written, path, line, column)
        case "entries":
            return entries_of(written, path, line, column)
        case "items":
            return items_of(written, path, line + 1)
        case "group":
            return group_of(written, path, line + 1)
        case "block":
            head, *lines = written.split(found["margin"])
            text = (" " if head[0] == ">" else "\n").join(lines)
            return YamlText(text if head[1:] else f"{text}\n", Location(path, line, column, len(head)), plain=False)
    return YamlText("", Location(path, line, len(written) + 2, 1))


def scalar(written: str, path: str, line: int, column: int) -> YamlText:
    """Give a text; its place ends with its first line."""
    written = written.rstrip(" ")
    width = len(written)
    if "\n" in written:
        width, written = written.index("\n"), LINE_END.sub(" ", written)
    place = Location(path, line, column, width)
    if written[0] == '"':
        return YamlText(written[1:-1], place, plain=False)
    if written[0] == "'":
        return YamlText(written[1:-1].replace("''", "'"), place, plain=False)
    return YamlText(written, place)


def entries_of(written: str, path: str, line: int, column: int) -> YamlList:
    """Give a list that is written in one line."""
    entries = [scalar(entry[0], path, line, column + entry.start()) for entry in EACH_ENTRY.finditer(written)]
    return YamlList(tuple(entries), Location(path, line, column, len(written)))


def items_of(written: str, path: str, line: int) -> YamlList:
    """Give a list that has a line for each of its items and begins on one."""
    items = []
    _, *lines = written.split("\n")
    for number, item in enumerate(lines, start=line):
        text = item.lstrip(" -")
        items.append(scalar(text, path, number, len(item) - len(text) + 1))
    indent = lines[0].index("-")
    return YamlList(tuple(items), Location(path, line, indent + 1, len(lines[0]) - indent))


def group_of(written: str, path: str, line: int) -> YamlFields | None:
    """Give fields that have a line each and begin on one; None when two of them have one name."""
    fields = {}
    _, *lines = written.split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    for number, text in enumerate(lines, start=line):
        name, _, rest = text[indent:].partition(":")
        value = rest.strip(" ")
        place = Location(path, number, indent + 1, len(name))
        read = entries_of if value[0] == "[" else scalar
        fields[name] = YamlField(place, read(value, path, number, text.index(value, indent + len(name) + 1) + 1))
    if len(fields) < len(lines):
        return None
    return YamlFields(fields, Location(path, line, indent + 1, len(lines[0]) - indent))
