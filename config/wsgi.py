"""WSGI: pages only; in production sockets are served by config.asgi behind the same proxy."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import refuse_to_start  # noqa: E402  settings must be there first
from config.memory import settle  # noqa: E402  once all is loaded

refuse_to_start()
settle()
