"""From YAML nodes to typed values: every problem at once, each at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from math import isfinite
from typing import Any, Final, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct, field, inspect

from sitegen.clock import Moment, UnreadableDate, moment_from_text
from sitegen.problems import Location, Problem, Severity, error, warning
from sitegen.reading.language import known_language, language_hint
from sitegen.reading.nearest import did_you_mean, in_words, nearest
from sitegen.reading.yaml_values import (
    BOOLEANS,
    DECIMAL,
    FLOAT,
    MAX_DIGITS,
    ODD_SPACES,
    YamlField,
    YamlFields,
    YamlList,
    YamlNode,
    YamlText,
    is_empty,
    meaning_of,
)

__all__ = ["Decoded", "Rules", "decode", "form_of", "short_form"]

T = TypeVar("T")

BAD: Final[object] = msgspec.UNSET
"""In place of a value that could not be read, after a problem was told."""
LISTED_IN_TEXT = re.compile(r"[^,\s][^,]*(?:, ?[^,\s][^,]*)+")
DATE_HINT = "write it as `2017-03-24` or `2017-03-24T10:00+07:00`"
SHARES_HINT = "write shares between 0 and 1, as `[0.3, 0.5]`"
GROUP_HINT = "write it as `name: value`, one in a line, indented"
SHORT = 60
TEXT_KINDS = (inspect.StrType, inspect.BoolType, inspect.IntType, inspect.FloatType, inspect.LiteralType)
SHAPES: dict[type, tuple[type, ...]] = {
    YamlText: (*TEXT_KINDS, inspect.StructType),
    YamlList: (inspect.VarTupleType, inspect.TupleType),
    YamlFields: (inspect.DictType, inspect.StructType),
}
NO = {"no", "off", "n", "0"}


class Rules(Struct, frozen=True, kw_only=True):
    """How to take what does not fit.

    `noun` is what the author calls an entry ("field", "setting"), `unknown` how bad an unknown one is and
    `advice` what to do about it when it is like none that is known. `guarded` are fields by which an author
    holds something back: neither a slip in their names nor an empty value may publish it, so both are errors.
    `stand_ins` are values for required fields of the whole that are missing, so that the rest can be used.
    """

    zone: ZoneInfo
    noun: str = "field"
    unknown: Severity = Severity.WARNING
    advice: str = ""
    guarded: frozenset[str] = frozenset()
    stand_ins: dict[str, Any] = field(default_factory=dict)


class Decoded(Struct, Generic[T], frozen=True):
    """A value with defaults in place of what could not be read; None when something required is missing."""

    value: T | None
    problems: tuple[Problem, ...]


def decode(node: YamlNode, kind: type[T], rules: Rules, name: str = "") -> Decoded[T]:
    """Give a node as a value of a `msgspec.Struct`, or of any type that the fields of one may have."""
    decoding = Decoding(rules)
    value = decoding.value_of(node, type_of(cast(Any, kind)), name)
    return Decoded(None if value is BAD else cast(T, value), tuple(decoding.problems))


type_of = cache(inspect.type_info)


class Form(Struct, frozen=True):
    """How a struct is written: its fields by the names that authors use, and which of them cannot be left out.

    `kinds` are the types of the fields, without what their readers need not know.
    """

    fields: dict[str, inspect.Field]
    required: tuple[inspect.Field, ...]
    kinds: dict[str, inspect.Type]


@cache
def form_of(kind: type) -> Form:
    """Give the form of a struct."""
    info = type_of(kind)
    if not isinstance(info, inspect.StructType):
        raise TypeError(kind)
    return Form(
        {entry.encode_name: entry for entry in info.fields},
        tuple(entry for entry in info.fields if entry.required),
        {entry.encode_name: core_of(entry.type) for entry in info.fields},
    )


def core_of(kind: inspect.Type) -> inspect.Type:
    """Give a type without remarks, and without the `None` that stands beside it: authors leave out what is nothing."""
    if isinstance(kind, inspect.Metadata):
        return core_of(kind.type)
    if isinstance(kind, inspect.UnionType):
        options = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
        return core_of(options[0]) if len(options) == 1 else kind
    return kind


@cache
def short_form(kind: type) -> str:
    """Name the field that a mere text stands for: the only required one, as `src` of an image; or nothing."""
    required = form_of(kind).required
    return required[0].encode_name if len(required) == 1 and takes_text(required[0].type) else ""


def takes_text(kind: inspect.Type) -> bool:
    """Tell whether a type is written as a single text."""
    match kind:
        case inspect.Metadata():
            return takes_text(kind.type)
        case inspect.UnionType():
            return any(takes_text(option) for option in kind.types)
        case inspect.StructType():
            return kind.cls is Moment
    return isinstance(kind, TEXT_KINDS)


def described(node: YamlNode) -> str:
    """Say what an author wrote, for the end of a sentence."""
    match node:
        case YamlList():
            return "a list"
        case YamlFields():
            return "a group of fields"
    return f"`{shortened(node.text)}`" if node.text.strip() else "empty"


def shortened(text: str) -> str:
    """Give the beginning of a text in one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT]}…"


