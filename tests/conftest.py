from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("sitegen", deadline=None, print_blob=True)
settings.load_profile("sitegen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the files that tests compare with")
