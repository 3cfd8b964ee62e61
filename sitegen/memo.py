"""Provisional."""
from __future__ import annotations
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
__all__ = ["Memo"]
class Memo:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
    def find(self, key: str) -> Path | None:
        path = self.folder / key
        return path if path.exists() else None
    def keep(self, key: str, data: bytes) -> Path | None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / key).write_bytes(data)
        return self.folder / key
    def write(self, key: str, write: Callable[[BinaryIO], None]) -> Path | None:
        to = BytesIO()
        write(to)
        return self.keep(key, to.getvalue())
