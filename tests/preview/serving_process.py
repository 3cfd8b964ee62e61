"""A preview as people have it: a process of its own that watches a folder, and the answers that browsers get."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from msgspec import Struct

from sitegen.serving.listening import bound_socket
from tests.built_sites import REPOSITORY

__all__ = ["Answer", "ServingProcess", "serving"]

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_ANSWER = 60
SECONDS_TO_END = 20

ADDED = re.compile(
    rb'(?:<link rel="stylesheet" href="/_sitegen/preview\.css"><iframe class="sitegen-preview-bar" [^<>]*></iframe>)?'
    rb'<script src="/_sitegen/live\.js" [^<>]*></script>(?=</body>)'
)
"""What the preview puts at the end of a page."""
RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


class Answer(Struct, frozen=True):
    """What a browser is given for an address, pages without what the preview adds to them, and where it is sent."""

    status: int
    body: bytes
    location: str = ""


class ServingProcess:
    """A preview that runs, and a browser that asks it, one request after the other."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process = process
        self.origin = f"http://{HOST}:{port}"
        self.log = log
        self.connection = HTTPConnection(HOST, port, timeout=SECONDS_TO_ANSWER)

    def ask(self, address: str, form: dict[str, str] | None = None) -> Answer:
        """Ask for an address as it is written, or send a form there."""
        method, body = ("POST", urlencode(form)) if form is not None else ("GET", None)
        self.connection.request(method, address, body)
        answer = self.connection.getresponse()
        data = answer.read()
        is_page = answer.getheader("Content-Type", "").startswith("text/html")
        bare = ADDED.sub(b"", data, count=1) if is_page else data
        return Answer(answer.status, bare, answer.getheader("Location", ""))

    def file(self, path: str, base_path: str = "/") -> Answer:
        """Ask for a file of the site by its path."""
        return self.ask(quote(f"{base_path}{path}"))

    def walk(self, at: str) -> bool:
        """Go to another moment; tell whether the preview took it."""
        return self.ask("/_sitegen/walk", {"at": at, "page": "/"}).status == 303

    def said(self) -> str:
        """What the person at the terminal was told."""
        return self.log.read_text("utf-8", "replace")

    def resident(self) -> int:
        """How much memory the process has, in bytes (proc(5), `VmRSS`); 0 where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = RESIDENT.search(status.read_text("ascii", "replace")) if status.exists() else None
        return int(found[1]) * 1024 if found else 0

    def wait_until_it_answers(self) -> None:
        """Wait for the first answer; raises `AssertionError` when there is none."""
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError, HTTPException):
                self.ask("/_sitegen/problems")
                return
            self.connection.close()
            time.sleep(0.02)
        raise AssertionError(self.said())


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[ServingProcess]:
    """Run `sitegen serve` on a folder for a while; asserts that only Ctrl-C ends it."""
    with bound_socket(HOST, 0) as probe:
        port = int(probe.getsockname()[1])
    log = folder.with_name(f"{folder.name}.log")
    command = [sys.executable, "-m", "sitegen", "serve", "--config", str(folder / "config.yaml")]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with (
        log.open("wb") as said,
        subprocess.Popen(
            [*command, "--port", str(port), "--jobs", "1", *options],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        ) as process,
    ):
        preview = ServingProcess(process, port, log)
        try:
            with closing(preview.connection):
                preview.wait_until_it_answers()
                yield preview
            assert process.poll() is None, preview.said()
            process.send_signal(signal.SIGINT)
            assert process.wait(SECONDS_TO_END) == 0, preview.said()
            assert "a mistake in sitegen" not in preview.said(), preview.said()
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
