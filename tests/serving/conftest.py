from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen.serving.application import application_of
from sitegen.serving.live import Hub
from sitegen.serving.server import SiteServer
from tests.served_folder import running
from tests.serving.previews import WalkingPreview


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    public = tmp_path_factory.mktemp("site") / "public"
    for name in ("news", "été", "fr"):
        (public / name).mkdir(parents=True)
    (public / "index.html").write_text("<body>home</body>", encoding="utf-8")
    (public / "news" / "index.html").write_text("<body>news</body>", encoding="utf-8")
    (public / "été" / "index.html").write_text("<body>summer</body>", encoding="utf-8")
    (public / "404.html").write_text("<body>no such page</body>", encoding="utf-8")
    for name in ("feed.xml", "atom.xml", "feed.json", "fr/feed.xml", "sitemap.xml", "event.ics"):
        (public / name).write_text("feed", encoding="utf-8")
    with (public / "large.bin").open("wb") as large:
        large.truncate(50_000_000)
    return public


@pytest.fixture(scope="module")
def preview(folder: Path) -> WalkingPreview:
    return WalkingPreview(folder)


@pytest.fixture(scope="module")
def server(preview: WalkingPreview) -> Iterator[SiteServer]:
    hub = Hub()
    with running(application_of(preview, hub), hub) as server:
        yield server


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever is asked, the person at the terminal is told nothing of it."""
    yield
    told = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not told
