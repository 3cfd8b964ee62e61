"""The server over real sockets: what no browser says, and connections that do not end."""

from __future__ import annotations

import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from sitegen.problems import Problem
from sitegen.serving.application import application_of
from sitegen.serving.listening import listening_socket
from sitegen.serving.live import Hub
from sitegen.serving.server import PatientProtocol, SiteServer
from tests.served_folder import FolderPreview, running
from tests.serving.previews import BusyPreview, WalkingPreview, get, is_alive
from tests.serving.talking import asked, became_so, connected, heard, said_to

pytestmark = pytest.mark.usefixtures("quiet")


class HastyProtocol(PatientProtocol):
    patience = 0.2


class HastyServer(SiteServer):
    protocol = HastyProtocol


@contextmanager
def hasty(folder: Path) -> Iterator[SiteServer]:
    """Run a server that does not wait long."""
    hub = Hub()
    listening = listening_socket("127.0.0.1", 0)
    assert not isinstance(listening, Problem)
    with listening:
        server = HastyServer(application_of(FolderPreview(folder), hub), listening, hub, "127.0.0.1")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown_soon()
        thread.join(10)


# Requests that no browser sends


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.0\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\x00.evil.example\r\n\r\n", 400),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET / HTTP/1.1 and more\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/11\r\nHost: localhost\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b" GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n Host: localhost\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nA\x00: b\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"G\xcbT / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"a" * 300, 400),
        (b"\x00" * 70000, 400),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", 400),
        (b"\r\n\r\n", 400),
    ],
)
def test_a_request_that_no_browser_sends_is_refused(server: SiteServer, request_bytes: bytes, status: int) -> None:
    told = said_to(server.port, request_bytes)
    assert (told.status, told.headers["connection"]) == (status, "close")
    assert told.raw.count(b"content-type: text/plain") == 1


def test_a_head_that_does_not_end_is_refused(server: SiteServer) -> None:
    for parts in (
        (b"GET /" + b"a" * 70_000, b"a" * 10),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 20_000, b"A: b\r\n"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + b"a" * 70_000, b"a" * 10),
    ):
        assert said_to(server.port, *parts).status == 400
    assert is_alive(server)


def test_a_long_address_is_that_of_no_page(server: SiteServer) -> None:
    for target in ("/" + "a" * 70_000, "/" + "a/" * 35_000, "/" + "%2e%2e%2f" * 7000):
        assert get(server, target).status in {400, 404}
    assert get(server, "/?" + "a" * 60_000).status == 200


def test_many_headers_are_no_harm(server: SiteServer) -> None:
    assert get(server, "/", *["A: b"] * 200).status == 200
    assert get(server, "/", *(f"A{number}: b" for number in range(200))).status == 200


def test_a_stranger_who_wants_another_protocol_is_answered_in_this_one(server: SiteServer) -> None:
    for upgrade in ("websocket", "h2c"):
        lines = [f"Upgrade: {upgrade}", "Connection: Upgrade, close", "Sec-WebSocket-Key: AA==", "HTTP2-Settings: AA"]
        assert said_to(server.port, asked("/news", "GET", *lines, last="")).status == 301


def test_a_browser_that_asks_first_is_told_to_go_on(server: SiteServer) -> None:
    told = said_to(server.port, asked("/_sitegen/walk", "POST", "Content-Length: 3", "Expect: 100-continue"), b"at=")
    assert told.status == 100
    assert b"HTTP/1.1 303 See Other" in told.raw


# One request in another


def test_the_body_of_a_request_is_not_taken_for_another_request(server: SiteServer) -> None:
    hidden = asked("/news/", last="")
    told = said_to(
        server.port, asked("/", "GET", f"Content-Length: {len(hidden)}", last="") + hidden + asked("/feed.xml")
    )
    assert told.raw.count(b"HTTP/1.1 200 OK") == 2
    assert b"news" not in told.raw
    assert told.raw.endswith(b"feed")


def test_the_chunks_of_a_request_are_not_taken_for_another_request(server: SiteServer) -> None:
    hidden = asked("/news/", last="")
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(hidden), hidden)
    told = said_to(server.port, asked("/", "GET", "Transfer-Encoding: chunked", last="") + chunks + asked("/feed.xml"))
    assert told.raw.count(b"HTTP/1.1 200 OK") == 2
    assert b"news" not in told.raw


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: 4", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Content-Length: 4"],
        ["Content-Length: 4", "Content-Length: 5"],
        ["Content-Length: 4, 5"],
        ["Content-Length: -4"],
        ["Content-Length: +4"],
        ["Content-Length: 0x4"],
        ["Content-Length: 4 4"],
        ["Content-Length: " + "9" * 5000],
        ["Content-Length : 4"],
        ["Content-Length: four"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding: chunked, identity"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
        ["Transfer-Encoding: identity, chunked"],
        ["Transfer-Encoding:\x0bchunked"],
    ],
)
def test_a_request_whose_end_is_doubtful_is_refused(server: SiteServer, lines: list[str]) -> None:
    for target, method in (("/", "GET"), ("/_sitegen/walk", "POST")):
        body = b"0\r\n\r\n" + asked("/news/")
        told = said_to(server.port, asked(target, method, *lines, last="") + body)
        assert (told.status, told.raw.count(b"HTTP/1.1 ")) == (400, 1)
        assert b"news" not in told.raw


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_chunks_that_are_none_end_the_connection(server: SiteServer, host: str) -> None:
    for target, method in (("/", "GET"), ("/_sitegen/walk", "POST")):
        head = asked(target, method, "Transfer-Encoding: chunked", host=host, last="")
        for parts in ((head + b"zzz\r\n\r\n",), (head, b"zzz\r\n\r\n"), (head + b"4\r\nbody", b"body\r\n")):
            assert said_to(server.port, *parts).status in {200, 400, 403}
    assert is_alive(server)


