"""A browser that says what no browser says: bytes on a socket, and the answer to them."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from msgspec import Struct

__all__ = ["Told", "asked", "became_so", "connected", "heard", "said_to", "told_in"]

TIMEOUT = 5
LAST = "Connection: close"


class Told(Struct, frozen=True):
    """An answer: its status, its headers by lower-case name, and its body as it was sent."""

    status: int
    headers: dict[str, str]
    body: bytes
    raw: bytes


def asked(target: str, method: str = "GET", *more: str, host: str = "localhost", last: str = LAST) -> bytes:
    """The bytes of a request; `more` are lines of its head. It is the last one of its connection."""
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *more, *([last] if last else []), "", ""]
    return "\r\n".join(lines).encode("latin-1")


def connected(port: int, host: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((host, port), TIMEOUT)


def said_to(port: int, *parts: bytes, host: str = "127.0.0.1", pause: float = 0.02) -> Told:
    """Send bytes, with a pause after each part, and read until the server hangs up."""
    with connected(port, host) as connection:
        for part in parts:
            with suppress(ConnectionError):  # it has hung up already
                connection.sendall(part)
            if len(parts) > 1:
                time.sleep(pause)
        return told_in(b"".join(blocks_from(connection)))


def blocks_from(connection: socket.socket) -> Iterable[bytes]:
    with suppress(ConnectionError):
        while block := connection.recv(65536):
            yield block


def heard(connection: socket.socket, last: bytes) -> Told:
    """Read until some bytes have come, or the server hangs up."""
    answer = b""
    while last not in answer and (block := connection.recv(65536)):
        answer += block
    return told_in(answer)


def told_in(answer: bytes) -> Told:
    """Understand an answer; one without any bytes has the status 0."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Told(int(first.split()[1]) if first else 0, headers, body, answer)


def became_so(is_so: Callable[[], object], seconds: float = 5) -> bool:
    """Wait until something is so; tell whether it became so in time."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
