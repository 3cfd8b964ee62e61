"""Values to render, complete but for what a test is about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from sitegen.clock import Moment, moment_from_text
from sitegen.planning.documents import CalendarView, FeedAuthor, FeedEntry, FeedView
from sitegen.planning.view_parts import (
    AttachmentView,
    FeedLink,
    ImageSet,
    Link,
    Pager,
    Picture,
)
from sitegen.planning.views import (
    ArticleView,
    EditionLinks,
    HomeView,
    OrganizationView,
    SiteView,
)

Facts: TypeAlias = Any
"""The fields of a value, of whatever type they are."""

HOME = "https://news.example.org/"


def at(text: str) -> Moment:
    """`2017-03-24T10:00+07:00`; without a zone, Rome's."""
    return moment_from_text(text, ZoneInfo("Europe/Rome"))


def a_picture(**facts: Facts) -> Picture:
    told: dict[str, Any] = {
        "url": "/a/hall.jpg",
        "absolute_url": f"{HOME}a/hall.jpg",
        "alt": "Delegates in the hall",
        "caption": "The opening",
        "credit": "WCO",
        "width": 1200,
        "height": 800,
        "type": "image/jpeg",
        "size": 123456,
    }
    known = told | facts
    shown = {name: known[name] for name in ("url", "absolute_url", "width", "height", "type")}
    return Picture(**{"shown": ImageSet(**shown), "thumbnail": ImageSet(**shown)} | known)


def a_file(name: str = "programme.pdf", **facts: Facts) -> AttachmentView:
    told: dict[str, Any] = {
        "title": "Programme",
        "url": f"/a/{name}",
        "absolute_url": f"{HOME}a/{name}",
        "type": "application/pdf",
        "extension": "PDF",
        "size": 4321,
    }
    return AttachmentView(**told | facts)


def an_entry(**facts: Facts) -> FeedEntry:
    told: dict[str, Any] = {
        "id": "tag:example.org,2024:launch",
        "url": f"{HOME}news/2017/launch/",
        "title": "A launch",
        "lang": "en",
        "published": at("2017-03-24T10:00+07:00"),
        "updated": at("2017-03-24T10:00+07:00"),
        "summary": "It was launched.",
        "html": "<p>It was <em>launched</em>.</p>",
    }
    return FeedEntry(**told | facts)


def a_full_entry(**facts: Facts) -> FeedEntry:
    told: dict[str, Any] = {
        "updated": at("2017-03-27T09:00+07:00"),
        "authors": (FeedAuthor(name="Press office", url=f"{HOME}authors/press/"), FeedAuthor(name="A. Writer")),
        "categories": ("security", "capacity building"),
        "picture": a_picture(),
        "attachments": (a_file(), a_file("liste.csv", title="Liste", type="text/csv", size=12, lang="fr")),
    }
    return an_entry(**told | facts)


def a_feed(*entries: FeedEntry, **facts: Facts) -> FeedView:
    told: dict[str, Any] = {
        "id": "tag:example.org,2024:feed",
        "title": "News of the WCO",
        "description": "All that we publish",
        "home_url": HOME,
        "urls": {"rss": f"{HOME}feed.rss", "atom": f"{HOME}feed.atom", "json": f"{HOME}feed.json"},
        "lang": "en",
        "updated": at("2017-03-27T09:00+07:00"),
        "publisher": "World Customs Organization",
        "email": "press@example.org",
        "logo": a_picture(absolute_url=f"{HOME}logo.png", type="image/png", width=512, height=512),
        "entries": entries,
    }
    return FeedView(**told | facts)


def an_archive(*entries: FeedEntry) -> FeedView:
    def addresses(name: str) -> dict[str, str]:
        return {form: f"{HOME}{name}.{form}" for form in ("rss", "atom", "json")}

    return a_feed(
        *entries,
        is_archive=True,
        urls=addresses("feed-2"),
        previous=addresses("feed-1"),
        next=addresses("feed-3"),
        current=addresses("feed"),
    )


def a_site(**facts: Facts) -> SiteView:
    told: dict[str, Any] = {
        "title": "WCO newsroom",
        "description": "News of customs",
        "url": "/",
        "absolute_url": HOME,
        "base_url": HOME,
        "lang": "en",
        "dir": "ltr",
        "locale": "en",
        "date_format": "long",
        "time_format": "short",
        "organization": OrganizationView(
            name="World Customs Organization",
            short="WCO",
            url="https://www.wcoomd.org/",
            logo=a_picture(absolute_url=f"{HOME}logo.png", type="image/png", width=512, height=512, alt="", caption=""),
        ),
        "links": EditionLinks(home=Link(title="Home", url="/")),
        "picture": a_picture(absolute_url=f"{HOME}preview.png", type="image/png", width=1200, height=630, alt="WCO"),
    }
    return SiteView(**told | facts)


def an_article(**facts: Facts) -> ArticleView:
    told: dict[str, Any] = {
        "url": "/news/2017/launch/",
        "absolute_url": f"{HOME}news/2017/launch/",
        "canonical": f"{HOME}news/2017/launch/",
        "title": "A launch",
        "head_title": "A launch – WCO newsroom",
        "description": "It was launched.",
        "id": "tag:example.org,2024:launch",
        "article_lang": "en",
        "article_dir": "ltr",
        "date": at("2017-03-24T10:00+07:00"),
        "type": Link(title="Press release", url="/types/press-release/"),
        "section": Link(title="News", url="/news/"),
        "trail": (Link(title="Home", url="/"), Link(title="News", url="/news/")),
        "tags": (Link(title="Security", url="/tags/security/"),),
        "authors": (Link(title="Press office", url="/authors/press/"),),
        "feeds": (a_feed_link(),),
        "picture": a_picture(),
        "dateline": "Bangkok",
        "summary": "It was launched.",
        "words": 3,
    }
    return ArticleView(**told | facts)


def a_feed_link(**facts: Facts) -> FeedLink:
    told: dict[str, Any] = {
        "title": "News",
        "url": "/feed.rss",
        "absolute_url": f"{HOME}feed.rss",
        "format": "RSS",
        "type": "application/rss+xml",
    }
    return FeedLink(**told | facts)


def a_home_page(**facts: Facts) -> HomeView:
    told: dict[str, Any] = {
        "url": "/",
        "absolute_url": HOME,
        "canonical": HOME,
        "title": "WCO newsroom",
        "head_title": "WCO newsroom",
        "description": "News of customs",
        "pager": Pager(number=1, total=1),
    }
    return HomeView(**told | facts)


def an_event(**facts: Facts) -> CalendarView:
    told: dict[str, Any] = {
        "uid": "tag:example.org,2024:conference",
        "title": "Conference",
        "url": f"{HOME}events/conference/",
        "stamp": at("2017-03-01T08:00+01:00"),
        "start": at("2017-05-02T09:30+02:00"),
        "end": at("2017-05-02T17:00+02:00"),
        "summary": "Two days of talks",
        "venue": "Bangkok, Hall 1",
    }
    return CalendarView(**told | facts)


YEAR_ONE = Moment(datetime(1, 1, 2, tzinfo=UTC))
LAST_DAY = Moment(datetime.combine(date.max, datetime.min.time(), UTC))
