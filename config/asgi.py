"""ASGI: Django's pages and the live threads' sockets."""

from __future__ import annotations

import os
import warnings

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
# files are read whole before they are sent here, which is well for styles and pictures; long ones stream
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urlpatterns))),
    }
)
settle()
