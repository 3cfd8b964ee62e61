"""Whoever asks for what nobody knows yet waits for it, and for no longer than it takes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from typing import TypeVar

import pytest
from msgspec import structs

from sitegen.preview.keeper import Keeper
from sitegen.serving.answers import Request, Resolved, resolved
from tests.edited_site import EditedSite, an_article
from tests.preview.previewed_site import Previewed, previewed, wait_until

SECONDS = 5
"""For longer nobody would wait."""
INDEX = "pagefind/pagefind.js"
BROKEN = "{{ page.nothing }}"
Given = TypeVar("Given")


def a_site(place: Path, search: str = "none") -> EditedSite:
    site = EditedSite(place / "site", an_article("alpha") + an_article("beta"))
    site.reword("config.yaml", "search: none", f"search: {search}")
    site.reword("themes/bare/templates/base.html", "{% block main %}", "<main data-pagefind-body>{% block main %}")
    return site


def given_soon(ask: Callable[[], Given], meanwhile: Callable[[], object] = lambda: None) -> Given:
    """What is given to somebody who asks, though not before something happens `meanwhile`; asserts that it is soon."""
    given: Queue[Given] = Queue()
    threading.Thread(target=lambda: given.put(ask()), daemon=True).start()
    meanwhile()
    return given.get(timeout=SECONDS)


def in_outline(site: EditedSite) -> tuple[Previewed, Callable[[], None]]:
    """A preview that knows the outline of a site, and how it comes to know all of it."""
    there = Previewed(site)
    keeper: Keeper = there.preview.keeper
    sketch = keeper.bench.sketch(keeper.moment)
    keeper.set(structs.replace(keeper.condition, showing=sketch))
    whole = keeper.bench.complete(sketch)
    return there, lambda: keeper.set(structs.replace(keeper.condition, showing=whole))


def answered(there: Previewed, address: str) -> Callable[[], tuple[int, bytes]]:
    """Ask for an address with what is known at this moment."""
    view = there.preview.view("")
    assert view

    def ask() -> tuple[int, bytes]:
        found = resolved(Request(method="GET", target=address, hosts=()), "/", view.find)
        assert isinstance(found, Resolved)
        assert isinstance(found.content.body, bytes)
        return found.status, found.content.body

    return ask


def test_an_html_page_is_given_before_all_is_described(tmp_path: Path) -> None:
    there, _ = in_outline(a_site(tmp_path))
    status, page = given_soon(answered(there, "/news/2026/alpha/"))
    assert status == 200
    assert b"The text." in page


@pytest.mark.parametrize("address", ["/feed.xml", "/robots.txt"])
def test_all_other_files_are_waited_for(address: str, tmp_path: Path) -> None:
    there, complete = in_outline(a_site(tmp_path))
    assert given_soon(answered(there, address), complete)[0] == 200


@pytest.mark.parametrize("address", ["/nowhere", "/nowhere/", "/nowhere.html", "/feed.xml/"])
def test_that_there_is_no_such_page_is_known_when_all_is_described(address: str, tmp_path: Path) -> None:
    there, complete = in_outline(a_site(tmp_path))
    assert given_soon(answered(there, address), complete)[0] == 404


def test_a_page_is_given_to_whoever_has_asked_just_before_all_was_described(tmp_path: Path) -> None:
    there, complete = in_outline(a_site(tmp_path))
    ask = answered(there, "/feed.xml")
    complete()
    assert given_soon(ask)[0] == 200


def test_the_search_index_is_there_as_soon_as_somebody_asks(tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    with previewed(a_site(tmp_path, "pagefind")) as there:
        assert given_soon(lambda: there.text(INDEX))


def test_the_search_index_is_there_after_an_edit(tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    site = a_site(tmp_path, "pagefind")
    with previewed(site) as there:
        there.assert_as_built()
        for old, new in (("The text.", "Other words."), ("title: Alpha", "title: Omega")):
            number = there.preview.keeper.condition.number
            site.reword("content/news/alpha.md", old, new)
            there.change("content/news/alpha.md")
            wait_until(lambda before=number: there.preview.keeper.condition.number > before)  # type: ignore[misc]
            assert given_soon(lambda: there.text(INDEX))


def test_the_search_index_is_that_of_the_pages_that_are_shown(tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    site = a_site(tmp_path, "pagefind")
    with previewed(site) as there:
        there.assert_as_built()
        site.reword("content/news/alpha.md", "title: Alpha", "title: Omega")
        there.change("content/news/alpha.md")
        there.assert_as_built()
        site.reword("content/news/alpha.md", "The text.", "Other words.")
        there.change("content/news/alpha.md")
        there.assert_as_built()


@pytest.mark.parametrize("fault", ["title: [", "title: Alpha\npeople: [nobody]"])
def test_nobody_waits_for_the_search_index_of_a_broken_site(fault: str, tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    site = a_site(tmp_path, "pagefind")
    with previewed(site) as there:
        wait_until(lambda: there.preview.keeper.condition.good is not None)
        site.reword("content/news/alpha.md", "title: Alpha", fault)
        there.change("content/news/alpha.md")
        wait_until(lambda: there.preview.keeper.condition.is_broken)
        given_soon(lambda: there.text(INDEX))


def test_nobody_waits_for_the_search_index_of_a_site_whose_pages_cannot_be_made(tmp_path: Path) -> None:
    pytest.importorskip("pagefind")
    site = a_site(tmp_path, "pagefind")
    with previewed(site) as there:
        wait_until(lambda: there.preview.keeper.condition.good is not None)
        site.reword("themes/bare/templates/article.html", "{{ page.html|safe }}", BROKEN)
        there.change("themes/bare/templates/article.html")
        wait_until(lambda: there.preview.keeper.condition.is_broken)
        given_soon(lambda: there.text(INDEX))
