"""The list of all pages of the site, each described in full, before any is rendered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct

from sitegen.planning.article_pages import (
    article_pages,
    entry_files,
    entry_links,
    entry_photographs,
    entry_problems,
    redirect_pages,
    standing_pages,
)
from sitegen.planning.collisions import collision_problems, dead_link_problems, needed_redirects, reserved_problems
from sitegen.planning.desk import Desk
from sitegen.planning.documents import SitemapEntry
from sitegen.planning.feeds import Channel, channel_links, channels_of, feed_pages, group_of, site_channel
from sitegen.planning.files import FactsOf, copy_of, file_named, secrets_that_stay, unreadable_picture
from sitegen.planning.fixed_pages import fixed_pages, fixed_twins
from sitegen.planning.lists import ArticleList, list_pages, lists_of
from sitegen.planning.machine_pages import OUTLINE, machine_pages, security_view, sitemap_entry
from sitegen.planning.page_fields import Twins
from sitegen.planning.pages import INDEX_FOLDER, AssetOf, FromTemplate, Page
from sitegen.planning.photographs import FileInUse, photograph_pages, picture_style
from sitegen.planning.site import Site
from sitegen.planning.site_views import SitePictures, site_pictures, site_view
from sitegen.planning.view_parts import FeedGroup, Picture
from sitegen.planning.views import SiteView
from sitegen.problems import Location, Problem, error, warning
from sitegen.reading.nearest import in_words
from sitegen.site_path import SitePath
from sitegen.theming.templates import has_template
from sitegen.theming.theme_value import Theme
from sitegen.theming.translations import Translator

__all__ = ["Plan", "plan_pages"]


class Plan(Struct, frozen=True, kw_only=True):
    """Every file of the finished site, sorted by path, and what templates see as `site` in each edition."""

    pages: tuple[Page, ...]
    sites: dict[str, SiteView]


def plan_pages(
    site: Site,
    theme: Theme,
    translator: Callable[[str], Translator],
    facts: FactsOf,
    mark_of: Callable[[str], Location],
    *,
    has_index: bool = False,
    take: Callable[[Page], Page] = lambda page: page,
) -> tuple[Plan, tuple[Problem, ...]]:
    """Describe all pages.

    `mark_of` gives the place of a setting in `config.yaml`. `has_index` tells that a search index will be made of the
    finished pages. Each page goes through `take` as soon as it is described; what that gives is in the plan: it may
    leave out what the page shows, which needs much memory in a large site.
    """
    style = picture_style(theme.options)
    index_url = f"{site.base.path}{INDEX_FOLDER}/" if has_index else ""
    described: dict[str, Picture | None] = {}
    desks = tuple(
        Desk(site, edition, translator(edition.lang), facts, style, index_url, described) for edition in site.editions
    )
    lists = {desk.lang: lists_of(desk) for desk in desks}
    twins = twins_of(desks, lists)
    channels = {desk.lang: channels_of(desk, lists[desk.lang]) for desk in desks}
    everything = site_channel(desks)
    groups = feed_groups(site, channels, everything)
    pictures = site_pictures(site, facts, style)
    addresses: list[SitemapEntry] = []
    html: list[Page] = []
    for desk in desks:
        for page in edition_pages(desk, lists[desk.lang], twins, channels[desk.lang], groups[desk.lang]):
            if address := sitemap_entry(page):
                addresses.append(address)
            html.append(take(page))
    feeds = all_feeds(desks, (*chain.from_iterable(channels.values()), *([everything] if everything else [])), pictures)
    machines = machine_pages(desks, addresses, tuple(dict.fromkeys(chain.from_iterable(groups.values()))))
    others = (asset_pages(theme, site), copied_pages(desks, pictures), developed_pages(desks, pictures))
    pages = [*html, *map(take, chain(feeds, machines, *others))]
    redirects, redirect_problems = all_redirects(desks)
    needed, needless_problems = needed_redirects(redirects, pages)
    pages += map(take, needed)
    views, view_problems = site_views(desks, theme, pictures, channels, {page.path.text for page in pages}, mark_of)
    found = (
        *redirect_problems,
        *needless_problems,
        *view_problems,
        *(problem for desk in desks for problem in entry_problems(desk)),
        *collision_problems(pages),
        *(reserved_problems(pages, INDEX_FOLDER) if index_url else ()),
        *template_problems(html, theme, mark_of),
        *security_problems(site, mark_of),
        *static_problems(site, facts),
        *brand_problems(site, facts, mark_of),
        *dead_link_problems((link for desk in desks for link in entry_links(desk)), pages, site.config.links.dead),
    )
    unique = {page.path: page for page in pages}
    return Plan(pages=tuple(unique[path] for path in sorted(unique)), sites=views), found


def all_feeds(desks: Sequence[Desk], channels: Iterable[Channel], pictures: SitePictures) -> Iterator[Page]:
    """Describe the documents of all feeds."""
    by_lang = {desk.lang: desk for desk in desks}
    for channel in channels:
        yield from feed_pages(channel, by_lang, pictures.logo)


def template_problems(pages: Sequence[Page], theme: Theme, mark_of: Callable[[str], Location]) -> Iterator[Problem]:
    """Tell which templates a theme lacks."""
    names = {page.recipe.template for page in pages if isinstance(page.recipe, FromTemplate)}
    if lacking := sorted(name for name in names if not has_template(theme, name)):
        hint = f"write `extends: newsroom` into `themes/{theme.name}/theme.yaml`, or write the templates"
        message = f"the theme `{theme.name}` has no template {in_words(lacking, 'or')}"
        yield error(message, mark_of("theme"), hint)


def security_problems(site: Site, mark_of: Callable[[str], Location]) -> Iterator[Problem]:
    """Warn of a `security.txt` that is out of date, which nobody trusts (RFC 9116, section 2.5.5)."""
    security = security_view(site)
    if security and security.expires.at <= site.now:
        message = f"`security.expires` was {security.expires.day}, so nobody trusts `security.txt` any more"
        yield warning(message, mark_of("security.expires"), "check `security.contact`, and write a date within a year")


def brand_problems(site: Site, facts: FactsOf, mark_of: Callable[[str], Location]) -> Iterator[Problem]:
    """Tell of a logo or a picture for link previews that is none."""
    for setting in ("logo", "image"):
        src = getattr(site.config.organization, setting)
        if file := file_named(src, "", site.library) if src else None:
            place = mark_of(f"organization.{setting}")
            yield from unreadable_picture("error", src, file, facts(file.source), place)


def static_problems(site: Site, facts: FactsOf) -> Iterator[Problem]:
    """Warn of photographs among the static files that may tell secrets."""
    for path, file in sorted(site.library.static.items()):
        yield from secrets_that_stay(path, facts(file.path_on_disk), Location(f"content/{file.path_on_disk}"))


def twins_of(desks: Sequence[Desk], lists: dict[str, tuple[ArticleList, ...]]) -> Twins:
    """Bring together the same list of all editions."""
    twins: dict[str, dict[str, SitePath]] = defaultdict(dict)
    for desk in desks:
        for shown in lists[desk.lang]:
            twins[shown.twin][desk.lang] = desk.path(*shown.parts)
        for twin, path in fixed_twins(desk).items():
            twins[twin][desk.lang] = path
    return twins


def edition_pages(
    desk: Desk,
    lists: tuple[ArticleList, ...],
    twins: Twins,
    channels: tuple[Channel, ...],
    groups: tuple[FeedGroup, ...],
) -> Iterator[Page]:
    """Describe all HTML pages of an edition."""
    base = desk.site.base
    home_feeds = channel_links(channels[0], base)
    own_feeds = {channel.folder: channel_links(channel, base) for channel in channels[1:]}
    yield from article_pages(desk, home_feeds)
    yield from standing_pages(desk, home_feeds)
    for shown in lists:
        yield from list_pages(desk, shown, twins, (*own_feeds.get(desk.path(*shown.parts), ()), *home_feeds))
    yield from fixed_pages(desk, twins, home_feeds, groups, base.url(OUTLINE))


def feed_groups(
    site: Site, channels: dict[str, tuple[Channel, ...]], everything: Channel | None
) -> dict[str, tuple[FeedGroup, ...]]:
    """Give the feeds that each edition's subscribe page explains."""
    whole = (group_of(everything, site.base),) if everything else ()
    return {lang: (*whole, *(group_of(channel, site.base) for channel in found)) for lang, found in channels.items()}


