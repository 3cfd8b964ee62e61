from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from sitegen.clock import Moment
from sitegen.rendering.dates import rfc822_of
from tests.rendering.rendered import YEAR_ONE, at


def test_dates_keep_their_zone() -> None:
    assert at("2017-03-24T10:00+07:00").iso == "2017-03-24T10:00:00+07:00"
    assert rfc822_of(at("2017-03-24T10:00+07:00")) == "Fri, 24 Mar 2017 10:00:00 +0700"


def test_zones_older_than_standard_time_are_written_in_minutes_of_the_same_day() -> None:
    rome = Moment(datetime(1850, 6, 1, tzinfo=ZoneInfo("Europe/Rome")))
    assert rome.at.strftime("%z") == "+004956"
    assert rome.iso == "1850-06-01T00:00:00+00:50"
    assert rfc822_of(rome) == "Sat, 01 Jun 1850 00:00:00 +0050"


def test_years_have_four_digits() -> None:
    assert YEAR_ONE.iso == "0001-01-02T00:00:00+00:00"
    assert rfc822_of(YEAR_ONE) == "Tue, 02 Jan 0001 00:00:00 +0000"


@given(st.datetimes(timezones=st.timezones()))
def test_any_date_can_be_read_again(when: datetime) -> None:
    assert datetime.fromisoformat(Moment(when).iso).replace(tzinfo=None) == when.replace(
        tzinfo=None, microsecond=0, fold=0
    )
