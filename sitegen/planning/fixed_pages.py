"""The pages that every edition has: archive, indexes of terms, subscribe, search, page not found."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sitegen.planning.desk import Desk
from sitegen.planning.editions import Entry
from sitegen.planning.lists import newest_change
from sitegen.planning.page_fields import Twins, page_fields
from sitegen.planning.pages import FromTemplate, HtmlView, Page
from sitegen.planning.pagination import neighbours_of
from sitegen.planning.taxonomies import TAXONOMIES, Taxonomy
from sitegen.planning.view_parts import FeedGroup, FeedLink, Link, MonthView
from sitegen.planning.views import ArchiveView, IndexView, NotFoundView, SearchView, SubscribeView
from sitegen.problems import Location
from sitegen.site_path import SitePath
from sitegen.theming.locales import month_title

__all__ = ["fixed_pages", "fixed_twins", "not_found_path"]

NUMBER = re.compile("[0-9]+")
LONGEST_NUMBER = 12
NEWEST_ON_NOT_FOUND = 5
TAGS_ON_SEARCH = 30
CONFIG = Location("config.yaml")


def fixed_twins(desk: Desk) -> dict[str, SitePath]:
    """Give the paths of the fixed pages that have their like in other editions."""
    paths = {
        name: desk.path(name) for name in ("archive", "subscribe", "search") if desk.has_archive or name != "archive"
    }
    years = months_of(desk) if desk.has_archive else {}
    paths |= {f"archive:{year}": desk.path("archive", str(year)) for year in years}
    paths |= {
        f"archive:{year}-{month:02}": desk.path("archive", str(year), f"{month:02}")
        for year, months in years.items()
        for month in months
    }
    return paths | {
        taxonomy.name: desk.path(taxonomy.name) for taxonomy in TAXONOMIES if desk.site.terms[desk.lang][taxonomy.name]
    }


def fixed_pages(
    desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...], groups: tuple[FeedGroup, ...], outline: str
) -> Iterator[Page]:
    """Describe the fixed pages of an edition."""
    if desk.has_archive:
        yield from archive_pages(desk, twins, feeds)
    for taxonomy in TAXONOMIES:
        if desk.site.terms[desk.lang][taxonomy.name]:
            yield index_page(desk, taxonomy, twins, feeds)
    yield subscribe_page(desk, twins, feeds, groups, outline)
    yield search_page(desk, twins, feeds)
    yield not_found_page(desk, feeds)


def page_of(desk: Desk, path: SitePath, template: str, view: HtmlView) -> Page:
    """Make a page of a template of the same name in every theme."""
    return Page(path=path, recipe=FromTemplate(template), edition=desk.lang, origin=CONFIG, view=view)


Months = dict[int, list[Entry]]
"""The articles of a year by month, newest first."""


def months_of(desk: Desk) -> dict[int, Months]:
    """Give the months of each year in which an edition has articles, newest first."""
    years: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in desk.edition.articles:
        if date := entry.article.date:
            years[date.at.year][date.at.month].append(entry)
    return {year: dict(sorted(months.items(), reverse=True)) for year, months in sorted(years.items(), reverse=True)}


def archive_pages(desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    """Describe the archive, its years and its months."""
    years = months_of(desk)
    path = desk.path("archive")
    root = Link(title=desk.text("Archive"), url=desk.url("archive"))
    description = desk.text("All news of %(site)s by year and month.", site=desk.title)
    view = ArchiveView(
        **page_fields(desk, path, root.title, description, (desk.home(),), feeds, twins=twins["archive"]),
        of="years",
        years=tuple(year_link(desk, year, months) for year, months in years.items()),
        months=tuple(
            MonthView(title=link.title, url=link.url, count=link.count)
            for year, months in years.items()
            for link in month_links(desk, year, months)
        ),
        updated=newest_change(desk.edition.articles),
    )
    yield page_of(desk, path, "archive.html", view)
    yield from year_pages(desk, years, root, twins, feeds)
    yield from month_pages(desk, years, root, twins, feeds)


def year_link(desk: Desk, year: int, months: Months) -> Link:
    """Link to a year of the archive."""
    return Link(title=str(year), url=desk.url("archive", str(year)), count=sum(map(len, months.values())))


def month_links(desk: Desk, year: int, months: Months) -> tuple[Link, ...]:
    """Link to the months of a year."""
    return tuple(
        Link(
            title=month_title(year, month, desk.locale),
            url=desk.url("archive", str(year), f"{month:02}"),
            count=len(entries),
        )
        for month, entries in months.items()
    )


def month_view(desk: Desk, link: Link, entries: Sequence[Entry]) -> MonthView:
    """Describe a month with its articles."""
    teasers = tuple(desk.teaser(entry) for entry in entries)
    return MonthView(title=link.title, url=link.url, count=link.count, teasers=teasers)


def year_pages(
    desk: Desk, years: dict[int, Months], root: Link, twins: Twins, feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    """Describe each year of the archive."""
    links = [year_link(desk, year, months) for year, months in years.items()]
    for (year, months), link, (newer, older) in zip(years.items(), links, neighbours_of(links), strict=True):
        path = desk.path("archive", link.title)
        period = desk.text("News of %(site)s from %(period)s.", site=desk.title, period=link.title)
        head = desk.head_title(link.title, root.title)
        trail = (desk.home(), root)
        fields = page_fields(
            desk, path, link.title, period, trail, feeds, twins=twins[f"archive:{year}"], head_title=head
        )
        months_of_year = zip(month_links(desk, year, months), months.values(), strict=True)
        view = ArchiveView(
            **fields,
            of="year",
            months=tuple(month_view(desk, month, entries) for month, entries in months_of_year),
            newer=newer,
            older=older,
            updated=newest_change([entry for entries in months.values() for entry in entries]),
        )
        yield page_of(desk, path, "archive.html", view)


def month_pages(
    desk: Desk, years: dict[int, Months], root: Link, twins: Twins, feeds: tuple[FeedLink, ...]
) -> Iterator[Page]:
    """Describe each month of the archive."""
    links = [link for year, months in years.items() for link in month_links(desk, year, months)]
    months = [(year, month, entries) for year, found in years.items() for month, entries in found.items()]
    for (year, month, entries), link, (newer, older) in zip(months, links, neighbours_of(links), strict=True):
        path = desk.path("archive", str(year), f"{month:02}")
        period = desk.text("News of %(site)s from %(period)s.", site=desk.title, period=link.title)
        trail = (desk.home(), root, Link(title=str(year), url=desk.url("archive", str(year))))
        view = ArchiveView(
            **page_fields(desk, path, link.title, period, trail, feeds, twins=twins[f"archive:{year}-{month:02}"]),
            of="month",
            months=(month_view(desk, link, entries),),
            newer=newer,
            older=older,
            updated=newest_change(entries),
        )
        yield page_of(desk, path, "archive.html", view)


def index_page(desk: Desk, taxonomy: Taxonomy, twins: Twins, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the index of all terms of a taxonomy."""
    terms = desk.site.terms[desk.lang][taxonomy.name]
    description = desk.text(taxonomy.description, site=desk.title)
    title = desk.text(taxonomy.title)
    path = desk.path(taxonomy.name)
    entries = sorted(
        (desk.term_link(term) for term in terms.values()), key=lambda link: (alphabet_key(link.title), link.url)
    )
    view = IndexView(
        **page_fields(desk, path, title, description, (desk.home(),), feeds, twins=twins[taxonomy.name]),
        of=taxonomy.name,
        entries=tuple(entries),
        updated=newest_change(desk.edition.articles),
    )
    return page_of(desk, path, "index.html", view)


