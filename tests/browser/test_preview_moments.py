"""A preview without options shows what the public sees, and on request what it will see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.previewed import NEWSROOM, Preview, bar_of, is_marked, marked, opened, previewing, until

pytestmark = pytest.mark.browser

MORE = """
-- content/news/budget.md --
---
title: The budget of the pass
date: 2026-03-28
embargo: 2095-12-24T09:00
summary: There is money.
---
Nobody has seen it.
"""

CROSSING, BUDGET = "/news/2026/crossing/", "/news/2026/budget/"
WALK = "/_sitegen/walk"
THEN = "the site of 25 December 2095, 10:30 (Europe/Rome)"
NOW = "Preview: the site as it is now"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(NEWSROOM + MORE, tmp_path_factory.mktemp("moments")) as preview:
        yield preview


@pytest.fixture
def preview(shown: Preview) -> Iterator[Preview]:
    yield shown
    shown.ask(WALK, "at=")


@pytest.fixture
def budget(preview: Preview, page: Page) -> Page:
    """The address of the article under embargo, where nothing is to be seen now."""
    page.goto(preview.address + BUDGET)
    expect(page.locator("h1")).to_have_text("Page not found")
    return page


@pytest.fixture
def scriptless(preview: Preview, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield opened(context.new_page(), preview.address + CROSSING)
    context.close()


def walk_to(page: Page, moment: str) -> None:
    """Fill the form in, as a person does from the bar of a page."""
    bar_of(page).get_by_role("link", name="Details").click()
    page.get_by_label("Date and time (Europe/Rome)").fill(moment)
    page.get_by_role("button", name="Show this moment").click()


def test_a_person_walks_to_a_moment_after_the_embargo_and_back(budget: Page, preview: Preview) -> None:
    assert preview.status(BUDGET) == 404
    walk_to(budget, "2095-12-25T10:30")
    expect(budget.locator(".prose")).to_have_text("Nobody has seen it.")
    assert budget.url == preview.address + BUDGET
    expect(bar_of(budget).locator("h1")).to_have_text(f"Preview: {THEN}")
    expect(bar_of(budget).locator(".note")).to_have_text(re.compile("Not public.*under embargo until 2095-12-24.09:00"))
    bar_of(budget).get_by_role("button", name="Back to now").click()
    expect(budget.locator("h1")).to_have_text("Page not found")
    expect(bar_of(budget).locator("h1")).to_have_text(NOW)
    assert preview.status(BUDGET) == 404


def test_the_moments_at_which_the_site_changes_are_offered(budget: Page) -> None:
    bar_of(budget).get_by_role("link", name="Details").click()
    budget.get_by_role("button", name="24 December 2095, 09:00 (Europe/Rome): news/budget.md appears").click()
    expect(budget.locator(".prose")).to_have_text("Nobody has seen it.")
    bar_of(budget).get_by_role("link", name="Details").click()
    expect(budget.locator("dd").first).to_contain_text("under embargo until")
    budget.get_by_role("button", name="Back to now").click()
    expect(budget.locator("h1")).to_have_text("Page not found")


def test_all_tabs_walk_along_and_changes_are_shown_there_too(budget: Page, preview: Preview) -> None:
    home = opened(budget.context.new_page(), f"{preview.address}/")
    walk_to(budget, "2095-12-25T10:30")
    expect(home.get_by_role("link", name="The budget of the pass")).to_be_visible()
    preview.edit("content/news/budget.md", "has seen it", "has read it")
    expect(budget.locator(".prose")).to_have_text("Nobody has read it.")
    preview.edit("content/news/budget.md", "has read it", "has seen it")
    expect(budget.locator(".prose")).to_have_text("Nobody has seen it.")
    bar_of(budget).get_by_role("button", name="Back to now").click()
    expect(home.get_by_role("link", name="The budget of the pass")).to_have_count(0)


def test_a_moment_that_is_none_is_told_and_the_site_stays(preview: Preview, page: Page) -> None:
    opened(page, f"{preview.address}{WALK}?page={CROSSING}")
    field = page.get_by_label("Date and time (Europe/Rome)")
    field.evaluate("field => field.type = 'text'")
    field.fill("next week")
    page.get_by_role("button", name="Show this moment").click()
    expect(page.locator("body")).to_contain_text("next week")
    opened(page, preview.address + CROSSING)
    expect(bar_of(page).locator("h1")).to_have_text(NOW)


def test_an_edit_of_what_is_held_back_is_told_in_the_terminal_and_shown_nowhere(preview: Preview, page: Page) -> None:
    marked(opened(page, f"{preview.address}/"))
    preview.edit("content/news/budget.md", "There is money.", "There is little money.")
    assert until(lambda: "content/news/budget.md" in preview.said()), preview.said()
    assert "under embargo" in preview.said()
    preview.rest()
    assert is_marked(page)


def test_without_scripts_the_page_and_its_bar_can_be_used(scriptless: Page, preview: Preview) -> None:
    expect(scriptless.locator(".prose")).to_have_text("Seventeen inspectors work at the border.")
    bar = bar_of(scriptless)
    expect(bar.locator("h1")).to_have_text(NOW)
    expect(bar.get_by_role("link", name="Edit crossing.md")).to_be_visible()
    walk_to(scriptless, "2095-12-25T10:30")
    expect(bar.locator("h1")).to_have_text(f"Preview: {THEN}")
    assert scriptless.url == preview.address + CROSSING
    scriptless.goto(preview.address + BUDGET)
    expect(scriptless.locator(".prose")).to_have_text("Nobody has seen it.")
    bar.get_by_role("button", name="Back to now").click()
    expect(scriptless.locator("h1")).to_have_text("Page not found")


@pytest.mark.thorough
def test_without_scripts_a_mistake_is_shown_and_the_last_good_version_too(scriptless: Page, preview: Preview) -> None:
    preview.edit("content/news/crossing.md", "2026-03-24", "soon")
    preview.wait_for(CROSSING, 500)
    scriptless.reload()
    expect(scriptless.locator("h1")).to_have_text("1 error stands in the way")
    scriptless.get_by_role("link", name="Look at the last good version").click()
    expect(scriptless.locator(".prose")).to_have_text("Seventeen inspectors work at the border.")
    preview.edit("content/news/crossing.md", "soon", "2026-03-24")
    preview.wait_for(CROSSING, 200)


def test_nothing_of_this_went_to_the_folder_of_the_finished_site_or_stays_of_what_is_held_back(
    preview: Preview,
) -> None:
    assert not (preview.folder / "public").exists()
    traces = [file for file in preview.folder.rglob(".sitegen/**/*") if file.is_file()]
    assert traces
    assert [file for file in traces if b"Nobody has seen it" in file.read_bytes()] == []
