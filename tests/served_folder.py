"""A finished site on a server of its own, as static hosting shows it: the preview's server, without its additions."""

# ruff: noqa: ARG002  a folder needs little of what is asked

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.types import ASGIApp

from sitegen.problems import Problem
from sitegen.serving.answers import Content, media_type_of
from sitegen.serving.application import application_of
from sitegen.serving.listening import listening_socket
from sitegen.serving.live import Hub
from sitegen.serving.own_pages import Bar
from sitegen.serving.server import SiteServer
from sitegen.site_path import SitePath

__all__ = ["FolderPreview", "running", "served"]


class FolderPreview:
    """The files of a folder, each as it is when it is asked for: the view of a site and the preview that gives it."""

    number = 1
    problems = ""

    def __init__(self, folder: Path, base_path: str = "/") -> None:
        self.folder = folder
        self.base_path = base_path

    def view(self, behind: str, *, waits: bool = True) -> FolderPreview:
        return self

    def behind(self) -> str:
        return "0"

    def walk(self, at: str) -> str:
        return "this site has one moment"

    def find(self, path: str) -> Content | None:
        try:
            file = self.folder / SitePath(path).text
            return Content(file, media_type_of(file.name)) if file.is_file() else None
        except ValueError:
            return None

    def version_of(self, path: str) -> str:
        return "there" if self.find(path) else ""

    def knows_files(self) -> bool:
        return True

    def cover(self, page: str) -> bytes | None:
        return None

    def problem_list(self, page: str) -> bytes:
        return b"no problems"

    def bar(self, page: str) -> Bar:
        return Bar(showing="a folder", page=page)

    def way_from(self, page: str, number: int) -> str:
        return ""


@contextmanager
def running(application: ASGIApp, hub: Hub, host: str = "127.0.0.1") -> Iterator[SiteServer]:
    """Run an application on a free port."""
    listening = listening_socket(host, 0)
    assert not isinstance(listening, Problem)
    began = threading.Event()
    with listening:
        server = SiteServer(application, listening, hub, host)
        thread = threading.Thread(target=server.serve_forever, args=(began.set,), daemon=True)
        thread.start()
        assert began.wait(10)
        try:
            yield server
        finally:
            server.shutdown_soon()
            thread.join(10)


@contextmanager
def served(output: Path, base_path: str = "/") -> Iterator[str]:
    """Serve a finished site for a while; gives its address without the slash at its end."""
    hub = Hub()
    with running(application_of(FolderPreview(output, base_path), hub, adds=False), hub) as server:
        yield f"{server.address.rstrip('/')}{base_path.rstrip('/')}"
