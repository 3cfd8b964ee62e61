from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import pytest
from msgspec import Meta, Struct, field

from sitegen.clock import Moment, moment_from_text
from sitegen.config import LocalText
from sitegen.problems import Location, Severity
from sitegen.reading.typed_yaml import Decoded, Rules, decode, form_of, short_form
from sitegen.reading.yaml_document import parse_yaml
from tests.reading.newsrooms import told

ROME = ZoneInfo("Europe/Rome")
RULES = Rules(zone=ROME)
SHARES = " | write shares between 0 and 1, as `[0.3, 0.5]`"
Share = Annotated[float, Meta(ge=0, le=1)]


class Picture(Struct, frozen=True, kw_only=True):
    src: str
    alt: str | None = None
    focus: tuple[Share, Share] | None = None


class Term(Struct, frozen=True, kw_only=True):
    title: LocalText
    start: Moment | None = field(default=None, name="from")


class Piece(Struct, frozen=True, kw_only=True):
    title: Annotated[str, Meta(description="Headline.")] = "?"
    tags: tuple[str, ...] = ()
    kind: Literal["news", "speech"] = "news"
    draft: bool = False
    order: Annotated[int, Meta(ge=1, le=9)] = 1
    size: Annotated[int, Meta(ge=1)] = 1
    ratio: Annotated[float, Meta(le=1)] = 0.5
    date: Moment | None = None
    image: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    name: LocalText = ""
    terms: tuple[Term, ...] = ()
    profiles: dict[str, str] = field(default_factory=dict)
    editions: dict[str, Picture] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def decoded(text: str, rules: Rules = RULES) -> Decoded[Piece]:
    node, problems = parse_yaml(text, "a")
    assert node is not None
    assert not problems
    return decode(node, Piece, rules)


def piece(text: str) -> Piece:
    found = decoded(text)
    assert found.problems == ()
    assert found.value is not None
    return found.value


def problem(text: str) -> str:
    found = decoded(text)
    assert found.value is not None
    (line,) = told(found.problems)
    return line


def test_a_text_is_what_the_author_wrote() -> None:
    assert piece("title: 2017").title == "2017"
    assert piece("title: no").title == "no"
    assert piece("title: 007").title == "007"
    assert piece("title: ''").title == ""


def test_an_empty_field_has_its_default() -> None:
    assert piece("title:\nkind: ~\norder:\nimage:\nextra:\n") == Piece()


def test_no_fields_at_all_are_all_defaults() -> None:
    assert piece("") == Piece()


def test_a_single_value_is_a_list_of_one() -> None:
    assert piece("tags: health").tags == ("health",)
    assert piece("pictures: a.jpg").pictures == (Picture(src="a.jpg"),)


def test_commas_in_a_single_value_are_doubted() -> None:
    found = decoded("tags: health, water")
    assert found.value
    assert found.value.tags == ("health, water",)
    assert told(found.problems) == [
        (
            "a:1:7: warning: `tags` is one text with commas, not a list"
            ' | write `[health, water]` if these are several, `["health, water"]` if it is one'
        )
    ]


def test_a_comma_inside_a_list_is_meant() -> None:
    assert piece("tags: ['health, water']").tags == ("health, water",)


def test_an_empty_entry_is_left_out_with_a_warning() -> None:
    found = decoded("tags:\n  - a\n  -\n")
    assert found.value
    assert found.value.tags == ("a",)
    assert told(found.problems) == ["a:3:4: warning: `tags` has an empty entry | delete it"]


def test_a_text_stands_for_the_only_required_field() -> None:
    assert piece("image: a.jpg").image == Picture(src="a.jpg")
    assert piece("terms: [Director]").terms == (Term(title="Director"),)
    assert short_form(Picture) == "src"
    assert short_form(Piece) == ""


def test_dates_are_moments_in_the_zone_of_the_site() -> None:
    assert piece("date: 2017-03-24").date == moment_from_text("2017-03-24", ROME)
    assert piece("date: '2017-03-24T10:00Z'").date == moment_from_text("2017-03-24T10:00Z", ROME)


