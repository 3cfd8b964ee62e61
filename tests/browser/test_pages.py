"""Every kind of page: its landmarks, its headings, its pictures, and its colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.site_in_browser import ENGLISH, look_at

pytestmark = pytest.mark.browser

LEVELS = "titles => titles.filter(title => title.checkVisibility()).map(title => Number(title.localName[1]))"


@pytest.fixture(scope="module", params=ENGLISH)
def shown(tab: Page, site: str, request: pytest.FixtureRequest) -> Page:
    """A page of each kind."""
    tab.goto(site + ENGLISH[request.param], wait_until="domcontentloaded")
    return tab


def test_each_page_has_its_landmarks(shown: Page) -> None:
    for landmark in ("body > header", "body > main", "body > footer"):
        assert shown.locator(landmark).count() == 1


def test_headings_begin_with_one_h1_and_leave_no_level_out(shown: Page) -> None:
    levels = shown.locator("h1, h2, h3, h4, h5, h6").evaluate_all(LEVELS)
    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_each_picture_has_its_measures_and_a_text(shown: Page) -> None:
    bare = shown.locator("img:not([width][height][alt])")
    assert bare.evaluate_all("images => images.map(image => image.outerHTML)") == []


def test_each_page_has_a_title_of_its_own_and_an_icon(shown: Page) -> None:
    assert len(shown.title()) > 10
    assert shown.locator("link[rel='icon']").count() == 1


def test_an_address_that_leads_nowhere_says_so(tab: Page, site: str) -> None:
    answer = tab.goto(f"{site}/no/such/page/")
    assert answer
    assert answer.status == 404
    shown = tab.get_by_role("main").inner_text()
    tab.goto(site + ENGLISH["not found"])
    assert shown == tab.get_by_role("main").inner_text()


def test_a_dark_system_has_dark_pages(tab: Page, site: str) -> None:
    look_at(tab, f"{site}/about/")
    assert brightness(tab, "backgroundColor") > 0.9
    tab.emulate_media(color_scheme="dark")
    assert brightness(tab, "backgroundColor") < 0.2
    assert brightness(tab, "color") > 0.8


def brightness(page: Page, attribute: str) -> float:
    color = str(page.locator("body").evaluate(f"body => getComputedStyle(body).{attribute}"))
    red, green, blue = (float(part) for part in color[color.index("(") + 1 : -1].split(",")[:3])
    return (red + green + blue) / 765
