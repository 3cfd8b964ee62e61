"""Front matter of another system under the names of ours, by `front_matter.rename` and `front_matter.allow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sitegen.problems import Problem, warning
from sitegen.reading.yaml_values import YamlField, YamlFields, YamlText, is_empty, meaning_of

__all__ = ["extra_fields", "renamed"]

SHORT_FORMS = {"image": "src", "event": "start"}
"""What a mere text stands for, where a renamed field joins others."""


def renamed(front: YamlFields, rename: Mapping[str, str]) -> tuple[YamlFields, tuple[Problem, ...]]:
    """Move foreign fields to the names that they mean. A field of ours that is written too wins.

    Both names may be dotted: `featured_image.alt: image.alt`. All foreign fields are taken out before the
    first is put in place, so that names can be exchanged.
    """
    taken: list[tuple[str, str, YamlField]] = []
    for foreign, name in rename.items():
        front, found = without(front, foreign)
        if found and not is_empty(found.value):
            taken.append((foreign, name, found))
    problems = []
    for foreign, name, moved in taken:
        joined = with_field(front, name.split("."), moved)
        if joined is None:
            message = f"`{foreign}` is not read, because `{name}` is written too"
            problems.append(warning(message, moved.name_place, "delete one of them"))
        else:
            front = joined
    return front, tuple(problems)


def without(front: YamlFields, dotted: str) -> tuple[YamlFields, YamlField | None]:
    """Take a field out, and the groups that are empty without it."""
    name, _, below = dotted.partition(".")
    entry = front.fields.get(name)
    if entry is None:
        return front, None
    others = {key: value for key, value in front.fields.items() if key != name}
    if not below:
        return replace(front, fields=others), entry
    if not isinstance(entry.value, YamlFields):
        return front, None
    rest, found = without(entry.value, below)
    if found is None:
        return front, None
    return replace(front, fields=others | {name: replace(entry, value=rest)} if rest.fields else others), found


def with_field(front: YamlFields, names: list[str], moved: YamlField) -> YamlFields | None:
    """Put a field in place; None when something is there already."""
    name, *below = names
    entry = front.fields.get(name)
    if entry is None or is_empty(entry.value):
        for part in reversed(below):
            moved = YamlField(moved.name_place, YamlFields({part: moved}, moved.value.place))
        return replace(front, fields=front.fields | {name: moved})
    if not below:
        return joined_group(front, name, entry, moved)
    group = entry.value
    if isinstance(group, YamlText) and name in SHORT_FORMS:
        group = YamlFields({SHORT_FORMS[name]: entry}, group.place)
    inner = with_field(group, below, moved) if isinstance(group, YamlFields) else None
    return inner and replace(front, fields=front.fields | {name: replace(entry, value=inner)})


def joined_group(front: YamlFields, name: str, entry: YamlField, moved: YamlField) -> YamlFields | None:
    """Put a text into the group that stands in its place, as `photo.jpg` into an image that has its `alt`."""
    only = SHORT_FORMS.get(name, "")
    if only and isinstance(moved.value, YamlText) and isinstance(entry.value, YamlFields):
        return with_field(front, [name, only], moved)
    return None


def extra_fields(front: YamlFields, allowed: Iterable[str]) -> tuple[YamlFields, dict[str, object]]:
    """Take out the foreign fields that are allowed, with their values."""
    names = [name for name in allowed if name in front.fields]
    if not names:
        return front, {}
    values = {name: meaning_of(front.fields[name].value) for name in names}
    rest = {name: entry for name, entry in front.fields.items() if name not in values}
    return YamlFields(rest, front.place), values
