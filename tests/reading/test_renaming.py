from __future__ import annotations

import pytest

from sitegen.reading.renaming import extra_fields, renamed
from sitegen.reading.yaml_document import parse_yaml
from sitegen.reading.yaml_values import YamlFields, meaning_of
from tests.reading.newsrooms import told


def fields(text: str) -> YamlFields:
    node, _ = parse_yaml(text, "a")
    assert isinstance(node, YamlFields)
    return node


@pytest.mark.parametrize(
    ("text", "rename", "meaning"),
    [
        ("topics: [a]", {"topics": "tags"}, {"tags": ["a"]}),
        ("image_alt: A", {"image_alt": "image.alt"}, {"image": {"alt": "A"}}),
        ("image: a.jpg\nimage_alt: A", {"image_alt": "image.alt"}, {"image": {"src": "a.jpg", "alt": "A"}}),
        ("image:\nimage_alt: A", {"image_alt": "image.alt"}, {"image": {"alt": "A"}}),
        ("photo: a.jpg\nimage: {alt: A}", {"photo": "image"}, {"image": {"alt": "A", "src": "a.jpg"}}),
        (
            "image_alt: A\nphoto: a.jpg",
            {"image_alt": "image.alt", "photo": "image"},
            {"image": {"alt": "A", "src": "a.jpg"}},
        ),
        (
            "featured_image: {uid: a.jpg, alt: A}",
            {"featured_image.uid": "image.src", "featured_image.alt": "image.alt"},
            {"image": {"src": "a.jpg", "alt": "A"}},
        ),
        (
            "featured_image: {uid: a.jpg, size: 3}",
            {"featured_image.uid": "image.src"},
            {"featured_image": {"size": 3}, "image": {"src": "a.jpg"}},
        ),
        ("date: 1\npubdate: 2", {"date": "updated", "pubdate": "date"}, {"updated": 1, "date": 2}),
        ("topics:", {"topics": "tags"}, {}),
        ("title: A", {"topics": "tags"}, {"title": "A"}),
        ("image: a.jpg", {"image.uid": "image.src"}, {"image": "a.jpg"}),
        ("image: {src: a}", {"image.uid": "image.src"}, {"image": {"src": "a"}}),
    ],
)
def test_foreign_fields_are_read_under_our_names(text: str, rename: dict[str, str], meaning: object) -> None:
    found, problems = renamed(fields(text), rename)
    assert meaning_of(found) == meaning
    assert not problems


@pytest.mark.parametrize(
    ("text", "rename", "line"),
    [
        (
            "tags: [a]\ntopics: [b]",
            {"topics": "tags"},
            "a:2:1: warning: `topics` is not read, because `tags` is written too | delete one of them",
        ),
        (
            "image: {alt: A}\nimage_alt: B",
            {"image_alt": "image.alt"},
            "a:2:1: warning: `image_alt` is not read, because `image.alt` is written too | delete one of them",
        ),
        (
            "extra: a\nhero: B",
            {"hero": "extra.hero"},
            "a:2:1: warning: `hero` is not read, because `extra.hero` is written too | delete one of them",
        ),
        (
            "image: {alt: A}\nphoto: [b]",
            {"photo": "image"},
            "a:2:1: warning: `photo` is not read, because `image` is written too | delete one of them",
        ),
    ],
)
def test_our_own_field_wins(text: str, rename: dict[str, str], line: str) -> None:
    found, problems = renamed(fields(text), rename)
    assert list(found.fields) == [text.split(":", maxsplit=1)[0]]
    assert told(problems) == [line]


def test_allowed_fields_are_taken_out_with_their_values() -> None:
    rest, extra = extra_fields(fields("title: A\nkicker: 3\nhero: {a: no}\n"), ["kicker", "hero", "deck"])
    assert extra == {"kicker": 3, "hero": {"a": "no"}}
    assert list(rest.fields) == ["title"]


def test_without_allowed_fields_nothing_changes() -> None:
    front = fields("title: A\n")
    assert extra_fields(front, ["kicker"]) == (front, {})
