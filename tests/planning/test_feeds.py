from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import EditionSettings, FeedFormat, FeedSettings, OrganizationSettings
from sitegen.planning.documents import FeedAuthor, FeedEntry, FeedView
from sitegen.planning.feeds import NEVER
from sitegen.planning.pages import FromFeed, Page
from sitegen.planning.plan import Plan
from sitegen.planning.view_parts import AttachmentView, FeedLink
from sitegen.problems import Location
from sitegen.reading.article import Article
from sitegen.reading.entities import Entities, Person, Tag
from tests.story import (
    Facts,
    a_body,
    a_config,
    a_moment,
    a_plan,
    a_target,
    an_article,
    an_attachment,
    an_image,
    paths_in,
    view_at,
)


def many(number: int) -> tuple[Article, ...]:
    """Articles named by their age, the oldest first."""
    return tuple(an_article(f"{age:03}", date=f"20{age // 28:02}-01-{1 + age % 28:02}") for age in range(number))


def windowed(window: int, **facts: Facts) -> Facts:
    return a_config(feeds=FeedSettings(window=window, **facts))


def feed(*articles: Article, path: str = "feed.xml", **facts: Facts) -> FeedView:
    view: FeedView = view_at(a_plan(*articles, **facts), path)
    return view


def titles(view: FeedView) -> list[str]:
    return [entry.title for entry in view.entries]


def archives(plan: Plan) -> dict[str, FeedView]:
    feeds = {page.path.text: page.view for page in plan.pages if isinstance(page.view, FeedView)}
    return {path: view for path, view in feeds.items() if view.is_archive}


def test_every_feed_exists_in_three_formats_made_of_one_view() -> None:
    pages = {page.path.text: page for page in a_plan(an_article()).pages}
    found: list[Page] = [pages[name] for name in ("feed.xml", "atom.xml", "feed.json")]
    assert [page.recipe for page in found] == [FromFeed("rss"), FromFeed("atom"), FromFeed("json")]
    assert found[0].view == found[1].view == found[2].view


def test_the_home_page_each_section_and_each_tag_has_its_feed() -> None:
    plan = a_plan(an_article(tags=("health",), people=("p",), authors=("a",)), config=a_config("en", "fr"))
    assert [path for path in paths_in(plan) if path.endswith("feed.xml")] == [
        "all/feed.xml",
        "feed.xml",
        "fr/feed.xml",
        "fr/news/feed.xml",
        "fr/tags/health/feed.xml",
        "news/feed.xml",
        "tags/health/feed.xml",
    ]


def test_a_feed_says_what_a_reader_must_know() -> None:
    config = a_config(
        base_url="https://example.org/room/",
        description="All news",
        organization=OrganizationSettings(name="WCO", email="press@wco.example", logo="logo.png"),
        feeds=FeedSettings(id_authority="wco.example,2024"),
    )
    view = feed(an_article("Launch", tags=("t",)), path="tags/t/atom.xml", config=config, files=["logo.png"])
    assert (view.id, view.title) == ("tag:wco.example,2024:feed/tags/t/", "Newsroom: t")
    assert (view.description, view.home_url) == ("News of Newsroom about t.", "https://example.org/room/tags/t/")
    assert view.urls == {
        "rss": "https://example.org/room/tags/t/feed.xml",
        "atom": "https://example.org/room/tags/t/atom.xml",
        "json": "https://example.org/room/tags/t/feed.json",
    }
    assert (view.lang, view.publisher, view.email) == ("en", "WCO", "press@wco.example")
    assert view.logo
    assert view.logo.absolute_url == "https://example.org/room/logo.png"


def test_a_feed_comes_from_the_same_place_as_its_list() -> None:
    pages = {page.path.text: page.origin for page in a_plan(an_article("a", tags=("t",))).pages}
    assert [pages[path] for path in ("feed.xml", "news/feed.xml", "tags/t/feed.xml")] == [
        Location("config.yaml"),
        Location("content/news"),
        Location("content/news/a.md", 3, 1),
    ]


