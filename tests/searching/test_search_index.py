"""The search index, made by the real Pagefind of small pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sitegen.problems import Location, Problem
from sitegen.searching.search_index import (
    index_key,
    index_of,
    installed_program,
    is_installed,
    packed_index,
    searchable_pages,
    unpacked_index,
)
from sitegen.site_path import SitePath
from tests.built_sites import built
from tests.story import story

PLACE = Location("config.yaml", 7, 1)
Index = dict[SitePath, bytes]


def a_page(title: str, text: str, lang: str = "en", marks: str = "data-pagefind-body", page_lang: str = "") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="{page_lang or lang}"><head><title>{title}</title></head><body><nav>Menu</nav>'
        f'<article lang="{lang}" {marks} data-pagefind-filter="language[lang]"><h1>{title}</h1><p>{text}</p></article>'
        "</body></html>"
    ).encode()


def files_of(**pages: bytes) -> Index:
    """Pages by the first part of their address."""
    return {SitePath(f"{name}/index.html"): data for name, data in pages.items()}


def index_for(files: Index) -> Index:
    index = index_of(files, installed_program(), PLACE)
    assert not isinstance(index, Problem)
    return index


def readable(index: Index) -> dict[str, bytes]:
    """The files by path, unpacked where they are packed."""
    return {path.text: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for path, data in index.items()}


def words_of(index: Index) -> bytes:
    """All words of an index, without the texts that results show."""
    return b"".join(data for path, data in readable(index).items() if path.endswith(".pf_index"))


def shown_of(index: Index) -> list[dict[str, object]]:
    """What a result shows of each page, in the order of addresses."""
    texts = [data for path, data in readable(index).items() if path.endswith(".pf_fragment")]
    return sorted(
        (json.loads(text.removeprefix(b"pagefind_dcd")) for text in texts), key=lambda shown: str(shown["url"])
    )


def languages_of(index: Index) -> dict[str, int]:
    """The languages of an index, with the number of their pages."""
    entry = json.loads(index[SitePath("pagefind/pagefind-entry.json")])
    return {lang: known["page_count"] for lang, known in entry["languages"].items()}


def test_pagefind_is_installed_for_these_tests() -> None:
    assert is_installed()
    assert installed_program()


def test_the_words_of_an_article_are_found_and_those_around_it_are_not() -> None:
    index = index_for(files_of(launch=a_page("A launch", "The zeppelin rose.")))
    assert b"zeppelin" in words_of(index)
    assert b"menu" not in words_of(index)
    [shown] = shown_of(index)
    assert (shown["url"], shown["content"]) == ("/launch/", "A launch. The zeppelin rose.")


def test_only_pages_that_offer_their_text_are_searched() -> None:
    files = files_of(
        offered=a_page("One", "Text"),
        quiet=a_page("Two", "Text", marks=""),
        told=a_page("Three", "&lt;p data-pagefind-body&gt;", marks=""),
    )
    files[SitePath("feed.xml")] = a_page("Four", "Text")
    assert searchable_pages(files) == files_of(offered=a_page("One", "Text"))


def test_a_site_without_texts_has_no_index() -> None:
    assert index_of(searchable_pages(files_of(list=a_page("List", "Text", marks=""))), installed_program(), PLACE) == {}


def test_the_interface_of_pagefind_is_left_out() -> None:
    index = index_for(files_of(launch=a_page("A launch", "Text")))
    names = {path.text.removeprefix("pagefind/").split("/")[0].split(".en_")[0] for path in index}
    assert names == {
        *("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind", "wasm.unknown.pagefind"),
        *("pagefind", "fragment", "index", "filter"),
    }
    assert all(path.text.startswith("pagefind/") for path in index)


def test_the_same_pages_have_the_same_index_whatever_their_order() -> None:
    pages = files_of(
        **{
            f"{lang}{number}": a_page(
                f"Title {number}",
                f"Text of word{number} and café{number % 3}",
                lang,
                f'data-pagefind-body data-topic="Topic {number % 17}" data-year="{1990 + number % 13}" '
                'data-pagefind-meta="date[data-year]" data-pagefind-sort="moment[data-year]"',
            ).replace(b"language[lang]", b"language[lang], topic[data-topic], year[data-year]")
            for lang in ("en", "fr", "ar", "ko", "zh")
            for number in range(40)
        }
    )
    index = index_for(pages)
    assert languages_of(index) == dict.fromkeys(("ar", "en", "fr", "ko", "zh"), 40)
    for _ in range(3):
        pages = dict(reversed(pages.items()))
        assert index_for(pages) == index


def test_an_edition_has_its_own_index_also_for_texts_of_another_language() -> None:
    index = index_for(
        files_of(
            launch=a_page("A launch", "The zeppelin rose."),
            it=a_page("A launch", "The zeppelin rose.", page_lang="it"),
            fr=a_page("Un lancement", "Le dirigeable s’élève.", "fr"),
        )
    )
    assert languages_of(index) == {"en": 1, "fr": 1, "it": 1}
    assert [(shown["url"], shown["filters"]) for shown in shown_of(index)] == [
        ("/fr/", {"language": ["fr"]}),
        ("/it/", {"language": ["en"]}),
        ("/launch/", {"language": ["en"]}),
    ]


def test_words_are_found_in_their_stem() -> None:
    assert b"inspect" in words_of(index_for(files_of(a=a_page("A", "Inspections"))))
    assert b"inspections" not in words_of(index_for(files_of(a=a_page("A", "Inspections"))))


def test_arabic_is_found_without_its_vowel_signs_and_articles() -> None:
    words = words_of(index_for(files_of(a=a_page("خبر", "افتتاح المَعبَر الحدودي", "ar"))))
    assert "معبر".encode() in words


def test_chinese_is_cut_into_words() -> None:
    words = words_of(index_for(files_of(a=a_page("新闻", "世界海关组织在曼谷启动安全项目。", "zh"))))
    for word in ("海关", "曼谷", "项目"):
        assert b"\x66" + word.encode() in words, word


def test_addresses_are_those_of_links() -> None:
    files = {SitePath("a/città/index.html"): a_page("A", "Text"), SitePath("a/b c.html"): a_page("B", "Text")}
    assert [shown["url"] for shown in shown_of(index_for(files))] == ["/a/b%20c.html", "/a/citt%C3%A0/"]


def test_an_index_is_remembered_by_its_pages_and_by_the_program(tmp_path: Path) -> None:
    program = installed_program()
    assert program
    pages = {"a.html": "1a", "b.html": "2b"}
    other = tmp_path / "pagefind"
    other.write_bytes(b"another")
    assert index_key(pages, program) == index_key(dict(reversed(pages.items())), program)
    keys = {
        index_key(pages, program),
        index_key(pages, other),
        index_key({"a.html": "1a"}, program),
        index_key({"a.html": "1a", "b.html": "3c"}, program),
        index_key({"a.html": "1a", "c.html": "2b"}, program),
    }
    assert len(keys) == 5


def test_a_packed_index_is_unpacked_to_the_same_files() -> None:
    index = index_for(files_of(a=a_page("A", "Text")))
    assert unpacked_index(packed_index(index)) == index


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x81\xa1a\xa1b"])
def test_what_is_no_packed_index_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="this is no index"):
        unpacked_index(data)


def test_a_packed_index_puts_nothing_outside_the_site() -> None:
    with pytest.raises(ValueError, match="must stay inside the site"):
        unpacked_index(b"\x81\xa4../a\xc4\x00")


def test_a_missing_program_is_a_problem_with_a_way_out() -> None:
    problem = index_of(files_of(a=a_page("A", "Text")), None, PLACE)
    assert isinstance(problem, Problem)
    assert problem.location == PLACE
    assert problem.message == "the program of Pagefind is not installed, which makes the search index"
    assert problem.hint == "install it with `pip install 'sitegen[search]'`, or write `search: none` in `config.yaml`"


@pytest.mark.parametrize(
    ("command", "message", "hint"),
    [
        ("exit 3", "there is no search index, because Pagefind ended before it was done: status 3", "install it"),
        ("kill -9 $$", "there is no search index, because Pagefind was stopped (signal 9)", "short of memory"),
    ],
)
def test_a_failing_program_is_a_problem_with_a_way_out(tmp_path: Path, command: str, message: str, hint: str) -> None:
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    program.chmod(0o755)
    problem = index_of(files_of(a=a_page("A", "Text")), program, PLACE)
    assert isinstance(problem, Problem)
    assert problem.message == message
    assert hint in problem.hint


SITE = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/room/
timezone: Europe/Paris
languages: {en: {}, fr: {}}
-- content/press/first.md --
---
title: First notice
date: 2026-10-01
tags: [water]
---
The zeppelin rose.
-- content/press/later.md --
---
title: Xylograph accord
date: 2026-10-02
embargo: 2026-12-01T10:00+01:00
tags: [xylotag]
---
The xylograph text.
-- content/about.md --
---
title: About us
---
Who we are: cartographers.
"""


def index_in(site: dict[str, bytes]) -> Index:
    return {SitePath(path): data for path, data in site.items() if path.startswith("pagefind/")}


def test_a_built_site_can_be_searched_and_tells_nothing_of_what_is_under_embargo(tmp_path: Path) -> None:
    before = index_in(built(story(SITE, tmp_path / "site"), "2026-12-01T09:59:59+01:00"))
    assert languages_of(before) == {"en": 2, "fr": 2}
    assert b"zeppelin" in words_of(before)
    assert b"cartograph" in words_of(before)
    assert not [path for path, data in readable(before).items() if b"xylo" in data.lower()]
    after = index_in(built(tmp_path / "site", "2026-12-01T10:00:00+01:00"))
    assert b"xylograph" in words_of(after)


def test_a_built_site_equals_the_one_in_which_the_file_under_embargo_does_not_exist(tmp_path: Path) -> None:
    at = "2026-11-24T08:00:00Z"
    story(SITE, tmp_path / "with")
    story(SITE, tmp_path / "without")
    (tmp_path / "without/content/press/later.md").unlink()
    assert index_in(built(tmp_path / "with", at)) == index_in(built(tmp_path / "without", at))
