"""The list of all pages of the site, each described in full, before any is rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from msgspec import Struct

from sitegen.planning.article_pages import (
    entry_files,
    entry_links,
    entry_photographs,
    entry_problems,
    redirect_pages,
)
from sitegen.planning.collisions import collision_problems, dead_link_problems, needed_redirects, reserved_problems
from sitegen.planning.desk import Desk
from sitegen.planning.documents import SitemapEntry
from sitegen.planning.feeds import Channel, channel_links, feed_pages
from sitegen.planning.files import FactsOf, copy_of, file_named, secrets_that_stay, unreadable_picture
from sitegen.planning.machine_pages import machine_pages, security_view, sitemap_entry
from sitegen.planning.outline import Outline, edition_pages, html_paths
from sitegen.planning.pages import INDEX_FOLDER, AssetOf, FromTemplate, Page
from sitegen.planning.photographs import FileInUse, photograph_pages
from sitegen.planning.site import Site
from sitegen.planning.site_views import SitePictures, site_view
from sitegen.planning.views import SiteView
from sitegen.problems import Location, Problem, error, warning
from sitegen.reading.nearest import in_words
from sitegen.site_path import SitePath
from sitegen.theming.templates import has_template
from sitegen.theming.theme_value import Theme

__all__ = ["Plan", "file_alone", "plan_of", "views_of"]


class Plan(Struct, frozen=True, kw_only=True):
    """Every file of the finished site, sorted by path, and what templates see as `site` in each edition."""

    pages: tuple[Page, ...]
    sites: dict[str, SiteView]


def plan_of(
    outline: Outline, mark_of: Callable[[str], Location], take: Callable[[Page], Page] = lambda page: page
) -> tuple[Plan, tuple[Problem, ...]]:
    """Describe all pages of a site in outline.

    `mark_of` gives the place of a setting in `config.yaml`. Each page goes through `take` as soon as it is described;
    what that gives is in the plan: it may leave out what the page shows, which needs much memory in a large site.
    """
    site, theme, desks, pictures = outline.site, outline.theme, outline.desks, outline.pictures
    facts, channels, groups = desks[0].facts, outline.channels, outline.groups
    addresses: list[SitemapEntry] = []
    html: list[Page] = []
    for desk in desks:
        for page in edition_pages(outline, desk):
            if address := sitemap_entry(page):
                addresses.append(address)
            html.append(take(page))
    published = (*chain.from_iterable(channels.values()), *([outline.everything] if outline.everything else []))
    feeds = all_feeds(desks, published, pictures)
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
        *(reserved_problems(pages, INDEX_FOLDER) if outline.has_index else ()),
        *template_problems(html, theme, mark_of),
        *security_problems(site, mark_of),
        *static_problems(site, facts),
        *brand_problems(site, facts, mark_of),
        *dead_link_problems((link for desk in desks for link in entry_links(desk)), pages, site.config.links.dead),
    )
    unique = {page.path: page for page in pages}
    return Plan(pages=tuple(unique[path] for path in sorted(unique)), sites=views), found


def views_of(outline: Outline, mark_of: Callable[[str], Location]) -> tuple[dict[str, SiteView], bool]:
    """Give what templates see as `site` before all pages are described, and whether it is the same then.

    It may not be where the navigation leads to a file that is none of the pages.
    """
    paths = html_paths(outline) | outline.site.library.static.keys()
    views, problems = site_views(outline.desks, outline.theme, outline.pictures, outline.channels, paths, mark_of)
    return views, not problems


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


def file_alone(outline: Outline, path: str) -> Page | None:
    """Describe an asset of the theme or a static file, which no page decides; none for all others."""
    if static := outline.site.library.static.get(path):
        desk = outline.desks[0]
        return copied_page(FileInUse(static.path_on_disk, SitePath(path)), desk)
    return next((page for page in asset_pages(outline.theme, outline.site) if page.path.text == path), None)


def copied_page(file: FileInUse, desk: Desk) -> Page:
    """Describe a file that is published as it is, or without what is private in it."""
    recipe = copy_of(file, desk.facts(file.source))
    return Page(path=file.path, recipe=recipe, edition=desk.lang, origin=Location(f"content/{file.source}"))


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
        yield copied_page(file, desk)


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
