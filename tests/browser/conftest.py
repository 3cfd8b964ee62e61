"""A browser and sites for it to look at; each is made once for all tests of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sitegen import pipeline
from tests.browser.hard_texts import hard_site
from tests.browser.site_in_browser import chromium
from tests.built_sites import NOW, own_site
from tests.served_folder import served

HOME = "http://127.0.0.1/"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site of this repository."""
    folder = own_site(tmp_path_factory.mktemp("own") / "site")
    pipeline.build(pipeline.Order(config_file=folder / "config.yaml", at=NOW, base_url=HOME, jobs=1))
    with served(folder / "public") as address:
        yield address


@pytest.fixture(scope="session")
def hard_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose articles ask much of a theme."""
    folder = hard_site(tmp_path_factory.mktemp("hard"))
    pipeline.build(pipeline.Order(config_file=folder / "config.yaml", at=NOW, base_url=HOME, jobs=1))
    with served(folder / "public") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = chromium(playwright)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that knows nothing, for a test that listens, counts or intercepts."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    yield page
    for each in (page, context):
        each.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A page for tests that only look (`look_at`): one for all tests of a module, as contexts are slow to make."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
