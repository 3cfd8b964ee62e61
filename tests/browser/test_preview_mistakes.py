"""A mistake is shown in the browser until it is mended; the last good site stays within reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import A_FERRY, PLAIN, Preview, bar_of, opened, previewing

pytestmark = pytest.mark.browser

SITE = """
-- config.yaml --
title: Newsroom
theme: ours
lists: [tags]
search: none
social_cards: false
-- themes/ours/theme.yaml --
name: Ours
extends: plain
-- themes/ours/templates/article.html --
{% extends "plain/article.html" %}
{% block after %}
{% if page.title == "A ferry sails" %}<p class="times">At dawn</p>{% endif %}
{{ super() }}
{% endblock %}
-- content/news/crossing.md --
---
title: A crossing opens
date: 2026-03-24
tags: [roads]
summary: The border at the pass has a new crossing.
---
Seventeen inspectors work at the border.
"""

CROSSING, FERRY = "/news/2026/crossing/", "/news/2026/ferry/"
FILE, TEMPLATE = "content/news/crossing.md", "themes/ours/templates/article.html"
ONE = "1 error stands in the way"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(PLAIN + SITE + A_FERRY, tmp_path_factory.mktemp("mistakes")) as preview:
        yield preview


@pytest.fixture
def preview(shown: Preview) -> Iterator[Preview]:
    with shown.kept():
        yield shown
    assert shown.lives(), shown.said()


@pytest.fixture
def crossing(preview: Preview, page: Page) -> Page:
    return opened(page, preview.address + CROSSING)


def expect_problems(page: Page, count: str, *words: str) -> None:
    expect(page.locator("h1")).to_have_text(count)
    for each in words:
        expect(page.locator("main")).to_contain_text(each)


def expect_article(page: Page, text: str = "Seventeen inspectors work at the border.") -> None:
    expect(page.locator(".prose")).to_have_text(text)


def test_a_mistake_in_front_matter_is_shown_with_its_line_and_a_way_out(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "2026-03-24", "tomorrow")
    expect_problems(crossing, ONE, "date should be a date, but is tomorrow", "date: tomorrow", "write it as 2017-03-24")
    expect(crossing.locator("mark")).to_have_text("tomorrow")
    expect(crossing).to_have_title("1 error – preview")
    link = crossing.get_by_role("link", name=f"{FILE}:3:7")
    expect(link).to_have_attribute("href", f"vscode://file{preview.folder}/{FILE}:3:7")
    preview.edit(FILE, "tomorrow", "2026-03-24")
    expect_article(crossing)
    assert crossing.url == preview.address + CROSSING


def test_two_mistakes_are_shown_at_once_and_leave_one_by_one(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "date: 2026-03-24", "date: tomorrow\nembargo: later")
    expect_problems(crossing, "2 errors stand in the way", "date should be", "embargo should be")
    preview.edit(FILE, "embargo: later\n", "")
    expect_problems(crossing, ONE, "date should be")
    preview.edit(FILE, "tomorrow", "2026-03-24")
    expect_article(crossing)


def test_the_last_good_version_can_be_looked_at_until_the_mistake_is_mended(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "2026-03-24", "tomorrow")
    crossing.get_by_role("link", name="Look at the last good version").click()
    expect_article(crossing)
    assert crossing.url == preview.address + CROSSING
    expect(bar_of(crossing).get_by_role("link", name="1 error")).to_be_visible()
    crossing.get_by_role("link", name="A ferry sails").first.click()
    expect_article(crossing, "It takes an hour.")
    bar_of(crossing).get_by_role("link", name="1 error").click()
    expect_problems(crossing, ONE, "date should be")
    preview.edit(FILE, "tomorrow", "2026-03-24")
    expect_article(crossing, "It takes an hour.")
    preview.edit(FILE, "2026-03-24", "next week")
    expect_problems(crossing, ONE, "but is next week")


@pytest.mark.thorough
def test_who_looks_behind_a_mistake_sees_the_page_as_it_was_mended(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "date: 2026-03-24", "date: tomorrow")
    crossing.get_by_role("link", name="Look at the last good version").click()
    expect_article(crossing)
    preview.edit(FILE, "date: tomorrow\n", "date: 2026-03-24\n")
    expect(bar_of(crossing).get_by_role("link", name="1 error")).to_have_count(0)
    preview.edit(FILE, "Seventeen", "Twenty")
    expect_article(crossing, "Twenty inspectors work at the border.")


@pytest.mark.thorough
def test_another_browser_does_not_look_behind(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "2026-03-24", "tomorrow")
    crossing.get_by_role("link", name="Look at the last good version").click()
    expect_article(crossing)
    assert preview.status(CROSSING) == 500


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("title: Newsroom", "title: [Newsroom", "config.yaml"),
        ("lists: [tags]", "lists: [taks]", "tags"),
        ("theme: ours", "theme: outs", "ours"),
        ("title: Newsroom\n", "", "title"),
    ],
)
def test_a_mistake_in_the_settings_is_shown(
    crossing: Page, preview: Preview, before: str, after: str, words: str
) -> None:
    preview.edit("config.yaml", before, after)
    expect(crossing.locator("h1")).to_contain_text("in the way")
    expect(crossing.locator("main")).to_contain_text(words)
    expect(crossing.locator(f"a[href^='vscode://file{preview.folder}/config.yaml:']").first).to_be_visible()
    crossing.get_by_role("link", name="Look at the last good version").click()
    expect_article(crossing)
    opened(crossing, preview.address + FERRY)
    preview.edit("config.yaml", after, before) if after else preview.write("config.yaml", SITE_SETTINGS)
    expect(bar_of(crossing).get_by_role("link", name="error")).to_have_count(0)


SITE_SETTINGS = SITE.partition("-- config.yaml --\n")[2].partition("-- ")[0]


@pytest.mark.thorough
def test_settings_that_are_away_for_a_moment(crossing: Page, preview: Preview) -> None:
    preview.move("config.yaml", "config.txt")
    expect(crossing.locator("main")).to_contain_text("config.yaml")
    expect(crossing.locator("h1")).to_have_text(ONE)
    preview.move("config.txt", "config.yaml")
    expect_article(crossing)


def test_a_template_that_jinja_does_not_understand(crossing: Page, preview: Preview) -> None:
    preview.edit(TEMPLATE, "{% endif %}", "{% endfi %}")
    expect_problems(crossing, ONE, "endfi", TEMPLATE)
    expect(crossing.locator(f"a[href^='vscode://file{preview.folder}/{TEMPLATE}:3']")).to_be_visible()
    crossing.wait_for_timeout(400)  # nor is it found once more on each page
    expect_problems(crossing, ONE)
    preview.edit(TEMPLATE, "{% endfi %}", "{% endif %}")
    expect_article(crossing)


@pytest.mark.thorough
def test_a_template_that_fails_on_one_page_alone(crossing: Page, preview: Preview) -> None:
    preview.edit(TEMPLATE, "At dawn", "At {{ page.dawn }}")
    expect_problems(crossing, ONE, "dawn", TEMPLATE, "content/news/ferry.md")
    crossing.get_by_role("link", name="Look at the last good version").click()
    expect_article(crossing)
    opened(crossing, preview.address + FERRY)
    expect(crossing.locator(".times")).to_have_text("At dawn")
    preview.edit(TEMPLATE, "{{ page.dawn }}", "noon")
    expect(crossing.locator(".times")).to_have_text("At noon")


@pytest.mark.thorough
def test_a_theme_that_cannot_be_read(crossing: Page, preview: Preview) -> None:
    preview.write("themes/ours/theme.yaml", "name: [Ours\n")
    expect_problems(crossing, ONE, "themes/ours/theme.yaml")
    preview.write("themes/ours/theme.yaml", "name: Ours\nextends: plain\n")
    expect_article(crossing)


@pytest.mark.thorough
def test_a_photograph_that_is_missing(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "summary:", "image: {src: nowhere.jpg, alt: Nothing}\nsummary:")
    expect_problems(crossing, ONE, "nowhere.jpg")
    preview.edit(FILE, "image: {src: nowhere.jpg, alt: Nothing}\n", "")
    expect_article(crossing)


@pytest.mark.thorough
def test_a_file_that_is_no_text(crossing: Page, preview: Preview) -> None:
    former = (preview.folder / FILE).read_bytes()
    preview.write(FILE, b"---\ntitle: \xff\xfe\x00\n---\n\xc3\x28")
    expect(crossing.locator("h1")).to_contain_text("in the way")
    preview.write(FILE, former)
    expect_article(crossing)


@pytest.mark.thorough
def test_a_new_page_opened_while_there_is_a_mistake_is_shown_when_it_is_mended(
    crossing: Page, preview: Preview
) -> None:
    preview.edit(FILE, "2026-03-24", "tomorrow")
    preview.write("content/news/boat.md", "---\ntitle: A boat\ndate: 2026-03-27\n---\nIt is small.\n")
    crossing.goto(f"{preview.address}/news/2026/boat/")
    expect_problems(crossing, ONE)
    preview.edit(FILE, "tomorrow", "2026-03-24")
    expect_article(crossing, "It is small.")


def test_a_warning_covers_nothing_and_stands_in_the_bar(crossing: Page, preview: Preview) -> None:
    preview.edit(FILE, "tags: [roads]", "tags: [roads]\nlegacy_number: 7")
    link = bar_of(crossing).get_by_role("link", name="1 warning")
    expect_article(crossing)
    link.click()
    expect(crossing.locator("h1")).to_contain_text("there is 1 warning")
    crossing.get_by_role("link", name="Back to the page").click()
    expect_article(crossing)
