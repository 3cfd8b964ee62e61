from __future__ import annotations

import pytest

from sitegen.problems import Location
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlNode, YamlText, is_empty, meaning_of, places_in


def node(text: str) -> YamlNode:
    parsed, problems = parse_yaml(text, "a.yaml")
    assert parsed is not None
    assert not problems
    return parsed


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("true", True),
        ("False", False),
        ("no", "no"),
        ("on", "on"),
        ("NO", "NO"),
        ("y", "y"),
        ("~", None),
        ("null", None),
        ("Null", "Null"),
        ("17", 17),
        ("-17", -17),
        ("0", 0),
        ("007", "007"),
        ("010", "010"),
        ("0o10", 8),
        ("0x1F", 31),
        ("0xFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF"),
        ("0x7FFFFFFFFFFFFF", 0x7FFFFFFFFFFFFF),
        ("14:30", "14:30"),
        ("190:20:30", "190:20:30"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        ("01.5", "01.5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("12345678901234567890", "12345678901234567890"),
        ("2017-03-24", "2017-03-24"),
        ("2017-03-24T10:00:00Z", "2017-03-24T10:00:00Z"),
        ("'true'", "true"),
        ('"17"', "17"),
        ("!!str 17", "17"),
        ("=", "="),
    ],
)
def test_a_plain_scalar_means_what_yaml_1_2_says(written: str, meaning: object) -> None:
    value = meaning_of(node(written))
    assert value == meaning
    assert type(value) is type(meaning)


def test_lists_and_fields_are_given_whole() -> None:
    assert meaning_of(node("a: [1, {b: no}]\nc:\n")) == {"a": [1, {"b": "no"}], "c": None}


def test_only_a_plain_nothing_is_empty() -> None:
    assert is_empty(node(""))
    assert is_empty(node("~"))
    assert not is_empty(node("''"))
    assert not is_empty(node("[]"))


def test_places_are_named_by_the_way_to_them() -> None:
    places = places_in(node("image: {src: a.jpg}\nattachments:\n  - src: b.pdf\n"))
    assert places == {
        "image": Location("a.yaml", 1, 8, 12),
        "image:": Location("a.yaml", 1, 1, 5),
        "image.src": Location("a.yaml", 1, 14, 5),
        "image.src:": Location("a.yaml", 1, 9, 3),
        "attachments": Location("a.yaml", 3, 3, 12),
        "attachments:": Location("a.yaml", 2, 1, 11),
        "attachments.0": Location("a.yaml", 3, 5, 10),
        "attachments.0.src": Location("a.yaml", 3, 10, 5),
        "attachments.0.src:": Location("a.yaml", 3, 5, 3),
    }


def test_a_mere_text_has_no_places_below_it() -> None:
    assert places_in(YamlText("a", Location("a.yaml", 1, 1, 1))) == {}
