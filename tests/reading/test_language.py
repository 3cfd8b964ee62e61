from __future__ import annotations

import pytest

from sitegen.reading.language import known_language, language_hint


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"),
        ("FR", "fr"),
        ("pt-br", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("no", "no"),
        ("ca-valencia", "ca-valencia"),
    ],
)
def test_a_known_language_has_its_usual_form(written: str, tag: str) -> None:
    assert known_language(written) == tag


@pytest.mark.parametrize("written", ["", "xx", "2", "english", "pt_BR", "en-", "e", "en-XX", "js", "und", "mul"])
def test_anything_else_is_no_language(written: str) -> None:
    assert known_language(written) == ""


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("pt_BR", "write `pt-BR`"),
        ("French", "write `fr`"),
        ("deutsch", "write `de`"),
        ("portugueze", "write `pt`"),
        ("en-XX", "write `en`"),
        ("enn", "write a language tag of BCP 47, as `en`, `fr` or `pt-BR`"),
        ("?!", "write a language tag of BCP 47, as `en`, `fr` or `pt-BR`"),
    ],
)
def test_a_hint_says_how_a_language_is_written(written: str, hint: str) -> None:
    assert language_hint(written) == hint