def alphabet_key(title: str) -> str:
    """Sort accented letters with their base letters, upper with lower case, and numbers by their size."""
    decomposed = unicodedata.normalize("NFKD", title)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
    return NUMBER.sub(lambda number: number[0].zfill(LONGEST_NUMBER), letters)


def subscribe_page(
    desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...], groups: tuple[FeedGroup, ...], outline: str
) -> Page:
    """Describe the page that explains every feed."""
    path = desk.path("subscribe")
    description = desk.text("All feeds of %(site)s, and how to subscribe to them.", site=desk.title)
    every = tuple(dict.fromkeys((*feeds, *(feed for group in groups for feed in group.feeds))))
    title = desk.text("Subscribe")
    fields = page_fields(desk, path, title, description, (desk.home(),), every, twins=twins["subscribe"])
    return page_of(desk, path, "subscribe.html", SubscribeView(**fields, groups=groups, outline_url=outline))


def search_page(desk: Desk, twins: Twins, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the search page."""
    path = desk.path("search")
    description = desk.text("Find news of %(site)s by topic, section and year.", site=desk.title)
    tags = sorted(desk.site.terms[desk.lang]["tags"].values(), key=lambda term: (-len(term.entries), term.slug))
    years = months_of(desk) if desk.has_archive else {}
    view = SearchView(
        **page_fields(desk, path, desk.text("Search"), description, (desk.home(),), feeds, twins=twins["search"]),
        index_url=desk.index_url if desk.edition.articles or desk.edition.pages else "",
        sections=desk.section_links(),
        tags=tuple(desk.term_link(term) for term in tags[:TAGS_ON_SEARCH]),
        years=tuple(year_link(desk, year, months) for year, months in years.items()),
    )
    return page_of(desk, path, "search.html", view)


def not_found_path(desk: Desk) -> SitePath:
    """Give the output file that hosts send for an address that does not exist."""
    return SitePath("/".join(part for part in (desk.edition.prefix, "404.html") if part))


def not_found_page(desk: Desk, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe the page for an address that does not exist."""
    path = not_found_path(desk)
    title, description = desk.text("Page not found"), desk.text("This address does not exist.")
    fields = page_fields(desk, path, title, description, (), feeds, twins={})
    newest = tuple(desk.teaser(entry) for entry in desk.edition.articles[:NEWEST_ON_NOT_FOUND])
    return page_of(desk, path, "404.html", NotFoundView(**fields, newest=newest, indexed=False))
