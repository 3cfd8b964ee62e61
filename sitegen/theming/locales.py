"""Dates, months and languages as readers of an edition write them (Unicode CLDR, by Babel)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError, dates
from babel.core import get_global

from sitegen.clock import Moment

__all__ = [
    "direction_of",
    "format_hours",
    "format_moment",
    "format_moment_with_time",
    "format_time",
    "language_title",
    "locale_of",
    "month_name",
    "month_title",
]

RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}
)
"""Scripts that are written from right to left (ISO 15924)."""
SCRIPT_LETTERS = 4
Length = Literal["full", "long", "medium", "short"]
LENGTHS: dict[str, Length] = {"full": "full", "long": "long", "medium": "medium", "short": "short"}


@lru_cache(maxsize=256)
def locale_of(lang: str) -> str:
    """Give the CLDR locale of a language tag (BCP 47), as `pt_BR` for `pt-BR`; English where CLDR has none."""
    parts = lang.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        try:
            return str(Locale.parse("_".join(parts[:length])))
        except (UnknownLocaleError, ValueError):
            continue
    return "en"


@lru_cache(maxsize=256)
def direction_of(lang: str) -> Literal["ltr", "rtl"]:
    """Give the direction of a language's script: the one that its tag names, else the likely one."""
    language, *subtags = lang.replace("_", "-").split("-")
    written = next((tag.title() for tag in subtags if len(tag) == SCRIPT_LETTERS and tag.isalpha()), "")
    likely = get_global("likely_subtags").get(language.lower(), "").split("_")
    script = written or (likely[1] if len(likely) > 1 else "")
    return "rtl" if script in RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=256)
def language_title(lang: str) -> str:
    """Give a language's name in the language itself, as `Français`; the tag where CLDR does not know it."""
    try:
        name = Locale.parse(lang.replace("-", "_")).get_display_name()
    except (UnknownLocaleError, ValueError):
        return lang
    return name[:1].upper() + name[1:] if name else lang


def format_moment(moment: Moment, pattern: str, locale: str) -> str:
    """Write the day of a moment, in the moment's own zone; `pattern` is a CLDR pattern or a length as `long`."""
    return formatted_day(moment.at.date(), pattern, locale)


def format_moment_with_time(moment: Moment, date_pattern: str, time_pattern: str, locale: str) -> str:
    """Write the day and, where its author gave a time of day, the time with its zone."""
    if not moment.has_time:
        return format_moment(moment, date_pattern, locale)
    offset = moment.at.utcoffset() or timedelta()
    return formatted_time_of_day(moment.at.replace(tzinfo=None), offset, date_pattern, time_pattern, locale)


def format_time(moment: Moment, pattern: str, locale: str) -> str:
    """Write the time of day of a moment with its zone, without the day."""
    return formatted_time(moment.at.time(), moment.at.utcoffset() or timedelta(), pattern, locale)


def format_hours(start: Moment, end: Moment, date_pattern: str, time_pattern: str, locale: str) -> tuple[str, str]:
    """Write the beginning and the end of something within one day; the zone, if it is one, stands at the end only."""
    first = format_moment_with_time(start, date_pattern, time_pattern, locale)
    zone = zone_of(start.at.utcoffset() or timedelta())
    same_zone = start.at.utcoffset() == end.at.utcoffset()
    return first.removesuffix(f" {zone}") if same_zone else first, format_time(end, time_pattern, locale)


@lru_cache(maxsize=1024)
def month_title(year: int, month: int, locale: str) -> str:
    """Write a month of a year: `March 2017`, `marzo 2017`."""
    return str(dates.format_skeleton("yMMMM", date(year, month, 1), locale=locale))


@lru_cache(maxsize=1024)
def month_name(month: int, locale: str) -> str:
    """Write a month that stands alone: `March`, `marzo`."""
    return str(dates.format_date(date(2000, month, 1), "LLLL", locale=locale))


@lru_cache(maxsize=65536)
def formatted_day(day: date, pattern: str, locale: str) -> str:
    """Write a day; remembered, because Babel takes its time."""
    return str(dates.format_date(day, pattern, locale=locale))


@lru_cache(maxsize=16384)
def formatted_time_of_day(
    wall_clock: datetime, offset: timedelta, date_pattern: str, time_pattern: str, locale: str
) -> str:
    """Join a day and a time as the locale joins them."""
    joined = str(dates.get_datetime_format(LENGTHS.get(date_pattern, "medium"), locale=locale)).replace("'", "")
    clock = formatted_time(wall_clock.time(), offset, time_pattern, locale)
    return joined.replace("{0}", clock).replace("{1}", formatted_day(wall_clock.date(), date_pattern, locale))


@lru_cache(maxsize=16384)
def formatted_time(clock: time, offset: timedelta, pattern: str, locale: str) -> str:
    """Write a time of day and its distance from UTC, as `10:00 UTC+7`, which is read the same in every language."""
    return f"{dates.format_time(clock, pattern, locale=locale)} {zone_of(offset)}"


def zone_of(offset: timedelta) -> str:
    """Name a distance from UTC: `UTC`, `UTC+7`, `UTC+5:30`."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"
