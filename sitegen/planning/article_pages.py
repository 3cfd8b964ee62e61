"""The pages of articles and standing pages, and what belongs to them: files, calendars, redirects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from sitegen.clock import Moment
from sitegen.planning.bodies import SiteLink
from sitegen.planning.cards import card_file, card_page, card_problems
from sitegen.planning.desk import Desk, calendar_path
from sitegen.planning.documents import CalendarView
from sitegen.planning.editions import Entry
from sitegen.planning.files import (
    attachment_view,
    file_named,
    is_external,
    missing_file,
    secrets_that_stay,
    unreadable_picture,
)
from sitegen.planning.media_kits import kit_problems, media_kit
from sitegen.planning.page_fields import PageFields, alternates, language_links
from sitegen.planning.pages import FromTemplate, FromView, Page, RedirectTo
from sitegen.planning.pagination import neighbours_of
from sitegen.planning.photographs import FileInUse, PhotographInUse, is_offered
from sitegen.planning.taxonomies import AUTHORS, ORGANIZATIONS, PEOPLE, PLACES, TAGS
from sitegen.planning.urls import redirect_path
from sitegen.planning.view_parts import (
    Alternate,
    AttachmentView,
    ContactView,
    CorrectionView,
    EventView,
    FeedLink,
    Link,
    PersonView,
    Picture,
)
from sitegen.planning.views import ArticleView, StandingView
from sitegen.problems import Problem, error
from sitegen.reading.article import Article
from sitegen.reading.entities import Person, Role
from sitegen.site_path import SitePath
from sitegen.slug import term_slug
from sitegen.theming.locales import direction_of, language_title

__all__ = [
    "article_page",
    "article_pages",
    "attachment_views",
    "entry_files",
    "entry_links",
    "entry_photographs",
    "entry_problems",
    "neighbours_in",
    "redirect_pages",
    "standing_page",
    "standing_pages",
]


def article_pages(desk: Desk, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    """Describe every article of an edition, and the calendar of each event."""
    neighbours = neighbours_in(desk)
    for entry in desk.edition.articles:
        newer, older = neighbours[entry.path]
        yield article_page(desk, entry, newer, older, feeds)
        if event := desk.event(entry):
            yield calendar_page(desk, entry, event)
        if card := card_page(desk, entry):
            yield card
        if kit := media_kit(desk, entry):
            place = entry.article.place_of_address
            yield Page(path=kit.path, recipe=kit.recipe, edition=desk.lang, origin=place)


def neighbours_in(desk: Desk) -> dict[SitePath, tuple[Entry | None, Entry | None]]:
    """Give the newer and the older neighbour of each article in its section, by the article's path."""
    return {
        entry.path: pair
        for entries in desk.site.sections[desk.lang].values()
        for entry, pair in zip(entries, neighbours_of(entries), strict=True)
    }


def article_page(
    desk: Desk, entry: Entry, newer: Entry | None, older: Entry | None, feeds: tuple[FeedLink, ...]
) -> Page:
    """Describe the page of an article; what belongs to it is described beside it."""
    return Page(
        path=entry.path,
        recipe=FromTemplate("article.html"),
        edition=desk.lang,
        origin=entry.article.place_of_address,
        view=article_view(desk, entry, newer, older, feeds),
        texts=(desk.body(entry).text,),
    )


class TextFields(PageFields):
    """What the page of an article and a standing page have in common."""

    picture: Picture | None
    article_lang: str
    article_dir: Literal["ltr", "rtl"]
    is_carried: bool
    attachments: tuple[AttachmentView, ...]
    contacts: tuple[ContactView, ...]
    translations: tuple[Link, ...]
    extra: dict[str, Any]


def text_fields(desk: Desk, entry: Entry, trail: tuple[Link, ...], feeds: tuple[FeedLink, ...]) -> TextFields:
    """Give the fields of a page that an author wrote."""
    article = entry.article
    return TextFields(
        url=entry.url,
        absolute_url=entry.absolute_url,
        canonical=entry.canonical,
        title=article.title,
        head_title=desk.head_title(article.title),
        description=article.summary or article.body.first_paragraph or article.title,
        trail=trail,
        alternates=alternates_of(desk, entry),
        languages=language_links(desk.site, urls_by_edition(desk, entry)),
        feeds=feeds,
        picture=desk.picture(entry),
        article_lang=article.lang,
        article_dir=direction_of(article.lang),
        is_carried=entry.is_carried,
        attachments=attachment_views(desk, article),
        contacts=contact_views(desk, article),
        translations=translation_links(desk, entry),
        extra=article.extra,
    )


