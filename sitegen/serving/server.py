"""The server of the preview: connections that cannot hurt it, and an end that does not wait."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import h11
import uvicorn
from anyio.to_thread import current_default_thread_limiter
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from sitegen.serving.listening import address_of
from sitegen.serving.live import Hub

__all__ = ["SiteServer"]

SECONDS_FOR_A_REQUEST = 30
"""How long a browser may take to say what it wants."""
SECONDS_FOR_THE_NEXT = 60
"""How long a connection may be idle between two requests."""
MOST_CONNECTIONS = 500
MOST_THREADS = 100
"""So many browsers may wait for pages; each thread has files open."""
MOST_BYTES_OF_HEAD = 65_536


class PatientProtocol(H11Protocol):
    """HTTP/1.1 that waits for a request, but not for ever."""

    patience: float = SECONDS_FOR_A_REQUEST
    waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come, and wait for the rest of a request that is not whole."""
        super().data_received(data)
        if not self.is_within_a_request():
            self.wait_no_more()
        elif not self.waiting:
            self.wait()

    def is_within_a_request(self) -> bool:
        """Tell whether a request has begun whose end has not come."""
        state = self.conn.their_state
        return state is h11.SEND_BODY or (state is h11.IDLE and bool(self.conn.trailing_data[0]))

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be understood; where an answer has begun, hang up."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        self.transport.close()
        if self.cycle:
            self.cycle.disconnected = True

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self.wait_no_more()
        super().connection_lost(exc)

    def wait(self) -> None:
        """Hang up when no whole request has come in time."""
        self.waiting = self.loop.call_later(self.patience, self.transport.close)

    def wait_no_more(self) -> None:
        """Let the connection be."""
        if self.waiting:
            self.waiting.cancel()
        self.waiting = None


class SiteServer(uvicorn.Server):
    """Serves an application on a socket that listens; open streams of the hub end with it.

    `ending` is called when the end begins.
    """

    protocol = PatientProtocol

    def __init__(
        self,
        application: ASGIApp,
        listening: socket.socket,
        hub: Hub,
        host: str,
        ending: Callable[[], None] = lambda: None,
    ) -> None:
        logging.getLogger("uvicorn").addHandler(logging.NullHandler())  # without any, Python writes to the terminal
        self.listening = listening
        self.hub = hub
        self.ending = ending
        self.host = host
        self.port: int = listening.getsockname()[1]
        super().__init__(
            uvicorn.Config(
                application,
                http=self.protocol,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                proxy_headers=False,
                server_header=False,
                headers=[("Server", "sitegen")],
                timeout_keep_alive=SECONDS_FOR_THE_NEXT,
                timeout_graceful_shutdown=1,
                limit_concurrency=MOST_CONNECTIONS,
                h11_max_incomplete_event_size=MOST_BYTES_OF_HEAD,
            )
        )

    @property
    def address(self) -> str:
        """The address of this server in a browser on this machine."""
        return address_of(self.host, self.port)

    def serve_forever(self, began: Callable[[], None] = lambda: None) -> None:
        """Serve until Ctrl-C or `shutdown_soon`; `began` is called when requests are answered."""

        async def serve() -> None:
            self.hub.loop = asyncio.get_running_loop()
            current_default_thread_limiter().total_tokens = MOST_THREADS
            self.hub.loop.call_soon(began)
            await self.serve(sockets=[self.listening])

        with suppress(KeyboardInterrupt):
            asyncio.run(serve())

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002  given to all that hear signals
        """End when the person at the terminal wants it; the signal has its way with nobody else, who tidies up."""
        self.ending()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True

    def shutdown_soon(self) -> None:
        """End from another thread."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End at once: streams, and the connections of browsers that wait for something or have not said all."""
        self.hub.close()
        for connection in self.server_state.connections:
            connection.transport.abort()
        for task in self.server_state.tasks:
            task.cancel()
        await asyncio.sleep(0)
        await super().shutdown(sockets)
