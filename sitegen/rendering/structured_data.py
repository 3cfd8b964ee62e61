"""What a page is about, for search engines: schema.org as JSON-LD. Every value is one that the page shows."""

from __future__ import annotations

from typing import TypeAlias
from urllib.parse import urljoin

from sitegen.clock import Moment
from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import EventView, Link, Picture, PictureFile
from sitegen.planning.views import (
    ArchiveView,
    ArticleView,
    HomeView,
    IndexView,
    ListView,
    PageView,
    SiteView,
    StandingView,
    SubscribeView,
)

__all__ = ["Node", "files_of", "modified", "preview_files", "structured_data"]

Node: TypeAlias = dict[str, object]
"""A thing of schema.org."""


def structured_data(page: HtmlView, site: SiteView) -> list[Node]:
    """Give the things that a page is about, each a document of its own."""
    match page:
        case HomeView():
            things = [website(site), publisher(site)]
        case ArticleView():
            event = [event_of(page, page.event, site)] if page.event and place_of(page, page.event) else []
            things = [article_of(page, site), *event]
        case ListView() | IndexView() | ArchiveView():
            things = [web_page("CollectionPage", page, site)]
        case StandingView() | SubscribeView():
            things = [web_page("WebPage", page, site)]
        case _:
            return []
    trail = [breadcrumbs(page, site)] if page.trail else []
    return [{"@context": "https://schema.org"} | thing for thing in [*things, *trail]]


def article_of(page: ArticleView, site: SiteView) -> Node:
    """Describe an article; in an edition that carries it from another language, it is still the original's."""
    return stated(
        {
            "@type": "NewsArticle",
            "mainEntityOfPage": page.canonical,
            "url": page.canonical,
            "headline": page.title,
            "description": page.summary or page.description,
            "image": images_of(page, site) or [image_of(file) for file in files_of(site.organization.logo)],
            "datePublished": page.date.iso,
            "dateModified": modified(page).iso,
            "author": [author_of(author, page, site) for author in page.authors] or [publisher(site)],
            "publisher": publisher(site),
            "dateline": page.dateline,
            "articleSection": page.section.title if page.section else "",
            "keywords": [tag.title for tag in page.tags],
            "inLanguage": page.article_lang,
            "wordCount": page.words,
            "isAccessibleForFree": True,
            "correction": [
                {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.date.iso}
                for correction in page.corrections
            ],
            **translations_of(page, site),
        }
    )


def translations_of(page: ArticleView, site: SiteView) -> Node:
    """Name the text that this one translates, or else its translations."""
    if page.original:
        return {"translationOfWork": work_of(page.original, site)}
    return {"workTranslation": [work_of(translation, site) for translation in page.translations]}


def work_of(link: Link, site: SiteView) -> Node:
    """Describe the same text in another language."""
    return stated(
        {
            "@type": "CreativeWork",
            "@id": absolute(link.url, site),
            "url": absolute(link.url, site),
            "name": link.title,
            "inLanguage": link.lang,
        }
    )


def author_of(author: Link, page: ArticleView, site: SiteView) -> Node:
    """Describe an author; one of unknown kind is a person if the article names that person, else an organization."""
    is_person = author.kind == "person" or (not author.kind and author.title in {who.name for who in page.people})
    address = absolute(author.url, site) if author.url else ""
    return stated({"@type": "Person" if is_person else "Organization", "name": author.title, "url": address})


def event_of(page: ArticleView, event: EventView, site: SiteView) -> Node:
    """Describe the event that an article announces."""
    mode = {(True, True): "Mixed", (False, True): "Online"}.get((bool(event.venue), bool(event.online)), "Offline")
    return stated(
        {
            "@type": "Event",
            "name": page.title,
            "description": page.summary or page.description,
            "url": page.canonical,
            "image": images_of(page, site),
            "startDate": date_of(event.start),
            "endDate": date_of(event.end) if event.end else "",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "location": place_of(page, event),
            "organizer": publisher(site),
            "inLanguage": page.article_lang,
        }
    )


