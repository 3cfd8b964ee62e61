from __future__ import annotations

import pytest

from sitegen.config import EditionSettings
from sitegen.planning.desk import Desk, beside, calendar_path
from sitegen.planning.photographs import PictureStyle
from sitegen.planning.taxonomies import AUTHORS, ORGANIZATIONS, PEOPLE, TAGS, TYPES, Taxonomy
from sitegen.planning.view_parts import (
    EventView,
    Link,
    Teaser,
)
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Section, Tag
from sitegen.site_path import SitePath
from sitegen.theming.translations import Catalogue, Translator
from tests.story import (
    Facts,
    a_body,
    a_config,
    a_correction,
    a_moment,
    a_site,
    an_article,
    an_event,
    an_image,
    as_it_is,
    desk_for,
    entry_for,
    facts_of,
)


def teaser(article: Article, **facts: Facts) -> Teaser:
    site = a_site(article, **facts)
    return desk_for(site).teaser(entry_for(site, article.title))


def test_an_edition_has_its_own_title_and_description_or_those_of_the_site() -> None:
    languages = {
        "en": EditionSettings(),
        "fr": EditionSettings(title="Salle de presse", description={"fr": "Nos textes"}),
    }
    site = a_site(config=a_config(languages=languages, title={"en": "Newsroom", "it": "Sala"}, description="All"))
    english, french = desk_for(site, "en"), desk_for(site, "fr")
    assert (english.title, english.description) == ("Newsroom", "All")
    assert (french.title, french.description) == ("Salle de presse", "Nos textes")


def test_an_edition_has_its_locale_or_that_of_its_language() -> None:
    languages = {"en": EditionSettings(locale="en_GB"), "pt-BR": EditionSettings()}
    site = a_site(config=a_config(languages=languages))
    assert [desk_for(site, lang).locale for lang in ("en", "pt-BR")] == ["en_GB", "pt_BR"]


def test_interface_texts_speak_the_language_of_the_edition() -> None:
    site = a_site(an_article("a"), config=a_config("fr"))
    french = Translator((Catalogue("0", {"Home": ("Accueil",), "%(title)s!": ("¡%(title)s!",)}),))
    desk = Desk(site, site.default, french, facts_of, PictureStyle())
    assert desk.home() == Link(title="Accueil", url="/")
    assert desk.text("%(title)s!", title="100 %") == "¡100 %!"


def test_a_text_with_a_percent_sign_and_nothing_to_fill_in_stays_as_it_is() -> None:
    assert desk_for(a_site()).text("100 %") == "100 %"


def test_the_title_of_a_window_leaves_out_what_search_engines_would_cut_off() -> None:
    desk = desk_for(a_site(config=a_config(title="A newsroom with a rather long name of its own")))
    assert desk.head_title("Launch") == "Launch – A newsroom with a rather long name of its own"
    assert desk.head_title("Customs security project opens", "Tags") == "Customs security project opens – Tags"


def test_a_section_is_named_by_its_file_or_by_its_folder() -> None:
    sections = {"news": Section(name="news", title={"en": "Latest", "fr": "Nouvelles"})}
    desk = desk_for(a_site(sections=sections))
    assert desk.section_title("news") == "Latest"
    assert desk.section_title("press-releases_old") == "Press releases old"


def test_only_sections_that_the_edition_has_are_linked() -> None:
    desk = desk_for(a_site(an_article("a", source="press/a.md")))
    assert desk.section_link("press") == Link(title="Press", url="/press/")
    assert desk.section_link("news") is None


def test_links_to_all_sections_tell_how_many_articles_they_hold() -> None:
    articles = (an_article("a"), an_article("b"), an_article("c", source="press/c.md"))
    assert desk_for(a_site(*articles)).section_links() == (
        Link(title="News", url="/news/", count=2),
        Link(title="Press", url="/press/", count=1),
    )


