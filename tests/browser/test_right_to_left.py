"""The Arabic edition: from right to left, in its own words, and honest about texts in another language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.hard_texts import EVERY_FORM
from tests.browser.site_in_browser import ARABIC, CROSSING, look_at

pytestmark = pytest.mark.browser

TEXTS = "main :is(h1, h2, h3, p, li, dt, dd, th, figcaption, summary)"
CARRIED = ARABIC["carried article (ar)"]

STARTS = """elements => elements.flatMap(element => {
  const own = getComputedStyle(element);
  const text = [...element.childNodes].find(node => node.nodeType === 3 && node.data.trim().length > 8);
  const isBlock = /block|list-item|table-cell/.test(own.display);
  if (!text || !isBlock || !element.checkVisibility() || element.clientWidth < 2) return [];
  const range = document.createRange();
  range.selectNodeContents(element);
  const [first, ...others] = range.getClientRects();
  const line = [first, ...others.filter(each => each.top < first.bottom && each.bottom > first.top)];
  const box = element.getBoundingClientRect();
  const left = Math.min(...line.map(each => each.left)) - box.left;
  const right = box.right - Math.max(...line.map(each => each.right));
  return [[own.direction, Math.round(left), Math.round(right), element.textContent.trim().slice(0, 40), own.textAlign]];
})"""
"""Of each text: its direction, and how far its first line is from the left and from the right edge of its box."""

ARROWS = """() => [...document.querySelectorAll("body *")].flatMap(element => ["::before", "::after"].flatMap(part => {
  const shown = getComputedStyle(element, part).content;
  return element.checkVisibility() && /[←→‹›]/.test(shown)
    ? [[element.closest("a")?.rel || element.closest("nav")?.ariaLabel || "", shown.match(/[←→‹›]/)[0]]] : [];
}))"""
"""Arrows that the theme draws: of which link or part, and which sign."""

UNMARKED = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const marked = node.parentElement.closest("[lang]").lang !== "ar";
    const english = node.data.trim().split(/\\s+/).filter(word => /^[A-Za-z’'-]+[,.:;?!]?$/.test(word)).length;
    if (english >= 4 && !marked && node.parentElement.checkVisibility()) found.push(node.data.trim());
  }
  return found;
}"""
"""English sentences that do not say that they are English."""


@pytest.mark.parametrize("kind", ARABIC)
def test_every_page_says_its_language_and_direction(tab: Page, site: str, kind: str) -> None:
    tab.goto(site + ARABIC[kind], wait_until="domcontentloaded")
    assert tab.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert tab.evaluate(UNMARKED) == []


@pytest.mark.parametrize("kind", ["home (ar)", "article (ar)", "event (ar)", "section (ar)", "subscribe (ar)"])
def test_texts_begin_at_the_right(tab: Page, site: str, kind: str) -> None:
    look_at(tab, site + ARABIC[kind])
    for width in (1280, 360):
        tab.set_viewport_size({"width": width, "height": 900})
        starts = [start for start in tab.locator(TEXTS).evaluate_all(STARTS) if start[4] != "center"]
        assert len([start for start in starts if start[0] == "rtl"]) > 5
        assert [start for start in starts if start[0] == "rtl" and start[2] > start[1] + 2] == []


def test_quotations_and_lists_stand_in_from_the_right(tab: Page, hard_texts: str) -> None:
    look_at(tab, f"{hard_texts}/ar{EVERY_FORM}")
    for element in ("blockquote", "article ol"):
        inset = "([e]) => { const o = getComputedStyle(e); return [o.paddingLeft, o.paddingRight].map(parseFloat) }"
        left, right = tab.locator(element).evaluate_all(inset)
        assert right > left


@pytest.mark.parametrize("path", ["/page/1/", CROSSING, "/archive/2025/"])
def test_arrows_point_the_other_way(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    english = tab.evaluate(ARROWS)
    look_at(tab, f"{site}/ar{path}")
    arabic = tab.evaluate(ARROWS)
    assert english
    assert {(rel, sign) for rel, sign in english if rel in {"prev", "next"}} <= {("prev", "←"), ("next", "→")}
    assert {(rel, sign) for rel, sign in arabic if rel in {"prev", "next"}} <= {("prev", "→"), ("next", "←")}
    assert {sign for _, sign in arabic} & {"›"} == set()


def test_dates_are_in_arabic(tab: Page, site: str) -> None:
    look_at(tab, f"{site}/ar{CROSSING}")
    dates = tab.locator("main time").all_inner_texts()
    assert any("سبتمبر" in date and "2026" in date for date in dates)
    assert [date for date in dates if re.search("[A-Za-z]", date.replace("UTC", ""))] == []


def test_a_carried_article_is_in_english_inside_an_arabic_page(tab: Page, site: str) -> None:
    look_at(tab, site + CARRIED)
    for element in ("h1", "article p >> text=customs"):
        facts = "e => [e.closest('[lang]').lang, getComputedStyle(e).direction]"
        assert tab.locator(element).first.evaluate(facts) == ["en", "ltr"]
    for element in ("header nav a >> nth=-1", "main nav a >> nth=0", "article time >> nth=0"):
        assert tab.locator(element).first.evaluate("e => e.closest('[lang]').lang") == "ar"


def test_a_carried_article_names_its_language(tab: Page, site: str) -> None:
    look_at(tab, site + CARRIED)
    name = tab.get_by_role("main").get_by_text("English", exact=True).first
    assert name.is_visible()
    assert name.evaluate("e => e.closest('[lang]').lang") == "en"


def test_addresses_and_numbers_are_read_from_left_to_right(tab: Page, site: str) -> None:
    look_at(tab, f"{site}/ar{CROSSING}")
    links = tab.locator("a[href^='mailto:'], a[href^='tel:']")
    assert links.count() > 0
    assert set(links.evaluate_all("links => links.map(link => getComputedStyle(link).direction)")) == {"ltr"}