class Decoding:
    """One run over a tree of nodes; collects its problems."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.problems: list[Problem] = []

    def refuse(self, node: YamlNode, name: str, wanted: str, hint: str = "") -> object:
        """Tell that a value is not what it should be."""
        subject = f"`{name}`" if name else "this file"
        self.problems.append(error(f"{subject} should be {wanted}, but is {described(node)}", node.place, hint))
        return BAD

    def value_of(self, node: YamlNode, kind: inspect.Type, name: str) -> object:
        """Give a node as a value of a type, or `BAD`."""
        return READERS[type(kind)](self, node, kind, name)

    def constrained(self, node: YamlNode, kind: inspect.Metadata, name: str) -> object:
        """Give a value whose type has a remark."""
        return self.value_of(node, kind.type, name)

    def anything(self, node: YamlNode, _kind: inspect.Type, _name: str) -> object:
        """Give a value by what it looks like."""
        return meaning_of(node)

    def text_of(self, node: YamlNode, _kind: inspect.Type, name: str) -> object:
        """Give a text as it was written, whatever YAML thinks that it means."""
        if type(node) is YamlText:
            return node.text
        sign = "begins with `[`" if isinstance(node, YamlList) else "begins with `{` or holds `: `"
        return self.refuse(node, name, "a text", f"put a text that {sign} in quotes")

    def boolean_of(self, node: YamlNode, _kind: inspect.Type, name: str) -> object:
        """Give a yes or no."""
        text = text_in(node)
        if text in BOOLEANS:
            return BOOLEANS[text]
        return self.refuse(node, name, "`true` or `false`", f"write `{'false' if text.lower() in NO else 'true'}`")

    def word_of(self, node: YamlNode, kind: inspect.LiteralType, name: str) -> object:
        """Give one of some words."""
        text = text_in(node)
        if text in kind.values:
            return text
        words = [str(word) for word in kind.values]
        return self.refuse(node, name, in_words(words, "or"), did_you_mean(text, words))

    def integer_of(self, node: YamlNode, kind: inspect.IntType, name: str) -> object:
        """Give a whole number that keeps its bounds."""
        text = text_in(node)
        if not DECIMAL.fullmatch(text) or len(text) > MAX_DIGITS:
            return self.refuse(node, name, "a whole number")
        return int(text) if keeps_bounds(int(text), kind) else self.refuse_bounds(node, kind, name)

    def float_of(self, node: YamlNode, kind: inspect.FloatType, name: str) -> object:
        """Give a number that keeps its bounds."""
        text = text_in(node)
        hint = SHARES_HINT if (kind.ge, kind.le) == (0, 1) else ""
        if not FLOAT.fullmatch(text) or not isfinite(float(text)):
            return self.refuse(node, name, "a number", hint)
        return float(text) if keeps_bounds(float(text), kind) else self.refuse_bounds(node, kind, name, hint)

    def refuse_bounds(
        self, node: YamlNode, kind: inspect.IntType | inspect.FloatType, name: str, hint: str = ""
    ) -> object:
        """Tell that a number is too small or too great."""
        wanted = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
        if kind.ge is not None and kind.le is not None:
            return self.refuse(node, name, f"{wanted} from {kind.ge} to {kind.le}", hint)
        bound = f"of at least {kind.ge}" if kind.ge is not None else f"of at most {kind.le}"
        return self.refuse(node, name, f"{wanted} {bound}", hint)

    def moment_of(self, node: YamlNode, name: str) -> object:
        """Give a date."""
        try:
            return moment_from_text(text_in(node), self.rules.zone)
        except UnreadableDate as fault:
            return self.refuse(node, name, "a date", fault.why or DATE_HINT)

    def list_of(self, node: YamlNode, kind: inspect.VarTupleType, name: str) -> object:
        """Give a list; a single value is a list of one."""
        if isinstance(node, YamlFields) and isinstance(kind.item_type, TEXT_KINDS):
            return self.refuse(node, name, "a list", "write it as `[one, two]`")
        if not isinstance(node, YamlList):
            if isinstance(node, YamlText) and takes_text(kind.item_type) and LISTED_IN_TEXT.fullmatch(node.text):
                self.tell_commas(node, name)
            value = self.value_of(node, kind.item_type, name)
            return BAD if value is BAD else (value,)
        values = []
        read = READERS[type(kind.item_type)]
        for item in node.items:
            if is_empty(item):
                self.problems.append(warning(f"`{name}` has an empty entry", item.place, "delete it"))
                continue
            value = read(self, item, kind.item_type, name)
            if value is not BAD:
                values.append(value)
        if not node.items and kind.min_length:
            self.problems.append(error(f"`{name}` is empty", node.place, "name one at least, or delete the line"))
        return tuple(values) if len(values) >= (kind.min_length or 0) else BAD

    def tell_commas(self, node: YamlText, name: str) -> None:
        """Warn of several entries in one text."""
        quoted = ", ".join(part.strip() for part in node.text.split(","))
        hint = f'write `[{quoted}]` if these are several, `["{node.text}"]` if it is one'
        self.problems.append(warning(f"`{name}` is one text with commas, not a list", node.place, hint))

    def fixed_list_of(self, node: YamlNode, kind: inspect.TupleType, name: str) -> object:
        """Give a list of so many shares of a whole, as the two of a point in a picture; nothing else is one."""
        kinds = kind.item_types
        if not isinstance(node, YamlList):
            return self.refuse(node, name, f"a list of {len(kinds)} numbers", SHARES_HINT)
        if len(node.items) != len(kinds):
            message = f"`{name}` should be a list of {len(kinds)} numbers, but has {len(node.items)}"
            self.problems.append(error(message, node.place, SHARES_HINT))
            return BAD
        values = [self.value_of(item, kind, name) for item, kind in zip(node.items, kinds, strict=True)]
        return BAD if BAD in values else tuple(values)

    def one_of(self, node: YamlNode, kind: inspect.UnionType, name: str) -> object:
        """Give a value of the one type of a union that a node's shape fits; a text by language is looked into."""
        options = [option for option in kind.types if not isinstance(option, inspect.NoneType)]
        fitting = [option for option in options if isinstance(option, SHAPES[type(node)])]
        value = self.value_of(node, (fitting or options)[0], name)
        if len(options) > 1 and isinstance(node, YamlFields) and isinstance(value, dict):
            return self.by_language(node, value, name)
        return value

    def by_language(self, node: YamlFields, texts: Mapping[str, str], name: str) -> dict[str, str]:
        """Give texts by language with each language in its usual form."""
        known = {}
        for written, text in texts.items():
            if tag := known_language(written):
                known[tag] = text
                continue
            place = node.fields[written].name_place
            message = f"`{name}` should be a text, or a text for each language, but `{written}` is no known language"
            self.problems.append(error(message, place, language_hint(written)))
        return known

    def fields_of(self, node: YamlNode, kind: inspect.DictType, name: str) -> object:
        """Give fields with names that the author chose."""
        if not isinstance(node, YamlFields):
            return self.refuse(node, name, "a group of fields", group_hint(node))
        values = {}
        for key, entry in node.fields.items():
            if is_empty(entry.value) and isinstance(kind.value_type, TEXT_KINDS):
                continue
            value = self.value_of(entry.value, kind.value_type, f"{name}.{key}" if name else key)
            if value is not BAD:
                values[key] = value
        return values

    def struct_of(self, node: YamlNode, kind: inspect.StructType, name: str) -> object:
        """Give a struct, with defaults in place of what is empty or wrong."""
        if kind.cls is Moment:
            return self.moment_of(node, name)
        fields = written_fields(node, kind.cls)
        if fields is None or (not name and isinstance(node, YamlText) and not is_empty(node)):
            return self.refuse(node, name, "a group of fields", GROUP_HINT)
        form = form_of(kind.cls)
        prefix = f"{name}." if name else ""
        values: dict[str, object] = {} if name else dict(self.rules.stand_ins)
        for key, entry in fields.items():
            known = form.fields.get(key)
            if known is None:
                self.tell_unknown(key, entry.name_place, form, prefix)
            elif is_empty(entry.value):
                self.tell_empty(key, entry.name_place, prefix)
            else:
                value = self.value_of(entry.value, form.kinds[key], prefix + key)
                if value is not BAD:
                    values[known.name] = value
        for required in form.required:
            self.tell_missing(required.encode_name, fields, node.place, prefix)
        return kind.cls(**values) if all(required.name in values for required in form.required) else BAD

    def tell_unknown(self, key: str, place: Location, form: Form, prefix: str) -> None:
        """Tell that nobody reads an entry."""
        hint = did_you_mean(key, form.fields, f"known here: {in_words(form.fields)}" if prefix else self.rules.advice)
        message = f"unknown {self.rules.noun} `{shortened(prefix + key)}`"
        if key != key.strip(ODD_SPACES):
            hint = "there is a non-breaking space beside the name, as word processors write it: delete it"
        is_slip = not prefix and nearest(key, form.fields) in self.rules.guarded
        self.problems.append(Problem(message, place, hint, Severity.ERROR if is_slip else self.rules.unknown))

    def tell_empty(self, key: str, place: Location, prefix: str) -> None:
        """Tell that a guarded field has no value."""
        if not prefix and key in self.rules.guarded:
            hint = "write its value after the `:` (what follows `#` is a comment), or delete the line"
            self.problems.append(error(f"`{key}` is empty", place, hint))

    def tell_missing(self, key: str, fields: dict[str, YamlField], place: Location, prefix: str) -> None:
        """Tell that a field which must be there is not, or has no value."""
        entry = fields.get(key)
        if entry is None:
            self.problems.append(error(f"`{prefix}{key}` is missing", place, f"add `{key}: …`"))
        elif is_empty(entry.value):
            self.problems.append(error(f"`{prefix}{key}` is empty", entry.name_place, "write its value after the `:`"))