@pytest.mark.parametrize(
    ("taxonomy", "key", "title"),
    [
        (TYPES, "press-release", "Press releases"),
        (TAGS, "health", "Public health"),
        (TAGS, "Health", "Public health"),
        (TAGS, "capacity building", "capacity building"),
        (PEOPLE, "kunio-mikuriya", "Kunio Mikuriya"),
        (PEOPLE, "Kunio Mikuriya (WCO)", "Kunio Mikuriya (WCO)"),
        (ORGANIZATIONS, "wco", "World Customs Organization"),
    ],
)
def test_a_term_is_named_by_the_newsroom_or_by_its_own_words(taxonomy: Taxonomy, key: str, title: str) -> None:
    entities = Entities(
        tags={"health": Tag(name={"en": "Public health"})},
        organizations={"wco": Organization(name="World Customs Organization")},
    )
    assert desk_for(a_site(entities=entities)).term_title(taxonomy, key) == title


def test_a_link_to_a_term_tells_how_many_articles_it_has() -> None:
    site = a_site(an_article("a", tags=("health",)), an_article("b", tags=("health",)))
    term = site.terms["en"]["tags"]["health"]
    assert desk_for(site).term_link(term) == Link(title="health", url="/tags/health/", count=2)


def test_what_an_article_says_of_itself_does_not_change_when_another_is_added() -> None:
    article = an_article("a", tags=("health", "Health", "trade"))
    alone, together = a_site(article), a_site(article, an_article("b", tags=("health", "trade")))
    assert desk_for(alone).term_links(TAGS, article.tags) == (
        Link(title="Health", url="/tags/health/"),
        Link(title="trade", url="/tags/trade/"),
    )
    assert desk_for(alone).teaser(entry_for(alone, "a")) == desk_for(together).teaser(entry_for(together, "a"))


def test_a_term_without_lists_is_named_without_a_link() -> None:
    entities = Entities(tags={"health": Tag(name="Public health")})
    article = an_article("a", tags=("health", "Health", "trade"), authors=("b",))
    desk = desk_for(a_site(article, entities=entities, config=a_config(lists=("authors",))))
    assert desk.term_links(TAGS, article.tags) == (Link(title="Public health", url=""), Link(title="trade", url=""))
    assert desk.term_links(AUTHORS, article.authors) == (Link(title="B", url="/authors/b/", kind="person"),)
    assert desk.type_link("news") == Link(title="News", url="")


def test_an_author_is_a_person_or_an_organization() -> None:
    entities = Entities(
        people={"kunio": Person(name="Kunio")},
        organizations={"wco": Organization(name="WCO")},
        contacts={"desk": Contact(name="Press desk")},
    )
    article = an_article("a", authors=("kunio", "wco", "desk", "somebody"))
    links = desk_for(a_site(article, entities=entities)).term_links(AUTHORS, article.authors)
    assert [(link.title, link.kind) for link in links] == [
        ("Kunio", "person"),
        ("WCO", "organization"),
        ("Press desk", "organization"),
        ("Somebody", "person"),
    ]


def test_a_link_to_a_carried_article_names_its_language() -> None:
    site = a_site(an_article("a"), config=a_config("en", "fr"))
    assert desk_for(site, "en").entry_link(entry_for(site, "a", "en")) == Link(title="a", url="/news/2017/a/")
    assert desk_for(site, "fr").entry_link(entry_for(site, "a", "fr")) == Link(
        title="a", url="/fr/news/2017/a/", lang="en"
    )


