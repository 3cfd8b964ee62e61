"""Search as readers use it, in a real browser: by keyboard, in two directions, under policies, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sitegen import pipeline
from tests.built_sites import NOW
from tests.served_folder import served
from tests.story import story

pytestmark = pytest.mark.browser

STRICT = "default-src 'self'"
WITH_WASM = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
NOT_HERE = "Search is not available here. The lists below lead to every article."
NOT_LOADED = "The search could not be loaded. Try again in a moment, or look in the lists below."
NOTHING = "Nothing was found. Try other words, or look in the lists below."

SITE = """
-- config.yaml --
title: Newsroom
base_url: http://127.0.0.1/room/
timezone: Europe/Paris
languages: {en: {}, it: {}, ar: {}, zh: {}}
-- content/_people.yaml --
mira: {name: Mira Quill}
-- content/press/_section.yaml --
title: {en: Press releases, it: Comunicati, ar: بيانات, zh: 新闻稿}
-- content/press/crossing.md --
---
title: A crossing opens
date: 2026-03-24
tags: [roads]
people: [mira]
summary: The border at the pass has a new crossing.
---
Seventeen inspectors work at the *border* day and night. Write `if a < b && <b>bold</b>` on the form.
-- content/press/crossing.ar.md --
---
title: افتتاح المعبر
date: 2026-03-24
---
يعمل المفتشون في المعبر الحدودي ليلا ونهارا.
-- content/press/crossing.zh.md --
---
title: 口岸开放
date: 2026-03-24
---
世界海关组织在曼谷启动安全项目。
-- content/speeches/street.md --
---
title: The border at the end of the street
date: 2025-05-27
tags: [cities]
---
A walk of eleven minutes.
-- content/about.md --
---
title: About us
---
Who we are: cartographers of every border.
"""

MANY = "".join(
    f"-- content/news/story-{number}.md --\n---\ntitle: Story {number}\ndate: 2024-01-{number:02}\n---\nOf barges.\n"
    for number in range(1, 26)
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = story(SITE + MANY, tmp_path_factory.mktemp("search"))
    pipeline.build(pipeline.Order(config_file=folder / "config.yaml", at=NOW, jobs=1))
    with served(folder / "public", "/room/") as address:
        yield address


@pytest.fixture(scope="module")
def site_without_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = story(SITE.replace("title: Newsroom", "title: Newsroom\nsearch: none"), tmp_path_factory.mktemp("lists"))
    pipeline.build(pipeline.Order(config_file=folder / "config.yaml", at=NOW, jobs=1))
    with served(folder / "public", "/room/") as address:
        yield address


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def titles(page: Page) -> list[str]:
    return page.locator(".search-results h3").all_inner_texts()


def under(page: Page, site: str, policy: str) -> list[str]:
    """Let every answer of a site carry a policy; what is told of violations goes into the list."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda fault: told.append(str(fault)))

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})

    page.context.route(f"{site}/**", with_policy)
    return told


def test_a_reader_finds_an_article_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    page.get_by_role("searchbox", name="What are you looking for?").focus()
    page.keyboard.type("inspector")
    expect(status(page)).to_have_text("1 result")
    assert titles(page) == ["A crossing opens"]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "A crossing opens"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/press/2026/crossing/")


