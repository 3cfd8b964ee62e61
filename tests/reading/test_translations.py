from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.reading.article import Original
from tests.reading.newsrooms import Read, front, read_site

CONFIG = "-- config.yaml --\ntitle: News\nlanguages: {en: , fr: , it: }\n"


def newsroom(folder: Path, **articles: str) -> Read:
    """Read a newsroom; each name is a path with `__` for `/` and `_` for `.`, each value its further fields."""
    story = "".join(
        f"-- content/{name.replace('__', '/').replace('_', '.')}.md --\n{front(fields)}"
        for name, fields in articles.items()
    )
    return read_site(folder, CONFIG + story)


def test_texts_with_one_name_are_translations_of_the_one_without_a_language(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__launch="", news__launch_fr="", news__launch_it="")
    assert read.told == []
    assert read.article("news/launch.md").original == Original(group="news/launch")
    assert read.article("news/launch.fr.md").original == Original(group="news/launch", is_translation=True)
    assert read.article("news/launch.it.md").original == Original(group="news/launch", is_translation=True)


def test_where_all_name_their_language_the_default_language_is_the_original(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__launch_en="", news__launch_fr="")
    assert not read.article("news/launch.en.md").original.is_translation
    assert read.article("news/launch.fr.md").original.is_translation


def test_folders_of_languages_hold_translations_too(tmp_path: Path) -> None:
    read = newsroom(tmp_path, en__news__launch="", fr__news__launch="")
    assert read.article("fr/news/launch.md").original == Original(group="news/launch", is_translation=True)
    assert list(read.library.sections) == ["news"]


@pytest.mark.parametrize("path", ["news/launch.md", "launch.md", "./launch.md", "../news/launch.md", "/news/launch.md"])
def test_the_front_matter_may_name_the_original(tmp_path: Path, path: str) -> None:
    read = newsroom(tmp_path, news__lancement=f"lang: fr\ntranslation_of: {path}\n", news__launch="")
    assert read.told == []
    assert read.article("news/lancement.md").original == Original(group="news/launch", is_translation=True)
    assert read.article("news/launch.md").original == Original(group="news/launch")


def test_a_translation_of_a_translation_belongs_to_the_original(tmp_path: Path) -> None:
    read = newsroom(
        tmp_path,
        news__lancement="lang: fr\ntranslation_of: launch.md\n",
        news__lancio="lang: it\ntranslation_of: lancement.md\n",
        news__launch="",
    )
    assert read.article("news/lancio.md").original == Original(group="news/launch", is_translation=True)


def test_an_original_that_does_not_exist_is_told_with_the_nearest(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__lancement="lang: fr\ntranslation_of: news/lanch.md\n", news__launch="")
    assert read.told == [
        (
            "content/news/lancement.md:5:17: error: `translation_of` names `news/lanch.md`, which is no article"
            " | did you mean `news/launch.md`?"
        )
    ]


def test_an_original_that_could_not_be_read_is_not_called_missing(tmp_path: Path) -> None:
    fields = "lang: fr\ntranslation_of: launch.md\n"
    story = f"-- content/news/lancement.md --\n{front(fields)}-- content/news/launch.md --\n---\ntitle: Launch\n---\n"
    (line,) = read_site(tmp_path, CONFIG + story).told
    assert "`date` is missing" in line


def test_a_circle_of_translations_is_told(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__a="translation_of: b.md\n", news__b="lang: fr\ntranslation_of: a.md\n")
    assert read.told == [
        (
            "content/news/a.md:4:17: error: `translation_of` leads back to this article"
            " | leave `translation_of` out of the original"
        ),
        (
            "content/news/b.md:5:17: error: `translation_of` leads back to this article"
            " | leave `translation_of` out of the original"
        ),
    ]
    assert read.article("news/a.md").original == Original(group="news/a")


def test_one_text_twice_in_one_language_is_told_with_both_places(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__launch="", news__launch_en="")
    (problem,) = read.problems
    assert read.told == [
        (
            "content/news/launch.md:1: error: this text and `content/news/launch.en.md` are the same article in the"
            " same language, `en` | give one of them another `lang`, or another file name"
        )
    ]
    assert str(problem.notes[0].location) == "content/news/launch.en.md:1"


def test_a_file_and_a_bundle_of_one_name_are_one_article(tmp_path: Path) -> None:
    read = newsroom(tmp_path, news__launch="", news__launch__index="")
    assert "are the same article in the same language" in read.told[0]
