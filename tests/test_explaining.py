from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.explaining import Explanation, explain
from sitegen.pipeline import Order
from sitegen.problems import BuildFailed
from tests.built_sites import NOW, files_in
from tests.story import story

SITE = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
search: none
social_cards: false
-- content/news/one.md --
---
title: One
date: 2026-01-01
tags: [trade]
---
The first text.
"""
ARTICLE = "news/2026/one/index.html"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A site that has just been built."""
    order = Order(config_file=story(SITE, tmp_path) / "config.yaml", at=NOW, jobs=1)
    pipeline.build(order)
    return order


def reword(order: Order, before: str, after: str) -> None:
    file = order.folder / "content/news/one.md"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def the_only(found: tuple[Explanation, ...]) -> Explanation:
    (only,) = found
    return only


@pytest.mark.parametrize(
    "asked", [ARTICLE, "/news/2026/one/", "public/" + ARTICLE, "https://news.example.org/news/2026/one/"]
)
def test_a_page_is_found_by_its_file_and_by_its_address(order: Order, asked: str) -> None:
    found = the_only(explain(order, asked))
    assert (found.path, found.origin) == (ARTICLE, "content/news/one.md:2:8")
    assert found.made_by == "the template article.html, in the edition en"
    assert any(file.endswith("newsroom/templates/base.html") for file in found.files)
    assert (found.reason, found.changed) == ("", ())


def test_a_file_of_content_asks_for_its_page_and_its_lists(order: Order) -> None:
    paths = {found.path for found in explain(order, "content/news/one.md")}
    assert {ARTICLE, "tags/trade/index.html"} <= paths


def test_what_has_changed_about_a_page_is_named(order: Order) -> None:
    reword(order, "title: One", "title: Another")
    found = the_only(explain(order, ARTICLE))
    assert found.reason == "what it shows has changed"
    assert {"title", "head_title"} <= {*found.changed}
    reword(order, "title: Another", "title: One")
    reword(order, "first text", "second text")
    assert "text" in the_only(explain(order, ARTICLE)).changed


def test_a_file_that_somebody_touched_is_made_anew(order: Order) -> None:
    (order.folder / "public" / ARTICLE).write_text("mine", "utf-8")
    assert the_only(explain(order, ARTICLE)).reason == "its file is not as the last build left it"


def test_an_address_without_a_page_is_told(order: Order) -> None:
    with pytest.raises(BuildFailed) as failure:
        explain(order, "/news/2026/onne/")
    (problem,) = failure.value.problems
    assert problem.message == "the site has no page `/news/2026/onne/`"
    assert problem.hint == "did you mean `/news/2026/one/`?"


def test_to_explain_writes_nothing(order: Order) -> None:
    before = files_in(order.folder / "public")
    reword(order, "title: One", "title: Another")
    explain(order, ARTICLE)
    assert files_in(order.folder / "public") == before


def test_what_is_remembered_may_be_lost(order: Order) -> None:
    shutil.rmtree(order.folder / ".sitegen/remembered")
    assert the_only(explain(order, ARTICLE)).reason == ""
    assert pipeline.check(order) == ()


def test_a_build_says_why_it_makes_each_file(order: Order) -> None:
    reword(order, "title: One", "title: Another")
    reasons = pipeline.build(order).reasons
    assert reasons[ARTICLE] == "what it shows has changed"
    assert "robots.txt" not in reasons
