from __future__ import annotations

import pytest

from sitegen.config import EditionSettings
from sitegen.planning.lists import ArticleList, home_list, lists_of, newest_change
from sitegen.planning.pages import FromTemplate
from sitegen.planning.view_parts import (
    Alternate,
    EntityView,
    Link,
    Pager,
)
from sitegen.planning.views import HomeView, ListView
from sitegen.problems import Location
from sitegen.reading.article import Article
from sitegen.reading.entities import Contact, Entities, Organization, Person, Place, Role, Section, Tag
from tests.story import (
    Facts,
    a_config,
    a_moment,
    a_page,
    a_plan,
    a_site,
    an_article,
    an_event,
    desk_for,
    paths_in,
    view_at,
)


def dated(*titles: str, **facts: Facts) -> tuple[Article, ...]:
    """Articles of which the first is the newest."""
    return tuple(
        an_article(title, **{"date": f"2020-01-{len(titles) - age:02}"} | facts) for age, title in enumerate(titles)
    )


def home(*articles: Article, **facts: Facts) -> HomeView:
    view: HomeView = view_at(a_plan(*articles, **facts), "index.html")
    return view


def titles(teasers: tuple[Facts, ...]) -> list[str]:
    return [teaser.title for teaser in teasers]


def lists(*articles: Article, **facts: Facts) -> dict[str, ArticleList]:
    return {shown.twin: shown for shown in lists_of(desk_for(a_site(*articles, **facts)))}


def test_an_edition_has_lists_of_all_its_sections_and_terms() -> None:
    article = an_article(tags=("t",), people=("p",), organizations=("o",), places=("l",), authors=("a",), type="speech")
    assert list(lists(article)) == [
        "home",
        "section:news",
        "tags:t",
        "people:p",
        "organizations:o",
        "places:l",
        "authors:a",
        "types:speech",
    ]


def test_standing_pages_are_in_no_list() -> None:
    assert home_list(desk_for(a_site(a_page("About", tags=("t",))))).entries == ()
    assert list(lists(a_page("About", tags=("t",)))) == ["home"]


def test_the_newest_article_leads_the_home_page() -> None:
    view = home(*dated("c", "b", "a"))
    assert view.lead
    assert (view.lead.title, view.pinned, titles(view.newest)) == ("c", (), ["b", "a"])


def test_pinned_articles_stand_above_the_others_however_old_they_are() -> None:
    old, older = dated("old", "older", pinned=True)
    view = home(*dated("c", "b", date="2021-01-01"), old, older)
    assert view.lead
    assert (view.lead.title, titles(view.pinned), titles(view.newest)) == ("old", ["older"], ["b", "c"])


def test_a_site_without_articles_has_a_home_page() -> None:
    view = home()
    assert (view.lead, view.newest, view.updated) == (None, (), None)
    assert view.pager == Pager(number=1, total=1)


def test_events_to_come_are_shown_the_next_one_first() -> None:
    past = an_article("past", event=an_event("2025-12-31T10:00Z"))
    today = an_article("today", event=an_event("2025-12-30", "2026-01-01"))
    late = an_article("late", event=an_event("2026-03-01"))
    soon = an_article("soon", event=an_event("2026-02-01"))
    assert titles(home(past, late, soon, today, an_article("none")).events) == ["today", "soon", "late"]


def test_a_home_page_says_what_a_page_says() -> None:
    view = home(*dated("b", "a"), config=a_config("en", "fr", description="All news"))
    assert (view.url, view.absolute_url, view.canonical) == ("/", *["https://news.example.org/"] * 2)
    assert (view.title, view.head_title, view.description) == ("Newsroom", "Newsroom", "All news")
    assert view.updated == a_moment("2020-01-02")
    assert view.alternates == (
        Alternate(lang="en", absolute_url="https://news.example.org/"),
        Alternate(lang="fr", absolute_url="https://news.example.org/fr/"),
        Alternate(lang="x-default", absolute_url="https://news.example.org/"),
    )


