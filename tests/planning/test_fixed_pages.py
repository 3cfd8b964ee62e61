from __future__ import annotations

from typing import get_args

from sitegen.config import ListName
from sitegen.planning.fixed_pages import alphabet_key
from sitegen.planning.pages import FromTemplate
from sitegen.planning.view_parts import Link, MonthView
from sitegen.planning.views import (
    ArchiveView,
    IndexView,
    NotFoundView,
    SearchView,
    SubscribeView,
)
from tests.story import a_config, a_moment, a_plan, an_article, paths_in, view_at

OLD = an_article("Old", date="2019-12-31T10:00Z")
MARCH = an_article("March", date="2020-03-01")
APRIL = an_article("April", date="2020-04-01")


def test_the_archive_lists_its_years_and_months_newest_first() -> None:
    view: ArchiveView = view_at(a_plan(OLD, MARCH, APRIL), "archive/index.html")
    assert view.of == "years"
    assert view.years == (
        Link(title="2020", url="/archive/2020/", count=2),
        Link(title="2019", url="/archive/2019/", count=1),
    )
    assert view.months == (
        MonthView(title="April 2020", url="/archive/2020/04/", count=1),
        MonthView(title="March 2020", url="/archive/2020/03/", count=1),
        MonthView(title="December 2019", url="/archive/2019/12/", count=1),
    )
    assert (view.title, view.head_title) == ("Archive", "Archive – Newsroom")
    assert view.updated == a_moment("2020-04-01")


def test_a_year_shows_its_months_with_their_articles() -> None:
    view: ArchiveView = view_at(a_plan(OLD, MARCH, APRIL), "archive/2020/index.html")
    assert view.of == "year"
    assert [(month.title, [teaser.title for teaser in month.teasers]) for month in view.months] == [
        ("April 2020", ["April"]),
        ("March 2020", ["March"]),
    ]
    assert (view.newer, view.older) == (None, Link(title="2019", url="/archive/2019/", count=1))
    assert (view.title, view.head_title) == ("2020", "2020 – Archive – Newsroom")
    assert view.trail == (Link(title="Home", url="/"), Link(title="Archive", url="/archive/"))


def test_lists_that_a_site_leaves_out_have_no_pages() -> None:
    article = an_article(tags=("t",), people=("p",), organizations=("o",), places=("q",), authors=("a",))
    plan = a_plan(article, config=a_config("en", "fr", lists=()))
    pages = [path for path in paths_in(plan) if path.endswith("index.html") and not path.startswith("fr/")]
    names = ["", "news/2017/a-launch/", "news/", "search/", "subscribe/"]
    assert pages == [f"{name}index.html" for name in names]
    search: SearchView = view_at(plan, "search/index.html")
    assert (search.tags, search.years) == ((), ())
    assert [link.title for link in search.sections] == ["News"]


def test_each_kind_of_list_can_be_left_out_alone() -> None:
    article = an_article(tags=("t",), people=("p",), organizations=("o",), places=("q",), authors=("a",))
    every = get_args(ListName)
    for name in every:
        kept = tuple(other for other in every if other != name)
        paths = paths_in(a_plan(article, config=a_config(lists=kept)))
        assert {other for other in every if f"{other}/index.html" in paths} == set(kept)
        assert not [path for path in paths if path.startswith(f"{name}/")]


def test_a_month_shows_its_articles_and_leads_to_the_months_beside_it() -> None:
    view: ArchiveView = view_at(a_plan(OLD, MARCH, APRIL), "archive/2020/03/index.html")
    assert view.of == "month"
    assert [teaser.title for month in view.months for teaser in month.teasers] == ["March"]
    assert view.newer == Link(title="April 2020", url="/archive/2020/04/", count=1)
    assert view.older == Link(title="December 2019", url="/archive/2019/12/", count=1)
    assert view.trail == (
        Link(title="Home", url="/"),
        Link(title="Archive", url="/archive/"),
        Link(title="2020", url="/archive/2020/"),
    )


def test_a_month_stays_the_same_when_an_article_of_another_month_is_added() -> None:
    february = an_article("February", date="2020-02-01")
    before, after = a_plan(OLD, MARCH), a_plan(OLD, MARCH, february)
    path = "archive/2019/12/index.html"
    assert view_at(before, path).trail == view_at(after, path).trail
    path = "archive/2020/03/index.html"
    assert view_at(before, path).trail == view_at(after, path).trail


def test_an_article_belongs_to_the_month_of_its_own_calendar() -> None:
    bangkok = an_article("Bangkok", date="2020-04-01T01:00+07:00")
    rome = an_article("Rome", date="2020-03-31T22:00+02:00")
    plan = a_plan(rome, bangkok)
    assert [month.title for month in view_at(plan, "archive/index.html").months] == ["April 2020", "March 2020"]
    assert [month.title for month in view_at(plan, "archive/2020/index.html").months] == ["April 2020", "March 2020"]


