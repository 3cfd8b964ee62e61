"""A site in outline: its lists and feeds, before any page is described; and single pages of it, described alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from sitegen.planning.article_pages import article_page, article_pages, neighbours_in, standing_page, standing_pages
from sitegen.planning.desk import Desk
from sitegen.planning.feeds import Channel, channel_links, channels_of, group_of, site_channel
from sitegen.planning.files import FactsOf
from sitegen.planning.fixed_pages import fixed_pages, fixed_twins, not_found_path
from sitegen.planning.lists import ArticleList, list_pages, lists_of, slice_path
from sitegen.planning.machine_pages import OUTLINE
from sitegen.planning.page_fields import Twins
from sitegen.planning.pages import INDEX_FOLDER, Page
from sitegen.planning.pagination import pages_of
from sitegen.planning.photographs import picture_style
from sitegen.planning.site import Site
from sitegen.planning.site_views import SitePictures, site_pictures
from sitegen.planning.view_parts import FeedGroup, FeedLink, Picture
from sitegen.site_path import SitePath
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Translator

__all__ = ["Outline", "edition_pages", "html_paths", "outlined", "page_alone", "shown_by"]


class Outline(Struct, frozen=True, kw_only=True):
    """A site with what all its pages need in order to be described.

    `lists` are by edition; `channels` are those of an edition by language, `everything` the one of all languages, where
    there is one; `groups` are what each edition's subscribe page explains. `home_feeds` are links to the feeds of an
    edition, `own_feeds` those to the feeds of one of its lists.
    """

    site: Site
    theme: Theme
    desks: tuple[Desk, ...]
    lists: dict[str, tuple[ArticleList, ...]]
    twins: Twins
    channels: dict[str, tuple[Channel, ...]]
    everything: Channel | None
    groups: dict[str, tuple[FeedGroup, ...]]
    home_feeds: dict[str, tuple[FeedLink, ...]]
    own_feeds: dict[str, dict[SitePath, tuple[FeedLink, ...]]]
    pictures: SitePictures
    has_index: bool


def outlined(
    site: Site, theme: Theme, translator: Callable[[str], Translator], facts: FactsOf, *, has_index: bool = False
) -> Outline:
    """Give a site in outline; `has_index` tells that a search index will be made of the finished pages."""
    style = picture_style(theme.options)
    index_url = f"{site.base.path}{INDEX_FOLDER}/" if has_index else ""
    described: dict[str, Picture | None] = {}
    desks = tuple(
        Desk(site, edition, translator(edition.lang), facts, style, index_url, described) for edition in site.editions
    )
    lists = {desk.lang: lists_of(desk) for desk in desks}
    channels = {desk.lang: channels_of(desk, lists[desk.lang]) for desk in desks}
    everything = site_channel(desks)
    return Outline(
        site=site,
        theme=theme,
        desks=desks,
        lists=lists,
        twins=twins_of(desks, lists),
        channels=channels,
        everything=everything,
        groups=feed_groups(site, channels, everything),
        home_feeds={lang: channel_links(home, site.base) for lang, (home, *_) in channels.items()},
        own_feeds={
            lang: {channel.folder: channel_links(channel, site.base) for channel in others}
            for lang, (_, *others) in channels.items()
        },
        pictures=site_pictures(site, facts, style),
        has_index=has_index,
    )


def twins_of(desks: Sequence[Desk], lists: dict[str, tuple[ArticleList, ...]]) -> Twins:
    """Bring together the same list of all editions."""
    twins: dict[str, dict[str, SitePath]] = defaultdict(dict)
    for desk in desks:
        for shown in lists[desk.lang]:
            twins[shown.twin][desk.lang] = desk.path(*shown.parts)
        for twin, path in fixed_twins(desk).items():
            twins[twin][desk.lang] = path
    return twins


def feed_groups(
    site: Site, channels: dict[str, tuple[Channel, ...]], everything: Channel | None
) -> dict[str, tuple[FeedGroup, ...]]:
    """Give the feeds that each edition's subscribe page explains."""
    whole = (group_of(everything, site.base),) if everything else ()
    return {lang: (*whole, *(group_of(channel, site.base) for channel in found)) for lang, found in channels.items()}


def edition_pages(outline: Outline, desk: Desk) -> Iterator[Page]:
    """Describe all HTML pages of an edition."""
    yield from article_pages(desk, outline.home_feeds[desk.lang])
    yield from standing_pages(desk, outline.home_feeds[desk.lang])
    for shown in outline.lists[desk.lang]:
        yield from pages_of_list(outline, desk, shown)
    yield from pages_of_desk(outline, desk)


def pages_of_list(outline: Outline, desk: Desk, shown: ArticleList, wanted: str = "") -> Iterator[Page]:
    """Describe the pages of a list, or of them the one that is wanted."""
    own = outline.own_feeds[desk.lang].get(desk.path(*shown.parts), ())
    return list_pages(desk, shown, outline.twins, (*own, *outline.home_feeds[desk.lang]), wanted)


def pages_of_desk(outline: Outline, desk: Desk) -> Iterator[Page]:
    """Describe the pages that every edition has."""
    feeds, groups = outline.home_feeds[desk.lang], outline.groups[desk.lang]
    return fixed_pages(desk, outline.twins, feeds, groups, outline.site.base.url(OUTLINE))


def page_alone(outline: Outline, path: str) -> Page | None:
    """Describe one HTML page of a site and no other; none where the site has no such page."""
    for desk in outline.desks:
        if page := next((page for page in pages_near(outline, desk, path) if page.path.text == path), None):
            return page
    return None


def pages_near(outline: Outline, desk: Desk, path: str) -> Iterator[Page]:
    """Describe the few pages of an edition of which one may have that path."""
    feeds = outline.home_feeds[desk.lang]
    for entry in desk.edition.articles:
        if entry.path.text == path:
            newer, older = neighbours_in(desk)[entry.path]
            yield article_page(desk, entry, newer, older, feeds)
    for entry in desk.edition.pages:
        if entry.path.text == path:
            yield standing_page(desk, entry, feeds)
    for shown in outline.lists[desk.lang]:
        if path.startswith(desk.path(*shown.parts).text.removesuffix("index.html")):
            yield from pages_of_list(outline, desk, shown, path)
    if path in fixed_paths(desk):
        yield from pages_of_desk(outline, desk)


def fixed_paths(desk: Desk) -> set[str]:
    """Give the paths of the pages that every edition has."""
    return {path.text for path in (*fixed_twins(desk).values(), not_found_path(desk))}


def html_paths(outline: Outline) -> frozenset[str]:
    """Give the paths of all HTML pages of a site, but for redirects."""
    size = outline.site.config.page_size
    entries = (entry for desk in outline.desks for entry in (*desk.edition.articles, *desk.edition.pages))
    slices = (
        slice_path(desk, shown, part).text
        for desk in outline.desks
        for shown in outline.lists[desk.lang]
        for part in pages_of(shown.entries, size)
    )
    fixed = (path for desk in outline.desks for path in fixed_paths(desk))
    return frozenset((*(entry.path.text for entry in entries), *slices, *fixed))


def shown_by(outline: Outline) -> frozenset[str]:
    """Give the articles, by source path, of whose texts the pages described so far show anything."""
    return frozenset(source for desk in outline.desks for source in (*desk.teasers, *desk.bodies))
