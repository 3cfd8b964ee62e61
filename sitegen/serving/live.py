"""The streams of events that open pages listen to (HTML Standard, section 9.2, server-sent events)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

from msgspec import Struct, json

__all__ = ["Event", "Hub"]

SECONDS_BETWEEN_SIGNS = 15
"""How long a stream may be silent, so that neither side takes the other for dead."""


class Event(Struct, frozen=True):
    """What an open page is told: a name, and fields that its script reads."""

    name: str
    fields: dict[str, str | list[str]] = {}

    def __bytes__(self) -> bytes:
        return b"event: %s\ndata: %s\n\n" % (self.name.encode(), json.encode(self.fields))


class Hub:
    """Wakes all open streams when there is something new."""

    def __init__(self, seconds_between_signs: float = SECONDS_BETWEEN_SIGNS) -> None:
        self.seconds_between_signs = seconds_between_signs
        self.loop: asyncio.AbstractEventLoop | None = None
        self.listeners: set[asyncio.Event] = set()
        self.is_closed = False

    def tell(self) -> None:
        """Wake all streams, from whatever thread."""
        if self.loop and not self.is_closed:
            with suppress(RuntimeError):  # the loop has just ended
                self.loop.call_soon_threadsafe(self.wake)

    def close(self) -> None:
        """End all streams; called in the thread of the streams."""
        self.is_closed = True
        self.wake()

    def wake(self) -> None:
        """Wake all streams."""
        for listener in self.listeners:
            listener.set()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Event]:
        """Give what is set whenever there is something new."""
        self.loop = asyncio.get_running_loop()
        listener = asyncio.Event()
        self.listeners.add(listener)
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    async def stream(self, look: Callable[[], Iterable[Event]]) -> AsyncGenerator[bytes, None]:
        """Give the bytes of a stream; `look` tells what is new, in a thread of its own, whenever something may be."""
        yield b"retry: 300\n\n"
        with self.listening() as listener:
            while not self.is_closed:
                listener.clear()
                for event in await asyncio.to_thread(look):
                    yield bytes(event)
                try:
                    await asyncio.wait_for(listener.wait(), self.seconds_between_signs)
                except TimeoutError:
                    yield b": still here\n\n"
