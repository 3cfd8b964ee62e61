"""The site as templates see it: one view for each edition."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from msgspec import Struct, structs

from sitegen.config import NavigationEntry
from sitegen.planning.bodies import source_named, split_address
from sitegen.planning.collisions import file_served
from sitegen.planning.desk import Desk
from sitegen.planning.files import FactsOf, file_named, is_external
from sitegen.planning.page_fields import language_links
from sitegen.planning.photographs import FileInUse, PhotographInUse, PictureStyle, logo_of, picture_of
from sitegen.planning.site import Site
from sitegen.planning.taxonomies import TAXONOMIES
from sitegen.planning.urls import Base
from sitegen.planning.view_parts import FeedLink, ImageSet, Link, Picture
from sitegen.planning.views import EditionLinks, OrganizationView, SiteView
from sitegen.problems import Location, Problem, error
from sitegen.reading.article import Image
from sitegen.reading.nearest import did_you_mean
from sitegen.site_path import SitePath
from sitegen.theming.locales import direction_of
from sitegen.theming.theme_value import Theme

__all__ = ["SitePictures", "site_pictures", "site_view"]


PREVIEW = "preview.png"
"""The asset of a theme that stands for a site in link previews."""

PREVIEW_PIXELS = (1200, 630)
"""What a preview picture measures (OpenGraph viewers cut others)."""


class SitePictures(Struct, frozen=True, kw_only=True):
    """The publisher's logo and the picture for link previews, and their files."""

    logo: Picture | None = None
    preview: Picture | None = None
    files: tuple[FileInUse, ...] = ()
    photographs: tuple[PhotographInUse, ...] = ()


def site_pictures(site: Site, facts: FactsOf, style: PictureStyle) -> SitePictures:
    """Find the pictures that `config.yaml` names; reading it has reported those that are missing."""
    named = site.config.organization
    logo_file, preview_file = (file_named(src, "", site.library) if src else None for src in (named.logo, named.image))
    logo, made = logo_of(logo_file, site.base, facts(logo_file.source), style) if logo_file else (None, None)
    as_it_is = PictureStyle(widths=(), thumbnails=())
    image = Image(src=named.image, alt="")
    preview = picture_of(image, preview_file, site.base, facts(preview_file.source), as_it_is) if preview_file else None
    return SitePictures(
        logo=logo,
        preview=preview,
        files=tuple(file for file in (logo_file, preview_file) if file),
        photographs=(made,) if made else (),
    )


def site_view(
    desk: Desk,
    theme: Theme,
    pictures: SitePictures,
    feeds: tuple[FeedLink, ...],
    paths: AbstractSet[str],
    mark_of: Callable[[str], Location],
) -> tuple[SiteView, tuple[Problem, ...]]:
    """Describe the site for the templates of one edition; `paths` are those of all files of the output."""
    site = desk.site
    config = site.config
    home = desk.path("")
    sections = tuple(structs.replace(link, count=0) for link in desk.section_links())
    pages = tuple(desk.entry_link(entry) for entry in desk.edition.pages if "/" not in entry.article.path)
    navigation, problems = navigation_links(desk, paths, mark_of)
    view = SiteView(
        title=desk.title,
        description=desk.description,
        url=site.base.url(home),
        absolute_url=site.base.absolute(home),
        base_url=site.base.address,
        lang=desk.lang,
        dir=direction_of(desk.lang),
        locale=desk.locale,
        date_format=config.dates.date,
        time_format=config.dates.time,
        organization=organization_view(desk, pictures.logo),
        links=edition_links(desk),
        navigation=navigation or (*sections, *pages),
        sections=sections,
        pages=pages,
        editions=language_links(site, {}),
        feeds=feeds,
        picture=pictures.preview or preview_of_theme(theme, site.base),
        options=theme.options,
        assets={name: site.base.path + asset.path for name, asset in theme.assets.items()},
    )
    return view, problems


