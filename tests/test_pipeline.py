"""A build gives a whole site or leaves everything as it was."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.problems import BuildFailed
from tests.built_sites import NOW, built, files_in
from tests.story import story

SMALL = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
-- content/news/one.md --
---
title: One
date: 2026-01-01
---
The first text.
"""

BROKEN = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
page_sise: 10
theme: plain
-- content/news/bad-date.md --
---
title: Bad date
date: soon
---
Text.
-- content/news/dead-link.md --
---
title: Dead link
date: 2026-01-02
---
See [this](nowhere.md).
-- content/news/twin.md --
---
title: A twin
date: 2026-01-02
slug: dead-link
---
Text.
-- themes/plain/theme.yaml --
name: plain
extends: newsroom
-- themes/plain/templates/article.html --
{% extends "newsroom/article.html" %}
{% block main %}{{ page.titel }}{% endblock %}
-- themes/plain/templates/list.html --
{% if %}
"""


def test_a_failed_build_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    story(SMALL, tmp_path)
    order = pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW)
    pipeline.build(order)
    before = files_in(tmp_path / "public")
    story("-- content/news/two.md --\n---\ntitle: Two\ndate: never\n---\n", tmp_path)
    with pytest.raises(BuildFailed):
        pipeline.build(order)
    assert files_in(tmp_path / "public") == before


def test_problems_of_settings_content_and_theme_come_in_one_run(tmp_path: Path) -> None:
    story(BROKEN, tmp_path)
    problems = pipeline.check(pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW))
    assert {
        "config.yaml",
        "content/news/bad-date.md",
        "content/news/dead-link.md",
        "themes/plain/templates/article.html",
        "themes/plain/templates/list.html",
    } <= {problem.location.path for problem in problems}
    assert any("already taken" in problem.message for problem in problems)


def test_problems_are_sorted_by_place(tmp_path: Path) -> None:
    story(BROKEN, tmp_path)
    problems = pipeline.check(pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW))
    assert [problem.location for problem in problems] == sorted(problem.location for problem in problems)


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    story(SMALL, tmp_path)
    before = files_in(tmp_path)
    assert pipeline.check(pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW)) == ()
    assert files_in(tmp_path) == before


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    story(SMALL.replace("date: 2026-01-01", "date: 2026-01-01\ntag: [a]"), tmp_path)
    order = pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW)
    assert [problem.severity for problem in pipeline.build(order).problems] == ["warning"]
    with pytest.raises(BuildFailed, match="unknown field `tag`"):
        pipeline.build(pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW, strict=True))


def test_drafts_are_shown_only_when_asked_for(tmp_path: Path) -> None:
    site = tmp_path / "site"
    story(SMALL, site)
    story("-- content/news/two.md --\n---\ntitle: Two\ndate: 2026-01-02\ndraft: true\n---\nText.\n", site)
    assert "news/2026/two/index.html" not in built(site)
    assert "news/2026/two/index.html" in built(site, drafts=True)


def test_another_address_of_the_site_changes_addresses_but_no_ids(tmp_path: Path) -> None:
    site = tmp_path / "site"
    story(SMALL + "\n-- content/_static/x.txt --\nx\n", site)
    config = site / "config.yaml"
    config.write_text(config.read_text() + 'feeds: {id_authority: "example.org,2026"}\n')
    first = built(site)["feed.json"].decode()
    config.write_text(config.read_text().replace("news.example.org/", "www.example.com/news/"))
    second = built(site)["feed.json"].decode()
    assert "https://news.example.org/news/2026/one/" in first
    assert "https://www.example.com/news/news/2026/one/" in second
    assert '"tag:example.org,2026:news/one"' in first
    assert '"tag:example.org,2026:news/one"' in second


def test_a_site_without_articles_is_a_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    story("-- config.yaml --\ntitle: Empty\n-- content/about.md --\n---\ntitle: About\n---\nText.\n", site)
    files = built(site)
    assert {"index.html", "about/index.html", "feed.xml", "404.html", "sitemap.xml"} <= set(files)


def problems_of_order(folder: Path, *, output: Path | None = None, base_url: str = "") -> list[str]:
    story(SMALL, folder)
    with pytest.raises(BuildFailed) as failure:
        pipeline.build(pipeline.Order(config_file=folder / "config.yaml", at=NOW, output=output, base_url=base_url))
    return [problem.message for problem in failure.value.problems]


@pytest.mark.parametrize(("output", "name"), [("content/new", "content"), ("themes/new", "themes"), ("a", "content")])
def test_a_site_is_not_built_into_its_own_sources(tmp_path: Path, output: str, name: str) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "content/new")
    message = f"the output must not be in `{name}`, which holds other things"
    assert problems_of_order(tmp_path, output=tmp_path / output) == [message]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("javascript:alert(1)", "should begin with `https://`"),
        ("https://news.example.org/?a", "should have neither `?` nor `#`"),
    ],
)
def test_an_address_of_the_site_in_the_order_is_checked(tmp_path: Path, address: str, fault: str) -> None:
    message = f"the address of the site {fault}, but is `{address}`"
    assert problems_of_order(tmp_path, base_url=address) == [message]


def test_an_address_of_the_site_in_the_order_is_brought_into_its_usual_form(tmp_path: Path) -> None:
    story(SMALL, tmp_path)
    order = pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW, base_url="https://News.Example.org/room")
    pipeline.build(order)
    assert b"<loc>https://news.example.org/room/</loc>" in (tmp_path / "public/sitemap.xml").read_bytes()


def test_a_moment_beyond_the_last_day_of_a_time_zone_can_be_told(tmp_path: Path) -> None:
    story(SMALL.replace("title: Newsroom", "title: Newsroom\ntimezone: Asia/Tokyo"), tmp_path)
    last = datetime(9999, 12, 31, 23, tzinfo=UTC)
    assert pipeline.local_time(pipeline.Order(config_file=tmp_path / "config.yaml"), last)


def test_a_pipe_among_the_articles_is_told_and_not_waited_for(tmp_path: Path) -> None:
    story(SMALL, tmp_path)
    os.mkfifo(tmp_path / "content/news/pipe.md")
    with pytest.raises(BuildFailed) as failure:
        pipeline.build(pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW))
    assert [problem.message for problem in failure.value.problems] == ["this is neither a file nor a folder"]
    assert pipeline.source_text(tmp_path)("content/news/pipe.md") is None
