"""On paper: the whole article with all that belongs to it, in light colours, and nothing that only a screen needs."""

from __future__ import annotations

import io
import re
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.browser.hard_texts import EVERY_FORM
from tests.browser.site_in_browser import CROSSING, look_at

pytestmark = pytest.mark.browser

CORRECTED = "/press-releases/2025/state-of-the-corridors/"
CONFERENCE = "/events/2026/annual-conference-2027/"
ARTICLES = [
    CROSSING,
    CORRECTED,
    CONFERENCE,
    "/speeches/2017/small-traders/",
    "/stories/2026/numbers-behind-a-corridor/",
]

FACTS = {
    CROSSING: [
        "OTC Newsroom",
        "Kaldera Pass",
        "29 September 2026",
        "The crossing is open all night, for the first time in its history.",
        "Illustration: OTC",
        "press@tradecorridors.example",
        "Fact sheet on the crossing",
        CROSSING,
    ],
    CORRECTED: ["Corrections", "14 March 2025", "The median time of the Saffron Corridor was given as 28.2 hours."],
    CONFERENCE: ["When and where", "Time", "Venue"],
}
"""What is told beside the text of an article: publisher, place, day, maker of the picture, contacts, files, address."""

ACROSS = 643
"""Pixels between the margins of A4."""

TEXTS = """() => {
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    const written = element.closest("p, h1, h2, h3, li, td, th, dd");
    const around = element.closest("nav, footer, a[type], header :is(a, div)");
    if (written && !around && element.checkVisibility()) texts.push(node.data.trim());
  }
  return texts.filter(Boolean);
}"""
"""The words of the author, piece by piece."""

DARK = """() => {
  const light = colour => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return alpha === 0 ? 1 : (red + green + blue) / 765;
  };
  return [...document.querySelectorAll("html, body, body *")].filter(each => each.checkVisibility()).filter(each => {
    const own = getComputedStyle(each);
    return light(own.backgroundColor) < 0.8 || light(own.color) > 0.55;
  }).map(each => each.outerHTML.slice(0, 120));
}"""
"""What has a dark ground or light letters."""


def printed(tab: Page) -> PdfReader:
    """Print what a tab shows on A4, as its reader would."""
    tab.emulate_media(media="print")
    return PdfReader(io.BytesIO(tab.pdf(format="A4", prefer_css_page_size=True)))


def letters(text: str) -> str:
    """Letters and digits alone: on paper lines break, hyphens come and go, letters are joined."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text))


def letters_in(document: PdfReader) -> str:
    return letters(" ".join(page.extract_text() for page in document.pages))


def pictures_on(page: PageObject) -> list[tuple[int, int]]:
    """Width and height of the pictures of a printed page."""
    resources: Any = page["/Resources"]
    objects = [each.get_object() for each in resources.get("/XObject", {}).values()]
    return [(each["/Width"], each["/Height"]) for each in objects if each["/Subtype"] == "/Image"]


@pytest.mark.parametrize("path", ARTICLES)
def test_every_sentence_is_on_paper(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    texts = tab.evaluate(TEXTS)
    paper = letters_in(printed(tab))
    assert len(texts) > 5
    assert [text for text in texts if letters(text) not in paper] == []


@pytest.mark.parametrize(("path", "facts"), FACTS.items())
def test_what_belongs_to_an_article_is_on_paper(tab: Page, site: str, path: str, facts: list[str]) -> None:
    look_at(tab, site + path)
    paper = letters_in(printed(tab))
    assert [fact for fact in facts if letters(fact) not in paper] == []


def test_the_lead_photograph_is_on_the_first_page(tab: Page, site: str) -> None:
    look_at(tab, site + CORRECTED)
    shape = tab.locator("main img").evaluate("image => image.naturalWidth / image.naturalHeight")
    shapes = [width / height for width, height in pictures_on(printed(tab).pages[0]) if width >= 480]
    assert [each for each in shapes if each == pytest.approx(shape, abs=0.01)]


def test_all_columns_of_a_wide_table_are_on_paper(tab: Page, hard_texts: str) -> None:
    look_at(tab, hard_texts + EVERY_FORM)
    tab.set_viewport_size({"width": ACROSS, "height": 900})
    tab.emulate_media(media="print")
    right = "Math.max(...[...document.querySelectorAll('table')].map(table => table.getBoundingClientRect().right))"
    assert tab.evaluate(right) <= ACROSS
    assert letters_in(printed(tab)).count(letters("12,345.6")) == 7


@pytest.mark.parametrize("path", [CROSSING, f"/ar{CROSSING}", "/press-releases/", "/about/"])
def test_nothing_that_only_leads_elsewhere_is_on_paper(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    tab.emulate_media(media="print")
    idle = [each for each in tab.locator("nav, button, form, body > a").all() if each.is_visible()]
    assert [each.evaluate("each => each.outerHTML") for each in idle] == []


@pytest.mark.parametrize("path", [CROSSING, CORRECTED, CONFERENCE, "/", f"/ar{CROSSING}"])
def test_paper_stays_white_for_who_likes_dark_screens(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path, scheme="dark")
    tab.emulate_media(media="print")
    assert tab.evaluate(DARK) == []


@pytest.mark.parametrize("path", [f"/ar{CROSSING}", "/ar/press-releases/2017/wco-security-project-bangkok/"])
def test_an_arabic_page_has_its_whole_text_on_paper(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    texts = tab.evaluate(TEXTS)
    tab.emulate_media(media="print")
    assert len(texts) > 5
    assert [text for text in texts if text not in tab.evaluate(TEXTS)] == []
