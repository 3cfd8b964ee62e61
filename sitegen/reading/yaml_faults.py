"""What libyaml and PyYAML complain of, in the words of an editor.

Both say the same things with slightly different messages; a phrase that both use tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from msgspec import Struct
from yaml import MarkedYAMLError, YAMLError

from sitegen.problems import Location, Problem, error
from sitegen.reading.yaml_values import ODD_SPACES

__all__ = ["FLATTER", "MAX_DEPTH", "TOO_DEEP", "Mark", "problem_of"]

MAX_DEPTH = 50
"""How deep lists and fields may stand in one another."""
TOO_DEEP = f"more than {MAX_DEPTH} lists or fields stand inside one another here"
FLATTER = "write it flatter"

ORDINARY_FIELD = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[^\s:#'\"{\[-][^:#'\"{\[]*?) *:(?:\s+(?P<value>.*))?$")
ODD_SPACE = re.compile(rf"\s*(?:- +)*[\w-]+:(?P<odd>[{ODD_SPACES}]+)")
"""A space after the name of a field that is none to YAML."""
QUOTES = "\"'"
OPENING_QUOTE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>[\"'])")
"""The beginning of a line up to a quote that opens a value, if no other one is open."""
QUOTED_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>[\"'])(?P<rest>.*)")
SHORT = 50
CHECK_THE_LINE = "check the quotes, colons and indentation of this line and the one above"


class Mark(Protocol):
    """A place as PyYAML's two readers give it, counted from 0."""

    @property
    def index(self) -> int:
        """Characters before it in the whole text."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


class Fault(Struct, frozen=True):
    """A complaint of PyYAML: what it says, where it noticed, and where that began."""

    said: str
    during: str
    line: int
    column: int
    start_line: int
    start_column: int
    lines: list[str]
    first_line: int = 1

    @property
    def text(self) -> str:
        """The line on which the fault was noticed."""
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def character(self) -> str:
        """The character at which the fault was noticed."""
        return self.text[self.column : self.column + 1]

    @property
    def opening(self) -> str:
        """The character that began what could not be finished."""
        return self.lines[self.start_line][self.start_column : self.start_column + 1]


class Finding(Struct, frozen=True):
    """What to tell, and where: line and column from 0."""

    message: str
    hint: str
    line: int
    column: int
    width: int = 1


def problem_of(fault: YAMLError, text: str, path: str, first_line: int) -> Problem:
    """Say in an editor's words why a YAML text cannot be read."""
    if not isinstance(fault, MarkedYAMLError):
        return error("this is no readable YAML", Location(path, first_line), "look for characters that are not shown")
    lines = text.split("\n")
    noticed: Mark | None = fault.problem_mark or fault.context_mark
    started: Mark | None = fault.context_mark or noticed
    if noticed is None or started is None:
        return error(f"this is no readable YAML: {fault.problem}", Location(path, first_line), CHECK_THE_LINE)
    noticed_line = min(noticed.line, len(lines) - 1)
    known = Fault(
        str(fault.problem or ""),
        str(fault.context or ""),
        noticed_line,
        noticed.column if noticed_line == noticed.line else len(lines[-1]),
        min(started.line, len(lines) - 1),
        started.column,
        lines,
        first_line,
    )
    found = finding_of(known)
    return error(found.message, Location(path, found.line + first_line, found.column + 1, found.width), found.hint)


def finding_of(fault: Fault) -> Finding:
    """Choose the explanation that fits a fault."""
    if "\t" in fault.text[: fault.column + 1] and not fault.text[: fault.column + 1].strip():
        return tab_in_indentation(fault)
    for line in (fault.start_line, fault.line, line_above(fault)):
        if found := ODD_SPACE.match(fault.lines[line]):
            message, hint = "this is a non-breaking space, as word processors write it", "type an ordinary space"
            return Finding(message, hint, line, found.start("odd"), len(found["odd"]))
    for phrase, explain in EXPLANATIONS.items():
        if phrase in fault.said:
            return explain(fault)
    return Finding(f"this is no readable YAML: {fault.said}", CHECK_THE_LINE, fault.line, fault.column)


def too_deep(fault: Fault) -> Finding:
    """Explain lists and fields that stand in one another without end."""
    return Finding(TOO_DEEP, FLATTER, fault.line, fault.column)


def tab_in_indentation(fault: Fault) -> Finding:
    """Explain a tab before the first character of a line."""
    return Finding("this line is indented with a tab", "indent with spaces", fault.line, fault.text.index("\t"))


def in_quotes(fault: Fault, line: int) -> str:
    """Show the field of a line with its value in quotes."""
    found = ORDINARY_FIELD.match(fault.lines[line])
    if not found or not found["value"]:
        return "put the text in quotes"
    value = found["value"].strip()
    shown = value if len(value) <= SHORT else f"{value[:SHORT]}…"
    quoted = f"'{shown}'" if '"' in shown or "\\" in shown else f'"{shown}"'
    return f"put the text in quotes: `{found['name'].strip()}: {quoted}`"