def article_view(
    desk: Desk, entry: Entry, newer: Entry | None, older: Entry | None, feeds: tuple[FeedLink, ...]
) -> ArticleView:
    """Describe the page of an article."""
    article = entry.article
    date = article.date or Moment(desk.site.now)
    kit = media_kit(desk, entry)
    section = desk.section_link(article.section)
    return ArticleView(
        **text_fields(desk, entry, tuple(link for link in (desk.home(), section) if link), feeds),
        updated=entry.changed or date,
        id=entry.id,
        date=date,
        type=desk.type_link(article.type),
        section=section,
        dateline=article.dateline,
        summary=article.summary,
        authors=desk.term_links(AUTHORS, article.authors),
        people=people_views(desk, article),
        organizations=desk.term_links(ORGANIZATIONS, article.organizations),
        places=desk.term_links(PLACES, article.places),
        tags=desk.term_links(TAGS, article.tags),
        corrections=tuple(CorrectionView(date=item.date, text=item.text) for item in article.corrections),
        event=desk.event(entry),
        kit=kit.view if kit else None,
        card=card_file(desk, entry),
        newer=desk.entry_link(newer) if newer else None,
        older=desk.entry_link(older) if older else None,
        related=tuple(desk.teaser(other) for other in desk.site.related[desk.lang].get(article.source, ())),
        original=original_link(desk, entry),
    )


def standing_pages(desk: Desk, feeds: tuple[FeedLink, ...]) -> Iterator[Page]:
    """Describe every standing page of an edition."""
    for entry in desk.edition.pages:
        yield standing_page(desk, entry, feeds)


def standing_page(desk: Desk, entry: Entry, feeds: tuple[FeedLink, ...]) -> Page:
    """Describe a standing page."""
    article = entry.article
    return Page(
        path=entry.path,
        recipe=FromTemplate("page.html"),
        edition=desk.lang,
        origin=article.place_of_address,
        view=StandingView(**text_fields(desk, entry, (desk.home(),), feeds), updated=article.updated),
        texts=(desk.body(entry).text,),
    )


def urls_by_edition(desk: Desk, entry: Entry) -> dict[str, str]:
    """Give the address of an article in every edition that has it."""
    return {lang: other.url for lang, other in desk.site.entries[entry.article.original.group].items()}


def translation_links(desk: Desk, entry: Entry) -> tuple[Link, ...]:
    """Link to the article's text in other languages."""
    return tuple(
        Link(title=language_title(lang), url=other.url, lang=lang)
        for lang, other in desk.site.entries[entry.article.original.group].items()
        if not other.is_carried and other.article.lang != entry.article.lang
    )


def original_link(desk: Desk, entry: Entry) -> Link | None:
    """Link to the text of which an article is the translation."""
    if not entry.article.original.is_translation:
        return None
    texts = desk.site.entries[entry.article.original.group]
    originals = ((lang, other) for lang, other in texts.items() if not other.article.original.is_translation)
    return next(
        (
            Link(title=language_title(lang), url=other.url, lang=lang)
            for lang, other in originals
            if not other.is_carried
        ),
        None,
    )


def alternates_of(desk: Desk, entry: Entry) -> tuple[Alternate, ...]:
    """Give the addresses of a text in all its languages, when there are several; a carried text claims none."""
    texts = {
        lang: other for lang, other in desk.site.entries[entry.article.original.group].items() if not other.is_carried
    }
    if entry.is_carried:
        return ()
    main = desk.site.config.language
    default = min(texts, key=lambda lang: (lang != main, texts[lang].article.original.is_translation))
    return alternates({lang: other.absolute_url for lang, other in texts.items()}, default)


def people_views(desk: Desk, article: Article) -> tuple[PersonView, ...]:
    """Describe the people of an article with the roles that they had on its date."""
    links = desk.term_links(PEOPLE, article.people)
    known = desk.site.library.entities.people
    by_slug = {term_slug(key): known.get(key) for key in article.people}
    roles = {slug: role_on(person, article.date) if person else None for slug, person in by_slug.items()}
    return tuple(
        PersonView(
            name=link.title,
            url=link.url,
            role=desk.local(role.title) if role else "",
            organization=desk.term_title(ORGANIZATIONS, role.organization) if role and role.organization else "",
        )
        for link, role in zip(links, roles.values(), strict=True)
    )


def role_on(person: Person, date: Moment | None) -> Role | None:
    """Give a person's role on a day: of those that hold, the one that began last."""
    day = date.day if date else ""
    held = [
        role
        for role in person.roles
        if (not role.start or not day or role.start.day <= day) and (not role.end or not day or day <= role.end.day)
    ]
    return max(held, key=lambda role: role.start.day if role.start else "", default=None)


