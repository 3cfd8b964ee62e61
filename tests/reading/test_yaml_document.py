from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.problems import Location, Note, error
from sitegen.reading.yaml_document import ComposesYaml, InC, InPython, parse_yaml
from sitegen.reading.yaml_values import YamlFields, YamlText, meaning_of
from tests.reading.newsrooms import told

both_readers = pytest.mark.parametrize("reader", [InC, InPython])


def reading_of(text: str, reader: type[ComposesYaml] = InC) -> list[str]:
    return told(parse_yaml(text, "a.yaml", 1, reader)[1])


@both_readers
def test_a_node_knows_its_place_in_the_file(reader: type[ComposesYaml]) -> None:
    node, problems = parse_yaml("title: Größe\nsummary: |\n  one\n  two\n", "content/a.md", 2, reader)
    assert not problems
    assert isinstance(node, YamlFields)
    assert node.place == Location("content/a.md", 2, 1, 12)
    assert node.fields["title"].name_place == Location("content/a.md", 2, 1, 5)
    assert node.fields["title"].value == YamlText("Größe", Location("content/a.md", 2, 8, 5))
    assert node.fields["summary"].value == YamlText("one\ntwo\n", Location("content/a.md", 3, 10, 1), plain=False)


def test_an_empty_text_is_an_empty_value() -> None:
    assert parse_yaml("# nothing\n", "a.yaml", 5) == (YamlText("", Location("a.yaml", 5, 1)), ())


def test_an_alias_stands_for_what_it_names() -> None:
    node, problems = parse_yaml("a: &press [x]\nb: *press\n", "a.yaml")
    assert not problems
    assert node
    assert meaning_of(node) == {"a": ["x"], "b": ["x"]}


@both_readers
def test_a_field_that_is_written_twice_is_refused_with_both_places(reader: type[ComposesYaml]) -> None:
    _, problems = parse_yaml("tags: a\ntitle: b\ntags: c\n", "a.yaml", 2, reader)
    first = Note("first written here", Location("a.yaml", 2, 1, 4))
    message = "`tags` is written twice, first on line 2"
    assert problems == (error(message, Location("a.yaml", 4, 1, 4), "delete one of them", (first,)),)


def test_the_first_of_two_equal_fields_counts() -> None:
    node, _ = parse_yaml("a: 1\na: 2\n", "a.yaml")
    assert node
    assert meaning_of(node) == {"a": 1}


@both_readers
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<<: {a: b}\n", "a.yaml:1:1: error: `<<` is not supported | write the fields out"),
        ("a: !secret b\n", "a.yaml:1:4: error: a `!` has a meaning of its own in YAML | put the text in quotes"),
        ("!a b: c\n", "a.yaml:1:1: error: the name of a field cannot begin with `!` | put it in quotes"),
        (
            "a: {{ x }}\n",
            (
                "a.yaml:1:5: error: the name of a field must be a text"
                " | put a value that begins with `{` or `[` in quotes"
            ),
        ),
        ('"": a\n', "a.yaml:1:1: error: a field has no name | write its name before the `:`"),
        (
            'a: "\\x07"\n',
            "a.yaml:1:4: error: the control character U+0007 must not be in a text | delete its escape",
        ),
        (
            "a: b\u2028c\n",
            "a.yaml:1:5: warning: the invisible line end U+2028 is read as a space | delete it",
        ),
    ],
)
def test_what_could_be_misread_is_told(reader: type[ComposesYaml], text: str, line: str) -> None:
    node, _ = parse_yaml(text, "a.yaml", 1, reader)
    assert node is not None
    assert reading_of(text, reader) == [line]


def test_quotes_make_a_merge_key_a_name() -> None:
    assert reading_of("'<<': a\n") == []


def test_unicode_line_ends_end_no_line() -> None:
    node, problems = parse_yaml("a: b\nc: d\u2029e\n", "a.yaml", 4)
    assert node
    assert meaning_of(node) == {"a": "b", "c": "d e"}
    assert problems[0].location == Location("a.yaml", 5, 5, 1)


@both_readers
@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 30_000, "[" * 60 + "]" * 60])
def test_deep_nesting_is_refused_and_never_crashes(reader: type[ComposesYaml], text: str) -> None:
    (line,) = reading_of(text, reader)
    assert line.endswith("error: more than 50 lists or fields stand inside one another here | write it flatter")


def test_a_long_text_that_is_flat_is_read() -> None:
    node, problems = parse_yaml("".join(f"a{number}: [b]\n" for number in range(1000)), "a.yaml")
    assert node is not None
    assert not problems


@both_readers
def test_aliases_cannot_make_much_of_little(reader: type[ComposesYaml]) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"b{level}: &b{level} [{', '.join([f'*b{level - 1}' if level else '*a'] * 9)}]\n" for level in range(9)
    )
    node, problems = parse_yaml(bomb, "a.yaml", 1, reader)
    assert node is None
    assert told(problems) == ["a.yaml:1:16: error: aliases repeat this text without end | write out what you mean"]


def test_an_alias_to_itself_is_refused() -> None:
    node, problems = parse_yaml("a: &a [*a]\n", "a.yaml")
    assert node is None
    assert problems[0].message == "more than 50 lists or fields stand inside one another here"


YAML_LIKE = st.text(alphabet="ab:-[]{}'\"#&*!|>%@`?, \n\t~.01é\u2028\\x", max_size=60)


@given(YAML_LIKE)
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    node, problems = parse_yaml(text, "a.yaml")
    assert node is not None or problems


@given(YAML_LIKE)
def test_any_text_is_a_value_or_a_problem_for_the_other_reader_too(text: str) -> None:
    node, problems = parse_yaml(text, "a.yaml", 1, InPython)
    assert node is not None or problems
