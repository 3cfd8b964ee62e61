"""Nobody is shut out: axe finds nothing, in whatever colours, contrast and motion a reader has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec import Struct
from playwright.sync_api import Browser, Page

from tests.browser.hard_texts import EVERY_FORM
from tests.browser.site_in_browser import ALIKE, ARABIC, CROSSING, KINDS, look_at

pytestmark = pytest.mark.browser

Rules: TypeAlias = dict[str, object]
"""Options of axe that say by which rules it looks."""

EVERYTHING: Rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS: Rules = {"runOnly": ["color-contrast"]}
MORE_CONTRAST: Rules = {"runOnly": ["color-contrast-enhanced"]}
ALL_BUT_COLOURS: Rules = EVERYTHING | {"rules": {"color-contrast": {"enabled": False}}}


class Look(Struct, frozen=True):
    """How a page is looked at, and which part of it by which rules of axe."""

    width: int
    scheme: Literal["light", "dark"]
    rules: Rules
    part: str = "html"


LOOKS = (
    Look(1280, "light", EVERYTHING),
    Look(1280, "dark", COLOURS, "main"),
    Look(360, "dark", EVERYTHING),
    Look(360, "light", COLOURS, "main"),
)
"""Both widths in both schemes. Rules of structure know no colours, the colours around a text no width."""
LOOKS_AT_ALIKE = (Look(360, "dark", EVERYTHING),)
ARABIC_LOOKS = (Look(1280, "light", ALL_BUT_COLOURS), Look(360, "dark", ALL_BUT_COLOURS))
"""All editions have the same colours; what takes most of the time is not done twice."""

RUN_AXE = """async ([part, rules]) => {
  const options = { ...rules, resultTypes: ["violations"], preload: false, iframes: false };
  const { violations } = await axe.run(part, options);
  return violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.html.slice(0, 200)}\\n  ${node.failureSummary.replaceAll("\\n", "\\n  ")}`));
}"""
"""Gives a text for each fault: the rule, the element and why."""

EDGED = """() => {
  const clear = colour => /^rgba\\(.*, 0\\)$/.test(colour);
  return [...document.querySelectorAll("a, button, input, select, summary, [tabindex='0']")].flatMap(
  (element, place) => {
    const own = getComputedStyle(element);
    const seen = ["Top", "Right", "Bottom", "Left"].some(side => own[`border${side}Style`] !== "none"
      && parseFloat(own[`border${side}Width`]) > 0 && !clear(own[`border${side}Color`]));
    const filled = !clear(own.backgroundColor);
    const shown = element.checkVisibility() && element.clientWidth > 1;
    return shown && (seen || filled) ? [[place, seen, element.outerHTML.slice(0, 200)]] : [];
  });
}"""
"""What looks like a button: each with its place, whether it has an edge, and its HTML."""

MARKED = """() => [...document.querySelectorAll("header nav [aria-current]")].map(element => {
  const look = each => { const own = getComputedStyle(each);
    return [own.fontWeight, own.textDecorationLine, own.borderBlockEndWidth, own.borderBlockEndStyle].join(); };
  const other = [...element.closest("nav").querySelectorAll("a:not([aria-current])")].find(each => each !== element);
  return !other || look(element) !== look(other);
})"""
"""Whether each link to the present page looks other than its neighbours without its colour."""

OUTLINED = """() => {
  const own = getComputedStyle(document.activeElement);
  const drawn = own.outlineStyle !== "none" && parseFloat(own.outlineWidth) >= 2;
  return drawn && !/^rgba\\(.*, 0\\)$/.test(own.outlineColor);
}"""

MOVING = """() => [...document.querySelectorAll("*")].filter(element => ["", "::before", "::after"].some(part => {
  const own = getComputedStyle(element, part || null);
  return own.transitionDuration !== "0s" || own.animationName !== "none" || own.scrollBehavior === "smooth";
})).map(element => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def examined(browser: Browser) -> Iterator[Page]:
    """A tab in which axe waits."""
    context = browser.new_context()
    context.add_init_script(Axe().axe_script)
    yield context.new_page()
    context.close()


def faults_in(tab: Page, rules: Rules, part: str = "html") -> list[str]:
    found: list[str] = tab.evaluate(RUN_AXE, [part, rules])
    return found


def looks_at(kind: str) -> tuple[Look, ...]:
    if kind in ARABIC:
        return ARABIC_LOOKS
    return LOOKS_AT_ALIKE if kind in ALIKE else LOOKS


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(examined: Page, site: str, kind: str) -> None:
    look_at(examined, site + KINDS[kind])
    faults = []
    for look in looks_at(kind):
        examined.set_viewport_size({"width": look.width, "height": 900})
        examined.emulate_media(color_scheme=look.scheme)
        faults += [f"{look.width} px, {look.scheme}: {fault}" for fault in faults_in(examined, look.rules, look.part)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("edition", ["", "/ar"])
def test_axe_finds_nothing_in_whatever_form_a_text_takes(examined: Page, hard_texts: str, edition: str) -> None:
    look_at(examined, hard_texts + edition + EVERY_FORM, 360)
    examined.locator("summary").click()
    faults = faults_in(examined, EVERYTHING)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("path", "scheme"), [("/", "light"), (CROSSING, "dark"), ("/archive/", "light")])
def test_who_asks_for_more_contrast_has_it(
    examined: Page, site: str, path: str, scheme: Literal["light", "dark"]
) -> None:
    look_at(examined, site + path, scheme=scheme)
    examined.emulate_media(contrast="more")
    faults = faults_in(examined, MORE_CONTRAST)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", [CROSSING, "/archive/", "/subscribe/", "/search/", "/page/1/"])
def test_what_looks_like_a_button_has_an_edge_in_the_reader_s_own_colours(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    buttons = {place: html for place, _, html in tab.evaluate(EDGED)}
    tab.emulate_media(forced_colors="active")
    edged = {place for place, seen, _ in tab.evaluate(EDGED) if seen}
    assert buttons
    assert [html for place, html in buttons.items() if place not in edged] == []


@pytest.mark.parametrize("path", ["/press-releases/", "/ar/about/", "/subscribe/"])
def test_where_one_is_can_be_told_in_the_reader_s_own_colours(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    tab.emulate_media(forced_colors="active")
    marked = tab.evaluate(MARKED)
    assert marked
    assert all(marked)


@pytest.mark.parametrize("path", ["/", CROSSING, "/subscribe/"])
def test_the_focus_is_seen_in_the_reader_s_own_colours(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    tab.emulate_media(forced_colors="active")
    for _ in range(12):
        tab.keyboard.press("Tab")
        assert tab.evaluate(OUTLINED)


@pytest.mark.parametrize("path", ["/", CROSSING, "/subscribe/", "/search/"])
def test_nothing_moves_for_who_asks_for_rest(tab: Page, site: str, path: str) -> None:
    look_at(tab, site + path)
    tab.emulate_media(reduced_motion="reduce")
    assert tab.evaluate(MOVING) == []
