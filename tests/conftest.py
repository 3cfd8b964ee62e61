from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("sitegen", deadline=None, print_blob=True)
settings.load_profile("sitegen")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the files that tests compare with")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, if nobody asks for it, and the tests in a browser where there is none.

    In CI, where one is installed, those must run. They come last, for Playwright keeps an event loop running.
    """
    left_out = [] if "thorough" in config.option.markexpr else ["thorough"]
    if os.environ.get("CI") != "true" and not any(shutil.which(name) for name in BROWSERS):
        left_out.append("browser")
    gone = {item for item in items if any(item.get_closest_marker(name) for name in left_out)}
    config.hook.pytest_deselected(items=[item for item in items if item in gone])
    items[:] = sorted((item for item in items if item not in gone), key=in_browser)


def in_browser(item: pytest.Item) -> bool:
    """Tell whether a test needs a browser."""
    return item.get_closest_marker("browser") is not None
