from __future__ import annotations

from typing import Any

from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter

from deliberation.consumers import DiscussionConsumer, Nowhere


class Key(IntConverter):
    """The key of a proposal; longer numbers name none, and are no name for a group of the channel layer."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")

websocket_urlpatterns: list[Any] = [
    path("ws/discussion/<key:proposal>/", DiscussionConsumer.as_asgi()),
    re_path("", Nowhere.as_asgi()),
]
