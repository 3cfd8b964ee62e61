from __future__ import annotations

import pytest

from sitegen.config import DateSettings, EditionSettings, NavigationEntry, OrganizationSettings
from sitegen.planning.photographs import FileInUse, PictureStyle
from sitegen.planning.site_views import preview_of_theme, site_pictures
from sitegen.planning.urls import base_of
from sitegen.planning.view_parts import Link
from sitegen.planning.views import EditionLinks, OrganizationView, SiteView
from sitegen.problems import Location, error
from sitegen.reading.article import Article
from sitegen.site_path import SitePath
from sitegen.theming.assets import Asset
from tests.story import Facts, a_config, a_page, a_plan, a_site, a_theme, an_article, facts_of, planned, planned_of

ARTICLE = an_article("a")


def view_of(*articles: Article, lang: str = "en", **facts: Facts) -> SiteView:
    return a_plan(*articles, **facts).sites[lang]


def navigation(*links: str, lang: str = "en", **facts: Facts) -> list[str]:
    """The addresses in the main menu, for entries that lead there."""
    languages = facts.pop("languages", ("en",))
    config = a_config(*languages, navigation=tuple(NavigationEntry(title="There", link=link) for link in links))
    return [link.url for link in view_of(*facts.pop("articles", (ARTICLE,)), lang=lang, config=config).navigation]


def test_each_edition_has_its_own_view_of_the_site() -> None:
    languages = {"en": EditionSettings(), "ar": EditionSettings(title="غرفة الأخبار")}
    config = a_config(languages=languages, base_url="https://example.org/room/", description="All")
    plan = a_plan(ARTICLE, config=config)
    english, arabic = plan.sites["en"], plan.sites["ar"]
    assert (english.title, english.description, english.lang, english.dir) == ("Newsroom", "All", "en", "ltr")
    assert (arabic.title, arabic.lang, arabic.dir, arabic.locale) == ("غرفة الأخبار", "ar", "rtl", "ar")
    assert (english.url, arabic.url) == ("/room/", "/room/ar/")
    assert (english.absolute_url, arabic.absolute_url) == ("https://example.org/room/", "https://example.org/room/ar/")
    assert {english.base_url, arabic.base_url} == {"https://example.org/room/"}


def test_the_editions_are_linked_by_their_own_names_when_there_are_several() -> None:
    assert view_of(ARTICLE).editions == ()
    assert view_of(ARTICLE, config=a_config("en", "fr")).editions == (
        Link(title="English", url="/", lang="en"),
        Link(title="Français", url="/fr/", lang="fr"),
    )


def test_the_publisher_is_the_organization_or_the_site() -> None:
    settings = OrganizationSettings(
        name={"en": "World Customs Organization"},
        short="WCO",
        url="https://wco.example/",
        email="press@wco.example",
        profiles={"Mastodon": "https://social.example/@wco"},
    )
    assert view_of(config=a_config()).organization == OrganizationView(name="Newsroom")
    assert view_of(config=a_config(organization=settings)).organization == OrganizationView(
        name="World Customs Organization",
        short="WCO",
        url="https://wco.example/",
        email="press@wco.example",
        profiles=(Link(title="Mastodon", url="https://social.example/@wco"),),
    )


def test_logo_and_preview_are_files_below_content_or_static_ones() -> None:
    config = a_config(organization=OrganizationSettings(logo="_static/logo.png", image="img/card.jpg"))
    site = a_site(config=config, files=["img/card.jpg", "logo.png"], static=["logo.png"])
    pictures = site_pictures(site, facts_of, PictureStyle())
    assert pictures.files == (
        FileInUse("_static/logo.png", SitePath("logo.png")),
        FileInUse("img/card.jpg", SitePath("img/card.jpg")),
    )
    assert pictures.logo
    assert pictures.preview
    assert (pictures.logo.url, pictures.preview.url) == ("/logo.png", "/img/card.jpg")


def test_the_pictures_of_the_site_are_shown_and_copied() -> None:
    config = a_config(organization=OrganizationSettings(logo="logo.png", image="card.jpg"))
    plan = a_plan(config=config, files=["logo.png", "card.jpg", "other.jpg"])
    view = plan.sites["en"]
    assert view.organization.logo
    assert view.picture
    assert (view.organization.logo.url, view.picture.url) == ("/logo.png", "/card.jpg")
    assert {"logo.png", "card.jpg"} <= {page.path.text for page in plan.pages}
    assert "other.jpg" not in {page.path.text for page in plan.pages}


def test_a_picture_that_is_missing_is_not_shown() -> None:
    pictures = site_pictures(
        a_site(config=a_config(organization=OrganizationSettings(logo="no.png"))), facts_of, PictureStyle()
    )
    assert (pictures.logo, pictures.preview, pictures.files) == (None, None, ())


def test_an_edition_links_only_to_the_fixed_pages_that_it_has() -> None:
    always = {
        "home": Link(title="Home", url="/"),
        "subscribe": Link(title="Subscribe", url="/subscribe/"),
        "search": Link(title="Search", url="/search/"),
    }
    assert view_of().links == EditionLinks(**always)
    assert view_of(an_article(tags=("x", "y"), people=("p",))).links == EditionLinks(
        **always,
        archive=Link(title="Archive", url="/archive/"),
        tags=Link(title="Topics", url="/tags/"),
        people=Link(title="People", url="/people/"),
        types=Link(title="Kinds of news", url="/types/"),
    )


