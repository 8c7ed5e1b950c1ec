"""One hub per process holds the open sockets of every topic (a proposal's discussion).

It listens on one channel of the channel layer, renders each change once per language and hands the same text
to every socket. Sockets never wait for each other: one that cannot keep up is closed, and asks for what it
missed when it is back. A message only says how far a discussion has come: the hub hands over all that came
since the last time, so a message that the layer lost is made good by the next one, or by the beat.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer, get_channel_layer

from deliberation import frames

log = logging.getLogger(__name__)

OUTBOX = 64  # frames a socket may lag behind
BEAT_SECONDS = 25.0
REJOIN_BEATS = 120  # the layer forgets its groups after a day
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
AGAIN = 0.1

Message = dict[str, Any]


@dataclass(eq=False, slots=True)
class Seat:
    """One open socket: its language and the frames on their way to it. None ends it."""

    language: str
    outbox: asyncio.Queue[str | None] = field(default_factory=lambda: asyncio.Queue(OUTBOX))

    def put(self, frame: str | None) -> None:
        """Hand over a frame without waiting; a full outbox is emptied and the socket closed."""
        if self.outbox.full():
            while not self.outbox.empty():
                self.outbox.get_nowait()
            frame = None
        self.outbox.put_nowait(frame)


class Hub:
    """The topics of one process (one event loop) and who sits in them."""

    def __init__(self) -> None:
        self.topics: dict[int, set[Seat]] = {}
        self._told: dict[int, int] = {}  # topic -> the revision up to which its seats were told
        self._lock = asyncio.Lock()
        self._channel = ""
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, topic: int, seat: Seat) -> None:
        """Let `seat` hear what changes in `topic`."""
        async with self._lock:
            if not self._tasks:
                self._channel = await layer().new_channel("hub.")
                self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]
            if topic not in self.topics:
                await layer().group_add(group(topic), self._channel)
            self.topics.setdefault(topic, set()).add(seat)

    def greet(self, topic: int, seat: Seat, revision: int) -> None:
        """Say hello to a seat that has joined; what comes after `revision` it will be told."""
        self._told.setdefault(topic, revision)
        seat.put(frames.hello(revision))

    async def leave(self, topic: int, seat: Seat) -> None:
        """Take `seat` out; the last one out switches off the light."""
        async with self._lock:
            seats = self.topics.get(topic, set())
            seats.discard(seat)
            if seats or topic not in self.topics:
                return
            del self.topics[topic]
            self._told.pop(topic, None)
            with suppress(OSError):
                await layer().group_discard(group(topic), self._channel)
            if not self.topics:
                tasks, self._tasks = self._tasks, []
                await end(tasks)

    async def _listen(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                message = await layer().receive(self._channel)
                await self._handle(message)
                pause = FIRST_PAUSE
            except Exception:
                if asyncio.current_task() not in self._tasks:
                    return  # told to end while Redis was being read, which made a timeout of it
                log.exception("The live threads lost a message; looking again in %s s.", pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                await self._rejoin()

    async def _handle(self, message: Message) -> None:
        topic = int(message["topic"])
        if message["type"] == "look":
            await self._look([topic])
        elif message["type"] == "joined":
            self._note(topic, await database_sync_to_async(frames.latest_revision)(topic))
            self._tell(topic, frames.CATCH_UP)
        else:
            await self._bring(topic, int(message["revision"]))

    async def _bring(self, topic: int, revision: int) -> None:
        """Hand over what changed in `topic` if its seats have not been told up to `revision`."""
        told = self._told.get(topic)
        if told is None or revision <= told:
            return
        languages = {seat.language for seat in self.topics.get(topic, ())}
        news = await database_sync_to_async(frames.news_since)(topic, told, languages)
        self._note(topic, news.revision)
        if news.texts is None:
            self._tell(topic, frames.CATCH_UP)
            return
        unread = (frames.CATCH_UP,) if news.texts else ()  # who came meanwhile and reads another language
        for seat in list(self.topics.get(topic, ())):
            for text in news.texts.get(seat.language, unread):
                seat.put(text)

    def _note(self, topic: int, revision: int) -> None:
        if topic in self._told:  # else the last one has left meanwhile
            self._told[topic] = revision

    async def _beat(self) -> None:
        """Show every socket that the line is alive, and look after what may have gone unheard."""
        beats = 0
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            beats += 1
            with suppress(Exception):
                await self._look(list(self.topics))
                if beats % REJOIN_BEATS == 0:
                    await self._rejoin(lost=False)
            for topic in list(self.topics):
                self._tell(topic, frames.BEAT)

    async def _look(self, topics: Collection[int]) -> None:
        """Close those of `topics` that are not public any more; bring the others what their seats missed."""
        public = await database_sync_to_async(frames.public_topics)(topics)
        for topic in set(topics) - set(public):
            for seat in list(self.topics.get(topic, ())):
                seat.put(frames.CLOSED)
                seat.put(None)
        for topic, revision in public.items():
            await self._bring(topic, revision)

    async def _rejoin(self, *, lost: bool = True) -> None:
        """Join the groups again; after a loss, have every page ask what it missed."""
        with suppress(Exception):
            for topic in list(self.topics):
                await layer().group_add(group(topic), self._channel)
            for topic in list(self.topics) if lost else ():
                self._tell(topic, frames.CATCH_UP)

    def _tell(self, topic: int, frame: str) -> None:
        for seat in list(self.topics.get(topic, ())):
            seat.put(frame)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


def layer() -> Any:
    """The channel layer: in memory, or Redis between processes."""
    return get_channel_layer()


def group(topic: int) -> str:
    """The group of the channel layer in which the hubs hear about `topic`."""
    return f"discussion.{topic}"


async def end(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they have ended.

    They are told again and again: Redis's client does not hear it while it connects, and would listen on.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _ended, left = await asyncio.wait(left, timeout=AGAIN)


def log_failure(sending: Future[None]) -> None:
    """A change that could not be announced is a matter for the log: the act itself is done."""
    if error := sending.exception():
        log.error("Open browsers could not be told: %s", error)


def send_to_topic(topic: int, message: Message) -> None:
    """Tell the hubs of all processes; called by services, outside of any event loop, after the commit."""
    text = message | {"topic": topic}
    for loop, present in list(_hubs.items()):
        if present.topics and loop.is_running():
            sending = asyncio.run_coroutine_threadsafe(layer().group_send(group(topic), text), loop)
            sending.add_done_callback(log_failure)
            return
    if isinstance(layer(), InMemoryChannelLayer):
        return  # nobody outside of this process can listen
    async_to_sync(layer().group_send)(group(topic), text)
