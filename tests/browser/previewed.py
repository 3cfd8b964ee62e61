"""A site and its preview: a real `sitegen serve` in a process of its own, whose files tests edit as people do."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pyvips
from msgspec import Struct
from playwright.sync_api import FrameLocator, Locator, Page

from tests.built_sites import REPOSITORY, files_in
from tests.story import story

__all__ = [
    "A_FERRY",
    "BLUE",
    "NEWSROOM",
    "PLAIN",
    "RED",
    "Loads",
    "Preview",
    "bar_of",
    "color_of",
    "is_marked",
    "marked",
    "opened",
    "previewing",
    "until",
]

HOST = "127.0.0.1"
SECONDS_TO_BEGIN, SECONDS_TO_CHANGE, SECONDS_TO_END, SECONDS_BETWEEN_LOOKS = 60, 20, 10, 0.02
TIME_OF_DAY = re.compile(r"^\d\d:\d\d:\d\d ", re.MULTILINE)
REST = "content/_static/rest-"
"""Files of the site that no page shows: when one is served, so is all that was written before."""

PLAIN = """
-- themes/plain/theme.yaml --
name: Plain
-- themes/plain/templates/base.html --
{% macro links(all) %}
{% for each in all %}<a href="{{ each.url }}">{{ each.title }}</a>{% endfor %}
{% endmacro %}
<!DOCTYPE html>
<html lang="{{ site.lang }}">
<head><meta charset="utf-8"><title>{{ page.head_title }}</title></head>
<body><nav>{{ links(site.navigation) }}{{ links(page.languages) }}</nav>
<main>{% block main %}<h1>{{ page.title }}</h1>{% endblock %}</main></body>
</html>
-- themes/plain/templates/article.html --
{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
{% if page.picture %}<img src="{{ page.picture.shown.url }}" alt="{{ page.picture.alt }}">{% endif %}
<div class="prose">{{ page.html|safe }}</div>
{% for each in page.people %}<a href="{{ each.url }}">{{ each.name }}</a>{% endfor %}
{% block after %}
{% for each in (page.newer, page.older) if each %}<a href="{{ each.url }}">{{ each.title }}</a>{% endfor %}
{% endblock %}
{% endblock %}
-- themes/plain/templates/home.html --
{% extends "base.html" %}
{% block main %}
<h1>Latest news</h1>
{% for each in [page.lead] + page.newest|list if each %}<a href="{{ each.url }}">{{ each.title }}</a>{% endfor %}
{% endblock %}
-- themes/plain/templates/404.html --
{% extends "base.html" %}
{% block main %}<h1>Page not found</h1>{% endblock %}
""" + "".join(
    f"""-- themes/plain/templates/{name}.html --
{{% extends "base.html" %}}
"""
    for name in ("archive", "index", "list", "page", "search", "subscribe")
)
"""A theme that a machine has read and drawn in no time, for sites that are looked at for other things."""

A_FERRY = """
-- content/news/ferry.md --
---
title: A ferry sails
date: 2026-03-26
summary: It sails at dawn.
---
It takes an hour.
"""
"""An article to which tests may add a text."""
NEWSROOM = f"""{PLAIN}
-- config.yaml --
title: Newsroom
theme: plain
timezone: Europe/Rome
lists: []
search: none
social_cards: false
-- content/news/crossing.md --
---
title: A crossing opens
date: 2026-03-24
summary: The border at the pass has a new crossing.
---
Seventeen inspectors work at the border.
"""
"""A site with one article."""

COLOR = """image => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const ground = canvas.getContext("2d");
  ground.drawImage(image, 0, 0, 1, 1);
  const [red, , blue] = ground.getImageData(0, 0, 1, 1).data;
  return red > blue ? "red" : "blue";
}"""


def in_one_color(*color: int) -> bytes:
    """A photograph on which nothing is but a color."""
    picture = (pyvips.Image.black(300, 200, bands=3) + color).cast("uchar").copy(interpretation="srgb")
    data: bytes = picture.write_to_buffer(".jpg")
    return data


RED, BLUE = in_one_color(200, 0, 0), in_one_color(0, 0, 200)
"""Photographs that only their colors tell apart."""


class Preview:
    """A site in a folder, and the process that shows it at a port."""

    def __init__(self, folder: Path, *options: str, base_path: str = "/") -> None:
        self.folder = folder
        self.base_path = base_path
        self.options = options
        self.port = free_port()
        self.log = folder.with_name(f"{folder.name}.log")
        self.rests = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://{HOST}:{self.port}{self.base_path.rstrip('/')}"

    def start(self) -> None:
        """Begin to show the site."""
        command = [sys.executable, "-m", "sitegen", "serve", "--port", str(self.port), "--jobs", "1", *self.options]
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        assert until(lambda: self.status("/"), SECONDS_TO_BEGIN), self.said()

    def stop(self) -> None:
        """End as by Ctrl-C."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(SECONDS_TO_END)
        finally:
            self.process.kill()
            self.process = None

    def said(self) -> str:
        """What the program has said, without the time of day."""
        return TIME_OF_DAY.sub("", self.log.read_text())

    def lives(self) -> bool:
        """Whether the process is there and has found no mistake in itself."""
        return self.process is not None and self.process.poll() is None and "mistake in sitegen" not in self.said()

    def ask(self, path: str, form: str = "") -> tuple[int, bytes]:
        """Ask for an address without a browser, or send a form there; the status is 0 where nobody answers."""
        connection = HTTPConnection(HOST, self.port, timeout=SECONDS_TO_CHANGE)
        try:
            connection.request("POST" if form else "GET", path, form or None)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException):
            return 0, b""
        finally:
            connection.close()

    def status(self, path: str) -> int:
        """Give the status of an address."""
        return self.ask(path)[0]

    def file(self, path: str) -> Path:
        """Give a file of the site, whose folder is there."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file of the site, as the simplest of editors do."""
        self.file(path).write_bytes(content.encode() if isinstance(content, str) else content)

    def edit(self, path: str, before: str, after: str) -> None:
        """Put some words of a file in the place of others."""
        text = (self.folder / path).read_text()
        assert before in text
        self.write(path, text.replace(before, after))

    def remove(self, path: str) -> None:
        """Delete a file or folder of the site."""
        shutil.rmtree(self.folder / path) if (self.folder / path).is_dir() else (self.folder / path).unlink()

    def move(self, before: str, after: str) -> None:
        """Move a file or folder of the site."""
        (self.folder / before).rename(self.file(after))

    def files(self) -> dict[str, bytes]:
        """The files of the site, without those of the program."""
        return {path: data for path, data in files_in(self.folder).items() if not path.startswith((".sitegen/", REST))}

    @contextmanager
    def kept(self) -> Iterator[Preview]:
        """Let a test do what it likes with the files; afterwards the site is as it was, and the preview knows it."""
        before = self.files()
        try:
            yield self
        finally:
            after = self.files()
            for path in after.keys() - before.keys():
                (self.folder / path).unlink()
            others = [path for path, data in before.items() if after.get(path) != data]
            for path in others:
                self.write(path, before[path])
            self.rest()
            if not all(path.startswith("content/") for path in others):
                self.rest()  # the settings and the themes may be read before the rest is found

    def rest(self) -> None:
        """Wait until the preview shows all that was written below `content/`."""
        self.rests += 1
        self.move(f"{REST}{self.rests - 1}", f"{REST}{self.rests}")
        self.wait_for(f"{self.base_path}{REST.rpartition('/')[2]}{self.rests}", HTTPStatus.OK)

    def wait_for(self, path: str, status: int) -> None:
        """Wait until an address has a status."""
        assert until(lambda: self.status(path) == status), self.said()


