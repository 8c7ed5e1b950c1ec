"""The socket of one discussion: joins its topic and forwards what the hub hands over. It never writes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from deliberation import frames
from deliberation.hub import Seat, hub

NOT_PUBLIC, TALKS_BACK, TOO_SLOW = 4404, 4400, 4408


class DiscussionConsumer(AsyncWebsocketConsumer):
    """One reader of one discussion."""

    channel_layer_alias = "none"  # only the hub listens to the layer, not every socket
    seat: Seat | None = None
    forwarding: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        await self.accept()
        self.topic: int = self.scope["url_route"]["kwargs"]["proposal"]
        seat = Seat(language_of(self.scope))
        await hub().join(self.topic, seat)
        self.seat = seat
        try:
            revision = await database_sync_to_async(frames.revision_for)(self.scope["user"], self.topic)
        except BaseException:
            await hub().leave(self.topic, seat)  # nobody else would: a failed connect is never disconnected
            raise
        if revision is None:
            await self.close(NOT_PUBLIC)
            return
        hub().greet(self.topic, seat, revision)
        self.forwarding = asyncio.create_task(self.forward(seat))

    async def forward(self, seat: Seat) -> None:
        """Send what the hub hands over, at the pace of this socket."""
        last = ""
        while (frame := await seat.outbox.get()) is not None:
            last = frame
            await self.send(text_data=frame)
        await self.close(NOT_PUBLIC if last == frames.CLOSED else TOO_SLOW)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(TALKS_BACK)

    async def disconnect(self, code: int) -> None:
        if self.seat:
            await hub().leave(self.topic, self.seat)
        if self.forwarding:
            self.forwarding.cancel()
            with suppress(asyncio.CancelledError):
                await self.forwarding


class Nowhere(AsyncWebsocketConsumer):
    """Refuses a socket at an address that has none: scanners open them; traces would hide other trouble."""

    channel_layer_alias = "none"

    async def connect(self) -> None:
        await self.close(NOT_PUBLIC)


def language_of(scope: dict[str, Any]) -> str:
    """The language in which the page was written, from ?lang=."""
    asked = parse_qs(scope.get("query_string", b"").decode("ascii", "ignore")).get("lang", [""])
    return frames.known_language(asked[0])
