"""Hearing which files of a site change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

__all__ = ["Watcher"]

MILLISECONDS_OF_QUIET = 8
"""Changes that follow one another so closely are told together."""
MOST_MILLISECONDS = 50
"""Changes are told after so long, even if others follow."""
MILLISECONDS_BETWEEN_SIGNS = 1000
"""How often it is looked whether the watch is over."""
SECONDS_AFTER_A_FAULT = 0.1
FOLDERS = ("content", "themes")


class Watcher:
    """Tells which files of a site have changed, from threads of its own.

    One watches the folder itself, for the settings and for folders that come and go, another one what lies in
    `content/` and `themes/`.
    """

    def __init__(self, config_file: Path, tell: Callable[[frozenset[Path]], None]) -> None:
        self.config_file = config_file.absolute()
        self.tell = tell
        self.end = threading.Event()
        self.end_of_folders = threading.Event()

    def start(self) -> None:
        """Begin to watch."""
        for work in (self.watch_folder, self.watch_folders):
            threading.Thread(target=work, name="watcher", daemon=True).start()

    def stop(self) -> None:
        """Stop watching."""
        self.end.set()
        self.end_of_folders.set()

    def watch_folder(self) -> None:
        """Watch the folder of the site."""
        for paths in self.changes_in([self.config_file.parent], self.end, recursive=False):
            if any(path.name in FOLDERS for path in paths):
                self.end_of_folders.set()
            self.tell(paths)

    def watch_folders(self) -> None:
        """Watch what lies in its folders, also those that come later."""
        while not self.end.is_set():
            self.end_of_folders.clear()
            there = [folder for name in FOLDERS if (folder := self.config_file.parent / name).is_dir()]
            if not there:
                self.end_of_folders.wait()
            for paths in self.changes_in(there, self.end_of_folders, recursive=True) if there else ():
                self.tell(paths)

    def changes_in(self, folders: list[Path], end: threading.Event, *, recursive: bool) -> Iterator[frozenset[Path]]:
        """Give the files that change together, until the end; the folders where nobody can say which files.

        Where the system watches no more files, as many have a limit, it is looked again and again.
        """
        polls = None
        while not end.is_set():
            try:
                for changes in watch(
                    *folders,
                    watch_filter=self.matters,
                    debounce=MOST_MILLISECONDS,
                    step=MILLISECONDS_OF_QUIET,
                    stop_event=end,
                    rust_timeout=MILLISECONDS_BETWEEN_SIGNS,
                    recursive=recursive,
                    raise_interrupt=False,
                    force_polling=polls,
                    ignore_permission_denied=True,
                ):
                    yield frozenset(Path(path) for _, path in changes)
            except OSError:
                if polls:
                    return
                polls = True
            except RuntimeError:  # which is how it tells of a name that is not in UTF-8
                yield frozenset(folders)
                end.wait(SECONDS_AFTER_A_FAULT)

    def matters(self, _change: Change, path: str) -> bool:
        """Tell whether a change may decide something about the site: beside its folders, only settings do."""
        file, folder = Path(path), self.config_file.parent
        return file.parent != folder or file == self.config_file or file.name in FOLDERS
