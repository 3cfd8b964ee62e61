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
    """Leave out the tests in a browser where there is none; in CI, where one is installed, they must run."""
    if os.environ.get("CI") == "true" or any(shutil.which(name) for name in BROWSERS):
        return
    without_browser = [item for item in items if not item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("browser")])
    items[:] = without_browser