def test_an_entry_says_what_the_page_says_with_absolute_addresses() -> None:
    article = an_article(
        "Launch",
        body=a_body("It was launched.", a_target("#top")),
        updated="2017-03-27",
        authors=("kunio",),
        tags=("health", "trade"),
        image=an_image(),
        attachments=(an_attachment("a.pdf"),),
    )
    entities = Entities(people={"kunio": Person(name="Kunio")}, tags={"health": Tag(name="Public health")})
    view = feed(article, entities=entities, files=["news/hall.jpg", "news/a.pdf"])
    picture = view.entries[0].picture
    assert picture
    assert picture.absolute_url == "https://news.example.org/news/hall.jpg"
    assert view.entries == (
        FeedEntry(
            id="tag:news.example.org,2000:news/launch",
            url="https://news.example.org/news/2017/launch/",
            title="Launch",
            lang="en",
            published=a_moment(),
            updated=a_moment("2017-03-27"),
            summary="It was launched.",
            html='<p>It was launched. <a href="https://news.example.org/news/2017/launch/#top"></p>',
            authors=(FeedAuthor(name="Kunio", url="https://news.example.org/authors/kunio/"),),
            categories=("Public health", "trade"),
            picture=picture,
            attachments=(
                AttachmentView(
                    title="a.pdf",
                    url="/news/a.pdf",
                    absolute_url="https://news.example.org/news/a.pdf",
                    type="application/pdf",
                    extension="PDF",
                    size=1000,
                ),
            ),
        ),
    )


def test_feeds_may_carry_summaries_only() -> None:
    view = feed(an_article(body=a_body("First")), config=a_config(feeds=FeedSettings(full_text=False)))
    assert [(entry.summary, entry.html) for entry in view.entries] == [("First", "")]


def test_a_feed_holds_the_newest_articles() -> None:
    assert titles(feed(*many(5), config=windowed(3))) == ["004", "003", "002"]


def test_a_feed_changed_with_its_newest_change_and_an_empty_one_never() -> None:
    changed = an_article("a", date="2020-01-01", updated="2021-01-01")
    assert feed(changed, an_article("b", date="2020-06-01")).updated == a_moment("2021-01-01")
    assert feed().updated == NEVER


def test_a_feed_within_its_window_has_no_archive() -> None:
    plan = a_plan(*many(3), config=windowed(3))
    assert archives(plan) == {}
    assert view_at(plan, "atom.xml").previous == {}


def test_older_articles_stay_readable_in_archives_that_lead_to_one_another() -> None:
    plan = a_plan(*many(8), config=windowed(3))
    current, one, two = (view_at(plan, path) for path in ("atom.xml", "atom-archive-1.xml", "atom-archive-2.xml"))
    assert [titles(view) for view in (current, one, two)] == [
        ["007", "006", "005"],
        ["002", "001", "000"],
        ["005", "004", "003"],
    ]
    address = "https://news.example.org/atom-archive-{}.xml"
    assert (current.previous, current.next, current.current) == ({"atom": address.format(2)}, {}, {})
    assert (two.previous, two.next) == ({"atom": address.format(1)}, {})
    assert (one.previous, one.next) == ({}, {"atom": address.format(2)})
    assert one.urls == {"atom": address.format(1)}
    assert one.current == two.current == current.urls
    assert (one.is_archive, current.is_archive, one.id) == (True, False, current.id)


def test_only_home_feeds_have_archives_and_only_when_wanted() -> None:
    articles = many(8)
    assert list(archives(a_plan(*articles, config=windowed(3)))) == ["atom-archive-1.xml", "atom-archive-2.xml"]
    assert archives(a_plan(*articles, config=windowed(3, archives=False))) == {}


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        (("rss",), ["feed.xml"]),
        (("json",), ["feed.json"]),
        (("json", "atom"), ["atom.xml", "feed.json"]),
    ],
)
def test_only_the_wanted_formats_are_written_linked_and_announced(
    formats: tuple[FeedFormat, ...], names: list[str]
) -> None:
    plan = a_plan(an_article(tags=("t",)), config=a_config("en", "fr", feeds=FeedSettings(formats=formats)))
    written = {page.path.text for page in plan.pages if isinstance(page.view, FeedView)}
    folders = [f"{edition}{place}" for edition in ("", "fr/") for place in ("", "news/", "tags/t/")]
    assert written == {f"{folder}{name}" for folder in (*folders, "all/") for name in names}
    assert list(view_at(plan, names[0]).urls) == [page_format(name) for name in names]
    linked = [feed.url for feed in plan.sites["en"].feeds]
    assert linked == [f"/{name}" for name in names]
    assert [feed.url for feed in view_at(plan, "news/2017/a-launch/index.html").feeds] == linked
    groups = view_at(plan, "subscribe/index.html").groups
    assert {feed.url for group in groups for feed in group.feeds} < {f"/{path}" for path in written}


def page_format(name: str) -> str:
    return {"feed.xml": "rss", "atom.xml": "atom", "feed.json": "json"}[name]


def test_without_atom_there_are_no_archives() -> None:
    articles = many(8)
    assert archives(a_plan(*articles, config=windowed(3, formats=("rss", "json")))) == {}
    plan = a_plan(*articles, config=windowed(3, formats=("atom",)))
    assert list(archives(plan)) == ["atom-archive-1.xml", "atom-archive-2.xml"]


