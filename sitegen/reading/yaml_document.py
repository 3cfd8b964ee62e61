"""YAML as authors mean it: read strictly, with a place for every value and a problem for every doubt."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import islice
from typing import Protocol

import yaml
from msgspec.structs import replace
from yaml.composer import Composer
from yaml.events import CollectionEndEvent, CollectionStartEvent, Event
from yaml.nodes import Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from sitegen.problems import Location, Note, Problem, error, place_at, warning
from sitegen.reading.yaml_faults import FLATTER, MAX_DEPTH, TOO_DEEP, Mark, problem_of
from sitegen.reading.yaml_values import YamlField, YamlFields, YamlList, YamlNode, YamlText

try:
    from yaml._yaml import CParser
except ImportError:  # pragma: no cover  (PyYAML without its C library)
    CParser = None  # type: ignore[assignment, misc]

__all__ = ["FASTEST", "InC", "InPython", "parse_yaml"]

SAFE_NESTING = 1000
"""So many levels fit into the smallest stack of a thread (512 kB); PyYAML's composer in C recurses unchecked."""
NODES_FOR_A_CHARACTER = 10
"""Without aliases a text has fewer nodes than characters; so many more may aliases make of it."""

PLAIN = "plain"
QUOTED = "quoted"
MERGE_KEY = "<<"
KNOWN_TAGS = {PLAIN, QUOTED}.union(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")
)
UNICODE_LINE_ENDS = re.compile("[\u2028\u2029]")
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


class Untyped:
    """Leaves scalars as they are: only their quotes are remembered, in place of a tag."""

    def descend_resolver(self, *_: object) -> None:
        """Have nothing to prepare."""

    def ascend_resolver(self) -> None:
        """Have nothing to tidy up."""

    def resolve(self, kind: type[Node], _value: object, implicit: tuple[bool, bool]) -> str:
        """Give the tag of a node that has none."""
        return PLAIN if kind is ScalarNode and implicit[0] else QUOTED


class InPython(Untyped, Reader, Scanner, Parser, Composer):
    """PyYAML's own reader."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


class ComposesYaml(Protocol):
    """What both readers of PyYAML can do."""

    def __init__(self, text: str) -> None: ...

    def get_event(self) -> Event | None:
        """Give the next step through the text."""

    def get_single_node(self) -> Node | None:
        """Give the whole document."""


if CParser is None:  # pragma: no cover
    InC = InPython
else:

    class InC(Untyped, CParser):  # type: ignore[no-redef]
        """libyaml's reader, twenty times as fast."""


FASTEST: type[ComposesYaml] = InC


