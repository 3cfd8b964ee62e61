"""Photographs as browsers fetch them: small, in good time, and without moving what is being read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.site_in_browser import CROSSING, look_at

pytestmark = pytest.mark.browser

PICTURED = ["/", CROSSING, "/press-releases/", "/ar/", "/stories/2024/reading-an-x-ray/"]
FETCHED = "images => Promise.all(images.map(image => { image.loading = 'eager'; return image.decode(); }))"
CHOSEN = """images => images.map(image => {
  const candidates = [...(image.closest("picture")?.querySelectorAll("source") ?? []), image]
    .flatMap(each => each.srcset.split(",").map(part => part.trim().split(/\\s+/)))
    .map(([address, width]) => [new URL(address, location.href).href, parseInt(width)]);
  const chosen = candidates.find(([address]) => address === image.currentSrc);
  const format = address => address.split(".").at(-1);
  return { address: image.currentSrc, shown: image.getBoundingClientRect().width, chosen: chosen?.[1] ?? 0,
    offered: candidates.filter(([address]) => format(address) === format(image.currentSrc)).map(([, width]) => width) };
})"""
"""Which file a browser took for each picture, how wide it shows it, and how wide the files of that format are."""

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(
  entry => [entry.value, entry.sources.map(source => source.node?.parentElement?.outerHTML.slice(0, 100))])))
  .observe({ type: "layout-shift", buffered: true });
"""
PAINTED = "() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
PICTURE_FILE = re.compile(r"\.(avif|webp|jpg|png)$")


@pytest.fixture(scope="module")
def telephone(browser: Browser) -> Iterator[Page]:
    """A narrow screen with one pixel to a pixel."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=1)
    yield context.new_page()
    context.close()


def pictures_chosen(page: Page) -> list[dict[str, Any]]:
    images = page.locator("main img")
    images.evaluate_all(FETCHED)
    chosen: list[dict[str, Any]] = images.evaluate_all(CHOSEN)
    return chosen


def needed(picture: dict[str, Any]) -> int:
    """The smallest width that is enough for a picture."""
    widths: list[int] = picture["offered"]
    return min((width for width in widths if width >= picture["shown"]), default=max(widths))


@pytest.mark.parametrize("path", PICTURED)
def test_a_telephone_takes_the_smallest_avif_that_is_wide_enough(telephone: Page, site: str, path: str) -> None:
    telephone.goto(site + path)
    pictures = pictures_chosen(telephone)
    assert pictures
    assert [picture for picture in pictures if not picture["address"].endswith(".avif")] == []
    assert [picture for picture in pictures if picture["chosen"] != needed(picture)] == []
    assert max(picture["chosen"] for picture in pictures) <= 480


def test_a_wide_screen_takes_no_more_than_it_shows(page: Page, site: str) -> None:
    page.goto(site + CROSSING)
    pictures = pictures_chosen(page)
    assert pictures
    assert [picture for picture in pictures if picture["chosen"] != needed(picture)] == []


@pytest.mark.parametrize("path", ["/", CROSSING])
def test_an_old_browser_takes_jpeg(page: Page, site: str, path: str) -> None:
    def without_sources(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r"<source\b[^>]*>", "", answer.text()))

    types: dict[str, str] = {}
    page.on("response", lambda answer: types.update({answer.url: answer.headers["content-type"]}))
    page.route(site + path, without_sources)
    page.goto(site + path)
    pictures = pictures_chosen(page)
    assert pictures
    assert {types[picture["address"]] for picture in pictures} == {"image/jpeg"}


@pytest.mark.parametrize("path", ["/", CROSSING, f"/ar{CROSSING}"])
def test_the_first_picture_is_fetched_first_and_the_others_when_they_are_near(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    first, *others = tab.locator("main img").all()
    assert first.get_attribute("fetchpriority") == "high"
    assert first.get_attribute("loading") != "lazy"
    assert others
    assert {other.get_attribute("loading") for other in others} == {"lazy"}
    assert {other.get_attribute("fetchpriority") for other in others} == {None}


@pytest.mark.parametrize(("path", "width"), [("/", 360), ("/", 1280), (CROSSING, 1280), (f"/ar{CROSSING}", 360)])
def test_nothing_moves_when_pictures_come_late(page: Page, site: str, path: str, width: int) -> None:
    late: list[Route] = []
    painted = Event()

    def fetch_late(route: Route) -> None:
        if painted.is_set():
            route.continue_()
        else:
            late.append(route)

    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(WATCH_SHIFTS)
    page.route(PICTURE_FILE, fetch_late)
    page.goto(site + path, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    painted.set()
    for route in late:
        route.continue_()
    page.locator("img").evaluate_all(FETCHED)
    page.evaluate(PAINTED)
    shifts = page.evaluate("window.shifts")
    assert late
    assert sum(value for value, _ in shifts) < 0.01, shifts
