"""Nobody is shut out: axe finds nothing, in whatever colours, contrast and motion a reader has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct
from playwright.sync_api import Browser, Page

from tests.browser.hard_texts import EVERY_FORM
from tests.browser.site_in_browser import CROSSING, KINDS, look_at

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = 1280, 360

AXE = """async only => {
  const options = { runOnly: only, resultTypes: ["violations"], preload: false, iframes: false };
  const { violations } = await axe.run(options);
  return violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html.slice(0, 160), node.failureSummary]));
}"""
PLAIN = """element => {
  const own = getComputedStyle(element);
  const edges = ["Top", "Right", "Bottom", "Left"].map(side => own[`border${side}Style`] === "none"
    || parseFloat(own[`border${side}Width`]) === 0 || own[`border${side}Color`].endsWith(", 0)"));
  return edges.every(Boolean) && own.outlineStyle === "none";
}"""
BOXED = """[...document.querySelectorAll("a, button, input, select, [tabindex='0']")].filter(element =>
  element.checkVisibility() && !(%s)(element))""" % PLAIN
"""Interactive elements that have an edge."""


class Look(Struct, frozen=True):
    """How a page is looked at."""

    width: int
    scheme: Literal["light", "dark"]


@pytest.fixture(scope="module")
def examined(browser: Browser) -> Iterator[Page]:
    """A tab in which axe waits."""
    context = browser.new_context()
    context.add_init_script(Axe().axe_script)
    yield context.new_page()
    context.close()


def faults_in(tab: Page, only: list[str]) -> list[str]:
    """Where and why a page breaks rules: those of some tags, or those of some names."""
    found: list[list[Any]] = tab.evaluate(AXE, only)
    return [f"{rule}: {element}\n  {why}" for rule, element, why in found]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(examined: Page, site: str, kind: str) -> None:
    bright, dark = Look(WIDE, "light"), Look(NARROW, "dark")
    look_at(examined, site + KINDS[kind], WIDE)
    faults = faults_in(examined, TAGS)
    examined.emulate_media(color_scheme="dark")
    faults += faults_in(examined, ["color-contrast"])
    examined.set_viewport_size({"width": NARROW, "height": 900})
    faults += faults_in(examined, TAGS)
    examined.emulate_media(color_scheme="light")
    faults += faults_in(examined, ["color-contrast"])
    del bright, dark
    assert not faults, "\n".join(faults)
