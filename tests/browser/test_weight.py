"""How little a page weighs on the way to its reader."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response

from tests.browser.site_in_browser import CROSSING, ENGLISH

pytestmark = pytest.mark.browser

WITHOUT_PHOTOGRAPH = ENGLISH["article without photograph"]


def loaded_by(page: Page, address: str) -> list[Response]:
    """All answers that a page needs; the icon of the tab, which browsers fetch when they like, is left out."""
    answers: dict[str, Response] = {}
    page.on("response", lambda answer: answers.update({answer.url: answer}))
    page.goto(address)
    answers.pop(page.locator("link[rel='icon']").evaluate("link => link.href"), None)
    return list(answers.values())


def weights_of(answers: list[Response]) -> dict[str, int]:
    """Bytes of each file as servers send it, packed."""
    return {answer.url: len(gzip.compress(answer.body())) for answer in answers}


@pytest.mark.parametrize("edition", ["", "/ar"])
def test_an_article_without_photograph_weighs_less_than_30_kilobytes(page: Page, site: str, edition: str) -> None:
    weights = weights_of(loaded_by(page, site + edition + WITHOUT_PHOTOGRAPH))
    assert sum(weights.values()) <= 30_000, weights
    assert len(weights) <= 3, weights


def test_a_telephone_loads_an_article_with_photograph_for_less_than_150_kilobytes(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    weights = weights_of(loaded_by(page, site + CROSSING))
    assert sum(weights.values()) <= 150_000, weights
