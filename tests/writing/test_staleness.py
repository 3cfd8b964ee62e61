from __future__ import annotations

import pytest

from sitegen.problems import Location
from sitegen.rendering.descriptions import Description
from sitegen.rendering.maker import Maker
from sitegen.writing.manifest import FileStamp, Made, Manifest
from sitegen.writing.staleness import Freshness, Reason, stale_pages

HOME, FEED, PICTURE = "home.html en", "program", ""
MAKERS = {HOME: Maker("t1", "s1", "p1"), FEED: Maker(program="p1"), PICTURE: Maker()}


def a_page(path: str, fingerprint: str = "1a", maker: str = HOME) -> Description:
    return Description(path=path, fingerprint=fingerprint, maker=maker, record=fingerprint, origin=Location(path))


PAGES = (a_page("index.html"), a_page("feed.xml", "2b", FEED), a_page("hall.webp", "3c", PICTURE))
FILES = {page.path: Made(page.fingerprint, page.maker, f"d-{page.path}", FileStamp(4, 5, 6)) for page in PAGES}
LAST = Manifest(files=FILES, makers=MAKERS)


def freshness(
    pages: tuple[Description, ...] = PAGES,
    makers: dict[str, Maker] = MAKERS,
    last: Manifest | None = LAST,
    touched: tuple[str, ...] = (),
) -> Freshness:
    """Compare pages with those of the last build; some files of it somebody has touched."""
    there = last.files if last else {}
    return stale_pages(pages, makers, last, lambda path: None if path in touched else there.get(path))


def test_pages_of_equal_descriptions_and_makers_are_kept() -> None:
    assert freshness() == Freshness(kept=FILES, stale={})


def test_without_a_last_build_every_page_is_new() -> None:
    assert freshness(last=None) == Freshness(kept={}, stale=dict.fromkeys(FILES, Reason.NEW))


def test_a_page_that_the_last_build_did_not_make_is_new() -> None:
    assert freshness((*PAGES, a_page("new.html"))).stale == {"new.html": Reason.NEW}


def test_a_page_that_shows_something_else_is_stale() -> None:
    assert freshness((a_page("index.html", "9z"), *PAGES[1:])).stale == {"index.html": Reason.CONTENT}


def test_a_page_that_something_else_makes_is_stale() -> None:
    makers = MAKERS | {"list.html en": MAKERS[HOME]}
    assert freshness((a_page("index.html", maker="list.html en"),), makers).stale == {"index.html": Reason.CONTENT}


@pytest.mark.parametrize(
    ("maker", "reason"),
    [
        (Maker("t2", "s1", "p1"), Reason.TEMPLATE),
        (Maker("t1", "s2", "p1"), Reason.SITE),
        (Maker("t1", "s1", "p2"), Reason.PROGRAM),
        (Maker("t2", "s2", "p1"), Reason.TEMPLATE),
        (Maker("t2", "s2", "p2"), Reason.PROGRAM),
    ],
)
def test_a_page_whose_maker_has_changed_is_stale_and_no_other(maker: Maker, reason: Reason) -> None:
    found = freshness(makers=MAKERS | {HOME: maker})
    assert found.stale == {"index.html": reason}
    assert found.kept.keys() == {"feed.xml", "hall.webp"}


def test_another_program_leaves_the_files_that_know_their_makers() -> None:
    makers = {HOME: Maker("t1", "s1", "p2"), FEED: Maker(program="p2"), PICTURE: Maker()}
    assert freshness(makers=makers).stale == {"index.html": Reason.PROGRAM, "feed.xml": Reason.PROGRAM}


def test_a_maker_that_the_last_build_did_not_know_makes_its_pages_anew() -> None:
    assert freshness(last=Manifest(files=FILES)).stale == dict.fromkeys(FILES, Reason.PROGRAM)


def test_a_file_that_somebody_has_touched_is_stale() -> None:
    assert freshness(touched=("feed.xml",)).stale == {"feed.xml": Reason.TOUCHED}


def test_the_first_reason_is_told() -> None:
    makers = MAKERS | {HOME: Maker("t2", "s2", "p2")}
    assert freshness((a_page("index.html", "9z"),), makers, touched=("index.html",)).stale == {
        "index.html": Reason.CONTENT
    }
    assert freshness((a_page("index.html"),), makers, touched=("index.html",)).stale == {"index.html": Reason.PROGRAM}


def test_files_of_stale_pages_are_not_looked_at() -> None:
    looked: list[str] = []

    def untouched(path: str) -> Made:
        looked.append(path)
        return FILES[path]

    stale_pages((a_page("index.html", "9z"), PAGES[1]), MAKERS, LAST, untouched)
    assert looked == ["feed.xml"]


def test_a_kept_page_has_the_stamp_that_its_file_has_now() -> None:
    now = FileStamp(4, 7, 8)
    found = stale_pages(PAGES[:1], MAKERS, LAST, lambda path: Made("1a", HOME, f"d-{path}", now))
    assert found.kept["index.html"].stamp == now


def test_what_is_no_longer_a_page_is_neither_kept_nor_stale() -> None:
    assert freshness(PAGES[:1]) == Freshness(kept={"index.html": FILES["index.html"]}, stale={})


def test_reasons_go_on_after_because() -> None:
    assert [str(reason) for reason in Reason] == [
        "the last build did not make it",
        "what it shows has changed",
        "a text in it has changed",
        "its template, or one that this uses, has changed",
        "what every page shows has changed: menus, titles, settings or options of the theme",
        "the program or a library has changed",
        "its file is not as the last build left it",
        "the pages that can be searched have changed",
    ]
