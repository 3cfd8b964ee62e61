"""What tests in a browser look at: the site of this repository, page kind by page kind, on a server of its own."""

from __future__ import annotations

import shutil
from typing import Literal

from playwright.sync_api import Browser, Page, Playwright, Route

__all__ = ["ALIKE", "ARABIC", "CROSSING", "ENGLISH", "KINDS", "chromium", "look_at", "under_policy"]

CROSSING = "/press-releases/2026/kaldera-pass-crossing/"
"""The article with everything: photographs, attachments, a media kit, contacts, people, places."""

ENGLISH = {
    "home": "/",
    "home, older": "/page/1/",
    "section": "/press-releases/",
    "tag": "/tags/security/",
    "tags": "/tags/",
    "people": "/people/",
    "person": "/people/kunio-mikuriya/",
    "organization": "/organizations/wco/",
    "place": "/places/kaldera-pass/",
    "author": "/authors/ines-carvalhal/",
    "type": "/types/speech/",
    "archive": "/archive/",
    "year": "/archive/2021/",
    "month": "/archive/2026/11/",
    "article": CROSSING,
    "corrected article": "/press-releases/2025/state-of-the-corridors/",
    "article without photograph": "/statements/2024/women-in-logistics/",
    "event": "/events/2026/annual-conference-2027/",
    "speech": "/speeches/2017/small-traders/",
    "carried article": "/press-releases/2017/wco-security-project-bangkok/",
    "standing page": "/about/",
    "subscribe": "/subscribe/",
    "search": "/search/",
    "not found": "/404.html",
}
"""One page of each kind, with a short list where it is one; the Arabic edition carries the `carried article`."""

ALIKE = {"home, older", "tag", "people", "organization", "place", "author", "type", "month", "speech"}
"""Kinds that look like another one; in English they are looked at all the same."""
ARABIC = {f"{kind} (ar)": f"/ar{path}" for kind, path in ENGLISH.items() if kind not in ALIKE}
KINDS = ENGLISH | ARABIC

POLICY = "default-src 'self'"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium(playwright: Playwright) -> Browser:
    """Start the Chromium of this machine."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


def look_at(
    tab: Page, address: str, width: int = 1280, height: int = 900, scheme: Literal["light", "dark"] = "light"
) -> None:
    """Show a page on a screen of that size, whatever the tab showed before and however."""
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(media="screen", color_scheme=scheme, reduced_motion="null", forced_colors="none", contrast="null")
    tab.goto(address)


def under_policy(route: Route) -> None:
    """Answer as a strict server does: whatever a page loads is its own."""
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})