READERS: dict[type, Callable[[Decoding, YamlNode, Any, str], object]] = {
    inspect.AnyType: Decoding.anything,
    inspect.BoolType: Decoding.boolean_of,
    inspect.DictType: Decoding.fields_of,
    inspect.FloatType: Decoding.float_of,
    inspect.IntType: Decoding.integer_of,
    inspect.LiteralType: Decoding.word_of,
    inspect.Metadata: Decoding.constrained,
    inspect.StrType: Decoding.text_of,
    inspect.StructType: Decoding.struct_of,
    inspect.TupleType: Decoding.fixed_list_of,
    inspect.UnionType: Decoding.one_of,
    inspect.VarTupleType: Decoding.list_of,
}


def group_hint(node: YamlNode) -> str:
    """Say how a group of fields is written; of the names in a list, with these names."""
    names = [item.text for item in node.items if isinstance(item, YamlText)] if isinstance(node, YamlList) else []
    return f"write it as `{{{', '.join(f'{name}: {{}}' for name in names)}}}`" if names else GROUP_HINT


def written_fields(node: YamlNode, kind: type[Struct]) -> dict[str, YamlField] | None:
    """Give the fields of a struct; a mere text stands for one of them, nothing for none."""
    if isinstance(node, YamlFields):
        return node.fields
    if is_empty(node):
        return {}
    if isinstance(node, YamlText) and (only := short_form(kind)):
        return {only: YamlField(node.place, node)}
    return None


def text_in(node: YamlNode) -> str:
    """Give the text of a scalar; nothing else has one."""
    return node.text if isinstance(node, YamlText) else ""


def keeps_bounds(number: float, kind: inspect.IntType | inspect.FloatType) -> bool:
    """Tell whether a number is neither too small nor too great."""
    return (kind.ge is None or number >= kind.ge) and (kind.le is None or number <= kind.le)
