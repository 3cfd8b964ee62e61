from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.planning.pages import HtmlView
from sitegen.planning.view_parts import (
    CorrectionView,
    EventView,
    Link,
    Pager,
    PersonView,
)
from sitegen.planning.views import ListView, SiteView, StandingView
from sitegen.rendering.metadata import metadata_of, script
from sitegen.rendering.printable import printable_text
from sitegen.rendering.structured_data import structured_data
from tests.rendering.rendered import HOME, Facts, a_home_page, a_picture, a_site, an_article, at

PUBLISHER = {
    "@type": "Organization",
    "name": "World Customs Organization",
    "alternateName": "WCO",
    "url": "https://www.wcoomd.org/",
    "logo": {
        "@type": "ImageObject",
        "url": f"{HOME}logo.png",
        "width": 512,
        "height": 512,
    },
}


def things(page: HtmlView, site: SiteView | None = None) -> dict[str, Any]:
    return {str(thing["@type"]): thing for thing in structured_data(page, site or a_site())}


def article(**facts: Facts) -> dict[str, Any]:
    found: dict[str, Any] = things(an_article(**facts))["NewsArticle"]
    return found


def test_an_article_is_described_as_it_is_shown() -> None:
    assert article(updated=at("2017-03-27T09:00+07:00")) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{HOME}news/2017/launch/",
        "url": f"{HOME}news/2017/launch/",
        "headline": "A launch",
        "description": "It was launched.",
        "image": [
            {
                "@type": "ImageObject",
                "url": f"{HOME}a/hall.jpg",
                "width": 1200,
                "height": 800,
                "caption": "The opening",
                "creditText": "WCO",
            }
        ],
        "datePublished": "2017-03-24T10:00:00+07:00",
        "dateModified": "2017-03-27T09:00:00+07:00",
        "author": [{"@type": "Organization", "name": "Press office", "url": f"{HOME}authors/press/"}],
        "publisher": PUBLISHER,
        "dateline": "Bangkok",
        "articleSection": "News",
        "keywords": ["Security"],
        "inLanguage": "en",
        "wordCount": 3,
        "isAccessibleForFree": True,
    }


def test_corrections_are_told() -> None:
    assert article(corrections=(CorrectionView(date=at("2017-03-27"), text="It is 17."),))["correction"] == [
        {"@type": "CorrectionComment", "text": "It is 17.", "datePublished": "2017-03-27T00:00:00+02:00"}
    ]


def test_nothing_is_modified_before_it_is_published() -> None:
    assert article(updated=at("2001-01-01"))["dateModified"] == "2017-03-24T10:00:00+07:00"


def test_people_write_as_people() -> None:
    known = Link(title="A. Writer", url="", kind="person")
    named = Link(title="K. Mikuriya", url="/people/k/")
    written = article(authors=(known, named), people=(PersonView(name="K. Mikuriya", url="/people/k/"),))["author"]
    assert written == [
        {"@type": "Person", "name": "A. Writer"},
        {"@type": "Person", "name": "K. Mikuriya", "url": f"{HOME}people/k/"},
    ]


def test_an_article_without_an_author_is_its_publishers() -> None:
    assert article(authors=())["author"] == [PUBLISHER]


def test_an_article_without_a_picture_shows_the_sites_then_the_logo() -> None:
    assert article(picture=None)["image"][0]["url"] == f"{HOME}preview.png"
    bare = things(an_article(picture=a_picture(type="image/svg+xml")), a_site(picture=None))
    assert bare["NewsArticle"]["image"][0]["url"] == f"{HOME}logo.png"


def test_translations_know_their_original_and_the_original_its_translations() -> None:
    french = Link(title="Un lancement", url="/fr/lancement/", lang="fr")
    english = Link(title="A launch", url="/launch/", lang="en")
    assert article(translations=(french,))["workTranslation"] == [
        {
            "@type": "CreativeWork",
            "@id": f"{HOME}fr/lancement/",
            "url": f"{HOME}fr/lancement/",
            "name": "Un lancement",
            "inLanguage": "fr",
        }
    ]
    translation = article(translations=(english,), original=english)
    assert translation["translationOfWork"]["url"] == f"{HOME}launch/"
    assert "workTranslation" not in translation


@pytest.mark.parametrize(
    ("venue", "online", "mode", "kinds"),
    [
        ("Hall 1", "", "Offline", ["Place"]),
        ("", "https://live.example/", "Online", ["VirtualLocation"]),
        ("Hall 1", "https://live.example/", "Mixed", ["Place", "VirtualLocation"]),
        ("", "", "Offline", ["Place"]),
    ],
)
def test_an_event_says_where_it_is(venue: str, online: str, mode: str, kinds: list[str]) -> None:
    event = EventView(start=at("2017-05-02"), end=at("2017-05-03T17:00+02:00"), venue=venue, online=online)
    found = things(an_article(event=event))["Event"]
    assert (found["startDate"], found["endDate"]) == ("2017-05-02", "2017-05-03T17:00:00+02:00")
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == kinds


def test_an_event_that_is_nowhere_is_none() -> None:
    assert "Event" not in things(an_article(event=EventView(start=at("2017-05-02")), dateline=""))


def test_the_way_home_is_told() -> None:
    steps = things(an_article())["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", HOME),
        (2, "News", f"{HOME}news/"),
        (3, "A launch", f"{HOME}news/2017/launch/"),
    ]


def test_other_pages_say_what_they_are() -> None:
    facts: dict[str, Any] = {
        "url": "/n/",
        "absolute_url": f"{HOME}n/",
        "canonical": f"{HOME}n/",
        "description": "All",
        "head_title": "N",
    }
    section = ListView(**facts, title="News", of="section", pager=Pager(number=1, total=1))
    about = StandingView(**facts, title="About", article_lang="fr", article_dir="ltr")
    assert set(things(a_home_page())) == {"WebSite", "Organization"}
    assert set(things(section)) == {"CollectionPage"}
    assert things(about)["WebPage"]["inLanguage"] == "fr"


def test_addresses_below_a_path_are_absolute() -> None:
    site = a_site(base_url="https://example.org/newsroom/")
    page = an_article(authors=(Link(title="Press", url="/newsroom/authors/press/"),))
    assert things(page, site)["NewsArticle"]["author"][0]["url"] == "https://example.org/newsroom/authors/press/"


@given(st.text() | st.sampled_from(["</script><script>alert(1)</script>", "<!--", "\u2028", "a&b"]))
@settings(max_examples=80, deadline=None)
def test_no_text_ends_the_script(text: str) -> None:
    written = script({"name": text})
    inside = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == {"name": printable_text(text)}


def test_each_thing_is_a_document_of_its_own() -> None:
    assert metadata_of(an_article(), a_site()).count('{"@context":"https://schema.org"') == 2
