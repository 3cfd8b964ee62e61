"""`sitegen serve` as a person has it: what it says, how it ends, and what it leaves behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from socket import gethostname
from threading import Thread
from urllib.parse import urlsplit

import pytest

from sitegen.serving.listening import bound_socket
from tests.built_sites import REPOSITORY, run_sitegen
from tests.drawn_pictures import drawn
from tests.serving.talking import Told, asked, became_so, connected, heard, said_to
from tests.story import story

HERE = "127.0.0.1"
SECONDS_TO_END = 5
"""Half a second is enough on a machine that does nothing else."""
SETTINGS = """title: Newsroom
base_url: https://news.example.org/
timezone: Europe/Rome
search: none
"""
SITE = f"""
-- config.yaml --
{SETTINGS}
-- content/news/launch.md --
---
title: A launch
date: 2026-01-10
---
It was launched in the harbour.
"""
WAITING = "zephyrine-quill"
"""A word that stands only in what readers cannot see yet."""
HELD = f"""
-- content/news/merger.md --
---
title: Merger {WAITING}
date: 2026-01-11
draft: true
image: {{src: merger.jpg, alt: {WAITING}}}
---
A draft of {WAITING}.
-- content/news/accord.md --
---
title: Accord {WAITING}
date: 2026-01-12
embargo: 2199-01-01
image: {{src: accord.jpg, alt: {WAITING}}}
---
An embargo of {WAITING}.
"""
MERGER, ACCORD = "/news/2026/merger/", "/news/2026/accord/"
PICTURES = {f"content/news/{name}.jpg": drawn(300, 200, seed=seed) for seed, name in enumerate(("merger", "accord"))}
ADDRESSES = re.compile(rb'(?:src|href|content|srcset)="([^"]*)"')


class Program:
    """A preview in a process of its own, with a folder of its own for what is temporary."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path, temporary: Path) -> None:
        self.process = process
        self.port = port
        self.log = log
        self.temporary = temporary

    def get(self, address: str, *more: str) -> Told:
        return said_to(self.port, asked(address, "GET", *more))

    def walk(self, at: str) -> int:
        form = f"at={at}".encode()
        return said_to(self.port, asked("/_sitegen/walk", "POST", f"Content-Length: {len(form)}") + form).status

    def lines(self) -> list[str]:
        """What was said so far."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def ended_by(self, sign: signal.Signals) -> float:
        """Send a signal, and give the seconds until the end."""
        began = time.monotonic()
        self.process.send_signal(sign)
        self.process.wait(10)
        return time.monotonic() - began

    def open_files(self) -> int:
        """How many files and connections the process has (proc(5))."""
        return len([*Path(f"/proc/{self.process.pid}/fd").iterdir()])

    def processes(self) -> list[str]:
        """Processes that were begun and have not ended."""
        told = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True)
        lines = [line.split(maxsplit=2) for line in told.stdout.splitlines()]
        return [" ".join(words) for words in lines if words[0] == str(self.process.pid) and "Z" not in words[1]]


@contextmanager
def begun(site: Path, *options: str) -> Iterator[Program]:
    """Begin a preview, and wait until it says where it is."""
    with bound_socket(HERE, 0) as probe:
        port = int(probe.getsockname()[1])
    log, temporary = site.with_name(f"said-{port}.txt"), site.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    environment = {"PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1", "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "sitegen", "serve", "--port", str(port), *options]
    with (
        log.open("wb") as said,
        subprocess.Popen(
            command, cwd=site, env=os.environ | environment, stdout=said, stderr=said, start_new_session=True
        ) as process,
    ):
        program = Program(process, port, log, temporary)
        try:
            assert became_so(lambda: "the site is at" in log.read_text(encoding="utf-8"), 20), program.lines()
            yield program
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def names_in(folder: Path) -> set[str]:
    """The files below a folder, but for what SQLite keeps beside its own."""
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))
    }


def files_with(word: str, site: Path) -> list[str]:
    """The files of a site, but for its sources, in whose names or bytes a word stands."""
    files = (path for path in site.rglob("*") if not path.is_relative_to(site / "content") and path.is_file())
    return [path.name for path in files if word in str(path) or word.encode() in path.read_bytes()]


def without_times(line: str) -> str:
    """A line without the time of day and the seconds that something took."""
    return re.sub(r"^\d\d:\d\d:\d\d |\(\d+\.\d\d s\)$", "", line).strip()


# The end


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_preview_at_once_whoever_waits(tmp_path: Path, sign: signal.Signals) -> None:
    site = story(SITE + HELD, tmp_path / "site", PICTURES)
    with ExitStack() as opened:
        # `nohup` has its programs ignore it, and those that they start
        opened.callback(signal.signal, signal.SIGHUP, signal.signal(signal.SIGHUP, signal.SIG_DFL))
        program = opened.enter_context(begun(site, "--drafts"))
        assert program.get(MERGER).status == 200
        for request in (
            *(asked("/_sitegen/events?page=/"), b"GET / HTT", b"", asked("/", last="")),
            asked("/_sitegen/walk", "POST", "Content-Length: 100") + b"at=",
        ):
            opened.enter_context(connected(program.port)).sendall(request)
        stream = opened.enter_context(connected(program.port))
        stream.sendall(asked("/_sitegen/events?page=/"))
        heard(stream, b"data: {}")
        assert program.ended_by(sign) < SECONDS_TO_END
        assert program.process.returncode == 0
        first, *_, last = program.lines()
        assert first == f"the site is at http://{HERE}:{program.port}/ (Ctrl-C ends the preview)"
        assert last == "the preview has ended"
        assert len(program.lines()) == 3
        assert became_so(lambda: not program.processes()), program.processes()
        assert became_so(lambda: not names_in(program.temporary)), names_in(program.temporary)
    assert {path.name for path in site.iterdir()} == {"config.yaml", "content", ".sitegen"}


def test_what_a_killed_preview_kept_of_drafts_is_taken_away_by_the_next(tmp_path: Path) -> None:
    site = story(SITE + HELD, tmp_path / "site", PICTURES)
    with begun(site, "--drafts") as killed:
        assert loaded(killed, MERGER) > 5
        killed.ended_by(signal.SIGKILL)
    assert names_in(killed.temporary)
    for file in killed.temporary.rglob("*"):
        os.utime(file, (0, 0))
    (killed.temporary / "sitegen-of-somebody").mkdir()
    with begun(site, "--drafts") as first, begun(site, "--drafts") as second:
        assert loaded(first, MERGER) > 5
        assert loaded(second, MERGER) > 5
        second.ended_by(signal.SIGINT)
        first.ended_by(signal.SIGINT)
    assert [path.name for path in killed.temporary.glob("sitegen-*")] == ["sitegen-of-somebody"]


# What cannot be shown


def test_a_port_in_use_is_told_with_one_that_is_free(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site")
    with bound_socket(HERE, 0) as taken:
        port = taken.getsockname()[1]
        told = run_sitegen("serve", "--port", str(port), folder=site)
        free = int(told.stderr.split("`--port ")[1].split("`")[0])
        bound_socket(HERE, free).close()
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        f"{HERE}:{port}: error: port {port} is in use by another program",
        f"  hint: port {free} is free: `--port {free}`",
        "",
        "1 error; there is no preview",
    ]
    assert not (site / ".sitegen").exists()


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    told = run_sitegen("serve", folder=tmp_path)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "config.yaml: error: there is no `config.yaml` here",
        "  hint: go to the folder of your site, or begin one: `sitegen new site newsroom`",
        "",
        "1 error; there is no preview",
    ]
    assert not list(tmp_path.iterdir())


# What is said


def test_a_site_with_problems_is_shown_as_soon_as_they_are_mended_and_every_change_is_told(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site")
    config, launch = site / "config.yaml", site / "content" / "news" / "launch.md"
    config.write_text(SETTINGS.replace("title:", "titel:"), encoding="utf-8")
    with begun(site) as program:
        told = program.get("/")
        assert (told.status, told.headers["content-type"]) == (500, "text/html; charset=utf-8")
        assert b"titel" in told.body
        config.write_text(SETTINGS, encoding="utf-8")
        assert became_so(lambda: program.get("/").status == 200, 3)
        assert b"harbour" in program.get("/news/2026/launch/").body
        launch.write_text(launch.read_text(encoding="utf-8").replace("harbour", "station"), encoding="utf-8")
        assert became_so(lambda: b"station" in program.get("/news/2026/launch/").body, 3)
        launch.write_text("---\ntitel: A launch\n---\n", encoding="utf-8")
        assert became_so(lambda: program.get("/").status == 500, 3)
        cookie = program.get("/_sitegen/behind?page=/").headers["set-cookie"].partition(";")[0]
        assert program.get("/", f"Cookie: {cookie}").status == 200
        assert became_so(lambda: "1 error, 1 warning" in program.lines()[-1])
        lines = [without_times(line) for line in program.lines()]
        program.ended_by(signal.SIGINT)
    said = [line for line in lines[1:] if re.search(r"browser|files|anew", line)]
    assert said == [
        "2 errors; see the browser",
        said[1],
        said[2],
        "content/news/launch.md: 1 error, 1 warning; see the browser",
    ]
    assert re.fullmatch(r"config\.yaml: mended; \d+ files anew", said[1])
    assert re.fullmatch(r"content/news/launch\.md: \d+ files anew", said[2])
    assert sum("unknown setting `titel`" in line for line in lines) == 1


def test_a_preview_for_other_machines_is_announced(tmp_path: Path) -> None:
    with begun(story(SITE, tmp_path / "site"), "--host", "0.0.0.0") as program:  # noqa: S104  that is the test
        assert became_so(lambda: len(program.lines()) > 2)
        assert program.lines()[:2] == [
            f"the site is at http://{HERE}:{program.port}/ (Ctrl-C ends the preview)",
            f"other machines see it at http://{gethostname()}:{program.port}/, with all that it shows of drafts",
        ]
        statuses = {
            host: said_to(program.port, asked("/", host=host)).status
            for host in ("localhost", "192.0.2.1", socket.gethostname(), "evil.example")
        }
        assert f'<link rel="canonical" href="http://{gethostname()}:{program.port}/">' in program.get("/").body.decode()
    assert statuses == {"localhost": 200, "192.0.2.1": 200, socket.gethostname(): 200, "evil.example": 403}


# What is held back


def loaded(program: Program, address: str, *, is_held: bool = True) -> int:
    """Load a page with all that it names on this host; give how many files these are."""
    page = program.get(address)
    assert (page.status, WAITING.encode() in page.body) == (200, is_held)
    named = {
        part.split()[0] for found in ADDRESSES.findall(page.body) for part in found.decode().split(",") if part.strip()
    }
    paths = {parts.path for each in named if (parts := urlsplit(each)).netloc in {"", f"{HERE}:{program.port}"}}
    files = [path for path in paths if path.startswith("/") and not path.startswith("/_sitegen/")]
    assert {program.get(path).status for path in files} <= {200}
    return len(files)


def test_what_is_held_back_leaves_no_trace_in_the_folder(tmp_path: Path) -> None:
    site = story(SITE + HELD, tmp_path / "site", PICTURES)
    with begun(site) as program:
        assert program.get(MERGER).status == program.get(ACCORD).status == 404
        for address in ("/", "/news/2026/launch/", "/feed.xml"):
            loaded(program, address, is_held=False)
        before = names_in(site)
        assert program.walk("2199-01-02") == 303
        assert loaded(program, ACCORD) > 5
        assert program.get(MERGER).status == 404
        assert files_with(WAITING, site) == []
        assert program.walk("") == 303
        assert program.get(ACCORD).status == 404
        assert program.ended_by(signal.SIGINT) < SECONDS_TO_END
    assert files_with(WAITING, site) == []
    assert files_with("harbour", site)
    program.temporary.rmdir()
    with begun(site, "--drafts") as program:
        assert loaded(program, MERGER) > 5
        assert program.get(ACCORD).status == 404
        assert program.walk("2199-01-02") == 303
        assert loaded(program, ACCORD) > 5
        assert files_with(WAITING, site) == []
        program.ended_by(signal.SIGTERM)
    assert files_with(WAITING, site) == []
    assert names_in(site) == before
    assert not names_in(program.temporary)


# What goes wrong meanwhile


def test_a_photograph_that_is_saved_while_it_is_made_smaller_ends_nothing(tmp_path: Path) -> None:
    whole = drawn(3000, 2000)
    site = story(SITE, tmp_path / "site", {"content/news/launch.jpg": whole})
    text = (site / "content/news/launch.md").read_text("utf-8")
    pictured = text.replace("2026-01-10", "2026-01-10\nimage: {src: launch.jpg, alt: The harbour}")
    (site / "content/news/launch.md").write_text(pictured, "utf-8")
    with begun(site) as program:
        page = program.get("/news/2026/launch/").body.decode()
        names = sorted(set(re.findall(r"/news/launch\.jpg\.\d+\.\w+", page)))
        assert len(names) > 3
        askers = [Thread(target=program.get, args=(name,), daemon=True) for name in names]
        for number, asker in enumerate(askers):
            asker.start()
            time.sleep(0.1)
            (site / "content/news/launch.jpg").write_bytes(whole[: len(whole) // (number % 2 + 1)])
        (site / "content/news/launch.jpg").write_bytes(whole)
        for asker in askers:
            asker.join(20)
        assert program.process.poll() is None, program.lines()
        assert became_so(lambda: program.get("/news/2026/launch/").status == 200, 20), program.lines()


def test_a_template_without_end_keeps_nobody_from_ending_the_preview(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site")
    templates = site / "themes/mine/templates"
    templates.mkdir(parents=True)
    (templates.parent / "theme.yaml").write_text("name: Mine\nextends: newsroom\n", "utf-8")
    loops = "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}"
    (templates / "404.html").write_text(
        f"{{% extends 'newsroom/404.html' %}}{{% block main %}}{loops}{{% endblock %}}", "utf-8"
    )
    with (site / "config.yaml").open("a", encoding="utf-8") as settings:
        settings.write("theme: mine\n")
    with begun(site) as program, connected(program.port) as waits:
        assert program.get("/").status == 200
        waits.sendall(asked("/nothing"))
        time.sleep(0.5)
        assert program.ended_by(signal.SIGINT) < SECONDS_TO_END
        assert program.process.returncode == 0
        assert program.lines()[-1] == "the preview has ended"
        assert "Traceback" not in "\n".join(program.lines())
        assert not names_in(program.temporary)


def test_what_no_file_should_be_stops_nothing(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site")
    article, settings, odd = site / "content/news/launch.md", site / "config.yaml", site / "content/news"
    text, wishes = article.read_text("utf-8"), settings.read_text("utf-8")
    with begun(site) as program:
        assert became_so(lambda: b"harbour" in program.get("/news/2026/launch/").body)
        for file, before in ((article, text), (settings, wishes)):
            file.unlink()
            os.mkfifo(file)
            time.sleep(0.2)
            file.unlink()
            file.write_text(before, "utf-8")
        Path(os.fsdecode(os.fsencode(odd) + b"/\xff\xfe.md")).write_bytes(b"x")
        assert became_so(lambda: program.get("/").status == 500)
        Path(os.fsdecode(os.fsencode(odd) + b"/\xff\xfe.md")).unlink()
        article.write_text(text.replace("harbour", "dock"), "utf-8")
        assert became_so(lambda: b"dock" in program.get("/news/2026/launch/").body), program.lines()
        assert "Traceback" not in "\n".join(program.lines())


def test_files_that_nobody_reads_to_the_end_are_closed(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site", {"content/_static/film.bin": bytes(30_000_000)})
    with begun(site) as program:
        assert program.get("/").status == 200
        before = program.open_files()
        for _ in range(30):
            with connected(program.port) as connection:
                connection.sendall(asked("/film.bin"))
                assert connection.recv(1000)
            with connected(program.port) as connection:
                connection.sendall(asked("/film.bin", "HEAD"))
                assert connection.recv(1000)
        assert became_so(lambda: program.open_files() < before + 20)
        with connected(program.port) as connection:
            connection.sendall(asked("/film.bin"))
            assert connection.recv(1000)
            (site / "content/_static/film.bin").write_bytes(b"short")
            while connection.recv(1_000_000):
                pass
        assert program.get("/").status == 200
        assert "Traceback" not in "\n".join(program.lines())


def test_the_folder_of_the_site_may_go_and_come_back(tmp_path: Path) -> None:
    site = story(SITE, tmp_path / "site")
    with begun(site) as program:
        assert program.get("/").status == 200
        away = site.rename(tmp_path / "away")
        time.sleep(0.5)
        assert program.get("/").status in {200, 500}
        shutil.copytree(away, site)
        shutil.rmtree(away)
        assert became_so(lambda: program.get("/").status == 200, 15), program.lines()
        assert "Traceback" not in "\n".join(program.lines())


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31T23:59Z"])
def test_a_moment_that_no_clock_of_the_site_shows_is_refused(tmp_path: Path, at: str) -> None:
    zone = "America/New_York" if at < "1" else "Pacific/Kiritimati"
    with begun(story(SITE.replace("Europe/Rome", zone), tmp_path / "site")) as program:
        assert program.get("/").status == 200
        assert program.walk(at) == 400
        assert program.get("/_sitegen/walk?page=/").status == 200
