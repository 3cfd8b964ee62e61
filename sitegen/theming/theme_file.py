"""What `theme.yaml` says of a theme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct, field, structs

from sitegen.problems import Location, Problem, Severity, error, place_named
from sitegen.reading.nearest import did_you_mean
from sitegen.reading.text_file import read_text
from sitegen.reading.typed_yaml import Rules, decode
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import places_in
from sitegen.theming.options import Option, OptionType, fault_of_value, is_color

__all__ = ["ThemeFile", "ThemeFolder", "options_of", "read_theme_file"]


class OptionEntry(Struct, frozen=True, kw_only=True):
    """An option in `theme.yaml`. A theme that extends another may leave out all but the new default."""

    type: OptionType | None = None
    default: Any = None
    like: str = ""
    description: str = ""
    choices: tuple[str, ...] = ()
    contrast_with: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class ThemeFile(Struct, frozen=True, kw_only=True):
    """The contents of `theme.yaml`; what the theme does not have itself is that of the theme it `extends`."""

    name: str
    description: str = ""
    extends: str = ""
    options: dict[str, OptionEntry] = field(default_factory=dict)


class ThemeFolder(Struct, frozen=True, kw_only=True):
    """A theme on disk; `marks` are the places of the values in its `theme.yaml`, as `options.accent.default`."""

    name: str
    folder: Path
    file: ThemeFile
    marks: dict[str, Location]

    @property
    def shown_as(self) -> str:
        """The folder's path in problems."""
        return f"themes/{self.name}"

    def place_of(self, setting: str) -> Location:
        """Give the place of a setting in `theme.yaml`, else of the group that it is in, else the top of the file."""
        return place_named(self.marks, setting, Location(f"{self.shown_as}/theme.yaml", 1))


def options_of(chain: Sequence[ThemeFolder]) -> tuple[dict[str, Option], tuple[Problem, ...]]:
    """Give the options of a theme: those of the themes that it extends, with its own defaults, and its own."""
    options: dict[str, Option] = {}
    problems: list[Problem] = []
    for part in reversed(chain):
        for name, entry in part.file.options.items():
            option = merged_option(entry, options.get(name))
            if option is None:
                place = part.place_of(f"options.{name}")
                problems.append(error(f"option `{name}` has no `type`", place, did_you_mean(name, options, TYPES_HINT)))
                continue
            if wrong := [ground for ground in option.contrast_with if not is_color(ground)]:
                place = part.place_of(f"options.{name}.contrast_with")
                message = f"option `{name}` is compared with `{wrong[0]}`, which is no colour"
                problems.append(error(message, place, "write six hexadecimal digits after `#`, in quotes"))
                option = structs.replace(option, contrast_with=())
            if READ_BY_SITEGEN.get(name, option.type) != option.type:
                message = f"option `{name}` is of type `{option.type}`, but has to be `{READ_BY_SITEGEN[name]}`"
                hint = "sitegen itself reads it: give it that type, or another name"
                problems.append(error(message, part.place_of(f"options.{name}.type"), hint))
                continue
            if option.like and not (option.like in options and options[option.like].type == option.type):
                place = part.place_of(f"options.{name}.like")
                hint = "name one of the same type that stands before it"
                problems.append(error(f"option `{name}` is like `{option.like}`, which is no such option", place, hint))
                option = structs.replace(option, like="")
            options[name] = option
            if fault := fault_of_value(option, option.default):
                place = part.place_of(f"options.{name}.default")
                problems.append(error(f"default of option `{name}`: {fault[0]}", place, fault[1]))
    return options, tuple(problems)


READ_BY_SITEGEN: dict[str, OptionType] = {
    "card_color": "color",
    "photograph_widths": "numbers",
    "thumbnail_widths": "numbers",
    "text_picture_sizes": "text",
}
"""Options that mean the same in every theme: how photographs and cards are made."""

TYPES_HINT = "types: " + ", ".join(f"`{name}`" for name in get_args(OptionType))


def merged_option(entry: OptionEntry, inherited: Option | None) -> Option | None:
    """Complete an option by what the extended theme says of it; none when nobody gives its type."""
    kind = entry.type or (inherited.type if inherited else None)
    if kind is None:
        return None
    if inherited is None or entry.type not in {None, inherited.type}:
        inherited = Option(type=kind, default=DEFAULTS[kind])
    return Option(
        type=kind,
        default=inherited.default if entry.default is None else entry.default,
        like=entry.like or ("" if entry.default is not None else inherited.like),
        description=entry.description or inherited.description,
        choices=entry.choices or inherited.choices,
        contrast_with=entry.contrast_with or inherited.contrast_with,
        minimum=inherited.minimum if entry.minimum is None else entry.minimum,
        maximum=inherited.maximum if entry.maximum is None else entry.maximum,
    )


DEFAULTS: dict[OptionType, Any] = {
    "text": "",
    "boolean": False,
    "number": 0,
    "color": "#000000",
    "choice": "",
    "url": "",
    "list": [],
    "font": "",
    "numbers": [],
}


def read_theme_file(name: str, folder: Path) -> tuple[ThemeFolder | None, tuple[Problem, ...]]:
    """Read the `theme.yaml` of a theme."""
    path = f"themes/{name}/theme.yaml"
    text, unreadable = read_text(folder / "theme.yaml", path)
    if text is None:
        return None, unreadable
    node, problems = parse_yaml(text, path)
    if node is None:
        return None, (*unreadable, *problems)
    file = decode(node, ThemeFile, Rules(zone=ZoneInfo("UTC"), noun="setting", unknown=Severity.ERROR))
    problems = (*unreadable, *problems, *file.problems)
    if file.value is None:
        return None, problems
    return ThemeFolder(name=name, folder=folder, file=file.value, marks=places_in(node)), problems
