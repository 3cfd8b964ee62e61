from __future__ import annotations

import pytest

from sitegen.config import CrawlerSettings, SecuritySettings
from sitegen.planning.documents import (
    NewsEntry,
    NewsSitemapView,
    OutlineView,
    RobotsView,
    SecurityView,
    SitemapEntry,
    SitemapIndexView,
    SitemapView,
)
from sitegen.planning.feeds import NEVER
from sitegen.planning.machine_pages import sitemap_entry, sitemap_pages
from sitegen.planning.pages import FromView
from sitegen.planning.plan import Plan
from sitegen.planning.view_parts import Alternate
from sitegen.reading.article import Article
from tests.story import Facts, a_config, a_moment, a_page, a_plan, a_site, an_article, paths_in, view_at


def sitemap(*articles: Article, **facts: Facts) -> dict[str, SitemapEntry]:
    view: SitemapView = view_at(a_plan(*articles, **facts), "sitemap.xml")
    return {entry.url.removeprefix("https://news.example.org"): entry for entry in view.entries}


def news(*articles: Article, now: str, **facts: Facts) -> list[str]:
    plan = a_plan(*articles, now=now, **facts)
    if "news-sitemap.xml" not in paths_in(plan):
        return []
    view: NewsSitemapView = view_at(plan, "news-sitemap.xml")
    return [entry.url.removeprefix("https://news.example.org") for entry in view.entries]


def test_the_sitemap_lists_every_page_with_its_last_change() -> None:
    found = sitemap(an_article("a", updated="2020-01-01"), a_page("About"))
    assert found["/news/2017/a/"] == SitemapEntry(
        url="https://news.example.org/news/2017/a/", updated=a_moment("2020-01-01")
    )
    assert found["/about/"].updated is None
    assert {"/", "/news/", "/archive/", "/archive/2017/03/", "/types/news/", "/subscribe/"} <= found.keys()


def test_the_sitemap_names_translations() -> None:
    articles = (an_article(source="news/a.md"), an_article(source="news/a.fr.md"))
    assert sitemap(*articles, config=a_config("en", "fr"))["/news/2017/a/"].alternates == (
        Alternate(lang="en", absolute_url="https://news.example.org/news/2017/a/"),
        Alternate(lang="fr", absolute_url="https://news.example.org/fr/news/2017/a/"),
        Alternate(lang="x-default", absolute_url="https://news.example.org/news/2017/a/"),
    )


def test_the_sitemap_leaves_out_what_search_engines_shall_not_list() -> None:
    found = sitemap(an_article("a", aliases=("/old/",)), config=a_config("en", "fr"))
    assert not {"/404.html", "/fr/404.html", "/old/", "/fr/news/2017/a/", "/feed.xml"} & found.keys()


def addresses_in(plan: Plan) -> list[SitemapEntry]:
    return [entry for page in plan.pages if (entry := sitemap_entry(page))]


def test_too_many_addresses_become_several_sitemaps() -> None:
    plan = a_plan(an_article())
    total = len(view_at(plan, "sitemap.xml").entries)
    index, *parts = sitemap_pages(a_site(), addresses_in(plan), most=total - 1)
    assert index.view == SitemapIndexView(
        sitemaps=("https://news.example.org/sitemap-1.xml", "https://news.example.org/sitemap-2.xml")
    )
    assert [page.path.text for page in (index, *parts)] == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert [len(page.view.entries) for page in parts if isinstance(page.view, SitemapView)] == [total - 1, 1]
    assert {page.recipe for page in (index, *parts)} == {FromView()}


def test_as_many_addresses_as_a_sitemap_takes_are_one_sitemap() -> None:
    plan = a_plan(an_article())
    total = len(view_at(plan, "sitemap.xml").entries)
    assert [page.path.text for page in sitemap_pages(a_site(), addresses_in(plan), most=total)] == ["sitemap.xml"]


def test_an_article_is_news_for_exactly_48_hours() -> None:
    article = an_article("a", date="2026-03-24T10:00:00Z")
    assert news(article, now="2026-03-24T10:00:00Z") == ["/news/2026/a/"]
    assert news(article, now="2026-03-26T09:59:59Z") == ["/news/2026/a/"]
    assert news(article, now="2026-03-26T10:00:00Z") == []