def contact_views(desk: Desk, article: Article) -> tuple[ContactView, ...]:
    """Describe whom a journalist asks about an article."""
    known = desk.site.library.entities.contacts
    return tuple(
        ContactView(
            name=desk.local(known[key].name),
            role=desk.local(known[key].role),
            email=known[key].email,
            phone=known[key].phone,
            hours=desk.local(known[key].hours),
            url=known[key].url,
        )
        if key in known
        else ContactView(name=desk.term_title(AUTHORS, key))
        for key in article.contacts
    )


def attachment_views(desk: Desk, article: Article) -> tuple[AttachmentView, ...]:
    """Describe an article's attachments."""
    site = desk.site
    files = (
        (attachment, file_named(attachment.src, article.folder, site.library)) for attachment in article.attachments
    )
    return tuple(
        attachment_view(attachment, file, site.base, desk.facts(file.source)) for attachment, file in files if file
    )


def calendar_page(desk: Desk, entry: Entry, event: EventView) -> Page:
    """Describe the iCalendar file of an event."""
    article = entry.article
    view = CalendarView(
        uid=entry.id,
        title=article.title,
        url=entry.absolute_url,
        stamp=entry.changed or article.date or event.start,
        start=event.start,
        end=event.end,
        summary=article.summary,
        venue=event.venue,
        online=event.online,
        lang=article.lang,
        publisher=desk.local(desk.site.config.organization.name) or desk.title,
    )
    return Page(
        path=calendar_path(entry), recipe=FromView(), edition=desk.lang, origin=article.place_of("event"), view=view
    )


def redirect_pages(desk: Desk) -> tuple[list[Page], list[Problem]]:
    """Describe the pages that answer for former addresses of articles in this edition."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for entry in (*desk.edition.articles, *desk.edition.pages):
        article = entry.article
        if entry.is_carried and article.lang in desk.site.terms:
            continue
        for number, alias in enumerate(article.aliases):
            place = article.place_of(f"aliases.{number}")
            try:
                path = redirect_path(alias)
            except ValueError as fault:
                problems.append(error(f"`{alias}` cannot be an alias: {fault}", place, "write it as `/old/address/`"))
                continue
            recipe = RedirectTo(entry.url, entry.absolute_url, article.title, article.lang)
            pages.append(Page(path=path, recipe=recipe, edition=desk.lang, origin=place))
    return pages, problems


def entry_files(desk: Desk, entry: Entry) -> Iterator[FileInUse]:
    """Give the files that an article's page shows or offers as they are."""
    yield from desk.body(entry).files
    lead = desk.photograph(entry)
    if lead and is_offered(desk.facts(lead.file.source), lead.renditions):
        yield lead.file
    for attachment in entry.article.attachments:
        if file := file_named(attachment.src, entry.article.folder, desk.site.library):
            yield file


def entry_photographs(desk: Desk, entry: Entry) -> Iterator[PhotographInUse]:
    """Give the photographs that an article's page shows, with what has to be made of them."""
    yield from desk.body(entry).photographs
    if lead := desk.photograph(entry):
        yield lead


def sources_named(article: Article) -> Iterator[tuple[str, str]]:
    """Give the files of the site that an article's front matter names, each after the name of its field."""
    if article.image and not is_external(article.image.src):
        yield "image.src", article.image.src
    for number, attachment in enumerate(article.attachments):
        yield f"attachments.{number}.src", attachment.src


def entry_links(desk: Desk) -> Iterator[SiteLink]:
    """Give the links of an edition's texts that lead to addresses of the site."""
    for entry in (*desk.edition.articles, *desk.edition.pages):
        yield from desk.body(entry).links


def entry_problems(desk: Desk) -> Iterator[Problem]:
    """Give what is wrong with the files and links of an edition's texts."""
    for entry in (*desk.edition.articles, *desk.edition.pages):
        yield from desk.body(entry).problems
        yield from file_problems(desk, entry)
        yield from kit_problems(desk, entry)
    for entry in desk.edition.articles:
        yield from card_problems(desk, entry)


def file_problems(desk: Desk, entry: Entry) -> Iterator[Problem]:
    """Give what is wrong with an article's photograph and attachments."""
    article, level, library = entry.article, desk.site.config.links.missing_images, desk.site.library
    lead = desk.photograph(entry)
    for field, src in sources_named(article):
        place = article.place_of(field)
        file = file_named(src, article.folder, library)
        if not file:
            yield from missing_file(level, src, article.folder, library, place)
        elif field == "image.src":
            facts = desk.facts(file.source)
            unreadable = unreadable_picture(level, src, file, facts, place)
            yield from unreadable or (() if lead and lead.renditions else secrets_that_stay(src, facts, place))
        else:
            yield from secrets_that_stay(src, desk.facts(file.source), place)
