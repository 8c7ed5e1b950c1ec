from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliberationConfig(AppConfig):
    name = "deliberation"
    verbose_name = _("Discussions")

    def ready(self) -> None:
        from deliberation import audit_actions, joining, privacy  # noqa: F401  register themselves
        from deliberation.changes import connect

        connect()
