"""What templates can do with a value: dates, numbers, sizes, languages, addresses, in the edition's language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal, Protocol, TypeVar, cast
from urllib.parse import urljoin

from babel import Locale
from babel.numbers import format_decimal
from babel.units import format_unit
from jinja2 import TemplateRuntimeError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from sitegen.clock import Moment
from sitegen.theming import locales
from sitegen.theming.tables import scrolling_tables

__all__ = ["FILTERS", "GLOBALS", "Edition", "NoAssetError", "edition_in"]

SIZE_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
THOUSAND = 1000
WHOLE_FROM = 10
"""From 10 kB on nobody asks for decimals."""


class Edition(Protocol):
    """What filters know of the page's edition: a part of what templates see as `site`."""

    @property
    def lang(self) -> str:
        """The edition's language (BCP 47)."""
        ...

    @property
    def locale(self) -> str:
        """Its CLDR locale."""
        ...

    @property
    def date_format(self) -> str:
        """How days are written: a CLDR pattern or a length."""
        ...

    @property
    def time_format(self) -> str:
        """How times of day are written."""
        ...

    @property
    def base_url(self) -> str:
        """The address of the site."""
        ...

    @property
    def assets(self) -> Mapping[str, str]:
        """The addresses of the theme's assets by name."""
        ...


def edition_in(context: Context) -> Edition:
    """Give the edition whose page is being written."""
    edition = context.resolve_or_missing("site")
    if not hasattr(edition, "locale"):
        raise TemplateRuntimeError("a template with filters for dates or texts must be imported `with context`")
    return cast(Edition, edition)


def moment_in(value: object) -> Moment:
    """Give a moment, or say that there is none to write."""
    if isinstance(value, Moment):
        return value
    if value is None:
        raise TemplateRuntimeError("there is no date here; ask with `{% if … %}` first")
    raise TemplateRuntimeError(f"`{value}` is not a date of `page` or `site`")


@pass_context
def date(context: Context, moment: Moment, pattern: str = "") -> str:
    """Write the day: `24 marzo 2017`."""
    site = edition_in(context)
    return locales.format_moment(moment_in(moment), pattern or site.date_format, site.locale)


@pass_context
def time(context: Context, moment: Moment, pattern: str = "") -> str:
    """Write the time of day with its zone: `10:00 UTC+7`."""
    site = edition_in(context)
    return locales.format_time(moment_in(moment), pattern or site.time_format, site.locale)


@pass_context
def datetime(context: Context, moment: Moment, pattern: str = "") -> str:
    """Write the day, and the time with its zone where the author gave one."""
    site = edition_in(context)
    day = pattern or site.date_format
    return locales.format_moment_with_time(moment_in(moment), day, site.time_format, site.locale)


@pass_context
def time_tag(
    context: Context, moment: Moment, show: Literal["date", "time", "datetime"] = "date", lang: str = ""
) -> Markup:
    """Write a moment as `<time>`: its day, its time or both. `lang` is for text in another language around it."""
    site = edition_in(context)
    return time_element(moment_in(moment), show, site.date_format, site.time_format, site.locale, lang)


@lru_cache(maxsize=16384)
def time_element(
    moment: Moment, show: Literal["date", "time", "datetime"], day: str, hour: str, locale: str, lang: str
) -> Markup:
    """Write a moment as `<time>` in the forms of a locale."""
    match show:
        case "date":
            text = locales.format_moment(moment, day, locale)
        case "time":
            text = locales.format_time(moment, hour, locale)
        case "datetime":
            text = locales.format_moment_with_time(moment, day, hour, locale)
    return time_html(moment.iso if moment.has_time else moment.day, text, lang)


def time_html(machine: str, text: str, lang: str = "") -> Markup:
    """Write the element `<time>`; `machine` is a date or a time as machines read it."""
    language = f' lang="{escape(lang)}"' if lang else ""
    return Markup(f'<time datetime="{machine}"{language}>{escape(text)}</time>')  # noqa: S704 – escaped one by one


@pass_context
def period_tag(context: Context, start: Moment, end: Moment | None = None) -> Markup:
    """Write from when to when something lasts, as one or two `<time>`; what both have in common stands there once."""
    site = edition_in(context)
    if end is None or end == start:
        return time_tag(context, start, "datetime")
    if start.day != end.day:
        return time_tag(context, start, "datetime") + " – " + time_tag(context, end, "datetime")
    if not end.has_time or not start.has_time:
        return time_tag(context, start, "datetime")
    first, last = locales.format_hours(start, end, site.date_format, site.time_format, site.locale)
    return time_html(start.iso, first) + "–" + time_html(end.iso, last)


@pass_context
def month_name(context: Context, month: int) -> str:
    """Write the name of a month, 1 to 12."""
    return locales.month_name(month, edition_in(context).locale)


@pass_context
def number(context: Context, value: float) -> str:
    """Write a number: `12,345`, `12.345`."""
    return localized_number(value, edition_in(context).locale)


@pass_context
def file_size(context: Context, size: int) -> str:
    """Write a number of bytes as people read it: `1.2 MB`, `1,2 Mo`."""
    return localized_size(size, edition_in(context).locale)


class NoAssetError(TemplateRuntimeError):
    """A template names an asset that the theme has not; `known` are those that it has."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        self.name = name
        self.known = known
        super().__init__(f"there is no asset `{name}`")


@pass_context
def asset(context: Context, name: str) -> str:
    """Give the address of an asset of the theme: `asset("style.css")`."""
    assets = edition_in(context).assets
    if name not in assets:
        raise NoAssetError(name, tuple(assets))
    return assets[name]


@pass_context
def absolute(context: Context, url: str) -> str:
    """Give an address of the site with its scheme and domain."""
    return urljoin(edition_in(context).base_url, url)


@pass_context
def country_name(context: Context, code: str) -> str:
    """Write a country in the edition's language; what is no ISO 3166-1 code stays as it is."""
    return str(Locale.parse(edition_in(context).locale).territories.get(code.upper(), code))


class Titled(Protocol):
    """What has a title to be sorted by."""

    @property
    def title(self) -> str:
        """What readers call it."""
        ...


Entry = TypeVar("Entry", bound=Titled)


def by_letter(entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Part sorted entries by their first letter, accents left aside; what begins with no letter stands under `#`."""
    return [(letter, list(group)) for letter, group in groupby(entries, lambda entry: first_letter(entry.title))]


def first_letter(title: str) -> str:
    """Give the letter under which a title is looked for."""
    letter = unicodedata.normalize("NFKD", title.lstrip())[:1].upper()
    return letter if letter.isalpha() else "#"


@lru_cache(maxsize=16384)
def localized_number(value: float, locale: str) -> str:
    """Write a number; remembered, because Babel takes its time."""
    return str(format_decimal(value, locale=locale))


@lru_cache(maxsize=16384)
def localized_size(size: int, locale: str) -> str:
    """Write a number of bytes in decimal units, with one decimal below 10."""
    power = 0
    while round(size / THOUSAND**power) >= THOUSAND and power < len(SIZE_UNITS) - 1:
        power += 1
    amount = size / THOUSAND**power
    shown = round(amount, 1) if power and amount < WHOLE_FROM else round(amount)
    return str(format_unit(shown, f"digital-{SIZE_UNITS[power]}", length="short", locale=locale))


FILTERS: dict[str, Callable[..., Any]] = {
    "absolute": absolute,
    "by_letter": by_letter,
    "country_name": country_name,
    "date": date,
    "datetime": datetime,
    "file_size": file_size,
    "language_name": locales.language_title,
    "month_name": month_name,
    "number": number,
    "period_tag": period_tag,
    "scrolling_tables": scrolling_tables,
    "time": time,
    "time_tag": time_tag,
}
GLOBALS: dict[str, Callable[..., Any]] = {"asset": asset, "direction_of": locales.direction_of}
