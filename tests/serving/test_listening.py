from __future__ import annotations

import os
import socket
from contextlib import ExitStack
from errno import EACCES, EADDRINUSE

import pytest

from sitegen.problems import Location, Problem, error
from sitegen.serving.listening import address_of, cannot_listen, listening_socket
from tests.serving.talking import connected

HERE = "127.0.0.1"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


def listening(host: str = HERE, port: int = 0) -> socket.socket:
    found = listening_socket(host, port)
    assert not isinstance(found, Problem), found
    return found


def port_of(found: socket.socket) -> int:
    return int(found.getsockname()[1])


def free_port_in(hint: str) -> int:
    """The port that a hint names, in both places."""
    free = int(hint.rpartition("--port ")[2].rstrip("`"))
    assert hint == f"port {free} is free: `--port {free}`"
    return free


def test_a_socket_listens_at_once() -> None:
    with listening() as found, connected(port_of(found)):
        assert found.getsockname()[0] == HERE


def test_a_socket_is_one_of_tcp_so_that_small_packets_go_at_once() -> None:
    with listening() as found:
        assert found.proto == socket.IPPROTO_TCP


def test_this_machine_has_a_name() -> None:
    with listening("localhost") as found:
        assert found.getsockname()[0] == HERE


@needs_ipv6
def test_a_socket_listens_on_ipv6() -> None:
    with listening("::1") as found, connected(port_of(found), "::1"):
        assert found.family is socket.AF_INET6


def test_a_port_that_was_just_given_up_can_be_had_again() -> None:
    with listening() as found, connected(port_of(found)) as browser:
        port = port_of(found)
        found.accept()[0].close()
        browser.recv(1)
    listening(HERE, port).close()


def test_a_port_in_use_is_told_with_one_that_is_free() -> None:
    with listening() as taken:
        port = port_of(taken)
        problem = listening_socket(HERE, port)
        assert isinstance(problem, Problem)
        assert problem.message == f"port {port} is in use by another program"
        assert problem.location == Location(f"{HERE}:{port}")
        free = free_port_in(problem.hint)
        assert port < free <= port + 50
        listening(HERE, free).close()


def test_a_port_that_is_named_is_not_one_in_use_either() -> None:
    with ExitStack() as taken:
        first = taken.enter_context(listening())
        for _ in range(2):
            problem = listening_socket(HERE, port_of(first))
            assert isinstance(problem, Problem)
            taken.enter_context(listening(HERE, free_port_in(problem.hint)))
        assert isinstance(listening_socket(HERE, port_of(first)), Problem)


@needs_ipv6
def test_a_port_in_use_on_ipv6_is_told_with_one_that_is_free() -> None:
    with listening("::1") as taken:
        problem = listening_socket("::1", port_of(taken))
        assert isinstance(problem, Problem)
        listening("::1", free_port_in(problem.hint)).close()


def test_after_the_last_port_there_is_none() -> None:
    assert cannot_listen(HERE, 65535, OSError(EADDRINUSE, os.strerror(EADDRINUSE))) == error(
        "port 65535 is in use by another program", Location(f"{HERE}:65535"), "choose another one with `--port`"
    )


@pytest.mark.parametrize("port", [70000, 65536, -1, 1 << 40])
def test_a_number_that_is_no_port_is_told(port: int) -> None:
    assert listening_socket(HERE, port) == error(
        f"`{port}` is no port", Location(f"{HERE}:{port}"), "choose one between 1024 and 65535"
    )


def test_a_port_of_the_system_is_told() -> None:
    assert cannot_listen(HERE, 80, PermissionError(EACCES, os.strerror(EACCES))) == error(
        "port 80 is reserved for the system", Location(f"{HERE}:80"), "`--port 8000` is not"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "a" * 70, "\udcff", "a\0b", "2001:db8::1", "1:2", ""])
def test_a_host_that_is_not_this_machine_is_told(host: str) -> None:
    assert listening_socket(host, 8000) == error(
        f"`{host}` is no address of this machine", Location(f"{host}:8000"), "leave out `--host` for 127.0.0.1"
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("localhost", "http://localhost:8000/"),
        ("office.local", "http://office.local:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("fe80::1", "http://[fe80::1]:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),  # noqa: S104  named, not bound to
        ("::", "http://[::1]:8000/"),
    ],
)
def test_a_browser_on_this_machine_finds_the_preview(host: str, address: str) -> None:
    assert address_of(host, 8000) == address


def test_a_site_below_a_path_has_it_in_its_address() -> None:
    assert address_of(HERE, 8000, "/newsroom/") == "http://127.0.0.1:8000/newsroom/"
    assert address_of(HERE, 8000, "") == "http://127.0.0.1:8000"
