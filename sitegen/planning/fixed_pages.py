"""The pages that every edition has: archive, indexes of terms, subscribe, search, page not found."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import TypedDict

from sitegen.planning.desk import Desk, Twins
from sitegen.planning.editions import Entry
from sitegen.planning.lists import INDEX_TITLES, newest_change, urls_of
from sitegen.planning.pages import FromTemplate, HtmlView, Page
from sitegen.planning.taxonomies import TAXONOMIES, Taxonomy
from sitegen.planning.view_parts import (
    Alternate,
    FeedGroup,
    FeedLink,
    Link,
    MonthView,
)
from sitegen.planning.views import (
    ArchiveView,
    IndexView,
    NotFoundView,
    SearchView,
    SubscribeView,
)
from sitegen.problems import Location
from sitegen.site_path import SitePath
from sitegen.theming.locales import month_title

__all__ = ["fixed_pages", "fixed_twins"]

NEWEST_ON_NOT_FOUND = 5
TAGS_ON_SEARCH = 30
CONFIG = Location("config.yaml")

INDEX_DESCRIPTIONS = {
    "tags": "All topics of %(site)s.",
    "people": "All people in the news of %(site)s.",
    "organizations": "All organizations in the news of %(site)s.",
    "places": "All places in the news of %(site)s.",
    "authors": "All authors of %(site)s.",
    "types": "All kinds of news of %(site)s.",
}


class Common(TypedDict):
    """The fields of a view that follow from its address and title."""

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


def fixed_twins(desk: Desk) -> dict[str, SitePath]:
    """Give the paths of the fixed pages that have their like in other editions."""
    paths = {
        name: desk.path(name)
        for name in ("archive", "subscribe", "search")
        if desk.edition.articles or name != "archive"
    }
    paths |= {f"archive:{year}": desk.path("archive", str(year)) for year in months_of(desk)}
    paths |= {
        f"archive:{year}-{month:02}": desk.path("archive", str(year), f"{month:02}")
        for year, months in months_of(desk).items()
        for month in months
    }
    return paths | {
        taxonomy.name: desk.path(taxonomy.name) for taxonomy in TAXONOMIES if desk.site.terms[desk.lang][taxonomy.name]
    }


def fixed_pages(
    desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...], groups: tuple[FeedGroup, ...], outline: str
) -> Iterator[Page]:
    """Describe the fixed pages of an edition."""
    if desk.edition.articles:
        yield from archive_pages(desk, twins, feeds)
    for taxonomy in TAXONOMIES:
        if desk.site.terms[desk.lang][taxonomy.name]:
            yield index_page(desk, taxonomy, twins, feeds)
    yield subscribe_page(desk, twins, feeds, groups, outline)
    yield search_page(desk, twins, feeds)
    yield not_found_page(desk, feeds)


def common(
    desk: Desk,
    path: SitePath,
    title: str,
    description: str,
    trail: tuple[Link, ...],
    twins: Twins,
    twin: str,
    feeds: tuple[FeedLink, ...],
) -> Common:
    """Give the fields that every fixed page has."""
    return Common(
        url=desk.site.base.url(path),
        absolute_url=desk.site.base.absolute(path),
        canonical=desk.site.base.absolute(path),
        title=title,
        head_title=desk.head_title(title),
        description=description,
        trail=trail,
        alternates=desk.alternates(twins, twin),
        languages=desk.language_links(urls_of(desk, twins, twin)),
        feeds=feeds,
    )


def page_of(desk: Desk, path: SitePath, template: str, view: HtmlView) -> Page:
    """Make a page of a template of the same name in every theme."""
    return Page(path=path, recipe=FromTemplate(template), edition=desk.lang, origin=CONFIG, view=view)


def months_of(desk: Desk) -> dict[int, dict[int, list[Entry]]]:
    """Give an edition's articles by year and month, newest first."""
    years: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in desk.edition.articles:
        if date := entry.article.date:
            years[date.at.year][date.at.month].append(entry)
    return {year: dict(sorted(months.items(), reverse=True)) for year, months in sorted(years.items(), reverse=True)}


