"""JSON Schemas (2020-12) of what authors write, with which their editors complete and check it."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from sitegen.clock import Moment
from sitegen.config import Config
from sitegen.reading.entity_files import ENTITY_FILES, SECTION_FILE, SectionTexts
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.typed_yaml import short_form

__all__ = ["config_schema", "entity_schemas", "front_matter_schema"]

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MOMENT: Schema = {
    "type": "string",
    "description": "A date, or a date with time and zone.",
    "pattern": r"^\d{4}-\d{1,2}-\d{1,2}([Tt ] *\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"( *([Zz]|UTC|GMT|[+-]\d{2}(:?\d{2})?))?)?$",
    "examples": ["2017-03-24", "2017-03-24T10:00+07:00"],
}


def front_matter_schema() -> Schema:
    """Describe the front matter of an article."""
    return schema_of(FrontMatter, "Front matter of an article")


def config_schema() -> Schema:
    """Describe `config.yaml`."""
    return schema_of(Config, "Settings of a site")


def entity_schemas() -> dict[str, Schema]:
    """Describe the lists of the newsroom, by the name of their file."""
    lists = {f"_{kind}.yaml": schema_of(entries, f"List of {kind}") for kind, entries in ENTITY_FILES.items()}
    return {**lists, SECTION_FILE: schema_of(SectionTexts, "Texts of a section")}


def schema_of(kind: Any, title: str) -> Schema:  # noqa: ANN401 (a type form, as `dict[str, Person]`)
    """Describe a type as `decode` reads it: dates as text, a single value for a list, a text for a whole struct."""
    (top,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    structs = {struct.__name__: struct for struct in structs_below(kind)}
    definitions = {
        name: definition_of(part, structs[name], is_whole=structs[name] is kind) for name, part in parts.items()
    }
    return {"$schema": DIALECT, "title": title, **as_written(top), "$defs": definitions}


def structs_below(kind: Any) -> set[type[Struct]]:  # noqa: ANN401
    """Give every struct that a type holds."""
    found: set[type[Struct]] = set()
    waiting = [msgspec.inspect.type_info(kind)]
    while waiting:
        info = waiting.pop()
        match info:
            case msgspec.inspect.StructType() if info.cls not in found:
                found.add(info.cls)
                waiting += [entry.type for entry in info.fields]
            case msgspec.inspect.Metadata():
                waiting.append(info.type)
            case msgspec.inspect.UnionType():
                waiting += info.types
            case msgspec.inspect.VarTupleType():
                waiting.append(info.item_type)
            case msgspec.inspect.DictType():
                waiting.append(info.value_type)
    return found


def definition_of(part: Schema, struct: type[Struct], *, is_whole: bool) -> Schema:
    """Describe one struct, with the text that may stand for it where it is a part of another."""
    if struct is Moment:
        return MOMENT
    written: Schema = as_written(part)
    written["additionalProperties"] = False
    if is_whole or not short_form(struct):
        return written
    return {"anyOf": [written, {"type": "string"}], "description": written.pop("description")}


def as_written(part: Any) -> Any:  # noqa: ANN401 (JSON)
    """Allow everywhere a single value in place of a list of such values."""
    if isinstance(part, list):
        return [as_written(item) for item in part]
    if not isinstance(part, dict):
        return part
    written = {key: as_written(value) for key, value in part.items()}
    if written.get("type") == "array" and isinstance(written.get("items"), dict):
        told = {key: written.pop(key) for key in ("description", "default", "title") if key in written}
        return {**told, "anyOf": [written, written["items"]]}
    return written
