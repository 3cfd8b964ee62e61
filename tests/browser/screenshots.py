"""Take pictures of every kind of page for the documentation: `python -m tests.browser.screenshots [FOLDER] [NAME…]`.

It builds the site of this repository at the moment at which tests build it, shows it to Chromium, and writes small WebP
pictures into `docs/pictures/` or into another folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Literal

import pyvips
from msgspec import Struct
from playwright.sync_api import Browser, sync_playwright

from sitegen import pipeline
from tests.browser.site_in_browser import chromium
from tests.built_sites import NOW, REPOSITORY, own_site
from tests.served_folder import served

__all__ = ["SHOTS", "Shot", "take"]

ARTICLE = "press-releases/2026/kaldera-pass-crossing/"
QUALITY = 72
PHONE = 390
PAPER = 794
"""A4 at 96 pixels an inch."""


class Shot(Struct, frozen=True):
    """One picture: of which page, on which screen or on paper, and how much of a long page it shows."""

    name: str
    path: str
    width: int = 1280
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    tallest: int = 1700


SHOTS = (
    Shot("home", ""),
    Shot("home-dark", "", scheme="dark", tallest=1100),
    Shot("home-phone", "", PHONE),
    Shot("home-arabic", "ar/", tallest=1100),
    Shot("article", ARTICLE, tallest=2200),
    Shot("article-dark-phone", ARTICLE, PHONE, scheme="dark"),
    Shot("article-arabic", f"ar/{ARTICLE}"),
    Shot("article-print", ARTICLE, PAPER, media="print"),
    Shot("list", "press-releases/"),
    Shot("person", "people/elena-marchetti/", tallest=1100),
    Shot("topics", "tags/", tallest=1100),
    Shot("archive", "archive/", tallest=1100),
    Shot("archive-year", "archive/2026/", tallest=1100),
    Shot("event", "events/2026/annual-conference-2027/", tallest=1300),
    Shot("subscribe", "subscribe/", tallest=1300),
    Shot("search", "search/", tallest=900),
    Shot("not-found", "no-such-page/", PHONE, tallest=900),
)


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """Give one picture as WebP."""
    context = browser.new_context(viewport={"width": shot.width, "height": 900}, color_scheme=shot.scheme)
    page = context.new_page()
    page.emulate_media(media=shot.media)
    page.goto(address + shot.path)
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => null)))")
    height = min(shot.tallest, page.evaluate("document.documentElement.scrollHeight"))
    image = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": shot.width, "height": height})
    context.close()
    return bytes(pyvips.Image.new_from_buffer(image, "").webpsave_buffer(Q=QUALITY, effort=6, keep="none"))


def main(folder: Path, names: list[str]) -> None:
    """Take all pictures, or those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        site = own_site(Path(name) / "site")
        pipeline.build(pipeline.Order(config_file=site / "config.yaml", at=NOW, base_url="http://127.0.0.1/"))
        with served(site / "public") as address, sync_playwright() as playwright:
            browser = chromium(playwright)
            for shot in SHOTS:
                if not names or shot.name in names:
                    (folder / f"{shot.name}.webp").write_bytes(take(browser, f"{address}/", shot))
            browser.close()
    print(f"pictures are in {folder}")  # noqa: T201  (the command's one line)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "pictures", sys.argv[2:])
