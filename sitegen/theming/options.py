"""The options of a theme: what each may be, and what a site chose."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from math import inf
from typing import Any, Literal

from msgspec import Struct

from sitegen.problems import Location, Problem, error
from sitegen.reading.nearest import did_you_mean
from sitegen.theming.colors import contrast_between, enough_contrast, nearest_with_contrast

__all__ = ["PACKAGED", "Option", "OptionType", "chosen_options", "fault_of_value", "is_color"]

OptionType = Literal["text", "boolean", "number", "color", "choice", "url", "list", "font", "numbers"]

COLOR = re.compile(r"#[0-9a-fA-F]{6}")
URL = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|/(?!/))\S*")
PACKAGED = re.compile(r"package:([a-z0-9]+(?:-[a-z0-9]+)*)")
"""A typeface from an installed package: `package:source-serif-4` for `fontpkg-source-serif-4`."""
MOST_NUMBERS = 8
READINGS: dict[OptionType, str] = {
    "text": "a text",
    "boolean": "`true` or `false`",
    "number": "a number",
    "color": "a colour as `#0b5cab`",
    "choice": "one of its choices",
    "url": "an address as `https://example.org/` or `/about/`",
    "list": "a list of texts",
    "font": "one of its choices",
    "numbers": "a list of whole numbers",
}


QUOTED: dict[OptionType, str] = {
    "text": "put the text in quotes",
    "color": "write six hexadecimal digits after `#`, in quotes",
    "list": "write it as `[one, two]`",
    "numbers": "write it as `[480, 960]`",
}
"""What is easily forgotten in YAML."""


class Option(Struct, frozen=True, kw_only=True):
    """One option of a theme.

    A text on a colour of `contrast_with` stays readable in this colour (WCAG 2.2, 1.4.3). Each of its `numbers` is
    from `minimum` to `maximum`. Where the site chooses nothing, it has the value of the option that it is `like`.
    """

    type: OptionType
    default: Any
    description: str = ""
    like: str = ""
    choices: tuple[str, ...] = ()
    contrast_with: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


def chosen_options(
    options: Mapping[str, Option], chosen: Mapping[str, Any], mark_of: Callable[[str], Location]
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Give every option its value: the site's choice, else the default, also where the choice is wrong.

    `mark_of` gives the place of a setting, as `theme_options.accent`.
    """
    problems = []
    good = {}
    for name, value in chosen.items():
        place = mark_of(f"theme_options.{name}")
        if name not in options:
            place = mark_of(f"theme_options.{name}:")
            known = ", ".join(f"`{option}`" for option in sorted(options)) or "none"
            hint = did_you_mean(name, options) or f"options of this theme: {known}"
            problems.append(error(f"unknown theme option `{name}`", place, hint))
        elif fault := fault_of_value(options[name], value):
            problems.append(error(f"theme option `{name}`: {fault[0]}", place, fault[1]))
        else:
            good[name] = value
    values = {name: good.get(name, option.default) for name, option in options.items()}
    followed = {name: values[option.like] for name, option in options.items() if option.like and name not in good}
    return values | followed, tuple(problems)


def fault_of_value(option: Option, value: object) -> tuple[str, str] | None:
    """Say what is wrong with a value of an option and what to do, or nothing."""
    if not has_type(option, value):
        if option.type in {"choice", "font"}:
            return f"`{shown(value)}` is none of its choices", did_you_mean(str(value), option.choices) or ways_of(
                option
            )
        return f"`{shown(value)}` is not {READINGS[option.type]}", QUOTED.get(option.type, option.description)
    match value:
        case str() if option.type == "color":
            return fault_of_contrast(value, option.contrast_with)
        case list() | tuple() if option.type == "numbers":
            return fault_of_numbers(value, option)
        case _:
            return None


def ways_of(option: Option) -> str:
    """Say what a choice can be."""
    choices = "choices: " + ", ".join(f"`{choice}`" for choice in option.choices)
    if option.type == "choice":
        return choices
    return f"{choices}; or `package:source-serif-4` for the typeface of `fontpkg-source-serif-4`"


def fault_of_numbers(numbers: Sequence[int], option: Option) -> tuple[str, str] | None:
    """Refuse too many numbers, and those that are too small or too large."""
    if len(numbers) > MOST_NUMBERS:
        return f"{len(numbers)} numbers are too many", f"write at most {MOST_NUMBERS}"
    lowest = option.minimum if option.minimum is not None else -inf
    highest = option.maximum if option.maximum is not None else inf
    for number in numbers:
        if number < lowest:
            return f"`{number}` is too small", f"write whole numbers of at least {option.minimum}"
        if number > highest:
            return f"`{number}` is too large", f"write whole numbers of at most {option.maximum}"
    return None


def fault_of_contrast(color: str, grounds: tuple[str, ...]) -> tuple[str, str] | None:
    """Refuse a colour in which text would be too faint to read."""
    ground = min(grounds, key=lambda each: contrast_between(color, each), default="")
    if not ground or enough_contrast(color, ground):
        return None
    better = nearest_with_contrast(color, grounds)
    ratio = f"{contrast_between(color, ground):.1f}"
    hint = f"readers need 4.5 : 1; `{better}` has it" if better else "readers need 4.5 : 1"
    return f"text in `{color}` on `{ground}` has a contrast of only {ratio} : 1", hint


def has_type(option: Option, value: object) -> bool:
    """Tell whether a value is one that the option can have."""
    match value:
        case bool():
            return option.type == "boolean"
        case int() | float():
            return option.type == "number"
        case list() | tuple() if option.type == "numbers":
            return all(isinstance(item, int) and not isinstance(item, bool) for item in value)
        case list() | tuple():
            return option.type == "list" and all(isinstance(item, str) for item in value)
        case str():
            return can_be_written(option, value)
        case _:
            return False


def can_be_written(option: Option, text: str) -> bool:
    """Tell whether a text is one that the option can have."""
    match option.type:
        case "text":
            return True
        case "color":
            return is_color(text)
        case "choice":
            return text in option.choices
        case "font":
            return text in option.choices or bool(PACKAGED.fullmatch(text))
        case "url":
            return not text or bool(URL.fullmatch(text))
        case "boolean" | "number" | "list" | "numbers":
            return False


def is_color(text: str) -> bool:
    """Tell whether a text is a colour as `#0b5cab`."""
    return bool(COLOR.fullmatch(text))


def shown(value: object) -> str:
    """Write a value as YAML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case _:
            return str(value)
