"""What a page asks for and leaves behind: its own files, under a strict policy, and nothing on the reader's device."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, Page, Request

from tests.browser.hard_texts import EVERY_FORM, NASTY
from tests.browser.site_in_browser import ALIKE, ARABIC, ENGLISH, under_policy

pytestmark = pytest.mark.browser

KINDS = {kind: path for kind, path in ENGLISH.items() if kind not in ALIKE} | {
    kind: ARABIC[kind] for kind in ("carried article (ar)", "search (ar)")
}

TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
  console.error(`${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`))"""
KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""


class Visit(Struct, frozen=True):
    """What one visit to a page brought to light."""

    told: list[str] = []
    """Errors and warnings of the console, faults of scripts, violations of the policy."""
    asked: list[str] = []
    failed: list[str] = []
    kept: list[object] = []


class Witness:
    """A tab that is watched while it visits pages, one after the other, whose server sends a strict policy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.visit = Visit()
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", lambda message: self.tell(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda fault: self.tell(f"error: {fault}"))
        page.on("request", lambda request: self.visit.asked.append(request.url))
        page.on("requestfailed", self.miss)
        page.on("response", lambda answer: self.visit.failed.append(answer.url) if answer.status >= 400 else None)

    def tell(self, text: str) -> None:
        if text.startswith(("error", "warning")):
            self.visit.told.append(text)

    def miss(self, request: Request) -> None:
        """Leave out what the browser gave up itself, as an icon when the next page is opened at once."""
        if request.failure != "net::ERR_ABORTED":
            self.visit.failed.append(request.url)

    def visit_to(self, address: str) -> Visit:
        self.visit = Visit(told=[], asked=[], failed=[], kept=[])
        self.page.route(address, under_policy)
        self.page.goto(address)
        self.visit.kept.extend(self.page.evaluate(KEPT) + self.page.context.cookies())
        return self.visit


@pytest.fixture(scope="module")
def witness(browser: Browser) -> Iterator[Witness]:
    context = browser.new_context()
    page = context.new_page()
    yield Witness(page)
    page.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture(scope="module", params=KINDS)
def visit(witness: Witness, site: str, request: pytest.FixtureRequest) -> Visit:
    return witness.visit_to(site + KINDS[request.param])


def test_nothing_is_wrong_under_a_strict_policy(visit: Visit) -> None:
    assert visit.told == []


def test_every_request_is_answered(visit: Visit) -> None:
    assert visit.failed == []


def test_nobody_else_is_asked(visit: Visit, site: str) -> None:
    assert visit.asked
    assert [url for url in visit.asked if not url.startswith(f"{site}/")] == []


def test_nothing_is_kept_on_the_device_of_the_reader(visit: Visit) -> None:
    assert visit.kept == ["", 0, 0, 0, 0, 0]


@pytest.mark.parametrize("path", [EVERY_FORM, NASTY])
def test_the_text_of_an_article_keeps_the_policy(witness: Witness, hard_texts: str, path: str) -> None:
    visit = witness.visit_to(hard_texts + path)
    assert visit.told == []
    assert visit.failed == []


def test_a_witness_tells_of_what_is_forbidden(witness: Witness, site: str) -> None:
    visit = witness.visit_to(f"{site}/")
    with witness.page.expect_console_message():
        witness.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Red</p>')")
    assert any("style-src" in text for text in visit.told)