def colon_in_text(fault: Fault) -> Finding:
    """Explain a second colon in a line, or a colon that belongs to a line which continues another."""
    if ":" in fault.text[: fault.column] or fault.line == 0:
        hint = in_quotes(fault, fault.line)
        return Finding(
            "a `:` with a space after it cannot stand in a text without quotes", hint, fault.line, fault.column
        )
    above = line_above(fault)
    text = fault.lines[above]
    indent = len(text) - len(text.lstrip())
    if ":" not in text:
        return Finding("this line is no field", "write it as `name: value`", above, indent, len(text.strip()))
    if ": " not in text:
        return Finding("a space is missing after `:`", "write it as `name: value`", above, text.index(":"))
    start = len(fault.text) - len(fault.text.lstrip())
    message = "this line is indented as if it went on with the text of the line above"
    return Finding(message, "begin it in the same column as the line above", fault.line, start, fault.column - start)


def line_above(fault: Fault) -> int:
    """Give the nearest line above that is not blank."""
    return next((line for line in range(fault.line - 1, -1, -1) if fault.lines[line].strip()), fault.line)


def unfinished_text(fault: Fault) -> Finding:
    """Explain a quoted text that never ends."""
    message = "the quote that opens here is not closed"
    return Finding(message, f"write `{fault.opening}` at the end of the text", fault.start_line, fault.start_column)


def unfinished_collection(fault: Fault) -> Finding:
    """Explain a list in brackets or fields in braces that never end."""
    bracket, closer, what = ("[", "]", "list") if "sequence" in fault.during else ("{", "}", "group of fields")
    hint = f"write `{closer}` at its end, and `,` between its parts; put a text with `{closer}` or `,` in quotes"
    return Finding(f"the {what} that `{bracket}` opens here is not closed", hint, fault.start_line, fault.start_column)


def forbidden_start(fault: Fault) -> Finding:
    """Explain a text that begins with a character that YAML reserves."""
    message = f"a text without quotes cannot begin with `{fault.character}`"
    return Finding(message, in_quotes(fault, fault.line), fault.line, fault.column)


def reference_to_nothing(fault: Fault) -> Finding:
    """Explain a text that begins with `*`, `&` or `!` and so means something else to YAML."""
    sign = fault.opening if fault.opening in set("*&!") else "*"
    message = f"a text without quotes cannot begin with `{sign}`"
    return Finding(message, in_quotes(fault, fault.start_line), fault.start_line, fault.start_column)


def tag_of_its_own(fault: Fault) -> Finding:
    """Explain a text that begins with `!`, which would be a type to YAML."""
    line, column = (fault.start_line, fault.start_column) if fault.opening == "!" else (fault.line, fault.column)
    return Finding("a text without quotes cannot begin with `!`", in_quotes(fault, line), line, column)


def directive(fault: Fault) -> Finding:
    """Explain a line that begins with `%`, which would be a direction to YAML."""
    line = fault.start_line if fault.lines[fault.start_line].startswith("%") else fault.line
    return Finding("a line cannot begin with `%`", "put the text in quotes, or indent it", line, 0)


def question_mark(fault: Fault) -> Finding:
    """Explain a `?` before a space, which would begin the name of a field to YAML."""
    hint = in_quotes(fault, fault.line)
    return Finding("a text without quotes cannot begin with `? `", hint, fault.line, fault.column)


def colon_in_list(fault: Fault) -> Finding:
    """Explain a colon that YAML takes for the end of a name, in brackets or braces."""
    message = "this `:` cannot stand in a text without quotes"
    return Finding(message, "put the text in quotes", fault.line, fault.column)


def tab_instead_of_spaces(fault: Fault) -> Finding:
    """Explain a tab where the indentation of a text goes on."""
    return Finding("this line is indented with a tab", "indent with spaces", fault.line, fault.column)


def misplaced_line(fault: Fault) -> Finding:
    """Explain a line, or a part of one, where a field was expected."""
    before, after = fault.text[: fault.column].rstrip(), fault.text[fault.column :].rstrip()
    width = max(len(after), 1)
    if (found := OPENING_QUOTE.fullmatch(before)) and (opened := line_left_open(fault, found["quote"])) is not None:
        message, hint = "the quote that opens here is not closed", f"write `{found['quote']}` at the end of the text"
        return Finding(message, hint, opened, fault.lines[opened].index(found["quote"]))
    if before and before[-1] in QUOTES:
        hint = "use the other kind of quotes around the whole text, or write the inner ones twice (`''`)"
        return Finding("the text goes on after its closing quote", hint, fault.line, fault.column, width)
    if after[:1] in {"]", "}"}:
        return Finding(
            f"this `{after[0]}` closes nothing", "delete it, or put the text in quotes", fault.line, fault.column
        )
    if before.strip():
        hint = in_quotes(fault, fault.line)
        return Finding("this part of the line belongs to nothing", hint, fault.line, fault.column, width)
    hint = "begin the fields of one group in the same column"
    message = "the indentation of this line fits no line above"
    if after.startswith("-"):
        hint = "begin all entries of a list in the same column, below the name of their field"
    return Finding(message, hint, fault.line, fault.column, width)


