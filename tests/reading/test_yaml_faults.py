from __future__ import annotations

import pytest
from yaml import MarkedYAMLError, YAMLError

from sitegen.reading.yaml_document import ComposesYaml, InC, InPython, parse_yaml
from sitegen.reading.yaml_faults import problem_of
from tests.reading.newsrooms import told

QUOTE_IT = "use the other kind of quotes around the whole text, or write the inner ones twice (`''`)"
FIELD = "write it as `name: value`"
SAME_COLUMN = "begin the fields of one group in the same column"
CHECK = "check the quotes, colons and indentation of this line and the one above"
LIST_END = "write `]` at its end, and `,` between its parts; put a text with `]` or `,` in quotes"

FAULTS = [
    (
        "title: Customs: a story\n",
        ("1:15: error: a `:` with a space after it cannot stand in a text without quotes"
        ' | put the text in quotes: `title: "Customs: a story"`'),
    ),
    (
        'title: Say "yes": a story\n',
        ("1:17: error: a `:` with a space after it cannot stand in a text without quotes"
        """ | put the text in quotes: `title: 'Say "yes": a story'`"""),
    ),
    (
        f"title: {'long ' * 12}: x\n",
        ("1:68: error: a `:` with a space after it cannot stand in a text without quotes"
        f' | put the text in quotes: `title: "{"long " * 10}…"`'),
    ),
    ("title: a\n  date: b\n", ("2:3: error: this line is indented as if it went on with the text of the line above"
     " | begin it in the same column as the line above")),
    ("just a line\ndate: b\n", f"1:1: error: this line is no field | {FIELD}"),
    ("a: b\n\njust\ndate: c\n", ("3:1: error: this line is no field"
     f" | {FIELD}; indent it if it goes on with the text above")),
    ("title:Launch\ndate: b\n", f"1:6: error: a space is missing after `:` | {FIELD}"),
    ('title: "Launch\ndate: b\n',
     '1:8: error: the quote that opens here is not closed | write `"` at the end of the text'),
    ("title: 'Launch\n---\n", "1:8: error: the quote that opens here is not closed | write `'` at the end of the text"),
    ("tags:\n\t- a\n", "2:1: error: this line is indented with a tab | indent with spaces"),
    ("tags: a\n\tb: c\n", "2:1: error: this line is indented with a tab | indent with spaces"),
    ("tags: [a, b\ndate: c\n", f"1:7: error: the list that `[` opens here is not closed | {LIST_END}"),
    ("image: {src: a]\n", ("1:8: error: the group of fields that `{` opens here is not closed"
     " | write `}` at its end, and `,` between its parts; put a text with `}` or `,` in quotes")),
    ("author: @press\n", ("1:9: error: a text without quotes cannot begin with `@`"
     ' | put the text in quotes: `author: "@press"`')),
    ("title: *Important* news\n", ("1:8: error: a text without quotes cannot begin with `*`"
     ' | put the text in quotes: `title: "*Important* news"`')),
    ("title: *\n", '1:8: error: a text without quotes cannot begin with `*` | put the text in quotes: `title: "*"`'),
    ("title: &\n", '1:8: error: a text without quotes cannot begin with `&` | put the text in quotes: `title: "&"`'),
    ("@: a\n", '1:1: error: a text without quotes cannot begin with `@` | put the text in quotes: `@: "a"`'),
    ("- @\n", "1:3: error: a text without quotes cannot begin with `@` | put the text in quotes"),
    ('title: "A "quoted" word"\n', f"1:12: error: the text goes on after its closing quote | {QUOTE_IT}"),
    ('title: "Clinic opens\ndate: 2026-01-01\nslug: "clinic"\n',
     '1:8: error: the quote that opens here is not closed | write `"` at the end of the text'),
    ("summary:\u00a0Forty\ndate: 2026-01-01\n",
     "1:9: error: this is a non-breaking space, as word processors write it | type an ordinary space"),
    ("title: 'it's'\n", f"1:12: error: the text goes on after its closing quote | {QUOTE_IT}"),
    ("tags: [a]]\n", "1:10: error: this `]` closes nothing | delete it, or put the text in quotes"),
    ("tags: [a] b\n",
     '1:11: error: this part of the line belongs to nothing | put the text in quotes: `tags: "[a] b"`'),
    ("tags: ]\n", '1:7: error: a value is missing before `]` | put the text in quotes: `tags: "]"`'),
    ("tags: [,a]\n", '1:8: error: a value is missing before `,` | put the text in quotes: `tags: "[,a]"`'),
    ("a: {a: {\n", "2:1: error: a value is missing before the end | put the text in quotes"),
    ("tags:\n  - a\n - b\n", ("3:2: error: the indentation of this line fits no line above"
     " | begin all entries of a list in the same column, below the name of their field")),
    ("a: |\n  b\n c: d\n", f"3:2: error: the indentation of this line fits no line above | {SAME_COLUMN}"),
    (" a: b\nc: d\n", f"2:1: error: the indentation of this line fits no line above | {SAME_COLUMN}"),
    ("tags: - a\n", ("1:7: error: a list cannot begin in the line of its field"
     " | begin the list on the next line, or put a text that begins with `-` in quotes")),
    ('a: "\\xzz"\n', ("1:7: error: `\\xzz` has no meaning in double quotes"
     " | write `\\\\xzz`, or use single quotes, in which `\\` is only a character")),
    ("a: b\n---\nc: d\n", ("2:1: error: a second document begins here"
     " | keep one document in a file; check the indentation if you meant to go on")),
    ("a: &x 1\nb: &x 2\n", ("2:4: error: this `&` name is given twice"
     " | put a text that begins with `&` in quotes, or choose another name")),
]  # fmt: skip