def test_a_list_is_cut_into_pages_whose_numbers_begin_with_the_oldest() -> None:
    plan = a_plan(*dated("e", "d", "c", "b", "a"), config=a_config(page_size=2))
    assert titles(view_at(plan, "news/index.html").teasers) == ["e", "d", "c"]
    assert titles(view_at(plan, "news/page/1/index.html").teasers) == ["b", "a"]
    assert "news/page/2/index.html" not in paths_in(plan)


def test_the_home_list_goes_on_in_pages_of_a_list() -> None:
    plan = a_plan(*dated("e", "d", "c", "b", "a"), config=a_config(page_size=2, description="All news."))
    first = next(page for page in plan.pages if page.path.text == "index.html")
    older = next(page for page in plan.pages if page.path.text == "page/1/index.html")
    assert (first.recipe, older.recipe) == (FromTemplate("home.html"), FromTemplate("list.html"))
    assert isinstance(older.view, ListView)
    assert (older.view.of, older.view.title, older.view.head_title) == ("home", *["Newsroom, page 1"] * 2)
    assert older.view.description == "All news, page 1"
    assert older.view.trail == (Link(title="Home", url="/"),)


def test_a_numbered_page_stays_the_same_when_articles_are_added() -> None:
    config = a_config(page_size=2)
    articles = dated("d", "c", "b", "a", tags=("t",))
    before = a_plan(*articles, config=config)
    after = a_plan(*articles, an_article("new", date="2021-01-01", tags=("t",)), config=config)
    for folder in ("", "news/", "tags/t/", "types/news/"):
        path = f"{folder}page/1/index.html"
        one, other = view_at(before, path), view_at(after, path)
        assert (one.teasers, one.url, one.updated) == (other.teasers, other.url, other.updated)


def test_pages_lead_to_one_another() -> None:
    plan = a_plan(*dated(*"gfedcba"), config=a_config(page_size=2))
    newest, middle, oldest = (
        view_at(plan, path).pager for path in ("news/index.html", "news/page/2/index.html", "news/page/1/index.html")
    )
    assert newest == Pager(
        number=3,
        total=3,
        older=Link(title="Older", url="/news/page/2/"),
        oldest=Link(title="Older", url="/news/page/1/"),
    )
    assert middle == Pager(
        number=2,
        total=3,
        newer=Link(title="Newer", url="/news/"),
        older=Link(title="Older", url="/news/page/1/"),
        newest=Link(title="Newer", url="/news/"),
        oldest=Link(title="Older", url="/news/page/1/"),
    )
    assert oldest == Pager(
        number=1,
        total=3,
        newer=Link(title="Newer", url="/news/page/2/"),
        newest=Link(title="Newer", url="/news/"),
    )


def test_only_the_first_page_of_a_list_has_its_like_in_other_editions() -> None:
    config = a_config("en", "fr", page_size=1)
    plan = a_plan(*dated("b", "a"), config=config)
    first, second = view_at(plan, "news/index.html"), view_at(plan, "news/page/1/index.html")
    assert [alternate.lang for alternate in first.alternates] == ["en", "fr", "x-default"]
    assert second.alternates == ()
    assert [link.url for link in second.languages] == ["/news/", "/fr/news/"]


def test_lists_of_editions_name_one_another_in_hreflang() -> None:
    plan = a_plan(*dated("a", tags=("t",)), config=a_config("en", "fr", "ar"))
    for path in ("news/index.html", "tags/t/index.html", "tags/index.html", "index.html", "archive/2020/index.html"):
        assert view_at(plan, path).alternates == view_at(plan, f"fr/{path}").alternates
        assert len(view_at(plan, path).alternates) == 4


def test_a_list_that_only_one_edition_has_claims_nothing() -> None:
    hiding = EditionSettings(untranslated="hide")
    plan = a_plan(*dated("a"), config=a_config(languages={"en": hiding, "fr": hiding}))
    view = view_at(plan, "news/index.html")
    assert view.alternates == ()
    assert [link.url for link in view.languages] == ["/news/", "/fr/"]


