"""Previews of a folder that do what a test wants, and what browsers ask of them."""

# ruff: noqa: ARG002  a preview for tests needs little of what is asked

from __future__ import annotations

import threading
from pathlib import Path

from sitegen.serving.server import SiteServer
from tests.served_folder import FolderPreview
from tests.serving.talking import Told, asked, said_to

__all__ = ["BusyPreview", "WalkingPreview", "get", "is_alive"]


class WalkingPreview(FolderPreview):
    """A folder of which every moment can be seen; `moments` are those that were asked for."""

    def __init__(self, folder: Path, base_path: str = "/") -> None:
        super().__init__(folder, base_path)
        self.moments: list[str] = []

    def walk(self, at: str) -> str:
        self.moments.append(at)
        return ""


class BusyPreview(FolderPreview):
    """A folder whose pages nobody knows until `is_known` is set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.is_known = threading.Event()
        self.waiting = 0

    def view(self, behind: str, *, waits: bool = True) -> FolderPreview:
        self.waiting += 1
        self.is_known.wait(20)
        return self


def get(server: SiteServer, target: str, *more: str) -> Told:
    return said_to(server.port, asked(target, "GET", *more))


def is_alive(server: SiteServer) -> bool:
    return get(server, "/").status == 200
