"""A build gives a whole site or leaves everything as it was."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen import console, pipeline
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
    assert console.source_text(tmp_path)("content/news/pipe.md") is None


DEAD_LINK = "this link leads to `nowhere.md`, but there is no `content/news/nowhere.md`"
EXPIRED_LINK = "this link leads to `news/brief.md`, which expired on 2027-03-01 00:00+00:00"


def article(title: str, body: str = "Text.", **fields: str) -> str:
    written = "".join(f"{name}: {value}\n" for name, value in ({"date": "2026-01-02"} | fields).items())
    return f"---\ntitle: {title}\n{written}---\n{body}\n"


def checked(site: Path, *files: tuple[str, str]) -> list[tuple[str, str]]:
    """Check a small site with more files, and give the severity and message of each problem."""
    story(SMALL, site)
    for path, text in files:
        story(f"-- content/{path} --\n{text}", site)
    problems = pipeline.check(pipeline.Order(config_file=site / "config.yaml", at=NOW))
    return [(str(problem.severity), problem.message) for problem in problems]


def test_a_check_finds_what_is_wrong_with_an_article_under_embargo(tmp_path: Path) -> None:
    text = article("Later", "See [this](nowhere.md).", embargo="2027-02-01T10:00+01:00")
    assert checked(tmp_path, ("news/later.md", text)) == [
        ("error", f"from 2027-02-01 10:00+01:00 on, {DEAD_LINK}"),
    ]


def test_a_check_warns_of_a_link_to_an_article_that_will_expire(tmp_path: Path) -> None:
    brief = ("news/brief.md", article("Brief", expires="2027-03-01"))
    link = ("news/link.md", article("Link", "See [this](brief.md)."))
    assert checked(tmp_path, brief, link) == [
        ("warning", f"from 2027-03-01 00:00+00:00 on, {EXPIRED_LINK}"),
    ]


def test_an_expired_article_stops_no_build_and_its_links_become_words(tmp_path: Path) -> None:
    site = tmp_path / "site"
    checked(site, ("news/brief.md", article("Brief", expires="2026-03-01")))
    story("-- content/news/link.md --\n" + article("Link", "See [these words](brief.md)."), site)
    files = built(site, strict=False)
    assert "news/2026/brief/index.html" not in files
    assert b"these words" in files["news/2026/link/index.html"]
    assert b"brief" not in files["news/2026/link/index.html"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("embrago: 2027-02-01", "unknown field `embrago`"),
        ("darft: true", "unknown field `darft`"),
        ("embargo: #2027-02-01", "`embargo` is empty"),
        ("expires:", "`expires` is empty"),
    ],
)
def test_a_slip_in_what_holds_an_article_back_is_an_error(tmp_path: Path, line: str, message: str) -> None:
    name, _, value = line.partition(": ")
    text = article("Secret", **{name.rstrip(":"): value})
    assert checked(tmp_path, ("news/secret.md", text)) == [("error", message)]


def test_files_that_would_be_overlooked_are_told(tmp_path: Path) -> None:
    lost = ("news/course.md.txt", article("Course"))
    misplaced = ("2026-01-02-course.md", article("Course"))
    assert checked(tmp_path, lost, misplaced) == [
        ("warning", "this file has a date in its name, but lies outside of any section, where standing pages are"),
        ("warning", "this file is no article, because its name ends in `.md.txt`"),
    ]


def test_a_new_article_does_not_begin_a_section_by_a_slip(tmp_path: Path) -> None:
    story(SMALL, tmp_path)
    order = pipeline.Order(config_file=tmp_path / "config.yaml", at=NOW)
    with pytest.raises(BuildFailed, match="there is no section `nwes`"):
        pipeline.begin_article(order, "A title", section="nwes", lang="", kind="news")
    file = pipeline.begin_article(order, "A title", section="speeches", lang="", kind="speech")
    assert file.parent == tmp_path / "content/speeches/2026"
