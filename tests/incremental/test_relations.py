"""What is changed in one article shows on the pages of others: lists, neighbours, translations, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    """Four articles of four days in one section, and one in another."""
    days = {"one": "2026-06-01", "two": "2026-06-02", "three": "2026-06-03", "four": "2026-06-04"}
    texts = [f"-- content/press/{name}.md --\n" + an_article(name, date, tags="[a]") for name, date in days.items()]
    return begun(place, "".join(texts) + "-- content/reports/year.md --\n" + an_article("Year", tags="[a, b]"))


def page(name: str, section: str = "press") -> str:
    return f"{section}/2026/{name}/index.html"


def test_a_new_article_stands_between_its_neighbours(newsroom: Newsroom) -> None:
    newsroom.write("content/press/new.md", an_article("Newcomer", "2026-06-02T12:00"))
    files = newsroom.build_twice()
    assert b"Newcomer" in files[page("two")]
    assert b"Newcomer" in files[page("three")]
    newsroom.remove("content/press/new.md")
    assert b"Newcomer" not in b"".join(newsroom.build_twice().values())


def test_an_article_that_gets_another_date_changes_its_place(newsroom: Newsroom) -> None:
    before = newsroom.files()
    newsroom.put("content/press/one.md", "date", "2026-06-03T12:00")
    after = newsroom.build_twice()
    changed = {path for path in after if before.get(path) != after[path]}
    assert {page("one"), page("two"), page("three"), page("four"), "index.html", "press/index.html"} <= changed
    newsroom.put("content/press/one.md", "date", "2026-06-01")
    assert newsroom.build_twice() == before


def test_a_tag_of_one_article_changes_what_others_are_related_to(newsroom: Newsroom) -> None:
    for name in ("one", "four"):
        newsroom.put(f"content/press/{name}.md", "tags", "[a, rare]")
    before = newsroom.build().files[page("one")]
    newsroom.put("content/press/four.md", "tags", "[a]")
    assert newsroom.build_twice()[page("one")] != before


def test_a_title_stands_in_the_pages_of_others(newsroom: Newsroom) -> None:
    newsroom.put("content/press/two.md", "title", "Renowned")
    files = newsroom.build_twice()
    for path in (page("one"), page("three"), "tags/a/index.html", "archive/2026/06/index.html", "feed.xml"):
        assert b"Renowned" in files[path], path
    assert sum(b"Renowned" in data for data in files.values()) > 8


def test_a_calendar_says_what_its_article_says(newsroom: Newsroom) -> None:
    newsroom.put("content/press/two.md", "event", "{start: 2026-06-18T10:00, venue: The square}")
    assert b":The square\r\n" in newsroom.build_twice()["press/2026/two/event.ics"]
    for field, value in (("title", "The fair"), ("summary", "Come all."), ("event", "{start: 2026-06-19}")):
        before = newsroom.files()["press/2026/two/event.ics"]
        newsroom.put("content/press/two.md", field, value)
        assert newsroom.build_twice()["press/2026/two/event.ics"] != before


def test_an_update_moves_the_dates_of_feeds_and_sitemaps(newsroom: Newsroom) -> None:
    newsroom.put("content/press/four.md", "updated", "2026-06-10T10:00")
    files = newsroom.build_twice()
    for path in ("sitemap.xml", "atom.xml", "tags/a/feed.json"):
        assert b"2026-06-10T" in files[path], path


def test_the_last_article_of_a_section_takes_it_out_of_every_page(newsroom: Newsroom) -> None:
    newsroom.move("content/reports/year.md", "content/press/year.md")
    assert b"/reports/" not in b"".join(newsroom.build_twice().values())
    newsroom.move("content/press/year.md", "content/reports/year.md")
    assert b"/reports/" in newsroom.build_twice()["about/index.html"]


def test_the_texts_and_the_order_of_sections_stand_on_every_page(newsroom: Newsroom) -> None:
    for text in ("title: Papers\norder: -1\n", "title: Papers\norder: 9\n", "title: {en: Records, fr: Écrits}\n"):
        before = newsroom.build_twice()["about/index.html"]
        newsroom.write("content/reports/_section.yaml", text)
        assert newsroom.build_twice()["about/index.html"] != before
    newsroom.remove("content/reports/_section.yaml")
    assert b"Records" not in b"".join(newsroom.build_twice().values())


def test_a_new_standing_page_enters_the_menu_of_every_page(newsroom: Newsroom) -> None:
    newsroom.write("content/jobs.md", "---\ntitle: Jobs\norder: -1\n---\nNone.\n")
    assert b"Jobs" in newsroom.build_twice()[page("one")]


@pytest.mark.parametrize("name", ["content/press/two.fr.md", "content/fr/press/two.md", "content/press/deux.fr.md"])
def test_a_translation_takes_the_place_of_a_carried_article(newsroom: Newsroom, name: str) -> None:
    fields = {"translation_of": "press/two.md"} if "deux" in name else {}
    before = newsroom.files()
    newsroom.write(name, an_article("Numéro deux", "2026-06-02", **fields))
    after = newsroom.build_twice()
    assert b"Num\xc3\xa9ro deux" in after["fr/index.html"] + after["fr/press/index.html"]
    assert after[page("two")] != before[page("two")]
    newsroom.remove(name)
    assert newsroom.build_twice() == before


def test_a_translation_may_turn_to_another_original(newsroom: Newsroom) -> None:
    newsroom.write("content/press/un.fr.md", an_article("Un", translation_of="press/one.md"))
    before = newsroom.build().files
    newsroom.put("content/press/un.fr.md", "translation_of", "press/three.md")
    after = newsroom.build_twice()
    for name in ("one", "three"):
        assert before[page(name)] != after[page(name)]


def test_the_embargo_of_a_translation_holds_its_original(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.fr.md", an_article("Deux", "2026-06-02"))
    assert page("two") in newsroom.build_twice()
    newsroom.put("content/press/two.fr.md", "embargo", "2026-07-01")
    assert page("two") not in newsroom.build_twice()
    assert newsroom.build().problems


def test_an_alias_leads_to_the_address_that_its_article_has_now(newsroom: Newsroom) -> None:
    newsroom.put("content/press/two.md", "aliases", "[/old/]")
    assert b"/press/2026/two/" in newsroom.build_twice()["old/index.html"]
    newsroom.put("content/press/two.md", "slug", "second")
    assert b"/press/2026/second/" in newsroom.build_twice()["old/index.html"]


def test_an_alias_gives_way_to_no_new_article(newsroom: Newsroom) -> None:
    newsroom.put("content/press/two.md", "aliases", "[/press/2026/new/]")
    newsroom.build_twice()
    newsroom.write("content/press/new.md", an_article("New"))
    assert b"<h1>New</h1>" in newsroom.build_twice()[page("new")]
    assert newsroom.build().problems
    newsroom.remove("content/press/new.md")
    assert b"<h1>New</h1>" not in newsroom.build_twice()[page("new")]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("content/press/two.md", "content/press/Two.md"),
        ("content/press/two.md", "content/press/two/index.md"),
        ("content/press/two.md", "content/press/2026-06-02-two.md"),
        ("content/press/two.md", "content/reports/two.md"),
        ("content/press/two.md", "content/press/deeper/two.md"),
        ("content/press/two.md", "content/two.md"),
        ("content/press/two.md", "content/press/_two.md"),
        ("content/press/two.md", "content/press/two.txt"),
    ],
)
def test_a_file_that_is_renamed_is_another_one_and_back_again_the_same(
    newsroom: Newsroom, name: str, other: str
) -> None:
    before = newsroom.files()
    newsroom.move(name, other)
    assert newsroom.build_twice() != before
    newsroom.move(other, name)
    assert newsroom.build_twice() == before


def test_two_articles_exchange_their_files(newsroom: Newsroom) -> None:
    newsroom.move("content/press/one.md", "content/press/between.md")
    newsroom.move("content/press/two.md", "content/press/one.md")
    newsroom.move("content/press/between.md", "content/press/two.md")
    assert b"<h1>two</h1>" in newsroom.build_twice()[page("one")]


def test_a_folder_of_articles_is_exchanged_for_another_one(newsroom: Newsroom) -> None:
    newsroom.write("other/one.md", an_article("Quite another one"))
    newsroom.path("content/press").rename(newsroom.path("former"))
    newsroom.path("other").rename(newsroom.path("content/press"))
    files = newsroom.build_twice()
    assert b"Quite another one" in files[page("one")]
    assert page("two") not in files


def test_two_articles_that_want_one_address_are_wrong_until_one_has_another(newsroom: Newsroom) -> None:
    newsroom.put("content/press/one.md", "slug", "two")
    newsroom.fail_twice()
    newsroom.put("content/press/two.md", "slug", "second")
    assert page("second") in newsroom.build_twice()


def test_two_ways_to_write_a_tag_are_one_tag(newsroom: Newsroom) -> None:
    newsroom.put("content/press/one.md", "tags", "[Übersicht, a]")
    newsroom.put("content/press/two.md", "tags", "[übersicht]")
    before = newsroom.build().files["tags/übersicht/index.html"]
    newsroom.put("content/press/one.md", "tags", "[a]")
    assert newsroom.build_twice()["tags/übersicht/index.html"] != before


def test_what_is_known_of_people_and_tags_stands_where_they_are_named(newsroom: Newsroom) -> None:
    newsroom.write("content/_people.yaml", "alba: {name: Alba, roles: [{title: Mayor, from: 2026-06-02}]}\n")
    for name in ("one", "three"):
        newsroom.put(f"content/press/{name}.md", "people", "[alba]")
    files = newsroom.build_twice()
    assert (b"Mayor" in files[page("one")], b"Mayor" in files[page("three")]) == (False, True)
    newsroom.write("content/_people.yaml", "alba: {name: Alba Stone, roles: [{title: Queen, to: 2026-06-02}]}\n")
    newsroom.write("content/_tags.yaml", "a: {name: {en: Aardvarks, fr: Oryctéropes}}\n")
    files = newsroom.build_twice()
    assert (b"Queen" in files[page("one")], b"Queen" in files[page("three")]) == (True, False)
    assert b"Aardvarks" in files["tags/index.html"]
    newsroom.remove("content/_people.yaml")
    assert "content/press/one.md: " in newsroom.fail_twice()