@contextmanager
def previewing(
    site: str, folder: Path, *options: str, base_path: str = "/", files: dict[str, bytes] | None = None
) -> Iterator[Preview]:
    """Show a site, told as a `story`, for a while."""
    preview = Preview(story(site, folder / "site", files), *options, base_path=base_path)
    try:
        preview.write(f"{REST}0", "rest\n")
        preview.start()
        preview.rest()
        yield preview
    finally:
        preview.stop()


def free_port() -> int:
    """Give a port that nobody uses; the system gives none of the last ones again soon."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        port: int = found.getsockname()[1]
        return port


def until(is_so: Callable[[], object], seconds: float = SECONDS_TO_CHANGE) -> bool:
    """Wait until something is so that no browser sees; tell whether it came to be."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return True


def opened(page: Page, address: str) -> Page:
    """Open an address at which there must be a page."""
    answer = page.goto(address)
    assert answer
    assert answer.ok, address
    return page


def marked(page: Page) -> Page:
    """Leave a mark in a page that is gone when the page is loaded again."""
    page.evaluate("window.marked = true")
    return page


def is_marked(page: Page) -> bool:
    """Tell whether a page was not loaded again since; it had a moment to do so."""
    page.wait_for_timeout(200)
    return page.evaluate("window.marked") is True


def bar_of(page: Page) -> FrameLocator:
    """Give the bar below a page."""
    return page.frame_locator("iframe.sitegen-preview-bar")


class Loads(Struct):
    """Counts how often a page is loaded."""

    count: int = 0

    @classmethod
    def of(cls, page: Page) -> Loads:
        loads = cls()
        page.on("load", lambda _: loads.add())
        return loads

    def add(self) -> None:
        self.count += 1


def color_of(picture: Locator) -> str:
    """Give the color that a browser shows of a photograph in one color."""
    color: str = picture.evaluate(COLOR)
    return color
