from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from msgspec import structs

from sitegen.imaging.photograph import Rendition
from sitegen.planning.page_data import data_of_page, page_from_data
from sitegen.planning.pages import (
    AssetOf,
    CardOf,
    CleanCopyOf,
    CopyOf,
    FromFeed,
    FromTemplate,
    FromView,
    ImageOf,
    KitOf,
    Page,
    RedirectTo,
    TextInPage,
)
from sitegen.planning.site import assemble_site
from sitegen.planning.visibility import visible_at
from sitegen.problems import Location
from sitegen.reading.library import Library
from sitegen.site_path import SitePath
from sitegen.theming.translations import Translator
from tests.planned import plan_pages
from tests.planning.libraries import START, libraries
from tests.story import (
    a_config,
    a_page,
    a_plan,
    a_theme,
    an_article,
    an_attachment,
    an_event,
    an_image,
    facts_of,
    linking,
    place_of_setting,
)

KINDS = (AssetOf, CardOf, CleanCopyOf, CopyOf, FromFeed, FromTemplate, FromView, ImageOf, KitOf, RedirectTo)


def rich_pages() -> tuple[Page, ...]:
    """Pages of every kind, with everything that they may show."""
    articles = (
        an_article(
            "Launch",
            tags=("health",),
            image=an_image(caption="The hall", focus=(0.25, 0.5)),
            attachments=(an_attachment("plan.pdf", title="The plan"),),
            media_kit=True,
            aliases=("/old/",),
            event=an_event("2026-06-01T10:00+07:00", "2026-06-02"),
            body=linking("plan.pdf", "opening.md"),
        ),
        an_article(
            "Opening", date="2025-12-30T23:00-05:00", pinned=True, dateline="Żywiec", extra={"a": [1, None, 0.5]}
        ),
        an_article("Ouverture", source="news/opening.fr.md"),
        a_page("About", body=linking("news/launch.md")),
    )
    files = ("news/hall.jpg", "news/plan.pdf")
    return a_plan(*articles, config=a_config("en", "fr"), files=files, static=("robots-wanted.txt",)).pages


def pages_of_a_photograph() -> tuple[Page, ...]:
    recipes = (
        CleanCopyOf("content/news/hall.jpg", "1a"),
        ImageOf("content/news/hall.jpg", "1a", Rendition(width=300, height=200, format="webp")),
    )
    pages = a_plan().pages
    return tuple(
        structs.replace(page, recipe=recipe, path=SitePath(f"hall.{place}"), view=None)
        for place, (page, recipe) in enumerate(zip(pages, recipes, strict=False))
    )


PAGES = (*rich_pages(), *pages_of_a_photograph())


def read_back(page: Page) -> Page:
    return page_from_data(data_of_page(page), page.path.text, page.origin)


def test_the_pages_of_these_tests_are_of_every_kind() -> None:
    assert {type(page.recipe) for page in PAGES} == {*KINDS}
    views = {type(page.view).__name__ for page in PAGES}
    assert {"HomeView", "ListView", "IndexView", "ArchiveView", "ArticleView", "StandingView", "SubscribeView"} <= views
    assert {
        "SearchView",
        "NotFoundView",
        "FeedView",
        "SitemapView",
        "CalendarView",
        "OutlineView",
        "RobotsView",
    } <= views


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path.text)
def test_a_page_is_read_back_as_it_was_written(page: Page) -> None:
    assert read_back(page) == page
    assert data_of_page(read_back(page)) == data_of_page(page)


def test_where_a_page_lies_and_who_asked_for_it_does_not_stand_in_it() -> None:
    page = PAGES[0]
    moved = page_from_data(data_of_page(page), "elsewhere/index.html", Location("content/elsewhere.md", 7))
    assert (moved.path.text, moved.origin.line) == ("elsewhere/index.html", 7)
    assert data_of_page(moved) == data_of_page(page)


def test_pages_that_show_something_else_are_other_data() -> None:
    page = next(page for page in PAGES if page.path.text == "news/2017/launch/index.html")
    assert page.view
    others = [
        page,
        structs.replace(page, edition="fr"),
        structs.replace(page, recipe=FromTemplate("other.html")),
        structs.replace(page, texts=(TextInPage("1a"),)),
        structs.replace(page, view=None),
    ]
    assert len({data_of_page(other) for other in others}) == len(others)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"null", b'[{"type":"other"},"en",null,[]]', b"\xff"])
def test_what_is_no_page_is_told(data: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        page_from_data(data, "index.html", Location("x"))


@given(libraries)
def test_every_page_of_any_plan_is_read_back_as_it_was_written(library: Library) -> None:
    site, _ = assemble_site(visible_at(library, START, drafts=True), a_config("en", "fr"))
    plan, _ = plan_pages(site, a_theme(), lambda _: Translator(), facts_of, place_of_setting)
    assert plan.pages
    for page in plan.pages:
        assert read_back(page) == page
        assert data_of_page(read_back(page)) == data_of_page(page)
