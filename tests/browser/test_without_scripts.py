"""Without JavaScript every page says the same, and every link leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.browser.site_in_browser import ARABIC, ENGLISH

pytestmark = pytest.mark.browser

PAGES = [*ENGLISH.values(), "/ar/", ARABIC["article (ar)"], ARABIC["search (ar)"], "/it/", "/fr/subscribe/"]
WITH_SCRIPTS = {"/search/", "/subscribe/", "/ar/search/", "/fr/subscribe/"}
WITHOUT_TOOLS = """() => {
  document.querySelectorAll("button, form, [role='status']").forEach(tool => tool.remove());
  return document.body.innerText.split("\\n").map(line => line.trim()).filter(Boolean);
}"""
"""The lines of a page without those tools that only work with JavaScript."""


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bodies(scriptless: Page, site: str) -> dict[str, str]:
    """The HTML of each page."""
    return {path: scriptless.request.get(site + path).text() for path in PAGES}


def test_few_pages_have_scripts(bodies: dict[str, str]) -> None:
    scripts = {
        path: html.fromstring(body).xpath("//script[not(@type='application/ld+json')]") for path, body in bodies.items()
    }
    assert {path for path, found in scripts.items() if found} == WITH_SCRIPTS


@pytest.mark.parametrize("path", sorted(WITH_SCRIPTS))
def test_pages_with_scripts_say_the_same_without_them(tab: Page, scriptless: Page, site: str, path: str) -> None:
    texts = []
    for each in (tab, scriptless):
        each.goto(site + path)
        texts.append(each.evaluate(WITHOUT_TOOLS))
    assert len(texts[0]) > 10
    assert texts[0] == texts[1]


@pytest.mark.parametrize("path", ["/search/", "/subscribe/", "/ar/search/"])
def test_tools_that_need_scripts_are_not_shown(scriptless: Page, site: str, path: str) -> None:
    scriptless.goto(site + path)
    tools = scriptless.locator("button, input, select, form").all()
    assert [each.evaluate("each => each.outerHTML") for each in tools if each.is_visible()] == []


def test_an_address_of_a_feed_is_selected_by_a_click(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/subscribe/")
    address = scriptless.get_by_text("/feed.xml").first
    address.click()
    assert scriptless.evaluate("getSelection().toString().trim()") == address.inner_text()


def test_a_reader_finds_an_article_from_the_home_page_and_back(scriptless: Page, site: str) -> None:
    scriptless.goto(f"{site}/")
    scriptless.get_by_role("link", name="Search").first.click()
    scriptless.get_by_role("main").get_by_role("link", name="Rail").first.click()
    assert scriptless.locator("h1").inner_text() == "Rail"
    scriptless.get_by_role("main").get_by_role("link").filter(has_text="wagon").first.click()
    assert "wagon" in scriptless.locator("h1").inner_text()
    scriptless.get_by_role("navigation").get_by_role("link", name="Home").first.click()
    assert scriptless.url == f"{site}/"


def test_every_link_leads_somewhere(site: str, bodies: dict[str, str]) -> None:
    wanted = {link for path, body in bodies.items() for link in links_in(body, site + path, site)}
    answers = {url: status_of(url) for url in wanted}
    assert len(answers) > 200
    assert {url: status for url, status in answers.items() if status != 200} == {}


def test_every_link_within_a_page_has_its_target(bodies: dict[str, str]) -> None:
    for body in bodies.values():
        page = html.fromstring(body)
        wanted = {unquote(link[1:]) for link in page.xpath("//a/@href") if link.startswith("#")}
        assert wanted
        assert wanted - set(page.xpath("//@id")) == set()


def status_of(url: str) -> int:
    asked = urlsplit(url)
    connection = HTTPConnection(asked.netloc)
    connection.request("HEAD", asked.path)
    status = connection.getresponse().status
    connection.close()
    return status


def links_in(body: str, address: str, site: str) -> Iterator[str]:
    """Every address of the site that a page names: links, pictures in all sizes, style sheets, feeds."""
    for element in html.fromstring(body).iter("a", "link", "img", "source", "script"):
        candidates = [each.split()[0] for each in element.get("srcset", "").split(",") if each.strip()]
        for written in (element.get("href"), element.get("src"), *candidates):
            url = urldefrag(urljoin(address, written or "")).url
            if written and url.startswith(f"{site}/"):
                yield url
