from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec import inspect

from sitegen.config import Config, EditionSettings, LocalText, text_in


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("News", "fr", "News"),
        ({"en": "News", "fr": "Actualités"}, "fr", "Actualités"),
        ({"en": "News", "fr": "Actualités"}, "it", "News"),
        ({"fr": "Actualités"}, "it", "Actualités"),
        ({"en": "News", "fr": ""}, "fr", "News"),
        ({}, "fr", ""),
        ("", "fr", ""),
    ],
)
def test_a_local_text_is_given_in_a_language_or_the_next_best_one(text: LocalText, language: str, shown: str) -> None:
    assert text_in(language, text) == shown


def test_the_fallback_can_be_another_language_than_english() -> None:
    assert text_in("it", {"en": "News", "fr": "Actualités"}, "fr") == "Actualités"


def test_a_title_is_all_that_a_site_must_have() -> None:
    assert msgspec.convert({"title": "Newsroom"}, Config) == Config(title="Newsroom")
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({}, Config)


@pytest.mark.parametrize(
    "settings",
    [
        {"feeds": {"window": 0}},
        {"page_size": 0},
        {"related": 21},
        {"links": {"dead": "shout"}},
        {"feeds": {"formats": []}},
        {"feeds": {"formats": ["rss2"]}},
        {"lists": ["sections"]},
    ],
)
def test_a_setting_that_cannot_be_is_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"title": "Newsroom"} | settings, Config)


def settings_without_meaning(kind: inspect.Type, path: str = "") -> Iterator[str]:
    """The settings that say nothing of what they are, however deep."""
    match kind:
        case inspect.StructType(fields=fields):
            for field in fields:
                name = f"{path}.{field.name}"
                meta = field.type if isinstance(field.type, inspect.Metadata) else None
                if not meta or not (meta.extra_json_schema or {}).get("description"):
                    yield name
                yield from settings_without_meaning(meta.type if meta else field.type, name)
        case inspect.DictType(value_type=inner):
            yield from settings_without_meaning(inner, f"{path}.*")
        case inspect.VarTupleType(item_type=inner):
            yield from settings_without_meaning(inner, f"{path}.#")
        case _:
            return


def test_every_setting_says_what_it_means() -> None:
    assert list(settings_without_meaning(inspect.type_info(Config))) == []


def test_without_languages_there_is_one_edition_in_the_language_of_the_site() -> None:
    assert Config(title="News", language="fr").editions == {"fr": EditionSettings()}


def test_the_default_edition_comes_first_and_keeps_its_settings() -> None:
    config = Config(title="News", languages={"fr": EditionSettings(), "en": EditionSettings(title="News")})
    assert list(config.editions.items()) == [("en", EditionSettings(title="News")), ("fr", EditionSettings())]
