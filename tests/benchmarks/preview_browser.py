"""A browser that has the page of an article open while the article is edited."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

from playwright.sync_api import Browser, Error, Page, TimeoutError, sync_playwright  # noqa: A004  it is Playwright's

from tests.benchmarks.preview_edits import Change

__all__ = ["chromium", "seconds_until_shown", "tab_in", "visit"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECONDS_TO_SHOW, SECONDS_TO_BEGIN_LOOKING, MILLISECONDS_BETWEEN_LOOKS = 60, 0.2, 5
SHOWS = """([sign, isStyle]) => {
  const body = document.body;
  return body && (isStyle ? getComputedStyle(body).paddingTop === sign : body.textContent.includes(sign));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the Chromium of this machine for a while, or the one of Playwright."""
    with sync_playwright() as playwright:
        program = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            with suppress(Error):  # Ctrl-C has reached it too
                browser.close()


@contextmanager
def tab_in(browser: Browser) -> Iterator[Page]:
    """Open a tab that knows nothing; a policy of the page does not keep it from being looked at."""
    context = browser.new_context(bypass_csp=True)
    try:
        yield context.new_page()
    finally:
        with suppress(Error):
            context.close()


def visit(tab: Page, address: str) -> None:
    """Open a page; one that does not come stays unseen, and what is sought in it is missed."""
    with suppress(TimeoutError):
        tab.goto(address)


def seconds_until_shown(tab: Page, change: Change, write: Callable[[], float]) -> float | None:
    """Tell how long it takes from the writing of a change until the open page shows it; nothing if it never does.

    The tab begins to look before a thread of ours writes, so that it cannot be late; `write` tells when it began.
    """

    def write_soon() -> float:
        time.sleep(SECONDS_TO_BEGIN_LOOKING + change.pause)
        return write()

    sought = [change.sign, change.kind == "stylesheet"]
    with ThreadPoolExecutor(1) as other, suppress(TimeoutError):
        began = other.submit(write_soon)
        tab.wait_for_function(SHOWS, arg=sought, polling=MILLISECONDS_BETWEEN_LOOKS, timeout=SECONDS_TO_SHOW * 1000)
        shown = time.perf_counter()
        return shown - began.result()
    return None
