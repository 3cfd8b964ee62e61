"""Builds of one site with other orders, settings and outputs in between, and outputs that somebody has changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen import pipeline
from sitegen.problems import BuildFailed
from sitegen.searching.search_index import is_installed
from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom, files_below

ONE = "content/press/one.md"
PAGE = "press/2026/one/index.html"
LOCAL = "http://127.0.0.1:8000/"


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    draft = an_article("Draft", draft="true")
    return begun(place, f"-- {ONE} --\n{an_article('One', tags='[a]')}-- content/press/draft.md --\n{draft}")


@pytest.mark.parametrize(
    "wishes",
    [
        {"base_url": LOCAL},
        {"drafts": True},
        {"at": "2026-05-01"},
        {"at": "2030-01-01"},
        {"fresh": True},
        {"strict": True},
        {"output": ".sitegen/preview", "base_url": LOCAL, "drafts": True},
        {"output": "other", "at": "2030-01-01"},
    ],
    ids=str,
)
def test_a_build_with_other_wishes_comes_between(newsroom: Newsroom, wishes: dict[str, Any]) -> None:
    newsroom.build(**wishes)
    newsroom.build_twice()
    newsroom.reword(ONE, "The text.", "Other words.")
    newsroom.build(**wishes)
    assert b"Other words." in newsroom.build_twice()[PAGE]


def test_two_outputs_are_built_by_turns(newsroom: Newsroom) -> None:
    for number in range(4):
        newsroom.output = ("other", "public")[number % 2]
        newsroom.reword(ONE, "The text.", f"The text. More of it: {number}.")
        newsroom.put(ONE, "slug", f"slug-{number}")
        assert any(f"slug-{number}/" in path for path in newsroom.build_twice())


def test_an_output_is_exchanged_for_that_of_another_time(newsroom: Newsroom) -> None:
    shutil.copytree(newsroom.path("public"), newsroom.path("former"))
    newsroom.put(ONE, "title", "Another title")
    newsroom.build_twice()
    shutil.rmtree(newsroom.path("public"))
    newsroom.path("former").rename(newsroom.path("public"))
    assert b"Another title" in newsroom.build_twice()[PAGE]


def test_a_check_comes_between_an_edit_and_its_build(newsroom: Newsroom) -> None:
    newsroom.reword(ONE, "The text.", "[Nowhere](nowhere.md)")
    newsroom.check()
    newsroom.fail_twice()
    newsroom.reword(ONE, "[Nowhere](nowhere.md)", "Other words.")
    newsroom.check()
    assert b"Other words." in newsroom.build_twice()[PAGE]


def test_a_strict_build_fails_for_what_another_only_tells(newsroom: Newsroom) -> None:
    newsroom.put(ONE, "colour", "red")
    newsroom.build_twice()
    newsroom.wishes["strict"] = True
    newsroom.fail_twice()
    newsroom.wishes["strict"] = False
    newsroom.build_twice()
    assert newsroom.build().problems


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Another name"),
        ("description", "What it is."),
        ("base_url", "https://www.example.com/room/"),
        ("language", "fr"),
        ("languages", "{en: {}, fr: {untranslated: hide}, ar: {}}"),
        ("organization", "{name: Town}"),
        ("navigation", "[{title: Only this, link: /tags/}]"),
        ("page_size", "1"),
        ("related", "0"),
        ("feeds", "{window: 1, full_text: false}"),
        ("permalinks", "{article: '/{year}/{slug}/'}"),
        ("dates", "{date: short}"),
        ("crawlers", "{training: refuse}"),
        ("ignore", "['press/two.md']"),
        ("standing_pages", "['press/**']"),
        ("front_matter", "{rename: {tags: people}}"),
        ("references", "{tags: checked}"),
        ("theme", "newsroom"),
    ],
)
def test_a_setting_is_changed_and_changed_back(newsroom: Newsroom, key: str, value: str) -> None:
    newsroom.write("content/press/two.md", an_article("Two", tags="[a]"))
    before, settings = newsroom.build().files, newsroom.read("config.yaml")
    newsroom.put("config.yaml", key, value)
    if key in {"front_matter", "references"}:
        newsroom.fail_twice()
    else:
        assert newsroom.build_twice() != before
    newsroom.write("config.yaml", settings)
    assert newsroom.build_twice() == before


def test_another_file_of_settings_stands_beside_the_first(newsroom: Newsroom) -> None:
    text = (
        newsroom.read("config.yaml").replace("title: Newsroom", "title: Rehearsal") + "markdown: {typography: true}\n"
    )
    newsroom.write("rehearsal.yaml", text)
    newsroom.reword(ONE, "The text.", '"The text."')
    order = pipeline.Order(config_file=newsroom.path("rehearsal.yaml"), at=newsroom.wishes["at"], jobs=1)
    for _ in range(2):
        pipeline.build(order)
        assert b"Rehearsal" in newsroom.path("public/index.html").read_bytes()
        assert "“The text.”" in newsroom.path(f"public/{PAGE}").read_text(encoding="utf-8")
        newsroom.build_twice()


def test_the_settings_name_another_output(newsroom: Newsroom) -> None:
    newsroom.put("config.yaml", "output", "html")
    pipeline.build(pipeline.Order(config_file=newsroom.path("config.yaml"), at=newsroom.wishes["at"], jobs=1))
    assert files_below(newsroom.path("html")) == newsroom.clean_build().files


def test_jobs_change_nothing(newsroom: Newsroom) -> None:
    for jobs in (2, 1, 3):
        newsroom.reword(ONE, "The text.", f"The text. And {jobs} jobs.")
        assert f"And {jobs} jobs.".encode() in newsroom.build_twice(jobs)[PAGE]


@pytest.mark.skipif(not is_installed(), reason="Pagefind is not installed")
def test_the_search_index_is_that_of_the_pages(place: Path) -> None:
    newsroom = begun(place, f"-- {ONE} --\n{an_article('One')}")
    newsroom.put("config.yaml", "theme", "newsroom")
    newsroom.put("config.yaml", "search", "pagefind")
    newsroom.build_twice()
    newsroom.reword(ONE, "The text.", "Quite other words.")
    assert "pagefind/pagefind.js" in newsroom.build_twice()
    newsroom.remove(ONE)
    assert PAGE not in newsroom.build_twice()


def delete(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    file.write_bytes(b"")


def lengthen(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"<!-- by hand -->")


def exchange_a_byte(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def put_a_link(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))
    file.symlink_to("elsewhere")


@pytest.mark.parametrize("change", [delete, empty, lengthen, exchange_a_byte, put_a_link])
@pytest.mark.parametrize("path", [PAGE, "index.html", "feed.xml", "sitemap.xml", "robots.txt"])
def test_an_output_that_somebody_has_changed_is_made_as_it_was(
    newsroom: Newsroom, path: str, change: Callable[[Path], None]
) -> None:
    file = newsroom.path("public") / path
    expected = file.read_bytes()
    change(file)
    newsroom.build()
    assert (file.read_bytes(), file.is_symlink()) == (expected, False)


def test_a_failed_build_leaves_even_what_somebody_has_changed(newsroom: Newsroom) -> None:
    lengthen(newsroom.path("public") / PAGE)
    before = files_below(newsroom.path("public"))
    newsroom.reword(ONE, "The text.", "[Nowhere](nowhere.md)")
    with pytest.raises(BuildFailed):
        pipeline.build(pipeline.Order(config_file=newsroom.path("config.yaml"), at=newsroom.wishes["at"], jobs=1))
    assert files_below(newsroom.path("public")) == before
    newsroom.reword(ONE, "[Nowhere](nowhere.md)", "The text.")
    newsroom.build_twice()