def test_an_edition_links_to_no_list_that_the_site_leaves_out() -> None:
    article = an_article(tags=("x",), people=("p",))
    links = view_of(article, config=a_config(lists=("people",))).links
    assert links == EditionLinks(
        home=Link(title="Home", url="/"),
        people=Link(title="People", url="/people/"),
        subscribe=Link(title="Subscribe", url="/subscribe/"),
        search=Link(title="Search", url="/search/"),
    )
    navigation = (NavigationEntry(title="Topics", link="/tags/"), NavigationEntry(title="Archive", link="/archive/"))
    problems = planned(article, config=a_config(lists=(), navigation=navigation)).problems
    assert [problem.message for problem in problems] == [
        "the navigation leads to `/tags/`, which does not exist",
        "the navigation leads to `/archive/`, which does not exist",
    ]


def test_dates_options_and_assets_are_those_of_the_settings_and_the_theme() -> None:
    view = view_of(config=a_config(dates=DateSettings(date="d MMMM y", time="HH:mm"), base_url="https://a.example/b/"))
    assert (view.date_format, view.time_format) == ("d MMMM y", "HH:mm")
    assert view.assets == {"style.css": "/b/assets/style.1a2b3c4d.css"}
    assert view.options == {}


def test_without_navigation_the_menu_has_the_sections_and_the_pages_at_the_root() -> None:
    view = view_of(ARTICLE, a_page("About"), an_article("Inner", source="about/inner.md", kind="page"))
    assert view.navigation == (Link(title="News", url="/news/"), Link(title="About", url="/about/"))
    assert view.navigation == (*view.sections, *view.pages)


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("news", "/news/"),
        ("about.md", "/about/"),
        ("/about.md", "/about/"),
        ("news/a.md", "/news/2017/a/"),
        ("/archive/", "/archive/"),
        ("/archive", "/archive/"),
        ("/archive/?a#b", "/archive/?a#b"),
        ("/feed.xml", "/feed.xml"),
        ("/", "/"),
        ("https://wco.example/", "https://wco.example/"),
        ("mailto:press@wco.example", "mailto:press@wco.example"),
    ],
)
def test_the_menu_leads_to_sections_files_paths_and_addresses(link: str, url: str) -> None:
    assert navigation(link, articles=(ARTICLE, a_page("About"))) == [url]


def test_the_menu_of_an_edition_leads_to_its_own_pages() -> None:
    languages = ("en", "fr")
    assert navigation("news", "news/a.md", "/archive/", lang="fr", languages=languages) == [
        "/fr/news/",
        "/fr/news/2017/a/",
        "/fr/archive/",
    ]


def test_what_an_edition_does_not_have_is_not_in_its_menu() -> None:
    hiding = EditionSettings(untranslated="hide")
    entries = tuple(NavigationEntry(title=link, link=link) for link in ("news", "about.md", "/"))
    config = a_config(languages={"en": hiding, "fr": hiding}, navigation=entries)
    made = planned(ARTICLE, a_page("About"), config=config)
    assert made.problems == ()
    assert [link.title for link in made.plan.sites["fr"].navigation] == ["/"]


def test_a_list_that_an_edition_does_not_have_is_not_in_its_menu() -> None:
    entries = tuple(NavigationEntry(title=link, link=link) for link in ("/tags/", "/people/", "/feed.xml"))
    config = a_config(
        languages={"en": EditionSettings(), "fr": EditionSettings(untranslated="hide")}, navigation=entries
    )
    made = planned(an_article(tags=("health",)), config=config)
    assert made.problems == ()
    assert [link.url for link in made.plan.sites["en"].navigation] == ["/tags/", "/feed.xml"]
    assert [link.url for link in made.plan.sites["fr"].navigation] == ["/fr/feed.xml"]


def test_a_section_of_which_all_articles_wait_is_no_mistake_in_the_menu() -> None:
    config = a_config(navigation=(NavigationEntry(title="News", link="news"),))
    assert planned(an_article(embargo="2027-01-01"), config=config).problems == ()


@pytest.mark.parametrize(
    ("link", "reason", "hint"),
    [
        ("press", "does not exist", "name a section, a file in `content/`, a path as `/tags/` or an address"),
        ("newss", "does not exist", "did you mean `news`?"),
        ("/nowhere/", "does not exist", "name a section, a file in `content/`, a path as `/tags/` or an address"),
        ("/../news/", "does not exist", "name a section, a file in `content/`, a path as `/tags/` or an address"),
        ("draft.md", "is a draft", "take the link out until it is finished"),
    ],
)
def test_a_menu_that_leads_nowhere_is_reported_at_its_entry(link: str, reason: str, hint: str) -> None:
    entries = (NavigationEntry(title="News", link="news"), NavigationEntry(title="There", link=link))
    site = a_site(ARTICLE, a_page("Draft", draft=True), config=a_config("en", "fr", navigation=entries))
    problem = error(
        f"the navigation leads to `{link}`, which {reason}",
        Location("config.yaml#navigation.1.link", 1),
        hint,
    )
    assert set(planned_of(site).problems) == {problem}


def test_a_site_without_a_picture_has_the_one_of_its_theme() -> None:
    asset = Asset("preview.png", "assets/preview.1a2b.png", b"picture", "1a2b")
    picture = preview_of_theme(a_theme(assets={"preview.png": asset}), base_of("https://a.org/room/"))
    assert picture
    assert (picture.url, picture.absolute_url) == (
        "/room/assets/preview.1a2b.png",
        "https://a.org/room/assets/preview.1a2b.png",
    )
    assert (picture.width, picture.height, picture.size) == (1200, 630, 7)
    assert preview_of_theme(a_theme(), base_of("https://a.org/")) is None
