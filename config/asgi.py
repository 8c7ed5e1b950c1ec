"""ASGI: Django's pages and the live threads' sockets."""

from __future__ import annotations

import os

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from config.checks import refuse_to_start  # noqa: E402  apps must be loaded first
from config.memory import settle  # noqa: E402  once apps are loaded
from deliberation.routing import websocket_urlpatterns  # noqa: E402  its models need loaded apps

refuse_to_start()

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
settle()
