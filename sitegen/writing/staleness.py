"""Which pages are to be made anew, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from sitegen.rendering.descriptions import Description
from sitegen.rendering.maker import Maker
from sitegen.writing.manifest import Made, Manifest

__all__ = ["Freshness", "Reason", "stale_pages"]


class Reason(StrEnum):
    """Why a page is made anew, in words that go on after "its file is written, because"."""

    NEW = "the last build did not make it"
    CONTENT = "what it shows has changed"
    TEXT = "a text in it has changed"
    TEMPLATE = "its template, or one that this uses, has changed"
    SITE = "what every page shows has changed: menus, titles, settings or options of the theme"
    PROGRAM = "the program or a library has changed"
    TOUCHED = "its file is not as the last build left it"
    INDEX = "the pages that can be searched have changed"


class Freshness(Struct, frozen=True, kw_only=True):
    """The pages that are as the last build left them, and those that are to be made anew."""

    kept: dict[str, Made]
    stale: dict[str, Reason]


def stale_pages(
    pages: Iterable[Description],
    makers: Mapping[str, Maker],
    last: Manifest | None,
    untouched: Callable[[str], Made | None],
) -> Freshness:
    """Compare pages with those of the last build.

    `untouched` gives what that left at a path, if it is still there.
    """
    kept: dict[str, Made] = {}
    stale: dict[str, Reason] = {}
    known = last or Manifest()
    changed = {name: reason_of_maker(maker, known.makers.get(name)) for name, maker in makers.items()}
    for page in pages:
        made = known.files.get(page.path)
        if made is None:
            stale[page.path] = Reason.NEW
        elif made.page != page.fingerprint or made.maker != page.maker:
            stale[page.path] = Reason.CONTENT
        elif reason := changed[page.maker]:
            stale[page.path] = reason
        elif there := untouched(page.path):
            kept[page.path] = there
        else:
            stale[page.path] = Reason.TOUCHED
    return Freshness(kept=kept, stale=stale)


def reason_of_maker(now: Maker, last: Maker | None) -> Reason | None:
    """Say what has changed about what makes pages, if anything has."""
    if last is None or now.program != last.program:
        return Reason.PROGRAM
    if now.template != last.template:
        return Reason.TEMPLATE
    return Reason.SITE if now.site != last.site else None