def test_a_section_is_introduced_by_its_file() -> None:
    section = Section(name="news", title={"en": "Latest news"}, description={"en": "What happens."})
    view = view_at(a_plan(an_article(), sections={"news": section}), "news/index.html")
    assert (view.title, view.intro, view.description) == ("Latest news", "What happens.", "What happens.")
    assert (view.head_title, view.trail) == ("Latest news – Newsroom", (Link(title="Home", url="/"),))


def test_only_the_first_page_of_a_section_is_introduced() -> None:
    section = Section(name="news", description="What happens.")
    plan = a_plan(*dated("b", "a"), sections={"news": section}, config=a_config(page_size=1))
    older = view_at(plan, "news/page/1/index.html")
    assert (older.intro, older.description) == ("", "What happens, page 1")
    assert older.trail == (Link(title="Home", url="/"), Link(title="News", url="/news/"))


@pytest.mark.parametrize(
    ("path", "description"),
    [
        ("news/index.html", "Latest news: News – Newsroom."),
        ("tags/health/index.html", "News of Newsroom about health."),
        ("people/ana/index.html", "News of Newsroom with Ana."),
        ("authors/ana/index.html", "News of Newsroom by Ana."),
        ("places/rome/index.html", "News of Newsroom about Rome."),
        ("types/news/index.html", "News articles of Newsroom."),
    ],
)
def test_a_list_that_nobody_describes_describes_itself(path: str, description: str) -> None:
    article = an_article(tags=("health",), people=("ana",), authors=("ana",), places=("rome",))
    assert view_at(a_plan(article), path).description == description


@pytest.mark.parametrize(
    ("path", "entity"),
    [
        (
            "people/ana/index.html",
            EntityView(name="Ana", description="Leads.", url="/a/", email="a@b.example", roles=("Director",)),
        ),
        ("organizations/wco/index.html", EntityView(name="WCO", short="W", description="Customs.", url="/w/")),
        (
            "places/rome/index.html",
            EntityView(name="Rome", description="A city.", country="IT", latitude=41.9, longitude=12.5),
        ),
        ("authors/desk/index.html", EntityView(name="Desk", url="/d/", email="d@b.example")),
        ("tags/health/index.html", EntityView(name="Public health", description="Well-being.")),
        ("types/news/index.html", None),
        ("tags/other/index.html", None),
    ],
)
def test_a_list_tells_what_the_newsroom_knows_of_its_subject(path: str, entity: EntityView | None) -> None:
    ana = Person(name="Ana", bio="Leads.", url="/a/", email="a@b.example", roles=(Role(title="Director"),))
    entities = Entities(
        people={"ana": ana},
        organizations={"wco": Organization(name="WCO", short="W", description="Customs.", url="/w/")},
        places={"rome": Place(name="Rome", description="A city.", country="IT", latitude=41.9, longitude=12.5)},
        contacts={"desk": Contact(name="Desk", url="/d/", email="d@b.example")},
        tags={"health": Tag(name="Public health", description="Well-being.")},
    )
    article = an_article(
        tags=("health", "other"), people=("ana",), organizations=("wco",), places=("rome",), authors=("desk",)
    )
    view = view_at(a_plan(article, entities=entities), path)
    assert view.entity == entity
    assert view.intro == (entity.description if entity else "")


def test_a_list_comes_from_where_its_subject_was_first_named() -> None:
    later = an_article("b", source="press/b.md", date="2020-01-01", tags=("t",))
    found = lists(an_article("a", tags=("t",)), later)
    assert found["home"].origin == Location("config.yaml")
    assert found["section:press"].origin == Location("content/press")
    assert found["tags:t"].origin == Location("content/news/a.md", 3, 1)


def test_a_list_last_changed_with_its_newest_change() -> None:
    site = a_site(an_article("a", date="2020-01-03"), an_article("b", date="2020-01-01", updated="2020-01-05"))
    assert newest_change(site.default.articles) == a_moment("2020-01-05")
    assert newest_change([]) is None
