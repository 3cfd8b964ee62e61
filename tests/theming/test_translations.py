from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from sitegen.problems import Location, error
from sitegen.theming.templates import translator_of
from sitegen.theming.theme import built_in_themes
from tests.theming.builders import a_theme, built_in, loaded, write_theme

LANGUAGES = ["ar", "es", "fr", "it"]
TEXTS_OF_PLANNING = """
Home|Topics|People|Organizations|Places|Authors|Kinds of news|Archive|Subscribe|Search|Page not found|Page %(number)s
Older|Newer|%(title)s, page %(number)s|All languages
Press release|Statement|Speech|Event|Media advisory|News
Press releases|Statements|Speeches|Events|Media advisories|News articles
All topics of %(site)s.|All people in the news of %(site)s.|All organizations in the news of %(site)s.
All places in the news of %(site)s.|All authors of %(site)s.|All kinds of news of %(site)s.
All news of %(site)s by year and month.|News of %(site)s from %(period)s.
All feeds of %(site)s, and how to subscribe to them.|Find news of %(site)s by topic, section and year.
News of %(site)s about %(title)s.|News of %(site)s with %(title)s.|News of %(site)s by %(title)s.
Latest news: %(title)s.|%(title)s of %(site)s.
This address does not exist.|Media kit
"""
PLACEHOLDER = re.compile(r"%\(\w+\)s")
HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def texts_of_templates(theme: str) -> dict[str, str | tuple[str, ...]]:
    """Every message in a theme's templates, by its singular."""
    folder = built_in_themes() / theme / "templates"
    options = {"**.html": {"newstyle_gettext": "true", "trim_blocks": "true"}}
    found = extract_from_dir(str(folder), method_map=[("**.html", "jinja2")], options_map=options)
    messages = [message for _, _, message, _, _ in found]
    return {message if isinstance(message, str) else message[0]: message for message in messages}


def catalogue(theme: str, lang: str) -> Catalog:
    with (built_in_themes() / theme / "translations" / f"{lang}.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_the_newsroom_is_translated(lang: str) -> None:
    wanted = {
        **texts_of_templates("newsroom"),
        **dict.fromkeys(TEXTS_OF_PLANNING.strip().replace("\n", "|").split("|")),
    }
    translated = catalogue("newsroom", lang)

    assert [text for text in wanted if not (message := translated.get(text)) or not message.string] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_translation_is_left_over(lang: str) -> None:
    wanted = {*texts_of_templates("newsroom"), *TEXTS_OF_PLANNING.strip().replace("\n", "|").split("|")}
    ids = [message.id if isinstance(message.id, str) else message.id[0] for message in catalogue("newsroom", lang)]

    assert {text for text in ids if text} - wanted == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_the_bulletin_is_translated(lang: str) -> None:
    own = set(texts_of_templates("bulletin"))

    assert {message.id for message in catalogue("bulletin", lang) if message.id} == own


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_form_is_there(lang: str) -> None:
    forms = [message.string for message in catalogue("newsroom", lang) if message.pluralizable]

    assert {len(each) for each in forms if each} == {{"ar": 6}.get(lang, 2)}
    assert all(form for each in forms for form in each or [""])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_each_placeholder_of_its_message(lang: str) -> None:
    for message in catalogue("newsroom", lang):
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
            assert set(PLACEHOLDER.findall(message.id)) == set(PLACEHOLDER.findall(message.string))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (11, "11 مقالًا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
    ],
)
def test_arabic_counts_in_six_forms(number: int, text: str) -> None:
    translator = translator_of(built_in("newsroom"), "ar")

    assert translator.ngettext("%(num)s article", "%(num)s articles", number) % {"num": number} == text


def test_a_region_falls_back_to_its_language_and_an_unknown_language_to_english() -> None:
    theme = built_in("newsroom")

    assert translator_of(theme, "fr-CH").gettext("Topics") == "Thèmes"
    assert translator_of(theme, "de").gettext("Topics") == "Topics"
    assert translator_of(theme, "de").ngettext("one", "many", 2) == "many"


def test_a_child_speaks_first_then_its_parents(tmp_path: Path) -> None:
    files = {
        "theme.yaml": "name: x\nextends: newsroom\n",
        "translations/fr.po": HEADER + 'msgid "Topics"\nmsgstr "Dossiers"\n',
        "translations/fr-CA.po": HEADER + 'msgid "Home"\nmsgstr "Chez nous"\n',
    }
    theme = a_theme(tmp_path, files=files)

    assert translator_of(theme, "fr").gettext("Topics") == "Dossiers"
    assert translator_of(theme, "fr").gettext("Places") == "Lieux"
    assert translator_of(theme, "fr").gettext("Home") == "Accueil"
    assert translator_of(theme, "fr-CA").gettext("Home") == "Chez nous"


def test_fuzzy_and_empty_translations_are_left_out(tmp_path: Path) -> None:
    text = HEADER + '#, fuzzy\nmsgid "Home"\nmsgstr "Haus"\n\nmsgid "Search"\nmsgstr ""\n'
    translator = translator_of(a_theme(tmp_path, files={"translations/de.po": text}), "de")

    assert (translator.gettext("Home"), translator.gettext("Search")) == ("Home", "Search")


def test_a_context_keeps_two_meanings_apart(tmp_path: Path) -> None:
    text = HEADER + 'msgctxt "noun"\nmsgid "Search"\nmsgstr "Suche"\n\nmsgid "Search"\nmsgstr "Suchen"\n'
    translator = translator_of(a_theme(tmp_path, files={"translations/de.po": text}), "de")

    assert translator.pgettext("noun", "Search") == "Suche"
    assert translator.gettext("Search") == "Suchen"
    assert translator.pgettext("verb", "Home") == "Home"
    assert translator.npgettext("noun", "day", "days", 2) == "days"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('msgid "a"\nmsgstr "b\n', 2, "line 2 of this catalogue cannot be read"),
        ('msgid "a"\n\nnonsense\n', 3, "line 3 of this catalogue cannot be read"),
        (
            HEADER + 'msgid "%(title)s"\nmsgstr "%(titel)s"\n',
            4,
            "this translation does not fit its message: unknown named placeholder 'titel'",
        ),
        (
            HEADER + 'msgid "%(n)s a"\nmsgid_plural "%(n)s as"\nmsgstr[0] "%(n)s x"\n',
            4,
            "this translation has 1 of 2 plural forms",
        ),
    ],
)
def test_a_broken_catalogue_is_reported_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    write_theme(tmp_path, "mine", {"translations/de.po": text})

    problem = loaded(tmp_path, "mine")[1][0]
    assert (problem.message, problem.location.path, problem.location.line) == (
        message,
        "themes/mine/translations/de.po",
        line,
    )


def test_a_plural_rule_can_run_no_program(tmp_path: Path) -> None:
    text = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n'
    write_theme(tmp_path, "mine", {"translations/de.po": text})

    assert loaded(tmp_path, "mine")[1][0].message.startswith("this catalogue cannot be used")


def test_a_catalogue_in_another_encoding_is_reported(tmp_path: Path) -> None:
    write_theme(tmp_path, "mine", {"translations/de.po": ""})
    (tmp_path / "mine/translations/de.po").write_bytes(b'msgid "a"\nmsgstr "\xe4"\n')

    place = Location("themes/mine/translations/de.po", 2)
    assert loaded(tmp_path, "mine")[1] == (error("this catalogue is not written in UTF-8", place, "save it as UTF-8"),)
