from __future__ import annotations

from typing import Any

from django.urls import path

from deliberation.consumers import DiscussionConsumer

websocket_urlpatterns: list[Any] = [
    path("ws/discussion/<int:proposal>/", DiscussionConsumer.as_asgi()),
]
