"""Whatever a person saves is shown in the pages that are open, without a hand on the browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import BLUE, PLAIN, RED, Loads, Preview, color_of, is_marked, marked, opened, previewing

pytestmark = pytest.mark.browser

SITE = """
-- config.yaml --
title: Newsroom
base_url: https://news.example.org/
languages: {en: {}, fr: {untranslated: hide}}
theme: plain
lists: [people]
search: none
social_cards: false
-- content/_people.yaml --
mira: {name: Mira Quill}
-- content/news/_section.yaml --
title: News
-- content/news/crossing.md --
---
title: A crossing opens
date: 2026-03-24
people: [mira]
summary: The border at the pass has a new crossing.
---
Seventeen inspectors work at the border.
-- content/news/bridge.md --
---
title: A bridge is closed
date: 2026-03-25
image: {src: bridge.jpg, alt: A bridge}
---
Painters are at work.
-- content/news/ferry.md --
---
title: A ferry sails
date: 2026-03-26
---
It sails at dawn.
-- content/reports/toll.md --
---
title: The toll of a year
date: 2026-03-27
---
It was paid.
"""

CROSSING, BRIDGE, FERRY, TOLL = (
    "/news/2026/crossing/",
    "/news/2026/bridge/",
    "/news/2026/ferry/",
    "/reports/2026/toll/",
)
NEW = "---\ntitle: {title}\ndate: 2026-04-01\n---\nIt is new.\n"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a site whose articles are each for other tests, for they stay as they are edited."""
    with previewing(PLAIN + SITE, tmp_path_factory.mktemp("edits"), files={"content/news/bridge.jpg": RED}) as preview:
        yield preview


@pytest.fixture
def crossing(page: Page, preview: Preview) -> Page:
    """A tab with an article, about which nothing new is to be heard."""
    preview.rest()
    return opened(page, preview.address + CROSSING)


@pytest.fixture
def home(page: Page, preview: Preview) -> Page:
    """Another tab, with the home page."""
    return opened(page.context.new_page(), f"{preview.address}/")


def test_a_text(crossing: Page, preview: Preview) -> None:
    preview.edit("content/news/crossing.md", "Seventeen", "Twenty")
    expect(crossing.locator(".prose")).to_have_text("Twenty inspectors work at the border.")


def test_a_title_on_its_page_and_on_the_home_page_in_another_tab(crossing: Page, home: Page, preview: Preview) -> None:
    preview.edit("content/news/crossing.md", "A crossing opens", "A crossing closes")
    expect(crossing.locator("h1")).to_have_text("A crossing closes")
    expect(home.get_by_role("link", name="A crossing closes")).to_be_visible()


def test_the_title_of_a_section(home: Page, preview: Preview) -> None:
    preview.write("content/news/_section.yaml", "title: Bulletins\n")
    expect(home.get_by_role("link", name="Bulletins").first).to_be_visible()


def test_the_name_of_a_person(crossing: Page, preview: Preview) -> None:
    preview.edit("content/_people.yaml", "Quill", "Feather")
    expect(crossing.get_by_role("link", name="Mira Feather")).to_be_visible()


def test_the_title_of_the_site(home: Page, preview: Preview) -> None:
    preview.edit("config.yaml", "title: Newsroom", "title: Pressroom")
    expect(home).to_have_title("Pressroom")


def test_a_translation(crossing: Page, preview: Preview) -> None:
    preview.write("content/news/crossing.fr.md", NEW.format(title="Un passage ouvre"))
    link = crossing.get_by_role("link", name="Français")
    expect(link).to_have_attribute("href", f"/fr{CROSSING}")


def test_a_photograph_under_the_same_name(preview: Preview, page: Page) -> None:
    opened(page, preview.address + BRIDGE)
    picture = page.get_by_role("img", name="A bridge")
    assert color_of(picture) == "red"
    with page.expect_event("load"):
        preview.write("content/news/bridge.jpg", BLUE)
    assert color_of(picture) == "blue"


