"""Events as iCalendar (RFC 5545; `CONFERENCE` of RFC 7986), for readers' calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from icalendar import Calendar, Event, vUri

from sitegen.clock import Moment, with_whole_minutes
from sitegen.planning.documents import CalendarView
from sitegen.rendering.printable import printable

__all__ = ["calendar_of"]

DAY = timedelta(days=1)
DayOrTime = TypeVar("DayOrTime", bound=date)


def calendar_of(view: CalendarView) -> bytes:
    """Write one event; times are in UTC, which every calendar shows in its reader's zone without a zone table."""
    view = printable(view)
    calendar = Calendar()
    calendar.add("prodid", "-//sitegen//sitegen//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event_of(view))
    return bytes(calendar.to_ical())


def event_of(view: CalendarView) -> Event:
    """Give the event."""
    start, end = span_of(view.start, view.end)
    language = {"language": view.lang} if view.lang else {}
    event = Event()
    event.add("uid", view.uid)
    event.add("dtstamp", utc(view.stamp))
    event.add("dtstart", start)
    if end:
        event.add("dtend", end)
    event.add("summary", view.title, parameters=language)
    if view.summary:
        event.add("description", view.summary, parameters=language)
    if view.venue:
        event.add("location", view.venue, parameters=language)
    if view.online:
        event.add("conference", vUri(view.online), parameters={"value": "URI"})
    event.add("url", vUri(view.url))
    return event


def span_of(start: Moment, end: Moment | None) -> tuple[date, date | None]:
    """Give the first instant of an event and the first one after it; whole days for a start without a time of day.

    RFC 5545, section 3.6.1: the end is exclusive and of the same type as the start, and later. A last day therefore
    ends at the next midnight.
    """
    if not start.has_time:
        first = start.at.date()
        return first, day_after(max(first, end.at.date()) if end else first)
    if end is None:
        return utc(start), None
    ends = utc(end) if end.has_time else day_after(end.at).astimezone(UTC)
    return utc(start), ends if ends > utc(start) else None


def utc(moment: Moment) -> datetime:
    """Give a moment in UTC."""
    return with_whole_minutes(moment.at).astimezone(UTC)


def day_after(day: DayOrTime) -> DayOrTime:
    """Give the same time a day later, or the same day where time ends, in the year 9999."""
    try:
        return day + DAY
    except OverflowError:
        return day
