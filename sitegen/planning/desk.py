"""The desk of one edition: what all its pages need in order to be described in its language."""

from __future__ import annotations

from typing import Literal

from msgspec import structs

from sitegen.clock import Moment
from sitegen.config import LocalText, text_in
from sitegen.planning.bodies import Body, body_of, feed_text_of
from sitegen.planning.documents import FeedEntry
from sitegen.planning.editions import Edition, Entry
from sitegen.planning.files import FactsOf, is_external, photograph_of_entry, picture_of_entry
from sitegen.planning.pages import TextInPage
from sitegen.planning.photographs import PhotographInUse, PictureStyle
from sitegen.planning.site import Site
from sitegen.planning.taxonomies import AUTHORS, TAGS, TYPES, Taxonomy, Term, entity_of
from sitegen.planning.urls import directory_path
from sitegen.planning.view_parts import EventView, Link, Picture, Teaser
from sitegen.planning.visibility import end_of_event
from sitegen.reading.article_types import ArticleType
from sitegen.site_path import SitePath
from sitegen.slug import slugify, term_slug
from sitegen.theming.locales import direction_of, locale_of
from sitegen.theming.translations import Translator

__all__ = ["Desk", "beside", "calendar_path"]

TYPE_NAMES: dict[str, tuple[str, str]] = {
    "press-release": ("Press release", "Press releases"),
    "statement": ("Statement", "Statements"),
    "speech": ("Speech", "Speeches"),
    "event": ("Event", "Events"),
    "advisory": ("Media advisory", "Media advisories"),
    "news": ("News", "News articles"),
}
"""Interface texts for one article of a type, and for many."""

HEAD_TITLE_LENGTH = 67
"""Search engines show about 70 characters of a title."""


