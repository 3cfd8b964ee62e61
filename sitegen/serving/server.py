"""The preview server: the finished site under its own path, on this machine."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from errno import EACCES, EADDRINUSE
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import unquote

from sitegen.problems import Location, Problem, error
from sitegen.serving.answers import Answer, Request, ServedSite, answer_to
from sitegen.serving.defaults import DEFAULT_HOST, DEFAULT_PORT

__all__ = ["SiteServer", "address_of", "bound_server", "port_problem", "serve"]

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (recognized, not bound to)
"""Hosts that stand for every address of this machine, and the one of them that a browser on it opens."""
PORTS_TRIED = 50
LAST_PORT = 65535
SECONDS_FOR_A_REQUEST = 30


def serve(folder: Path, host: str, port: int, base_path: str, announce: Callable[[str], None]) -> Problem | None:
    """Serve a folder until Ctrl-C, or say why that cannot be; `announce` is told the address."""
    server = bound_server(folder, host, port, base_path)
    if isinstance(server, Problem):
        return server
    with server:
        announce(f"the site is at {server.address} (Ctrl-C ends the preview)")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return None


def bound_server(folder: Path, host: str, port: int, base_path: str) -> SiteServer | Problem:
    """Give a server that listens; port 0 takes any free one."""
    if not folder.is_dir():
        return error(f"there is no site in `{folder}`", Location(str(folder)), "build it first: `sitegen build`")
    site = ServedSite(folder=folder, base_path=rooted(base_path), any_host=host not in LOOPBACK)
    try:
        return SiteServer(site, host, port)
    except (OSError, OverflowError, UnicodeError) as fault:
        return cannot_listen(host, port, fault)


def rooted(base_path: str) -> str:
    """Give a path as decoded requests begin with it: `/` or `/newsroom/`."""
    inner = unquote(base_path).strip("/")
    return f"/{inner}/" if inner else "/"


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


def port_problem(host: str, port: int) -> Problem | None:
    """Say why a port cannot be had, before a site is built for it; None when it can."""
    try:
        probe_port(host, port)
    except (OSError, OverflowError, UnicodeError) as fault:
        return cannot_listen(host, port, fault)
    return None


def next_free_port(host: str, port: int) -> int:
    """Give the next port that nobody uses, or 0 when there is none near."""
    candidates = range(port + 1, min(port + PORTS_TRIED, LAST_PORT) + 1)
    return next((candidate for candidate in candidates if is_free(host, candidate)), 0)


def is_free(host: str, port: int) -> bool:
    """Tell whether a port can be had."""
    try:
        probe_port(host, port)
    except OSError:
        return False
    return True


def probe_port(host: str, port: int) -> None:
    """Take a port and give it back. Raises `OSError`, `OverflowError` or `UnicodeError` when it cannot be had."""
    with socket.socket(family_of(host)) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def family_of(host: str) -> socket.AddressFamily:
    """Tell IPv6 addresses, which hold colons, from all others."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class SiteServer(ThreadingHTTPServer):
    """Listens, and answers each request in a thread that does not outlive the program."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows, it would let two programs share a port

    def __init__(self, site: ServedSite, host: str, port: int) -> None:
        self.site = site
        self.host = host
        self.address_family = family_of(host)
        super().__init__((host, port), SiteRequest)

    def server_bind(self) -> None:
        """Bind without asking the network for this machine's name, which may take seconds."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        return address_of(self.host, self.server_port, self.site.base_path)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep silent about browsers that hang up."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class SiteRequest(BaseHTTPRequestHandler):
    """Reads one request, sends one answer and closes the connection."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    default_request_version = "HTTP/1.0"  # not 0.9, whose answers have no status
    timeout = SECONDS_FOR_A_REQUEST
    error_content_type = "text/plain; charset=utf-8"
    error_message_format = "%(message)s\n"

    def parse_request(self) -> bool:
        """Read a request and answer it, whatever its method; nothing is left for the library to do."""
        if super().parse_request():
            self.send_answer(answer_to(self.server.site, self.wanted()))
        return False

    def wanted(self) -> Request:
        """Give the request as a value."""
        return Request(
            method=self.command,
            target=self.path,
            hosts=tuple(self.headers.get_all("Host", [])),
            headers={name.lower(): value for name, value in self.headers.items()},
        )

    def send_answer(self, answer: Answer) -> None:
        """Send an answer; the connection ends with it, so that no body of a request is taken for a request."""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def version_string(self) -> str:
        """Give the value of `Server`, without the version of Python."""
        return "sitegen"

    def end_headers(self) -> None:
        """Add what every answer has, the library's own error messages too."""
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing; a preview that lists every picture hides what matters."""
