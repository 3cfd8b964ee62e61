"""What can be wrong in one article, though every field is of its type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from msgspec import Struct

from sitegen.clock import Moment
from sitegen.problems import Location, Problem, error, place_named, warning
from sitegen.reading.file_name import ArticleName
from sitegen.reading.front_matter_fields import FrontMatter
from sitegen.reading.language import known_language, language_hint
from sitegen.reading.site_address import address_fault, scheme_of
from sitegen.site_path import SitePath
from sitegen.slug import slug_fault, slugify

__all__ = ["Fault", "Places", "address_faults", "date_problems", "language_problems"]

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
"""RFC 3986, section 3, as far as an id needs it."""
HAS_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Places(Struct, frozen=True):
    """Where the fields of an article were written, and where it begins."""

    marks: dict[str, Location]
    top: Location

    def of(self, name: str) -> Location:
        """Give the place of a field, else of the group that it is in, else of the front matter."""
        return place_named(self.marks, name, self.top)


class Fault(Struct, frozen=True):
    """A field whose value cannot be used, and why."""

    field: str
    problem: Problem


def language_problems(
    front: FrontMatter, name: ArticleName, places: Places, languages: Collection[str]
) -> Iterator[Problem]:
    """Check the languages of the text and of its attachments."""
    lang = known_language(front.lang)
    if front.lang and not lang:
        yield error(f"`{front.lang}` is no known language", places.of("lang"), language_hint(front.lang))
    elif lang and name.lang and name.lang != lang:
        message = f"`lang` is `{lang}`, but the {name.lang_from} says `{name.lang}`"
        yield warning(message, places.of("lang"), "`lang` counts; mend the one that is wrong")
    if (lang or name.lang) and (lang or name.lang) not in languages:
        message = f"no edition of this site is in `{lang or name.lang}`"
        yield warning(message, places.of("lang"), f"add `{lang or name.lang}` to `languages` in `config.yaml`")
    for index, attachment in enumerate(front.attachments):
        if attachment.lang and not known_language(attachment.lang):
            place = places.of(f"attachments.{index}.lang")
            yield error(f"`{attachment.lang}` is no known language", place, language_hint(attachment.lang))


def date_problems(
    front: FrontMatter, moment: Moment | None, day: str, places: Places, zone: ZoneInfo
) -> Iterator[Problem]:
    """Check that moments follow one another; `day` is the date in the file name, `moment` the one that counts."""
    if front.date and day and day not in {front.date.day, front.date.at.astimezone(zone).date().isoformat()}:
        message = f"`date` is {front.date.day}, but the file name says {day}"
        yield warning(message, places.of("date"), "`date` counts; mend the one that is wrong")
    if moment and front.expires and is_before(front.expires, moment):
        yield error("`expires` is before `date`", places.of("expires"), "an article cannot end before it begins")
    if front.embargo and front.expires and is_before(front.expires, front.embargo):
        yield error("`expires` is before `embargo`", places.of("expires"), "an article cannot end before it begins")
    if moment and front.updated and is_before(front.updated, moment):
        yield warning("`updated` is before `date`", places.of("updated"), "check the year of both")
    if front.event and front.event.end and is_before(front.event.end, front.event.start):
        yield error("`event.end` is before `event.start`", places.of("event.end"), "check the day of both")


def is_before(one: Moment, other: Moment) -> bool:
    """Tell whether a moment is before another; a mere date may be on the same day."""
    if one.has_time and other.has_time:
        return one.at < other.at
    return one.at < other.at and one.day < other.at.astimezone(one.at.tzinfo or UTC).date().isoformat()


def address_faults(front: FrontMatter, places: Places) -> Iterator[Fault]:
    """Check what an author chose for the address and the id."""
    if front.slug and (fault := slug_fault(front.slug)):
        name = slugify(unquote(front.slug))
        hint = f"write `{name}`" if name else "write a short name"
        yield Fault("slug", error(f"`slug` {fault}", places.of("slug"), hint))
    if front.permalink and (fault := path_fault(front.permalink)):
        message = f"`permalink` {fault}, but is `{front.permalink}`"
        yield Fault("permalink", error(message, places.of("permalink"), "write it as `/about/history/`"))
    for index, alias in enumerate(front.aliases):
        if fault := path_fault(alias):
            place = places.of(f"aliases.{index}")
            hint = "write only the path, as `/old/address.html`"
            yield Fault("aliases", error(f"an alias {fault}, but is `{alias}`", place, hint))
    for name, address in web_addresses(front):
        if fault := address_fault(address):
            message = f"`{name}` {fault}, but is `{address}`"
            hint = "write it as `https://www.example.org/live`"
            yield Fault(name.partition(".")[0], error(message, places.of(name), hint))
    if front.id and not URI.fullmatch(front.id):
        hint = "write the id under which feeds knew it: an address or a `tag:`"
        yield Fault("id", error(f"`id` should be a URI, but is `{front.id}`", places.of("id"), hint))


def web_addresses(front: FrontMatter) -> Iterator[tuple[str, str]]:
    """Give the fields that lead to other sites; a photograph does if it is no file of this one."""
    if front.event and front.event.online:
        yield "event.online", front.event.online
    if front.image and scheme_of(front.image.src):
        yield "image.src", front.image.src


def path_fault(path: str) -> str:
    """Say what is wrong with an address below the site's root, or nothing."""
    if HAS_SCHEME.match(path) or not path.startswith("/"):
        return "should begin with `/`"
    if found := re.search(r"[?#]", path):
        return f"should be a path without `{found[0]}`"
    try:
        SitePath(path.strip("/") or "index.html")
    except ValueError as fault:
        return str(fault).removeprefix("an address ")
    return ""