class Desk:
    """Describes things in the language of one edition, each once."""

    def __init__(
        self,
        site: Site,
        edition: Edition,
        translator: Translator,
        facts: FactsOf,
        style: PictureStyle,
        index_url: str = "",
        pictures: dict[str, Picture | None] | None = None,
    ) -> None:
        self.site = site
        self.edition = edition
        self.lang = edition.lang
        self.locale = edition.settings.locale or locale_of(edition.lang)
        self.translator = translator
        self.facts = facts
        self.style = style
        self.index_url = index_url
        self.title = self.local(edition.settings.title or site.config.title)
        self.description = self.local(edition.settings.description or site.config.description)
        self.titles: dict[tuple[str, str], str] = {}
        self.urls: dict[tuple[str, ...], str] = {}
        self.sections: dict[str, Link | None] = {}
        self.types: dict[ArticleType, Link] = {}
        self.terms: dict[tuple[str, str], Link] = {}
        self.pictures = {} if pictures is None else pictures
        self.teasers: dict[str, Teaser] = {}
        self.bodies: dict[str, Body] = {}
        self.feed_entries: dict[str, FeedEntry] = {}

    def text(self, msgid: str, **values: str) -> str:
        """Give an interface text with its placeholders filled in."""
        return self.translator.gettext(msgid) % values if values else self.translator.gettext(msgid)

    def local(self, text: LocalText) -> str:
        """Give a local text in the edition's language."""
        return text_in(self.lang, text, self.site.config.language)

    def head_title(self, *parts: str) -> str:
        """Join the parts of a page's `<title>`, the narrowest first; what search engines would cut off is left out."""
        title, *wider = (*parts, self.title)
        for part in wider:
            if len(title) + len(part) <= HEAD_TITLE_LENGTH:
                title = f"{title} – {part}"
        return title

    def path(self, *parts: str) -> SitePath:
        """Give the output file of a page of this edition."""
        return directory_path(self.edition.prefix, *parts)

    def url(self, *parts: str) -> str:
        """Give the address of a page of this edition."""
        known = self.urls.get(parts)
        if known is None:
            known = self.urls[parts] = self.site.base.url(self.path(*parts))
        return known

    def home(self) -> Link:
        """Link to the edition's home page."""
        return Link(title=self.text("Home"), url=self.url(""))

    def section_title(self, name: str) -> str:
        """Name a section."""
        section = self.site.library.sections.get(name)
        return (self.local(section.title) if section else "") or name.replace("-", " ").replace("_", " ").capitalize()

    def section_link(self, name: str) -> Link | None:
        """Link to a section, if the edition has it."""
        if name not in self.sections:
            is_here = name in self.site.sections[self.lang]
            self.sections[name] = Link(title=self.section_title(name), url=self.url(name)) if is_here else None
        return self.sections[name]

    def section_links(self) -> tuple[Link, ...]:
        """Link to all sections of the edition, with the number of their articles."""
        return tuple(
            Link(title=self.section_title(name), url=self.url(name), count=len(entries))
            for name, entries in self.site.sections[self.lang].items()
        )

    def has_list(self, taxonomy: Taxonomy) -> bool:
        """Tell whether the articles of each term of a taxonomy are listed; without it, terms lead nowhere."""
        return taxonomy.name in self.site.config.lists

    @property
    def has_archive(self) -> bool:
        """Whether the edition has an archive by year and month."""
        return "archive" in self.site.config.lists and bool(self.edition.articles)

    def type_link(self, kind: ArticleType) -> Link:
        """Link to all articles of a type, named for one of them."""
        if kind not in self.types:
            url = self.url("types", slugify(kind)) if self.has_list(TYPES) else ""
            self.types[kind] = Link(title=self.text(TYPE_NAMES[kind][0]), url=url)
        return self.types[kind]

    def index_link(self, taxonomy: Taxonomy) -> Link:
        """Link to the index of all terms of a taxonomy."""
        return Link(title=self.text(taxonomy.title), url=self.url(taxonomy.name))

    def term_title(self, taxonomy: Taxonomy, key: str) -> str:
        """Name a tag, person, organization, place, author or type."""
        if taxonomy is TYPES:
            return self.text(TYPE_NAMES[key][1])
        if (taxonomy.name, key) not in self.titles:
            entity = entity_of(self.site.library.entities, taxonomy, key)
            title = (self.local(entity.name) if entity else "") or unlisted_title(taxonomy, key)
            self.titles[taxonomy.name, key] = title
        return self.titles[taxonomy.name, key]

    def term_link(self, term: Term) -> Link:
        """Link to the articles of a term, with their number."""
        return structs.replace(self.plain_term_link(term), count=len(term.entries))

    def plain_term_link(self, term: Term) -> Link:
        """Link to the articles of a term; without their number, so that a new article changes no older one."""
        name = (term.taxonomy.name, term.slug)
        if name not in self.terms:
            self.terms[name] = self.named_term(term.taxonomy, term.key, self.url(*name))
        return self.terms[name]

    def named_term(self, taxonomy: Taxonomy, key: str, url: str = "") -> Link:
        """Link to a term's page, or only name the term."""
        kind: Literal["", "person", "organization"] = self.author_kind(key) if taxonomy is AUTHORS else ""
        return Link(title=self.term_title(taxonomy, key), url=url, kind=kind)

    def author_kind(self, key: str) -> Literal["person", "organization"]:
        """Tell what an author is; one that no file describes is a person."""
        entities = self.site.library.entities
        return "organization" if key in entities.organizations or key in entities.contacts else "person"

    def term_links(self, taxonomy: Taxonomy, keys: tuple[str, ...]) -> tuple[Link, ...]:
        """Link to the terms that an article names, or only name them where they have no lists."""
        if not keys:
            return ()
        if not self.has_list(taxonomy):
            spellings = {term_slug(key): key for key in keys}
            return tuple(self.named_term(taxonomy, key) for key in spellings.values())
        terms = self.site.terms[self.lang][taxonomy.name]
        return tuple(self.plain_term_link(terms[slug]) for slug in dict.fromkeys(term_slug(key) for key in keys))

    def entry_link(self, entry: Entry) -> Link:
        """Link to an article or standing page."""
        return Link(title=entry.article.title, url=entry.url, lang=entry.article.lang if entry.is_carried else "")

    def picture(self, entry: Entry) -> Picture | None:
        """Describe an article's photograph."""
        source = entry.article.source
        if source not in self.pictures:
            self.pictures[source] = picture_of_entry(entry, self.site.library, self.site.base, self.facts, self.style)
        return self.pictures[source]

    def photograph(self, entry: Entry) -> PhotographInUse | None:
        """Tell what has to be made of an article's photograph."""
        return photograph_of_entry(entry, self.site.library, self.facts, self.style)

    def event(self, entry: Entry) -> EventView | None:
        """Describe an article's event."""
        event = entry.article.event
        if not event:
            return None
        return EventView(
            start=event.start,
            end=event.end,
            venue=event.venue,
            online=event.online if is_external(event.online) else "",
            calendar_url=self.site.base.url(calendar_path(entry)),
            is_past=end_of_event(event) <= self.site.now,
        )

    def teaser(self, entry: Entry) -> Teaser:
        """Describe what lists show of an article."""
        article = entry.article
        if known := self.teasers.get(article.source):
            return known
        teaser = Teaser(
            title=article.title,
            url=entry.url,
            absolute_url=entry.absolute_url,
            lang=article.lang,
            dir=direction_of(article.lang),
            date=article.date or Moment(self.site.now),
            updated=entry.changed,
            summary=article.summary or article.body.first_paragraph,
            dateline=article.dateline,
            type=self.type_link(article.type),
            section=self.section_link(article.section),
            picture=self.picture(entry),
            event=self.event(entry),
            pinned=article.pinned,
        )
        self.teasers[article.source] = teaser
        return teaser

    def body(self, entry: Entry) -> Body:
        """Resolve an article's text for its page."""
        if entry.article.source not in self.bodies:
            self.bodies[entry.article.source] = body_of(entry, self.site, self.facts, self.style)
        return self.bodies[entry.article.source]

    def feed_text(self, entry: Entry) -> TextInPage:
        """Resolve an article's text for feeds."""
        return feed_text_of(self.body(entry).text, entry.absolute_url)


def unlisted_title(taxonomy: Taxonomy, key: str) -> str:
    """Name a term that has no entry in its file: an id becomes words, a tag stays as it is written."""
    is_id = taxonomy is not TAGS and key == slugify(key)
    return " ".join(part.capitalize() for part in key.split("-")) if is_id else key


def calendar_path(entry: Entry) -> SitePath:
    """Give the output file of an event's calendar, beside its article."""
    return beside(entry.path, "event.ics")


def beside(path: SitePath, name: str) -> SitePath:
    """Give the path of a file that belongs to a page."""
    if path.is_index:
        return SitePath(path.text.removesuffix("index.html") + name)
    return SitePath(f"{path.text.rpartition('.')[0]}-{name}")
