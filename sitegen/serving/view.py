"""What the web application asks of whoever knows the site."""

from __future__ import annotations

from typing import Protocol

from sitegen.serving.answers import Content
from sitegen.serving.own_pages import Bar

__all__ = ["NotYet", "Preview", "View"]


class NotYet(Exception):
    """Nobody knows yet what lies at an address."""


class View(Protocol):
    """The site as a browser sees it at one moment; all paths are those of addresses, below the host."""

    @property
    def number(self) -> int:
        """Which view this is: later ones have higher numbers."""

    @property
    def base_path(self) -> str:
        """The path below which the site lies, with a slash at both ends."""

    def find(self, path: str) -> Content | None:
        """Give a file of the site by its path; may wait until that is known, or raise `NotYet`."""

    def version_of(self, path: str) -> str:
        """Give what changes with the bytes of a file, by its path below the site; empty for one that is not there."""

    def knows_files(self) -> bool:
        """Tell whether all files of the site are known yet."""

    def cover(self, page: str) -> bytes | None:
        """Give the page that stands in the place of all pages while the site has errors."""

    def problem_list(self, page: str) -> bytes:
        """Give the page of all problems, whatever their severity, with a way back to a page."""

    def bar(self, page: str) -> Bar:
        """Say what the bar of a page shows."""

    def way_from(self, page: str, number: int) -> str:
        """Give the address to which a browser goes that has shown a page since the view of that number, or nothing."""


class Preview(Protocol):
    """What is shown, and how to have another moment of it shown."""

    def view(self, behind: str, *, waits: bool = True) -> View | None:
        """Give the site as it is now; `behind` is the cookie of a browser that looks behind problems. May wait."""

    def behind(self) -> str:
        """Give that cookie's value for the problems that there are now."""

    def walk(self, at: str) -> str:
        """Have the site of another moment shown, of now when `at` is empty; say what is wrong with it, or nothing."""