@pytest.mark.parametrize("reader", [InC, InPython])
@pytest.mark.parametrize(("text", "line"), FAULTS)
def test_a_fault_is_explained_by_both_readers_alike(reader: type[ComposesYaml], text: str, line: str) -> None:
    node, problems = parse_yaml(text, "a", 1, reader)
    assert node is None
    assert told(problems) == [f"a:{line}"]


def test_lines_are_those_of_the_file() -> None:
    _, problems = parse_yaml("tags:\n  - a\n  b: c\n", "a.md", 2)
    assert told(problems) == [
        (
            "a.md:4:3: error: this line is no entry of the list that begins on line 3"
            " | begin it with `- `, or indent it like the field that it is"
        )
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            'a: "\\q"\n',
            (
                "a:1:5: error: `\\q` has no meaning in double quotes"
                " | write `\\\\q`, or use single quotes, in which `\\` is only a character"
            ),
        ),
        (
            'a: "\\ud800"\n',
            (
                "a:1:7: error: `\\ud8` has no meaning in double quotes"
                " | write `\\\\ud8`, or use single quotes, in which `\\` is only a character"
            ),
        ),
        (
            "a: |x\n b\n",
            (
                "a:1:5: error: this cannot stand beside `|` or `>`"
                " | begin the text on the next line, indented; put a text that begins with `|` or `>` in quotes"
            ),
        ),
        (
            "a: !<x\n",
            'a:1:4: error: a text without quotes cannot begin with `!` | put the text in quotes: `a: "!<x"`',
        ),
    ],
)
def test_what_only_libyaml_says_is_explained_too(text: str, line: str) -> None:
    assert told(parse_yaml(text, "a")[1]) == [line]


def test_a_character_that_yaml_refuses_is_told_for_the_whole_file() -> None:
    assert told(parse_yaml("a: \ufffe\n", "a")[1]) == [
        "a:1: error: this is no readable YAML | look for characters that are not shown"
    ]


def test_a_complaint_without_a_place_is_told_as_it_is() -> None:
    problem = problem_of(MarkedYAMLError(problem="odd"), "a: b\n", "a", 1)
    assert told((problem,)) == [f"a:1: error: this is no readable YAML: odd | {CHECK}"]


def test_any_other_failure_of_the_reader_is_a_problem_too() -> None:
    assert problem_of(YAMLError(), "", "a", 3).location.line == 3
