"""A preview with drafts whose browsers follow what is edited; it may be ended and begun again meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import A_FERRY, NEWSROOM, Preview, bar_of, is_marked, marked, opened, previewing

pytestmark = pytest.mark.browser

MORE = """
-- content/news/plan.md --
---
title: A plan for the pass
date: 2026-03-27
summary: There is a plan.
draft: true
---
Nobody knows it.
-- content/news/budget.md --
---
title: The budget of the pass
date: 2026-03-28
embargo: 2095-12-24T09:00
summary: There is money.
---
Nobody has seen it.
"""

CROSSING, FERRY, PLAN = "/news/2026/crossing/", "/news/2026/ferry/", "/news/2026/plan/"
COME_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
"""What a browser does that has kept a page, when a person goes back to it; Playwright lets it keep none."""


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("options")
    with previewing(NEWSROOM + A_FERRY + MORE, folder, "--drafts", "--follow", "--editor", "zed") as preview:
        yield preview


@pytest.fixture
def home(page: Page, preview: Preview) -> Page:
    preview.rest()
    return opened(page, f"{preview.address}/")


def test_a_browser_on_the_home_page_goes_to_the_article_that_is_edited(home: Page, preview: Preview) -> None:
    preview.edit("content/news/ferry.md", "an hour", "two hours")
    expect(home).to_have_url(preview.address + FERRY)
    expect(home.locator(".prose")).to_have_text("It takes two hours.")


@pytest.mark.thorough
def test_a_browser_goes_to_a_new_article(home: Page, preview: Preview) -> None:
    preview.write("content/news/boat.md", "---\ntitle: A boat\ndate: 2026-03-27\n---\nIt is small.\n")
    expect(home).to_have_url(f"{preview.address}/news/2026/boat/")
    expect(home.locator(".prose")).to_have_text("It is small.")


@pytest.mark.thorough
def test_a_browser_goes_from_one_article_to_the_next(home: Page, preview: Preview) -> None:
    preview.edit("content/news/ferry.md", "takes", "takes about")
    expect(home).to_have_url(preview.address + FERRY)
    preview.edit("content/news/crossing.md", "Seventeen", "Eighteen")
    expect(home).to_have_url(preview.address + CROSSING)
    expect(home.locator(".prose")).to_contain_text("Eighteen")


def test_who_goes_back_after_following_is_not_sent_away_again(home: Page, preview: Preview) -> None:
    preview.edit("content/news/ferry.md", "takes", "takes hardly")
    expect(home).to_have_url(preview.address + FERRY)
    home.go_back()
    expect(home.get_by_role("heading", name="Latest news")).to_be_visible()
    assert is_marked(marked(home))
    assert home.url == f"{preview.address}/"


@pytest.mark.thorough
def test_a_page_that_the_browser_has_kept_is_not_sent_away_again_either(home: Page, preview: Preview) -> None:
    home.route(f"**{FERRY}", lambda route: route.fulfill(status=204))
    with home.expect_response(f"**{FERRY}"):
        preview.edit("content/news/ferry.md", "takes", "takes only")
    home.unroute(f"**{FERRY}")
    with home.expect_request("**/_sitegen/events?**"):
        home.evaluate(COME_BACK)
    home.wait_for_timeout(300)
    assert home.url == f"{preview.address}/"


@pytest.mark.thorough
def test_a_stylesheet_or_a_setting_leads_nowhere(home: Page, preview: Preview) -> None:
    preview.edit("config.yaml", "Europe/Rome", "Europe/Paris")
    preview.rest()
    home.wait_for_timeout(200)
    assert home.url == f"{preview.address}/"


def test_the_bar_says_why_a_page_would_not_be_public(page: Page, preview: Preview) -> None:
    opened(page, preview.address + PLAN)
    bar = bar_of(page)
    expect(bar.locator("h1")).to_have_text("Preview: the site as it is now, with drafts")
    expect(bar.locator(".note")).to_have_text(re.compile("Not public.*draft"))
    file = preview.folder / "content/news/plan.md"
    expect(bar.get_by_role("link", name="Edit")).to_have_attribute("href", f"zed://file{file}:1:1")


@pytest.mark.thorough
def test_the_bar_is_exchanged_when_the_reason_is_gone(page: Page, preview: Preview) -> None:
    opened(page, preview.address + PLAN)
    expect(bar_of(page).locator(".note")).to_be_visible()
    preview.edit("content/news/plan.md", "draft: true\n", "")
    expect(bar_of(page).locator(".note")).to_have_count(0)


@pytest.mark.thorough
def test_drafts_do_not_bring_what_is_under_embargo(preview: Preview) -> None:
    assert preview.status("/news/2026/budget/") == 404


def test_a_tab_is_brought_up_to_date_by_a_preview_that_was_begun_again(page: Page, preview: Preview) -> None:
    opened(page, preview.address + CROSSING)
    preview.stop()
    preview.edit("content/news/crossing.md", "inspectors", "officers")
    preview.start()
    expect(page.locator(".prose")).to_contain_text("officers")
    preview.edit("content/news/crossing.md", "officers", "guards")
    expect(page.locator(".prose")).to_contain_text("guards")


def test_a_tab_that_shows_all_is_left_alone_by_a_preview_that_was_begun_again(page: Page, preview: Preview) -> None:
    opened(page, preview.address + FERRY)
    marked(page)
    preview.stop()
    expect(bar_of(page).locator("html")).to_have_class("lost")
    preview.start()
    expect(bar_of(page).locator("html")).not_to_have_class("lost")
    preview.rest()
    assert is_marked(page)


@pytest.mark.thorough
def test_a_file_that_is_moved_while_all_are_looked_through_is_no_mistake(preview: Preview) -> None:
    preview.stop()
    before = preview.said()
    preview.start()
    preview.rest()
    assert "cannot be read" not in preview.said().removeprefix(before)