def line_left_open(fault: Fault, quote: str) -> int | None:
    """Give the nearest line above whose value begins with a quote and does not end with it; none without one."""
    for line in range(fault.line - 1, -1, -1):
        found = QUOTED_VALUE.fullmatch(fault.lines[line])
        if found and found["quote"] == quote:
            return None if found["rest"].rstrip().endswith(quote) else line
    return None


def not_in_the_list(fault: Fault) -> Finding:
    """Explain a line that stands where the next entry of a list was expected."""
    message = f"this line is no entry of the list that begins on line {fault.start_line + fault.first_line}"
    hint = "begin it with `- `, or indent it like the field that it is"
    return Finding(message, hint, fault.line, fault.column, max(len(fault.text) - fault.column, 1))


def line_without_colon(fault: Fault) -> Finding:
    """Explain a line that is neither a field nor, by its indentation, part of the text above."""
    text = fault.lines[fault.start_line]
    hint = "write it as `name: value`; indent it if it goes on with the text above"
    width = len(text) - fault.start_column
    return Finding("this line is no field", hint, fault.start_line, fault.start_column, max(width, 1))


def list_beside_name(fault: Fault) -> Finding:
    """Explain a `-` in the line of its field's name."""
    hint = "begin the list on the next line, or put a text that begins with `-` in quotes"
    return Finding("a list cannot begin in the line of its field", hint, fault.line, fault.column)


def value_missing(fault: Fault) -> Finding:
    """Explain a `,`, `]` or `}` where a value was expected."""
    sign = f"`{fault.character}`" if fault.character else "the end"
    return Finding(f"a value is missing before {sign}", in_quotes(fault, fault.line), fault.line, fault.column)


def unknown_escape(fault: Fault) -> Finding:
    """Explain a backslash that means nothing."""
    written = fault.text[: fault.column + 2]
    escape = written[max(written.rfind("\\"), 0) :].rstrip('"')
    hint = f"write `\\{escape}`, or use single quotes, in which `\\` is only a character"
    return Finding(f"`{escape}` has no meaning in double quotes", hint, fault.line, fault.column)


def second_document(fault: Fault) -> Finding:
    """Explain `---` or `...` in a file that may hold one document."""
    hint = "keep one document in a file; check the indentation if you meant to go on"
    return Finding("a second document begins here", hint, fault.line, fault.column, max(len(fault.text.strip()), 1))


def second_anchor(fault: Fault) -> Finding:
    """Explain one `&name` on two values."""
    hint = "put a text that begins with `&` in quotes, or choose another name"
    return Finding("this `&` name is given twice", hint, fault.line, fault.column)


def block_text_head(fault: Fault) -> Finding:
    """Explain what cannot stand beside `|` or `>`."""
    hint = "begin the text on the next line, indented; put a text that begins with `|` or `>` in quotes"
    return Finding("this cannot stand beside `|` or `>`", hint, fault.line, fault.column)


EXPLANATIONS: dict[str, Callable[[Fault], Finding]] = {
    "mapping values are not allowed": colon_in_text,
    "found unexpected end of stream": unfinished_text,
    "found unexpected document": unfinished_text,
    "',' or": unfinished_collection,
    "cannot start any token": forbidden_start,
    "expected alphabetic or numeric": reference_to_nothing,
    "found undefined alias": reference_to_nothing,
    "tag handle": tag_of_its_own,
    "whitespace or line break": tag_of_its_own,
    "expected '>'": tag_of_its_own,
    "URI": tag_of_its_own,
    "directive": directive,
    "non-alphabetical": directive,
    "mapping keys are not allowed": question_mark,
    "unexpected ':'": colon_in_list,
    "tab character": tab_instead_of_spaces,
    "'-' indicator": not_in_the_list,
    "did not find expected key": misplaced_line,
    "expected <block end>": misplaced_line,
    "expected <document start>": misplaced_line,
    "'<document start>'": misplaced_line,
    "could not find expected ':'": line_without_colon,
    "sequence entries are not allowed": list_beside_name,
    "node content": value_missing,
    "unknown escape character": unknown_escape,
    "escape sequence": unknown_escape,
    "hexdecimal": unknown_escape,
    "invalid Unicode character": unknown_escape,
    "another document": second_document,
    "second occurrence": second_anchor,
    "comment or line break": block_text_head,
    "comment or a line break": block_text_head,
    "nesting depth": too_deep,
}
"""The phrases by which libyaml and PyYAML are understood."""
