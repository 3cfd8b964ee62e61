"""A small, complete newsroom to begin with."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sitegen.problems import Location, Problem, error
from sitegen.scaffolding.file_templates import filled_in
from sitegen.whole_file import write_new

__all__ = ["new_site"]

NOT_IN_THE_WAY = {".git", ".DS_Store"}
"""What a folder may hold that is otherwise empty: a site may begin as a fresh repository."""


def new_site(folder: Path, today: date) -> tuple[Path, ...] | Problem:
    """Write a newsroom with two articles into a new or empty folder, and give its files."""
    texts = texts_of_site(today)
    try:
        if folder.exists() and any(entry.name not in NOT_IN_THE_WAY for entry in folder.iterdir()):
            return not_empty(folder)
        for path, text in texts.items():
            write_new(folder / path, text.encode())
    except (NotADirectoryError, FileExistsError):
        message = f"`{folder}` cannot be a folder: there is a file of this name"
        return error(message, Location(str(folder)), "choose another name")
    except OSError as fault:
        reason = (fault.strerror or "it failed").lower()
        return error(f"the site cannot be written: {reason}", Location(str(folder)), "choose another folder")
    return tuple(folder / path for path in texts)


def texts_of_site(today: date) -> dict[str, str]:
    """Give the text of each file by its path.

    The articles are a few days old, so that they are visible in every time zone and whatever zone the site has.
    """
    newer, older = today - timedelta(days=2), today - timedelta(days=9)
    values = {
        "year": str(today.year),
        "last_year": str(today.year - 1),
        "newer": newer.isoformat(),
        "older": older.isoformat(),
        "link_to_older": f"../{older.year}/{older}-announcement.md",
    }
    templates = {
        "config.yaml": "config.yaml",
        ".gitignore": "gitignore",
        "content/_people.yaml": "content/_people.yaml",
        "content/_contacts.yaml": "content/_contacts.yaml",
        "content/about.md": "content/about.md",
        "content/news/_section.yaml": "content/news/_section.yaml",
        f"content/news/{older.year}/{older}-announcement.md": "content/news/announcement.md",
        f"content/news/{newer.year}/{newer}-opening.md": "content/news/opening.md",
    }
    return {path: filled_in(f"site/{template}", values) for path, template in templates.items()}


def not_empty(folder: Path) -> Problem:
    """Say that a folder is in use."""
    return error(
        f"`{folder}` is not empty; nothing was written",
        Location(str(folder)),
        "choose a new folder; for an article in a site that exists, run `sitegen new article`",
    )
