"""Whatever belongs to a theme, or comes to belong to it, shows on the pages that it makes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom

PAGE = "press/2026/one/index.html"
OURS = "themes/house/templates/article.html"


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    return begun(place, "-- content/press/one.md --\n" + an_article("One", tags="[a]"))


def changed(newsroom: Newsroom) -> set[str]:
    """Build, and give the pages that the build has changed."""
    public = newsroom.path("public")
    before = {file: file.read_bytes() for file in public.rglob("*.html")}
    files = newsroom.build_twice()
    return {path for path, data in files.items() if path.endswith(".html") and before.get(public / path) != data}


@pytest.mark.parametrize(
    ("file", "shows"),
    [
        ("plain/templates/base.html", {PAGE, "index.html", "404.html", "about/index.html"}),
        ("plain/templates/partials/header.html", {PAGE, "index.html", "404.html", "about/index.html"}),
        ("plain/templates/partials/macros.html", {PAGE, "index.html", "tags/index.html", "archive/index.html"}),
        ("plain/templates/partials/short.html", {PAGE}),
        ("plain/templates/article.html", {PAGE, "fr/press/2026/one/index.html"}),
        ("plain/templates/list.html", {"press/index.html", "tags/a/index.html"}),
        ("plain/theme.yaml", set()),
        ("plain/assets/plain.css", {PAGE, "index.html", "404.html"}),
        ("plain/translations/fr.po", {"fr/press/2026/one/index.html"}),
        ("house/theme.yaml", {PAGE, "index.html"}),
        ("house/templates/article.html", {PAGE}),
        ("house/assets/house.css.jinja", {PAGE}),
        ("house/translations/fr.po", {"fr/press/2026/one/index.html"}),
    ],
)
def test_a_file_of_a_theme_or_of_its_parent_is_edited(newsroom: Newsroom, file: str, shows: set[str]) -> None:
    newsroom.reword(f"themes/{file}", "mark-0", "mark-1")
    assert shows <= changed(newsroom)


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "partials/new.html" ignore missing %}',
        '{% include ["partials/new.html", "partials/short.html"] %}',
        '{% include "partials/" ~ ("new" if page.words else "") ~ ".html" ignore missing %}',
        '{% set name = "partials/new.html" %}{% include [name, "partials/short.html"] %}',
        '{% include "house/partials/new.html" ignore missing %}',
    ],
)
def test_a_template_comes_to_be_where_another_has_looked_for_it(newsroom: Newsroom, tag: str) -> None:
    newsroom.reword(OURS, "{{ super() }}", tag)
    newsroom.build_twice()
    newsroom.write("themes/house/templates/partials/new.html", "<p>New mark-0</p>")
    assert PAGE in changed(newsroom)
    newsroom.reword("themes/house/templates/partials/new.html", "mark-0", "mark-1")
    assert PAGE in changed(newsroom)
    newsroom.remove("themes/house/templates/partials/new.html")
    assert PAGE in changed(newsroom)


@pytest.mark.parametrize(
    "name", ["partials/header.html", "partials/short.html", "partials/macros.html", "base.html", "home.html"]
)
def test_a_theme_takes_the_place_of_a_template_of_its_parent(newsroom: Newsroom, name: str) -> None:
    text = newsroom.read(f"themes/plain/templates/{name}").replace("mark-0", "mark-of-ours")
    before = newsroom.files()
    newsroom.write(f"themes/house/templates/{name}", text)
    assert changed(newsroom)
    newsroom.remove(f"themes/house/templates/{name}")
    assert newsroom.build_twice() == before


def test_a_template_begins_and_ends_to_extend_another_one(newsroom: Newsroom) -> None:
    newsroom.write(OURS, '{% extends "list.html" if page.words > 99 else "plain/page.html" %}')
    assert PAGE in changed(newsroom)
    newsroom.reword("themes/plain/templates/page.html", "mark-0", "mark-1")
    assert {PAGE, "about/index.html"} <= changed(newsroom)
    newsroom.write(OURS, "<p>{{ page.title }}</p>")
    assert PAGE in changed(newsroom)
    newsroom.reword("themes/plain/templates/page.html", "mark-1", "mark-2")
    assert PAGE not in changed(newsroom)


@pytest.mark.parametrize(
    "fault", ["{{ page.nothing }}", "{% if %}", '{% include "nothing.html" %}', "{{ 1 | nothing }}"]
)
def test_a_template_is_broken_and_mended(newsroom: Newsroom, fault: str) -> None:
    before = newsroom.files()
    newsroom.reword("themes/plain/templates/partials/macros.html", "mark-0", f"{fault} mark-0")
    newsroom.reword("content/press/one.md", "The text.", "Other words.")
    assert "themes/plain/templates/partials/macros.html: " in newsroom.fail_twice()
    newsroom.reword("themes/plain/templates/partials/macros.html", f"{fault} ", "")
    assert b"Other words." in newsroom.build_twice()[PAGE]
    newsroom.reword("content/press/one.md", "Other words.", "The text.")
    assert newsroom.build_twice() == before


def test_a_template_is_broken_for_one_article_only_until_that_is_edited(newsroom: Newsroom) -> None:
    newsroom.reword(OURS, "{{ super() }}", "{% if page.extra.mood is defined %}{{ page.nothing }}{% endif %}")
    newsroom.build_twice()
    newsroom.put("content/press/one.md", "extra", "{mood: good}")
    assert f"{OURS}: " in newsroom.fail_twice()
    newsroom.put("content/press/one.md", "extra", None)
    newsroom.build_twice()


def test_assets_come_change_and_go(newsroom: Newsroom) -> None:
    newsroom.write("themes/house/assets/_piece.css", "b { color: red }")
    newsroom.write("themes/house/assets/house.css.jinja", '{% include "_piece.css" %}')
    assert PAGE in changed(newsroom)
    newsroom.write("themes/house/assets/_piece.css", "b { color: tan }")
    assert PAGE in changed(newsroom)
    newsroom.write("themes/house/assets/plain.css", "/* ours */")
    assert "index.html" in changed(newsroom)
    newsroom.remove("themes/house/assets/plain.css")
    assert "index.html" in changed(newsroom)


def test_options_are_chosen_by_the_site_and_defaults_by_the_theme(newsroom: Newsroom) -> None:
    for value in ("{greeting: Hello}", "{greeting: Goodbye}", "{accent: '#000000'}", None):
        newsroom.put("config.yaml", "theme_options", value)
        assert PAGE in changed(newsroom)


def test_a_language_gets_its_words(newsroom: Newsroom) -> None:
    newsroom.remove("themes/house/translations/fr.po")
    assert "fr/press/2026/one/index.html" in changed(newsroom)
    newsroom.reword("themes/plain/translations/fr.po", 'msgid "Short"', 'msgid "Ours"')
    assert "fr/press/2026/one/index.html" in changed(newsroom)


def test_a_site_brings_a_theme_of_the_name_of_the_built_in_one(newsroom: Newsroom) -> None:
    newsroom.put("config.yaml", "theme", "newsroom")
    newsroom.build_twice()
    shutil.copytree(newsroom.path("themes/plain"), newsroom.path("themes/newsroom"))
    assert b'class="mark-0"' in newsroom.build_twice()["index.html"]
    shutil.rmtree(newsroom.path("themes/newsroom"))
    assert b'class="mark-0"' not in newsroom.build_twice()["index.html"]
    newsroom.put("config.yaml", "theme", "house")
    newsroom.build_twice()


def test_a_theme_turns_to_another_parent(newsroom: Newsroom) -> None:
    shutil.copytree(newsroom.path("themes/plain"), newsroom.path("themes/simple"))
    newsroom.reword("themes/simple/templates/partials/header.html", "mark-0", "mark-7")
    newsroom.reword("themes/house/theme.yaml", "extends: plain", "extends: simple")
    newsroom.reword(OURS, "plain/article.html", "simple/article.html")
    assert b"mark-7" in newsroom.build_twice()["index.html"]


def test_a_folder_of_templates_is_a_link_to_files_elsewhere(newsroom: Newsroom) -> None:
    newsroom.path("themes/plain").rename(newsroom.folder.parent / "plain")
    newsroom.path("themes/plain").symlink_to(newsroom.folder.parent / "plain")
    assert not changed(newsroom)
    newsroom.reword("themes/plain/templates/home.html", "mark-0", "mark-1")
    assert "index.html" in changed(newsroom)
