from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen.problems import Location, Problem, error
from sitegen.serving.server import SiteServer, bound_server, serve

SECRET = b"the secret of the office"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    public = tmp_path / "public"
    (public / "news").mkdir(parents=True)
    (public / "index.html").write_text("home", encoding="utf-8")
    (public / "news" / "index.html").write_text("news", encoding="utf-8")
    (public / "404.html").write_text("no such page", encoding="utf-8")
    (tmp_path / "secret.txt").write_bytes(SECRET)
    (tmp_path / "public-of-others").mkdir()
    (tmp_path / "public-of-others" / "secret.txt").write_bytes(SECRET)
    (public / "leak").symlink_to(tmp_path)
    return public


@contextmanager
def running(folder: Path, base_path: str = "/", host: str = "127.0.0.1") -> Iterator[SiteServer]:
    server = bound_server(folder, host, 0, base_path)
    assert isinstance(server, SiteServer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server(folder: Path) -> Iterator[SiteServer]:
    with running(folder) as server:
        yield server


def connected(server: SiteServer) -> socket.socket:
    return socket.create_connection((server.host, server.server_port), timeout=5)


def said_to(server: SiteServer, request: bytes) -> bytes:
    with connected(server) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def asked(target: str, method: str = "GET", host: str = "localhost", more: str = "") -> bytes:
    return f"{method} {target} HTTP/1.1\r\nHost: {host}\r\n{more}\r\n".encode("latin-1")


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_a_page_is_sent_with_what_a_browser_needs(server: SiteServer) -> None:
    head, _, body = said_to(server, asked("/")).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    names = [line.partition(":")[0] for line in lines[1:]]
    assert lines[0] == "HTTP/1.1 200 OK"
    assert names == [
        "Server",
        "Date",
        "Content-Type",
        "ETag",
        "Last-Modified",
        "Content-Length",
        "Cache-Control",
        "Connection",
        "X-Content-Type-Options",
    ]
    assert "Server: sitegen" in lines
    assert body == b"home"


def test_head_is_get_without_the_body(server: SiteServer) -> None:
    whole, head = said_to(server, asked("/")), said_to(server, asked("/", "HEAD"))
    dated = [line for line in head.split(b"\r\n") if not line.startswith(b"Date")]
    assert dated == [line for line in whole.removesuffix(b"home").split(b"\r\n") if not line.startswith(b"Date")]
    assert b"Content-Length: 4" in dated


def test_a_site_below_a_path_is_announced_there(folder: Path) -> None:
    with running(folder, "newsroom") as server:
        assert server.address == f"http://127.0.0.1:{server.server_port}/newsroom/"
        assert said_to(server, asked("/newsroom/news/")).endswith(b"\r\n\r\nnews")


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_a_preview_on_ipv6_has_its_address_in_brackets(folder: Path) -> None:
    with running(folder, host="::1") as server:
        assert server.address == f"http://[::1]:{server.server_port}/"
        assert status_of(said_to(server, asked("/", host="[::1]"))) == 200


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/news/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/news%5c..%5c..%5csecret.txt",
        "/.../secret.txt",
        "/....//secret.txt",
        "/./secret.txt",
        "//secret.txt",
        "///etc/passwd",
        "/%2fetc/passwd",
        "//etc/passwd",
        "/C:/secret.txt",
        "/C:%5csecret.txt",
        "/index.html%00.txt",
        "/%00",
        "/leak/secret.txt",
        "/leak/public-of-others/secret.txt",
        "/../public-of-others/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%ff",
        "/..;/secret.txt",
        "/news/index.html/",
        "/news/index.html/../../../secret.txt",
        "/%e2%80%ae",
        "/%0d%0aSet-Cookie:%20a=b",
        "/%u002e%u002e/secret.txt",
        "/" + "a" * 3000,
        "/" + "a/" * 3000,
        "/" + "%2e%2e%2f" * 500 + "etc/passwd",
        "http://evil.example/secret.txt",
        "*",
        "secret.txt",
        "?",
        "#",
    ],
)
def test_no_address_leads_out_of_the_folder(server: SiteServer, target: str) -> None:
    answer = said_to(server, asked(target))
    assert status_of(answer) in {400, 404}
    assert SECRET not in answer
    assert b"root:" not in answer
    assert b"Set-Cookie" not in answer.partition(b"\r\n\r\n")[0]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_only_reading_is_allowed(server: SiteServer, method: str) -> None:
    answer = said_to(server, asked("/", method, more="Content-Length: 4\r\n") + b"body")
    assert status_of(answer) == 405
    assert b"\r\nAllow: GET, HEAD\r\n" in answer


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        (b"GET / HTTP/1.1\r\nHost: localhost\x00.evil.example\r\n\r\n", 403),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505),
        (b"GET / HTTP/1.1 and more\r\nHost: localhost\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00 TLS\r\n\r\n", 400),
        (b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 200 + b"\r\n", 431),
    ],
)
def test_a_request_that_no_browser_sends_is_refused(server: SiteServer, request_bytes: bytes, status: int) -> None:
    assert status_of(said_to(server, request_bytes)) == status