def test_fields_are_known_by_the_names_that_authors_use() -> None:
    assert piece("terms: [{title: Director, from: 2017-03-24}]").terms[0].start == moment_from_text("2017-03-24", ROME)


def test_a_text_by_language_has_languages_in_their_usual_form() -> None:
    assert piece("name: {en: News, pt-br: Notícias, fr: }").name == {"en": "News", "pt-BR": "Notícias"}
    assert piece("name: News").name == "News"


def test_groups_of_any_names_are_read() -> None:
    found = piece("profiles: {M: https://example.org, X: }\neditions: {en: a.jpg}\nextra: {a: 1, b: [no], c: }\n")
    assert found.profiles == {"M": "https://example.org"}
    assert found.editions == {"en": Picture(src="a.jpg")}
    assert found.extra == {"a": 1, "b": ["no"], "c": None}


def test_numbers_and_yes_or_no_are_read() -> None:
    found = piece("draft: True\norder: 9\nratio: .25\nimage: {src: a, focus: [0.5, 1]}\n")
    assert (found.draft, found.order, found.ratio) == (True, 9, 0.25)
    assert found.image
    assert found.image.focus == (0.5, 1.0)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "date: soon",
            ("a:1:7: error: `date` should be a date, but is `soon`"
            " | write it as `2017-03-24` or `2017-03-24T10:00+07:00`"),
        ),
        (
            "date: 2017-02-30",
            "a:1:7: error: `date` should be a date, but is `2017-02-30` | the calendar has no such day",
        ),
        (
            "date: [a]",
            ("a:1:7: error: `date` should be a date, but is a list"
            " | write it as `2017-03-24` or `2017-03-24T10:00+07:00`"),
        ),
        ("kind: speach", "a:1:7: error: `kind` should be `news` or `speech`, but is `speach` | did you mean `speech`?"),
        ("kind: ''", "a:1:7: error: `kind` should be `news` or `speech`, but is empty"),
        ("draft: yes", "a:1:8: error: `draft` should be `true` or `false`, but is `yes` | write `true`"),
        ("draft: Off", "a:1:8: error: `draft` should be `true` or `false`, but is `Off` | write `false`"),
        ("order: first", "a:1:8: error: `order` should be a whole number, but is `first`"),
        ("order: 010", "a:1:8: error: `order` should be a whole number, but is `010`"),
        ("order: 10", "a:1:8: error: `order` should be a whole number from 1 to 9, but is `10`"),
        ("size: 0", "a:1:7: error: `size` should be a whole number of at least 1, but is `0`"),
        ("ratio: 2", "a:1:8: error: `ratio` should be a number of at most 1, but is `2`"),
        ("ratio: half", "a:1:8: error: `ratio` should be a number, but is `half`"),
        ("ratio: 1e999", "a:1:8: error: `ratio` should be a number, but is `1e999`"),
        (
            "title: [a, b]",
            "a:1:8: error: `title` should be a text, but is a list | put a text that begins with `[` in quotes",
        ),
        (
            "tags: [{a: b}]",
            ("a:1:8: error: `tags` should be a text, but is a group of fields"
            " | put a text that begins with `{` or holds `: ` in quotes"),
        ),
        (
            "tags: {a: b}",
            "a:1:7: error: `tags` should be a list, but is a group of fields | write it as `[one, two]`",
        ),
        (
            "image: [a.jpg]",
            ("a:1:8: error: `image` should be a group of fields, but is a list"
            " | write it as `name: value`, one in a line, indented"),
        ),
        (
            "extra: text",
            ("a:1:8: error: `extra` should be a group of fields, but is `text`"
            " | write it as `name: value`, one in a line, indented"),
        ),
        ("image: {alt: x}", "a:1:8: error: `image.src` is missing | add `src: …`"),
        ("image: {src: }", "a:1:9: error: `image.src` is empty | write its value after the `:`"),
        (
            "image: {src: a, focus: [1]}",
            f"a:1:24: error: `image.focus` should be a list of 2 numbers, but has 1{SHARES}",
        ),
        (
            "image: {src: a, focus: [0, 1, 0]}",
            f"a:1:24: error: `image.focus` should be a list of 2 numbers, but has 3{SHARES}",
        ),
        (
            "image: {src: a, focus: left}",
            f"a:1:24: error: `image.focus` should be a list of 2 numbers, but is `left`{SHARES}",
        ),
        (
            "image: {src: a, focus: {x: 1, y: 0}}",
            f"a:1:24: error: `image.focus` should be a list of 2 numbers, but is a group of fields{SHARES}",
        ),
        ("image: {src: a, focus: [1, b]}", f"a:1:28: error: `image.focus` should be a number, but is `b`{SHARES}"),
        (
            "image: {src: a, focus: [30, 0.5]}",
            f"a:1:25: error: `image.focus` should be a number from 0 to 1, but is `30`{SHARES}",
        ),
        (
            "name: {english: News}",
            ("a:1:8: error: `name` should be a text, or a text for each language, but `english` is no known language"
            " | write `en`"),
        ),
        ("tag: a", "a:1:1: warning: unknown field `tag` | did you mean `tags`?"),
        ("weather: a", "a:1:1: warning: unknown field `weather`"),
        ("tags\u00a0: a", ("a:1:1: warning: unknown field `tags` | there is a non-breaking space beside the name,"
                          " as word processors write it: delete it")),
        ("image: {src: a, size: b}", ("a:1:17: warning: unknown field `image.size`"
         " | known here: `src`, `alt` and `focus`")),
        (f"order: {'x' * 80}", f"a:1:8: error: `order` should be a whole number, but is `{'x' * 60}…`"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_and_has_its_default(text: str, line: str) -> None:
    assert problem(text) == line


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = decoded("title: Launch\ndate: soon\nkind: x\npictures: [{alt: a}, b.jpg, {src: c.jpg, x: 1}]\n")
    assert found.value == Piece(title="Launch", pictures=(Picture(src="b.jpg"), Picture(src="c.jpg")))
    assert len(found.problems) == 4


def test_without_something_required_there_is_no_value() -> None:
    node, _ = parse_yaml("alt: x", "a")
    assert node
    found = decode(node, Picture, RULES)
    assert found.value is None
    assert told(found.problems) == ["a:1:1: error: `src` is missing | add `src: …`"]


def test_a_stand_in_takes_the_place_of_something_required() -> None:
    node, _ = parse_yaml("alt: x", "a")
    assert node
    found = decode(node, Picture, Rules(zone=ROME, stand_ins={"src": "none.jpg"}))
    assert found.value == Picture(src="none.jpg", alt="x")
    assert len(found.problems) == 1


def test_the_caller_says_what_entries_are_called_and_how_bad_an_unknown_one_is() -> None:
    found = decoded("tag: a", Rules(zone=ROME, noun="setting", unknown=Severity.ERROR))
    assert told(found.problems) == ["a:1:1: error: unknown setting `tag` | did you mean `tags`?"]


def test_the_whole_may_be_of_another_shape() -> None:
    found = decoded("- a\n")
    assert found.value is None
    assert told(found.problems) == [
        (
            "a:1:1: error: this file should be a group of fields, but is a list"
            " | write it as `name: value`, one in a line, indented"
        )
    ]


def test_groups_of_structs_are_decoded_by_their_names() -> None:
    node, _ = parse_yaml("one: a.jpg\ntwo: {x: 1}\n", "a")
    assert node
    found = decode(node, dict[str, Picture], RULES)
    assert found.value == {"one": Picture(src="a.jpg")}
    assert [problem.location for problem in found.problems] == [Location("a", 2, 7, 1), Location("a", 2, 6, 6)]


def test_only_structs_have_a_form() -> None:
    with pytest.raises(TypeError):
        form_of(str)