def test_a_tag_without_lists_has_no_feed_but_is_a_category() -> None:
    plan = a_plan(an_article(tags=("t",), authors=("a",)), config=a_config(lists=()))
    assert [path for path in paths_in(plan) if path.endswith("feed.xml")] == ["feed.xml", "news/feed.xml"]
    entry = view_at(plan, "feed.xml").entries[0]
    assert (entry.categories, entry.authors) == (("t",), (FeedAuthor(name="A"),))


@given(st.integers(0, 20), st.integers(0, 8), st.integers(1, 5))
def test_archives_keep_their_articles_when_new_ones_are_added(length: int, added: int, window: int) -> None:
    articles = many(length + added)
    before = archives(a_plan(*articles[:length], config=windowed(window)))
    after = archives(a_plan(*articles, config=windowed(window)))
    assert {path: titles(view) for path, view in before.items()} == {
        path: titles(view) for path, view in after.items() if path in before
    }
    assert all(len(view.entries) == window for view in after.values())


@given(st.integers(0, 20), st.integers(1, 5))
def test_window_and_archives_together_hold_every_article(length: int, window: int) -> None:
    plan = a_plan(*many(length), config=windowed(window))
    views = [view_at(plan, "atom.xml"), *archives(plan).values()]
    assert {title for view in views for title in titles(view)} == {article.title for article in many(length)}


def test_a_site_with_one_edition_has_no_feed_of_all_languages() -> None:
    assert "all/feed.xml" not in paths_in(a_plan(an_article()))


def test_the_feed_of_all_languages_holds_every_text_once() -> None:
    texts = (
        an_article("English", source="news/a.md", date="2020-01-04"),
        an_article("French", source="news/a.fr.md", date="2020-01-03"),
        an_article("Only French", source="news/b.fr.md", date="2020-01-02"),
        an_article("Italian without an edition", source="news/c.it.md", date="2020-01-01"),
    )
    view = feed(*texts, path="all/feed.xml", config=a_config("en", "fr", "ar"))
    home = "https://news.example.org"
    assert [(entry.title, entry.lang, entry.url.removeprefix(home)) for entry in view.entries] == [
        ("English", "en", "/news/2020/a/"),
        ("French", "fr", "/fr/news/2020/a/"),
        ("Only French", "fr", "/fr/news/2020/b/"),
        ("Italian without an edition", "it", "/news/2020/c/"),
    ]
    assert (view.title, view.home_url) == ("Newsroom: All languages", "https://news.example.org/")


def test_an_entry_of_the_feed_of_all_languages_speaks_its_own_language() -> None:
    entities = Entities(tags={"health": Tag(name={"en": "Health", "fr": "Santé"})})
    texts = (an_article(source="news/a.md", tags=("health",)), an_article(source="news/a.fr.md", tags=("health",)))
    view = feed(*texts, path="all/feed.xml", config=a_config("en", "fr"), entities=entities)
    assert [(entry.lang, entry.categories) for entry in view.entries] == [("fr", ("Santé",)), ("en", ("Health",))]


def test_a_text_has_one_id_in_all_feeds() -> None:
    plan = a_plan(an_article("a", tags=("t",)), config=a_config("en", "fr"))
    views = [page.view for page in plan.pages if isinstance(page.view, FeedView)]
    assert {entry.id for view in views for entry in view.entries} == {"tag:news.example.org,2000:news/a"}
    assert len({view.id for view in views}) == 7


def test_a_page_announces_its_own_feed_before_that_of_the_edition() -> None:
    plan = a_plan(an_article(tags=("t",)))
    home = [feed_link.url for feed_link in view_at(plan, "index.html").feeds]
    assert home == ["/feed.xml", "/atom.xml", "/feed.json"]
    assert [link.url for link in view_at(plan, "tags/t/index.html").feeds] == [
        "/tags/t/feed.xml",
        "/tags/t/atom.xml",
        "/tags/t/feed.json",
        *home,
    ]
    assert [link.url for link in view_at(plan, "types/news/index.html").feeds] == home
    assert view_at(plan, "index.html").feeds[1] == FeedLink(
        title="Newsroom (Atom)",
        url="/atom.xml",
        absolute_url="https://news.example.org/atom.xml",
        format="Atom",
        type="application/atom+xml",
    )


def test_an_edition_without_articles_has_an_empty_feed() -> None:
    hiding = EditionSettings(untranslated="hide")
    view = feed(an_article(), path="fr/atom.xml", config=a_config(languages={"en": hiding, "fr": hiding}))
    assert (view.entries, view.lang, view.updated) == ((), "fr", NEVER)