def test_an_article_in_a_new_section(home: Page, preview: Preview) -> None:
    preview.write("content/speeches/2026/opening.md", NEW.format(title="Words at the opening"))
    expect(home.get_by_role("link", name="Words at the opening")).to_be_visible()
    expect(home.get_by_role("link", name="Speeches").first).to_be_visible()


def test_an_article_is_missed_while_its_file_is_away(page: Page, home: Page, preview: Preview) -> None:
    opened(page, preview.address + BRIDGE)
    preview.move("content/news/bridge.md", "bridge.md")
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(home.get_by_role("link", name="A bridge is closed")).to_have_count(0)
    preview.move("bridge.md", "content/news/bridge.md")
    expect(page.locator("h1")).to_have_text("A bridge is closed")
    expect(home.get_by_role("link", name="A bridge is closed")).to_be_visible()


def test_the_page_of_a_renamed_file_is_followed(page: Page, home: Page, preview: Preview) -> None:
    opened(page, preview.address + FERRY)
    preview.move("content/news/ferry.md", "content/news/boat.md")
    expect(page).to_have_url(f"{preview.address}/news/2026/boat/")
    expect(page.locator("h1")).to_have_text("A ferry sails")
    expect(home.locator("a[href='/news/2026/boat/']").first).to_be_visible()
    assert home.url == f"{preview.address}/"


def test_the_page_of_a_file_in_a_renamed_folder_is_followed(page: Page, preview: Preview) -> None:
    opened(page, preview.address + TOLL)
    preview.move("content/reports", "content/accounts")
    expect(page).to_have_url(f"{preview.address}/accounts/2026/toll/")
    expect(page.locator("h1")).to_have_text("The toll of a year")


def test_a_slug_is_followed_there_and_back(crossing: Page, preview: Preview) -> None:
    preview.edit("content/news/crossing.md", "people:", "slug: über-den-pass\npeople:")
    expect(crossing).to_have_url(f"{preview.address}/news/2026/%C3%BCber-den-pass/")
    expect(crossing.locator("h1")).to_contain_text("A crossing")
    preview.edit("content/news/crossing.md", "slug: über-den-pass\n", "")
    expect(crossing).to_have_url(preview.address + CROSSING)
    expect(crossing.locator("h1")).to_contain_text("A crossing")


def test_a_folder_that_is_moved_in_and_out(home: Page, preview: Preview) -> None:
    for number in range(3):
        preview.write(f"aside/story-{number}.md", NEW.format(title=f"Story {number}"))
    preview.move("aside", "content/stories")
    for number in range(3):
        expect(home.get_by_role("link", name=f"Story {number}")).to_be_visible()
    preview.move("content/stories", "aside")
    expect(home.get_by_role("link", name="Story 0")).to_have_count(0)


def test_a_hundred_files_at_once_as_when_a_branch_is_checked_out(home: Page, preview: Preview) -> None:
    preview.rest()
    loads, before = Loads.of(home), preview.said()
    for number in range(100):
        preview.write(f"content/many/{number}.md", NEW.format(title=f"Report {number}"))
    expect(home.get_by_role("link", name="Many").first).to_be_visible()
    preview.rest()
    lines = preview.said().removeprefix(before).splitlines()
    assert sum("content/many" in line or "files: " in line for line in lines) == 1, lines
    assert loads.count <= 2
    assert preview.status("/many/2026/99/") == 200
    preview.remove("content/many")
    expect(home.get_by_role("link", name="Many")).to_have_count(0)


def test_what_no_page_shows_leaves_all_tabs_alone(crossing: Page, home: Page, preview: Preview) -> None:
    marked(crossing), marked(home)
    preview.write("content/_static/notes.txt", "no page links here")
    preview.write("content/news/.notes.md.swp", "nor here")
    preview.rest()
    assert is_marked(crossing)
    assert is_marked(home)
