"""What every page has, whatever it shows: its addresses and titles, its like in other editions, its feeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from sitegen.planning.desk import Desk
from sitegen.planning.site import Site
from sitegen.planning.urls import directory_path
from sitegen.planning.view_parts import Alternate, FeedLink, Link
from sitegen.site_path import SitePath
from sitegen.theming.locales import language_title

__all__ = ["PageFields", "Twins", "alternates", "language_links", "page_fields"]

Twins = Mapping[str, Mapping[str, SitePath]]
"""For each page that editions have in common, as a list or the archive, its path in each edition."""


class PageFields(TypedDict):
    """The fields of a view that follow from the place of its page in the site."""

    url: str
    absolute_url: str
    canonical: str
    title: str
    head_title: str
    description: str
    trail: tuple[Link, ...]
    alternates: tuple[Alternate, ...]
    languages: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]


def page_fields(
    desk: Desk,
    path: SitePath,
    title: str,
    description: str,
    trail: tuple[Link, ...],
    feeds: tuple[FeedLink, ...],
    *,
    twins: Mapping[str, SitePath],
    head_title: str = "",
) -> PageFields:
    """Give the fields of a page that the program makes.

    `twins` are its paths in the editions that have it. A numbered page of a list, which is none of them, makes no
    claim to be the same list in another language, but leads to it. Without `head_title`, the title is the first part.
    """
    base = desk.site.base
    absolute = {lang: base.absolute(twin) for lang, twin in twins.items()}
    default = desk.site.config.language if desk.site.config.language in twins else next(iter(twins), "")
    return PageFields(
        url=base.url(path),
        absolute_url=base.absolute(path),
        canonical=base.absolute(path),
        title=title,
        head_title=head_title or desk.head_title(title),
        description=description,
        trail=trail,
        alternates=alternates(absolute, default) if twins.get(desk.lang) == path else (),
        languages=language_links(desk.site, {lang: base.url(twin) for lang, twin in twins.items()}),
        feeds=feeds,
    )


def alternates(addresses: Mapping[str, str], default: str) -> tuple[Alternate, ...]:
    """Name the absolute addresses of a page in all its languages, when there are several.

    Readers of none of them are sent to the one in `default` (`x-default`).
    """
    if len(addresses) < 2:  # noqa: PLR2004  one page is no alternative to itself
        return ()
    return (
        *(Alternate(lang=lang, absolute_url=address) for lang, address in addresses.items()),
        Alternate(lang="x-default", absolute_url=addresses[default]),
    )


def language_links(site: Site, urls: Mapping[str, str]) -> tuple[Link, ...]:
    """Link to a page in every edition, when there are several; where it does not exist, to that edition's home page."""
    if len(site.editions) == 1:
        return ()
    return tuple(
        Link(
            title=language_title(edition.lang),
            url=urls.get(edition.lang) or site.base.url(directory_path(edition.prefix, "")),
            lang=edition.lang,
        )
        for edition in site.editions
    )
