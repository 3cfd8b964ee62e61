"""The clock moves, forth and sometimes back: what is shown is what a clean build at that moment shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.incremental.beginnings import an_article, begun
from tests.incremental.newsroom import Newsroom

BEFORE, AT, AFTER = "2026-06-19T23:59:59+02:00", "2026-06-20T00:00:00+02:00", "2026-06-20T00:00:01+02:00"


@pytest.fixture
def newsroom(place: Path) -> Newsroom:
    return begun(place, "-- content/press/one.md --\n" + an_article("One", "2026-06-01"))


def built_at(newsroom: Newsroom, moment: str) -> dict[str, bytes]:
    newsroom.wishes["at"] = moment
    return newsroom.build_twice()


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "2026-06-20"},
        {"embargo": "2026-06-20"},
        {"expires": "2026-06-20"},
        {"date": "2026-06-18"},
        {"event": "{start: 2026-06-19}"},
    ],
    ids=["appears", "is under embargo", "expires", "leaves the news sitemap", "has an event that ends"],
)
def test_an_article_changes_at_its_second(newsroom: Newsroom, fields: dict[str, str]) -> None:
    newsroom.write("content/press/two.md", an_article("Two", **fields))
    before, at = built_at(newsroom, BEFORE), built_at(newsroom, AT)
    assert before != at
    assert built_at(newsroom, AFTER) == at
    assert built_at(newsroom, BEFORE) == before
    assert built_at(newsroom, AT) == at


def test_an_event_that_is_over_is_so_on_every_page_that_shows_it(newsroom: Newsroom) -> None:
    newsroom.write(
        "content/events/fair.md", an_article("Fair", event="{start: 2026-06-19T10:00, end: 2026-06-19T18:00}")
    )
    for moment, is_past in (("2026-06-19T12:00", b"False"), ("2026-06-19T18:00", b"True"), (BEFORE, b"True")):
        files = built_at(newsroom, moment)
        for path in ("events/2026/fair/index.html", "events/index.html", "fr/events/index.html"):
            assert is_past in files[path], (moment, path)


def test_an_article_is_edited_while_nobody_may_see_it(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.md", an_article("Two", embargo="2026-06-20"))
    built_at(newsroom, BEFORE)
    newsroom.reword("content/press/two.md", "The text.", "Other words.")
    assert b"Other words." not in b"".join(built_at(newsroom, BEFORE).values())
    assert b"Other words." in built_at(newsroom, AT)["press/2026/two/index.html"]


def test_an_article_is_edited_and_the_clock_goes_back(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.md", an_article("Two", date="2026-06-20"))
    built_at(newsroom, AT)
    newsroom.reword("content/press/one.md", "The text.", "Other words.")
    files = built_at(newsroom, BEFORE)
    assert b"Other words." in files["press/2026/one/index.html"]
    assert "press/2026/two/index.html" not in files


def test_warnings_come_and_go_with_the_clock(newsroom: Newsroom) -> None:
    newsroom.write("content/press/one.fr.md", an_article("Un", embargo="2026-06-20"))
    newsroom.put("config.yaml", "security", "{contact: 'mailto:a@example.org', expires: 2026-06-20}")
    told = [(built_at(newsroom, moment), len(newsroom.build().problems))[1] for moment in (BEFORE, AT, BEFORE)]
    assert told == [1, 1, 1]
    assert [problem.location.path for problem in newsroom.build().problems] == ["content/press/one.md"]


def test_a_link_that_is_wrong_before_a_moment_is_right_after_it(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.md", an_article("Two", date="2026-06-20"))
    newsroom.reword("content/press/one.md", "The text.", "See [the second](two.md).")
    newsroom.wishes["at"] = BEFORE
    newsroom.fail_twice()
    built_at(newsroom, AT)
    newsroom.wishes["at"] = BEFORE
    newsroom.fail_twice()


def test_the_time_zone_moves_all_dates_without_one(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.md", an_article("Two", date="2026-06-20"))
    assert "press/2026/two/index.html" not in built_at(newsroom, BEFORE)
    newsroom.put("config.yaml", "timezone", "Pacific/Auckland")
    assert "press/2026/two/index.html" in newsroom.build_twice()


def test_years_go_by(newsroom: Newsroom) -> None:
    newsroom.write("content/press/two.md", an_article("Two", date="2027-01-01"))
    for moment in ("2026-12-31T23:59", "2027-01-01T00:00", "2031-01-01", "2026-06-15"):
        assert ("archive/2027/index.html" in built_at(newsroom, moment)) == (moment > "2027")
