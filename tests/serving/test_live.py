from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from typing import TypeAlias

import pytest

from sitegen.serving.live import Event, Hub
from tests.serving.talking import became_so

Stream: TypeAlias = AsyncGenerator[bytes, None]

RETRY = b"retry: 300\n\n"
SIGN = b": still here\n\n"
RELOAD = Event("reload")
NOTED = Event("noted", {"seen": "1.2.3.4"})


class Place:
    """What is to be told at the next looks, and how often it was looked."""

    def __init__(self, *events: Event) -> None:
        self.events = list(events)
        self.looks = 0

    def look(self) -> Iterable[Event]:
        self.looks += 1
        told, self.events = self.events, []
        return told


def watched(story: Callable[[Hub, Place, Stream], Awaitable[None]], *events: Event, seconds: float = 60) -> Hub:
    """Open a stream, and let a story be told to it; in no more than a few seconds."""
    hub, place = Hub(seconds), Place(*events)

    async def told() -> None:
        async with asyncio.timeout(5), aclosing(hub.stream(place.look)) as stream:
            await story(hub, place, stream)

    asyncio.run(told())
    return hub


async def next_of(stream: Stream) -> bytes:
    return await anext(stream)


async def some_turns() -> None:
    """Let all others do what they can."""
    for _ in range(5):
        await asyncio.sleep(0)


# Events


def test_an_event_is_written_as_browsers_read_it() -> None:
    assert bytes(RELOAD) == b"event: reload\ndata: {}\n\n"
    assert bytes(NOTED) == b'event: noted\ndata: {"seen":"1.2.3.4"}\n\n'


def test_no_field_can_end_its_event() -> None:
    text = "a\n\nevent: go\rdata: b\u2028\x00é"
    name, data, *rest = bytes(Event("go", {"to": text, "more": [text]})).split(b"\n")
    assert (name, rest) == (b"event: go", [b"", b""])
    assert b"\r" not in data
    assert json.loads(data.removeprefix(b"data: ")) == {"to": text, "more": [text]}


# Streams


def test_a_stream_begins_with_how_soon_to_come_back() -> None:
    async def story(_hub: Hub, place: Place, stream: Stream) -> None:
        assert await anext(stream) == RETRY
        assert place.looks == 0

    watched(story, RELOAD)


def test_what_is_new_already_is_told_at_once() -> None:
    async def story(_hub: Hub, _place: Place, stream: Stream) -> None:
        assert [await anext(stream) for _ in range(3)] == [RETRY, bytes(NOTED), bytes(RELOAD)]

    watched(story, NOTED, RELOAD)


def test_what_becomes_new_is_told_when_it_does() -> None:
    async def story(hub: Hub, place: Place, stream: Stream) -> None:
        await anext(stream)
        waiting = asyncio.create_task(next_of(stream))
        await asyncio.to_thread(became_so, lambda: place.looks)
        await some_turns()
        assert not waiting.done()
        place.events = [RELOAD]
        threading.Thread(target=hub.tell).start()
        assert await waiting == bytes(RELOAD)
        assert place.looks == 2

    watched(story)


def test_what_is_told_while_a_stream_looks_is_not_missed() -> None:
    async def story(hub: Hub, place: Place, stream: Stream) -> None:
        await anext(stream)
        assert await anext(stream) == bytes(NOTED)
        place.events = [RELOAD]
        hub.wake()
        assert await anext(stream) == bytes(RELOAD)

    watched(story, NOTED)


def test_all_streams_are_woken() -> None:
    places = [Place(), Place(), Place()]
    hub = Hub()

    async def first_event(place: Place) -> bytes:
        async with aclosing(hub.stream(place.look)) as stream:
            await anext(stream)
            return await anext(stream)

    async def story() -> list[bytes]:
        waiting = [asyncio.create_task(first_event(place)) for place in places]
        await asyncio.to_thread(became_so, lambda: all(place.looks for place in places))
        for place in places:
            place.events = [RELOAD]
        hub.tell()
        return await asyncio.wait_for(asyncio.gather(*waiting), 5)

    assert asyncio.run(story()) == [bytes(RELOAD)] * 3
    assert not hub.listeners


def test_a_silent_stream_gives_signs_of_life() -> None:
    async def story(_hub: Hub, place: Place, stream: Stream) -> None:
        assert [await anext(stream) for _ in range(3)] == [RETRY, SIGN, SIGN]
        assert place.looks == 2

    watched(story, seconds=0.01)


def test_looking_does_not_hold_up_others() -> None:
    looking, may_end = threading.Event(), threading.Event()

    def look() -> Iterable[Event]:
        looking.set()
        assert may_end.wait(5)
        return [RELOAD]

    async def story() -> bytes:
        async with aclosing(Hub().stream(look)) as stream:
            await anext(stream)
            waiting = asyncio.create_task(next_of(stream))
            await asyncio.to_thread(became_so, looking.is_set)
            may_end.set()
            return await waiting

    assert asyncio.run(story()) == bytes(RELOAD)


# The end


def test_a_stream_ends_when_the_hub_does() -> None:
    async def story(hub: Hub, _place: Place, stream: Stream) -> None:
        await anext(stream)
        asyncio.get_running_loop().call_later(0.01, hub.close)
        with pytest.raises(StopAsyncIteration):
            await anext(stream)

    assert not watched(story).listeners


def test_a_stream_that_begins_after_the_end_has_ended() -> None:
    async def story(hub: Hub, place: Place, stream: Stream) -> None:
        hub.close()
        assert [chunk async for chunk in stream] == [RETRY]
        assert place.looks == 0

    assert not watched(story, RELOAD).listeners


def test_nobody_listens_any_more_when_the_browser_goes_away() -> None:
    async def story(hub: Hub, _place: Place, stream: Stream) -> None:
        await anext(stream)
        waiting = asyncio.create_task(next_of(stream))
        await asyncio.to_thread(became_so, lambda: hub.listeners)
        waiting.cancel()
        await some_turns()
        assert not hub.listeners

    watched(story)


def test_nobody_listens_any_more_when_looking_fails() -> None:
    def look() -> Iterable[Event]:
        raise OSError("the disk is gone")

    async def story() -> None:
        hub = Hub()
        with pytest.raises(OSError, match="gone"):
            async for _ in hub.stream(look):
                pass
        assert not hub.listeners

    asyncio.run(story())


def test_there_may_be_nobody_to_tell() -> None:
    hub = Hub()
    hub.tell()

    async def story() -> None:
        hub.loop = asyncio.get_running_loop()
        hub.tell()

    asyncio.run(story())
    hub.tell()
    hub.close()
    hub.tell()
    assert hub.is_closed
    assert not hub.listeners
