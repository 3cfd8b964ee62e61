"""Whoever changes the text of one article may change other pages, other files, and what is wrong with others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.drawn_pictures import drawn
from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom

LINKED = """
-- content/press/one.md --
---
title: One
date: 2026-06-01
---
See [the second](two.md#a-place).
-- content/press/two.md --
---
title: Two
date: 2026-06-02
---
The text.

## A place

More.
"""


@pytest.fixture
def linked(place: Path) -> Newsroom:
    """Two articles, of which the first links to a heading of the second."""
    return begun(place, LINKED)


def test_a_first_paragraph_speaks_for_an_article_without_a_summary(linked: Newsroom) -> None:
    linked.reword("content/press/two.md", "The text.", "An opening.")
    assert b'content="An opening."' in linked.build_twice()["press/2026/two/index.html"]


def test_a_text_stands_in_feeds_and_in_each_edition_that_carries_it(linked: Newsroom) -> None:
    linked.reword("content/press/two.md", "More.", "Less.")
    files = linked.build_twice()
    for path in (
        "press/2026/two/index.html",
        "fr/press/2026/two/index.html",
        "feed.xml",
        "fr/feed.json",
        "all/feed.xml",
    ):
        assert b"Less." in files[path], path


def test_a_heading_that_gets_another_name_makes_the_links_of_others_dead(linked: Newsroom) -> None:
    linked.reword("content/press/two.md", "A place", "Another place")
    assert "content/press/one.md: " in linked.fail_twice()
    linked.reword("content/press/two.md", "Another place", "A place")
    linked.build_twice()
    linked.reword("content/press/two.md", "## A place", '## Another place\n\n<p id="a-place">Here.</p>')
    linked.build_twice()


def test_a_second_heading_of_one_name_gives_the_first_its_id(linked: Newsroom) -> None:
    linked.reword("content/press/two.md", "The text.", "### A place")
    page = linked.build_twice()["press/2026/two/index.html"].decode()
    assert len(set(re.findall('<h[23] id="(.*?)"', page))) == 2


@pytest.mark.parametrize("field", ["draft: true", "date: 2026-07-01", "embargo: 2026-07-01", "slug: other", "lang: fr"])
def test_a_link_follows_the_article_to_which_it_leads(linked: Newsroom, field: str) -> None:
    key, _, value = field.partition(": ")
    linked.put("content/press/two.md", key, value)
    if key in {"slug", "lang"}:
        linked.build_twice()
    else:
        assert "content/press/one.md: " in linked.fail_twice()
    linked.put("content/press/two.md", key, "2026-06-02" if key == "date" else None)
    linked.build_twice()


def test_a_link_to_an_article_that_expires_is_only_its_words(linked: Newsroom) -> None:
    linked.put("content/press/two.md", "expires", "2026-06-10")
    assert b"press/2026/two" not in linked.build_twice()["press/2026/one/index.html"]


def test_a_link_is_dead_when_its_article_is_renamed_and_alive_when_it_comes_back(linked: Newsroom) -> None:
    linked.move("content/press/two.md", "content/press/three.md")
    assert "content/press/one.md: " in linked.fail_twice()
    linked.move("content/press/three.md", "content/press/two.md")
    linked.build_twice()


def test_a_dead_link_is_told_in_each_build_until_its_article_is_there(place: Path) -> None:
    newsroom = begun(place, LINKED + "-- content/press/three.md --\n" + an_article("Three"))
    newsroom.put("config.yaml", "links", "{dead: warning}")
    newsroom.remove("content/press/two.md")
    for _ in range(2):
        newsroom.build_twice()
        assert [problem.location.path for problem in newsroom.build().problems] == ["content/press/one.md"]
    newsroom.write("content/press/two.md", an_article("Two", body="## A place"))
    newsroom.build_twice()
    assert not newsroom.build().problems


def test_a_text_that_shows_a_picture_brings_its_files_and_takes_them_away(place: Path) -> None:
    newsroom = begun(place, LINKED)
    newsroom.write("content/press/hall.png", drawn(40, 30, ".png"))
    newsroom.write("content/press/plan.csv", "a,b\n")
    assert not [path for path in newsroom.build_twice() if path.startswith(("press/hall", "press/plan"))]
    newsroom.reword("content/press/two.md", "More.", "![The hall](hall.png) and [the plan](plan.csv)")
    assert {"press/hall.png", "press/plan.csv"} <= newsroom.build_twice().keys()
    newsroom.reword("content/press/two.md", "![The hall](hall.png) and [the plan](plan.csv)", "More.")
    assert not [path for path in newsroom.build_twice() if path.startswith(("press/hall", "press/plan"))]


def test_a_text_that_asks_for_a_picture_that_nobody_can_see_is_wrong(place: Path) -> None:
    newsroom = begun(place, LINKED)
    newsroom.write("content/press/hall.png", drawn(40, 30, ".png"))
    newsroom.build_twice()
    newsroom.reword("content/press/two.md", "More.", "![](hall.png)")
    assert "content/press/two.md: " in newsroom.fail_twice()
    newsroom.reword("content/press/two.md", "![]", "![The hall]")
    newsroom.build_twice()
    newsroom.remove("content/press/hall.png")
    assert "content/press/two.md: " in newsroom.fail_twice()


def test_a_file_to_which_a_text_leads_may_vanish(place: Path) -> None:
    newsroom = begun(place, LINKED.replace("More.", "[The plan](plan.csv)"), **{"content/press/plan.csv": b"a,b\n"})
    newsroom.write("content/press/plan.csv", "c,d\n")
    assert newsroom.build_twice()["press/plan.csv"] == b"c,d\n"
    newsroom.remove("content/press/plan.csv")
    assert "content/press/two.md: " in newsroom.fail_twice()


def test_the_number_of_words_chooses_a_template(linked: Newsroom) -> None:
    assert b"Short mark-0" in linked.build_twice()["press/2026/two/index.html"]
    linked.reword("content/press/two.md", "More.", "More and more. " * 20)
    assert b"Long mark-0" in linked.build_twice()["press/2026/two/index.html"]


def test_a_text_that_is_changed_and_changed_back_between_two_builds_is_as_it_was(linked: Newsroom) -> None:
    files = linked.build_twice()
    for text in ("Less.", "More."):
        linked.reword("content/press/two.md", "More." if text == "Less." else "Less.", text)
    assert linked.build_twice() == files


def test_a_field_and_a_text_may_change_at_once(linked: Newsroom) -> None:
    linked.reword("content/press/two.md", "More.", "Less.")
    linked.put("content/press/two.md", "title", "The second")
    files = linked.build_twice()
    assert b"The second" in files["index.html"]
    assert b"Less." in files["press/2026/two/index.html"]


def test_a_line_more_in_the_front_matter_moves_the_places_of_what_is_wrong(linked: Newsroom) -> None:
    linked.put("config.yaml", "links", "{dead: warning}")
    linked.reword("content/press/two.md", "More.", "[Nowhere](nowhere.md)")
    linked.build_twice()
    first = [problem.location.line for problem in linked.build().problems]
    linked.write("content/press/two.md", linked.read("content/press/two.md").replace("---\n", "---\n# A note\n", 1))
    linked.build_twice()
    assert [problem.location.line for problem in linked.build().problems] == [line + 1 for line in first]


@pytest.mark.parametrize(
    "setting", ["engine: commonmark", "typography: true", "html: sanitize", "replace: [{match: More, put: Less}]"]
)
def test_texts_are_read_anew_when_they_are_read_in_another_way(place: Path, setting: str) -> None:
    text = "\"More\" -- of <i onclick='x'>it</i>.\n\n- one\n    - two\n\nWord[^1]\n\n[^1]: Note.\n"
    newsroom = begun(place, "-- content/press/one.md --\n" + an_article("One", body=text))
    before = newsroom.build().files["press/2026/one/index.html"]
    newsroom.put("config.yaml", "markdown", f"{{{setting}}}")
    assert newsroom.build_twice()["press/2026/one/index.html"] != before
    newsroom.put("config.yaml", "markdown", None)
    assert newsroom.build_twice()["press/2026/one/index.html"] == before
