"""A reader's socket without a server; `channels.testing` would need daphne, which Plaza does not use."""

from __future__ import annotations

import json
from typing import Any

from asgiref import testing
from channels.routing import URLRouter
from django.contrib.auth.models import AnonymousUser

from deliberation.routing import websocket_urlpatterns
from processes.permissions import Person
from proposals.models import Proposal

PATIENCE = 20.0


class Socket:
    """One connection to the discussion of a proposal."""

    def __init__(
        self, proposal: Proposal, user: Person | None = None, language: str = "en", path: str = ""
    ) -> None:
        untyped: Any = testing
        self.line = untyped.ApplicationCommunicator(
            URLRouter(websocket_urlpatterns),
            {
                "type": "websocket",
                "path": path or f"/ws/discussion/{proposal.pk}/",
                "query_string": f"lang={language}".encode(),
                "headers": [],
                "subprotocols": [],
                "user": user or AnonymousUser(),
            },
        )

    async def open(self) -> Socket:
        """Connect and return the socket, accepted."""
        await self.line.send_input({"type": "websocket.connect"})
        assert (await self.output())["type"] == "websocket.accept"
        return self

    async def output(self) -> dict[str, Any]:
        """The next thing the server does."""
        done: dict[str, Any] = await self.line.receive_output(timeout=PATIENCE)
        return done

    async def text(self) -> str:
        """The next frame as it is sent."""
        sent = await self.output()
        assert sent["type"] == "websocket.send", sent
        return str(sent["text"])

    async def frame(self) -> dict[str, Any]:
        """The next frame."""
        read: dict[str, Any] = json.loads(await self.text())
        return read

    async def closing_code(self) -> int:
        """Wait for the server to close the socket and return its code."""
        sent = await self.output()
        assert sent["type"] == "websocket.close", sent
        return int(sent["code"])

    async def silence(self, seconds: float = 0.3) -> bool:
        """Whether the server says nothing for a while."""
        return bool(await self.line.receive_nothing(timeout=seconds))

    async def say(self, text: str) -> None:
        """Send something, which no reader should."""
        await self.line.send_input({"type": "websocket.receive", "text": text})

    async def close(self) -> None:
        """Leave."""
        await self.line.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.line.wait(PATIENCE)