class Refused(Exception):
    """The text cannot be used at all; carries why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.message)


def parse_yaml(
    text: str,
    path: str,
    first_line: int = 1,
    composer: type[ComposesYaml] = FASTEST,
    may_repeat: Collection[str] = (),
) -> tuple[YamlNode | None, tuple[Problem, ...]]:
    """Read one YAML document; its first line is line `first_line` of the file. None when it cannot be read.

    A field that is written twice is an error; for the names in `may_repeat`, which nobody here reads, a warning.
    """
    lines = UNICODE_LINE_ENDS.sub(" ", text)
    reading = Reading(lines, path, first_line, may_repeat)
    if lines != text:
        reading.tell_unicode_line_ends(text)
    try:
        refuse_deep_nesting(lines, reading, composer)
        root = composer(lines).get_single_node()
        node = reading.node_of(root, 0) if root else YamlText("", Location(path, first_line, 1))
    except Refused as refusal:
        return None, (*reading.problems, refusal.problem)
    except yaml.YAMLError as fault:
        return None, (*reading.problems, problem_of(fault, lines, path, first_line))
    return node, tuple(reading.problems)


def refuse_deep_nesting(text: str, reading: Reading, composer: type[ComposesYaml]) -> None:
    """Look at the depth of a text before it is composed, where it could be too deep for that.

    Every level needs one of these characters, so most texts need no look.
    """
    if sum(map(text.count, "[{-?:")) <= SAFE_NESTING:
        return
    depth = 0
    parser = composer(text)
    while event := parser.get_event():
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH and event.start_mark:
                raise Refused(too_deep(reading.place(event.start_mark, event.start_mark)))
        elif isinstance(event, CollectionEndEvent):
            depth -= 1


def too_deep(place: Location) -> Problem:
    """Say that lists and fields stand in one another without end."""
    return error(TOO_DEEP, place, FLATTER)


class Reading:
    """One document on its way from PyYAML's nodes to ours; collects its problems."""

    def __init__(self, text: str, path: str, first_line: int, may_repeat: Collection[str] = ()) -> None:
        self.text = text
        self.may_repeat = may_repeat
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.nodes_left = NODES_FOR_A_CHARACTER * len(text) + NODES_FOR_A_CHARACTER

    def place(self, start: Mark, end: Mark) -> Location:
        """Give the place between two marks, at most to the end of the first line."""
        index, line = start.index, start.line
        end_index = end.index if end.line == line else self.text.find("\n", index)
        return Location(self.path, line + self.first_line, start.column + 1, max(end_index - index, 1))

    def tell_unicode_line_ends(self, text: str) -> None:
        """Warn of U+2028 and U+2029, which end a line in YAML 1.1 and nowhere else."""
        for found in islice(UNICODE_LINE_ENDS.finditer(text), 1):
            here = place_at(self.path, text, found.start(), 1)
            place = replace(here, line=here.line + self.first_line - 1)
            message = f"the invisible line end U+{ord(found[0]):04X} is read as a space"
            self.problems.append(warning(message, place, "delete it"))

    def node_of(self, node: Node, depth: int) -> YamlNode:
        """Check one node and give ours. Raises `Refused` for what nobody could have meant."""
        place = self.place(node.start_mark, node.end_mark)
        self.nodes_left -= 1
        if depth > MAX_DEPTH:
            raise Refused(too_deep(place))
        if self.nodes_left < 0:
            raise Refused(error("aliases repeat this text without end", place, "write out what you mean"))
        if node.tag not in KNOWN_TAGS:
            self.problems.append(error("a `!` has a meaning of its own in YAML", place, "put the text in quotes"))
        if isinstance(node, ScalarNode):
            return self.text_of(node, place)
        if isinstance(node, SequenceNode):
            return YamlList(tuple([self.node_of(item, depth + 1) for item in node.value]), place)
        return YamlFields(self.fields_of(node, depth + 1), place)

    def text_of(self, node: ScalarNode, place: Location) -> YamlText:
        r"""Give a scalar, and refuse control characters that were smuggled in by `\x07`."""
        value: str = node.value
        if node.style == '"' and (found := UNSHOWABLE.search(value)):
            message = f"the control character U+{ord(found[0]):04X} must not be in a text"
            self.problems.append(error(message, place, "delete its escape"))
            value = UNSHOWABLE.sub(" ", value)
        return YamlText(value, place, node.tag == PLAIN)

    def fields_of(self, node: Node, depth: int) -> dict[str, YamlField]:
        """Give the fields of a mapping, each name once."""
        fields: dict[str, YamlField] = {}
        for name_node, value_node in node.value:
            value = self.node_of(value_node, depth)
            place = self.place(name_node.start_mark, name_node.end_mark)
            if name_node.tag not in KNOWN_TAGS:
                self.problems.append(error("the name of a field cannot begin with `!`", place, "put it in quotes"))
            elif fault := fault_of_name(name_node, place):
                self.problems.append(fault)
            elif name_node.value in fields:
                first = fields[name_node.value].name_place
                notes = (Note("first written here", first),)
                message = f"`{name_node.value}` is written twice, first on line {first.line}"
                problem = warning if name_node.value in self.may_repeat else error
                self.problems.append(problem(message, place, "delete one of them", notes))
            else:
                fields[name_node.value] = YamlField(place, value)
        return fields


def fault_of_name(name: Node, place: Location) -> Problem | None:
    """Say why a node cannot be the name of a field, if so."""
    if not isinstance(name, ScalarNode):
        return error("the name of a field must be a text", place, "put a value that begins with `{` or `[` in quotes")
    if name.tag == PLAIN and name.value == MERGE_KEY:
        return error("`<<` is not supported", place, "write the fields out")
    if not name.value:
        return error("a field has no name", place, "write its name before the `:`")
    return None
