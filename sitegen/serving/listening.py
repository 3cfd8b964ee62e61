"""The port on which the preview listens."""

from __future__ import annotations

import os
import socket
from errno import EACCES, EADDRINUSE

from sitegen.problems import Location, Problem, error
from sitegen.serving.defaults import DEFAULT_HOST, DEFAULT_PORT

__all__ = ["EVERYWHERE", "LOOPBACK", "address_of", "listening_socket"]

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (recognized, not bound to)
"""Hosts that stand for every address of this machine, and the one of them that a browser on it opens."""
PORTS_TRIED = 50
LAST_PORT = 65535
BACKLOG = 128


def listening_socket(host: str, port: int) -> socket.socket | Problem:
    """Give a socket that listens, or say why there is none; port 0 takes any free one."""
    try:
        return bound_socket(host, port)
    except (OSError, OverflowError, TypeError, UnicodeError) as fault:
        return cannot_listen(host, port, fault)


def bound_socket(host: str, port: int) -> socket.socket:
    """Give a socket that listens. Raises `OSError`, or what `socket` raises for a port or host that is none.

    Only for a socket that is said to be one of TCP does asyncio send small packets at once (`TCP_NODELAY`).
    """
    if not host:
        raise OSError("no host stands for every address of this machine")
    found = socket.socket(family_of(host), socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # on Windows, it would let two programs share a port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(BACKLOG)
    except BaseException:
        found.close()
        raise
    return found


def address_of(host: str, port: int, base_path: str = "/") -> str:
    """Give the address under which a browser on this machine finds a preview."""
    name = EVERYWHERE.get(host, host)
    return f"http://{f'[{name}]' if ':' in name else name}:{port}{base_path}"


def cannot_listen(host: str, port: int, fault: Exception) -> Problem:
    """Say why a port cannot be had, and which one can."""
    place = Location(f"{host}:{port}")
    match fault:
        case OverflowError():
            return error(f"`{port}` is no port", place, f"choose one between 1024 and {LAST_PORT}")
        case OSError(errno=number) if number == EADDRINUSE:
            free = next_free_port(host, port)
            hint = f"port {free} is free: `--port {free}`" if free else "choose another one with `--port`"
            return error(f"port {port} is in use by another program", place, hint)
        case OSError(errno=number) if number == EACCES:
            return error(f"port {port} is reserved for the system", place, f"`--port {DEFAULT_PORT}` is not")
        case _:
            return error(f"`{host}` is no address of this machine", place, f"leave out `--host` for {DEFAULT_HOST}")


def next_free_port(host: str, port: int) -> int:
    """Give the next port that nobody uses, or 0 when there is none near."""
    candidates = range(port + 1, min(port + PORTS_TRIED, LAST_PORT) + 1)
    return next((candidate for candidate in candidates if is_free(host, candidate)), 0)


def is_free(host: str, port: int) -> bool:
    """Tell whether a port can be had."""
    try:
        bound_socket(host, port).close()
    except OSError:
        return False
    return True


def family_of(host: str) -> socket.AddressFamily:
    """Tell IPv6 addresses, which hold colons, from all others."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET
