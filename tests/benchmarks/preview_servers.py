"""The previews that are compared: each a process that is started, asked for pages, left until it rests, and ended."""

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
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from tests.benchmarks.measuring import PROCESSES, Failed, MemoryWatch, text_of
from tests.benchmarks.preview_edits import Change, Place
from tests.benchmarks.programs import HUGO, Program, sitegen_with

__all__ = [
    "HUGO_SERVER",
    "Preview",
    "Server",
    "forget",
    "free_port",
    "running",
    "seen_at",
    "sitegen_server",
    "stylesheet_of",
]

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
SECONDS_TO_ANSWER, SECONDS_TO_START, SECONDS_TO_END = 60, 900, 10
SECONDS_BETWEEN_TRIES, SECONDS_BETWEEN_ASKS = 0.005, 0.002
SECONDS_OF_REST, SECONDS_TO_REST = 0.3, 20
TIMES = slice(11, 15)
"""Where `/proc/…/stat` (proc(5)) has, behind the name, what a process and its ended children took of the processor."""
STYLESHEET = re.compile(r'<link rel="?stylesheet"? href="?([^">\s]+)')


class Server(Struct, frozen=True, kw_only=True):
    """A program that shows a site while it is edited, and how it is told to.

    `command` is told the folder of the site and a port. `template` and `stylesheet` are files of the site; `state` is
    what the program leaves behind, named from the site.
    """

    program: Program
    command: Callable[[Path, int], list[str]]
    template: str
    stylesheet: str
    state: tuple[str, ...]

    def place(self, site: Path) -> Place:
        """Tell where things are that are edited."""
        return Place(site / "content", site / self.template, site / self.stylesheet)


def sitegen_server(engine: str) -> Server:
    """Give our own program with one of its two dialects of Markdown."""
    return Server(
        program=sitegen_with(engine),
        command=sitegen_command,
        template="themes/plain/templates/article.html",
        stylesheet="themes/plain/assets/style.css",
        state=(".sitegen", "public"),
    )


def sitegen_command(site: Path, port: int) -> list[str]:
    """Serve with sitegen, as installed or as it lies in the working directory."""
    return [sys.executable, "-m", "sitegen", "serve", "--config", str(site / "config.yaml"), "--port", str(port)]


def hugo_command(site: Path, port: int) -> list[str]:
    """Serve with Hugo as it does by itself, but from memory as sitegen does, and with a cache that can be forgotten."""
    program = distribution("hugo").locate_file("hugo/binaries/hugo")
    where = ["--source", str(site), "--cacheDir", str(site.with_name("cache")), "--renderToMemory"]
    return [str(program), "server", *where, "--bind", HOST, "--port", str(port)]


HUGO_SERVER = Server(
    program=HUGO,
    command=hugo_command,
    template="layouts/page.html",
    stylesheet="static/style.css",
    state=("resources", "public", ".hugo_build.lock", "../cache"),
)


def forget(server: Server, site: Path) -> None:
    """Remove what earlier runs have left behind."""
    for name in server.state:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


class Preview(Struct, frozen=True, kw_only=True):
    """A preview that runs: when it began (`time.perf_counter`), where it is, what it says, and what it takes."""

    process: subprocess.Popen[bytes]
    began: float
    connection: HTTPConnection
    log: Path
    watch: MemoryWatch

    @property
    def address(self) -> str:
        """The address of the site, without the slash at its end."""
        return f"http://{self.connection.host}:{self.connection.port}"

    def seconds_until_home_shows(self, words: str) -> float:
        """Wait until the home page shows some words, and say how long that took. Raises `Failed` if it never does."""
        at = seen_at(lambda: words in self.text("/"), SECONDS_BETWEEN_TRIES, SECONDS_TO_START)
        if at is None:
            raise Failed(f"the home page never showed `{words}`\n{self.said()}")
        return at - self.began

    def served_at(self, change: Change) -> float | None:
        """Wait until the page of a change has its sign, or the page's stylesheet has; tell when, or nothing."""
        return seen_at(lambda: change.sign in self.text_of(change), SECONDS_BETWEEN_ASKS, SECONDS_TO_ANSWER)

    def text_of(self, change: Change) -> str:
        """Ask for what a change is to be seen in."""
        page = self.text(change.address)
        return self.text(stylesheet_of(page)) if change.kind == "stylesheet" and page else page

    def text(self, address: str) -> str:
        """Ask for a page; nothing if there is none, or not yet. Raises `Failed` if the program has ended."""
        try:
            self.connection.request("GET", address)
            answer = self.connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            self.connection.close()
            if self.process.poll() is not None:
                raise Failed(f"the preview has ended\n{self.said()}") from None
            return ""
        return body.decode("utf-8", "replace") if answer.status == HTTPStatus.OK else ""

    def said(self) -> str:
        """Give what the program said."""
        return self.log.read_text("utf-8", "replace")

    def wait_until_it_rests(self) -> None:
        """Wait until the program has not worked for a moment, but not for ever."""
        worked, since = "", time.perf_counter()
        end = since + SECONDS_TO_REST
        while (now := time.perf_counter()) < end and now - since < SECONDS_OF_REST:
            time.sleep(SECONDS_OF_REST / 10)
            if (works := " ".join(map(work_of, self.watch.family))) != worked:
                worked, since = works, time.perf_counter()


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[Preview]:
    """Run a preview for a while. It and all that it has started end with it, whatever happens."""
    watch = MemoryWatch()
    began = time.perf_counter()
    with (
        log.open("wb") as said,
        subprocess.Popen(  # in a group of its own, so that Ctrl-C reaches it from here and nothing of it is left
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=said, process_group=0
        ) as process,
    ):
        try:
            watch.watch(process.pid)
            connection = HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)
            with closing(connection):
                yield Preview(process=process, began=began, connection=connection, log=log, watch=watch)
        finally:
            end(process)
    watch.join()


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program as Ctrl-C does; if it takes too long, or has left processes behind, by force."""
    process.send_signal(signal.SIGINT)
    try:
        with suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_TO_END)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    """Give a port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def seen_at(look: Callable[[], bool], every: float, at_most: float) -> float | None:
    """Look again and again, and tell when something was seen (`time.perf_counter`), or nothing after some seconds."""
    end_of_patience = time.perf_counter() + at_most
    while not look():
        if time.perf_counter() > end_of_patience:
            return None
        time.sleep(every)
    return time.perf_counter()


def stylesheet_of(page: str) -> str:
    """Give the path of a page's stylesheet, whose name may change with its content."""
    found = STYLESHEET.search(page)
    return urlsplit(found[1]).path if found else "/"


def work_of(process: str) -> str:
    """Tell how long a process has worked; the same twice if it has rested in between."""
    return " ".join(text_of(PROCESSES / process / "stat").rpartition(")")[2].split()[TIMES])
