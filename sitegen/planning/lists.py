"""The lists of an edition: home, sections, tags, people, organizations, places, authors, types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sitegen.clock import Moment
from sitegen.planning.desk import Desk
from sitegen.planning.editions import Entry
from sitegen.planning.page_fields import Twins, page_fields
from sitegen.planning.pages import FromTemplate, Page
from sitegen.planning.pagination import Slice, pages_of
from sitegen.planning.taxonomies import AUTHORS, Taxonomy, Term, entity_of
from sitegen.planning.view_parts import (
    EntityView,
    FeedLink,
    Link,
    ListKind,
    Pager,
    Teaser,
)
from sitegen.planning.views import HomeView, ListView
from sitegen.planning.visibility import end_of_event
from sitegen.problems import Location
from sitegen.reading.entities import Contact, Organization, Person, Place, Tag
from sitegen.site_path import SitePath

__all__ = [
    "ArticleList",
    "home_list",
    "list_pages",
    "lists_of",
    "newest_change",
    "slice_path",
]


class ArticleList(Struct, frozen=True, kw_only=True):
    """A list of articles before it is cut into pages.

    `parts` are the parts of its address below the edition. `twin` is the same for the same list in every edition.
    """

    of: ListKind
    twin: str
    parts: tuple[str, ...]
    title: str
    description: str
    origin: Location
    entries: tuple[Entry, ...]
    intro: str = ""
    trail: tuple[Link, ...] = ()
    entity: EntityView | None = None


def lists_of(desk: Desk) -> tuple[ArticleList, ...]:
    """Give all lists of an edition."""
    return (home_list(desk), *section_lists(desk), *term_lists(desk))


def home_list(desk: Desk) -> ArticleList:
    """Give the list of all articles, which begins on the home page."""
    return ArticleList(
        of="home",
        twin="home",
        parts=("",),
        title=desk.title,
        description=desk.description or desk.title,
        origin=Location("config.yaml"),
        entries=desk.edition.articles,
    )


def section_lists(desk: Desk) -> Iterator[ArticleList]:
    """Give the list of each section."""
    for name, entries in desk.site.sections[desk.lang].items():
        section = desk.site.library.sections.get(name)
        title = desk.section_title(name)
        intro = desk.local(section.description) if section else ""
        yield ArticleList(
            of="section",
            twin=f"section:{name}",
            parts=(name,),
            title=title,
            description=intro or desk.text("Latest news: %(title)s.", title=f"{title} – {desk.title}"),
            origin=Location(f"content/{name}"),
            entries=entries,
            intro=intro,
            trail=(desk.home(),),
        )


def term_lists(desk: Desk) -> Iterator[ArticleList]:
    """Give the list of each tag, person, organization, place, author and type."""
    for terms in desk.site.terms[desk.lang].values():
        for term in terms.values():
            yield term_list(desk, term)


def term_list(desk: Desk, term: Term) -> ArticleList:
    """Give the list of one term."""
    taxonomy = term.taxonomy
    title = desk.term_title(taxonomy, term.key)
    entity = entity_view(desk, taxonomy, term.key)
    generic = desk.text(taxonomy.about_one, site=desk.title, title=title)
    return ArticleList(
        of=taxonomy.one,
        twin=f"{taxonomy.name}:{term.slug}",
        parts=(taxonomy.name, term.slug),
        title=title,
        description=entity.description if entity and entity.description and taxonomy is not AUTHORS else generic,
        origin=term.entries[-1].article.place_of(taxonomy.field),
        entries=term.entries,
        intro=entity.description if entity else "",
        trail=(desk.home(), desk.index_link(taxonomy)),
        entity=entity,
    )


def entity_view(desk: Desk, taxonomy: Taxonomy, key: str) -> EntityView | None:
    """Describe the person, organization, place or tag that a list is about, if the newsroom describes it."""
    match entity_of(desk.site.library.entities, taxonomy, key):
        case Person() as person:
            return EntityView(
                name=desk.local(person.name),
                description=desk.local(person.bio),
                url=person.url,
                email=person.email,
                roles=tuple(desk.local(role.title) for role in person.roles),
            )
        case Organization() as organization:
            return EntityView(
                name=desk.local(organization.name),
                short=desk.local(organization.short),
                description=desk.local(organization.description),
                url=organization.url,
            )
        case Place() as place:
            return EntityView(
                name=desk.local(place.name),
                description=desk.local(place.description),
                country=place.country,
                latitude=place.latitude,
                longitude=place.longitude,
            )
        case Contact() as contact:
            return EntityView(name=desk.local(contact.name), url=contact.url, email=contact.email)
        case Tag() as tag:
            return EntityView(name=desk.local(tag.name), description=desk.local(tag.description))
        case None:
            return None


def list_pages(
    desk: Desk, shown: ArticleList, twins: Twins, feeds: tuple[FeedLink, ...], wanted: str = ""
) -> Iterator[Page]:
    """Describe the pages of a list, or of them the one whose path is `wanted`."""
    slices = pages_of(shown.entries, desk.site.config.page_size)
    for part in slices:
        if wanted and slice_path(desk, shown, part).text != wanted:
            continue
        is_home = shown.of == "home" and part.is_newest
        describe = home_view if is_home else list_view
        yield Page(
            path=slice_path(desk, shown, part),
            recipe=FromTemplate("home.html" if is_home else "list.html"),
            edition=desk.lang,
            origin=shown.origin,
            view=describe(desk, shown, part, twins, feeds, pager_of(desk, shown, slices, part)),
        )


def slice_path(desk: Desk, shown: ArticleList, part: Slice[Entry]) -> SitePath:
    """Give the output file of a page of a list; the newest has no number."""
    return desk.path(*shown.parts) if part.is_newest else desk.path(*shown.parts, "page", str(part.number))


def pager_of(desk: Desk, shown: ArticleList, slices: tuple[Slice[Entry], ...], part: Slice[Entry]) -> Pager:
    """Describe where a page stands in its list."""
    by_number = {other.number: other for other in slices}

    def link(number: int, title: str) -> Link | None:
        other = by_number.get(number)
        return Link(title=desk.text(title), url=desk.site.base.url(slice_path(desk, shown, other))) if other else None

    return Pager(
        number=part.number,
        total=len(slices),
        newer=link(part.number + 1, "Newer"),
        older=link(part.number - 1, "Older"),
        newest=None if part.is_newest else link(len(slices), "Newer"),
        oldest=None if part.number == 1 else link(1, "Older"),
    )


def home_view(
    desk: Desk, shown: ArticleList, part: Slice[Entry], twins: Twins, feeds: tuple[FeedLink, ...], pager: Pager
) -> HomeView:
    """Describe the home page."""
    pinned = [entry for entry in shown.entries if entry.article.pinned]
    lead = next(iter([*pinned, *part.items]), None)
    above = {entry.path for entry in (*pinned, *([lead] if lead else []))}
    path = slice_path(desk, shown, part)
    paths = twins.get(shown.twin, {})
    return HomeView(
        **page_fields(desk, path, desk.title, shown.description, (), feeds, twins=paths, head_title=desk.title),
        updated=newest_change(shown.entries),
        lead=desk.teaser(lead) if lead else None,
        pinned=tuple(desk.teaser(entry) for entry in pinned if entry is not lead),
        newest=tuple(desk.teaser(entry) for entry in part.items if entry.path not in above),
        events=coming_events(desk, shown.entries),
        sections=desk.section_links(),
        pager=pager,
    )


def list_view(
    desk: Desk, shown: ArticleList, part: Slice[Entry], twins: Twins, feeds: tuple[FeedLink, ...], pager: Pager
) -> ListView:
    """Describe one page of a list."""
    title, description, trail = shown.title, shown.description, shown.trail
    if not part.is_newest:
        title = numbered(desk, title, part.number)
        description = numbered(desk, description.rstrip(" .。"), part.number)
        newest = Link(title=desk.text("Home") if shown.of == "home" else shown.title, url=desk.url(*shown.parts))
        trail = (*trail, newest)
    path = slice_path(desk, shown, part)
    paths = twins.get(shown.twin, {})
    wider = (link.title for link in reversed(shown.trail[1:]))
    head_title = title if shown.of == "home" else desk.head_title(title, *wider)
    return ListView(
        **page_fields(desk, path, title, description, trail, feeds, twins=paths, head_title=head_title),
        updated=newest_change(part.items),
        of=shown.of,
        intro=shown.intro if part.is_newest else "",
        entity=shown.entity,
        teasers=tuple(desk.teaser(entry) for entry in part.items),
        pager=pager,
    )


def numbered(desk: Desk, text: str, number: int) -> str:
    """Tell a page of a list from the others by its number."""
    return desk.text("%(title)s, page %(number)s", title=text, number=str(number))


def newest_change(entries: Sequence[Entry]) -> Moment | None:
    """Give when the newest change was made to any of some articles."""
    moments = (entry.changed or entry.article.date for entry in entries)
    return max((moment for moment in moments if moment), key=lambda moment: moment.at, default=None)


def coming_events(desk: Desk, entries: Sequence[Entry]) -> tuple[Teaser, ...]:
    """Give the events that are not over, the next one first."""
    events = [(entry.article.event, entry) for entry in entries if entry.article.event]
    coming = [(event, entry) for event, entry in events if end_of_event(event) > desk.site.now]
    coming.sort(key=lambda pair: (pair[0].start.at, pair[1].article.source))
    return tuple(desk.teaser(entry) for _, entry in coming)