def test_a_teaser_says_what_lists_show() -> None:
    article = an_article(
        "Launch",
        summary="Seventeen took part.",
        dateline="Bangkok",
        type="speech",
        pinned=True,
        updated="2017-03-27T09:00+07:00",
        image=an_image(),
    )
    assert teaser(article, files=["news/hall.jpg"]) == Teaser(
        title="Launch",
        url="/news/2017/launch/",
        absolute_url="https://news.example.org/news/2017/launch/",
        lang="en",
        dir="ltr",
        date=a_moment(),
        updated=a_moment("2017-03-27T09:00+07:00"),
        summary="Seventeen took part.",
        dateline="Bangkok",
        type=Link(title="Speech", url="/types/speech/"),
        section=Link(title="News", url="/news/"),
        picture=as_it_is(
            url="/news/hall.jpg",
            absolute_url="https://news.example.org/news/hall.jpg",
            alt="Delegates in the hall",
            width=1200,
            height=800,
            type="image/jpeg",
            size=1000,
        ),
        pinned=True,
    )


def test_without_a_summary_the_first_paragraph_is_one() -> None:
    assert teaser(an_article(body=a_body("It was launched."))).summary == "It was launched."


def test_a_teaser_does_not_show_the_body() -> None:
    one, other = an_article(summary="Short", body=a_body("One")), an_article(summary="Short", body=a_body("Other"))
    assert teaser(one) == teaser(other)


def test_an_arabic_text_runs_from_right_to_left() -> None:
    assert teaser(an_article(source="news/launch.ar.md")).dir == "rtl"


@pytest.mark.parametrize(
    ("now", "is_past"), [("2026-03-24T11:59:59Z", False), ("2026-03-24T12:00:00Z", True), ("2026-03-25", True)]
)
def test_an_event_is_past_from_the_second_at_which_it_ends(now: str, is_past: bool) -> None:  # noqa: FBT001  a fact
    event = an_event("2026-03-24T10:00Z", "2026-03-24T12:00Z", venue="Hall", online="https://stream.example/")
    assert teaser(an_article("Meeting", event=event), now=now).event == EventView(
        start=a_moment("2026-03-24T10:00Z"),
        end=a_moment("2026-03-24T12:00Z"),
        venue="Hall",
        online="https://stream.example/",
        calendar_url="/news/2017/meeting/event.ics",
        is_past=is_past,
    )


def test_only_an_address_leads_to_an_event_online() -> None:
    found = teaser(an_article(event=an_event("2026-03-24", online="on our channel"))).event
    assert found
    assert found.online == ""


@pytest.mark.parametrize(
    ("facts", "changed"),
    [
        ({}, ""),
        ({"updated": "2017-03-27"}, "2017-03-27"),
        ({"updated": "2017-03-24T10:00+07:00"}, ""),
        ({"updated": "2017-03-01"}, ""),
        ({"corrections": (a_correction("2017-03-28"), a_correction("2017-03-26"))}, "2017-03-28"),
        ({"corrections": (a_correction("2017-03-28"),), "updated": "2017-03-30"}, "2017-03-30"),
        ({"corrections": (a_correction("2017-03-28"),), "updated": "2017-03-26"}, "2017-03-28"),
    ],
)
def test_an_article_last_changed_when_it_was_updated_or_corrected_after_its_date(
    facts: dict[str, Facts], changed: str
) -> None:
    site = a_site(an_article("a", **facts))
    assert entry_for(site, "a").changed == (a_moment(changed) if changed else None)


def test_what_belongs_to_a_page_lies_beside_it() -> None:
    assert beside(SitePath("news/a/index.html"), "event.ics") == SitePath("news/a/event.ics")
    assert beside(SitePath("index.html"), "event.ics") == SitePath("event.ics")
    assert beside(SitePath("news/a.html"), "event.ics") == SitePath("news/a-event.ics")


def test_a_calendar_lies_beside_its_article() -> None:
    site = a_site(an_article("a", permalink="/a.html"))
    assert calendar_path(entry_for(site, "a")) == SitePath("a-event.ics")


def test_a_text_is_resolved_once() -> None:
    site = a_site(an_article("a"))
    desk, entry = desk_for(site), entry_for(site, "a")
    assert desk.body(entry) is desk.body(entry)
