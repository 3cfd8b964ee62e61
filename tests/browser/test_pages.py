"""The pages in a real browser: narrow and wide, light and dark, left to right and right to left."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from sitegen import pipeline
from sitegen.problems import Problem
from sitegen.serving.server import bound_server
from tests.built_sites import NOW, REPOSITORY

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'"
PAGES = [
    "/",
    "/page/1/",
    "/press-releases/",
    "/press-releases/2026/kaldera-pass-crossing/",
    "/press-releases/2025/state-of-the-corridors/",
    "/events/2026/annual-conference-2027/",
    "/tags/",
    "/people/elena-marchetti/",
    "/archive/",
    "/archive/2024/",
    "/subscribe/",
    "/search/",
    "/about/",
    "/no-such-page/",
    "/it/press-releases/2017/wco-security-project-bangkok/",
    "/ar/",
    "/ar/press-releases/2026/kaldera-pass-crossing/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(REPOSITORY / "content", folder / "content")
    shutil.copy(REPOSITORY / "config.yaml", folder)
    output = folder / "public"
    pipeline.build(
        pipeline.Order(config_file=folder / "config.yaml", output=output, at=NOW, base_url="http://127.0.0.1/")
    )
    server = bound_server(output, "127.0.0.1", 0, "/")
    assert not isinstance(server, Problem)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.address.rstrip("/")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_narrow_screen_or_with_large_text(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site + path)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1280, "height": 900})
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280


@pytest.mark.parametrize("path", PAGES)
def test_pages_keep_a_strict_policy_and_ask_nobody_else(page: Page, site: str, path: str) -> None:
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.route(site + path, with_policy)
    page.goto(site + path)
    assert [text for text in told if "404" not in text] == []
    assert [url for url in asked if not url.startswith(site)] == []


def with_policy(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})


@pytest.mark.parametrize("path", PAGES)
def test_each_page_has_one_h1_and_landmarks(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    assert page.locator("h1").count() == 1
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1


def test_the_first_stop_of_the_keyboard_leads_to_the_text(page: Page, site: str) -> None:
    page.goto(site + "/press-releases/2026/kaldera-pass-crossing/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_every_stop_of_the_keyboard_is_seen(page: Page, site: str) -> None:
    page.goto(site + "/")
    for _ in range(25):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement)"
        assert page.evaluate(f"{style}.outlineStyle") != "none"
        assert float(page.evaluate(f"{style}.outlineWidth").removesuffix("px")) >= 2


def test_arabic_text_begins_at_the_right(page: Page, site: str) -> None:
    page.goto(site + "/ar/press-releases/2026/kaldera-pass-crossing/")
    box = page.locator("h1").evaluate(
        "h => { const r = document.createRange(); r.selectNodeContents(h);"
        " return [r.getBoundingClientRect().left, innerWidth - r.getBoundingClientRect().right] }"
    )
    assert box[1] < box[0]


def test_a_dark_system_has_dark_pages_and_paper_stays_white(page: Page, site: str) -> None:
    page.goto(site + "/about/")
    assert brightness(page, "backgroundColor") > 0.9
    page.emulate_media(color_scheme="dark")
    assert brightness(page, "backgroundColor") < 0.2
    page.emulate_media(media="print", color_scheme="dark")
    assert brightness(page, "color", "main p") < 0.3


def brightness(page: Page, attribute: str, element: str = "body") -> float:
    color = str(page.locator(element).first.evaluate(f"e => getComputedStyle(e).{attribute}"))
    red, green, blue = (float(part) for part in color[color.index("(") + 1 : -1].split(",")[:3])
    return (red + green + blue) / 765


def test_print_keeps_the_article_and_leaves_navigation_out(page: Page, site: str) -> None:
    page.goto(site + "/press-releases/2026/kaldera-pass-crossing/")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not [nav for nav in page.locator("nav").all() if nav.is_visible()]


def test_a_reader_finds_an_article_from_the_home_page_and_back(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.get_by_role("link", name="Search").first.click()
    page.get_by_role("main").get_by_role("link", name="Rail").first.click()
    assert page.locator("h1").inner_text() == "Rail"
    page.get_by_role("main").get_by_role("link").filter(has_text="wagon").first.click()
    assert "wagon" in page.locator("h1").inner_text()
    page.get_by_role("navigation").get_by_role("link", name="Home").first.click()
    assert page.url == f"{site}/"


def test_pages_read_the_same_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "/subscribe/")
    assert page.locator("code").filter(has_text="feed.xml").count() > 0
    context.close()