def test_nothing_is_fetched_before_the_reader_types(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/search/", wait_until="networkidle")
    page.get_by_role("searchbox").focus()
    page.wait_for_timeout(500)
    assert not [url for url in asked if "/pagefind/" in url]


def test_a_result_says_when_and_where_it_was_and_shows_the_words(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=inspectors")
    expect(page.locator(".search-facts")).to_have_text(re.compile(r"March 24, 2026\s+Press releases\s*"))
    expect(page.locator(".search-excerpt mark")).to_have_text("inspectors")
    expect(page.locator(".search-excerpt")).to_contain_text("if a < b && <b>bold</b> on the")


def test_names_beside_the_text_are_found(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=Quill")
    expect(status(page)).to_have_text("1 result")


def test_results_are_narrowed_and_the_address_keeps_it(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=border")
    expect(status(page)).to_have_text("3 results")
    page.get_by_text("Narrow the results").click()
    years = page.get_by_role("combobox", name="Year")
    assert years.locator("option").all_inner_texts() == ["All years", "2026 (1)", "2025 (1)"]
    years.select_option("2025")
    expect(status(page)).to_have_text("1 result")
    assert titles(page) == ["The border at the end of the street"]
    assert page.url == f"{site}/search/?q=border&year=2025"
    page.reload()
    expect(status(page)).to_have_text("1 result")
    expect(page.get_by_role("combobox", name="Year")).to_have_value("2025")
    page.get_by_role("combobox", name="Year").select_option("All years")
    expect(status(page)).to_have_text("3 results")
    page.get_by_role("combobox", name="Section").select_option("Press releases")
    expect(status(page)).to_have_text("1 result")
    assert titles(page) == ["A crossing opens"]


def test_a_filter_without_a_choice_is_not_offered(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=border")
    page.get_by_text("Narrow the results").click()
    assert page.get_by_role("combobox", name="Year").is_visible()
    assert not page.get_by_role("combobox", name="Language").is_visible()


def test_the_newest_can_come_first(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=border&order=newest")
    expect(status(page)).to_have_text("3 results")
    assert titles(page) == ["A crossing opens", "The border at the end of the street", "About us"]


def test_a_long_list_goes_on_and_the_focus_with_it(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=barges")
    expect(status(page)).to_have_text("25 results")
    assert len(titles(page)) == 10
    more = page.get_by_role("button", name="Show more results")
    more.click()
    expect(page.locator(".search-results li")).to_have_count(20)
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]
    more.click()
    expect(page.locator(".search-results li")).to_have_count(25)
    expect(more).to_be_hidden()
    assert len({*titles(page)}) == 25


def test_what_is_not_there_is_told_and_the_lists_stay(page: Page, site: str) -> None:
    page.goto(f"{site}/search/?q=qwertz")
    expect(status(page)).to_have_text(NOTHING)
    assert page.get_by_role("heading", name="Topics").is_visible()
    page.get_by_role("searchbox").fill("")
    expect(status(page)).to_have_text("")
    assert page.url == f"{site}/search/"


def test_the_last_words_count_however_fast_one_types(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    page.get_by_role("searchbox").fill("barges")
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").fill("inspectors")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("1 result")
    page.wait_for_timeout(500)
    assert titles(page) == ["A crossing opens"]


def test_an_edition_finds_its_own_pages_and_marks_the_language_of_others(page: Page, site: str) -> None:
    page.goto(f"{site}/it/search/?q=inspectors")
    link = page.locator(".search-results a")
    expect(link).to_have_attribute("href", "/room/it/press/2026/crossing/")
    expect(link).to_have_attribute("lang", "en")
    expect(page.locator(".search-facts")).to_contain_text("inglese")


def test_arabic_is_found_and_laid_out_from_the_right(page: Page, site: str) -> None:
    page.goto(f"{site}/ar/search/?q=معبر")
    expect(status(page)).to_have_text("نتيجة واحدة")
    link = page.locator(".search-results a")
    expect(link).to_have_text("افتتاح المعبر")
    expect(link).not_to_have_attribute("lang", re.compile("."))
    box = link.bounding_box()
    assert box
    assert box["x"] + box["width"] > 1000


def test_chinese_is_found_by_a_word_inside_a_sentence(page: Page, site: str) -> None:
    page.goto(f"{site}/zh/search/?q=海关")
    expect(page.locator(".search-results a")).to_have_text("口岸开放")


def test_without_javascript_there_are_lists_and_no_form(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search/")
    assert page.get_by_role("heading", name="Topics").is_visible()
    assert not page.get_by_role("searchbox").is_visible()
    context.close()


def test_without_an_index_there_are_lists_alone(page: Page, site_without_index: str) -> None:
    page.goto(f"{site_without_index}/search/")
    assert page.get_by_role("heading", name="Topics").is_visible()
    assert page.locator("form, script[src], .search").count() == 0
    assert page.request.get(f"{site_without_index}/pagefind/pagefind.js").status == 404


def test_search_works_under_a_policy_that_allows_webassembly(page: Page, site: str) -> None:
    told = under(page, site, WITH_WASM)
    page.goto(f"{site}/search/?q=inspectors")
    expect(status(page)).to_have_text("1 result")
    assert told == []


def test_a_policy_that_forbids_webassembly_is_told_and_not_broken(page: Page, site: str) -> None:
    told = under(page, site, STRICT)
    page.goto(f"{site}/search/?q=inspectors")
    expect(status(page)).to_have_text(NOT_HERE)
    assert told == []
    assert page.get_by_role("heading", name="Topics").is_visible()


def test_it_is_enough_that_the_policy_of_one_script_allows_webassembly(page: Page, site: str) -> None:
    told = under(page, site, STRICT)
    page.context.unroute(f"{site}/**")

    def with_its_policy(route: Route) -> None:
        answer = route.fetch()
        policy = WITH_WASM if route.request.url.endswith("/pagefind-worker.js") else STRICT
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})

    page.context.route(f"{site}/**", with_its_policy)
    page.goto(f"{site}/search/?q=inspectors")
    expect(status(page)).to_have_text("1 result")
    assert told == []


def test_a_search_that_cannot_be_loaded_is_told_and_can_be_tried_again(page: Page, site: str) -> None:
    page.context.route("**/*.pf_meta", lambda route: route.abort())
    page.goto(f"{site}/search/?q=inspectors")
    expect(status(page)).to_have_text(NOT_LOADED)
    page.context.unroute("**/*.pf_meta")
    page.get_by_role("button", name="Find").click()
    expect(status(page)).to_have_text("1 result")


@pytest.mark.parametrize("path", ["/search/?q=border", "/ar/search/?q=border", "/search/?q=qwertz"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_shut_nobody_out(page: Page, site: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site + path)
    expect(status(page)).to_have_text(re.compile("result|Nothing|نت"))
    if page.locator("summary").is_visible():
        page.locator("summary").click()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