def archive_pages(desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    """Describe the archive, its years and its months."""
    years = months_of(desk)
    root = Link(title=desk.text("Archive"), url=desk.url("archive"))
    description = desk.text("All news of %(site)s by year and month.", site=desk.title)
    shared = common(desk, desk.path("archive"), root.title, description, (desk.home(),), twins, "archive", feeds)
    links = {year: year_link(desk, year, months) for year, months in years.items()}
    view = ArchiveView(
        **shared,
        of="years",
        years=tuple(links.values()),
        months=tuple(
            month_view(desk, year, month, entries)
            for year, months in years.items()
            for month, entries in months.items()
        ),
        updated=newest_change(desk.edition.articles),
    )
    yield page_of(desk, desk.path("archive"), "archive.html", view)
    order = list(years)
    for year, months in years.items():
        path = desk.path("archive", str(year))
        period = desk.text("News of %(site)s from %(period)s.", site=desk.title, period=str(year))
        shared = common(desk, path, str(year), period, (desk.home(), root), twins, f"archive:{year}", feeds)
        shared["head_title"] = desk.head_title(str(year), root.title)
        at = order.index(year)
        view = ArchiveView(
            **shared,
            of="year",
            months=tuple(month_view(desk, year, month, entries, shown=True) for month, entries in months.items()),
            newer=links[order[at - 1]] if at else None,
            older=links[order[at + 1]] if at + 1 < len(order) else None,
            updated=newest_change([entry for entries in months.values() for entry in entries]),
        )
        yield page_of(desk, path, "archive.html", view)
    yield from month_pages(desk, years, (desk.home(), root), twins, feeds)


def year_link(desk: Desk, year: int, months: dict[int, list[Entry]]) -> Link:
    """Link to a year of the archive."""
    return Link(title=str(year), url=desk.url("archive", str(year)), count=sum(map(len, months.values())))


def month_view(desk: Desk, year: int, month: int, entries: list[Entry], *, shown: bool = False) -> MonthView:
    """Describe a month, with its articles when they are shown."""
    return MonthView(
        title=month_title(year, month, desk.locale),
        url=desk.url("archive", str(year), f"{month:02}"),
        count=len(entries),
        teasers=tuple(desk.teaser(entry) for entry in entries) if shown else (),
    )


def month_pages(
    desk: Desk,
    years: dict[int, dict[int, list[Entry]]],
    trail: tuple[Link, ...],
    twins: Twins,
    feeds: tuple[FeedLink, ...],
) -> Iterator[Page]:
    """Describe each month of the archive."""
    months = [(year, month, entries) for year, found in years.items() for month, entries in found.items()]
    links = [
        Link(
            title=month_title(year, month, desk.locale),
            url=desk.url("archive", str(year), f"{month:02}"),
            count=len(entries),
        )
        for year, month, entries in months
    ]
    for at, (year, month, entries) in enumerate(months):
        title = links[at].title
        path = desk.path("archive", str(year), f"{month:02}")
        period = desk.text("News of %(site)s from %(period)s.", site=desk.title, period=title)
        above = (*trail, Link(title=str(year), url=desk.url("archive", str(year))))
        view = ArchiveView(
            **common(desk, path, title, period, above, twins, f"archive:{year}-{month:02}", feeds),
            of="month",
            months=(month_view(desk, year, month, entries, shown=True),),
            newer=links[at - 1] if at else None,
            older=links[at + 1] if at + 1 < len(links) else None,
            updated=newest_change(entries),
        )
        yield page_of(desk, path, "archive.html", view)


def index_page(desk: Desk, taxonomy: Taxonomy, twins: Twins, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the index of all terms of a taxonomy."""
    terms = desk.site.terms[desk.lang][taxonomy.name]
    description = desk.text(INDEX_DESCRIPTIONS[taxonomy.name], site=desk.title)
    title = desk.text(INDEX_TITLES[taxonomy.name])
    path = desk.path(taxonomy.name)
    entries = sorted(
        (desk.term_link(term) for term in terms.values()), key=lambda link: (alphabet_key(link.title), link.url)
    )
    view = IndexView(
        **common(desk, path, title, description, (desk.home(),), twins, taxonomy.name, feeds),
        of=taxonomy.name,  # type: ignore[arg-type]
        entries=tuple(entries),
        updated=newest_change(desk.edition.articles),
    )
    return page_of(desk, path, "index.html", view)


def alphabet_key(title: str) -> str:
    """Sort accented letters with their base letters, upper with lower case."""
    decomposed = unicodedata.normalize("NFKD", title)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()


def subscribe_page(
    desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...], groups: tuple[FeedGroup, ...], outline: str
) -> Page:
    """Describe the page that explains every feed."""
    path = desk.path("subscribe")
    description = desk.text("All feeds of %(site)s, and how to subscribe to them.", site=desk.title)
    shared = common(desk, path, desk.text("Subscribe"), description, (desk.home(),), twins, "subscribe", feeds)
    advertised = tuple(feed for group in groups for feed in group.feeds)
    shared["feeds"] = tuple(dict.fromkeys((*feeds, *advertised)))
    return page_of(desk, path, "subscribe.html", SubscribeView(**shared, groups=groups, outline_url=outline))


def search_page(desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the search page."""
    path = desk.path("search")
    description = desk.text("Find news of %(site)s by topic, section and year.", site=desk.title)
    tags = sorted(desk.site.terms[desk.lang]["tags"].values(), key=lambda term: (-len(term.entries), term.slug))
    view = SearchView(
        **common(desk, path, desk.text("Search"), description, (desk.home(),), twins, "search", feeds),
        sections=desk.section_links(),
        tags=tuple(desk.term_link(term) for term in tags[:TAGS_ON_SEARCH]),
        years=tuple(year_link(desk, year, months) for year, months in months_of(desk).items()),
    )
    return page_of(desk, path, "search.html", view)


def not_found_path(desk: Desk) -> SitePath:
    """Give the output file that hosts send for an address that does not exist."""
    return SitePath("/".join(part for part in (desk.edition.prefix, "404.html") if part))


def not_found_page(desk: Desk, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the page for an address that does not exist."""
    title = desk.text("Page not found")
    shared = common(desk, not_found_path(desk), title, desk.text("This address does not exist."), (), {}, "", feeds)
    newest = tuple(desk.teaser(entry) for entry in desk.edition.articles[:NEWEST_ON_NOT_FOUND])
    return page_of(desk, not_found_path(desk), "404.html", NotFoundView(**shared, newest=newest, indexed=False))