def preview_of_theme(theme: Theme, base: Base) -> Picture | None:
    """Give the theme's picture for link previews, for sites without one of their own."""
    asset = theme.assets.get(PREVIEW)
    if not asset:
        return None
    url = base.path + asset.path
    width, height = PREVIEW_PIXELS
    shown = ImageSet(url=url, absolute_url=base.absolute_url(url), width=width, height=height, type="image/png")
    return Picture(
        url=url,
        absolute_url=shown.absolute_url,
        shown=shown,
        thumbnail=shown,
        width=width,
        height=height,
        type=shown.type,
        size=len(asset.data),
    )


def organization_view(desk: Desk, logo: Picture | None) -> OrganizationView:
    """Describe the publisher."""
    settings = desk.site.config.organization
    return OrganizationView(
        name=desk.local(settings.name) or desk.title,
        short=desk.local(settings.short),
        url=settings.url,
        email=settings.email,
        logo=logo,
        profiles=tuple(Link(title=title, url=url) for title, url in settings.profiles.items()),
    )


def edition_links(desk: Desk) -> EditionLinks:
    """Link to the fixed pages that an edition has."""
    terms = desk.site.terms[desk.lang]
    return EditionLinks(
        home=desk.home(),
        archive=Link(title=desk.text("Archive"), url=desk.url("archive")) if desk.has_archive else None,
        subscribe=Link(title=desk.text("Subscribe"), url=desk.url("subscribe")),
        search=Link(title=desk.text("Search"), url=desk.url("search")),
        **{taxonomy.name: desk.index_link(taxonomy) for taxonomy in TAXONOMIES if terms[taxonomy.name]},
    )


def navigation_links(
    desk: Desk, paths: AbstractSet[str], mark_of: Callable[[str], Location]
) -> tuple[tuple[Link, ...], tuple[Problem, ...]]:
    """Resolve the main navigation of `config.yaml`."""
    links: list[Link] = []
    problems: list[Problem] = []
    for number, entry in enumerate(desk.site.config.navigation):
        url = navigation_url(desk, entry, paths)
        if url:
            links.append(Link(title=desk.local(entry.title), url=url))
        elif url is None:
            held = desk.site.held.get(source_named(entry.link, "", desk.site))
            reason = held.reason if held else "does not exist"
            hint = held.way_out if held else did_you_mean(entry.link, destinations(desk), NAVIGATION_HINT)
            place = mark_of(f"navigation.{number}.link")
            problems.append(error(f"the navigation leads to `{entry.link}`, which {reason}", place, hint))
    return tuple(links), tuple(problems)


NAVIGATION_HINT = "name a section, a file in `content/`, a path as `/tags/` or an address"


def destinations(desk: Desk) -> tuple[str, ...]:
    """Give what a navigation entry can name: sections, and the standing pages at the root."""
    pages = (entry.article.source for entry in desk.edition.pages if "/" not in entry.article.source)
    return (*desk.site.sections[desk.lang], *pages)


def navigation_url(desk: Desk, entry: NavigationEntry, paths: AbstractSet[str]) -> str | None:
    """Give the address of a navigation entry: empty where this edition lacks it, None where no edition has it."""
    site = desk.site
    if is_external(entry.link):
        return entry.link
    if entry.link.endswith(".md"):
        found = site.entries.get(site.groups.get(source_named(entry.link, "", site), ""), {})
        return found[desk.lang].url if desk.lang in found else ("" if found else None)
    if entry.link.startswith("/"):
        return address_url(desk, entry.link, paths)
    name = entry.link.strip("/")
    if name in site.sections[desk.lang]:
        return desk.url(name)
    is_elsewhere = any(name in sections for sections in site.sections.values()) or name in site.library.sections
    return "" if is_elsewhere else None


def address_url(desk: Desk, link: str, paths: AbstractSet[str]) -> str | None:
    """Give the address of a path below the edition's home, or of a file that all editions have, as `navigation_url`."""
    site = desk.site
    address, suffix = split_address(link)
    path = unquote(address).lstrip("/")
    own = {edition.lang: file_served(f"{edition.prefix}/{path}".lstrip("/"), paths) for edition in site.editions}
    if file := own[desk.lang] or (path if path in paths else ""):
        return site.base.url(SitePath(file)) + suffix
    may_wait = {*site.library.sections, *site.config.lists}
    return "" if any(own.values()) or path.strip("/") in may_wait else None
