"""Moments as machines read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

from sitegen.clock import Moment

__all__ = ["iso_of", "rfc822_of", "with_whole_minutes"]

MINUTE = timedelta(minutes=1)


def with_whole_minutes(at: datetime) -> datetime:
    """Give a time, as its clock shows it, at an offset from UTC in whole minutes.

    Before standard time, zones lay seconds apart (Rome in 1850: +00:49:56), which neither RFC 3339 nor RFC 822 can
    write. The wall clock is kept, so that the day of an article stays its day.
    """
    offset = at.utcoffset() or timedelta()
    return at.replace(tzinfo=timezone(round(offset / MINUTE) * MINUTE))


def iso_of(moment: Moment) -> str:
    """Write a moment as `2017-03-24T10:00:00+07:00` (RFC 3339, section 5.6)."""
    return with_whole_minutes(moment.at).isoformat(timespec="seconds")


def rfc822_of(moment: Moment) -> str:
    """Write a moment as `Fri, 24 Mar 2017 10:00:00 +0700` (RFC 822, four-digit years), in English in every locale."""
    return format_datetime(with_whole_minutes(moment.at))