def test_the_body_of_a_request_is_not_taken_for_another_request(server: SiteServer) -> None:
    hidden = asked("/news/")
    answer = said_to(server, asked("/", more=f"Content-Length: {len(hidden)}\r\n") + hidden)
    assert answer.count(b"HTTP/1.1 ") == 1


def test_a_request_of_the_first_http_gets_no_page(server: SiteServer) -> None:
    answer = said_to(server, b"GET /\r\n\r\n")
    assert status_of(answer) == 400
    assert answer.endswith(b"\r\n\r\na request must name one host\n")


def test_a_browser_that_hangs_up_is_no_trouble(server: SiteServer, capfd: pytest.CaptureFixture[str]) -> None:
    for request in (b"", b"GET", b"GET / HTTP/1.1\r\nHo", b"\r\n\r\n"):
        said_to(server, request)
    (server.site.folder / "large.bin").write_bytes(bytes(50_000_000))
    with connected(server) as connection:
        connection.sendall(asked("/large.bin"))
        connection.recv(10)
    time.sleep(0.2)
    assert status_of(said_to(server, asked("/"))) == 200
    assert capfd.readouterr().err == ""


def test_one_slow_browser_does_not_hold_up_the_others(server: SiteServer) -> None:
    with connected(server) as slow:
        slow.sendall(b"GET / HTT")
        assert status_of(said_to(server, asked("/"))) == 200


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "public"
    assert serve(missing, "127.0.0.1", 0, "/", print) == error(
        f"there is no site in `{missing}`", Location(str(missing)), "build it first: `sitegen build`"
    )


def test_a_port_in_use_is_told_with_a_free_one(folder: Path, server: SiteServer) -> None:
    port = server.server_port
    problem = serve(folder, "127.0.0.1", port, "/", print)
    assert isinstance(problem, Problem)
    assert problem.message == f"port {port} is in use by another program"
    assert problem.location == Location(f"127.0.0.1:{port}")
    free = int(problem.hint.rpartition("--port ")[2].rstrip("`"))
    assert problem.hint == f"port {free} is free: `--port {free}`"
    other = bound_server(folder, "127.0.0.1", free, "/")
    assert isinstance(other, SiteServer)
    other.server_close()


def test_a_port_that_cannot_be_is_told(folder: Path) -> None:
    assert serve(folder, "127.0.0.1", 70000, "/", print) == error(
        "`70000` is no port", Location("127.0.0.1:70000"), "choose one between 1024 and 65535"
    )


def test_a_host_that_is_not_this_machine_is_told(folder: Path) -> None:
    assert serve(folder, "192.0.2.1", 8000, "/", print) == error(
        "`192.0.2.1` is no address of this machine",
        Location("192.0.2.1:8000"),
        "leave out `--host` for 127.0.0.1",
    )


def test_ctrl_c_ends_the_preview_at_once(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from sitegen.serving.server import serve\n"
        "announce = lambda text: print(text, flush=True)\n"
        "sys.exit(serve(Path(sys.argv[1]), '127.0.0.1', 0, '/', announce) is not None)"
    )
    command = [sys.executable, "-c", script, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout
        address = program.stdout.readline()
        port = int(address.split(":")[2].split("/")[0])
        with socket.create_connection(("127.0.0.1", port)) as waiting:
            waiting.sendall(b"GET / HTT")
            time.sleep(0.1)
            program.send_signal(signal.SIGINT)
            rest, faults = program.communicate(timeout=5)
    assert address == f"the site is at http://127.0.0.1:{port}/ (Ctrl-C ends the preview)\n"
    assert (rest, faults, program.returncode) == ("", "", 0)
