"""Folders for what shall lie in no other: nobody else can read them, and they are gone when the program has ended.

That of a program that was killed stays, until `sweep` finds it.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from weakref import finalize

from sitegen.lock import locked

__all__ = ["SpareFolder", "sweep"]

PREFIX = "sitegen-"
LOCK = "in-use"
"""A file that is locked as long as somebody needs the folder."""
SECONDS_TO_BEGIN = 60
"""A folder that is younger may be one whose lock is about to be taken."""


class SpareFolder:
    """A folder for temporary files, at its `path`, until it is closed or forgotten. Raises `OSError`."""

    def __init__(self) -> None:
        self.path = Path(mkdtemp(prefix=PREFIX))
        held = ExitStack()
        self.close = finalize(self, removed, self.path, held)
        held.enter_context(locked(self.path / LOCK))


def removed(folder: Path, held: ExitStack) -> None:
    """Let go of a folder and take it away."""
    held.close()
    shutil.rmtree(folder, ignore_errors=True)


def sweep(now: datetime) -> None:
    """Take away what programs of this person have left that were killed; `now` is the present moment."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if is_own(folder) and now.timestamp() - (folder / LOCK).lstat().st_mtime > SECONDS_TO_BEGIN:
                with locked(folder / LOCK, waits=False):
                    shutil.rmtree(folder, ignore_errors=True)


def is_own(folder: Path) -> bool:
    """Tell whether a folder is this person's, into which nobody else can have put anything. Raises `OSError`."""
    facts = folder.lstat()
    if sys.platform == "win32":  # where each person has a folder for temporary files
        return stat.S_ISDIR(facts.st_mode)
    return (
        stat.S_ISDIR(facts.st_mode)
        and facts.st_uid == os.getuid()
        and not facts.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
