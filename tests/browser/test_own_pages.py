"""The preview's own pages shut nobody out, and its bar hides nothing of a page of the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from sitegen.frames import lines_by_path
from sitegen.problems import Location, Note, error, warning
from sitegen.serving.defaults import OWN
from sitegen.serving.own_pages import Bar, bar_page, own_file, problem_page, walk_page
from tests.browser.site_in_browser import POLICY, look_at
from tests.browser.test_accessibility import EVERYTHING, OUTLINED, faults_in
from tests.browser.test_reflow import faults_on

pytestmark = pytest.mark.browser

HOST = "http://preview.example"
SITE = Path(__file__).parents[2]
ABOUT = Location("content/about.md", 1, 301, 5)
SOURCE = {ABOUT.path: f"{'a ' * 150}WRONG{' b' * 150}\nعنوان: [صحة]\n{'x' * 400}\n"}
PROBLEMS = (
    error(f"there is no text `content/{'nowhere-' * 20}.md`", ABOUT, "mend `link`", (Note("also here", ABOUT),)),
    error("unknown field `عنوان`", Location(ABOUT.path, 2, 1, 5), notes=(Note("first", Location(ABOUT.path, 3, 9)),)),
    warning("at the end of the line", Location(ABOUT.path, 3, 401)),
    *(warning("no summary", Location(f"content/{number}.md")) for number in range(10)),
)
QUIET = Bar(showing="the site as it is now", page="/news/")
LOUD = Bar(
    showing="the site of 24 December 2026, 09:00 (Europe/Rome)",
    moment="2026-12-24T09:00",
    zone="Europe/Rome",
    is_walk=True,
    drafts=True,
    notes=("this article is a draft", "under embargo until 31 December 2026, 09:00"),
    file="content/press-releases/2026/a-name-of-a-file-as-long-as-they-are.md",
    editor="vscode://file/a.md:1:1",
    moments=(("2026-12-31T09:00", f"31 December 2026, 09:00: content/{'long-' * 20}name.md appears"),),
    problems="12,345 errors, 12,345 warnings",
    work="looking for mistakes in 4,213 of 12,000 pages",
    page="/news/",
)

LINES = lines_by_path(SOURCE.get)
PAGES = {
    "errors": problem_page(PROBLEMS, LINES, SITE, "vscode", summary="2 errors, 11 warnings", behind="/news/"),
    "warnings": problem_page(PROBLEMS[2:3], LINES, SITE, "none", summary="1 warning", behind=""),
    "walk": walk_page(LOUD),
    "bar": bar_page(LOUD),
    "quiet bar": bar_page(QUIET),
}
FULL_PAGES = ("errors", "warnings", "walk")

STYLES = {
    "a usual page": "body { margin: 0; max-width: 40rem }",
    "a body as high as the window": "html, body { height: 100%; margin: 0 }",
    "a grid": "body { display: grid; grid-template: auto 1fr auto / 1fr 2fr; min-height: 100vh; gap: 1rem; margin: 0 }",
    "a column": "html { font-size: 62.5% } body { display: flex; flex-direction: column; min-height: 100vh }",
    "frames in proportion": "iframe { max-width: 50%; height: auto; aspect-ratio: 16/9; border: 9px solid }",
    "nothing to the side": "html, body { overflow-x: hidden }",
}
TEXT = (
    "<header>Newsroom</header><main>" + "<p>News of the day.</p>" * 60 + "</main><footer><a href=#>Imprint</a></footer>"
)
FRAMED = (
    f'<!doctype html><html lang="en"><title>News</title><link rel="stylesheet" href="/style.css">{TEXT}'
    f'<link rel="stylesheet" href="{OWN}preview.css"><iframe class="sitegen-preview-bar" title="Preview" src="/bar">'
    "</iframe>"
)

END = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const bar = document.querySelector("iframe").getBoundingClientRect();
  const { bottom } = document.querySelector("footer a").getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  return { hidden: bottom - bar.top, below: clientHeight - bar.bottom, aside: clientWidth - bar.width };
}"""
"""How far the bar covers the last link at the end of a page, and how far it is from the edges of the window."""

OUTSIDE = """() => [...document.querySelectorAll("a, button")].filter(each => each.checkVisibility()).filter(each => {
  const { left, right, top, bottom, height } = each.getBoundingClientRect();
  return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight || height < 24;
}).map(each => each.textContent)"""
"""Links and buttons that are cut off, or too small to be hit."""


@pytest.fixture(scope="module")
def own(browser: Browser) -> Iterator[Page]:
    """A tab in which axe waits and addresses lead to the preview's own pages, under a strict policy."""
    context = browser.new_context()
    context.add_init_script(Axe().axe_script)
    context.route(f"{HOST}/**", answer)
    yield context.new_page()
    context.unroute_all(behavior="ignoreErrors")
    context.close()


def answer(route: Route) -> None:
    name = route.request.url.removeprefix(f"{HOST}/").replace("%20", " ")
    kind = "text/html; charset=utf-8"
    if file := own_file(name.removeprefix(OWN.lstrip("/"))):
        body, kind = file
    elif name in PAGES:
        body = PAGES[name]
    elif name.startswith("site "):
        body = FRAMED.replace("/style.css", f"/style {name.removeprefix('site ')}").encode()
    else:
        body, kind = STYLES.get(name.removeprefix("style "), "").encode(), "text/css"
    route.fulfill(body=body, headers={"content-type": kind, "content-security-policy": POLICY})


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_nothing(own: Page, name: str, width: int, scheme: Literal["light", "dark"]) -> None:
    look_at(own, f"{HOST}/{name}", width, 900, scheme)
    faults = faults_in(own, EVERYTHING)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", FULL_PAGES)
def test_everything_is_there_at_400_percent_and_with_large_letters(own: Page, name: str) -> None:
    look_at(own, f"{HOST}/{name}", 320, 256)
    assert faults_on(own) == []
    own.set_viewport_size({"width": 1280, "height": 900})
    own.evaluate("document.documentElement.style.fontSize = '200%'")
    assert faults_on(own) == []


@pytest.mark.parametrize(("width", "height"), [(320, 64), (400, 64), (641, 40), (1280, 40)])
@pytest.mark.parametrize("name", ["bar", "quiet bar"])
def test_what_can_be_used_in_the_bar_is_in_sight(own: Page, name: str, width: int, height: int) -> None:
    look_at(own, f"{HOST}/{name}", width, height)
    assert own.evaluate(OUTSIDE) == []
    assert own.get_by_role("link", name="Details").is_visible()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_bar_hides_nothing_at_the_end_of_a_page(own: Page, style: str, width: int) -> None:
    look_at(own, f"{HOST}/site {style}", width, 700)
    found = own.evaluate(END)
    assert found["hidden"] <= 0
    assert (found["below"], found["aside"]) == (0, 0)


def test_a_small_window_is_not_made_smaller(own: Page) -> None:
    look_at(own, f"{HOST}/site a usual page", 320, 256)
    bar = own.locator("iframe").bounding_box()
    assert bar
    assert bar["y"] > 256


def test_the_bar_is_not_printed(own: Page) -> None:
    look_at(own, f"{HOST}/site a usual page")
    own.emulate_media(media="print")
    assert not own.locator("iframe").is_visible()


@pytest.mark.parametrize("name", ["errors", "walk", "bar"])
def test_the_focus_is_seen_in_the_reader_s_own_colours(own: Page, name: str) -> None:
    look_at(own, f"{HOST}/{name}")
    own.emulate_media(forced_colors="active")
    for _ in range(3):
        own.keyboard.press("Tab")
        assert own.evaluate(OUTLINED)