# Connections


def test_a_browser_that_hangs_up_is_no_trouble(server: SiteServer) -> None:
    walk = asked("/_sitegen/walk", "POST", "Content-Length: 100")
    for request in (b"", b"GET", b"GET / HTTP/1.1\r\nHo", asked("/", last="")[:-2], asked("/"), walk, walk + b"at=2"):
        with connected(server.port) as connection:
            connection.sendall(request)
    with connected(server.port) as connection:
        connection.sendall(asked("/large.bin"))
        connection.recv(10)
    with connected(server.port) as connection:
        connection.sendall(asked("/large.bin") * 50)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    assert became_so(lambda: not server.server_state.connections)
    assert is_alive(server)


def test_a_form_that_was_not_sent_to_its_end_is_none(server: SiteServer, preview: WalkingPreview) -> None:
    before = list(preview.moments)
    with connected(server.port) as connection:
        connection.sendall(asked("/_sitegen/walk", "POST", "Content-Length: 100") + b"at=2030-01-01")
        time.sleep(0.02)
    assert became_so(lambda: not server.server_state.connections)
    assert preview.moments == before


def test_one_slow_browser_does_not_hold_up_the_others(server: SiteServer) -> None:
    with connected(server.port) as slow, connected(server.port) as slower:
        slow.sendall(b"GET / HTT")
        slower.sendall(asked("/_sitegen/walk", "POST", "Content-Length: 100") + b"at=")
        assert is_alive(server)


@pytest.mark.skipif(resource.getrlimit(resource.RLIMIT_NOFILE)[0] < 1000, reason="this machine opens few files")
def test_many_connections_that_say_nothing_do_not_hold_up_the_others(server: SiteServer) -> None:
    with ExitStack() as opened:
        for _ in range(300):
            opened.enter_context(connected(server.port))
        began = time.monotonic()
        assert is_alive(server)
        assert time.monotonic() - began < 1
    assert became_so(lambda: not server.server_state.connections)


def seconds_until_it_hangs_up(connection: socket.socket, trickle: bytes = b"") -> float:
    """Send one byte after the other, until the other side has enough of it."""
    began = time.monotonic()
    connection.settimeout(0.05)
    for byte in trickle.ljust(100, b"a"):
        try:
            if trickle:
                connection.sendall(bytes([byte]))
            if not connection.recv(65536):
                break
        except TimeoutError:
            continue
        except ConnectionError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize(
    ("first", "trickle"),
    [
        (b"", b""),
        (b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nA: b"),
        (b"", b"SSH-2.0-OpenSSH_9.6\r\n"),
        (asked("/", last=""), b"GET /news/ HTTP/1.1\r\nHost: localhost"),
        (asked("/_sitegen/walk", "POST", "Content-Length: 1000", last=""), b"at="),
        (asked("/_sitegen/walk", "POST", "Content-Length: 1000", last=""), b""),
        (asked("/", "GET", "Content-Length: 1000", last=""), b"body"),
        (asked("/", "GET", "Transfer-Encoding: chunked", last=""), b"3e8\r\nbody"),
    ],
    ids=["nothing", "head", "stranger", "second-head", "form", "half-form", "body", "chunks"],
)
def test_a_browser_that_never_says_all_is_not_waited_for(folder: Path, first: bytes, trickle: bytes) -> None:
    with hasty(folder) as server, connected(server.port) as slow:
        slow.sendall(first)
        assert 0.1 < seconds_until_it_hangs_up(slow, trickle) < 3
        assert is_alive(server)


def test_a_browser_that_has_said_all_may_take_its_time(folder: Path) -> None:
    with hasty(folder) as server, connected(server.port) as connection:
        for _ in range(2):
            connection.sendall(asked("/", last=""))
            assert heard(connection, b"</body>").status == 200
            time.sleep(HastyProtocol.patience * 1.5)
        connection.sendall(asked("/_sitegen/events?page=/", last=""))
        assert heard(connection, b"retry").status == 200
        connection.settimeout(HastyProtocol.patience * 1.5)
        with suppress(TimeoutError):
            while connection.recv(65536):
                pass
            pytest.fail("the server hung up")


# The end


def test_the_end_waits_for_nobody(folder: Path) -> None:
    hub, preview = Hub(), BusyPreview(folder)
    with ExitStack() as opened, running(application_of(preview, hub), hub) as server:
        for request in (
            *(b"", b"GET / HT", asked("/_sitegen/walk", "POST", "Content-Length: 9") + b"at=", asked("/", last="")),
            *(asked("/_sitegen/events?page=/"), asked("/_sitegen/bar"), asked("/_sitegen/walk")),
        ):
            opened.enter_context(connected(server.port)).sendall(request)
        assert became_so(lambda: preview.waiting == 4)
        server.shutdown_soon()
        began = time.monotonic()
        assert became_so(lambda: not server.server_state.connections and not server.server_state.tasks)
        preview.is_known.set()
    assert time.monotonic() - began < 1
    assert not hub.listeners


def test_a_server_that_has_ended_listens_no_more(folder: Path) -> None:
    hub = Hub()
    with running(application_of(FolderPreview(folder), hub), hub) as server:
        assert is_alive(server)
    with pytest.raises(ConnectionRefusedError):
        connected(server.port)
