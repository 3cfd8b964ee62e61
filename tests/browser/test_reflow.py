"""Small screens and large letters: nothing is cut off, nothing lies on top of anything, and nobody scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.hard_texts import EVERY_FORM, NASTY
from tests.browser.site_in_browser import ALIKE, ARABIC, CROSSING, ENGLISH, look_at

pytestmark = pytest.mark.browser

PAGES = [
    *(path for kind, path in ENGLISH.items() if kind not in ALIKE),
    "/organizations/otc/",
    "/people/elena-marchetti/",
    *(ARABIC[f"{kind} (ar)"] for kind in ("home", "article", "subscribe", "search", "year")),
]
HARD_PAGES = [NASTY, f"/ar{NASTY}", EVERY_FORM, f"/ar{EVERY_FORM}", "/", "/press/", "/tags/", "/ar/people/"]

FAULTS = """() => {
  const faults = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`${root.scrollWidth} pixels wide`);

  const seen = element => element.checkVisibility({ visibilityProperty: true });
  const closed = element => element.clientWidth <= 1 || element.clientHeight <= 1;
  const cutting = value => value === "hidden" || value === "clip";
  const style = element => getComputedStyle(element);
  const around = (element, test) => {
    for (let each = element; each; each = each.parentElement) if (test(each)) return each;
  };
  const hidden = element => around(element, each => cutting(style(each).overflowX) && closed(each));
  const scrolling = element => around(element, each => /auto|scroll/.test(style(each).overflowX) && each !== root);
  const clipping = element => around(element, each => cutting(style(each).overflowX) || cutting(style(each).overflowY));

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !seen(element) || hidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width > 1);
    texts.push({ boxes, name: node.data.trim().slice(0, 40), scrolls: Boolean(scrolling(element)) });
    const clip = clipping(element);
    if (clip && (clip.scrollWidth > clip.clientWidth + 1 || clip.scrollHeight > clip.clientHeight + 1))
      faults.push(`cut off: ${node.data.trim().slice(0, 40)}`);
  }
  for (const { boxes, name, scrolls } of texts)
    if (!scrolls && boxes.some(box => box.left < -1 || box.right > root.clientWidth + 1))
      faults.push(`beyond the edge: ${name}`);

  // Lines of one text may touch; what counts is the middle of a line, in which letters stand.
  const lines = texts.filter(text => !text.scrolls).flatMap(({ boxes, name }, text) => boxes.map(
    ({ left, right, top, bottom, height }) =>
      ({ text, name, left, right, top: top + height * 0.3, bottom: bottom - height * 0.3 })));
  lines.sort((one, other) => one.top - other.top);
  for (const [place, one] of lines.entries())
    for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next++) {
      const other = lines[next];
      if (one.text !== other.text && Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2)
        faults.push(`one upon the other: ${one.name} | ${other.name}`);
    }
  return faults;
}"""
"""What is wrong with how the texts of a page stand."""


def faults_on(tab: Page) -> list[str]:
    found: list[str] = tab.evaluate(FAULTS)
    return found


@pytest.fixture(scope="module", params=PAGES)
def enlarged(tab: Page, site: str, request: pytest.FixtureRequest) -> Page:
    """A page at 400 percent on a screen of 1280 × 1024 pixels."""
    look_at(tab, site + request.param, 320, 256)
    return tab


def test_everything_is_there_at_400_percent(enlarged: Page) -> None:
    assert faults_on(enlarged) == []


def test_everything_is_there_with_letters_twice_as_large(enlarged: Page) -> None:
    enlarged.set_viewport_size({"width": 1280, "height": 900})
    enlarged.evaluate("document.documentElement.style.fontSize = '200%'")
    assert faults_on(enlarged) == []


@pytest.mark.parametrize("path", HARD_PAGES)
def test_hard_texts_fit_on_every_screen(tab: Page, hard_texts: str, path: str) -> None:
    look_at(tab, hard_texts + path)
    faults = []
    for width in (320, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width}: {fault}" for fault in faults_on(tab)]
    assert faults == []


@pytest.mark.parametrize("path", [NASTY, f"/ar{NASTY}"])
def test_pictures_and_frames_of_old_articles_keep_inside_their_column(tab: Page, hard_texts: str, path: str) -> None:
    look_at(tab, hard_texts + path, 320)
    tab.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    wide = "all => all.filter(each => each.getBoundingClientRect().width > 320).map(each => each.outerHTML)"
    assert tab.locator("main :is(img, iframe, pre)").evaluate_all(wide) == []


@pytest.mark.parametrize("path", [CROSSING, f"/ar{CROSSING}", "/"])
def test_lines_may_be_set_wider_apart(tab: Page, site: str, path: str) -> None:
    """Text spacing of WCAG 2.2, 1.4.12."""
    look_at(tab, site + path, 320)
    tab.evaluate(
        "for (const element of document.querySelectorAll('body, body *')) element.style.cssText +="
        " ';line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important';"
        "for (const element of document.querySelectorAll('p')) element.style.marginBottom = '2em';"
    )
    assert faults_on(tab) == []