def place_of(page: ArticleView, event: EventView) -> list[Node]:
    """Give where an event takes place; without a venue, where the article says that it is, if it says so."""
    nearest = next((place.title for place in page.places), page.dateline)
    venue = event.venue or ("" if event.online else nearest)
    place = stated({"@type": "Place", "name": venue, "address": venue})
    online = stated({"@type": "VirtualLocation", "url": event.online})
    return [*([place] if venue else []), *([online] if event.online else [])]


def publisher(site: SiteView) -> Node:
    """Describe who publishes the site."""
    organization = site.organization
    return stated(
        {
            "@type": "Organization",
            "name": organization.name,
            "alternateName": organization.short,
            "url": organization.url or site.absolute_url,
            "email": organization.email,
            "logo": next((image_of(file) for file in files_of(organization.logo)), {}),
            "sameAs": [profile.url for profile in organization.profiles],
        }
    )


def website(site: SiteView) -> Node:
    """Describe the edition of the site."""
    return stated(
        {
            "@type": "WebSite",
            "name": site.title,
            "url": site.absolute_url,
            "description": site.description,
            "inLanguage": site.lang,
            "publisher": publisher(site),
        }
    )


def web_page(kind: str, page: PageView, site: SiteView) -> Node:
    """Describe a page that is no article."""
    return stated(
        {
            "@type": kind,
            "name": page.title,
            "url": page.canonical or page.absolute_url,
            "description": page.description,
            "inLanguage": page.article_lang if isinstance(page, StandingView) else site.lang,
            "isPartOf": {"@type": "WebSite", "name": site.title, "url": site.absolute_url},
        }
    )


def breadcrumbs(page: PageView, site: SiteView) -> Node:
    """Describe the way from the home page to this one."""
    steps = [(link.title, absolute(link.url, site)) for link in page.trail] + [(page.title, page.absolute_url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, 1)
        ],
    }


def images_of(page: PageView, site: SiteView) -> list[Node]:
    """Describe the pictures that stand for a page, the photograph of an article with its caption and credit."""
    told = {"caption": page.picture.caption, "creditText": page.picture.credit} if page.picture else {}
    return [stated(image_of(file) | told) for file in preview_files(page, site)]


def image_of(file: PictureFile) -> Node:
    """Describe a picture."""
    return stated({"@type": "ImageObject", "url": file.absolute_url, "width": file.width, "height": file.height})


def preview_files(page: PageView, site: SiteView) -> tuple[PictureFile, ...]:
    """Give the pictures that stand for a page elsewhere, the best first: cuts of its own, its card, or the site's."""
    card = page.card if isinstance(page, ArticleView) else None
    return files_of(page.picture) or ((card,) if card else files_of(site.picture))


def files_of(picture: Picture | None) -> tuple[PictureFile, ...]:
    """Give the cuts of a picture, else the picture itself; none of a drawing, which nobody shows elsewhere."""
    if picture is None or picture.type == "image/svg+xml":
        return ()
    whole = PictureFile(
        url=picture.url,
        absolute_url=picture.absolute_url,
        width=picture.width,
        height=picture.height,
        type=picture.type,
    )
    return picture.crops or (whole,)


def modified(page: ArticleView) -> Moment:
    """Give when an article last changed, which is never before it was published."""
    return max(page.date, page.updated, key=lambda moment: moment.at) if page.updated else page.date


def date_of(moment: Moment) -> str:
    """Give a day as its author wrote it, with a time only if there is one."""
    return moment.iso if moment.has_time else moment.day


def absolute(url: str, site: SiteView) -> str:
    """Give the absolute address of a link in a page."""
    return urljoin(site.base_url, url)


def stated(node: Node) -> Node:
    """Leave out what has no value; schema.org knows no empty ones."""
    return {name: value for name, value in node.items() if value}
