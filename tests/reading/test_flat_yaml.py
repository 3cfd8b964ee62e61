from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.problems import Location
from sitegen.reading.flat_yaml import flat_fields
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlField, YamlFields, YamlList, YamlText

FILE = "content/a.md"


def reads_as_usual(text: str) -> bool:
    """Tell whether a text is flat, and hold that it then gives what the general reader gives."""
    flat = flat_fields(text, FILE, 2)
    assert flat is None or (flat, ()) == parse_yaml(text, FILE, 2)
    return flat is not None


def test_a_value_and_its_name_know_their_places() -> None:
    fields = flat_fields("title: Launch  \ntags: [ports, 'rail']\n", FILE, 2)
    assert fields == YamlFields(
        {
            "title": YamlField(Location(FILE, 2, 1, 5), YamlText("Launch", Location(FILE, 2, 8, 6))),
            "tags": YamlField(
                Location(FILE, 3, 1, 4),
                YamlList(
                    (
                        YamlText("ports", Location(FILE, 3, 8, 5)),
                        YamlText("rail", Location(FILE, 3, 15, 6), plain=False),
                    ),
                    Location(FILE, 3, 7, 15),
                ),
            ),
        },
        Location(FILE, 2, 1, 15),
    )


@pytest.mark.parametrize(
    "text",
    [
        "title: Größe of things\n",
        'title: "Ports: a report # 3"\n',
        "title: 'It''s: here'\n",
        "title: a:b https://example.org/x?y=z&w\n",
        "date: 2017-03-24T10:00+07:00\n",
        "summary:\ntitle: a\n",
        "summary:   \n",
        "tags: []\n",
        "tags: [ a b ,c,'d, e' , \"f\" ]  \n",
        "tags:\n- a\n- 'b: c'\ntitle: x\n",
        "tags: \n    -  a  \n    - b\n\n# about it\ntitle: x\n",
        "summary: >\n  One.\n  Two: # three  \ntitle: x\n",
        "summary: |-\n One.\n Two.\n\n",
        "image:\n  src: a.jpg\n  alt: 'It''s'  \ntitle: x\n",
        "image:\n  src: a.jpg\n  focus: [0.3, 0.5]\n",
        "summary: one  \n  two three\n    four\ntitle: x\n",
        'summary: "one: \n  two # three  \nfour "\ntitle: x\n',
        "summary: 'it''s\n  one: two'\n",
        "# first\n\ntitle: x\n",
        f"title: {'long ' * 1000}\n",
        f"title: '{'long ' * 1000}'\n",
        f"tags: [{'long ' * 1000}, b]\n",
        f"tags:\n- {'long ' * 1000}\n",
    ],
)
def test_what_most_people_write_is_flat(text: str) -> None:
    assert reads_as_usual(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "title: a",
        "title: a: b\n",
        "title: a:\n",
        "title: a # b\n",
        "title:\ta\n",
        "title: a\n\n  b\n",
        "title: a\n  b: c\n",
        "title: a\n  - b\n",
        "title: a\n  # b\n",
        "title: a\ntitle: b\n",
        "title: &a b\n",
        "title: *a\n",
        "title: !a b\n",
        "title: - a\n",
        "title: %a\n",
        'title: "a\\n"\n',
        'title: "a\n\n b"\n',
        'title: "a\n"\n',
        "title: 'a' b\n",
        "title: a\u2028b\n",
        "title: a\x85b\n",
        "title: a\ud800b\n",
        "title: a\ufeffb\n",
        "tags: [a, ]\n",
        "tags: [a\n  b]\n",
        "tags: [a: b]\n",
        "tags: [[a]]\n",
        "tags:\n- a\n - b\n",
        "tags:\n  - a\n - b\n",
        "tags:\n- a: b\n",
        "tags:\n-\n",
        "summary: >\n\n  a\n",
        "summary: >\n  a\n   b\n",
        "summary: >\n  a\n\n  b\n",
        "summary: >2\n  a\n",
        "summary: >+\n  a\n",
        "image:\n  src: a\n  src: b\n",
        "image:\n  src: a\n   alt: b\n",
        "image:\n  src:\n",
        "<<: a\n",
        "? a\n",
        "- a\n",
        "{a: b}\n",
    ],
)
def test_what_could_mean_anything_else_is_not(text: str) -> None:
    assert flat_fields(text, FILE, 2) is None


NAMES = st.sampled_from(["title", "date", "tags", "_a", "B-2", "src"])
SIGNS = "ab1é：“(/ \xa0:#,[]{}'\"\\&*!|>%@`?~-.=\U0001f600\t\u0301"
WORDS = st.text(alphabet=SIGNS, max_size=12) | st.text(alphabet="ab -", min_size=1, max_size=12)
SCALARS = st.one_of(
    WORDS,
    WORDS.map("a{}".format),
    WORDS.map('"{}"'.format),
    WORDS.map(lambda text: "'{}'".format(text.replace("'", "''"))),
    st.sampled_from(
        ["2017-03-24 10:00", "https://example.org/", "null", "~", "yes", "''", '""', "''''", "a: b", "a #b"]
    ),
)
SPACES = st.sampled_from(["", "", " ", "  "])


WRAPS = st.sampled_from(["\n", " \n  ", "  \n ", "\n\n  "])
WRAPPED = st.one_of(
    st.builds(" a{}{}{}".format, WORDS, WRAPS, WORDS),
    st.builds(' "{}{}{}"'.format, WORDS, WRAPS, WORDS),
    st.builds(" '{}{}{}'".format, WORDS, WRAPS, WORDS),
)


@st.composite
def entries(draw: st.DrawFn) -> str:
    """A list in brackets."""
    texts = [draw(SPACES) + text + draw(SPACES) for text in draw(st.lists(SCALARS, max_size=4))]
    return f" [{','.join(texts)}]{draw(SPACES)}"


@st.composite
def lines_below(draw: st.DrawFn) -> str:
    """A list, a group or a text below the name of its field."""
    head, mark = draw(
        st.sampled_from([("", "- "), ("", "-   "), (" ", "src: "), ("", "alt:  "), (" >", ""), (" |", ""), (" |-", "")])
    )
    indent = draw(st.sampled_from(["", " ", "  ", "    "]))
    lines = draw(st.lists(st.tuples(st.just("") | SPACES, SCALARS, SPACES), max_size=4))
    names = iter(["src: ", "alt: ", "src: ", "a: ", "b: "])
    return head + "".join(
        f"\n{indent}{more}{next(names) if mark.endswith(': ') else mark}{text}{end}" for more, text, end in lines
    )


FIELDS = st.builds(
    "{}{}{}{}\n{}".format,
    NAMES,
    st.sampled_from([":", ":", ":", " :"]),
    st.one_of(SCALARS.map(" {}".format), SCALARS.map("  {} ".format), WRAPPED, entries(), lines_below(), st.just("")),
    SPACES,
    st.sampled_from(["", "", "", "\n", "# remark: x\n", "  \n", "  # remark\n", "\n\n"]),
)
DOCUMENTS = st.lists(FIELDS, min_size=1, max_size=3).map("".join)


@settings(max_examples=1500)
@given(DOCUMENTS)
def test_a_flat_text_gives_what_the_general_reader_gives(text: str) -> None:
    reads_as_usual(text)


@settings(max_examples=500)
@given(st.text(alphabet="ab:-[]{}'\"#&*!|>%@`?, \n\t~.01é\u2028\\x", max_size=60).map("a: {}\n".format))
def test_any_text_that_is_flat_gives_what_the_general_reader_gives(text: str) -> None:
    reads_as_usual(text)
