"""A walk with the keyboard: every stop is reached, in the order of the page, and seen."""

from __future__ import annotations

import pytest
from msgspec import Struct
from playwright.sync_api import Page

from tests.browser.hard_texts import EVERY_FORM
from tests.browser.site_in_browser import CROSSING, look_at

pytestmark = pytest.mark.browser

WALKS = [
    ("/", 360),
    (CROSSING, 1280),
    (f"/ar{CROSSING}", 360),
    ("/subscribe/", 1280),
    ("/ar/search/", 360),
]

STOPS = """() => {
  const stops = "a[href], area[href], button, input, select, textarea, summary, iframe, [controls], [tabindex]";
  window.stops = [...document.querySelectorAll(stops)].filter(
    element => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }));
  return window.stops.map(element => `${element.localName} ${element.textContent.trim().slice(0, 40)}`);
}"""
"""Remembers what the keyboard should reach, and names it."""

PRESENT = """() => {
  const here = document.activeElement;
  const own = getComputedStyle(here);
  const box = here.getClientRects()[0];
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const above = document.elementFromPoint(x, y);
  return {
    stop: window.stops.indexOf(here),
    outlined: own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2,
    on_screen: box.left >= 0 && box.right <= innerWidth && y >= 0 && y <= innerHeight,
    covered: !(above && here.contains(above)),
  };
}"""


class Present(Struct, frozen=True):
    """Where the keyboard is: at which stop, and how that is to be seen."""

    stop: int
    outlined: bool
    on_screen: bool
    covered: bool


def stops_of(tab: Page) -> list[str]:
    names: list[str] = tab.evaluate(STOPS)
    return names


def walked(tab: Page, key: str, steps: int) -> list[Present]:
    """Press a key many times, and tell of each stop."""
    stops = []
    for _ in range(steps):
        tab.keyboard.press(key)
        stops.append(Present(**tab.evaluate(PRESENT)))
    return stops


@pytest.mark.parametrize(("path", "width"), WALKS)
def test_every_stop_is_reached_in_order_and_seen(tab: Page, site: str, path: str, width: int) -> None:
    look_at(tab, site + path, width)
    names = stops_of(tab)
    walk = walked(tab, "Tab", len(names))
    assert [stop.stop for stop in walk] == list(range(len(names)))
    assert [names[stop.stop] for stop in walk if not stop.outlined] == []
    assert [names[stop.stop] for stop in walk if not stop.on_screen] == []
    assert [names[stop.stop] for stop in walk if stop.covered] == []


@pytest.mark.parametrize("path", ["/", f"/ar{CROSSING}"])
def test_the_way_back_is_the_same(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    names = stops_of(tab)
    tab.evaluate("window.stops.at(-1).focus()")
    walk = walked(tab, "Shift+Tab", len(names) - 1)
    assert [stop.stop for stop in walk] == list(reversed(range(len(names) - 1)))
    assert [names[stop.stop] for stop in walk if stop.covered or not stop.on_screen] == []


@pytest.mark.parametrize("edition", ["", "/ar"])
def test_wide_tables_and_what_opens_are_reached(tab: Page, hard_texts: str, edition: str) -> None:
    look_at(tab, hard_texts + edition + EVERY_FORM, 360)
    names = stops_of(tab)
    walk = walked(tab, "Tab", len(names))
    assert [stop.stop for stop in walk] == list(range(len(names)))
    assert [names[stop.stop] for stop in walk if stop.covered or not stop.outlined] == []
    assert tab.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 &&"
        " getComputedStyle(e).overflowX === 'auto').every(e => window.stops.includes(e))"
    )


def test_what_opens_is_opened_by_the_keyboard(tab: Page, hard_texts: str) -> None:
    look_at(tab, hard_texts + EVERY_FORM)
    tab.locator("summary").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "link"


@pytest.mark.parametrize("path", [CROSSING, f"/ar{CROSSING}", "/"])
def test_the_first_stop_leads_to_the_text(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path, 360)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector('main').getBoundingClientRect().top") < 100
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")
