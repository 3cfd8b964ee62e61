"""Files that have changed, brought together: what changes at once is shown at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from queue import Empty, Queue

from sitegen.beginning import present_moment

__all__ = ["EVERYTHING", "Changes"]

EVERYTHING = frozenset({Path()})
"""The change of which nobody knows what it is."""

SECONDS_BETWEEN_LOOKS = 10.0
"""How often it is looked for changes that nobody has told of, as on a network drive; soon after a change more often."""
LOOKS_THAT_GROW_RARER = 4
FEW = 3
"""Where more files than this change at once, others follow."""
SECONDS_OF_QUIET = 0.08
"""When no file has changed for so long, all have that do so together."""
MOST_SECONDS_OF_QUIET = 10.0
NANOSECONDS_OF_A_CHECKOUT = 2 * 10**9


class Changes:
    """Files of the site in a folder that somebody has told of, until they are taken.

    `has_new` tells whether one of some files is an article that nobody knows yet: others often follow it.
    """

    def __init__(self, folder: Path, has_new: Callable[[frozenset[Path]], bool]) -> None:
        self.has_new = has_new
        self.git_lock = git_lock_of(folder.resolve())
        self.told: Queue[frozenset[Path]] = Queue()
        self.looks = 0
        self.is_over = False

    def put(self, paths: frozenset[Path]) -> None:
        """Tell of changes, from whatever thread."""
        self.told.put(paths)

    def end(self) -> None:
        """Let nobody wait any more."""
        self.is_over = True
        self.told.put(EVERYTHING)

    def take(self, until: datetime | None) -> frozenset[Path] | None:
        """Wait for changes, and give all that come together.

        None when it is time to look for those that nobody has told of: at the latest at the moment `until` which the
        site is known to stay as it is.
        """
        try:
            paths = self.told.get(timeout=self.seconds_to_wait(until))
        except Empty:
            self.looks += 1
            return None
        self.looks = 0
        end = time.monotonic() + MOST_SECONDS_OF_QUIET
        while time.monotonic() < end and not self.is_over:
            are_many = len(paths) > FEW or self.has_new(paths) or is_young(self.git_lock)
            try:
                paths |= self.told.get(timeout=SECONDS_OF_QUIET if are_many else 0)
            except Empty:
                if not is_young(self.git_lock):
                    break
        return paths

    def seconds_to_wait(self, until: datetime | None) -> float:
        """Give how long nobody needs to look."""
        longest = min(SECONDS_BETWEEN_LOOKS, 2.0 ** min(self.looks, LOOKS_THAT_GROW_RARER))
        return max(0.0, min((until - present_moment()).total_seconds(), longest)) if until else longest


def is_young(lock: Path) -> bool:
    """Tell whether a lock has just been made; one that stays was left behind, or waits for a person."""
    try:
        return time.time_ns() - lock.stat().st_mtime_ns < NANOSECONDS_OF_A_CHECKOUT
    except OSError:
        return False


def git_lock_of(folder: Path) -> Path:
    """Give the file that is there while git changes the files of a folder, which may lie deep in its repository."""
    found = (parent for parent in (folder, *folder.parents) if (parent / ".git").is_dir())
    return next(found, folder) / ".git" / "index.lock"
