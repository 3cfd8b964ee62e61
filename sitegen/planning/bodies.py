"""The text of an article with its links resolved, and what was found on the way."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, unquote, urljoin

from msgspec import Struct, structs

from sitegen.markup.fragment import Candidates, Resolved, Target
from sitegen.planning.editions import Entry
from sitegen.planning.files import (
    FactsOf,
    file_named,
    missing_file,
    paths_named,
    secrets_that_stay,
    unreadable_picture,
)
from sitegen.planning.pages import TextInPage
from sitegen.planning.photographs import FileInUse, PhotographInUse, PictureStyle, is_offered, shown_set
from sitegen.planning.site import Site
from sitegen.problems import Location, Problem, error, told, warning
from sitegen.reading.article import Article
from sitegen.reading.file_facts import FileFacts
from sitegen.reading.nearest import did_you_mean, in_words, nearest_path

__all__ = ["Body", "SiteLink", "body_of", "feed_text_of", "source_named", "split_address"]

MARKDOWN_SUFFIXES = (".md", ".markdown")


FIRST_SCREEN = 1200
"""About so many characters of HTML stand before what readers see without scrolling ends."""

ROOTED = re.compile(r"(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/?")
"""What most addresses of the site are: nothing in them asks for the rules of RFC 3986, section 5.2."""

NOWHERE = Resolved(None)
"""Where a link leads whose article has expired: time alone must not stop the site."""


class SiteLink(Struct, frozen=True, order=True, gc=False):
    """A link to an address of the site, as a path below its root, to be checked when all pages are known."""

    path: str
    written: str
    place: Location


class Body(Struct, frozen=True, kw_only=True):
    """An article's text in one edition, the files that it needs, and the addresses of the site to which it leads.

    `photographs` are those that it shows, with what has to be made of them; `shown` are the files of all pictures.
    """

    text: TextInPage
    files: tuple[FileInUse, ...] = ()
    photographs: tuple[PhotographInUse, ...] = ()
    shown: tuple[FileInUse, ...] = ()
    links: tuple[SiteLink, ...] = ()
    problems: tuple[Problem, ...] = ()


def body_of(entry: Entry, site: Site, facts: FactsOf, style: PictureStyle) -> Body:
    """Resolve an article's links for the page of the article."""
    body = entry.article.body
    outcomes = [outcome_of(target, entry, site, facts, style) for target in body.targets]
    in_sight = picture_in_sight(entry)
    targets = tuple(
        structs.replace(outcome.resolved, loading="eager" if number == in_sight else "lazy")
        if target.kind == "image"
        else outcome.resolved
        for number, (target, outcome) in enumerate(zip(body.targets, outcomes, strict=True))
    )
    return Body(
        text=TextInPage(body.text, targets),
        files=tuple(dict.fromkeys(outcome.file for outcome in outcomes if outcome.file)),
        photographs=tuple(dict.fromkeys(outcome.photograph for outcome in outcomes if outcome.photograph)),
        shown=tuple(dict.fromkeys(outcome.shown for outcome in outcomes if outcome.shown)),
        links=tuple(outcome.link for outcome in outcomes if outcome.link),
        problems=tuple(problem for outcome in outcomes for problem in outcome.problems),
    )


def picture_in_sight(entry: Entry) -> int | None:
    """Give the number of the target that is a picture near the top of the page, where there is no lead photograph."""
    article = entry.article
    first = next((number for number, target in enumerate(article.body.targets) if target.kind == "image"), None)
    if first is None or article.image:
        return None
    return first if article.body.above < FIRST_SCREEN else None


def feed_text_of(text: TextInPage, base_url: str) -> TextInPage:
    """Make a text ready for readers elsewhere: every address is absolute, seen from `base_url`."""
    return TextInPage(text.text, tuple(absolute(resolved, base_url) for resolved in text.targets))


