from __future__ import annotations

from typing import Any

from sitegen.reading.schema import config_schema, entity_schemas, front_matter_schema


def properties(schema: dict[str, Any], name: str) -> dict[str, Any]:
    definition = schema["$defs"][name]
    found: dict[str, Any] = definition.get("properties") or definition["anyOf"][0]["properties"]
    return found


def test_every_field_of_the_front_matter_is_explained() -> None:
    fields = properties(front_matter_schema(), "FrontMatter")
    assert [name for name, field in fields.items() if not field.get("description")] == []
    assert {"title", "date", "translation_of", "extra"} <= set(fields)


def test_every_setting_is_explained() -> None:
    schema = config_schema()
    unexplained = [
        f"{name}.{setting}"
        for name, definition in schema["$defs"].items()
        for setting, field in (definition.get("properties") or {}).items()
        if not field.get("description")
    ]
    assert unexplained == []


def test_a_schema_says_what_it_is() -> None:
    schema = front_matter_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Front matter of an article"
    assert schema["$ref"] == "#/$defs/FrontMatter"
    assert schema["$defs"]["FrontMatter"]["required"] == ["title"]
    assert schema["$defs"]["FrontMatter"]["additionalProperties"] is False


def test_what_is_read_generously_is_described_so() -> None:
    schema = front_matter_schema()
    fields = properties(schema, "FrontMatter")
    assert fields["tags"]["anyOf"] == [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]
    assert schema["$defs"]["Image"]["anyOf"][1] == {"type": "string"}
    assert schema["$defs"]["Moment"]["type"] == "string"


def test_allowed_words_are_listed() -> None:
    assert "press-release" in properties(front_matter_schema(), "FrontMatter")["type"]["enum"]


def test_a_focus_is_two_shares() -> None:
    focus = properties(front_matter_schema(), "Image")["focus"]
    share = {"type": "number", "minimum": 0, "maximum": 1}
    assert (focus["prefixItems"], focus["minItems"], focus["maxItems"]) == ([share, share], 2, 2)
    assert (focus["items"], focus["default"]) == (False, (0.5, 0.5))


def test_every_list_of_the_newsroom_is_described() -> None:
    schemas = entity_schemas()
    assert set(schemas) == {
        *("_people.yaml", "_organizations.yaml", "_places.yaml", "_contacts.yaml", "_tags.yaml", "_section.yaml")
    }
    assert schemas["_people.yaml"]["additionalProperties"] == {"$ref": "#/$defs/Person"}
    assert set(properties(schemas["_people.yaml"], "Role")) == {"title", "organization", "from", "to"}