def test_news_says_when_an_article_was_first_published() -> None:
    article = an_article("Launch", date="2026-03-24T10:00+07:00", updated="2026-03-25")
    plan = a_plan(article, now="2026-03-25T12:00Z")
    assert view_at(plan, "news-sitemap.xml") == NewsSitemapView(
        publication="Newsroom",
        entries=(
            NewsEntry(
                url="https://news.example.org/news/2026/launch/",
                title="Launch",
                lang="en",
                published=a_moment("2026-03-24T10:00+07:00"),
            ),
        ),
    )


def test_news_names_each_text_once_and_no_standing_page() -> None:
    texts = (
        an_article(source="news/a.md", date="2026-03-24"),
        an_article(source="news/a.fr.md", date="2026-03-24"),
        an_article(source="news/b.md", date="2026-03-24"),
        a_page("About", date="2026-03-24"),
    )
    assert news(*texts, now="2026-03-25", config=a_config("en", "fr")) == [
        "/news/2026/a/",
        "/news/2026/b/",
        "/fr/news/2026/a/",
    ]


def test_without_news_there_is_no_news_sitemap_and_nobody_announces_one() -> None:
    fresh, stale = (a_plan(an_article(date="2026-03-24"), now=now) for now in ("2026-03-25", "2026-04-25"))
    assert view_at(fresh, "robots.txt").sitemaps == (
        "https://news.example.org/sitemap.xml",
        "https://news.example.org/news-sitemap.xml",
    )
    assert view_at(stale, "robots.txt").sitemaps == ("https://news.example.org/sitemap.xml",)
    assert "news-sitemap.xml" not in paths_in(stale)


def test_robots_are_told_what_the_settings_ask_of_them() -> None:
    crawlers = CrawlerSettings(training="refuse")
    plan = a_plan(config=a_config(crawlers=crawlers, base_url="https://example.org/room/"))
    assert view_at(plan, "robots.txt") == RobotsView(
        crawlers=crawlers, sitemaps=("https://example.org/room/sitemap.xml",), path="/room/"
    )


def test_all_feeds_can_be_subscribed_to_at_once() -> None:
    plan = a_plan(an_article("a", updated="2020-01-01"), config=a_config("en", "fr"))
    outline: OutlineView = view_at(plan, "feeds.opml")
    assert (outline.title, outline.updated) == ("Newsroom", a_moment("2020-01-01"))
    assert [(group.kind, group.lang, group.url) for group in outline.groups] == [
        ("site", "en", "/"),
        ("edition", "en", "/"),
        ("section", "en", "/news/"),
        ("edition", "fr", "/fr/"),
        ("section", "fr", "/fr/news/"),
    ]


def test_the_list_of_feeds_of_an_empty_site_never_changed() -> None:
    assert view_at(a_plan(), "feeds.opml").updated == NEVER


def test_weaknesses_are_reported_where_the_settings_say() -> None:
    settings = SecuritySettings(contact="mailto:a@b.example", expires="2026-12-31", policy="https://b.example/p")
    plan = a_plan(config=a_config("en", "fr", security=settings, timezone="Europe/Rome"))
    assert view_at(plan, ".well-known/security.txt") == SecurityView(
        contact="mailto:a@b.example",
        expires=a_moment("2026-12-31", "Europe/Rome"),
        policy="https://b.example/p",
        canonical="https://news.example.org/.well-known/security.txt",
        languages=("en", "fr"),
    )


@pytest.mark.parametrize(
    "settings",
    [
        SecuritySettings(),
        SecuritySettings(contact="mailto:a@b.example"),
        SecuritySettings(expires="2026-12-31"),
        SecuritySettings(contact="mailto:a@b.example", expires="soon"),
    ],
)
def test_without_contact_and_date_there_is_no_security_file(settings: SecuritySettings) -> None:
    assert ".well-known/security.txt" not in paths_in(a_plan(config=a_config(security=settings)))
