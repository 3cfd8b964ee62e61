from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from sitegen.clock import Moment
from sitegen.planning.documents import CalendarView
from sitegen.rendering.calendars import calendar_of
from sitegen.rendering.printable import printable_text
from tests.rendering.rendered import LAST_DAY, YEAR_ONE, an_event, at

Component: TypeAlias = Any


def event_in(view: CalendarView) -> Component:
    return Calendar.from_ical(calendar_of(view)).walk("VEVENT")[0]


def span(view: CalendarView) -> tuple[Any, Any]:
    found = event_in(view)
    return found["dtstart"].dt, found["dtend"].dt if "dtend" in found else None


def test_an_event_is_written_whole() -> None:
    found = event_in(an_event(online="https://live.example/1", lang="en"))
    assert str(found["uid"]) == "tag:example.org,2024:conference"
    assert str(found["summary"]) == "Conference"
    assert found["summary"].params["LANGUAGE"] == "en"
    assert str(found["location"]) == "Bangkok, Hall 1"
    assert str(found["conference"]) == "https://live.example/1"
    assert str(found["url"]) == "https://news.example.org/events/conference/"
    assert found["dtstamp"].dt == datetime(2017, 3, 1, 7, tzinfo=UTC)


def test_times_are_in_utc() -> None:
    assert span(an_event()) == (datetime(2017, 5, 2, 7, 30, tzinfo=UTC), datetime(2017, 5, 2, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2017-05-02", None, (date(2017, 5, 2), date(2017, 5, 3))),
        ("2017-05-02", "2017-05-03", (date(2017, 5, 2), date(2017, 5, 4))),
        ("2017-05-02", "2017-05-01", (date(2017, 5, 2), date(2017, 5, 3))),
        ("2017-05-02", "2017-05-03T12:00", (date(2017, 5, 2), date(2017, 5, 4))),
        ("2017-05-02T10:00Z", None, (datetime(2017, 5, 2, 10, tzinfo=UTC), None)),
        ("2017-05-02T10:00Z", "2017-05-02T09:00Z", (datetime(2017, 5, 2, 10, tzinfo=UTC), None)),
        (
            "2017-05-02T10:00Z",
            "2017-05-03",
            (datetime(2017, 5, 2, 10, tzinfo=UTC), datetime(2017, 5, 3, 22, tzinfo=UTC)),
        ),
    ],
)
def test_whole_days_end_at_the_next_midnight(start: str, end: str | None, written: tuple[Any, Any]) -> None:
    assert span(an_event(start=at(start), end=at(end) if end else None)) == written


@pytest.mark.parametrize("day", [YEAR_ONE, LAST_DAY])
def test_the_first_and_the_last_day_of_time_can_be_written(day: Moment) -> None:
    assert span(an_event(start=day, end=None))[0] == day.at.date()


def test_lines_end_with_crlf_and_are_folded() -> None:
    written = calendar_of(an_event(title="é" * 200))
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(map(len, written.split(b"\r\n"))) <= 75


def test_the_same_event_is_the_same_bytes() -> None:
    assert calendar_of(an_event()) == calendar_of(an_event())


@given(st.text(st.characters(exclude_characters="\r\n\x85\u2028\u2029")))
@settings(max_examples=60, deadline=None)
def test_any_title_comes_back(title: str) -> None:
    assert str(event_in(an_event(title=title))["summary"]) == printable_text(title)
