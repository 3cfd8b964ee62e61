from __future__ import annotations

from typing import Any

import pytest

from sitegen.problems import Location, error
from sitegen.theming.options import Option, OptionType, chosen_options, fault_of_value
from tests.theming.builders import mark_of

GOOD: list[tuple[OptionType, Any]] = [
    ("text", ""),
    ("boolean", False),
    ("number", 3),
    ("number", 2.5),
    ("color", "#0B5cab"),
    ("choice", "wide"),
    ("url", ""),
    ("url", "https://example.org/a?b#c"),
    ("url", "/about/"),
    ("url", "mailto:press@example.org"),
    ("list", []),
    ("list", ["a", "b"]),
    ("font", "wide"),
    ("font", "package:source-serif-4"),
    ("numbers", []),
    ("numbers", [480, 960]),
]
BAD: list[tuple[OptionType, Any]] = [
    ("text", 1),
    ("text", None),
    ("boolean", "yes"),
    ("boolean", 1),
    ("number", True),
    ("number", "3"),
    ("color", "red"),
    ("color", "#abc"),
    ("color", "#0b5cab; } body { display: none"),
    ("choice", "wid"),
    ("url", "javascript:alert(1)"),
    ("url", "//example.org/"),
    ("url", "example.org"),
    ("list", "a"),
    ("list", [1]),
    ("font", "wid"),
    ("font", ""),
    ("font", "package:"),
    ("font", "package:../secrets"),
    ("font", "package:Source Serif"),
    ("font", ["wide"]),
    ("numbers", 480),
    ("numbers", ["480"]),
    ("numbers", [480.5]),
    ("numbers", [True]),
    ("list", [1, "a"]),
]


def an_option(kind: OptionType, **more: Any) -> Option:  # noqa: ANN401
    return Option(type=kind, default="", choices=("narrow", "wide"), **more)


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_a_value_of_the_right_type_is_taken(kind: OptionType, value: object) -> None:
    assert fault_of_value(an_option(kind), value) is None


@pytest.mark.parametrize(("kind", "value"), BAD)
def test_a_value_of_another_type_is_refused(kind: OptionType, value: object) -> None:
    assert fault_of_value(an_option(kind), value) is not None


def test_without_a_choice_the_default_counts() -> None:
    options = {"a": Option(type="text", default="x"), "b": Option(type="number", default=1)}

    assert chosen_options(options, {"b": 2}, mark_of) == ({"a": "x", "b": 2}, ())


def test_an_unknown_option_is_reported_in_the_settings() -> None:
    _, problems = chosen_options({"accent": Option(type="text", default="")}, {"acent": "x"}, mark_of)

    place = Location("config.yaml", 5, 1, 6)
    assert problems == (error("unknown theme option `acent`", place, "did you mean `accent`?"),)


def test_a_wrong_value_is_reported_in_the_settings() -> None:
    option = Option(type="boolean", default=True, description="Whether it shines.")
    _, problems = chosen_options({"shiny": option}, {"shiny": "yes"}, mark_of)

    place = Location("config.yaml", 5, 1, 5)
    message = "theme option `shiny`: `yes` is not `true` or `false`"
    assert problems == (error(message, place, "Whether it shines."),)


def test_a_colour_in_which_nobody_can_read_is_refused_with_one_that_works() -> None:
    fault = fault_of_value(an_option("color", contrast_with=("#ffffff", "#f5f6f8")), "#ff6600")

    assert fault == (
        "text in `#ff6600` on `#f5f6f8` has a contrast of only 2.7 : 1",
        "readers need 4.5 : 1; `#bf4c00` has it",
    )


def test_a_typeface_that_there_is_not_is_refused_with_the_ways_out() -> None:
    assert fault_of_value(an_option("font"), "comic") == (
        "`comic` is none of its choices",
        "choices: `narrow`, `wide`; or `package:source-serif-4` for the typeface of `fontpkg-source-serif-4`",
    )
    assert fault_of_value(an_option("font"), "wid") == ("`wid` is none of its choices", "did you mean `wide`?")


def test_each_of_the_numbers_keeps_within_its_bounds() -> None:
    widths = an_option("numbers", minimum=160, maximum=4096)

    assert fault_of_value(widths, [160, 4096]) is None
    assert fault_of_value(widths, [480, 80]) == ("`80` is too small", "write whole numbers of at least 160")
    assert fault_of_value(widths, [9999]) == ("`9999` is too large", "write whole numbers of at most 4096")


def test_eight_numbers_are_enough() -> None:
    assert fault_of_value(an_option("numbers"), [1] * 8) is None
    assert fault_of_value(an_option("numbers"), [1] * 9) == ("9 numbers are too many", "write at most 8")


def test_a_wrong_choice_leaves_the_default() -> None:
    values, _ = chosen_options(
        {"width": Option(type="choice", default="wide", choices=("wide",))}, {"width": 1}, mark_of
    )

    assert values == {"width": "wide"}


def test_an_option_may_follow_another_one() -> None:
    options = {
        "accent": Option(type="color", default="#0b5cab"),
        "card_color": Option(type="color", default="#000000", like="accent"),
    }
    assert chosen_options(options, {}, mark_of)[0]["card_color"] == "#0b5cab"
    assert chosen_options(options, {"accent": "#7a1f2b"}, mark_of)[0]["card_color"] == "#7a1f2b"
    assert chosen_options(options, {"card_color": "#123456"}, mark_of)[0]["card_color"] == "#123456"
