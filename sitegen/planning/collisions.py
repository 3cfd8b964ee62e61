"""Two pages that want one address, and links to addresses that no page has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sitegen.planning.bodies import SiteLink
from sitegen.planning.editions import editions_of
from sitegen.planning.pages import CopyOf, FromTemplate, Page
from sitegen.planning.site import Site
from sitegen.problems import Note, Problem, Told, error, told, warning
from sitegen.reading.article import Article
from sitegen.reading.nearest import nearest_path
from sitegen.site_path import SitePath

__all__ = [
    "collision_problems",
    "dead_link_problems",
    "file_served",
    "future_collision_problems",
    "needed_redirects",
    "reserved_problems",
]


def needed_redirects(redirects: Iterable[Page], pages: Iterable[Page]) -> tuple[list[Page], list[Problem]]:
    """Leave out redirects from addresses that answer with a page of their own, and warn of them."""
    owners = {page.path.collision_key: page for page in pages}
    needed: list[Page] = []
    problems: list[Problem] = []
    for redirect in redirects:
        if owner := owners.get(redirect.path.collision_key):
            problems.append(needless_redirect(redirect, owner))
        else:
            needed.append(redirect)
    return needed, problems


def needless_redirect(page: Page, owner: Page) -> Problem:
    """Say that an alias is left out, for a page has its address."""
    address, other = address_of(page), address_of(owner)
    also = "" if address == other else f" (as `{other}`, which not every system tells apart)"
    return warning(
        f"the alias `{address}` is left out, because it is the address of a page{also}",
        page.origin,
        "delete it, or give the page another `slug`",
        (Note("the page comes from here", owner.origin),),
    )


def address_of(page: Page) -> str:
    """Give a page's address as editors write it."""
    return "/" + page.path.text.removesuffix("index.html")


def collision_problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Tell of pages that would be one file on some file system, and of a file where others need a folder.

    Two texts that collide in one edition do so in all, and are told once.
    """
    owners: dict[str, Page] = {}
    pairs: list[tuple[Page, Page]] = []
    for page in pages:
        key = page.path.collision_key
        owner = owners.setdefault(key, page)
        if owner is not page and not is_same_copy(owner, page):
            pairs.append((page, owner))
    for key, page in owners.items():
        parent = key
        while "/" in parent:
            parent = parent.rpartition("/")[0]
            if in_the_way := owners.get(parent):
                pairs.append((page, in_the_way))
    once = {(page.origin, owner.origin): collision(page, owner) for page, owner in reversed(pairs)}
    yield from reversed(once.values())


def reserved_problems(pages: Iterable[Page], folder: str) -> Iterator[Problem]:
    """Tell of pages in a folder that holds something else: each source once."""
    key = SitePath(folder).collision_key
    places = {page.origin: page for page in pages if page.path.collision_key.split("/")[0] == key}
    for place, page in places.items():
        hint = "choose another name, or write `search: none` in `config.yaml`"
        yield error(f"the address `{address_of(page)}` lies in the folder of the search index", place, hint)


def is_same_copy(owner: Page, page: Page) -> bool:
    """Tell whether two pages are the same file, needed twice."""
    return isinstance(page.recipe, CopyOf) and owner.recipe == page.recipe and owner.path == page.path


def collision(page: Page, owner: Page) -> Problem:
    """Name both sources of a collision, at a text rather than at what the program itself makes."""
    if not page.origin.line and owner.origin.line:
        page, owner = owner, page
    address, other = address_of(page), address_of(owner)
    if address == other:
        message = f"the address `{address}` is already taken"
    elif page.path.collision_key == owner.path.collision_key:
        message = f"the address `{address}` cannot stand beside `{other}`, which not every system tells apart"
    else:
        message = f"the address `{address}` cannot stand beside `{other}`: no name can be both folder and file"
    hint = "give one of the two another `slug` or name"
    return error(message, page.origin, hint, (Note(other_source(owner), owner.origin),))


def other_source(owner: Page) -> str:
    """Say what the other page of a collision is made of."""
    if isinstance(owner.recipe, CopyOf):
        return "the other one is this file"
    if isinstance(owner.recipe, FromTemplate) and not owner.origin.path.endswith(".md"):
        return "the other page is one of the lists that the program makes"
    return "the other page comes from here"


def future_collision_problems(site: Site, waiting: Iterable[Article]) -> Iterator[Problem]:
    """Warn of articles that would collide with one of today when they become visible."""
    taken = {
        entry.path.collision_key: entry.article
        for edition in site.editions
        for entry in (*edition.articles, *edition.pages)
    }
    coming = tuple(article for article in waiting if not article.expires or article.expires.at > site.now)
    editions, _ = editions_of(coming, site.config, site.base)
    for edition in editions:
        for entry in (*edition.articles, *edition.pages):
            owner = taken.get(entry.path.collision_key)
            if owner and not entry.is_carried:
                yield warning(
                    f"when this article becomes visible, its address `{entry.url}` will already be taken",
                    entry.article.place_of_address,
                    "give one of the two another `slug`",
                    (Note("the other page comes from here", owner.place_of_address),),
                )


def dead_link_problems(links: Iterable[SiteLink], pages: Iterable[Page], level: Told) -> Iterator[Problem]:
    """Tell of links to addresses of the site that no page has."""
    paths = {page.path.text for page in pages}
    unsure: dict[str, list[SiteLink]] = defaultdict(list)
    for link in links:
        if not is_served(link.path, paths):
            unsure[link.path].append(link)
    addresses = addresses_of(paths) if len(unsure) < SUGGESTED else []
    for path, found in unsure.items():
        hint = way_out(path, found[0].written, addresses)
        for link in found:
            yield from told(
                level, f"this link leads to `{link.written}`, but the site has no such address", link.place, hint
            )


SUGGESTED = 50
"""Of more dead links than this, none gets a suggestion: looking for them would take longer than the build."""
WHOLE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s()]+")


def way_out(path: str, written: str, addresses: Iterable[str]) -> str:
    """Say what to do about a dead link: an address with something before it, a slip, or neither."""
    if inside := WHOLE_ADDRESS.search(written):
        return f"write only the address itself, `{inside[0]}`"
    if written.startswith("www."):
        return f"the address of another site begins with `https://`: `https://{written}`"
    nearest = nearest_path(path.strip("/"), addresses)
    if nearest and not path.startswith(f"{nearest}/"):
        return f"did you mean `/{nearest}/`?"
    return "mend the address or take the link out"


def addresses_of(paths: set[str]) -> list[str]:
    """Give the addresses of pages, without slashes around them."""
    return sorted(path.removesuffix("/index.html") for path in paths if path.endswith("/index.html"))


def is_served(path: str, paths: AbstractSet[str]) -> bool:
    """Tell whether a static host would answer for a path."""
    return bool(file_served(path, paths))


def file_served(path: str, paths: AbstractSet[str]) -> str:
    """Give what a static host answers with for a path: a file, or the `index.html` of a folder; else nothing."""
    folder = f"{path}/index.html".lstrip("/").replace("//", "/")
    return next((file for file in (path, folder, f"{path}.html") if file in paths), "")