def absolute(resolved: Resolved, base_url: str) -> Resolved:
    """Give the absolute address of a target, in one size."""
    address = resolved.address
    if address is None:
        return resolved
    if ROOTED.fullmatch(address):
        scheme, _, rest = base_url.partition("://")
        return Resolved(f"{scheme}://{rest.partition('/')[0]}{address}", resolved.width, resolved.height)
    return Resolved(urljoin(base_url, address), resolved.width, resolved.height)


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one target."""

    resolved: Resolved
    file: FileInUse | None = None
    shown: FileInUse | None = None
    photograph: PhotographInUse | None = None
    link: SiteLink | None = None
    problems: tuple[Problem, ...] = ()


def outcome_of(target: Target, entry: Entry, site: Site, facts: FactsOf, style: PictureStyle) -> Outcome:
    """Resolve one target: a `#fragment`, an article, a file, or another address of the site."""
    path, suffix = split_address(target.written)
    if not path:
        problems = fragment_problems(target, suffix, entry.article, entry, site)
        return Outcome(resolved=Resolved(target.written), problems=problems)
    if target.kind == "link" and unquote(path).endswith(MARKDOWN_SUFFIXES):
        return article_outcome(target, path, suffix, entry, site)
    if file := file_named(path, entry.article.folder, site.library):
        if target.kind == "image":
            return picture_outcome(target, file, suffix, entry, site, facts(file.source), style)
        problems = secrets_that_stay(target.written, facts(file.source), place_of(target, entry))
        return Outcome(resolved=Resolved(site.base.url(file.path) + suffix), file=file, problems=problems)
    if target.kind != "link":
        return missing_file_outcome(target, entry, site)
    return address_outcome(target, path, suffix, entry, site)


def picture_outcome(
    target: Target, file: FileInUse, suffix: str, entry: Entry, site: Site, facts: FileFacts, style: PictureStyle
) -> Outcome:
    """Resolve a picture to its sizes and formats; the file itself stays at its own address."""
    place = place_of(target, entry)
    problems = unreadable_picture(site.config.links.missing_images, target.written, file, facts, place)
    shown, photograph = shown_set(file, facts, site.base, style)
    if not photograph.renditions or not target.attribute:
        address = site.base.url(file.path) + suffix
        problems = problems or secrets_that_stay(target.written, facts, place)
        return Outcome(resolved=Resolved(address, facts.width, facts.height), file=file, shown=file, problems=problems)
    resolved = Resolved(
        shown.url,
        shown.width,
        shown.height,
        Candidates(shown.srcset, tuple((each.type, each.srcset) for each in shown.sources), style.in_text),
    )
    kept = file if is_offered(facts, photograph.renditions) else None
    return Outcome(resolved=resolved, file=kept, shown=file, photograph=photograph, problems=problems)


def split_address(written: str) -> tuple[str, str]:
    """Split an address into its path and its query and fragment."""
    cut = min((written.find(mark) for mark in "?#" if mark in written), default=len(written))
    return written[:cut], written[cut:]


def fragment_problems(target: Target, suffix: str, article: Article, entry: Entry, site: Site) -> tuple[Problem, ...]:
    """Tell that a link leads to a place in a text that is not there, or to nothing at all."""
    if not target.written:
        return told(site.config.links.dead, "this link leads nowhere", place_of(target, entry), "give it an address")
    name = unquote(suffix.partition("#")[2])
    if not name or name == "top" or name in article.body.ids:
        return ()
    headings = [heading.id for heading in article.body.headings]
    places = f"its headings are {in_words(f'#{heading}' for heading in headings)}" if headings else "it has no headings"
    return told(
        site.config.links.dead,
        f"this link leads to `#{name}`, but `{article.file}` has no such place",
        place_of(target, entry),
        did_you_mean(name, headings, places),
    )


def place_of(target: Target, entry: Entry) -> Location:
    """Give the place of a target in its source file."""
    width = (target.width or len(target.written)) if target.column else 0
    return entry.article.place_in_body(target.line, target.column, width)


def article_outcome(target: Target, path: str, suffix: str, entry: Entry, site: Site) -> Outcome:
    """Resolve a link to a Markdown file: to the text of this edition, unless it asks for another language.

    A place in it is not looked for in a translation, whose headings have other words.
    """
    source = source_named(unquote(path), entry.article.folder, site)
    if entries := site.entries.get(site.groups.get(source, "")):
        texts = (found for found in entries.values() if found.article.source == source)
        named = min(texts, key=lambda found: found.is_carried, default=None)
        asks_for_language = named and named.article.original.is_translation and named.article.lang != entry.article.lang
        chosen = (named if asks_for_language else entries.get(entry.edition)) or named or next(iter(entries.values()))
        is_translation = chosen.article.lang != entry.article.lang
        problems = () if is_translation else fragment_problems(target, suffix, chosen.article, entry, site)
        return Outcome(resolved=Resolved(chosen.url + suffix), problems=problems)
    if source in site.library.unread or source in site.groups:
        return Outcome(resolved=Resolved(target.written))
    if held := site.held.get(source):
        message = f"this link leads to `{source}`, which {held.reason}"
        if held.is_over:
            told_mildly = warning(message, place_of(target, entry), f"{held.way_out}; its words are shown without it")
            return Outcome(resolved=NOWHERE, problems=(told_mildly,))
        problem = error(message, place_of(target, entry), held.way_out)
        return Outcome(resolved=Resolved(target.written), problems=(problem,))
    return Outcome(resolved=Resolved(target.written), problems=dead_link(target, source, entry, site))


def source_named(path: str, folder: str, site: Site) -> str:
    """Give the source path that a link names: beside the article, or below `content/`."""
    paths = paths_named(path, folder)
    known = (site.groups, site.held, site.library.unread)
    return next((source for source in paths if any(source in sources for sources in known)), paths[0])


def dead_link(target: Target, source: str, entry: Entry, site: Site) -> tuple[Problem, ...]:
    """Tell that a link leads nowhere, and what it may have meant."""
    meant = source_meant(source, [other for other in site.groups if other != entry.article.source])
    hint = f"did you mean `{posixpath.relpath(meant, entry.article.folder or '.')}`?" if meant else ""
    return told(
        site.config.links.dead,
        f"this link leads to `{target.written}`, but there is no `content/{source}`",
        place_of(target, entry),
        hint or "mend the address or take the link out",
    )


def source_meant(source: str, sources: list[str]) -> str:
    """Give the article that a dead link most probably meant: one of the same name, else one of a like path."""
    name = posixpath.basename(source)
    if same := [other for other in sources if posixpath.basename(other) == name]:
        return min(same)
    return nearest_path(source, sources)


def missing_file_outcome(target: Target, entry: Entry, site: Site) -> Outcome:
    """Tell that a picture or another embedded file is not there."""
    level, place = site.config.links.missing_images, place_of(target, entry)
    problems = missing_file(level, target.written, entry.article.folder, site.library, place)
    address = site.base.path + target.written.lstrip("/") if target.written.startswith("/") else target.written
    return Outcome(resolved=Resolved(address), problems=problems)


def address_outcome(target: Target, path: str, suffix: str, entry: Entry, site: Site) -> Outcome:
    """Resolve a link to a page by its address on the site, to be checked later."""
    base = site.base.path
    if path.startswith("/"):
        rooted = path if base != "/" and (path + "/").startswith(base) else base + path.lstrip("/")
    else:
        rooted = urljoin(entry.url, path)
    if not f"{rooted}/".startswith(base):
        return Outcome(resolved=Resolved(target.written))
    link = SiteLink(unquote(rooted)[len(unquote(base)) :], target.written, place_of(target, entry))
    return Outcome(resolved=Resolved(quote(rooted, safe="/:@!$&'()*+,;=~%") + suffix), link=link)