def all_redirects(desks: Sequence[Desk]) -> tuple[list[Page], list[Problem]]:
    """Give the redirects of all editions; an alias that several editions carry leads to the first."""
    pages: dict[SitePath, Page] = {}
    problems: list[Problem] = []
    extra: list[Page] = []
    for desk in desks:
        found, faults = redirect_pages(desk)
        problems += faults
        for page in found:
            first = pages.setdefault(page.path, page)
            if first is not page and first.origin != page.origin:
                extra.append(page)
    return [*pages.values(), *extra], problems


def asset_pages(theme: Theme, site: Site) -> Iterator[Page]:
    """Describe the theme's assets."""
    for asset in theme.assets.values():
        recipe = AssetOf(asset.name, asset.digest)
        yield Page(
            path=SitePath(asset.path), recipe=recipe, edition=site.default.lang, origin=Location(f"themes/{theme.name}")
        )


def copied_pages(desks: Sequence[Desk], pictures: SitePictures) -> Iterator[Page]:
    """Describe the files that visible pages use, and the static ones."""
    desk = desks[0]
    library = desk.site.library
    used = {
        file
        for each in desks
        for entry in (*each.edition.articles, *each.edition.pages)
        for file in entry_files(each, entry)
    }
    static = {FileInUse(file.path_on_disk, SitePath(path)) for path, file in library.static.items()}
    for file in sorted(used | static | set(pictures.files)):
        origin = Location(f"content/{file.source}")
        recipe = copy_of(file, desk.facts(file.source))
        yield Page(path=file.path, recipe=recipe, edition=desk.lang, origin=origin)


def developed_pages(desks: Sequence[Desk], pictures: SitePictures) -> Iterator[Page]:
    """Describe what is made of the photographs that visible pages show."""
    used = {
        photograph
        for each in desks
        for entry in (*each.edition.articles, *each.edition.pages)
        for photograph in entry_photographs(each, entry)
    }
    return photograph_pages(used | set(pictures.photographs), desks[0].facts, desks[0].lang)


def site_views(
    desks: Sequence[Desk],
    theme: Theme,
    pictures: SitePictures,
    channels: dict[str, tuple[Channel, ...]],
    paths: AbstractSet[str],
    mark_of: Callable[[str], Location],
) -> tuple[dict[str, SiteView], tuple[Problem, ...]]:
    """Describe the site as each edition's templates see it."""
    views: dict[str, SiteView] = {}
    problems: list[Problem] = []
    for desk in desks:
        feeds = channel_links(channels[desk.lang][0], desk.site.base)
        views[desk.lang], found = site_view(desk, theme, pictures, feeds, paths, mark_of)
        problems += found
    return views, tuple(problems)
