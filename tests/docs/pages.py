"""The pages of the documentation, and what is to be seen in them: links, commands, files that the reader writes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tests.built_sites import REPOSITORY

__all__ = [
    "Block",
    "Command",
    "WrittenFile",
    "arguments_of",
    "blocks_in",
    "commands_in",
    "headings_in",
    "links_in",
    "pages",
    "steps_in",
]

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"``[^`].*?``|`[^`]+`", re.DOTALL)
FILE = re.compile(r"`([^`\s]+\.\w+)`:\n\n\Z")
ADDING = re.compile(r"(?:Add to|In) `config\.yaml`(?:, add)?:\n\n\Z")
OURS = ("sitegen", ".venv/bin/sitegen", ".venv/bin/python build.py", "python build.py")


class Block(Struct, frozen=True):
    """A fenced block: its language, its text, and what stands before it on the page."""

    language: str
    text: str
    before: str


class Command(Struct, frozen=True):
    """A line for the shell, as words."""

    words: tuple[str, ...]


class WrittenFile(Struct, frozen=True):
    """A file that a tutorial asks for; `is_added` tells that the text goes to the end of a file that exists."""

    path: str
    text: str
    is_added: bool = False


def pages() -> tuple[Path, ...]:
    """Give all pages."""
    top = (REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    return (*top, *sorted((REPOSITORY / "docs").rglob("*.md")))


def blocks_in(page: str) -> Iterator[Block]:
    """Give the fenced blocks of a page."""
    for found in FENCE.finditer(page):
        indent, language, text = found.groups()
        yield Block(language, re.sub(f"^{indent}", "", text, flags=re.MULTILINE), page[: found.start()])


def links_in(page: str) -> Iterator[str]:
    """Give the addresses of links and pictures that do not lead to other sites."""
    for address in LINK.findall(CODE.sub("", FENCE.sub("", page))):
        if not re.match(r"[a-z]+:", address):
            yield address


def headings_in(page: str) -> set[str]:
    """Give the fragments by which the headings of a page are reached on GitHub."""
    lines = re.findall(r"^#+ (.+)$", FENCE.sub("", page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def commands_in(page: str) -> Iterator[Command]:
    """Give the commands of a page's `sh` blocks, each part of a chain by itself."""
    for block in blocks_in(page):
        if block.language == "sh":
            for line in block.text.splitlines():
                for part in line.split(" && "):
                    words = tuple(shlex.split(part, comments=True))
                    if words:
                        yield Command(words)


def steps_in(page: str) -> Iterator[Command | WrittenFile]:
    """Give what a tutorial asks its reader to do, in its order.

    A block below a line with only a file name and a colon is that file; one below "Add to `config.yaml`:" is added.
    """
    for block in blocks_in(page):
        last = block.before.rpartition("\n\n")[0].rpartition("\n")[2] + "\n\n"
        if ADDING.search(last):
            yield WrittenFile("config.yaml", block.text, is_added=True)
        elif last.startswith("`") and (found := FILE.match(last)):
            yield WrittenFile(found[1], block.text)
        elif block.language == "sh":
            yield from commands_in(f"```sh\n{block.text}```\n")


def arguments_of(command: Command) -> tuple[str, ...] | None:
    """Give what a command says to `sitegen`, or nothing for a command of another program."""
    written = " ".join(command.words[:2])
    for name in OURS:
        count = len(name.split())
        if command.words[:count] == tuple(name.split()) or written == name:
            return command.words[count:]
    return None