def test_months_are_named_in_the_language_of_the_edition() -> None:
    plan = a_plan(MARCH, config=a_config("en", "it"))
    assert view_at(plan, "it/archive/2020/03/index.html").title == "marzo 2020"


def test_a_site_without_articles_has_no_archive_and_no_index() -> None:
    assert not [path for path in paths_in(a_plan()) if path.startswith(("archive", "tags", "types"))]


def test_an_index_lists_all_terms_by_alphabet_whatever_their_accents_and_case() -> None:
    article = an_article(tags=("zeta", "Économie", "eau", "Alpha"))
    view: IndexView = view_at(a_plan(article, an_article("b", tags=("eau",))), "tags/index.html")
    assert (view.of, view.title, view.description) == ("tags", "Topics", "All topics of Newsroom.")
    assert view.entries == (
        Link(title="Alpha", url="/tags/alpha/", count=1),
        Link(title="eau", url="/tags/eau/", count=2),
        Link(title="Économie", url="/tags/%C3%A9conomie/", count=1),
        Link(title="zeta", url="/tags/zeta/", count=1),
    )


def test_letters_are_sorted_with_their_base_letters() -> None:
    assert sorted(["Zoo", "école", "Eau", "élan"], key=alphabet_key) == ["Eau", "école", "élan", "Zoo"]


def test_every_kind_of_term_has_an_index() -> None:
    article = an_article(tags=("t",), people=("p",), organizations=("o",), places=("l",), authors=("a",))
    plan = a_plan(article)
    for name in ("tags", "people", "organizations", "places", "authors", "types"):
        assert view_at(plan, f"{name}/index.html").of == name


def test_the_subscribe_page_explains_every_feed() -> None:
    view: SubscribeView = view_at(a_plan(an_article(tags=("t",)), config=a_config("en", "fr")), "subscribe/index.html")
    assert [(group.kind, group.title, group.url) for group in view.groups] == [
        ("site", "Newsroom: All languages", "/"),
        ("edition", "Newsroom", "/"),
        ("section", "Newsroom: News", "/news/"),
        ("tag", "Newsroom: t", "/tags/t/"),
    ]
    assert view.outline_url == "/feeds.opml"
    assert [feed.url for feed in view.groups[3].feeds] == ["/tags/t/feed.xml", "/tags/t/atom.xml", "/tags/t/feed.json"]


def test_the_subscribe_page_announces_every_feed_once() -> None:
    view: SubscribeView = view_at(a_plan(an_article(tags=("t",))), "subscribe/index.html")
    assert [feed.url for feed in view.feeds] == [
        f"{folder}{name}" for folder in ("/", "/news/", "/tags/t/") for name in ("feed.xml", "atom.xml", "feed.json")
    ]


def test_the_search_page_offers_sections_the_most_frequent_tags_and_years() -> None:
    many = an_article("many", tags=tuple(f"tag {number:02}" for number in range(40)), date="2020-01-01")
    view: SearchView = view_at(a_plan(many, an_article("one", tags=("tag 39",))), "search/index.html")
    assert view.sections == (Link(title="News", url="/news/", count=2),)
    assert [link.title for link in view.tags] == ["tag 39", *(f"tag {number:02}" for number in range(29))]
    assert [link.title for link in view.years] == ["2020", "2017"]


def test_a_page_that_does_not_exist_shows_the_newest_and_is_not_indexed() -> None:
    plan = a_plan(*(an_article(str(day), date=f"2020-01-0{day}") for day in range(1, 8)), config=a_config("en", "fr"))
    view: NotFoundView = view_at(plan, "404.html")
    assert [teaser.title for teaser in view.newest] == ["7", "6", "5", "4", "3"]
    assert (view.title, view.indexed, view.alternates) == ("Page not found", False, ())
    assert (view.url, view_at(plan, "fr/404.html").url) == ("/404.html", "/fr/404.html")


def test_fixed_pages_are_shown_by_the_templates_of_their_kind() -> None:
    plan = a_plan(an_article(tags=("t",)))
    recipes = {page.path.text: page.recipe for page in plan.pages}
    assert [
        recipes[path]
        for path in ("archive/index.html", "archive/2017/index.html", "tags/index.html", "subscribe/index.html")
    ] == [FromTemplate(name) for name in ("archive.html", "archive.html", "index.html", "subscribe.html")]
    assert [recipes[path] for path in ("search/index.html", "404.html")] == [
        FromTemplate("search.html"),
        FromTemplate("404.html"),
    ]
