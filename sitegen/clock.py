"""Dates as press offices write them, and the moments that they mean."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from msgspec import Struct

__all__ = ["Moment", "UnreadableDate", "moment_from_text", "parse_when", "with_whole_minutes"]

WHEN = re.compile(
    r"""(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})
    (?:(?:[Tt]|[ ]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?
    [ ]*(?P<zone>[Zz]|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?""",
    re.VERBOSE,
)
UTC_NAMES = {"Z", "z", "UTC", "GMT"}
MINUTE = timedelta(minutes=1)


class UnreadableDate(ValueError):
    """A text that is no date; its message says so to an editor, and `why` what is wrong with it, if that is known."""

    def __init__(self, text: str, why: str = "") -> None:
        self.why = why
        super().__init__(f"`{text.strip()}` is not a date" + (f": {why}" if why else ""))


class Moment(Struct, frozen=True, order=True, gc=False):
    """A point in time with its zone, and whether its author gave a time of day or only a date."""

    at: datetime
    has_time: bool = False

    @property
    def iso(self) -> str:
        """RFC 3339, section 5.6: `2017-03-24T10:00:00+07:00`."""
        return with_whole_minutes(self.at).isoformat(timespec="seconds")

    @property
    def day(self) -> str:
        """The calendar day in the moment's own zone: `2017-03-24`."""
        return self.at.date().isoformat()


def parse_when(text: str, zone: tzinfo | None = None) -> tuple[datetime, bool]:
    """Read a date in the forms of ISO 8601 that people write.

    Takes a date, or a date with a time: `T` or spaces between them, a one-digit hour, seconds or none, a zone
    as `+02:00`, `+0200`, `+02`, `-4`, `Z` or none. Gives the datetime, in `zone` or naive when the text names no zone,
    and whether it has a time. Raises `UnreadableDate`.
    """
    found = WHEN.fullmatch(text.strip())
    if not found:
        raise UnreadableDate(text)
    year, month, day, hour, minute, second, offset = found.groups()
    try:
        zone = zone_from_text(offset) or zone
    except ValueError:
        raise UnreadableDate(text, "no time zone is a day away from UTC") from None
    try:
        midnight = datetime(int(year), int(month), int(day), tzinfo=zone)
    except ValueError:
        raise UnreadableDate(text, "the calendar has no such day") from None
    if hour is None:
        return midnight, False
    try:
        return midnight.replace(hour=int(hour), minute=int(minute), second=int(second or 0)), True
    except ValueError:
        raise UnreadableDate(text, "the day has no such time") from None


def zone_from_text(text: str | None) -> timezone | None:
    """Read `Z`, `+0200`, `+02:00` or `-4`. Raises `ValueError` for a day and more."""
    if text is None:
        return None
    if text in UTC_NAMES:
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > len("00") else (digits, "0")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))


@lru_cache(maxsize=4096)
def moment_from_text(text: str, zone: tzinfo) -> Moment:
    """Read a date; one without a zone is in `zone`, and one with a zone keeps it. Raises `UnreadableDate`."""
    when, has_time = parse_when(text, zone)
    try:
        when.astimezone(UTC)
    except (OverflowError, ValueError):
        raise UnreadableDate(text, "the year is too far away") from None
    return Moment(with_whole_minutes(when), has_time)


def with_whole_minutes(at: datetime) -> datetime:
    """Give a time, as its clock shows it, at an offset from UTC in whole minutes.

    Before standard time, zones lay seconds apart (Rome in 1850: +00:49:56), which neither RFC 3339 nor RFC 822 can
    write. The wall clock is kept, so that the day of an article stays its day.
    """
    return at.replace(tzinfo=zone_in_minutes(at.utcoffset() or timedelta()))


@lru_cache(maxsize=256)
def zone_in_minutes(offset: timedelta) -> timezone:
    """Give the zone at an offset from UTC, rounded to whole minutes."""
    return timezone(round(offset / MINUTE) * MINUTE)
