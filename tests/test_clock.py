from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clock import Moment, UnreadableDate, moment_from_text, parse_when

ROME = ZoneInfo("Europe/Rome")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2017-03-24", "2017-03-24T00:00:00"),
        ("2017-3-4", "2017-03-04T00:00:00"),
        ("2017-03-24T10:00", "2017-03-24T10:00:00"),
        ("2017-03-24t10:00", "2017-03-24T10:00:00"),
        ("2017-03-24 9:05", "2017-03-24T09:05:00"),
        ("2017-03-24   09:05:07", "2017-03-24T09:05:07"),
        ("2017-03-24T09:05:07.123", "2017-03-24T09:05:07"),
        ("2017-03-24T10:00Z", "2017-03-24T10:00:00+00:00"),
        ("2017-03-24T10:00 UTC", "2017-03-24T10:00:00+00:00"),
        ("2017-03-24T10:00 GMT", "2017-03-24T10:00:00+00:00"),
        ("2017-03-24T10:00+07:00", "2017-03-24T10:00:00+07:00"),
        ("2017-03-24 10:00:00 +0000", "2017-03-24T10:00:00+00:00"),
        ("2017-03-24T10:00-0330", "2017-03-24T10:00:00-03:30"),
        ("2017-03-24T10:00+02", "2017-03-24T10:00:00+02:00"),
        ("  2017-03-24  ", "2017-03-24T00:00:00"),
    ],
)
def test_dates_are_read_as_people_write_them(text: str, iso: str) -> None:
    when, has_time = parse_when(text)
    assert when.isoformat() == iso
    assert has_time == (":" in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "24.03.2017",
        "2017-13-01",
        "2017-02-30",
        "2017-03-24T25:00",
        "2017-03-24T10",
        "17-03-24",
        "2017-03-24T",
    ],
)
def test_what_is_no_date_is_refused_with_what_was_written(text: str) -> None:
    with pytest.raises(UnreadableDate, match="is not a date") as refused:
        parse_when(text)
    assert str(refused.value).startswith(f"`{text}` is not a date")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadableDate):
        parse_when("2017-03-24T10:00+99:00")


def test_a_date_without_a_zone_is_in_that_of_the_site_in_summer_and_winter() -> None:
    assert moment_from_text("2017-03-24T10:00", ROME).iso == "2017-03-24T10:00:00+01:00"
    assert moment_from_text("2017-07-24", ROME).iso == "2017-07-24T00:00:00+02:00"


def test_a_date_with_a_zone_keeps_it() -> None:
    moment = moment_from_text("2017-03-24T10:00+07:00", ROME)
    assert moment == Moment(datetime(2017, 3, 24, 10, tzinfo=timezone(timedelta(hours=7))), has_time=True)
    assert moment.day == "2017-03-24"


def test_the_day_of_a_moment_is_that_of_its_own_zone() -> None:
    assert moment_from_text("2017-03-24T01:00+07:00", UTC).day == "2017-03-24"
    assert moment_from_text("2017-03-24T01:00+07:00", UTC).at.astimezone(UTC).day == 23


@pytest.mark.parametrize("text", ["0001-01-01T00:00+02:00", "9999-12-31T23:59-02:00"])
def test_a_date_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDate, match="the year is too far away"):
        moment_from_text(text, UTC)


def test_the_last_day_of_the_calendar_is_a_date() -> None:
    assert moment_from_text("9999-12-31", ROME).day == "9999-12-31"


@given(st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 30)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001  wall clocks
def test_a_moment_is_read_back_as_it_is_written(when: datetime, minutes: int) -> None:
    moment = Moment(when.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes))), has_time=True)
    assert moment_from_text(moment.iso, UTC) == moment


def test_moments_are_sorted_by_the_point_in_time() -> None:
    texts = ["2017-03-24T10:00+07:00", "2017-03-24T10:00Z", "2017-03-24T04:00+01:00"]
    moments = [moment_from_text(text, UTC) for text in texts]
    assert [moment.iso for moment in sorted(moments, key=lambda moment: moment.at)] == [
        "2017-03-24T10:00:00+07:00",
        "2017-03-24T04:00:00+01:00",
        "2017-03-24T10:00:00+00:00",
    ]
