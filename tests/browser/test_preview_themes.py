"""What a person changes of a theme is shown in the pages that are open; for a stylesheet they are not loaded again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.previewed import Preview, is_marked, marked, opened, previewing

pytestmark = pytest.mark.browser

SITE = """
-- config.yaml --
title: Newsroom
theme: ours
lists: []
search: none
social_cards: false
-- themes/ours/theme.yaml --
name: Ours
extends: newsroom
-- themes/ours/templates/base.html --
{% extends "newsroom/base.html" %}
{% block stylesheets %}{{ super() }}<link rel="stylesheet" href="{{ asset('ours.css') }}">{% endblock %}
{% block footer %}<p class="motto">Every border has two sides.</p>{{ super() }}{% endblock %}
-- themes/ours/assets/ours.css --
.motto { color: rgb(1, 2, 3) }
-- content/news/crossing.md --
---
title: A crossing opens
date: 2026-03-24
---
Seventeen inspectors work at the border.
"""

STYLE = "themes/ours/assets/ours.css"
OF_THE_SITE = "link[rel=stylesheet]:not([href^='/_sitegen/'])"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(SITE, tmp_path_factory.mktemp("themes")) as preview:
        yield preview


@pytest.fixture
def crossing(preview: Preview, page: Page) -> Page:
    preview.rest()
    return opened(page, f"{preview.address}/news/2026/crossing/")


def test_a_template(crossing: Page, preview: Preview) -> None:
    preview.edit("themes/ours/templates/base.html", "two sides", "a gate")
    expect(crossing.locator(".motto")).to_have_text("Every border has a gate.")


def test_an_option_of_the_theme(crossing: Page, preview: Preview) -> None:
    preview.edit("themes/ours/theme.yaml", "newsroom", 'newsroom\noptions: {accent: {default: "#7a1f2b"}}')
    crossing.wait_for_function("getComputedStyle(document.body).getPropertyValue('--accent').trim() === '#7a1f2b'")


def test_stylesheets_are_exchanged_while_the_page_stays(crossing: Page, preview: Preview) -> None:
    marked(crossing)
    for red in (7, 8, 1):
        preview.write(STYLE, f".motto {{ color: rgb({red}, 2, 3) }}")
        expect(crossing.locator(".motto")).to_have_css("color", f"rgb({red}, 2, 3)")
    assert is_marked(crossing)
    expect(crossing.locator(OF_THE_SITE)).to_have_count(2)


def test_of_stylesheets_that_follow_one_another_fast_the_last_one_counts(crossing: Page, preview: Preview) -> None:
    marked(crossing)
    for red in range(30, 40):
        preview.write(STYLE, f".motto {{ color: rgb({red}, 2, 3); margin-left: {red}px }}")
        crossing.wait_for_timeout(15)
    preview.write(STYLE, ".motto { color: rgb(40, 2, 3) }")
    expect(crossing.locator(".motto")).to_have_css("color", "rgb(40, 2, 3)")
    expect(crossing.locator(OF_THE_SITE)).to_have_count(2)
    expect(crossing.locator(".motto")).to_have_css("margin-left", "0px")
    assert is_marked(crossing)


def test_a_file_of_the_parent_theme_that_the_site_has_now_itself(crossing: Page, preview: Preview) -> None:
    preview.write("themes/ours/assets/_print.css", "body { border-top: 3px solid }\n")
    expect(crossing.locator("body")).to_have_css("border-top-width", "3px")
